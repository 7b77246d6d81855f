"""A block of properties that Obsidian takes for plain text, for its place or its fences."""

from __future__ import annotations

from collections.abc import Iterable

from vaultlint.finding import Finding, Level, Safety
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.rule import Change, NoOptions, rule

# A line of dashes with nothing but a heading above it, or other properties.
_OPENING = lazy(
    r"(?P<above>\s*+(?P<heading>#{1,6} [^\r\n]*+\r?\n\s*+)?)"
    r"(?P<dashes>---++)(?P<blanks>[ \t]*+)\r?\n"
)


@rule(
    level=Level.ERROR,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={
        Change.PROPERTIES,
        Change.TAGS,
        Change.LINKS,
        Change.HEADINGS,
        Change.STRUCTURE,
        Change.WORDS,
    },
    needs=("---",),
)
def check(note: Note, options: NoOptions) -> Iterable[Finding]:
    """Find a block near the start that would be read if it stood there, between other fences."""
    opening = _OPENING.match(note.text, note.body_start)
    if opening is None or note.is_template:
        return ()
    from ._misplaced import find_misplaced  # few notes come so far

    found = find_misplaced(note, opening)
    return () if found is None else (found,)
