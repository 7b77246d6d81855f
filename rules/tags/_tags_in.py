"""What the rules about the tags of a whole vault gather from each note."""

from __future__ import annotations

from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.tags import NO_TAG, property_tag

GUESSED = "#"
"""What a tag is led by that stands in the text, where nobody has looked yet whether it is one."""

# Behind a letter, a digit or one of these signs no tag begins, unless the sign is escaped
# (obsidian.md section 4.3). Tags without a blank between them are one match.
_STARTS = r"#(?<![^\W_]#)(?<!(?<!\\)[(\"'/.,;:&@?!#-]#)"
_TAGS = lazy(rf"{_STARTS}([^{NO_TAG}]++(?>(?:#[^{NO_TAG}]+)*))")


def tags_in(note: Note) -> tuple[str, ...]:
    """The tags of a note, each once: those of its properties, and the others behind a "#".

    The text is not parsed, so that some of the latter may stand in code or be part of a link. None
    that Obsidian counts is missing. A template has none.
    """
    text = note.text
    sure = {name for text in note.tag_texts if (name := property_tag(text))}
    found = sure.copy()
    if "#" in text:
        for tags in _TAGS.findall(text, note.body_start):
            for tag in tags.split("#") if "#" in tags else (tags,):
                name = tag.rstrip("/")
                if name and name not in sure and not name.isdigit():
                    found.add(GUESSED + name)
                    if name[-1] == "_":  # in `_#tag_` it ends the emphasis
                        found.add(GUESSED + name.rstrip("_/"))
    if not found or note.is_template:
        return ()
    return tuple(sorted(found))
