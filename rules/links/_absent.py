"""Which links of a note open nothing, and what each was to open: a note, or an attachment.

unresolved-link, missing-attachment and alias-link ask here, so that no link is reported twice.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import Literal

from vaultlint.finding import Span
from vaultlint.kinds import extension_of
from vaultlint.lazy import lazy
from vaultlint.note import Link, Note
from vaultlint.vault import Resolution, Vault
from vaultlint.vault.attachments import ACCEPTED, without_extension
from vaultlint.vault.index import fold

from ._decoded import decoded_path
from ._links import shown
from ._no_note import alias_target, is_no_name, names_block

OUTSIDE = "leads out of the vault"
Meant = Literal["note", "attachment", "alias"]

_EXTENSION = lazy(r"[a-z][a-z0-9]{0,9}|3gp|7z")
# What is a file in any vault. Not here are the ends of names, as in Node.js and Socket.io: those
# are files where the vault has such files, and more than the name says that one is meant.
_FILES = frozenset({
    "7z", "bib", "cpp", "css", "csv", "db", "dmg", "doc", "docx", "drawio", "epub",
    "excalidraw", "exe", "gpx", "gz", "htm", "html", "ics", "ipynb", "jar", "java", "json",
    "kml", "lua", "mobi", "odp", "ods", "odt", "ppt", "pptx", "psd", "rar", "rtf", "sh",
    "sql", "tar", "tex", "tif", "tiff", "toml", "tsv", "txt", "xcf", "xls", "xlsx", "xml",
    "yaml", "yml", "zip",
})  # fmt: skip
_PAGES = frozenset({"htm", "html", "asp", "aspx", "php", "jsp", "xhtml"})


def absent_links(note: Note, vault: Vault, meant: Meant) -> list[Link]:
    """The links of the note that surely open nothing and were to open a note, or an attachment.

    A definition of reference links is among them once, however often it is used.
    """
    absent = vault.kept(_absent_paths, note)
    links: Sequence[Link] = ()
    if absent is None:
        links = note.links_that(lambda kind, path: _opens_nothing(path, note, vault))
    elif wanted := {path for path in absent if _may_mean(meant, path, note.path, vault)}:
        links = note.links_that(lambda kind, path: path in wanted)
    found: dict[Span, Link] = {}
    for link in links:
        resolution = vault.resolve(link.path, note.path)
        if what_is_meant(link, resolution, note, vault) == meant:
            found.setdefault(link.target, link)
    return list(found.values())


def _absent_paths(vault: Vault, note: Note) -> Sequence[str] | None:
    """The paths of what may be such links; None where only the links themselves tell."""
    dead = vault.dead_paths(note)
    return dead and [path for path in dead if _opens_nothing(path, note, vault)]


def _opens_nothing(path: str, note: Note, vault: Vault) -> bool:
    """Whether a link of the note surely opens nothing, and was to open something."""
    if vault.opens_plainly(path) or is_no_name(path):
        return False
    resolution = vault.resolve(path, note.path)
    if resolution.path is not None:
        return False
    return not resolution.uncertain or leads_out(path, note.path, resolution)


def what_is_meant(link: Link, resolution: Resolution, note: Note, vault: Vault) -> Meant | None:
    """What the author wanted the link to open, which opens nothing; None where nobody knows.

    None, too, where another rule speaks of the link.
    """
    path, wikilink = link.path, link.kind == "wikilink"
    if note.is_template and path.startswith(("./", "../")):
        return None  # from where it will stand nobody knows
    if wikilink and decoded_path(vault, path, note.path) is not None:
        return None  # encoded-link
    if wikilink and "^" in path and names_block(vault, path, note.path):
        return None  # malformed-link
    extension = extension_of(path)
    if extension == "md":
        if attachment_before_md(path, note.path, vault):
            return "attachment"
        return "alias" if alias_target(vault, path, note.path) else "note"
    if extension in ACCEPTED:
        return "attachment"
    if _has_extension(path):
        if not wikilink and not link.embed and extension in _PAGES:
            return None  # the page of a website
        if extension in _FILES:
            return "attachment"
        named = link.embed or not wikilink or "/" in path
        if named and extension in vault.once(extensions_of):
            return "attachment"
        if not wikilink:
            return None
    elif not wikilink and not link.embed and _may_be_folder(path, resolution, note.path, vault):
        return None  # other programs open it
    if lacks_extension(link, note.path, vault):
        return "attachment"
    return "alias" if alias_target(vault, path, note.path) else "note"


def _may_mean(meant: Meant, path: str, source: str, vault: Vault) -> bool:
    """Whether a path alone leaves it open that this was meant: few of them need be found."""
    if meant == "alias":
        return alias_target(vault, path, source) is not None
    extension = extension_of(path)
    if meant == "note":
        return extension not in ACCEPTED
    if extension == "md":
        return attachment_before_md(path, source, vault) is not None
    return _has_extension(path) or len(without_extension(vault, path, source)) > 0


def lacks_extension(link: Link, source: str, vault: Vault) -> list[str]:
    """The attachments that the link names but for their extension, if it was to open one.

    A link that is no embed may as well name a note that is yet to be written, as most links to
    nothing do: unless it says where an attachment lies, or names a canvas.
    """
    found = [*without_extension(vault, link.path, source)]
    if link.embed or "/" in link.path:
        return found
    return [path for path in found if extension_of(path) == "canvas"]


def leads_out(linkpath: str, source: str, resolution: Resolution) -> bool:
    """Whether the path leads out of the vault, to a name that no file of the vault has either."""
    if "../" not in linkpath or "\\" in linkpath or resolution.candidates:
        return False
    return vault_path(linkpath, source).startswith("../")


def vault_path(linkpath: str, source: str) -> str:
    """The path from the root that a linkpath says, where it begins with "./" or "../"."""
    if not linkpath.startswith(("./", "../")):
        return linkpath.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), linkpath))


def attachment_before_md(linkpath: str, source: str, vault: Vault) -> str | None:
    """The attachment that the link would open if no ".md" stood behind its extension."""
    if linkpath[-3:].lower() != ".md" or extension_of(linkpath[:-3]) not in ACCEPTED:
        return None
    return vault.resolve(linkpath[:-3], source).path


def why_no_note(linkpath: str, source: str) -> str:
    """What a message says of a link that was to open a note, or what nobody can tell from one."""
    nothing = "opens nothing" if _has_extension(linkpath) else "has no note"
    return why_not_seen(linkpath, source) or nothing


def why_not_seen(linkpath: str, source: str) -> str | None:
    """What a message says of a link that leads where Obsidian sees no files, None elsewhere."""
    if "/" not in linkpath:
        return None
    path = vault_path(linkpath, source)
    if path.startswith("../"):
        return OUTSIDE
    hidden = hidden_folder(path)
    return f"leads into `{shown(hidden)}`, which Obsidian does not see" if hidden else None


def hidden_folder(linkpath: str) -> str | None:
    """The first folder in the path that Obsidian does not see (section 1.2), None if none."""
    folders = linkpath.split("/")[:-1]
    return next((name for name in folders if name.startswith(".") and name.strip(".")), None)


def _has_extension(path: str) -> bool:
    """Whether the path ends like a file that is no note."""
    extension = extension_of(path)
    return extension != "md" and _EXTENSION.fullmatch(extension) is not None


def _may_be_folder(path: str, resolution: Resolution, source: str, vault: Vault) -> bool:
    """Whether a folder lies at the path, from the note or from the root, or out of the vault."""
    if leads_out(path, source, resolution):
        return True
    relative = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
    folders = vault.once(folders_of)
    return fold(relative) in folders or fold(path.strip("/")) in folders


def extensions_of(vault: Vault) -> frozenset[str]:
    """The extensions of the vault's files."""
    # Of those that end alike, with the character before the last dot, one is enough.
    different = {path[path.rfind(".") - 1 :]: path for path in vault.files.paths}
    return frozenset(map(extension_of, different.values()))


def folders_of(vault: Vault) -> frozenset[str]:
    """The folded paths of every folder of the vault that holds a file, and of those around it."""
    folders: set[str] = set()
    for written in {path[: path.rfind("/") + 1] for path in vault.files.paths}:
        folder = posixpath.dirname(fold(written))
        while folder and folder not in folders:
            folders.add(folder)
            folder = posixpath.dirname(folder)
    return frozenset(folders)
