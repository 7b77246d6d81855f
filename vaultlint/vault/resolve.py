"""What a link opens (obsidian.md section 6.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from vaultlint.vault.index import FileIndex, fold
from vaultlint.vault.ranking import SHOWN, Ranking, length_of

How = Literal["self", "only", "relative", "exact", "own folder", "shortest", "unresolved"]


class Resolution(NamedTuple):
    """What a link opens and why.

    path: the file's vault path, None if unresolved. candidates: the files that the look-up
    considered in its last step, best first, at most ten. tie: Obsidian's choice among the best is
    unstable. uncertain: whether Obsidian answers this is not known; never report or fix it.
    """

    path: str | None
    how: How
    candidates: tuple[str, ...] = ()
    tie: bool = False
    uncertain: bool = False


NOTHING = Resolution(None, "unresolved")


def resolve(files: FileIndex, linkpath: str, source: str) -> Resolution:
    """The file that `linkpath` opens from the note `source`, both as vault paths (section 6.1)."""
    linkpath = linkpath.replace("\u00a0", " ").strip(" \t")
    if not linkpath:
        return Resolution(source, "self")
    key, named = _look_up_name(files, fold(linkpath))
    if len(named) == 1 and "/" not in key:
        return Resolution(named[0], "only", named)
    if key.startswith("/"):
        return _exact(files, key[1:], "exact") or _unresolved(named, "//" in key or "\\" in key)
    folder = fold(source[: source.rfind("/") + 1])
    if not named:
        leaves = ".." in key and _join(folder, key) is None
        return _unresolved(named, uncertain=leaves or _has_odd_name(key))
    if key.startswith(("./", "../")):
        joined = _join(folder, key)
        found = _exact(files, joined, "relative") if joined is not None else None
        return found or _unresolved(named, uncertain=True)
    if len(named) == 1:
        return _of_one(named, key, folder)
    return _exact(files, key, "exact") or _by_end(files, key, folder, named)


def opened(found: Resolution, source: str) -> Sequence[str]:
    """The file that a reference of the file `source` opens, several where it may be any of them.

    Those are of one length, or have one path but for its case (obsidian.md section 6.1).
    """
    if found.path is None:
        return ()
    if not found.tie:
        return (found.path,)
    if found.how not in ("own folder", "shortest"):
        return found.candidates
    folder = fold(source[: source.rfind("/") + 1]) if found.how == "own folder" else ""
    length = length_of(found.path)
    return [
        path
        for path in found.candidates
        if length_of(path) == length and fold(path).startswith(folder)
    ]


def opens_plainly(files: FileIndex, linkpath: str) -> bool:
    """Whether the link path opens one and the same file from every note, and is spelt like it."""
    return not linkpath or plainly_opened(files, linkpath) is not None


def plainly_opened(files: FileIndex, linkpath: str) -> str | None:
    """The file that opens so; None if none does, or if it is the note itself."""
    name = linkpath[linkpath.rfind("/") + 1 :]
    named = files.named(name, name + ".md") if "." in name else files.named(name + ".md")
    if len(named) > 1 and "/" in linkpath:
        named = files.at(_look_up_name(files, fold(linkpath))[0])
    if len(named) != 1:
        return None
    path = named[0]
    whole = path if "/" in linkpath else path[path.rfind("/") + 1 :]
    if whole == linkpath or (whole[:-3] == linkpath and whole[-3:].lower() == ".md"):
        return path
    return None


def opens_nothing(files: FileIndex, linkpath: str) -> bool:
    """Whether the link path plainly opens nothing from any note: none has this name."""
    odd = "/" in linkpath or "\\" in linkpath or "." in linkpath or linkpath != linkpath.strip()
    return linkpath != "" and not odd and not files.named(linkpath + ".md")


def _look_up_name(files: FileIndex, key: str) -> tuple[str, tuple[str, ...]]:
    """The key with its extension, and the files of that name: as written first, then with `.md`.

    Only a name with a dot is looked up as written, so a file without extension is never found.
    """
    name = key[key.rfind("/") + 1 :]
    if "." not in name:
        return key + ".md", files.named(name + ".md")
    named = files.named(name, name + ".md")
    as_written = named and fold(named[0][named[0].rfind("/") + 1 :]) == name
    return key if as_written else key + ".md", named


def _exact(files: FileIndex, key: str, how: How) -> Resolution | None:
    found = files.at(key)
    if not found:
        return None
    tie = len(found) > 1  # paths that differ only in case or Unicode form
    return Resolution(found[0], how, found[:SHOWN], tie)


def _of_one(named: tuple[str, ...], key: str, folder: str) -> Resolution:
    """The answer of steps 6 and 7 where one file has the name: the same, with fewer questions."""
    path = fold(named[0])
    if path == key:
        return Resolution(named[0], "exact", named)
    if path.endswith("/" + key):
        own = folder and path.startswith(folder)
        return Resolution(named[0], "own folder" if own else "shortest", named)
    return _unresolved(named, uncertain=path.endswith(key) or _has_odd_segments(key))


def _by_end(files: FileIndex, key: str, folder: str, named: tuple[str, ...]) -> Resolution:
    """The answer of step 7, uncertain where it depends on open question 9.

    Obsidian may compare plain strings where one expects whole names: the folder `a` would then hold
    `ab/x.md`, and `[[b/x]]` would end-match `xb/x.md`.
    """
    loose = files.ending_with(key)
    strict = loose if "/" not in key else files.ending_with("/" + key)
    if not len(strict):
        return _unresolved(named, uncertain=len(loose) > 0 or _has_odd_segments(key))
    result = _preferred(strict, folder)
    if folder or loose is not strict:
        other = _preferred(loose, folder.removesuffix("/"))
        result = result._replace(uncertain=other.path != result.path)
    return result


def _preferred(ranking: Ranking, folder: str) -> Resolution:
    choice = ranking.choose(folder)
    how: How = "own folder" if choice.own else "shortest"
    return Resolution(choice.paths[0], how, choice.paths, choice.tie)


def _unresolved(named: tuple[str, ...], uncertain: bool) -> Resolution:
    return Resolution(None, "unresolved", named[:SHOWN], uncertain=uncertain)


def _has_odd_name(key: str) -> bool:
    """Whether it is unclear which name was looked up; odd folders before it change nothing."""
    return "\\" in key or key[key.rfind("/") + 1 :].lstrip(".") == "md"


def _has_odd_segments(key: str) -> bool:
    """Whether a segment means who knows what: an empty one, `.` or `..`, one with a backslash."""
    return "\\" in key or any(part in ("", ".", "..", ".md") for part in key.split("/"))


def _join(folder: str, key: str) -> str | None:
    """The vault path of a relative path, None if it leaves the vault."""
    parts = folder.split("/")[:-1]
    for part in key.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
