"""Properties that no line of three dashes ends, so that Obsidian reads none of them."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span, apply_edits
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.frontmatter import read_frontmatter
from vaultlint.rule import NO_PROPERTIES, Change, NoOptions, rule

_OPENING = lazy(r"\ufeff?(---)\r?\n")
_NEAR_CLOSING = lazy(r"\s*(?:---|\.\.\.[ \t]*(?:\r?\n|\Z))")


@rule(
    level=Level.ERROR,
    preset="recommended",
    fixes=Safety.UNSAFE,
    changes={
        Change.PROPERTIES,
        Change.TAGS,
        Change.LINKS,
        Change.HEADINGS,
        Change.STRUCTURE,
        Change.WORDS,
    },
    needs=(NO_PROPERTIES,),
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find an opening fence with properties below it and no closing one."""
    opening = _OPENING.match(note.text)
    if opening is None or note.body_start > 1 or note.is_template:
        return
    from ._stray_properties import are_likely, properties_run, read_as_properties, works_as_text

    run = properties_run(note.text, opening.end())
    if _NEAR_CLOSING.match(note.text, run.end):
        return  # an end that is none is of misplaced-frontmatter
    if not are_likely(read_as_properties(note.text, run)):
        return
    parted = "" if note.text.endswith("\n", run.start, run.end) else note.newline
    edit = Edit(Span(run.end, run.end), f"{parted}---{note.newline}")
    after = read_frontmatter(apply_edits(note.text, (edit,)))
    fix = None
    if after is not None and after.properties and not works_as_text(note.text, run):
        fix = Fix("end them with three dashes", (edit,), Safety.UNSAFE)
    message = "the properties below are plain text to Obsidian, because no line `---` ends them"
    yield Finding(Span(*opening.span(1)), message, fix)
