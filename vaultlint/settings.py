"""Obsidian's own settings of a vault, as far as they change what is right (sections 1.4, 2.1)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

LinkFormat = Literal["shortest", "relative", "absolute"]

_TEMPLATER = "plugins/templater-obsidian/data.json"
_CORE_PLUGINS = ("templates", "daily-notes", "zk-prefixer", "bookmarks")
_COMMUNITY_PLUGINS = ("templater-obsidian",)


class Settings(NamedTuple):
    """What the vault's `.obsidian` says; the defaults are Obsidian's, and hold without one.

    None for a link setting means that the vault does not set it. Folders are vault paths in POSIX
    form without a slash at either end, except that attachment_folder is "/" for the root and begins
    with "./" for a folder beside the note. property_types: lower-case name to the type in
    `types.json`. template_notes: notes that a setting names as a template, wherever
    they lie. disabled_plugins: the ids of those plugins with settings of their own that are surely
    turned off.
    """

    new_link_format: LinkFormat | None = None
    use_markdown_links: bool | None = None
    strict_line_breaks: bool = False
    attachment_folder: str = "/"
    ignore_filters: tuple[str, ...] = ()
    property_types: Mapping[str, str] = MappingProxyType({})
    template_folders: tuple[str, ...] = ()
    template_notes: tuple[str, ...] = ()
    daily_folder: str = ""
    daily_format: str = "YYYY-MM-DD"
    disabled_plugins: tuple[str, ...] = ()

    def is_template(self, path: str) -> bool:
        """Whether the note at this vault path is a template, compared without case."""
        if not (self.template_folders or self.template_notes):
            return False
        lower = path.lower()
        return lower.startswith(_within(self.template_folders)) or (
            lower in _folded(self.template_notes)
        )


@cache  # a vault has but one list of them, and thousands of notes
def _within(folders: tuple[str, ...]) -> tuple[str, ...]:
    """What the paths of notes in these folders begin with, in lower case."""
    return tuple(folder.lower() + "/" for folder in folders)


@cache
def _folded(paths: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(str.lower, paths))


def read_settings(config_folder: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings in a config folder, and a sentence for each file in it that could not be read.

    A missing file or folder is no problem; a value of a wrong type counts as not set.
    """
    files = _ConfigFiles(config_folder)
    app = files.read("app.json")
    types = files.read("types.json").get("types")
    templates = files.read("templates.json")
    daily = files.read("daily-notes.json")
    unique = files.read("zk-prefixer.json")
    templater = files.read(_TEMPLATER)

    link_format = app.get("newLinkFormat")
    markdown_links = app.get("useMarkdownLinks")
    filters = app.get("userIgnoreFilters")
    folders = (_folder(templates.get("folder")), _folder(templater.get("templates_folder")))
    notes = [_note(daily.get("template")), _note(unique.get("template"))]
    for key in ("folder_templates", "file_templates"):
        entries = templater.get(key)
        for entry in entries if isinstance(entries, list) else ():
            notes.append(_note(entry.get("template")) if isinstance(entry, dict) else "")

    settings = Settings(
        new_link_format=link_format
        if link_format in ("shortest", "relative", "absolute")
        else None,
        use_markdown_links=markdown_links if isinstance(markdown_links, bool) else None,
        strict_line_breaks=app.get("strictLineBreaks") is True,
        attachment_folder=_attachment_folder(app.get("attachmentFolderPath")),
        ignore_filters=tuple(entry for entry in filters if isinstance(entry, str) and entry)
        if isinstance(filters, list)
        else (),
        property_types={name.lower(): kind for name, kind in types.items() if isinstance(kind, str)}
        if isinstance(types, dict)
        else {},
        template_folders=tuple(dict.fromkeys(folder for folder in folders if folder)),
        template_notes=tuple(dict.fromkeys(note for note in notes if note)),
        daily_folder=_folder(daily.get("folder")),
        daily_format=_text(daily.get("format")) or "YYYY-MM-DD",
        disabled_plugins=(
            *_disabled(files.read_value("core-plugins.json"), _CORE_PLUGINS),
            *_disabled(files.read_value("community-plugins.json"), _COMMUNITY_PLUGINS),
        ),
    )
    return settings, tuple(files.problems)


class _ConfigFiles:
    """The JSON files of a config folder, read one by one; `problems` says which could not be."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []

    def read(self, name: str) -> dict[str, object]:
        """The object in a file, empty if there is none."""
        value = self.read_value(name)
        if isinstance(value, dict):
            return value
        if value is not None:
            self._tell(name, "it holds no JSON object")
        return {}

    def read_value(self, name: str) -> object:
        """What a file holds, None if there is none; a byte order mark is no part of it."""
        value: object = None
        try:
            value = json.loads((self.folder / name).read_bytes().decode("utf-8-sig"))
        except (FileNotFoundError, NotADirectoryError):
            pass
        except OSError as error:
            self._tell(name, error.strerror or str(error))
        except json.JSONDecodeError as error:
            place = f"line {error.lineno}, column {error.colno}"
            self._tell(name, f"{place}: {error.msg[:1].lower()}{error.msg[1:]}")
        except UnicodeDecodeError:
            self._tell(name, "it is not UTF-8")
        except (ValueError, RecursionError):
            self._tell(name, "its values are too large or too deeply nested")
        return value

    def _tell(self, name: str, reason: str) -> None:
        self.problems.append(
            f"cannot read {self.folder.name}/{name}, so Obsidian's defaults stand for it: {reason}"
        )


def _disabled(plugins: object, names: Iterable[str]) -> Iterator[str]:
    """Those of some plugins that a list of the enabled ones lacks, or that an object sets false."""
    if isinstance(plugins, list):
        yield from (name for name in names if name not in plugins)
    elif isinstance(plugins, dict):
        yield from (name for name in names if plugins.get(name) is False)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _folder(value: object) -> str:
    """A folder as a vault path; "" where the setting is empty or names the root."""
    return _text(value).replace("\\", "/").strip("/ ")


def _note(value: object) -> str:
    """A template's vault path: Obsidian stores it with or without `.md`."""
    path = _folder(value)
    return path if not path or path.lower().endswith(".md") else path + ".md"


def _attachment_folder(value: object) -> str:
    path = _text(value).replace("\\", "/").rstrip("/ ")
    if path.startswith("./") or path == ".":
        return path if path != "." else "./"
    return path.lstrip("/ ") or "/"
