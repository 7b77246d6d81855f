"""Several links in one text of the properties, of which Obsidian makes none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vaultlint.finding import Edit, Finding, Fix, Level, Safety
from vaultlint.note import Note
from vaultlint.note.frontmatter import ListValue, Property, Scalar
from vaultlint.rule import Change, rule

if TYPE_CHECKING:
    from ._several_links import LinksInText

# Where two links may stand side by side in the source of a text.
_MAY_BE_SEVERAL = re.compile("[\\])][\\s,;/|&+·•、，；\\\\\\w]*+\\[")
_PLAIN_TEXTS = frozenset(("tags", "aliases", "cssclasses"))  # in which no link is followed
_PLACEHOLDERS = ("{{", "<%", "${")


@dataclass(frozen=True, slots=True)
class Options:
    """Whether to tell of links in the middle of a text, too."""

    prose: bool = False


@rule(
    level=Level.INFO,
    preset="recommended",
    fixes=Safety.UNSAFE,
    changes={Change.PROPERTIES, Change.LINKS},
    options=Options,
    needs=("[[", "]("),
)
def check(note: Note, options: Options) -> Iterator[Finding]:
    """Find texts that hold links and are not one link as a whole."""
    if not options.prose and not _MAY_BE_SEVERAL.search(note.text, 0, note.body_start):
        return
    if note.frontmatter is None or note.is_template:
        return
    from ._contents import contents  # few properties hold several links
    from ._several_links import links_in_text

    for entry in note.frontmatter.properties:
        if entry.name.lower() in _PLAIN_TEXTS:
            continue
        items = entry.value.items if isinstance(entry.value, ListValue) else ()
        own = frozenset(map(id, items))
        for value in contents(entry.value):
            if not isinstance(value, Scalar) or not isinstance(value.value, str):
                continue
            found = links_in_text(value.value) if "[" in value.value else None
            if found is None or any(sign in value.value for sign in _PLACEHOLDERS):
                continue
            if found.alone:
                fix = None
                if value is entry.value:
                    fix = _list(note, entry, found)
                elif id(value) in own:
                    fix = _items(note, entry, value, found)
                wanted = "an item for each" if id(value) in own else "a list"
                message = (
                    f"`{entry.name}` holds {len(found.links)} links in one text, and Obsidian"
                    f" follows none of them: it needs {wanted}"
                )
                yield Finding(value.span, message, fix)
            elif options.prose:
                link = found.links[0]
                message = f"`{entry.name}` holds `{link}` within a text, where it is no link"
                yield Finding(value.span, message)


def _list(note: Note, entry: Property, found: LinksInText) -> Fix | None:
    """A list of the links, unless the vault wants a text there."""
    from vaultlint.properties.editing import set_value
    from vaultlint.properties.types import kind_of_property

    if kind_of_property(entry.name, note.settings) not in (None, "multitext"):
        return None
    edits = set_value(note, entry, list(found.links))
    return Fix("make it a list", edits, Safety.UNSAFE) if edits else None


def _items(note: Note, entry: Property, value: Scalar, found: LinksInText) -> Fix | None:
    """An item for each link, None if the one that holds them has no line of its own."""
    from vaultlint.properties.writing import write_scalar

    written = [write_scalar(link, flow=True) for link in found.links]
    between = ", "
    if isinstance(entry.value, ListValue) and not entry.value.flow:
        line = note.lines.span(note.lines.number_at(value.span.start))
        before = note.text[line.start : value.span.start]
        if before.strip(" ") != "-" or value.style in ("literal", "folded"):
            return None
        between = note.newline + before
    edit = Edit(value.span, between.join(written))
    return Fix("make each an item", (edit,), Safety.UNSAFE)
