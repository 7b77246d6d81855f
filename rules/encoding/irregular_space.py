"""A no-break, thin or other odd space where it is an accident: beside a link, a tag or emphasis."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Link, Note
from vaultlint.note.values import MapValue, Scalar, walk
from vaultlint.note.zones import lies_in
from vaultlint.rule import Change, NoOptions, rule

from ._first_look import may_be_accident

_NAMES = {
    "\u00a0": "no-break space",
    "\u1680": "Ogham space",
    "\u2000": "en quad",
    "\u2001": "em quad",
    "\u2002": "en space",
    "\u2003": "em space",
    "\u2004": "third-of-an-em space",
    "\u2005": "quarter-of-an-em space",
    "\u2006": "sixth-of-an-em space",
    "\u2007": "figure space",
    "\u2008": "punctuation space",
    "\u2009": "thin space",
    "\u200a": "hair space",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\u202f": "narrow no-break space",
    "\u205f": "mathematical space",
    "\u3000": "ideographic space",
}
_ODD = lazy("[{0}][{0}]*+".format("".join(_NAMES)))  # "[…]+" takes twice the time to find
_ALWAYS = lazy("[\u2028\u2029]")
# A run of odd spaces behind this beginning of a line stands where a marker wants its blank.
_MARKER = lazy(r"[ \t>]*+(?:[-+*](?: \[[^\[\]]\])?|#{1,6})")
_NUMBER = lazy(r"[ \t>]*+[0-9]{1,9}[.)]")
_NUMBERED = lazy(r"[ \t>]*+[0-9]{1,9}[.)][ \t\u00a0]")
_IN_PROPERTY = "in a property"
_BESIDE = "beside a link, a tag or emphasis"
_LONGEST_PREFIX = 80  # characters; deeper markers exist in no note, and a bound keeps this linear


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={
        Change.LINKS,
        Change.PROPERTIES,
        Change.HEADINGS,
        Change.BLOCK_IDS,  # one at the end of a paragraph that an item cuts short
        Change.STRUCTURE,
        Change.WORDS,  # the marker of a list that was none yet
    },
    needs=tuple(_NAMES),
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find odd spaces that are no typography, and no part of damage, of which mojibake speaks."""
    if not may_be_accident(note, _ODD, _ALWAYS):
        return
    if found := list(_odd_spaces(note)):
        from ._unseen import damaged_stretches, overlaps

        damaged = damaged_stretches(note)
        yield from (finding for finding in found if not overlaps(finding.span, damaged))


def _odd_spaces(note: Note) -> Iterator[Finding]:
    """The findings for odd spaces, damaged or not."""
    from ._reading import is_read_alike  # few notes come here

    yield from _in_targets(note)
    ends, starts = _edges(note)
    prose = note.outside("code", "math", "html", "comment", "foreign", "target")
    found: list[Finding] = []
    edits: list[Edit] = []  # those that may change how the lines around them are read
    for match in _ODD.finditer(note.text):
        span = Span(*match.span())
        place = _accident(note, span, ends, starts) if lies_in(span, prose) else None
        if place is None:
            continue
        edit = Edit(span, _replacement(note.text, span))
        if place == _IN_PROPERTY and not _lies_in_value(note, span):
            found.append(_finding(edit, match[0], place)._replace(fix=None))
        elif place == _BESIDE:
            yield _finding(edit, match[0], place)
        else:
            found.append(_finding(edit, match[0], place))
            edits.append(edit)
    if edits and not is_read_alike(note, edits):
        found = [finding._replace(fix=None) for finding in found]
    yield from found


def _lies_in_value(note: Note, span: Span) -> bool:
    """Whether the spaces lie within a property's value, with more of it before and behind them."""
    root = note.frontmatter and note.frontmatter.root
    values = list(walk(root or None))
    keys = {id(key) for value in values if isinstance(value, MapValue) for key, _ in value.entries}
    return any(
        value.span.start < span.start and span.end < value.span.end
        for value in values
        if isinstance(value, Scalar) and id(value) not in keys
    )


def _in_targets(note: Note) -> Iterator[Finding]:
    """No-break spaces in targets, which Obsidian reads as spaces (obsidian.md section 5.1)."""
    for link in note.links:
        source = note.text[link.target.start : link.target.end]
        if link.external or "\u00a0" not in source:
            continue
        for match in re.finditer("\u00a0+", source):
            start = link.target.start + match.start()
            span = Span(start, start + len(match[0]))
            space = _target_space(note.text, link) * len(match[0])
            finding = _finding(Edit(span, space), match[0], "in a link target")
            # Links elsewhere reach a heading by its text: they would lose it (section 7.2).
            block = note.block_at(start) if "%" in space else None
            renames = block is not None and block.kind == "heading"
            yield finding._replace(fix=None) if renames else finding


def _target_space(text: str, link: Link) -> str:
    """A space as this target wants it: a bare one ends a Markdown destination (section 5.5)."""
    bare = link.kind != "wikilink" and text[link.target.start - 1] != "<"
    return "%20" if bare else " "


def _edges(note: Note) -> tuple[set[int], set[int]]:
    """Where links, tags and emphasis end, and where they start."""
    spans = [link.span for link in note.inline.links]
    spans += (tag.span for tag in note.inline.tags)
    spans += (mark.span for mark in note.inline.of("emphasis", "highlight", "strike"))
    return {span.end for span in spans}, {span.start for span in spans}


def _accident(note: Note, span: Span, ends: set[int], starts: set[int]) -> str | None:
    """Why the spaces are an accident, None if they are none."""
    text = note.text
    line_start, line_end = note.lines.span(note.lines.number_at(span.start))
    always = _ALWAYS.search(text, span.start, span.end) is not None
    if line_start < note.body_start:
        return _IN_PROPERTY if always else None
    if span.start - line_start <= _LONGEST_PREFIX and span.end < line_end:
        prefix = text[line_start : span.start]
        if not text[span.end].isdecimal() and (
            _MARKER.fullmatch(prefix)
            or (_NUMBER.fullmatch(prefix) and _beside_numbers(note, line_start))
        ):
            return f"behind {prefix.strip(' >')}"
        if not prefix.strip(" \t>"):
            return "in the text" if always else None  # somebody indented the line with them
    if always:
        return "in the text"
    touching = (span.start in ends) or (span.end in starts)
    if not touching or "\u3000" in text[span.start : span.end]:
        return None
    from ._typography import is_typographic

    return None if is_typographic(text, span) else _BESIDE


def _beside_numbers(note: Note, line_start: int) -> bool:
    """Whether a line beside this one is a numbered item too: "1. Januar" alone is a date."""
    number = note.lines.number_at(line_start)
    beside = (n for n in (number - 1, number + 1) if 0 <= n < len(note.lines))
    return any(_NUMBERED.match(note.text, note.lines.span(n).start) for n in beside)


def _replacement(text: str, span: Span) -> str:
    """One space, or none at the end of a line and beside another space."""
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    if (before, after) == ("\r", "\n"):
        return " "  # without it the two would become one newline
    return "" if before in " \t\r\n" or after in " \t\r\n" else " "


def _finding(edit: Edit, spaces: str, place: str) -> Finding:
    name = _NAMES[spaces[0]]
    article = "an" if name[0] in "eiO" else "a"
    what = f"{article} {name}" if len(spaces) == 1 else f"{len(spaces)} odd spaces"
    title = f"write {'a space' if edit.text else 'nothing'} instead"
    fix = Fix(title, (edit,), Safety.SAFE)
    return Finding(edit.span, f"{what} (U+{ord(spaces[0]):04X}) {place}", fix)
