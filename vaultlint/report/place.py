"""How the reports name notes: a vault path becomes a path that the reader's shell understands."""

from __future__ import annotations

import os
from pathlib import Path


class Place:
    """A vault as seen from the folder the run was started in; both are absolute."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self._start = os.path.join(root, "")
        self._below = os.path.join(folder, "")

    def shown(self, path: str) -> str:
        """The note's path, relative where it lies below the reader's folder, else absolute."""
        return (self._start + path.replace("/", os.sep)).removeprefix(self._below)

    def posix(self, path: str) -> str:
        """As `shown`, with slashes; a path outside the reader's folder is the vault path."""
        shown = self.shown(path)
        return path if os.path.isabs(shown) else shown.replace(os.sep, "/")
