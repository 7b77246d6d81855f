"""What a link opens (obsidian.md section 6.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vaultlint.vault.index import FileIndex

How = Literal["self", "only", "relative", "exact", "own folder", "shortest", "unresolved"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a link opens and why.

    path: the file's vault path, None if unresolved. candidates: every file that the look-up considered
    in its last step, best first. tie: Obsidian's choice among the best is unstable.
    """

    path: str | None
    how: How
    candidates: tuple[str, ...] = ()
    tie: bool = False


def resolve(files: FileIndex, linkpath: str, source: str) -> Resolution:
    """The file that `linkpath` opens from the note `source`, both as vault paths (section 6.1)."""
    raise NotImplementedError
