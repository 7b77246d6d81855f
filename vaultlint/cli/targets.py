"""From the paths on the command line to vaults, and the files of each that are meant."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import filterfalse
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vaultlint.footprint import OBSIDIAN_FILES
from vaultlint.kinds import CONFIG_FOLDER, FileKind, kind_of
from vaultlint.vault import Vault
from vaultlint.vault.discovery import find_root, is_root
from vaultlint.vault.index import fold
from vaultlint.vault.spelt import OwnFiles

if TYPE_CHECKING:
    from vaultlint.vault.changed import VaultChange


class TargetError(Exception):
    """A path on the command line that cannot be used; the text is a sentence that names it."""


class Target(NamedTuple):
    """A vault, and the vault paths of the files in it to look at, sorted.

    change: what happened to the vault, where only files that it concerns are to be looked at.
    whole: whether the whole vault is meant.
    """

    vault: Vault
    files: Sequence[str]
    change: VaultChange | None = None
    whole: bool = False


class _Wanted:
    """What of one vault is meant: folders by their vault path with a slash behind, and files."""

    def __init__(self, *folders: str) -> None:
        self.folders = [*folders]
        self.files: list[str] = []


class Wish(NamedTuple):
    """Which files of a vault may be looked at: those of some kinds that nothing excludes."""

    kinds: Collection[FileKind] = frozenset[FileKind]({"note"})
    excludes: Callable[[str], bool] | None = None


def find_targets(
    paths: Sequence[str],
    root: Path | None = None,
    wish_for: Callable[[Path], Wish] = lambda root: Wish(),
    open_vault: Callable[[Path], Vault] = Vault.open,
) -> list[Target]:
    """The vaults that the paths lie in, each file in the nearest; sorted by root.

    Without paths it is the whole vault that the current folder lies in. `root` makes one folder the
    vault of everything. Where nothing marks a vault, the folder given is one, or the folder of the
    file given. `wish_for(root)` says what the configuration of the vault at that root leaves to be
    looked at; all else is left out quietly, and so is what Obsidian does not see. `open_vault`
    opens the vault at a root.
    Raises TargetError for a path that does not exist, or that lies outside `root`.
    """
    fixed = absolute(root) if root is not None else None
    if fixed is not None and not fixed.is_dir():
        raise TargetError(f"the vault {root} is not a folder")
    wanted: dict[Path, _Wanted] = {}
    if not paths:
        whole = fixed or vault_of(Path.cwd())
        wanted[whole] = _Wanted("")
    for given in paths:
        _want(given, fixed, wanted)
    targets: list[Target] = []
    while wanted:
        folder = min(wanted)
        chosen = _target(open_vault(folder), wanted.pop(folder), wish_for(folder))
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
    elif kind_of(path.name) != "attachment":
        root = fixed or vault_of(path.parent)
        wanted.setdefault(root, _Wanted()).files.append(vault_path(path, root, given))
    else:  # any file of the repository, as hooks pass them
        own_root = fixed or find_root(_folder_of_vault(path))
        if own_root is not None and path.is_relative_to(own_root):
            inner = path.relative_to(own_root).as_posix()
            wanted.setdefault(own_root, _Wanted()).files.append(inner)


def _folder_of_vault(file: Path) -> Path:
    """The folder around which to look for the vault of a file: a setting's is the vault itself."""
    folders = [folder for folder in file.parents if folder.name == CONFIG_FOLDER]
    return folders[-1].parent if folders else file.parent


def _target(vault: Vault, wanted: _Wanted, wish: Wish) -> Target:
    """The files of one vault that are meant."""
    asked = [path for path in sorted({*wanted.files}) if kind_of(path) in wish.kinds]
    settings = set(_settings(vault, wanted.folders, asked)) if "setting" in wish.kinds else set()
    asked = [path for path in asked if kind_of(path) != "setting"]
    own = OwnFiles(os.fspath(vault.root))
    if not wanted.folders and all(map(own.holds, asked)):  # no need to list a large vault
        meant: Iterable[str] = asked
    else:
        meant = vault.files.of_kinds(wish.kinds)
        if "" not in wanted.folders:
            meant = _meant(vault, meant, asked, wanted.folders)
    found = [*sorted(settings), *meant]
    if wish.excludes is not None:
        found = [*filterfalse(wish.excludes, found)]
    return Target(vault, found, whole="" in wanted.folders)


def _meant(
    vault: Vault, files: Sequence[str], asked: Iterable[str], folders: Iterable[str]
) -> list[str]:
    """Those of the files that are asked for, or that lie in the folders."""
    chosen = set(_as_on_disk(vault, files, asked))
    inside = tuple(_folders_as_on_disk(files, folders))
    return [path for path in files if path in chosen or path.startswith(inside)]


def _settings(vault: Vault, folders: Iterable[str], asked: Iterable[str]) -> Iterator[str]:
    """The files of settings that are meant: with the whole vault, all that there are."""
    known = [f"{CONFIG_FOLDER}/{name}" for name in OBSIDIAN_FILES]
    meant = known if "" in folders else set(known).intersection(asked)
    return (path for path in meant if os.path.isfile(f"{vault.root}/{path}"))


def _split(target: Target, wanted: dict[Path, _Wanted]) -> Target:
    """The target without the files of the vaults inside it, which go to `wanted` as a whole."""
    inner = _inner_vaults(target.vault.root, target.files)
    if not inner:
        return target
    for folder in inner:
        wanted.setdefault(target.vault.root / folder, _Wanted()).folders.append("")
    own = [path for path in target.files if not path.startswith(inner)]
    return target._replace(files=own)


def _as_on_disk(vault: Vault, files: Iterable[str], asked: Iterable[str]) -> Iterator[str]:
    """Each path that is asked for as the disk spells it, in case and Unicode form."""
    known = set(files)
    for path in asked:
        if path in known:
            yield path
            continue
        for other in vault.files.at(path):
            if other in known and _same_file(vault.root / other, vault.root / path):
                yield other


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _folders_as_on_disk(files: Sequence[str], folders: Iterable[str]) -> Iterator[str]:
    """Each folder as the files' paths spell it."""
    for folder in folders:
        if not folder or any(path.startswith(folder) for path in files):
            yield folder
            continue
        folded = fold(folder)
        depth = folder.count("/")
        yield from {
            "/".join(path.split("/")[:depth]) + "/"
            for path in files
            if fold(path).startswith(folded)
        }


def _inner_vaults(root: Path, files: Sequence[str]) -> tuple[str, ...]:
    """The folders between the root and the files that are vaults of their own; outermost only.

    A folder of pictures and settings alone is none.
    """
    folders: set[str] = set()
    for folder in {path.rpartition("/")[0] for path in files}:
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    inner: list[str] = []
    for folder in sorted(folders):
        if not folder.startswith(tuple(inner)) and is_root(f"{root}/{folder}"):
            within = (path for path in files if path.startswith(folder + "/"))
            if any(kind_of(path) != "attachment" for path in within):
                inner.append(folder + "/")
    return tuple(inner)
