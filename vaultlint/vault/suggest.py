"""Which note a link meant that opens none: at most one, and only where there is hardly a doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vaultlint.vault.index import fold
from vaultlint.vault.near_names import NearNames, folder_names, nearest
from vaultlint.vault.spelling import bare, words

if TYPE_CHECKING:
    from vaultlint.vault import Vault

# Names that do not say what a note is about: one of them in another folder is another note.
_GENERIC = frozenset({
    "archive", "changelog", "contributing", "dashboard", "home", "ideas", "inbox", "index", "intro",
    "introduction", "journal", "license", "links", "log", "main", "misc", "new", "note", "notes",
    "overview", "readme", "summary", "tasks", "template", "templates", "todo", "unbenannt",
    "untitled",
})  # fmt: skip
_SHORTEST = 3  # characters of a name in Latin letters: "A-B" for "AB" may be chance


def suggest_note(vault: Vault, linkpath: str, source: str) -> str | None:
    """The vault path of the note that an unresolved linkpath surely meant, None if there is none.

    In this order: the note that has the link's text as its alias; one whose name differs in case,
    accents, punctuation and blanks alone; the note of that name in another folder than the link
    says; one whose name is a slip of the pen away. Each must be the only one. Templates and the
    note `source` itself are never suggested.
    """
    found = vault.once(_suggestion, linkpath)
    return None if found == source else found


def _suggestion(vault: Vault, linkpath: str) -> str | None:
    aliased = vault.aliases().get(fold(linkpath.strip()), ())
    if carriers := [path for path in aliased if not vault.settings.is_template(path)]:
        return carriers[0] if len(carriers) == 1 else None
    names = vault.once(_note_names)
    written = _base_name(linkpath)
    name = bare(written)
    same = names.same(name)
    if len(name) < _SHORTEST and name.isascii():  # in another dress it may be chance
        same = [path for path in same if fold(_base_name(path)) == fold(written)]
        return nearest(same, linkpath)
    if same:
        return _of_one_name(same, linkpath, name)
    misspelt = names.misspelt(name, words(written))
    return misspelt[0] if len(misspelt) == 1 else None


def _of_one_name(same: Sequence[str], linkpath: str, name: str) -> str | None:
    if not folder_names(linkpath):
        return same[0] if len(same) == 1 else None
    found = nearest(same, linkpath)
    if found is None and len(same) == 1 and name not in _GENERIC:
        return same[0]
    return found


def _note_names(vault: Vault) -> NearNames:
    is_template = vault.settings.is_template
    return NearNames((path for path in vault.files.notes if not is_template(path)), _base_name)


def _base_name(path: str) -> str:
    start = path.rfind("/") + 1
    if path.endswith(".md"):  # as nearly all do
        return path[start:-3]
    return path[start:-3] if path[-3:].lower() == ".md" else path[start:]
