"""A note that holds nothing but blanks, or nothing but properties."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Level, Span
from vaultlint.note import Note
from vaultlint.rule import RuleOptions, rule


class Options(RuleOptions):
    """allow_properties: whether a note with properties alone is left in peace."""

    allow_properties: bool = False


@rule(level=Level.INFO, options=Options, any_encoding=True)
def check(note: Note, options: Options) -> Iterator[Finding]:
    """Look for text behind the properties."""
    text = note.text.removeprefix("\ufeff").rstrip()
    if text and not (text.startswith("---") and text.endswith("---")):
        return  # nearly every note: it ends otherwise than a block of properties does
    if note.text[note.body_start :].strip("\ufeff \t\r\n") or note.is_template:
        return
    properties = note.frontmatter is not None and len(note.frontmatter.properties) > 0
    if not (properties and options.allow_properties):
        what = "holds nothing but properties" if properties else "is empty"
        yield Finding(Span(0, 0), f"the note {what}")
