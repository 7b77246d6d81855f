"""What a note says of its own checking: comments that begin with `vaultlint-`, and a property."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.frontmatter import ListValue, Property, Scalar
from vaultlint.unused import WORD

Kind = Literal["disable", "enable", "disable-line", "disable-next-line", "disable-file"]
KINDS: tuple[Kind, ...] = (
    "disable", "enable", "disable-line", "disable-next-line", "disable-file",
)  # fmt: skip
PROPERTY = WORD

_DIRECTIVE = lazy(
    r"[ \t]*(?P<open>%%|<!--)[ \t\r\n]*vaultlint-(?P<kind>[a-z]+(?:-[a-z]+)*)"
    r"(?=[ \t\r\n]|%%|-->|\Z)(?P<names>(?:(?!%%|-->)[^\r\n])*)(?P<close>%%|-->)?"
)
_REASON = lazy(r"(?:^|(?<=[ \t]))--(?=[ \t]|\Z)")
_NAME = lazy(r"[^ \t,]+")


class Name(NamedTuple):
    """A rule or group that a directive names, and where."""

    text: str
    span: Span


class Directive(NamedTuple):
    """One comment, or the property. Without names it speaks of all rules.

    `written` is what a message calls it. `kind` is None for a word that is no directive, and for a
    property whose value says nothing: then `written` is that word or value.
    """

    kind: Kind | None
    span: Span
    written: str
    names: tuple[Name, ...] = ()


def find_directives(note: Note) -> list[Directive]:
    """The directives of a note in order of position, the property first; those in code are none."""
    found: list[Directive] = []
    if PROPERTY not in note.text:
        return found
    entry = note.frontmatter and note.frontmatter.get(PROPERTY)
    if entry:
        found.append(_of_property(note.text, entry))
    if "vaultlint-" in note.text:
        comments = dict(_comments(note))
        for start, end in sorted(comments.items()):
            directive = _of_comment(note.text, Span(start, end))
            if directive is not None:
                found.append(directive)
    return found


def _comments(note: Note) -> Iterator[Span]:
    """Comments of both kinds; one that is a block and is found inline too comes twice."""
    for block in note.blocks:
        if block.kind == "comment":
            yield block.span
        elif block.kind == "html":
            yield from _html_comments(note.text, block.span)
    for mark in note.inline.of("comment", "html"):
        yield mark.span


def _html_comments(text: str, span: Span) -> Iterator[Span]:
    start = text.find("<!--", span.start, span.end)
    while start >= 0:
        close = text.find("-->", start + 4, span.end)
        end = span.end if close < 0 else close + 3
        yield Span(start, end)
        start = text.find("<!--", end, span.end)


def _of_comment(text: str, span: Span) -> Directive | None:
    match = _DIRECTIVE.match(text, span.start, span.end)
    if match is None:
        return None
    word = match["kind"]
    kind = next((known for known in KINDS if known == word), None)
    # The rest of the line: names, and behind a free-standing "--" the reason.
    reason = _REASON.search(text, match.start("names"), match.end("names"))
    stop = reason.start() if reason else match.end("names")
    names = tuple(
        Name(name[0], Span(*name.span()))
        for name in _NAME.finditer(text, match.start("names"), stop)
    )
    # A block that is a comment may have blanks around it, and text behind its end.
    end = match.end("close") if match["close"] else span.end
    return Directive(kind, Span(match.start("open"), end), f"vaultlint-{word}", names)


def _of_property(text: str, entry: Property) -> Directive:
    """`vaultlint: off`, `vaultlint: mojibake` or `vaultlint: [mojibake, links]`."""
    value = entry.value
    span = Span(entry.key.span.start, max(entry.key.span.end, value.span.end))
    items = value.items if isinstance(value, ListValue) else (value,)
    scalars = [item for item in items if isinstance(item, Scalar)]
    names = tuple(
        Name(name, scalar.span)
        for scalar in scalars
        if isinstance(scalar.value, str)
        for name in _NAME.findall(scalar.value)
    )
    if isinstance(value, Scalar) and (
        value.value is False or (isinstance(value.value, str) and value.value.lower() == "off")
    ):
        return Directive("disable-file", span, f"{PROPERTY}: off")
    if not names or len(scalars) < len(items):
        return Directive(None, span, PROPERTY)
    return Directive("disable-file", span, PROPERTY, names)
