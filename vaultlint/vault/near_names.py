"""Files by the bare forms of their names: which have one name in other dress, or a slip away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from vaultlint.vault.index import fold
from vaultlint.vault.spelling import (
    bare,
    bare_all,
    can_be_misspelt,
    digits,
    digits_of_all,
    one_slip,
    words,
    words_of_all,
)

_FEW = 20  # questions, for which it takes longer to file all names than to go through them
_SLIPS = 2  # edits that are one slip of the pen, in a long word
_EDGE = 3  # characters that a misspelt name shares with the right one at its start or its end


class NearNames:
    """The files at `paths` by the bare form of what `stem` gives as each path's name.

    Built once for a vault; see `spelling` for what a bare form is, and what a slip.
    """

    def __init__(self, paths: Iterable[str], stem: Callable[[str], str]) -> None:
        self._stem = stem
        files = self._files = list(paths)
        names = bare_all([*map(stem, files)])
        last = self._last = dict(zip(names, files, strict=True))  # nearly every name has one file
        self._shared: defaultdict[str, list[str]] = defaultdict(list)
        if len(last) < len(files):
            for name, path in zip(names, files, strict=True):
                if last[name] is not path:
                    self._shared[name].append(path)
            for name, others in self._shared.items():
                others.append(last[name])
        self._asked = 0
        self._by_edge: dict[str, dict[str, list[str]]] = {}

    def same(self, name: str) -> Sequence[str]:
        """The files of that bare name."""
        path = self._last.get(name)
        return () if path is None else self._shared.get(name, (path,))

    def misspelt(self, name: str, written: Sequence[str]) -> list[str]:
        """The files whose name is one slip away from the words `written`, bare `name`."""
        if not can_be_misspelt(name):
            return []
        return [
            path
            for other in self._near(name)
            if _may_be_slips(name, other)
            for path in self.same(other)
            if self._is_misspelt(written, words(self._stem(path)))
        ]

    def _is_misspelt(self, written: Sequence[str], right: Sequence[str]) -> bool:
        """Whether one slip lies between the two, and no other name has the word as it is written.

        "Planting trees" is no slip for "Planning trees" where there is a "Planting season".
        """
        return one_slip(written, right) and self._words.isdisjoint({*written} - {*right})

    def _near(self, name: str) -> Iterable[str]:
        """The names with the same digits, and the same start or end; of few questions, no others
        than of about this length.
        """
        numbers = digits(name)
        self._asked += 1
        if self._asked > _FEW:
            by_edge = self._filed(numbers)
            return {other for edge in _edges(name) for other in by_edge.get(edge, ())}
        lines, backwards = self._lines
        start, end = name[:_EDGE], name[: -_EDGE - 1 : -1]
        found = {*_beginning_with(start, lines, len(name))}
        found.update(other[::-1] for other in _beginning_with(end, backwards, len(name)))
        return [other for other in found if digits(other) == numbers and can_be_misspelt(other)]

    @cached_property
    def _lines(self) -> tuple[str, str]:
        """All names, each in a line, and the same backwards: no bare name holds a newline."""
        lines = "\n".join(("", *self._last, ""))
        return lines, lines[::-1]

    @cached_property
    def _words(self) -> set[str]:
        """The words of all names."""
        return words_of_all([*map(self._stem, self._files)])

    def _filed(self, numbers: str) -> dict[str, list[str]]:
        """The names with these digits by their edges: a slip spares the digits, and one edge."""
        filed = self._by_edge.get(numbers)
        if filed is None:
            found: defaultdict[str, list[str]] = defaultdict(list)
            for name in filter(can_be_misspelt, self._by_digits.get(numbers, ())):
                for edge in _edges(name):
                    found[edge].append(name)
            filed = self._by_edge[numbers] = dict(found)
        return filed

    @cached_property
    def _by_digits(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        names = list(self._last)
        for name, number in zip(names, digits_of_all(names), strict=True):
            found[number].append(name)
        return dict(found)


def nearest(paths: Sequence[str], linkpath: str) -> str | None:
    """The one of several files that a link path with folders meant: its folders say which.

    That is the file whose whole path the link's ends with, as `Old/A/x.png` does with `A/x.png`;
    or else the one that has the most folders in common with it, counted from the file upwards.
    None where no folder agrees, or several files do equally.
    """
    written = "/" + fold(linkpath)
    whole = [path for path in paths if "/" in path and _ends_with(written, "/" + fold(path))]
    if whole:
        return max(whole, key=len)
    folders = folder_names(linkpath)
    shared = [_shared_end(folder_names(path), folders) for path in paths]
    best = max(shared, default=0)
    found = [path for path, depth in zip(paths, shared, strict=True) if best and depth == best]
    if len(found) > 1:  # "Part 1.md" and "Part1.md" beside one another
        name = written[written.rfind("/") + 1 :]
        found = [path for path in found if _is_named(fold(path[path.rfind("/") + 1 :]), name)]
    return found[0] if len(found) == 1 else None


def folder_names(path: str) -> list[str]:
    """The bare names of the folders in a path; "." and ".." say nothing about where a file was."""
    return [bare(part) for part in path.split("/")[:-1] if part.strip(".")]


def _ends_with(written: str, path: str) -> bool:
    return written.endswith(path) or (path.endswith(".md") and written.endswith(path[:-3]))


def _is_named(name: str, written: str) -> bool:
    return written in (name, name.removesuffix(".md"))


def _beginning_with(start: str, lines: str, length: int) -> Iterator[str]:
    """The lines of about this length that begin so; each has a newline before it and behind."""
    start = "\n" + start
    shortest, longest = length - _SLIPS, length + _SLIPS
    at = lines.find(start)
    while at >= 0:
        end = lines.find("\n", at + 1)
        if shortest < end - at <= longest + 1:
            yield lines[at + 1 : end]
        at = lines.find(start, end)


def _edges(name: str) -> tuple[str, str]:
    """The start and the end of a bare name, which holds no such sign itself."""
    return f"{name[:_EDGE]}…", f"…{name[-_EDGE:]}"


def _may_be_slips(name: str, other: str) -> bool:
    """Whether two edits may make one name of the other, by their lengths and their letters."""
    return abs(len(name) - len(other)) <= _SLIPS and len({*name} ^ {*other}) <= 2 * _SLIPS


def _shared_end(one: Sequence[str], other: Sequence[str]) -> int:
    """How many folders two paths have in common, counted from the file upwards."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return next((depth for depth, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
