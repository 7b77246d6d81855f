"""A wikilink with `%20` or other encoded characters, which only Markdown links may have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING

from vaultlint.finding import Edit, Finding, Fix, Level, Safety
from vaultlint.note import Link, Note
from vaultlint.note.destination import split_target
from vaultlint.rule import Change, NoOptions, in_wikilinks, rule
from vaultlint.vault import Vault

from ._decoded import ENCODED, decoded_path, decoded_subpath
from ._links import shown

if TYPE_CHECKING:
    from vaultlint.vault.places import Places


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.LINKS, Change.HEADINGS, Change.PROPERTIES},
    uses_vault=True,
    needs=(in_wikilinks("%"),),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find encoded wikilinks that lead nowhere, and somewhere once they are decoded."""
    encoded = [written for written in note.written_wikilinks if ENCODED.search(written)]
    if not encoded:
        return
    paths = {split_target(written[2:-2].partition("|")[0])[0] for written in encoded}
    places = cache(partial(_places, note, vault))
    for link in note.links_that(lambda kind, path: kind == "wikilink" and path in paths):
        meant = _meant(note, vault, link, places)
        if meant is None:
            continue
        from ._rewrite import renames_heading  # few notes hold any

        edit = Edit(link.target, meant)
        # Links elsewhere that reach the heading by its text would lose it.
        safety = Safety.UNSAFE if renames_heading(note, link, edit) else Safety.SAFE
        yield Finding(
            link.target,
            f"`[[{shown(link.path + link.subpath)}]]` leads nowhere, because wikilinks are not"
            f" decoded; did you mean `[[{shown(meant)}]]`?",
            Fix("decode the link", (edit,), safety) if _can_hold(note, link, meant) else None,
        )


def _meant(note: Note, vault: Vault, link: Link, places: Callable[[str], Places]) -> str | None:
    """The target that leads to what the link encodes, None if it encodes nothing that is there."""
    path = decoded_path(vault, link.path, note.path)
    opened = vault.surely_opened(link.path if path is None else path, note.path)
    if opened is None:
        return None
    subpath = None
    if "%" in link.subpath:
        subpath = decoded_subpath(places(opened), link.subpath)
    if path is None and subpath is None:
        return None
    return (link.path if path is None else path) + (link.subpath if subpath is None else subpath)


def _places(note: Note, vault: Vault, path: str) -> Places:
    """What can be reached in the file at a vault path; in the note itself as it is now."""
    from vaultlint.vault.places import places_in

    return places_in(note) if path == note.path else vault.places(path)


def _can_hold(note: Note, link: Link, meant: str) -> bool:
    """Whether the target may stand there as it is: in YAML, quotes might have to be escaped."""
    if len(link.parts) < 2:
        return False
    return link.property is None or not any(sign in meant for sign in "\"'")
