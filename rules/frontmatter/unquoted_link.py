"""A link in the properties without quotes, which YAML reads as a list in a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vaultlint.finding import Edit, Finding, Fix, Level, Safety
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.frontmatter import Property
from vaultlint.rule import Change, NoOptions, in_properties, rule
from vaultlint.vault import Vault

if TYPE_CHECKING:
    from vaultlint.properties.region import Region

    from ._nested_links import NestedLink

_MAY_BE = lazy(r"(?<![\"'])\[\[|- - ")
# In which no link is followed, and the names that they had before.
_PLAIN_TEXTS = frozenset(("tags", "aliases", "cssclasses", "tag", "alias", "cssclass"))


@rule(
    level=Level.ERROR,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.PROPERTIES, Change.LINKS},
    uses_vault=True,
    needs=(in_properties("[["), in_properties("- - ")),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find lists in lists that were meant for links."""
    text, end = note.text, note.body_start
    if text.find("[[", 0, end) < 0 and text.find("- - ", 0, end) < 0:
        return
    if not _MAY_BE.search(text, 0, end) or note.is_template:
        return
    frontmatter = note.frontmatter
    if frontmatter is None:
        return
    from vaultlint.properties.region import region_of  # few links have no quotes

    from ._nested_links import nested_links

    seen: set[int] = set()  # where an aliased value was found already
    for entry in frontmatter.properties:
        if entry.name.lower() in _PLAIN_TEXTS:
            continue
        found = list(nested_links(note.text, entry.value))
        are_links = [link.sure or _is_day(link) or _opens(link, note, vault) for link in found]
        region = region_of(note, entry) if any(are_links) else None
        # In a list of lists of which some words alone are names of notes, they are words.
        remains_are_links = all(
            is_link or link.written for link, is_link in zip(found, are_links, strict=True)
        )
        for link, is_link in zip(found, are_links, strict=True):
            start = link.value.span.start
            if is_link and start not in seen and (link.written or remains_are_links):
                seen.add(start)
                yield _finding(note, entry, region, link)


def _is_day(link: NestedLink) -> bool:
    """Whether the name is a day with its month's name, whose comma made two items of one text."""
    from ._date_text import read_date

    name = link.link[2:-2]
    if not link.written or "," not in name or not any(map(str.isalpha, name)):
        return False
    read = read_date(name)
    return read is not None and bool(read.readings)


def _opens(link: NestedLink, note: Note, vault: Vault) -> bool:
    """Whether a note of that name shows that the list is meant for a link."""
    from vaultlint.note.links import wikilink

    path = wikilink(link.link, 0, len(link.link), embed=False).path
    if not path:
        return False
    found = vault.resolve(path, note.path)
    return found.path is not None and not found.uncertain


def _finding(note: Note, entry: Property, region: Region | None, link: NestedLink) -> Finding:
    span = link.value.span
    if link.written:
        message = (
            f"`{link.link}` in `{entry.name}` has no quotes, so it is a list in a list and no link"
        )
        return Finding(span, message, _fix(note, entry, region, link, Safety.SAFE))
    written = " ".join(note.text[slice(*span)].split())
    message = f"`{written}` in `{entry.name}` is what programs make of `{link.link}` without quotes"
    return Finding(span, message, _fix(note, entry, region, link, Safety.UNSAFE), Level.WARNING)


def _fix(
    note: Note, entry: Property, region: Region | None, link: NestedLink, safety: Safety
) -> Fix | None:
    """Put the link in the place of the list, unless the list has a tag, or stands elsewhere too."""
    from vaultlint.properties.region import proved, said, says_of
    from vaultlint.properties.writing import write_scalar

    if region is None:
        return None
    quoted = write_scalar(link.link, flow=True)
    says = said(entry.value, {id(link.value): says_of(link.link)})
    edits = proved(note, region, [Edit(link.value.span, quoted)], [(said(entry.key), says)])
    return Fix(f"write {quoted}", edits, safety) if edits else None
