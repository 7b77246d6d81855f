"""The files of a vault on the disk, listed only when somebody asks for what needs the listing."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from pathlib import Path

from vaultlint.vault.discovery import Listing, list_files
from vaultlint.vault.index import FileIndex


class DiskIndex(FileIndex):
    """The files below a root. `problems` are those of the listing, none before it was taken."""

    def __init__(self, root: Path) -> None:
        super().__init__(())
        self._root = root
        self._listing: Listing | None = None

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each folder that could not be listed, as far as one was needed."""
        return () if self._listing is None else tuple(self._listing.problems)

    @cached_property
    def _listed(self) -> tuple[Collection[str], frozenset[str]]:
        self._listing = list_files(self._root)
        return self._listing.paths, frozenset(self._listing.linked)
