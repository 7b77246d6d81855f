"""What links reach within a file: headings, blocks and footnotes (obsidian.md sections 5.2, 7)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from vaultlint.finding import Span
from vaultlint.kinds import kind_of
from vaultlint.lazy import lazy
from vaultlint.note.headings import compare_form
from vaultlint.note.outline import Entry, find_outline
from vaultlint.note.zones import lies_in
from vaultlint.vault.heading_paths import Headings

if TYPE_CHECKING:
    from vaultlint.note import Note
    from vaultlint.vault import Vault

_BLOCK_ID = lazy(r"\^([A-Za-z0-9-]++)[ \t]*+(?=[\r\n]|\Z)")
_BEFORE_ID = " \t\r\n>"
_ID_OF_HEADING = lazy(r"[ \t]\^[A-Za-z0-9-]++\Z")
_LONGEST = 2_000_000  # bytes; Obsidian does not index a larger note (section 1.2)


class BlockIds:
    """The ids of a note's blocks.

    written: in lower case, what looks like one. Which of it is one is found out when a link asks,
    as few do; `read` gives the note for it.
    """

    __slots__ = ("_found", "_read", "_written")

    def __init__(self, written: frozenset[str], read: Callable[[], Note]) -> None:
        self._written = written
        self._read = read
        self._found: Mapping[str, bool | None] | None = None

    def has(self, name: str) -> bool | None:
        """Whether there is a block of that id, compared without case; None if unsure."""
        name = name.lower()
        if name not in self._written:
            return False
        if self._found is None:
            try:
                self._found = _block_ids(self._read())
            except OSError:
                return None
        return self._found.get(name, False)

    def stay_in(self, others: BlockIds) -> bool:
        """Whether there may be a block there for every id of one here."""
        return not any(self.has(name) and others.has(name) is False for name in self._written)


class Places:
    """What links reach within one file; small, and without its text.

    entries: its headings, and what Obsidian may know as one besides. ids: those of its blocks, None
    if they are not known. footnotes: their ids in lower case. certain: False where nothing is known
    of what it lacks.
    """

    __slots__ = ("_doubtful", "_entries", "_headings", "_ids", "certain", "footnotes")

    def __init__(
        self,
        entries: Sequence[Entry],
        ids: BlockIds | None = None,
        footnotes: frozenset[str] = frozenset(),
        *,
        certain: bool = True,
    ) -> None:
        self._headings = Headings(
            [(compare_form(entry.text), entry.level) for entry in entries if entry.sure]
        )
        self._entries = entries
        self._doubtful: Headings | None = None  # few links ask, or a thousand of one note
        self._ids = ids
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
            found = self.has_block(part[1:])
        elif len(parts) == 1 and part.startswith("[^"):
            found = part[2:].removesuffix("]").lower() in self.footnotes
        else:
            found = self._has_heading(parts)
        return found if found or self.certain else None

    def stay_in(self, others: Places) -> bool:
        """Whether every link that reaches something here may reach something there too."""
        if not others.certain:
            return True
        return (
            self._headings.stay_in(others._headings)
            and self.footnotes <= others.footnotes
            and (self._ids is None or others._ids is None or self._ids.stay_in(others._ids))
        )

    def has_block(self, name: str) -> bool | None:
        """Whether there is a block with that id, given without its caret; None if unsure."""
        return None if self._ids is None else self._ids.has(name)

    def _has_heading(self, parts: Sequence[str]) -> bool | None:
        wanted = [*map(compare_form, parts)]
        if not all(wanted):
            return False
        if self._headings.leads(wanted):
            return True
        if any(part.lstrip().startswith(("^", "[^")) for part in parts):
            return None  # a block below a heading: what Obsidian makes of it is not known
        if self._doubtful is None:
            self._doubtful = _doubtful_headings(self._entries)
        return None if self._doubtful.may_lead([*map(_loose, wanted)]) else False


UNKNOWN = Places((), certain=False)


def places_of(vault: Vault, path: str) -> Places:
    """The places of the file at a vault path; of anything but a note none are known."""
    if kind_of(path) != "note":
        return UNKNOWN
    try:
        return _places(vault.note(path), partial(vault.note, path))
    except OSError:
        return UNKNOWN


def places_in(note: Note) -> Places:
    """The places of a note at hand, which they keep."""
    return _places(note, lambda: note)


def _places(note: Note, read: Callable[[], Note]) -> Places:
    text = note.text
    if len(note.data) > _LONGEST or note.encoding is not None:
        return UNKNOWN
    head = text[: note.body_start]
    if "excalidraw-plugin" in head:
        return UNKNOWN  # links into a drawing are the plugin's to follow (section 8.1)
    outline = find_outline(note)
    # For one character a search takes a tenth of the time.
    certain = outline.certain and not ("<" in text and "<%" in text)
    if certain and "{" in text and "{{" in text:
        certain = not any("{{" in entry.text for entry in outline.entries)
    written = frozenset([name.lower() for name in _BLOCK_ID.findall(text, note.body_start)])
    return Places(
        outline.entries,
        None if "kanban-plugin" in head else BlockIds(written, read),
        frozenset(outline.footnotes),
        certain=certain,
    )


def _doubtful_headings(entries: Iterable[Entry]) -> Headings:
    """The headings and what Obsidian may know besides, in the forms in which it may compare."""
    return Headings((form, entry.level) for entry in entries for form in _possible_forms(entry))


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


def _block_ids(note: Note) -> dict[str, bool | None]:
    """The block ids of a note, and as None what may be one for all that is known (section 5.4)."""
    text = note.text
    literal = [block.span for block in note.blocks if block.kind in ("code", "math")]
    ids: dict[str, bool | None] = {
        match[1].lower(): None
        for match in _BLOCK_ID.finditer(text, note.body_start)
        if text[match.start() - 1 : match.start()] in _BEFORE_ID
        and not lies_in(Span(*match.span()), literal)
    }
    return ids | {name: True for name, _ in note.block_ids}
