"""A vault: its root and settings, its files, what its links open, and facts about its notes."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from vaultlint.cache import Signature
from vaultlint.footprint import Walk
from vaultlint.gathered import Survey
from vaultlint.kinds import CONFIG_FOLDER, kind_of
from vaultlint.note import Note
from vaultlint.note.frontmatter import Value
from vaultlint.note.source import encode
from vaultlint.patience import patience
from vaultlint.settings import Settings, read_settings
from vaultlint.vault.discovery import find_root
from vaultlint.vault.facts import Known, PropertyFacts, ReadStart
from vaultlint.vault.index import FileIndex
from vaultlint.vault.on_disk import DiskIndex
from vaultlint.vault.opened import OpenedFiles
from vaultlint.vault.plain_places import PlainPlaces
from vaultlint.vault.reading import read_content, read_file
from vaultlint.vault.resolve import Resolution
from vaultlint.vault.uses import Uses, digest_of_note, digest_of_use

if TYPE_CHECKING:
    from vaultlint.vault.places import Places

__all__ = ["FileIndex", "Resolution", "Uses", "Vault", "find_root"]

Arguments = ParamSpec("Arguments")
Derived = TypeVar("Derived")


class Vault(OpenedFiles):
    """A vault as Obsidian sees it.

    All paths are vault paths: from the root, in POSIX form, spelt as on disk. `read` gives a file's
    bytes, `read_start` its first so many; `today` is the day that it is. `signatures` are those
    that files had when this run began.
    """

    def __init__(
        self,
        root: Path,
        settings: Settings,
        files: FileIndex,
        read: Callable[[str], bytes],
        problems: tuple[str, ...] = (),
        *,
        read_start: ReadStart | None = None,
        today: date | None = None,
        signatures: Mapping[str, Signature] | None = None,
    ) -> None:
        super().__init__(files)
        self.root = root
        self._folder = os.fspath(root)
        self.settings = settings
        self._problems = problems
        self._read = read
        self._read_start = read_start
        self._today = today or date.today()
        self.signatures = signatures or {}
        self._derived: dict[Hashable, tuple[Any, Uses]] = {}
        self.known = Known()
        self.is_traced = True  # may digests of what is read be asked for
        self._digests: dict[str, str] = {}
        self._plain_places = PlainPlaces(self._data_to_use)
        self._wholes: dict[str, object] = {}
        self.survey = Survey(lambda: self._files.notes, self._note)

    @classmethod
    def open(cls, root: Path, store: Path | None = None, walk: Walk | None = None) -> Vault:
        """The vault whose root is this folder; it works without a config folder too.

        Its files are listed when something asks for what needs the listing; `store` is a file that
        may keep the listing for later runs (see `DiskIndex`). `walk`: where this run has gone
        through the vault already, what it met.
        """
        settings, problems = read_settings(root / CONFIG_FOLDER)
        read, files = partial(read_file, os.fspath(root)), DiskIndex(root, store, walk)
        signatures = walk.signatures if walk is not None else None
        return cls(root, settings, files, read, problems, read_start=read, signatures=signatures)

    @classmethod
    def of(cls, files: Mapping[str, str | bytes], settings: Settings | None = None) -> Vault:
        """A vault in memory, for tests: vault path to content."""
        contents = {
            path: encode(content) if isinstance(content, str) else content
            for path, content in files.items()
        }
        index, read = FileIndex(contents), partial(read_content, contents)
        return cls(Path(), settings or Settings(), index, read)

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each thing about the vault itself that could not be read so far."""
        return *self._problems, *self._files.problems

    def keep_listing(self) -> None:
        """Store what was listed, at the end of a run, if that will make the next one quicker."""
        self._files.keep()

    def note(self, path: str) -> Note:
        """The note at that vault path, read afresh. Raises OSError where it cannot be read."""
        return Note(path, self._data_to_use(path), self.settings)

    def note_to_check(self, path: str) -> Note:
        """The same without noting down that it was asked for: whoever checks it knows.

        It may be any file of the vault; of an attachment nothing is read.
        """
        data = b"" if kind_of(path) == "attachment" else self.data(path)
        return Note(path, data, self.settings)

    def data(self, path: str) -> bytes:
        """The bytes of the file at that vault path, for the engine. Raises OSError as `note`."""
        return self._read(path)

    def status(self, path: str) -> os.stat_result:
        """The status of the file at that vault path on the disk, for the engine. Raises OSError."""
        return os.stat(f"{self._folder}/{path}")

    def places(self, path: str) -> Places:
        """What links reach within the file at that vault path: headings, blocks, footnotes."""
        return self.once(_places_of, path)

    def plainly_reaches(self, path: str, subpath: str) -> bool:
        """Whether it is plain that a subpath reaches something in the note at that vault path."""
        if kind_of(path) != "note":
            return False
        self._uses.names.add(f"note {path}")
        return self._plain_places.reach(path, subpath)

    def property_values(self, name: str) -> Mapping[str, Value]:
        """Every value of a property, compared without case, by vault path in order of path.

        The first call reads the frontmatter of every note. Spans count from the start of each file.
        """
        self._uses.names.add(f"property {name.lower()}")
        return self._properties.values(name)

    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Each alias (NFC, in lower case, see `index.fold`) to the notes that carry it."""
        self._uses.names.add("aliases")
        return self._properties.aliases

    def aliases_by_note(self) -> Mapping[str, Sequence[str]]:
        """The aliases of each note that has some, for the engine: it is not noted down."""
        return self._properties.aliases_by_note

    def whole(self, name: str) -> object:
        """What is true of all files together, by a name that `vaultlint.vault.whole` lists."""
        self._uses.names.add(f"whole {name}")
        return self._whole(name)

    def once(
        self,
        derive: Callable[Concatenate[Vault, Arguments], Derived],
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Derived:
        """`derive(self, …)`, worked out only the first time it is asked for with these arguments.

        For what a rule must know about the whole vault; it has to be small, and hashable arguments
        must decide it.
        """
        key = (derive, arguments, tuple(sorted(named.items())) if named else ())
        if key not in self._derived:
            outer = self.record()
            try:
                derived = derive(self, *arguments, **named)
            except BaseException:
                outer.add(self._uses)  # whoever catches it may go on with what it knows by now
                raise
            finally:
                inner, self._uses = self._uses, outer
            self._derived[key] = derived, inner
        value: Derived
        value, uses = self._derived[key]
        self._uses.add(uses)
        return value

    def today(self) -> date:
        """The day that it is; it stays the same as long as the vault is open."""
        self._uses.names.add("today")
        return self._today

    def prepare(self) -> None:
        """List the files, so that copies of this process need not."""
        self._files.named("")

    def shared_by_copies(self) -> AbstractContextManager[None]:
        """Copies of this process that are made within tell one another what all properties are."""
        return self._properties.shared_by_copies()

    def digest(self, use: str) -> str:
        """A digest of the answer to something that `Uses` names, "" if it has none."""
        if use == "today":
            return self._today.isoformat()
        known = self._digests.get(use)
        if known is None:
            known = self._digests[use] = digest_of_use(
                use, self._files, lambda: self._properties, self._whole, self._read
            )
        return known

    def _data_to_use(self, path: str) -> bytes:
        """The bytes of a note of which something is asked."""
        use = f"note {path}"
        self._uses.names.add(use)
        data = self.data(path)
        if self.is_traced:
            found = digest_of_note(data)
            if self._digests.setdefault(use, found) != found:  # it was written in the meantime
                self._digests[use] = ""
        return data

    def _note(self, path: str) -> Note:
        return Note(path, self._read(path), self.settings)

    def _whole(self, name: str) -> object:
        if name not in self._wholes:
            from vaultlint.vault.whole import work_out  # few rules ask for it

            with patience.suspended():
                self._wholes[name] = work_out(name, self._files, self._note)
        return self._wholes[name]

    @cached_property
    def _properties(self) -> PropertyFacts:
        read_start = self._read_start or self._start
        with patience.suspended():
            return PropertyFacts(self._files.notes, read_start, self.known)

    def _start(self, path: str, size: int) -> bytes:
        return self._read(path)[:size]


def _places_of(vault: Vault, path: str) -> Places:
    from vaultlint.vault.places import places_of  # few files are asked about

    return places_of(vault, path)
