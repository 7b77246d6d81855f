"""What is said of damaged text: which of it makes one finding, the message, and the fix."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vaultlint.encoding import Certainty, Repair
from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note

from ._words import repaired, word_around

# What may stand between damages that one finding holds: letters of the same word, or its end.
_BRIDGE = lazy(r"""\w{1,30}|[ ,.;:!?'"()*_/–—-]{1,3}""")
_GONE = "\ufffd"
_LONGEST_SHOWN = 40  # characters of a damaged text that a message shows
_UNSEEN = frozenset(("Cc", "Cf", "Co", "Cs", "Zs", "Zl", "Zp"))
_JOINERS = "\u200c\u200d"  # within emoji and within words: drawn, they would tear both apart
_SAFETY = {Certainty.CERTAIN: Safety.SAFE, Certainty.DOUBTFUL: Safety.UNSAFE}
_VERBS = {
    Certainty.CERTAIN: "should read",
    Certainty.DOUBTFUL: "should probably read",
    Certainty.GUESSED: "may once have been",
    Certainty.LOST: "went through the wrong encoding, and may once have been",
}


class Told(NamedTuple):
    """A damaged stretch, what is to be added to the message, and whether it may be mended."""

    repair: Repair
    addition: str = ""
    fixable: bool = True


def grouped(text: str, told: Iterable[Told]) -> Iterator[list[Told]]:
    """The damages, those of neighbouring words together, so that a sentence is one finding."""
    group: list[Told] = []
    for one in told:
        if group:
            last = group[-1]
            alike = last.repair.certainty is one.repair.certainty and last[1:] == one[1:]
            between = text[last.repair.span.end : one.repair.span.start]
            if not (alike and (not between or _BRIDGE.fullmatch(between))):
                yield group
                group = []
        group.append(one)
    if group:
        yield group


def finding_of(note: Note, group: Sequence[Told]) -> Finding:
    """The finding for damages that stand together."""
    repairs = [told.repair for told in group]
    certainty = repairs[0].certainty
    safety = _SAFETY.get(certainty)
    level = None if certainty in (Certainty.CERTAIN, Certainty.LOST) else Level.WARNING
    span = Span(repairs[0].span.start, repairs[-1].span.end)
    message = _message(note.text, span, repairs) + group[0].addition
    edits = tuple(Edit(repair.span, repair.replacement or "") for repair in repairs)
    fix = Fix("undo the wrong encoding", edits, safety) if safety and group[0].fixable else None
    return Finding(span, message, fix, level, f"damaged encoding in {note.path}")


def _message(text: str, span: Span, repairs: Sequence[Repair]) -> str:
    word = word_around(text, span)
    shown = visible(text[word.start : word.end])
    whole = repaired(text, word, repairs)
    if whole is None or _GONE in whole:
        return f"`{shown}` lost a character to the wrong encoding"
    if not whole:
        return f"`{shown}` is a byte order mark that was read wrongly"
    return f"`{shown}` {_VERBS[repairs[0].certainty]} `{visible(whole)}`"


def visible(text: str) -> str:
    """The text for a message: not too long, and what nobody sees drawn."""
    if len(text) > _LONGEST_SHOWN:
        text = text[: _LONGEST_SHOWN - 1] + "…"
    return "".join(map(_drawn, text))


def _drawn(character: str) -> str:
    if "\udc80" <= character <= "\udcff":
        return f"‹0x{ord(character) - 0xDC00:02X}›"
    unseen = unicodedata.category(character) in _UNSEEN
    return f"‹U+{ord(character):04X}›" if unseen and character not in " " + _JOINERS else character
