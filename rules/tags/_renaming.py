"""Gives a tag another name where it stands, in the properties or in the text."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Edit, Fix, Safety, Span
from vaultlint.note import Note, Tag
from vaultlint.note.zones import lies_in

from ._items import shown, tag_items

_KEYCAP = "\ufe0f\u20e3"  # behind a "#" it makes an emoji


def written_tags(note: Note) -> Iterator[Tag]:
    """The note's tags, less those in comments and in what plugins and programs write."""
    yield from note.frontmatter_tags
    if note.inline.tags:
        free = note.outside("comment", "html", "foreign")
        for tag in note.inline.tags:
            if lies_in(tag.span, free) and not tag.name.startswith(_KEYCAP):
                yield tag


def rename(note: Note, tag: Tag, name: str) -> Fix | None:
    """The fix that does it, unsafe; None where it cannot be done by changing the tag alone."""
    edits = _in_text(note, tag, name)
    if tag.span.start < note.body_start:
        edits = _in_properties(note, tag, name)
    return Fix(f"write {shown(name)}", edits, Safety.UNSAFE) if edits else None


def _in_text(note: Note, tag: Tag, name: str) -> tuple[Edit, ...]:
    span = Span(tag.span.start + 1, tag.span.end)
    if note.text[slice(*span)] != tag.name:
        return ()  # over two lines of a quote
    if any(link.span.contains(span) for link in note.inline.links):
        return ()  # what the link shows would be another text
    return (Edit(span, name),)


def _in_properties(note: Note, tag: Tag, name: str) -> tuple[Edit, ...]:
    from vaultlint.properties.editing import set_scalar  # few notes need it

    tags = tag_items(note)
    for item in tags.items if tags is not None else ():
        if item.scalar.span.contains(tag.span):
            start = item.text.index(tag.name)
            text = item.text[:start] + name + item.text[start + len(tag.name) :]
            return set_scalar(note, item.scalar, text) or ()
    return ()
