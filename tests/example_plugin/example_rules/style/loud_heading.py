"""A heading that shouts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint.finding import Edit, Finding, Fix, Level, Safety
from vaultlint.note import Note
from vaultlint.rule import Change, rule


@dataclass(frozen=True, slots=True)
class Options:
    """How many exclamation marks are too many."""

    at_least: int = 1


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.UNSAFE,
    changes={Change.HEADINGS, Change.WORDS},
    options=Options,
)
def check(note: Note, options: Options) -> Iterator[Finding]:
    """Find headings that end in exclamation marks."""
    for heading in note.headings:
        quiet = heading.text.rstrip("!")
        if len(heading.text) - len(quiet) >= options.at_least:
            fix = Fix("lower the voice", (Edit(heading.span, quiet),), Safety.UNSAFE)
            yield Finding(heading.span, f"the heading {heading.text} shouts", fix)
