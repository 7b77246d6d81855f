"""Obsidian's own settings of a vault, as far as they change what is right (obsidian.md sections 1.4, 2.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

LinkFormat = Literal["shortest", "relative", "absolute"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the vault's `.obsidian` says; the defaults are Obsidian's, and hold for a vault without one.

    None for a link setting means that the vault does not set it. Folders are vault paths in POSIX form
    without a slash at either end. property_types: lower-case name to the type in `types.json`.
    """

    new_link_format: LinkFormat | None = None
    use_markdown_links: bool | None = None
    strict_line_breaks: bool = False
    attachment_folder: str = "/"
    ignore_filters: tuple[str, ...] = ()
    property_types: Mapping[str, str] = field(default_factory=dict)
    template_folders: tuple[str, ...] = ()
    daily_folder: str = ""
    daily_format: str = "YYYY-MM-DD"

    def is_template(self, path: str) -> bool:
        """Whether the note at this vault path lies in a template folder."""
        return any(path.startswith(folder + "/") for folder in self.template_folders)


def read_settings(config_folder: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings in a config folder, and a sentence for each file in it that could not be read.

    A missing file or folder is no problem; a value of a wrong type counts as not set.
    """
    raise NotImplementedError
