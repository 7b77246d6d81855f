"""What kind of file lies at a vault path, by its name (obsidian.md sections 1.2 and 1.4)."""

from __future__ import annotations

from typing import Literal

FileKind = Literal["note", "canvas", "base", "attachment", "setting"]

CONFIG_FOLDER = ".obsidian"
MEDIA = frozenset(
    {"pdf", "avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp", "flac", "m4a", "mp3", "ogg"}
    | {"wav", "3gp", "oga", "opus", "mkv", "mov", "mp4", "ogv", "webm"}
)
"""The extensions of the attachments that Obsidian shows (obsidian.md section 1.2)."""
# Texts of other programs, such as pages of a site, in which an attachment may be named.
_TEXTS = frozenset(
    {"html", "htm", "css", "scss", "js", "ts", "jsx", "tsx", "xml", "mdx", "markdown", "qmd"}
    | {"rst", "org", "typ", "tex", "txt", "ipynb", "json", "yaml", "yml", "toml", "csv", "tsv"}
)
_BY_EXTENSION: dict[str, FileKind] = {".md": "note", ".canvas": "canvas", ".base": "base"}


def kind_of(path: str) -> FileKind:
    """The kind of the file at a vault path.

    A setting is a file of the config folder. What is none of the others is an attachment, whatever
    Obsidian can open of it.
    """
    if path.endswith(".md") and not path.startswith(CONFIG_FOLDER):
        return "note"  # as nearly all are, and a run asks several times for each
    name = path[path.rfind("/") + 1 :]
    found = _BY_EXTENSION.get(name[name.rfind(".") :].lower()) if "." in name else None
    if path.startswith(CONFIG_FOLDER + "/"):
        return "setting"
    return found or "attachment"


def extension_of(path: str) -> str:
    """The extension of a path in lower case, "" if it has none."""
    name = path[path.rfind("/") + 1 :]
    stem, _, extension = name.rpartition(".")
    return extension.lower() if stem else ""


def is_shown(path: str) -> bool:
    """Whether Obsidian shows the file at a vault path: a note, a canvas, a base, a picture, a PDF …

    All others are files of other programs, to which hardly anybody links.
    """
    return path[path.rfind(".") + 1 :].lower() in MEDIA or kind_of(path) != "attachment"


def is_text(path: str) -> bool:
    """Whether what the file at a vault path says may matter to a rule: no picture, no archive.

    It is a note, a canvas, a base, a setting, or a text of another program that may name files.
    """
    return kind_of(path) != "attachment" or path[path.rfind(".") + 1 :].lower() in _TEXTS
