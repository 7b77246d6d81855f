"""What the links of a vault open: the part of `Vault` that needs its files and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Self, TypeVar

from vaultlint.note import Note
from vaultlint.vault.index import FileIndex
from vaultlint.vault.resolve import (
    NOTHING,
    Resolution,
    opens_nothing,
    opens_plainly,
    plainly_opened,
    resolve,
)
from vaultlint.vault.uses import Uses

Derived = TypeVar("Derived")


class OpenedFiles:
    """Answers what links open, and notes down what was asked; each answer is worked out once."""

    def __init__(self, files: FileIndex) -> None:
        self._files = files
        self._uses = Uses()
        self._plain: set[str] = set()  # the link paths that are known to be plain
        self._odd: set[str] = set()  # those that are known not to be
        self._dead: set[str] = set()  # and those of them that open nothing from any note
        self._source = ""  # the note whose links were resolved last: rules ask for the same ones
        self._resolved: dict[str, Resolution] = {}
        self._seen: tuple[Note, Sequence[str] | None] | None = None  # the last of `odd_paths`
        self._dead_seen: Sequence[str] = ()  # those of them that open nothing
        self._kept_of: Note | None = None  # the note that was asked about last in `kept`
        self._kept: dict[object, Any] = {}

    @property
    def files(self) -> FileIndex:
        """The vault's files."""
        self._uses.names.add("files")
        return self._files

    @property
    def is_listed(self) -> bool:
        """Whether it is known which files there are, or only what was asked about some of them."""
        return self._files.is_listed

    def record(self) -> Uses:
        """Note down anew what is asked of the vault; returned is what was noted down until now."""
        recorded, self._uses = self._uses, Uses()
        self._seen = self._kept_of = None
        return recorded

    def kept(self, derive: Callable[[Self, Note], Derived], note: Note) -> Derived:
        """`derive(self, note)`, worked out once for rules that ask for the same one after another.

        It is kept until another note is asked about, or what was noted down is taken away.
        """
        if self._kept_of is not note or derive not in self._kept:
            value = derive(self, note)  # which may let things be noted down anew
            if self._kept_of is not note:
                self._kept_of, self._kept = note, {}
            self._kept[derive] = value
        derived: Derived = self._kept[derive]
        return derived

    def resolve(self, linkpath: str, source: str) -> Resolution:
        """What a link in the note `source` opens (obsidian.md section 6)."""
        self._uses.names.add("files")
        return self._resolve(linkpath, source)

    def opens_plainly(self, linkpath: str) -> bool:
        """Whether a link path opens the same file from every note, and is spelt as on the disk.

        That is so where one file alone has its name, or where it is a file's whole path. Nearly
        all links are so: there is nothing to say about what they open. "" is the note itself.
        """
        if self._is_plain(linkpath):
            self._uses.opened.append(linkpath)
            return True
        self._uses.names.add("files")
        return False

    def odd_paths(self, note: Note) -> Sequence[str] | None:
        """The paths of what may be links of the note and does not open plainly, each once.

        Most notes have none. None where only the links themselves tell.
        """
        if self._seen is None or self._seen[0] is not note:
            possible = note.possible_links
            paths = () if possible is None else (*possible.wikilinks, *possible.markdown)
            odd: Sequence[str] = ()
            plain = self._plain
            if not plain.issuperset(paths):
                if self._files.is_listed:
                    plain.update(self._files.alone({*paths}.difference(plain, self._odd)))
                else:
                    paths = self._worth_listing(note, paths)
                unsure = [path for path in paths if path not in plain]
                odd = tuple(dict.fromkeys([path for path in unsure if not self._is_plain(path)]))
            dead: Sequence[str] = ()
            if odd:
                self._uses.names.add("files")
                dead = [path for path in odd if self._resolve(path, note.path).path is None]
            else:
                self._uses.opened += paths
            self._dead_seen = dead
            self._seen = note, None if possible is None else odd
        return self._seen[1]

    def dead_paths(self, note: Note) -> Sequence[str] | None:
        """Those of `odd_paths` that open nothing, as far as is known."""
        return None if self.odd_paths(note) is None else self._dead_seen

    def _worth_listing(self, note: Note, paths: tuple[str, ...]) -> tuple[str, ...]:
        """The paths without those that would let the vault be listed and are those of no link.

        Code holds `[[1, 2], [3, 4]]`, and to parse a note is quicker than to list a large vault.
        """
        unknown = {*paths}.difference(self._plain, self._odd)
        asking = set(filter(self._files.must_list_for, unknown))
        if not asking:
            return paths
        linked = {link.path for link in note.links_that(lambda kind, path: path in asking)}
        return tuple(path for path in paths if path not in asking or path in linked)

    def opens(self, linkpath: str, source: str) -> bool:
        """Whether a link in the note `source` opens a file, or Obsidian's answer is not known."""
        if self.opens_plainly(linkpath):
            return True
        resolution = self.resolve(linkpath, source)
        return resolution.path is not None or resolution.uncertain

    def surely_opened(self, linkpath: str, source: str) -> str | None:
        """The file that a link in the note `source` opens, None if there is none or it is unsure.

        Of a link that opens plainly no more is noted down than that it does.
        """
        if self.opens_plainly(linkpath):
            return plainly_opened(self._files, linkpath) if linkpath else source
        found = self.resolve(linkpath, source)
        return None if found.tie or found.uncertain else found.path

    def _is_plain(self, linkpath: str) -> bool:
        if linkpath in self._plain:
            return True
        if linkpath in self._odd:
            return False
        plain = opens_plainly(self._files, linkpath)
        (self._plain if plain else self._odd).add(linkpath)
        if not plain and opens_nothing(self._files, linkpath):
            self._dead.add(linkpath)
        return plain

    def _resolve(self, linkpath: str, source: str) -> Resolution:
        if linkpath in self._dead:
            return NOTHING
        if source != self._source:
            self._source, self._resolved = source, {}
        found = self._resolved.get(linkpath)
        if found is None:
            found = self._resolved[linkpath] = resolve(self._files, linkpath, source)
        return found
