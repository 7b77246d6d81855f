"""What a note says, as plain values to compare: its links, its properties and the rest."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from vaultlint.finding import Span
from vaultlint.fix.comments import comment_spans
from vaultlint.note import Block, Link, Note
from vaultlint.note.frontmatter import Frontmatter, ListValue, Scalar, Value
from vaultlint.note.headings import compare_form
from vaultlint.rule import Change
from vaultlint.vault import Vault

# Marks without a shape of their own: they may come and go without a word changing.
_SHAPELESS = "\ufeff\u200b\u2060"
_ELSEWHERE = "\ufffc"  # stands for what another comparison looks at: a link, a tag, code
_LINES_COUNT = ("paragraph", "table", "definition")


def links(note: Note) -> Hashable:
    """Every link and embed. One that the properties repeat counts once: a copy says nothing."""
    facts = ((link.property is not None, _link(note.text, link)) for link in note.links)
    return _once_in_front(facts)


def properties(note: Note) -> Hashable:
    """The names and the typed values of the properties in order, and the comments between them."""
    frontmatter = note.frontmatter
    if frontmatter is None:
        return None
    start, end = frontmatter.yaml
    if frontmatter.error is not None or frontmatter.root is None:
        return "unreadable", tuple(words_of(note.text[start:end]))
    return tuple(_values(frontmatter.root)), tuple(_comments(note.text, frontmatter))


def tags(note: Note) -> Hashable:
    """Every tag by name. One that the properties repeat counts once."""
    front = [(True, tag.name) for tag in note.frontmatter_tags]
    return _once_in_front([*front, *((False, tag.name) for tag in note.inline.tags)])


def headings(note: Note) -> Hashable:
    """The top-level headings: level and text."""
    return tuple((heading.level, blanks_aside(heading.text)) for heading in note.headings)


def block_ids(note: Note) -> Hashable:
    """The block ids."""
    return tuple(name for name, _ in note.block_ids)


def code(note: Note) -> Hashable:
    """The text of code blocks, line by line, and of code spans."""
    blocks = tuple(
        (block.info, tuple(note.text[start:end] for start, end in block.pieces))
        for block in note.blocks
        if block.kind == "code"
    )
    spans = tuple(_one_newline(note.text[slice(*mark.inner)]) for mark in note.inline.of("code"))
    return blocks, spans


def structure(note: Note) -> Hashable:
    """The tree of blocks: in document order with their depths, which determine the tree."""
    return tuple(
        (
            block.kind,
            block.depth,
            block.level,
            block.marker,
            block.info if block.kind == "footnote" else "",
            block.closed,
            len(block.pieces) if block.kind in _LINES_COUNT else 0,
            tuple(_hard_breaks(note, block)),
        )
        for block in note.blocks
    )


def words(note: Note) -> Hashable:
    """The words of all text but code, in order.

    Links, tags, block ids and top-level headings have comparisons of their own and count as one
    unnamed word here, so that a rule which declares to change them need not declare words too. A
    reference link has its target elsewhere, in its definition.
    """
    cuts = [link.span for link in note.inline.links]
    cuts += {link.target for link in note.inline.links if link.kind == "reference"}
    cuts += (tag.span for tag in note.inline.tags)
    cuts += (mark.span for mark in note.inline.of("code"))
    cuts += (span for _, span in note.block_ids)
    cuts.sort()
    pieces = [
        piece
        for block in note.blocks
        if block.kind != "code" and not (block.kind == "heading" and block.depth == 0)
        for piece in block.pieces
    ]
    return tuple(words_of("\n".join(_without(note.text, pieces, cuts))))


def body_characters(note: Note) -> Hashable:
    """All that is no blank behind the frontmatter: what must stay if a fix may change nothing."""
    return "".join(words_of(note.text[note.body_start :]))


def own_targets(note: Note, vault: Vault) -> Hashable:
    """For each link to a place in the note itself: whether its headings or its block exist."""
    headings = {compare_form(heading.text) for heading in note.headings}
    ids = {name for name, _ in note.block_ids}
    return tuple(
        link.subpath[2:].lower() in ids
        if link.subpath.startswith("#^")
        else all(compare_form(part) in headings for part in link.subpath.split("#") if part)
        for link in note.links
        if link.subpath and not link.external and _opens_itself(note, vault, link)
    )


def opened_files(note: Note, vault: Vault) -> frozenset[str]:
    """The files that the note's links open."""
    names = {link.path for link in note.links if link.path and not link.external}
    opened = (vault.resolve(name, note.path).path for name in names)
    return frozenset(path for path in opened if path is not None)


FACTS: Mapping[Change, Callable[[Note], Hashable]] = {
    Change.LINKS: links,
    Change.PROPERTIES: properties,
    Change.TAGS: tags,
    Change.HEADINGS: headings,
    Change.BLOCK_IDS: block_ids,
    Change.CODE: code,
    Change.STRUCTURE: structure,
    Change.WORDS: words,
}


def words_of(text: str) -> list[str]:
    """The words of a text: what stands between blanks of any kind, shapeless marks aside."""
    for mark in _SHAPELESS:
        text = text.replace(mark, "")
    return text.split()


def blanks_aside(text: str) -> str:
    """The text with every run of blanks as one space, none at its ends."""
    return " ".join(words_of(text))


def _link(text: str, link: Link) -> Hashable:
    display = None if link.display is None else blanks_aside(link.display)
    return (
        *(link.kind, link.embed, link.external, link.path, link.subpath, display, link.size),
        None if link.property is not None else "".join(words_of(_around(text, link))),
    )


def _around(text: str, link: Link) -> str:
    """What a link holds besides target and display: brackets, pipe, a Markdown link's title."""
    inner = [span for span in (link.target, link.display_span) if span and link.span.contains(span)]
    return "".join(_without(text, [link.span], sorted(inner)))


def _without(text: str, pieces: Iterable[Span], cuts: Iterable[Span]) -> Iterator[str]:
    """The text of each piece, a mark in place of each cut; pieces and cuts both in order."""
    rest = iter(cuts)
    cut = next(rest, None)
    for start, end in pieces:
        parts: list[str] = []
        at = start
        while cut is not None and cut.start < end:
            if cut.end > at and cut.start >= start:
                parts += text[at : cut.start], _ELSEWHERE
            at = max(at, cut.end)
            if cut.end > end:  # it goes on in the next piece, where its text must not count either
                break
            cut = next(rest, None)
        parts.append(text[at:end])
        yield "".join(parts)


def _hard_breaks(note: Note, block: Block) -> Iterator[bool]:
    """Where single newlines are no line breaks, which lines of a paragraph end in a hard one."""
    if note.settings.strict_line_breaks and block.kind == "paragraph":
        for start, _ in block.pieces[:-1]:
            line = note.lines.span(note.lines.number_at(start))
            yield note.text.endswith("  ", start, line.end)


def _values(root: Value) -> Iterator[Hashable]:
    """A value as a flat sequence, without recursion; a value that is aliased is spelt out once."""
    numbers: dict[int, int] = {}
    rest: list[Value] = [root]
    while rest:
        value = rest.pop()
        if id(value) in numbers:
            yield "again", numbers[id(value)]
            continue
        numbers[id(value)] = len(numbers)
        if isinstance(value, Scalar):
            yield type(value.value).__name__, repr(value.value)  # repr: NaN equals itself there
        elif isinstance(value, ListValue):
            yield "list", len(value.items)
            rest += reversed(value.items)
        else:
            yield "map", len(value.entries)
            rest += (part for entry in reversed(value.entries) for part in reversed(entry))


def _comments(text: str, frontmatter: Frontmatter) -> Iterator[str]:
    return (blanks_aside(text[start + 1 : end]) for start, end in comment_spans(text, frontmatter))


def _once_in_front(facts: Iterable[tuple[bool, Hashable]]) -> Hashable:
    """The facts in order; those that come from the properties (True) without their repetitions."""
    listed = tuple(facts)
    front = dict.fromkeys(fact for in_front, fact in listed if in_front)
    return tuple(front), tuple(fact for in_front, fact in listed if not in_front)


def _one_newline(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _opens_itself(note: Note, vault: Vault, link: Link) -> bool:
    return not link.path or vault.resolve(link.path, note.path).path == note.path
