"""Gitignore patterns, in the configuration and in the `.gitignore` files of a repository."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Patterns:
    """A list of patterns, the last that matches a path decides; relative to one folder."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)

    @cached_property
    def _compiled(self) -> GitIgnoreSpec:
        return _compile(self.lines)

    @cached_property
    def _compiled_for_folders(self) -> GitIgnoreSpec:
        # `x/**` speaks of what lies in x, not of x itself: git still looks for `!x/keep` in there.
        return _compile(line for line in self.lines if not line.rstrip().endswith("/**"))

    def decide(self, path: str, folder: bool = False) -> bool | None:
        """Whether the patterns match a path in POSIX form; None where none speaks of it."""
        if not self.lines:
            return None
        path = normalize("NFC", path)
        if folder:
            return self._compiled_for_folders.check_file(path + "/").include
        return self._compiled.check_file(path).include

    def match(self, path: str) -> bool:
        """Whether the patterns match a path in POSIX form."""
        return self.decide(path) is True


def pattern_problem(pattern: str) -> str | None:
    """Why a pattern of the configuration cannot do what its author meant, None if it is sound."""
    if pattern.startswith("#"):
        return f'"{pattern}" is a comment to git; write "\\\\{pattern}" for a name that begins so'
    if pattern.lstrip("!").startswith(("./", "../")):
        return f'"{pattern}" matches nothing: patterns begin at the root of the vault, without dots'
    return None if _is_sound(pattern) else f'"{pattern}" is no gitignore pattern'


def _compile(lines: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # 30 ms to import, and most vaults have no pattern

    return GitIgnoreSpec.from_lines([normalize("NFC", line) for line in lines], backend="simple")


def _is_sound(pattern: str) -> bool:
    try:
        compiled = list(_compile([pattern]).patterns)
    except (ValueError, re.error):
        return False
    return any(one.include is not None for one in compiled)


class GitIgnore:
    """The `.gitignore` files that hold for a vault: its own, and its repository's above it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._patterns: dict[Path, Patterns] = {}
        self._folders: dict[str, bool] = {"": False}

    @cached_property
    def _above(self) -> Sequence[Path]:
        """The folders from the repository's root to the vault's; outside git the vault's alone."""
        root = self.root.resolve()
        for number, folder in enumerate((root, *root.parents)):
            if (folder / ".git").exists():
                return (*reversed(root.parents[:number]), root)
        return (root,)

    def ignores(self, path: str) -> bool:
        """Whether git would ignore the file at this vault path, were it new to git."""
        folder = path.rpartition("/")[0]
        return self._ignores_folder(folder) or self._decide(folder, path, False)

    def _ignores_folder(self, folder: str) -> bool:
        known = self._folders.get(folder)
        if known is None:
            above = folder.rpartition("/")[0]
            known = self._ignores_folder(above) or self._decide(above, folder, True)
            self._folders[folder] = known
        return known

    def _decide(self, folder: str, path: str, is_folder: bool) -> bool:
        """What the nearest file that speaks of a path in `folder` says."""
        parts = folder.split("/") if folder else []
        folders = [*self._above, *(self._above[-1].joinpath(*parts[:n]) for n in _upto(parts))]
        full = self._above[-1] / path
        for holder in reversed(folders):
            decision = self._read(holder).decide(full.relative_to(holder).as_posix(), is_folder)
            if decision is not None:
                return decision
        return False

    def _read(self, folder: Path) -> Patterns:
        known = self._patterns.get(folder)
        if known is None:
            known = self._patterns[folder] = Patterns(_sound_lines(folder / ".gitignore"))
        return known


def _upto(parts: Sequence[str]) -> range:
    return range(1, len(parts) + 1)


def _sound_lines(file: Path) -> list[str]:
    """The usable lines of a `.gitignore`; a broken line is no reason to stop a run."""
    try:
        text = file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return []
    lines = [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]
    return [line for line in lines if line.strip() and not line.startswith("#") and _is_sound(line)]
