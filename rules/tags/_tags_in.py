"""What the rules about the tags of a whole vault gather from each note."""

from __future__ import annotations

from functools import lru_cache

from vaultlint.note import Note
from vaultlint.note.tags import property_tag

GUESSED = "#"
"""What a tag is led by that stands in the text, where nobody has looked yet whether it is one."""


def tags_in(note: Note) -> tuple[str, ...]:
    """The tags of a note, each once: those of its properties, and the others behind a "#".

    The text is not parsed, so that some of the latter may stand in code or be part of a link. None
    that Obsidian counts is missing. A template has none.
    """
    sure = _sure(note.tag_texts)
    written = note.written_tags
    if not (sure or written) or note.is_template:
        return ()
    if not written:
        return sure
    found = {*sure}
    for tags in written:
        for tag in tags.split("#") if "#" in tags else (tags,):
            name = tag.rstrip("/")
            if name and name not in found and not name.isdigit():
                found.add(GUESSED + name)
                if name[-1] == "_":  # in `_#tag_` it ends the emphasis
                    found.add(GUESSED + name.rstrip("_/"))
    return tuple(sorted(found))


@lru_cache(4096)  # many notes share those of their properties with others
def _sure(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The tags that the texts of the property are, each once, in order."""
    return tuple(sorted({name for text in texts if (name := property_tag(text))}))
