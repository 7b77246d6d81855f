"""What the rules about the tags of a whole vault gather from each note."""

from __future__ import annotations

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
    sure = {name for text in note.tag_texts if (name := property_tag(text))}
    written = _TAGS.findall(note.text, note.body_start) if "#" in note.text else ()
    if not (sure or written) or note.is_template:
        return ()
    found = sure.copy()
    for tags in written:
        for tag in tags.split("#") if "#" in tags else (tags,):
            name = tag.rstrip("/")
            if name and name not in sure and not name.isdigit():
                found.add(GUESSED + name)
                if name[-1] == "_":  # in `_#tag_` it ends the emphasis
                    found.add(GUESSED + name.rstrip("_/"))
    return tuple(sorted(found))
