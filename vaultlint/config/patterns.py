"""Gitignore patterns, in the configuration and in the `.gitignore` files of a repository."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
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
        self.root = root.resolve()
        self._ignored: dict[str, bool] = {"": False}
        self._holders: dict[str, tuple[_Holder, ...]] = {}

    @cached_property
    def _repository(self) -> Path:
        """The root of the repository that the vault lies in; outside git the vault's own."""
        for folder in (self.root, *self.root.parents):
            if (folder / ".git").exists():
                return folder
        return self.root

    @cached_property
    def _prefix(self) -> str:
        """What leads from the repository's root to the vault's, with a slash behind it, or ""."""
        inner = self.root.relative_to(self._repository).as_posix()
        return "" if inner == "." else inner + "/"

    def ignores(self, path: str) -> bool:
        """Whether git would ignore the file at this vault path, were it new to git."""
        return self._decide(path, path.rpartition("/")[0], is_folder=False)

    def _decide(self, path: str, folder: str, *, is_folder: bool) -> bool:
        """Whether a path in a folder is ignored: the nearest file that speaks of it decides."""
        if self._ignores_folder(folder):
            return True
        full = self._prefix + path
        for holder in self._holders_of(folder):
            decision = holder.patterns.decide(full[holder.start :], is_folder)
            if decision is not None:
                return decision
        return False

    def _ignores_folder(self, folder: str) -> bool:
        known = self._ignored.get(folder)
        if known is None:
            known = self._decide(folder, folder.rpartition("/")[0], is_folder=True)
            self._ignored[folder] = known
        return known

    def _holders_of(self, folder: str) -> tuple[_Holder, ...]:
        """The files that may speak of what lies in a folder, the nearest first."""
        known = self._holders.get(folder)
        if known is None:
            above: tuple[_Holder, ...] = ()
            folders = [folder]
            if folder:
                above = self._holders_of(folder.rpartition("/")[0])
            else:
                steps = self._prefix.split("/")[:-1]
                folders = ["/".join([".."] * up) for up in range(len(steps) + 1)]
            full = (self._prefix + folder).rstrip("/")
            own = []
            for name in folders:
                patterns = Patterns(_sound_lines(self.root / name / ".gitignore"))
                if patterns.lines:
                    start = len(full) + 1 if full else 0
                    own.append(_Holder(start, patterns))
                full = full.rpartition("/")[0]
            known = self._holders[folder] = (*own, *above)
        return known


class _Holder(NamedTuple):
    """A `.gitignore` file: its patterns, and where the part of a path begins that they match."""

    start: int
    patterns: Patterns


def _sound_lines(file: Path) -> list[str]:
    """The usable lines of a `.gitignore`; a broken line is no reason to stop a run."""
    try:
        text = file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return []
    lines = [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]
    return [line for line in lines if line.strip() and not line.startswith("#") and _is_sound(line)]
