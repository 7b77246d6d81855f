"""Links and embeds: their grammar and their parts (obsidian.md section 5)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note.destination import Destination, Target, interpret, parse_inline, split_target
from vaultlint.note.frontmatter import Frontmatter
from vaultlint.note.values import ListValue, MapValue, Scalar, Value, key_name

LinkKind = Literal["wikilink", "markdown", "reference"]

# The body ends at the first "]]" and holds no newline and no "[[": of nested links the innermost
# counts. "[[[" opens nothing at its first bracket, for the same reason.
WIKILINK = lazy(r"\[\[(?!\[)(?>(?:[^\[\]\r\n]++|\[(?!\[)|\](?!\]))+)\]\]")
_SIZE = lazy(r"[0-9]+(?:x[0-9]+)?")


class Link(NamedTuple):
    """A link or an embed to something in the vault, or to the outside.

    path and subpath: what Obsidian makes of the target: decoded, NFC, trimmed; the subpath begins
        with "#", both may be "". display: the text behind the pipe, or the text of a Markdown link,
        None if there is none. size: of an embed, "100" or "100x145".
    span: all of it, "!" and brackets included. target: the span of path and subpath as written
        (without "<>" of a Markdown link); of a reference link it stands in the definition.
        display_span: of the display text as written, None if none. parts: spans that follow one
        another and together are `span`: for a wikilink the opening, the target, the separator, the
        display, the closing (empty ones where a part is missing); for a Markdown link the opening,
        the display, the separator, the target, the closing; for a reference link the opening, the
        display, the closing.
    external: the target is a URL; then path is the URL. property: the name of the property it
        stands in, with the index in a list ("up.0"), None in the body. A link in a property whose
        source does not hold it literally (escapes in double quotes) has its place between the
        quotes as span, target and only part.
    """

    kind: LinkKind
    embed: bool
    span: Span
    target: Span
    path: str
    subpath: str = ""
    display: str | None = None
    display_span: Span | None = None
    size: str | None = None
    external: bool = False
    property: str | None = None
    parts: tuple[Span, ...] = ()


def wikilink(text: str, start: int, end: int, *, embed: bool) -> Link:
    """The wikilink whose brackets are text[start:end]; an embed's "!" stands right before them."""
    inner, close = start + 2, end - 2
    pipe = text.find("|", inner + 1, close)  # a pipe at the very start separates nothing
    target_end = pipe if pipe >= 0 else close
    separator_end = pipe + 1 if pipe >= 0 else close
    if target_end > inner + 1 and text[target_end - 1] == "\\":
        target_end -= 1  # the escape of a table cell's pipe
    path, subpath = split_target(text[inner:target_end])
    shown = Span(separator_end, close) if pipe >= 0 else None
    display = text[separator_end:close] if shown else None
    return Link(
        kind="wikilink",
        embed=embed,
        span=Span(start - embed, end),
        target=Span(inner, target_end),
        path=path,
        subpath=subpath,
        display=display,
        display_span=shown,
        size=_size(display) if embed else None,
        parts=_parts(start - embed, inner, target_end, separator_end, close, end),
    )


def markdown_link(
    text: str, opening: int, closing: int, destination: Destination, *, embed: bool
) -> Link:
    """The link whose text stands between the brackets at `opening` and `closing`."""
    target = destination.span
    start = opening - embed
    return _with_text(
        text,
        Span(opening + 1, closing),
        interpret(text[target.start : target.end]),
        kind="markdown",
        embed=embed,
        span=Span(start, destination.end),
        target=target,
        parts=_parts(start, opening + 1, closing, target.start, target.end, destination.end),
    )


def reference_link(
    text: str, opening: int, closing: int, end: int, definition: tuple[Span, Target], *, embed: bool
) -> Link:
    """The reference link that ends at `end`; its definition is the target's span and meaning."""
    start = opening - embed
    return _with_text(
        text,
        Span(opening + 1, closing),
        definition[1],
        kind="reference",
        embed=embed,
        span=Span(start, end),
        target=definition[0],
        parts=_parts(start, opening + 1, closing, end),
    )


def property_links(text: str, frontmatter: Frontmatter | None) -> tuple[Link, ...]:
    """The links that Obsidian reads from properties: strings that are one link as a whole (3.3).

    Embeds are none, and aliases are only text.
    """
    if frontmatter is None or ("](" not in text and "[[" not in text):
        return ()
    found: list[Link] = []
    for name, scalar in _named_scalars(frontmatter):
        value = scalar.value
        if isinstance(value, str) and value.startswith("[") and value.endswith(("]", ")")):
            link = _property_link(text, scalar, value)
            if link is not None:
                found.append(link._replace(property=name))
    found.sort(key=lambda link: link.span)
    return tuple(found)


def whole_link(text: str, start: int, end: int) -> Link | None:
    """The wikilink or Markdown link that text[start:end] is as a whole, None if it is none."""
    if match := WIKILINK.match(text, start, end):
        return wikilink(text, start, end, embed=False) if match.end() == end else None
    closing = text.find("](", start, end)
    if closing < 0 or "[" in text[start + 1 : closing]:
        return None
    destination = parse_inline(text, closing + 1, end)
    if (
        destination is None
        or destination.end != end
        or destination.span.start == destination.span.end
    ):
        return None
    return markdown_link(text, start, closing, destination, embed=False)


def _property_link(text: str, scalar: Scalar, value: str) -> Link | None:
    inner = scalar.inner
    if text[inner.start : inner.end] == value:
        return whole_link(text, inner.start, inner.end)
    link = whole_link(value, 0, len(value))
    if link is None:
        return None
    return link._replace(span=inner, target=inner, display_span=None, parts=(inner,))


def _named_scalars(frontmatter: Frontmatter) -> Iterator[tuple[str, Scalar]]:
    """The scalars of the properties with the name of their place, such as "up.0" or "a.b".

    Written without recursion; a value that is aliased comes once, lest a bomb of aliases go off.
    """
    seen: set[int] = set()
    rest: list[tuple[str, Value]] = [
        (entry.name, entry.value)
        for entry in frontmatter.properties
        if entry.name.lower() != "aliases"
    ]
    while rest:
        name, value = rest.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, Scalar):
            yield name, value
        elif isinstance(value, ListValue):
            rest += ((f"{name}.{index}", item) for index, item in enumerate(value.items))
        elif isinstance(value, MapValue):
            rest += (
                (f"{name}.{key_name(key)}", content)
                for key, content in value.entries
                if isinstance(key, Scalar)
            )


def _with_text(
    text: str,
    shown: Span,
    meaning: Target,
    *,
    kind: LinkKind,
    embed: bool,
    span: Span,
    target: Span,
    parts: tuple[Span, ...],
) -> Link:
    display = text[shown.start : shown.end]
    return Link(
        kind=kind,
        embed=embed,
        span=span,
        target=target,
        path=meaning.path,
        subpath=meaning.subpath,
        display=display,
        display_span=shown,
        size=_size(display) if embed else None,
        external=meaning.external,
        parts=parts,
    )


def _parts(*borders: int) -> tuple[Span, ...]:
    return tuple(map(Span._make, pairwise(borders)))


def _size(display: str | None) -> str | None:
    last = (display or "").rpartition("|")[2].strip(" \t\\")
    return last if _SIZE.fullmatch(last) else None
