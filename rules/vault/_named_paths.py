"""The files and folders that Obsidian's settings name (obsidian.md section 1.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from vaultlint.json import JsonList, JsonObject, JsonString, JsonValue, JsonWord


class Named(NamedTuple):
    """A path in a setting: the string that holds it, what it should be, and words for what it is.

    A note may be named without `.md`.
    """

    string: JsonString
    kind: Literal["note", "file", "folder"]
    purpose: str


def named_paths(plugin: str, root: JsonValue | None) -> Iterator[Named]:
    """The paths in the settings of a plugin that nobody makes anew when they are missing.

    The folders of daily notes, of new notes and of attachments are left out, because Obsidian
    creates them (section 1.5).
    """
    if not isinstance(root, JsonObject):
        return
    if plugin == "templates":
        yield from _of(root, "folder", "folder", "the folder of templates")
    elif plugin == "daily-notes":
        yield from _of(root, "template", "note", "the template of daily notes")
    elif plugin == "zk-prefixer":
        yield from _of(root, "template", "note", "the template of unique notes")
    elif plugin == "bookmarks":
        yield from _bookmarks(root)
    else:
        yield from _of_templater(root)


def _of(
    entry: JsonValue, key: str, kind: Literal["note", "file", "folder"], purpose: str
) -> Iterator[Named]:
    string = entry.string(key) if isinstance(entry, JsonObject) else None
    if string is not None:
        yield Named(string, kind, purpose)


def _of_templater(root: JsonObject) -> Iterator[Named]:
    yield from _of(root, "templates_folder", "folder", "Templater's folder of templates")
    yield from _of(root, "user_scripts_folder", "folder", "Templater's folder of scripts")
    for key, purpose in (
        ("startup_templates", "which Templater runs at its start"),
        ("enabled_templates_hotkeys", "which has a command in Templater"),
    ):
        for item in _items(root, key):
            if isinstance(item, JsonString):
                yield Named(item, "note", purpose)
    if _is_off(root, "trigger_on_file_creation"):
        return
    for what in ("folder", "file"):
        if not _is_off(root, f"enable_{what}_templates"):
            for item in _items(root, f"{what}_templates"):
                yield from _of(item, "template", "note", f"one of Templater's {what} templates")


def _bookmarks(root: JsonObject) -> Iterator[Named]:
    waiting = [root]
    while waiting:
        items = [item for item in _items(waiting.pop(), "items") if isinstance(item, JsonObject)]
        waiting += items
        for item in items:
            what = item.string("type")
            if what is not None and what.value == "file":
                yield from _of(item, "path", "file", "which a bookmark opens")
            elif what is not None and what.value == "folder":
                yield from _of(item, "path", "folder", "which a bookmark opens")


def _items(root: JsonObject, key: str) -> tuple[JsonValue, ...]:
    value = root.get(key)
    return value.items if isinstance(value, JsonList) else ()


def _is_off(root: JsonObject, key: str) -> bool:
    value = root.get(key)
    return isinstance(value, JsonWord) and value.value is False
