"""Parts of notes, and which embeds stand in them: what embeds show, and may show in turn."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.note import Heading
from vaultlint.note.headings import compare_form, resolve_headings

_MOST_HEADINGS = 500  # of a note in which a path of headings is looked for


class Part(NamedTuple):
    """What an embed shows: a note by its vault path, and the subpath, "" for all of it."""

    path: str
    subpath: str


class Embed(NamedTuple):
    """One embed of a note.

    ids: the block ids by which an embed elsewhere shows the paragraph that this one stands in.
    """

    shows: Part
    span: Span
    ids: tuple[str, ...] = ()


class Embeds:
    """The embeds of notes in one note, in order, and the sections that they stand in."""

    def __init__(self, embeds: Sequence[Embed] = (), headings: Sequence[Heading] = ()) -> None:
        self.all = embeds
        self._starts = [embed.span.start for embed in embeds]
        self._by_id: defaultdict[str, list[Embed]] = defaultdict(list)
        for embed in embeds:
            for name in embed.ids:
                self._by_id[name].append(embed)
        self._headings = headings
        self._ends = _ends(headings)
        forms = [compare_form(heading.text) for heading in headings]
        self._first = {form: at for at, form in reversed([*enumerate(forms)])}

    def within(self, subpath: str) -> Sequence[Embed]:
        """The embeds that surely are among what an embed with this subpath shows of the note."""
        parts = [part for part in subpath.split("#") if part]
        if not parts:
            return self.all
        if parts[-1].startswith("^"):
            return self._by_id.get(parts[-1][1:].lower(), ())
        at = self._first.get(compare_form(parts[0])) if len(parts) == 1 else self._below(subpath)
        if at is None or parts[0].startswith("[^"):
            return ()
        start = bisect_left(self._starts, self._headings[at].span.start)
        return self.all[start : bisect_left(self._starts, self._ends[at])]

    def _below(self, subpath: str) -> int | None:
        few = len(self._headings) <= _MOST_HEADINGS
        found = resolve_headings(self._headings, subpath) if few else None
        return None if found is None else self._headings.index(found)


def _ends(headings: Sequence[Heading]) -> list[float]:
    """Where each heading's section ends: before the next heading of its level or above."""
    ends = [float("inf")] * len(headings)
    inside: list[int] = []
    for number, heading in enumerate(headings):
        while inside and headings[inside[-1]].level >= heading.level:
            ends[inside.pop()] = heading.span.start
        inside.append(number)
    return ends
