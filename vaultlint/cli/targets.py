"""From the paths on the command line to vaults, and the notes of each that are meant."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from vaultlint.vault import Vault
from vaultlint.vault.discovery import find_root, is_root
from vaultlint.vault.index import fold
from vaultlint.vault.spelt import OwnNotes


class TargetError(Exception):
    """A path on the command line that cannot be used; the text is a sentence that names it."""


class Target(NamedTuple):
    """A vault, and the vault paths of the notes in it to look at, sorted."""

    vault: Vault
    notes: Sequence[str]


@dataclass(slots=True)
class _Wanted:
    """What of one vault is meant: folders by their vault path with a slash behind, and notes."""

    folders: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def find_targets(
    paths: Sequence[str],
    root: Path | None = None,
    excludes: Callable[[Path, str], bool] = lambda root, note: False,
    open_vault: Callable[[Path], Vault] = Vault.open,
) -> list[Target]:
    """The vaults that the paths lie in, each note in the nearest; sorted by root.

    Without paths it is the whole vault that the current folder lies in. `root` makes one folder the
    vault of everything. Where nothing marks a vault, the folder given is one, or the folder of the
    note given. `excludes(root, note)` says whether the configuration of the vault at that root
    leaves a note out; so is, quietly, what Obsidian does not see, and a file that is no note.
    `open_vault` opens the vault at a root.
    Raises TargetError for a path that does not exist, or that lies outside `root`.
    """
    fixed = absolute(root) if root is not None else None
    if fixed is not None and not fixed.is_dir():
        raise TargetError(f"the vault {root} is not a folder")
    wanted: dict[Path, _Wanted] = {}
    if not paths:
        whole = fixed or vault_of(Path.cwd())
        wanted[whole] = _Wanted([""])
    for given in paths:
        _want(given, fixed, wanted)
    targets: list[Target] = []
    while wanted:
        folder = min(wanted)
        chosen = _target(open_vault(folder), wanted.pop(folder), partial(excludes, folder))
        if fixed is None:
            chosen = _split(chosen, wanted)
        targets.append(chosen)
    return targets


def absolute(path: str | Path) -> Path:
    """The path from the file system's root, `..` taken away, symlinks left as they are."""
    return Path(os.path.abspath(path))


def vault_of(folder: Path) -> Path:
    """The root of the vault that a folder lies in; the folder itself where nothing marks one."""
    return find_root(folder) or absolute(folder)


def vault_path(path: Path, root: Path, given: str) -> str:
    """The vault path of an absolute path; "." for the root. Raises TargetError outside of it."""
    for inner, outer in (
        (path, root),
        (Path(os.path.realpath(path.parent)) / path.name, Path(os.path.realpath(root))),
        (Path(os.path.realpath(path)), Path(os.path.realpath(root))),
    ):
        if inner.is_relative_to(outer):
            return inner.relative_to(outer).as_posix()
    raise TargetError(f"{given} lies outside the vault {root}")


def _want(given: str, fixed: Path | None, wanted: dict[Path, _Wanted]) -> None:
    """Put one path of the command line where it belongs."""
    path = absolute(given)
    if not given:  # an unset variable in a script must not mean the whole vault
        raise TargetError("one of the paths is empty")
    if not os.path.lexists(path):
        raise TargetError(f"there is no file or folder {given}")
    if path.is_dir():
        root = fixed or vault_of(path)
        inner = vault_path(path, root, given)
        wanted.setdefault(root, _Wanted()).folders.append("" if inner == "." else inner + "/")
    elif path.name.lower().endswith(".md"):
        root = fixed or vault_of(path.parent)
        wanted.setdefault(root, _Wanted()).notes.append(vault_path(path, root, given))


def _target(vault: Vault, wanted: _Wanted, excludes: Callable[[str], bool]) -> Target:
    """The notes of one vault that are meant."""
    own = OwnNotes(os.fspath(vault.root))
    if not wanted.folders and all(map(own.holds, wanted.notes)):  # no need to list a large vault
        return Target(vault, [note for note in sorted({*wanted.notes}) if not excludes(note)])
    notes = vault.files.notes
    chosen = set(_as_on_disk(vault, wanted.notes))
    folders = tuple(_folders_as_on_disk(notes, wanted.folders))
    meant = (note for note in notes if note in chosen or note.startswith(folders))
    return Target(vault, [note for note in meant if not excludes(note)])


def _split(target: Target, wanted: dict[Path, _Wanted]) -> Target:
    """The target without the notes of the vaults inside it, which go to `wanted` as a whole."""
    inner = _inner_vaults(target.vault.root, target.notes)
    for folder in inner:
        wanted.setdefault(target.vault.root / folder, _Wanted()).folders.append("")
    return Target(target.vault, [note for note in target.notes if not note.startswith(inner)])


def _as_on_disk(vault: Vault, notes: Iterable[str]) -> Iterator[str]:
    """Each note as the disk spells it, in case and Unicode form, whatever was typed."""
    known = set(vault.files.notes)
    for note in notes:
        if note in known:
            yield note
            continue
        for other in vault.files.at(note):
            if other in known and _same_file(vault.root / other, vault.root / note):
                yield other


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _folders_as_on_disk(notes: Sequence[str], folders: Iterable[str]) -> Iterator[str]:
    """Each folder as the notes' paths spell it."""
    for folder in folders:
        if not folder or any(note.startswith(folder) for note in notes):
            yield folder
            continue
        folded = fold(folder)
        depth = folder.count("/")
        yield from {
            "/".join(note.split("/")[:depth]) + "/"
            for note in notes
            if fold(note).startswith(folded)
        }


def _inner_vaults(root: Path, notes: Iterable[str]) -> tuple[str, ...]:
    """The folders between the root and the notes that are vaults of their own; outermost only."""
    folders: set[str] = set()
    for note in notes:
        folder = note.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    inner: list[str] = []
    for folder in sorted(folders):
        if not folder.startswith(tuple(inner)) and is_root(f"{root}/{folder}"):
            inner.append(folder + "/")
    return tuple(inner)
