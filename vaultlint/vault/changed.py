"""Which files have links that a change to other files broke (docs/decisions/0015)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from vaultlint.kinds import kind_of
from vaultlint.vault import Vault
from vaultlint.vault.backlinks import Names
from vaultlint.vault.following import look_up
from vaultlint.vault.index import FileIndex, fold
from vaultlint.vault.outgoing import Outgoing, outgoing
from vaultlint.vault.resolve import Resolution, opened

if TYPE_CHECKING:
    from vaultlint.note import Note


class Difference(NamedTuple):
    """The vault paths of the files that came, that are gone, and whose content differs."""

    added: frozenset[str]
    gone: frozenset[str]
    edited: frozenset[str]


class VaultChange:
    """A change of a vault: as it is now, what differs, and the bytes that a file had before."""

    def __init__(self, now: Vault, difference: Difference, read: Callable[[str], bytes]) -> None:
        self.now = now
        self._added, self._gone, self._edited = difference
        files = _FilesBefore(now.files, difference)
        self._before = Vault(now.root, now.settings, files, read)

    @cached_property
    def suspects(self) -> frozenset[str]:
        """The files to whose names a broken reference must lead; without one, nothing is broken."""
        known = self._before.files.named
        names = ((path, path[path.rfind("/") + 1 :]) for path in self._added)
        rivals = (path for path, name in names if known(name, f"{name}.md", name[:-3]))
        return self._gone.union(rivals, self._lossy)

    def broken(self, files: Iterable[str]) -> Iterator[str]:
        """Those of the unchanged files with a reference that the change broke.

        files: vault paths of notes, canvases and bases; they are read only if something is gone or
        a name is no longer one file's. A reference is broken if it surely opened a file, or a place
        in one, and now it surely opens none, or a file of another name or place, or may do so. To
        a file that was moved without a new name it still leads.
        """
        names = Names(self.suspects)
        for path in files if self.suspects else ():
            try:
                file = self.now.note_to_check(path)
            except OSError:
                continue
            links = names.links_in(file)
            if links is not None and not any(self._may_break(link, path) for link in links):
                continue
            if any(self._breaks(one, path) for one in outgoing(file)):
                yield path

    def cut(self, file: Note) -> Iterator[tuple[Outgoing, str]]:
        """Each reference of a file that surely opened one and now surely opens none, with that."""
        for reference in outgoing(file):
            was = look_up(self._before, reference, file.path)
            if was.path is None or was.uncertain:
                continue
            found = look_up(self.now, reference, file.path)
            if found.path is None and not found.uncertain:
                yield reference, was.path

    @cached_property
    def _moved(self) -> Mapping[str, Collection[str]]:
        """Each file that is gone to the added ones of the same name, if there are any."""
        added: defaultdict[str, list[str]] = defaultdict(list)
        for path in self._added:
            added[_name(path)].append(path)
        return {path: added[_name(path)] for path in self._gone if _name(path) in added}

    @cached_property
    def _lossy(self) -> frozenset[str]:
        """The files of before in which there was a place that is there no more."""
        pairs = [(path, path) for path in self._edited if kind_of(path) == "note"]
        pairs += ((old, new) for old, later in self._moved.items() for new in later)
        return frozenset(old for old, new in pairs if not self._keeps_places(old, new))

    def _keeps_places(self, old: str, new: str) -> bool:
        return self._before.places(old).stay_in(self.now.places(new))

    def _may_break(self, link: str, source: str) -> bool:
        """Whether a link of that path may be broken; without the text that it stands in."""
        was, now = (vault.resolve(link, source) for vault in (self._before, self.now))
        return self._is_cut(was, now, source) or not self._lossy.isdisjoint(opened(was, source))

    def _breaks(self, reference: Outgoing, source: str) -> bool:
        was, now = (look_up(vault, reference, source) for vault in (self._before, self.now))
        if self._is_cut(was, now, source):
            return True
        return bool(reference.subpath.strip("#")) and self._loses(reference.subpath, was, now)

    def _is_cut(self, was: Resolution, now: Resolution, source: str) -> bool:
        """Whether what surely opened a file now opens none, another one, or who knows which."""
        if was.path is None or was.uncertain or now.uncertain:
            return False
        before, after = opened(was, source), opened(now, source)
        there = {later for path in before for later in self._moved.get(path, (path,))}
        return not after or not there.issuperset(after) or len(before) == 1 < len(after)

    def _loses(self, subpath: str, was: Resolution, now: Resolution) -> bool:
        """Whether a place that surely was in the file that is opened surely is there no more."""
        if was.path is None or now.path is None or was.path not in self._lossy:
            return False
        if was.tie or now.tie or was.uncertain or now.uncertain:
            return False
        reached = self._before.places(was.path).reaches(subpath)
        return reached is True and self.now.places(now.path).reaches(subpath) is False


class _FilesBefore(FileIndex):
    """The files of a vault as they were; what is asked of them is asked of those of now."""

    def __init__(self, now: FileIndex, difference: Difference) -> None:
        super().__init__(())
        self._now, self._added = now, difference.added
        self._gone: defaultdict[str, list[str]] = defaultdict(list)
        for path in difference.gone:
            self._gone[_name(path)].append(path)

    def named(self, *names: str) -> tuple[str, ...]:
        """As for every index."""
        for name in names:
            found = {*self._now.named(name), *self._gone.get(fold(name), ())} - self._added
            if found:
                return tuple(sorted(found))
        return ()


def _name(path: str) -> str:
    return fold(path[path.rfind("/") + 1 :])
