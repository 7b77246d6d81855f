"""What `--since REV` means: which files, and what is said of links that the change cut."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple, Self

from vaultlint.active import ActiveRules
from vaultlint.cli.git import IN_HOOK, Repository
from vaultlint.cli.targets import Target, TargetError, absolute, vault_of
from vaultlint.cli.work_tree import State, differing, staged
from vaultlint.finding import Level
from vaultlint.kinds import CONFIG_FOLDER, kind_of
from vaultlint.lint import Located, NoteResult
from vaultlint.note import Note
from vaultlint.vault import Vault
from vaultlint.vault.changed import Difference, VaultChange
from vaultlint.vault.discovery import is_root

_REFERRING = ("note", "canvas", "base")
_HOOK_START = "PRE_COMMIT_FROM_REF"  # where pre-commit says that a range of commits begins


class Ways(NamedTuple):
    """How files are found and vaults are opened: one object for each root.

    find: as `find_targets` of paths and a root. root: the vault of everything, if one is given.
    """

    find: Callable[[Sequence[str], Path | None], list[Target]]
    open_vault: Callable[[Path], Vault]
    root: Path | None


def find_changed(paths: Sequence[str], revision: str, ways: Ways) -> list[Target]:
    """The files that changed since a revision, and those with a link that the change broke.

    Folders among the paths limit them to what lies there; files among the paths are meant in any
    case. Raises TargetError.
    """
    folders = [path for path in paths if os.path.isdir(path)]
    files = [path for path in paths if path not in folders]
    named = _by_root(ways.find(files, ways.root)) if files else {}
    limits = tuple(map(absolute, folders))
    with ExitStack() as stack:
        parts: dict[Path, _Part] = {}
        for start in limits or (Path.cwd(),):
            root = ways.root or vault_of(start)
            if root not in parts:
                parts |= stack.enter_context(_Found(root, start, revision)).parts(ways)
        wholes: dict[Path, Target] = {}
        if any(part.change.suspects for part in parts.values()):
            wholes = _by_root(ways.find(folders, ways.root))
        targets: list[Target] = []
        for root, (change, changed) in parts.items():
            meant = [path for path in changed if not limits or _lies_in(path, limits)]
            chosen = (
                {path for target in ways.find(meant, root) for path in target.files}
                if meant
                else set()
            )
            chosen.update(named.pop(root).files if root in named else ())
            whole = wholes[root].files if root in wholes else ()
            rest = (path for path in whole if path not in chosen and kind_of(path) in _REFERRING)
            targets.append(Target(change.now, sorted({*chosen, *change.broken(rest)}), change))
            change.now.record()  # nothing of this was asked for by a rule
    found = [target for target in (*targets, *named.values()) if target.files]
    return sorted(found or targets[:1], key=lambda target: target.vault.root)


def _by_root(targets: Iterable[Target]) -> dict[Path, Target]:
    return {target.vault.root: target for target in targets}


def _lies_in(path: str, folders: Iterable[Path]) -> bool:
    return any(Path(path).is_relative_to(folder) for folder in folders)


def with_cut_links(
    result: NoteResult, note: Note, change: VaultChange, rules: ActiveRules
) -> NoteResult:
    """The result of a file in which links that the change left open nothing are no mere remarks.

    A link to an absent note is often meant to become one; this one was one. A level that the user
    chose stays as it is.
    """
    fixed = {active.rule.id for active in rules if active.level is not None}
    cut = [(reference.span, path) for reference, path in change.cut(note)]

    def judge(located: Located) -> Located:
        if located.level != Level.INFO or located.rule in fixed:
            return located
        span = located.finding.span
        opened = [path for (start, end), path in cut if start <= span.start and span.end <= end]
        if not opened:
            return located
        message = f"{located.finding.message}; before the change it opened {opened[0]}"
        finding = located.finding._replace(message=message, level=Level.WARNING)
        return located._replace(level=Level.WARNING, finding=finding)

    return result._replace(findings=tuple(map(judge, result.findings)))


class _Part(NamedTuple):
    """What happened to a vault, and the paths on the disk of its own files that it happened to."""

    change: VaultChange
    changed: Sequence[str]


class _Found:
    """What git says of the vault at a root, around `start`; closed once nobody asks any more."""

    def __init__(self, root: Path, start: Path, revision: str) -> None:
        folder, self._inner = _part_in_git(root, start)
        self._root, self._git = root, Repository(folder)
        commit = self._git.commit(_meant(revision))
        # What is not staged is stowed away while pre-commit runs; what git does not know stays.
        look = staged if IN_HOOK in os.environ else differing
        self._changed = [
            found._replace(path=self._inner + found.path) for found in look(self._git, commit)
        ]
        self._blobs = {found.path: found.blob for found in self._changed if found.blob}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._git.close()

    def parts(self, ways: Ways) -> dict[Path, _Part]:
        """The vault, and each vault in it to whose files something happened."""
        owners = {
            found.path: "" if ways.root else self._owner(found.path) for found in self._changed
        }
        prefixes = ("", *sorted({*owners.values()} - {""}))
        parts: dict[Path, _Part] = {}
        for prefix in prefixes:
            own = [
                path
                for path, state, _ in self._changed
                if owners[path] == prefix and state != "gone"
            ]
            there = [self._root / path for path in own if _may_be_checked(path[len(prefix) :])]
            change = self._change(prefix, ways.open_vault(self._root / prefix))
            parts[self._root / prefix] = _Part(change, [*map(str, there)])
        return parts

    def _owner(self, path: str) -> str:
        """The innermost vault that a path lies in, as a folder with a slash behind; "" is this."""
        folder = path.rpartition("/")[0]
        while folder and not is_root(f"{self._root}/{folder}"):
            folder = folder.rpartition("/")[0]
        return f"{folder}/" if folder else ""

    def _change(self, prefix: str, vault: Vault) -> VaultChange:
        states: dict[State, set[str]] = {"added": set(), "gone": set(), "edited": set()}
        for path, state, _ in self._changed:
            inner = path[len(prefix) :]
            if path.startswith(prefix) and _is_visible(inner):
                states[state].add(_as_on_disk(inner, vault))

        def read(path: str) -> bytes:
            blob = self._blobs.get(_as_in_git(prefix + path))
            return vault.data(path) if blob is None else self._git.blob(blob)

        return VaultChange(vault, Difference(**{k: frozenset(v) for k, v in states.items()}), read)


def _meant(revision: str) -> str:
    """The revision; with pre-commit's --from-ref, what that says takes the place of HEAD."""
    start = os.environ.get(_HOOK_START)
    in_place = start and IN_HOOK in os.environ and revision == "HEAD"
    return f"{start}..." if in_place else revision


def _part_in_git(root: Path, start: Path) -> tuple[Path, str]:
    """The part of a vault that lies in a git repository: the folder, and its vault path.

    That is the vault, or the repository if it lies within the vault: the one around `start`, around
    the current folder, or around the vault. Raises TargetError.
    """
    for place in (start, Path.cwd(), root):
        top = Repository(place).top if place.is_relative_to(root) else None
        if top is not None:
            inner = _vault_path_of(top, root)
            return (root / inner, f"{inner}/") if inner else (root, "")
    raise TargetError(f"{root} lies in no git repository, and --since compares with a revision")


def _vault_path_of(top: str, root: Path) -> str:
    """The vault path of a folder, "" where it does not lie within the vault."""
    parts: list[str] = []
    folder = top
    while not os.path.samefile(folder, root):
        parent, name = os.path.split(folder)
        if parent == folder or not name:
            return ""
        folder = parent
        parts.insert(0, name)
    return "/".join(parts)


def _as_in_git(path: str) -> str:
    """The path as git has it: on macOS it composes the names that the disk has decomposed."""
    return unicodedata.normalize("NFC", path) if sys.platform == "darwin" else path


def _as_on_disk(path: str, vault: Vault) -> str:
    """A path of git's as the vault's listing has it."""
    if path.isascii() or sys.platform != "darwin":
        return path
    return next((one for one in vault.files.at(path) if _as_in_git(one) == path), path)


def _may_be_checked(path: str) -> bool:
    return _is_visible(path) or path.startswith(f"{CONFIG_FOLDER}/")


def _is_visible(path: str) -> bool:
    """Whether Obsidian sees a file at that vault path (obsidian.md section 1.2)."""
    return "/." not in f"/{path}"
