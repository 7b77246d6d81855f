"""Which schemas hold for a note: by its tags, and by the values of its properties."""

from __future__ import annotations

from collections.abc import Iterable

from vaultlint.note import Note
from vaultlint.note.frontmatter import Frontmatter, Scalar
from vaultlint.note.links import Link, whole_link
from vaultlint.note.values import ListValue, Value
from vaultlint.schemas import Plain, Schema
from vaultlint.schemas.values import same
from vaultlint.vault import Vault
from vaultlint.vault.index import fold


def matching(schemas: Iterable[Schema], note: Note, vault: Vault) -> list[Schema]:
    """Those of the schemas whose conditions the note meets; those of paths were looked at before.

    None for templates, and for a note whose properties cannot be read: nobody knows what it is.
    """
    frontmatter = note.frontmatter
    if note.is_template or (frontmatter is not None and frontmatter.error is not None):
        return []
    return [
        schema
        for schema in schemas
        if (not schema.tags or has_tag(note, schema.tags))
        and all(_has_value(note, frontmatter, *one, vault) for one in schema.where)
    ]


def has_tag(note: Note, tags: Iterable[str]) -> bool:
    """Whether the note has one of the tags, or one nested below it (obsidian.md section 4.2)."""
    wanted = [tag.lower() for tag in tags]
    if any(_is_below(tag.name, wanted) for tag in note.frontmatter_tags):
        return True
    # The inline Markdown takes long to read, and most notes do not hold the text at all.
    body = note.text[note.body_start :].lower()
    return any(f"#{tag}" in body for tag in wanted) and any(
        _is_below(tag.name, wanted) for tag in note.inline.tags
    )


def _is_below(name: str, wanted: Iterable[str]) -> bool:
    lower = name.lower()
    return any(lower == tag or lower.startswith(f"{tag}/") for tag in wanted)


def _has_value(
    note: Note, frontmatter: Frontmatter | None, name: str, values: Iterable[Plain], vault: Vault
) -> bool:
    """Whether the property has one of the values, or is a list that holds one."""
    entry = frontmatter.get(name) if frontmatter is not None else None
    if entry is None:
        return False
    items: tuple[Value, ...] = (entry.value,)
    if isinstance(entry.value, ListValue):
        items = entry.value.items
    found = [item.value for item in items if isinstance(item, Scalar)]
    return any(_means(one, value, note, vault) for one in found for value in values)


def _means(found: Plain | None, wanted: Plain, note: Note, vault: Vault) -> bool:
    """Whether a value is the one of a condition: texts without case, links by what they open."""
    if not isinstance(found, str) or not isinstance(wanted, str):
        return same(found, wanted)
    if found.strip().casefold() == wanted.strip().casefold():
        return True
    link, other = link_in(found), link_in(wanted)
    if link is None or other is None or link.subpath != other.subpath:
        return False
    if fold(link.path) == fold(other.path):
        return True
    if _name(link.path) != _name(other.path):
        return False
    opened = vault.surely_opened(link.path, note.path)
    return opened is not None and opened == vault.surely_opened(other.path, note.path)


def link_in(text: str) -> Link | None:
    """The link into the vault that a property's text is as a whole, None if it is none."""
    text = text.strip()
    if not text.startswith("[") or not text.endswith(("]", ")")):
        return None
    link = whole_link(text, 0, len(text))
    return None if link is None or link.external else link


def _name(path: str) -> str:
    """The last part of a link's path, as names are compared."""
    return fold(path.rpartition("/")[2]).removesuffix(".md")
