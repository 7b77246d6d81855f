"""What kind of file lies at a vault path, by its name (obsidian.md sections 1.2 and 1.4)."""

from __future__ import annotations

from typing import Literal

FileKind = Literal["note", "canvas", "base", "attachment", "setting"]

CONFIG_FOLDER = ".obsidian"
_BY_EXTENSION: dict[str, FileKind] = {".md": "note", ".canvas": "canvas", ".base": "base"}


def kind_of(path: str) -> FileKind:
    """The kind of the file at a vault path.

    A setting is a file of the config folder. What is none of the others is an attachment, whatever
    Obsidian can open of it.
    """
    name = path[path.rfind("/") + 1 :]
    found = _BY_EXTENSION.get(name[name.rfind(".") :].lower()) if "." in name else None
    if path.startswith(CONFIG_FOLDER + "/"):
        return "setting"
    return found or "attachment"
