"""What the rules about the tags of a whole vault gather from each note."""

from __future__ import annotations

from functools import lru_cache

from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.tags import NO_TAG, property_tag

GUESSED = "#"
"""What a tag is led by that stands in the text, where nobody has looked yet whether it is one."""

# Behind a letter, a digit or one of these signs no tag begins, unless the sign is escaped
# (obsidian.md section 4.3). Tags without a blank between them are one match. Most signs are those
# of headings, which the character behind them tells.
_STARTS = rf"#(?=[^{NO_TAG}])(?<![^\W_]#)(?<!(?<!\\)[(\"'/.,;:&@?!#-]#)"
_TAGS = lazy(rf"{_STARTS}([^{NO_TAG}]++(?>(?:#[^{NO_TAG}]+)*))")


def tags_in(note: Note) -> tuple[str, ...]:
    """The tags of a note, each once: those of its properties, and the others behind a "#".

    The text is not parsed, so that some of the latter may stand in code or be part of a link. None
    that Obsidian counts is missing. A template has none.
    """
    sure = _sure(note.tag_texts)
    written = _TAGS.findall(note.text, note.body_start) if "#" in note.signs else ()
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
