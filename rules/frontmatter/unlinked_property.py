"""Several links in one text of the properties, of which Obsidian makes none."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.frontmatter import ListValue, Property, Scalar
from vaultlint.rule import Change, RuleOptions, in_properties, rule

# Where two links may stand side by side in the source of a text.
_MAY_BE_SEVERAL = lazy("[\\])][\\s,;/|&+·•、，；\\\\\\w]*+\\[")
# In which no link is followed, and the names that they had before.
_PLAIN_TEXTS = frozenset(("tags", "aliases", "cssclasses", "tag", "alias", "cssclass"))
_MOST_ITEMS = 200  # of a list that is mended: each of its items may be asked for
_PLACEHOLDERS = ("{{", "<%", "${")


class Options(RuleOptions):
    """Whether to tell of links in the middle of a text, too."""

    prose: bool = False


@rule(
    level=Level.INFO,
    preset="recommended",
    fixes=Safety.UNSAFE,
    changes={Change.PROPERTIES, Change.LINKS},
    options=Options,
    needs=(in_properties("[["), in_properties("](")),
)
def check(note: Note, options: Options) -> Iterator[Finding]:
    """Find texts that hold links and are not one link as a whole."""
    text, end = note.text, note.body_start
    if text.find("[[", 0, end) < 0 and text.find("](", 0, end) < 0:
        return
    if not options.prose and not _MAY_BE_SEVERAL.search(text, 0, end):
        return
    if note.frontmatter is None or note.is_template:
        return
    from ._contents import contents  # few properties hold several links
    from ._several_links import links_in_text

    seen: set[int] = set()  # what an alias repeats is told once
    for entry in note.frontmatter.properties:
        if entry.name.lower() in _PLAIN_TEXTS:
            continue
        items = entry.value.items if isinstance(entry.value, ListValue) else ()
        own = frozenset(map(id, items))
        for value in contents(entry.value):
            if not isinstance(value, Scalar) or not isinstance(value.value, str):
                continue
            if id(value) in seen:
                continue
            seen.add(id(value))
            found = links_in_text(value.value) if "[" in value.value else None
            if found is None or any(sign in value.value for sign in _PLACEHOLDERS):
                continue
            if found.alone:
                wanted = "an item for each" if id(value) in own else "a list"
                message = (
                    f"`{entry.name}` holds {len(found.links)} links in one text, and Obsidian"
                    f" follows none of them: it needs {wanted}"
                )
                yield Finding(value.span, message, _fix(note, entry, value, found.links))
            elif options.prose:
                link = found.links[0]
                message = f"`{entry.name}` holds `{link}` within a text, where it is no link"
                yield Finding(value.span, message)


def _fix(note: Note, entry: Property, value: Scalar, links: tuple[str, ...]) -> Fix | None:
    """A list of the links, or an item for each, unless the vault wants a text there."""
    from vaultlint.properties.editing import set_value
    from vaultlint.properties.types import kind_of_property

    items = entry.value.items if isinstance(entry.value, ListValue) else (entry.value,)
    if len(items) > _MOST_ITEMS:
        return None
    texts: list[str | int | float | bool | None] = []
    for item in items:
        if item is value:
            texts += links
        elif isinstance(item, Scalar):
            texts.append(item.value)
        else:
            return None
    if len(texts) == len(items) or (
        value is entry.value
        and kind_of_property(entry.name, note.settings) not in (None, "multitext")
    ):
        return None
    edits = set_value(note, entry, texts)
    return Fix("make it a list", edits, Safety.UNSAFE) if edits else None
