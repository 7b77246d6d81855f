"""The controls of writing direction, and which of them lack a partner (Unicode Annex 9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.zones import lies_in

NAMES = {
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u061c": "Arabic letter mark",
    "\u202a": "left-to-right embedding",
    "\u202b": "right-to-left embedding",
    "\u202c": "end of an embedding",
    "\u202d": "left-to-right override",
    "\u202e": "right-to-left override",
    "\u2066": "left-to-right isolate",
    "\u2067": "right-to-left isolate",
    "\u2068": "first-strong isolate",
    "\u2069": "end of an isolate",
}
MARKS = frozenset("\u200e\u200f\u061c")
"""They only say in which direction the signs beside them go, and need no partner."""
OVERRIDES = frozenset("\u202d\u202e")
"""They turn around what is written between them and their end."""
TURNING = frozenset("\u202b\u202e\u2067")
"""They write what follows them from right to left."""
CONTROL = lazy("[{}]".format("".join(NAMES)))
RIGHT_TO_LEFT = lazy(
    "[\u0590-\u060f\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)
"""A letter or a sign of a script that is written from right to left."""
_ISOLATES = frozenset("\u2066\u2067\u2068")
_END_OF_EMBEDDING = "\u202c"
_END_OF_ISOLATE = "\u2069"
ENDS = frozenset((_END_OF_EMBEDDING, _END_OF_ISOLATE))
_LINK = lazy(r"\[\[|\]\(|\]:|://")
_PARAGRAPH_END = lazy(r"(?:\r\n|\r(?!\n)|\n)[ \t>]*+[\r\n]")


def turns(note: Note) -> bool:
    """Whether anything in the note, or its name, is written from right to left."""
    return bool(RIGHT_TO_LEFT.search(note.unusual) or RIGHT_TO_LEFT.search(note.path))


def is_ordinary(note: Note) -> bool:
    """Whether all controls are marks in lines that have a letter from right to left and no link.

    Then there is nothing to say, and the note need not be parsed. False is not certain.
    """
    if not turns(note):
        return False
    numbers = set()
    for match in CONTROL.finditer(note.text):
        if match[0] not in MARKS:
            return False
        numbers.add(note.lines.number_at(match.start()))
    return all(
        RIGHT_TO_LEFT.search(note.text, *line) and not _LINK.search(note.text, *line)
        for line in map(note.lines.span, numbers)
    )


def suspects(note: Note, code: Sequence[Span], targets: Sequence[Span]) -> Iterator[int]:
    """The places of controls that may mislead a reader, or that nothing needs; in no order.

    code, targets: where code and the targets of links stand, in order and apart. In code a line
    is a paragraph of its own, as in an editor; and it needs no control if nothing in it is written
    from right to left.
    """
    text, turned = note.text, turns(note)
    places = [match.start() for match in CONTROL.finditer(text)]
    in_code = [place for place in places if lies_in(Span(place, place + 1), code)]
    for number, line_places in groupby(in_code, note.lines.number_at):
        controls = list(line_places)
        alone = lonely(text, controls)
        needed = RIGHT_TO_LEFT.search(text, *note.lines.span(number)) is not None
        for place in controls:
            if not needed or place in alone or text[place] in OVERRIDES:
                yield place
    others = sorted(set(places).difference(in_code))
    if not turned:
        yield from others
        return
    for paragraph in _paragraphs(text, others):
        alone = lonely(text, paragraph)
        for place in paragraph:
            hidden = text[place] not in MARKS and lies_in(Span(place, place + 1), targets)
            if hidden or place in alone:
                yield place


def _paragraphs(text: str, places: Iterable[int]) -> Iterator[list[int]]:
    """The places, those between two empty lines together."""
    paragraph: list[int] = []
    for place in places:
        if paragraph and _PARAGRAPH_END.search(text, paragraph[-1], place):
            yield paragraph
            paragraph = []
        paragraph.append(place)
    if paragraph:
        yield paragraph


def lonely(text: str, places: Iterable[int]) -> set[int]:
    """Those of a paragraph's controls that nothing ends, or that end nothing; by their places.

    The end of an isolate also ends the embeddings within it, and an embedding's end reaches no
    further than the isolate that it stands in.
    """
    opened: list[int] = []
    isolates = 0
    alone: set[int] = set()
    for place in places:
        control = text[place]
        if control == _END_OF_ISOLATE and isolates:
            while text[opened[-1]] not in _ISOLATES:
                alone.add(opened.pop())
            opened.pop()
            isolates -= 1
        elif control == _END_OF_EMBEDDING and opened and text[opened[-1]] not in _ISOLATES:
            opened.pop()
        elif control in ENDS:
            alone.add(place)
        elif control not in MARKS:
            isolates += control in _ISOLATES
            opened.append(place)
    return alone.union(opened)
