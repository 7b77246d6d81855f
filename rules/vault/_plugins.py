"""Which files of Obsidian's settings name files and folders, and of which plugin each is."""

from __future__ import annotations

_TEMPLATER = "plugins/templater-obsidian/data.json"
PLUGINS = {
    "templates.json": "templates",
    "daily-notes.json": "daily-notes",
    "zk-prefixer.json": "zk-prefixer",
    "bookmarks.json": "bookmarks",
    _TEMPLATER: "templater-obsidian",
}
"""The plugin of each such file of the config folder."""
