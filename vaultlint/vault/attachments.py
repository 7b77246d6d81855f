"""Which attachment a link meant that opens none: at most one, where there is hardly a doubt."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from vaultlint.kinds import extension_of
from vaultlint.lazy import lazy
from vaultlint.vault.index import fold
from vaultlint.vault.near_names import NearNames, folder_names, nearest
from vaultlint.vault.spelling import bare, words

if TYPE_CHECKING:
    from vaultlint.vault import Vault

# What else an export or a conversion may have made of a picture, a recording or a film; the
# accepted formats of obsidian.md section 1.2.
_FAMILIES = (
    frozenset({"avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"}),
    frozenset({"flac", "m4a", "mp3", "oga", "ogg", "opus", "wav", "3gp"}),
    frozenset({"mkv", "mov", "mp4", "ogv", "webm"}),
)
ACCEPTED = frozenset({"base", "canvas", "pdf"}).union(*_FAMILIES)
_SHORTEST = 3  # characters of a name in Latin letters: "X-.png" for "x.png" may be chance
# Names that many pictures bear: one of them in another folder is another picture.
_GENERIC = lazy(
    r"(?:audio|avatar|background|banner|cover|default|diagram|download|favicon|fig|figure|file|graph"
    r"|header|icon|image|images|img|index|logo|main|output|page|photo|picture|plot|preview|result"
    r"|sample|screenshot|slide|test|thumbnail|unnamed|untitled|video)?[\d.]*"
)


def suggest_attachment(vault: Vault, linkpath: str, source: str) -> str | None:
    """The vault path of the file that an unresolved linkpath with an extension surely meant.

    In this order: the file of that name in another folder than the link says; one whose name
    differs in case, accents, punctuation and blanks alone; one of the same kind with another
    extension, as a picture that was converted; one whose name is a slip of the pen away. Each must
    be the only one, or the only one that the link's folders tell. `source` is never suggested.
    """
    found = vault.once(_suggestion, linkpath)
    return None if found == source else found


def without_extension(vault: Vault, linkpath: str, source: str) -> Sequence[str]:
    """The attachments that a linkpath without extension names but for the extension.

    Where it has folders, only those that lie there are named.
    """
    if linkpath.startswith(("./", "../")):
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(source), linkpath))
        return _at(vault, fold(joined))
    key = fold(linkpath).strip(" \t")
    if key[key.rfind("/") + 1 :] not in vault.once(_beginnings):
        return ()  # so it is with nearly all, and need not be remembered of each
    return vault.once(_ending_with, key)


def is_alone(vault: Vault, path: str) -> bool:
    """Whether no other file has the name of this one with something else behind a dot.

    As `map.svg` or `map.excalidraw.md` have beside `map.png`.
    """
    return len(vault.once(_beginnings).get(fold(_stem(path)), ())) < 2


def _suggestion(vault: Vault, linkpath: str) -> str | None:
    if same := vault.files.named(linkpath[linkpath.rfind("/") + 1 :]):
        return _of_one_name(same, linkpath)
    extension = extension_of(linkpath)
    names = vault.once(_names)
    stem = _stem(linkpath)
    name = bare(stem)
    alike = names.same(name) if len(name) >= _SHORTEST or not name.isascii() else ()
    if found := [path for path in alike if extension_of(path) == extension]:
        return _of_one_name(found, linkpath)
    family = next((family for family in _FAMILIES if extension in family), frozenset())
    if found := [path for path in alike if extension_of(path) in family]:
        return _of_one_name(found, linkpath)
    slips = names.misspelt(name, words(stem))
    slips = [path for path in slips if extension_of(path) == extension]
    return slips[0] if len(slips) == 1 else None


def _of_one_name(same: Sequence[str], linkpath: str) -> str | None:
    found = nearest(same, linkpath) if folder_names(linkpath) else None
    if found is None and len(same) == 1 and not _GENERIC.fullmatch(bare(_stem(linkpath))):
        return same[0]
    return found


def _names(vault: Vault) -> NearNames:
    notes = frozenset(vault.files.notes)
    return NearNames((path for path in vault.files.paths if path not in notes), _stem)


def _ending_with(vault: Vault, key: str) -> tuple[str, ...]:
    key = key.lstrip("/")
    stems = vault.once(_beginnings).get(key[key.rfind("/") + 1 :], ())
    return tuple(
        path
        for path in stems
        if extension_of(path) in ACCEPTED
        and f"/{fold(path)}".rpartition(".")[0].endswith(f"/{key}")
    )


def _at(vault: Vault, key: str) -> tuple[str, ...]:
    return tuple(
        path for path in vault.once(_ending_with, key) if fold(path).rpartition(".")[0] == key
    )


def _beginnings(vault: Vault) -> dict[str, list[str]]:
    """The files by each part of their folded name that ends before a dot.

    Notes are not among those of their own name: a link finds them without extension.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    # Nearly all are notes whose path has one dot.
    others = [path for path in vault.files.paths if "." in path[:-3] or path[-3:] != ".md"]
    for path in others:
        name = fold(path[path.rfind("/") + 1 :])
        end = name.find(".", 1)
        while 0 < end < len(name) - 1:
            if name[end:] != ".md":
                found[name[:end]].append(path)
            end = name.find(".", end + 1)
    return dict(found)


def _stem(path: str) -> str:
    name = path[path.rfind("/") + 1 :]
    return name.rpartition(".")[0] or name
