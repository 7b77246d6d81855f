"""How the reports name notes: a vault path becomes a path that the reader's shell understands."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


class Place(NamedTuple):
    """A vault as seen from the folder the run was started in; both are absolute."""

    root: Path
    folder: Path

    def shown(self, path: str) -> str:
        """The note's path, relative where it lies below the reader's folder, else absolute."""
        full = os.path.join(self.root, *path.split("/"))
        below = os.path.join(self.folder, "")
        return full[len(below) :] if full.startswith(below) else full

    def posix(self, path: str) -> str:
        """As `shown`, with slashes; a path outside the reader's folder is the vault path."""
        shown = self.shown(path)
        return path if os.path.isabs(shown) else shown.replace(os.sep, "/")
