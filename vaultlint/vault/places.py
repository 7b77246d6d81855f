"""What links reach within a file: headings, blocks and footnotes (obsidian.md sections 5.2, 7)."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from vaultlint.finding import Span
from vaultlint.kinds import kind_of
from vaultlint.note.headings import compare_form
from vaultlint.note.outline import Entry, find_outline
from vaultlint.note.zones import lies_in

if TYPE_CHECKING:
    from vaultlint.note import Note
    from vaultlint.vault import Vault

_BLOCK_ID = re.compile(r"\^([A-Za-z0-9-]++)[ \t]*+(?=[\r\n]|\Z)")
_BEFORE_ID = " \t\r\n>"
_ID_OF_HEADING = re.compile(r"[ \t]\^[A-Za-z0-9-]++\Z")
_TEMPLATE = re.compile(r"\{\{|<%")
_LEVELS = 6
_LONGEST = 2_000_000  # bytes; Obsidian does not index a larger note (section 1.2)


class Headings:
    """Headings by compare form and level, each with its numbers among all of them."""

    __slots__ = ("_numbers",)

    def __init__(self, forms: Iterable[tuple[str, int]]) -> None:
        self._numbers: dict[str, tuple[int, ...]] = {}  # nearly all have one: lists take more
        for number, (form, level) in enumerate(forms):
            key = f"{level}{form}"
            self._numbers[key] = (*self._numbers.get(key, ()), number)

    def leads(self, wanted: Sequence[str]) -> bool:
        """Whether the parts are found one below the other, each at the first place (7.3)."""
        above, number = 0, -1
        for form in wanted:
            below = [*self._below(form, above, number)]
            if not below:
                return False
            number, above = min(below)
        return True

    def may_lead(self, wanted: Sequence[str]) -> bool:
        """The same with any place for each part, not the first alone."""
        reached = {0: -1}  # levels, and the first heading of each at which the parts so far end
        for form in wanted:
            ends: dict[int, int] = {}
            for above, after in reached.items():
                for number, level in self._below(form, above, after):
                    ends[level] = min(number, ends.get(level, number))
            reached = ends
        return bool(reached)

    def _below(self, form: str, above: int, after: int) -> Iterator[tuple[int, int]]:
        """The next heading of that form at each deeper level: its number, its level."""
        for level in range(above + 1, _LEVELS + 1):
            numbers = self._numbers.get(f"{level}{form}", ())
            if numbers and numbers[-1] > after:
                yield numbers[bisect_right(numbers, after)], level


class Places:
    """What links reach within one file; small, and without its text.

    headings: those that Obsidian knows. doubtful: the same and what it may know besides, in the
    forms in which it may compare them. ids, footnotes: in lower case. certain: False where nothing
    is known of what it lacks.
    """

    __slots__ = ("certain", "doubtful", "doubtful_ids", "footnotes", "headings", "ids")

    def __init__(
        self,
        headings: Headings | None = None,
        doubtful: Headings | None = None,
        ids: frozenset[str] = frozenset(),
        doubtful_ids: frozenset[str] | None = frozenset(),
        footnotes: frozenset[str] = frozenset(),
        *,
        certain: bool = True,
    ) -> None:
        self.headings = headings or _NO_HEADINGS
        self.doubtful = doubtful or self.headings
        self.ids = ids
        self.doubtful_ids = doubtful_ids
        self.footnotes = footnotes
        self.certain = certain

    def reaches(self, subpath: str) -> bool | None:
        """Whether a link's subpath ("#A#B", "#^id", "#[^1]") reaches anything; None if unsure.

        "" and "#" stand for the file itself.
        """
        parts = [part for part in subpath.split("#") if part]
        if not parts:
            return True
        if len(parts) == 1 and (part := parts[0].strip()).startswith("^"):
            found = self._has_id(part[1:].lower())
        elif len(parts) == 1 and part.startswith("[^"):
            found = part[2:].removesuffix("]").lower() in self.footnotes
        else:
            found = self._has_heading(parts)
        return found if found or self.certain else None

    def _has_id(self, name: str) -> bool | None:
        if name in self.ids:
            return True
        return None if self.doubtful_ids is None or name in self.doubtful_ids else False

    def _has_heading(self, parts: Sequence[str]) -> bool | None:
        wanted = [*map(compare_form, parts)]
        if not all(wanted):
            return False
        if self.headings.leads(wanted):
            return True
        if any(part.lstrip().startswith(("^", "[^")) for part in parts):
            return None  # a block below a heading: what Obsidian makes of it is not known
        return None if self.doubtful.may_lead([*map(_loose, wanted)]) else False


_NO_HEADINGS = Headings(())
UNKNOWN = Places(certain=False)


def places_of(vault: Vault, path: str) -> Places:
    """The places of the file at a vault path; of anything but a note none are known."""
    if kind_of(path) != "note":
        return UNKNOWN
    try:
        return places_in(vault.note(path))
    except OSError:
        return UNKNOWN


def places_in(note: Note) -> Places:
    """The places of a note."""
    if len(note.data) > _LONGEST or note.encoding is not None:
        return UNKNOWN
    head = note.text[: note.body_start]
    if "excalidraw-plugin" in head:
        return UNKNOWN  # links into a drawing are the plugin's to follow (section 8.1)
    outline = find_outline(note)
    certain = outline.certain and "<%" not in note.text
    certain = certain and not any(_TEMPLATE.search(entry.text) for entry in outline.entries)
    ids, doubtful_ids = _block_ids(note)
    sure = [(compare_form(entry.text), entry.level) for entry in outline.entries if entry.sure]
    possible = [(form, e.level) for e in outline.entries for form in _possible_forms(e)]
    return Places(
        Headings(sure),
        None if possible == sure else Headings(possible),
        ids,
        None if "kanban-plugin" in head else doubtful_ids,
        frozenset(outline.footnotes),
        certain=certain,
    )


def _possible_forms(entry: Entry) -> Iterator[str]:
    """The forms in which Obsidian may know a heading (obsidian.md section 12, questions 19, 21).

    With or without the block id at its end; all lines of a setext heading or one of them.
    """
    yield _loose(compare_form(entry.text))
    bare = _ID_OF_HEADING.sub("", entry.text)
    if bare != entry.text:
        yield _loose(compare_form(bare))
    if "\n" in entry.text:
        yield from (_loose(compare_form(line)) for line in entry.text.split("\n"))


def _loose(form: str) -> str:
    """A form without what Obsidian may or may not tell apart: Unicode forms, `ß` and `ss`."""
    return form if form.isascii() else unicodedata.normalize("NFC", form.casefold())


def _block_ids(note: Note) -> tuple[frozenset[str], frozenset[str]]:
    """The block ids of a note, and what may be one for all that is known (section 5.4)."""
    text, start = note.text, note.body_start
    if not _BLOCK_ID.search(text, start):
        return frozenset(), frozenset()
    ids = frozenset(name for name, _ in note.block_ids)
    literal = [block.span for block in note.blocks if block.kind in ("code", "math")]
    doubtful = frozenset(
        match[1].lower()
        for match in _BLOCK_ID.finditer(text, start)
        if text[match.start() - 1 : match.start()] in _BEFORE_ID
        and not lies_in(Span(*match.span()), literal)
    )
    return ids, doubtful - ids
