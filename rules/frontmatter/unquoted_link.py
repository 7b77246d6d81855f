"""A link in the properties without quotes, which YAML reads as a list in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety
from vaultlint.note import Note
from vaultlint.rule import Change, NoOptions, rule
from vaultlint.vault import Vault

from ._anchors import may_hold_aliases
from ._nested_links import NestedLink, nested_links

_MAY_BE = re.compile(r"(?<![\"'])\[\[|- - ")
_PLAIN_TEXTS = frozenset(("tags", "aliases", "cssclasses"))  # in which no link is followed


@rule(
    level=Level.ERROR,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.PROPERTIES, Change.LINKS},
    uses_vault=True,
    needs=("[[", "- - "),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find lists in lists that were meant for links."""
    if not _MAY_BE.search(note.text, 0, note.body_start) or note.is_template:
        return
    frontmatter = note.frontmatter
    if frontmatter is None:
        return
    fixed = not may_hold_aliases(note.text, frontmatter.yaml)
    seen: set[int] = set()  # where an aliased value was found already
    for entry in frontmatter.properties:
        if entry.name.lower() in _PLAIN_TEXTS:
            continue
        found = list(nested_links(note.text, entry.value))
        links = {link for link in found if link.sure or _opens(link, note, vault)}
        # In a list of lists of which some words alone are names of notes, they are words.
        remains_are_links = all(link in links for link in found if not link.written)
        for link in found:
            if link not in links or link.span.start in seen:
                continue
            if link.written or remains_are_links:
                seen.add(link.span.start)
                yield _finding(note, entry.name, link, fixed=fixed)


def _opens(link: NestedLink, note: Note, vault: Vault) -> bool:
    """Whether a note of that name shows that the list is meant for a link."""
    from vaultlint.note.links import wikilink

    path = wikilink(link.link, 0, len(link.link), embed=False).path
    if not path:
        return False
    found = vault.resolve(path, note.path)
    return found.path is not None and not found.uncertain


def _finding(note: Note, name: str, link: NestedLink, *, fixed: bool) -> Finding:
    from vaultlint.properties.writing import write_scalar  # few links have no quotes

    if link.written:
        message = f"`{link.link}` in `{name}` has no quotes, so it is a list in a list and no link"
        safety, level = Safety.SAFE, None
    else:
        written = " ".join(note.text[slice(*link.span)].split())
        message = f"`{written}` in `{name}` is what programs make of `{link.link}` without quotes"
        safety, level = Safety.UNSAFE, Level.WARNING
    quoted = write_scalar(link.link, flow=True)
    fix = Fix(f"write {quoted}", (Edit(link.span, quoted),), safety) if fixed else None
    return Finding(link.span, message, fix, level)
