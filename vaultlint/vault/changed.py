"""Which files have links that a change to other files broke (docs/decisions/0015)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from vaultlint.kinds import kind_of
from vaultlint.vault.backlinks import Names
from vaultlint.vault.following import look_up, opened
from vaultlint.vault.index import fold
from vaultlint.vault.outgoing import Outgoing, outgoing

if TYPE_CHECKING:
    from vaultlint.note import Note
    from vaultlint.vault import Vault


class VaultChange:
    """A change of a vault: as it was, as it is, and the notes in both whose text differs."""

    def __init__(self, before: Vault, now: Vault, edited: Collection[str]) -> None:
        self._before, self._now, self._edited = before, now, frozenset(edited)

    def broken(self, files: Iterable[str]) -> Iterator[str]:
        """Those of the unchanged files with a reference that the change broke.

        files: vault paths of notes, canvases and bases; they are read only if something is gone or
        a name is no longer one file's. A reference is broken if it surely opened a file, or a place
        in one, and now it surely opens none, or a file of another name or place, or may do so. To
        a file that was moved without a new name it still leads.
        """
        names = Names(self._suspects())
        if not names:
            return
        for path in files:
            try:
                file = self._now.note_to_check(path)
            except OSError:
                continue
            if names.may_stand_in(file) and any(self._breaks(one, path) for one in outgoing(file)):
                yield path

    def cut(self, file: Note) -> Iterator[tuple[Outgoing, str]]:
        """Each reference of a file that surely opened one and now surely opens none, with that."""
        for reference in outgoing(file):
            was = look_up(self._before, reference, file.path)
            if was.path is None or was.uncertain:
                continue
            found = look_up(self._now, reference, file.path)
            if found.path is None and not found.uncertain:
                yield reference, was.path

    @cached_property
    def _gone(self) -> frozenset[str]:
        return frozenset(self._before.files.paths).difference(self._now.files.paths)

    @cached_property
    def _added(self) -> frozenset[str]:
        return frozenset(self._now.files.paths).difference(self._before.files.paths)

    @cached_property
    def _moved(self) -> Mapping[str, Collection[str]]:
        """Each file that is gone to the added ones of the same name, if there are any."""
        added: defaultdict[str, list[str]] = defaultdict(list)
        for path in self._added:
            added[_name(path)].append(path)
        return {path: added[_name(path)] for path in self._gone if _name(path) in added}

    def _suspects(self) -> Iterator[str]:
        """The files to whose names a broken reference must lead."""
        yield from self._gone
        for path in self._added:
            name = path[path.rfind("/") + 1 :]
            if self._before.files.named(name, f"{name}.md", name[:-3]):
                yield path
        for path in self._edited:
            if kind_of(path) == "note" and not self._keeps_places(path):
                yield path

    def _keeps_places(self, path: str) -> bool:
        return self._before.places(path).stay_in(self._now.places(path))

    def _breaks(self, reference: Outgoing, source: str) -> bool:
        found, finds = (look_up(vault, reference, source) for vault in (self._before, self._now))
        if found.path is None or found.uncertain or finds.uncertain:
            return False
        was, now = opened(found, source), opened(finds, source)
        there = {later for path in was for later in self._moved.get(path, (path,))}
        if not now or not there.issuperset(now) or (len(was) == 1 < len(now)):
            return True
        return bool(reference.subpath.strip("#")) and self._loses(reference.subpath, was, now)

    def _loses(self, subpath: str, was: Sequence[str], now: Sequence[str]) -> bool:
        if len(was) > 1 or len(now) > 1:
            return False
        (old,), (new,) = was, now
        if old == new and old not in self._edited:
            return False
        reached = self._before.places(old).reaches(subpath)
        return reached is True and self._now.places(new).reaches(subpath) is False


def _name(path: str) -> str:
    return fold(path[path.rfind("/") + 1 :])
