"""What a link means that opens nothing and is no note: an attachment, a folder, no link at all."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict

from vaultlint.note import Link, LinkKind
from vaultlint.vault import Vault
from vaultlint.vault.index import fold
from vaultlint.vault.resolve import Resolution

# The accepted formats other than notes (obsidian.md section 1.2).
_ATTACHMENTS = frozenset(
    {"base", "canvas", "pdf", "avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"}
    | {"flac", "m4a", "mp3", "ogg", "wav", "3gp", "oga", "opus", "mkv", "mov", "mp4", "ogv", "webm"}
)
_EXTENSION = re.compile(r"\.([A-Za-z][A-Za-z0-9]{0,9}|3[Gg][Pp])\Z")
_FILE_LIKE = re.compile(r"\.[a-z][a-z0-9]{0,4}\Z")
# Drawn as a link by Obsidian, but meant as something else, or the malformed links of another rule:
# [[5,1,3]], [[...]], [[:alpha:]], [[^^search]], [[|x]], Roam's ((id)), a path of the system, a URL
# without its scheme.
_NO_NAME = re.compile(
    r"mailto:.*|[0-9\s.;+()\[\]-]*+,[0-9\s,.;+()\[\]-]*+|[!-/:-@\[-`{-~\s…]++|:[a-z]++:|[\^|].*"
    r"|\(\(.*\)\)|(?:~|[A-Za-z]:)[/\\].*|\?[\w-]+=.*"
    r"|(?:[\w-]++\.)+(?:com|org|net|io|dev|edu|gov)(?:[/?].*)?",
    re.DOTALL,
)
# A shell's [[ -f x ]] and [[ $a == b ]]; a list of strings in Python or JSON.
_CODE = re.compile(
    r"\A(?:! )?-[a-zA-Z] |\s(?:==|!=|=~|-(?:eq|ne|lt|le|gt|ge|nt|ot))\s"
    r"|\A\$\w.*\s[=<>]\s|\A[\"'].*[\"']\s*,\s*[\"']",
    re.DOTALL,
)


def is_no_name(path: str) -> bool:
    """Whether the path of a link cannot be meant as the name of any file."""
    if "://" in path or 0 <= path.find("]") < path.rfind("["):
        return True  # [[1, 2], [3, 4]] and [[a][b]] are one link to Obsidian
    return _NO_NAME.fullmatch(path) is not None or _CODE.search(path) is not None


def never_means_note(kind: LinkKind, path: str) -> bool:
    """Whether a link's kind and path alone tell that no note is meant, should it open nothing."""
    name = path[path.rfind("/") + 1 :]
    if not name or is_no_name(path):
        return True
    extension = _EXTENSION.search(name)
    if extension is None or extension[1].lower() == "md":
        return False
    if extension[1].lower() in _ATTACHMENTS or kind != "wikilink":
        return True
    return _FILE_LIKE.search(name) is not None  # [[main.go]] is a file, [[Mr. Smith]] none


def means_no_note(link: Link, resolution: Resolution, source: str, vault: Vault) -> bool:
    """Whether an unresolved link of the note `source` means something else than a note."""
    if never_means_note(link.kind, link.path):
        return True
    extension = _EXTENSION.search(link.path)
    if link.embed and extension is not None and extension[1].lower() != "md":
        return True
    if _lacks_extension(link.path, resolution, vault):
        return True
    return link.kind != "wikilink" and _is_folder(link.path, source, vault)


def _lacks_extension(linkpath: str, resolution: Resolution, vault: Vault) -> bool:
    """Whether an attachment lies at the link's path, or has its name and no note has."""
    stem = fold(linkpath).lstrip("/")
    stems = vault.once(_attachment_stems).get(stem[stem.rfind("/") + 1 :], ())
    if not resolution.candidates:
        return len(stems) > 0
    return any(f"/{other}".endswith(f"/{stem}") for other in stems)


def _attachment_stems(vault: Vault) -> dict[str, list[str]]:
    """The folded paths of the vault's attachments without extension, by their last part."""
    stems: defaultdict[str, list[str]] = defaultdict(list)
    for path in vault.files.paths:
        stem, _, extension = fold(path).rpartition(".")
        if extension in _ATTACHMENTS:
            stems[stem[stem.rfind("/") + 1 :]].append(stem)
    return dict(stems)


def _is_folder(linkpath: str, source: str, vault: Vault) -> bool:
    """Whether a folder lies at the path, from the note or from the root: other programs open it."""
    relative = posixpath.normpath(posixpath.join(posixpath.dirname(source), linkpath))
    folders = vault.once(_folders)
    return fold(relative) in folders or fold(linkpath.strip("/")) in folders


def _folders(vault: Vault) -> frozenset[str]:
    """The folded paths of every folder of the vault that holds a file, and of those around it."""
    folders: set[str] = set()
    for path in vault.files.paths:
        folder = posixpath.dirname(fold(path))
        while folder and folder not in folders:
            folders.add(folder)
            folder = posixpath.dirname(folder)
    return frozenset(folders)


def alias_target(vault: Vault, linkpath: str, source: str) -> str | None:
    """The one note that carries an unresolved link path as its alias: alias-link reports that link.

    None where no note does, or several, or only a template, or the note `source` itself; such a
    link is unresolved-link's.
    """
    carriers = [
        path
        for path in vault.aliases().get(fold(linkpath.strip()), ())
        if not vault.settings.is_template(path)
    ]
    return carriers[0] if len(carriers) == 1 and carriers[0] != source else None
