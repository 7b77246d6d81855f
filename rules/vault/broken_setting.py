"""A setting of Obsidian's that names a template, a folder or a bookmarked file that is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vaultlint.finding import Finding, Level
from vaultlint.kinds import CONFIG_FOLDER
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule
from vaultlint.vault import Vault
from vaultlint.vault.index import fold

from ._names import shorten
from ._plugins import PLUGINS

if TYPE_CHECKING:
    from ._named_paths import Named


@rule(level=Level.INFO, preset="recommended", uses_vault=True, files=("setting",), needs=('"',))
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Look for everything that one file of the config folder names."""
    plugin = PLUGINS.get(note.path.removeprefix(f"{CONFIG_FOLDER}/"))
    if plugin is None or plugin in vault.settings.disabled_plugins:
        return  # what the settings of a plugin name that is turned off does not matter
    from vaultlint.json import read_json  # few files come here

    from ._named_paths import named_paths

    for named in named_paths(plugin, read_json(note.text)[0]):
        path = named.string.value.replace("\\", "/").strip("/ ")
        if not path or any(part.startswith(".") for part in path.split("/")):
            continue  # the whole vault; or what Obsidian does not list, and we do not either
        if not _is_there(named, path, vault):
            yield _finding(named, path, vault)


def _is_there(named: Named, path: str, vault: Vault) -> bool:
    if named.kind == "folder":
        start = fold(path) + "/"
        return any(fold(other).startswith(start) for other in vault.files.paths)
    if named.kind == "file":
        return len(vault.files.at(path)) > 0
    found = vault.resolve(path, "")  # how far a plugin looks for its template is not known
    return found.path is not None or found.uncertain


def _finding(named: Named, path: str, vault: Vault) -> Finding:
    from vaultlint.vault.suggest import suggest_note

    what = f"`{shorten(path)}`, {named.purpose}, is missing"
    if named.kind == "folder":
        what += " or empty"
    elif path[-3:].lower() == ".md" or named.kind == "note":
        meant = suggest_note(vault, path.removesuffix(".md"), "")
        if meant is not None:
            what += f"; did you mean `{meant}`?"
    return Finding(named.string.inner, what, cause=f"no {shorten(path)}")
