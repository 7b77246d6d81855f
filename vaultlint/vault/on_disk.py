"""The files of a vault on the disk, listed only when somebody asks for what needs the listing."""

from __future__ import annotations

import os
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from vaultlint.footprint import Walk
from vaultlint.patience import patience
from vaultlint.vault.discovery import Listing, list_files, listed
from vaultlint.vault.index import FileIndex, fold

if TYPE_CHECKING:
    from vaultlint.vault.stored import StoredNames


class DiskIndex(FileIndex):
    """The files below a root.

    store: where a listing is kept from run to run, outside the vault; None to keep none. Out of it
    comes which file a link opens, never that there is none. walk: what this run met when it went
    through them. `problems` are those of the listing, none before it was taken.
    """

    def __init__(self, root: Path, store: Path | None = None, walk: Walk | None = None) -> None:
        super().__init__(())
        self._root = root
        self._store = store
        self._walk = walk
        self._listing: Listing | None = None
        self._is_untrue = False  # what is stored

    @property
    def is_listed(self) -> bool:
        """Whether the listing was taken."""
        return self._listing is not None

    def must_list_for(self, linkpath: str) -> bool:
        """Whether nothing is stored of a file that the link path may open."""
        if self._listing is not None or not linkpath:
            return False
        name = linkpath[linkpath.rfind("/") + 1 :]
        return not self._stored_files(name + ".md", name)

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each folder that could not be listed, as far as one was needed."""
        return () if self._listing is None else tuple(self._listing.problems)

    def named(self, *names: str) -> tuple[str, ...]:
        """As for every index; from what is stored where it has such a file and no listing is."""
        found = self._stored_files(*names) if self._listing is None else ()
        return found or super().named(*names)

    def keep(self) -> None:
        """Store the listing of a run that had to take one, if it will spare the next run its own.

        It takes a while for a large vault: first tell the user what there is to tell.
        """
        if self._store is None or "_stored" not in self.__dict__:  # nobody asked for a name
            return
        from vaultlint.vault.stored import discard, mark_used, store

        if self._is_untrue:
            discard(self._store)
        elif self._stored is not None:
            if self._listing is None:
                mark_used(self._store)
            return
        if self._listing is not None:
            store(self._store, self._listing)

    def _stored_files(self, *names: str) -> tuple[str, ...]:
        """The files stored of the first name that has any, () if nothing is to be had."""
        if self._is_untrue or self._stored is None:
            return ()
        for name in names:
            found = self._stored.named(fold(name))
            if found is None:
                self._is_untrue = True
                break
            if found:
                return found
        return ()

    @cached_property
    def _stored(self) -> StoredNames | None:
        if self._store is None:
            return None
        from vaultlint.vault.stored import StoredNames

        return StoredNames.load(self._store, os.fspath(self._root))

    @cached_property
    def _listed(self) -> tuple[Collection[str], frozenset[str]]:
        with patience.suspended():
            self._listing = list_files(self._root) if self._walk is None else listed(self._walk)
        return self._listing.paths, frozenset(self._listing.linked)
