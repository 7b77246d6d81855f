"""Characters that nobody sees: which are needed, which fixes are sure, how they are shown."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from vaultlint.finding import Edit, Finding, Fix, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Link, Note
from vaultlint.vault import Vault

_MOST_TRIALS = 20  # notes read again to find out which edits change how the note is read
UNSEEN = lazy(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\U000e0001\U000e0020-\U000e007f]"
)
_LONGEST_SIDE = 20  # characters of a word that a message shows on each side …
_LONGEST_DRAWN = 42  # … and in all


class Unseen(NamedTuple):
    """Characters that nobody sees, what is to stand there instead, and how sure that is.

    `instead` is None, and `safety` MANUAL, where nobody can tell, or where the note would be read
    otherwise without them.
    """

    span: Span
    instead: str | None
    safety: Safety

    @property
    def edit(self) -> Edit:
        """What a fix does to them."""
        return Edit(self.span, self.instead or "")


def damaged_stretches(note: Note) -> list[Span]:
    """What was read with the wrong encoding: of that, mojibake speaks."""
    from ._damage import damage_in  # few notes come here

    return merged(repair.span for repair in damage_in(note.text))


def overlaps(span: Span, spans: Sequence[Span]) -> bool:
    """Whether the span shares a character with one of the spans, which are in order and apart."""
    at = bisect_right(spans, span.start, key=itemgetter(0))
    return (at > 0 and spans[at - 1].end > span.start) or (
        at < len(spans) and spans[at].start < span.end
    )


def working_targets(note: Note, vault: Vault, pattern: re.Pattern[str]) -> list[Span]:
    """The targets with a match that reach something as they are written: a fix would break them.

    They come in order and apart, as all spans here that something is looked up in.
    """
    return merged(
        link.target
        for link in note.links
        if not link.external
        and pattern.search(note.text, *link.target)
        and _works(note, vault, link, pattern)
    )


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same characters as spans in order, none touching another."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _works(note: Note, vault: Vault, link: Link, pattern: re.Pattern[str]) -> bool:
    """Whether the link opens something, or Obsidian's answer is not known."""
    if not vault.opens(link.path, note.path):
        return False
    if not pattern.search(link.subpath):
        return True
    from vaultlint.vault.places import places_in

    path = vault.surely_opened(link.path, note.path)
    if path is None:
        return True
    places = places_in(note) if path == note.path else vault.places(path)
    return places.reaches(link.subpath) is not False


def settled(note: Note, unseen: Sequence[Unseen], aside: re.Pattern[str]) -> list[Unseen]:
    """The same, without `instead` where the note would be read otherwise; see `is_read_alike`.

    That may also not be so once other rules have removed what else nobody sees: their fixes may be
    made in the same pass.
    """
    from ._reading import are_read_alike, edited

    changing = [one for one in unseen if one.instead is not None]
    others = [Edit(span, "") for span in _other_unseen(note.text, changing, aside)]
    bare = edited(note, others) if others else note
    alike: set[Unseen] = set()
    trials = _MOST_TRIALS
    halves = [changing] if changing else []
    while halves and trials:  # one of a hundred spoils them all: halving finds it soon
        half = halves.pop()
        trials -= 1
        edits = [one.edit for one in (*alike, *half)]
        after = edited(note, edits)
        if are_read_alike(note, after, aside) and (
            bare is note or are_read_alike(bare, edited(note, (*edits, *others)), aside)
        ):
            alike.update(half)
        elif len(half) > 1:
            middle = len(half) // 2
            halves += half[middle:], half[:middle]
    return [
        one if one in alike else one._replace(instead=None, safety=Safety.MANUAL) for one in unseen
    ]


def _other_unseen(text: str, unseen: Sequence[Unseen], aside: re.Pattern[str]) -> Iterator[Span]:
    """All that nobody sees and that is no matter of the rule whose characters `aside` matches."""
    own = merged([one.span for one in unseen])
    for match in UNSEEN.finditer(text):
        span = Span(*match.span())
        if not aside.match(match[0]) and not overlaps(span, own):
            yield span


def in_lines(note: Note, unseen: Sequence[Unseen]) -> Iterator[list[Unseen]]:
    """Those that follow one another on one line and whose fixes are alike: each one finding."""

    def kind(one: Unseen) -> tuple[int, bool, Safety]:
        return note.lines.number_at(one.span.start), one.instead is None, one.safety

    for _, group in groupby(unseen, kind):
        yield list(group)


def finding(group: Sequence[Unseen], message: str, title: str, cause: str) -> Finding:
    """The finding for characters that stand together; no fix where they have none."""
    span = Span(group[0].span.start, group[-1].span.end)
    found = Finding(span, message, cause=cause)
    if group[0].instead is None:
        return found
    edits = tuple(one.edit for one in group)
    return found._replace(fix=Fix(title, edits, group[0].safety))


def shown(text: str, span: Span) -> str:
    """The word around the span, what nobody sees drawn; "" if nothing else stands there."""
    start, end = span
    first, last = max(start - _LONGEST_SIDE, 0), min(end + _LONGEST_SIDE, len(text))
    while start > first and _in_word(text[start - 1]):
        start -= 1
    while end < last and _in_word(text[end]):
        end += 1
    return drawn(text[start:end]) if (start, end) != span else ""


def _in_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMNC" and character not in "\t\r\n"


def drawn(text: str) -> str:
    """The text, not too long, with every character that nobody sees drawn as its number."""
    if len(text) > _LONGEST_DRAWN:
        text = text[: _LONGEST_DRAWN - 1] + "…"
    return "".join(
        f"‹U+{ord(character):04X}›" if unicodedata.category(character)[0] == "C" else character
        for character in text
    )
