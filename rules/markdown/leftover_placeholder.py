"""A template's placeholder that nothing filled in, in a note that is no template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from vaultlint.finding import Finding, Level, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.zones import lies_in
from vaultlint.rule import NoOptions, rule

# Those of Obsidian's own templates (obsidian.md section 1.4): "{{ title }}" is another program's.
_CORE = lazy(r"\{\{(?P<name>title|date|time)(?::[^{}\r\n]*+)?\}\}", re.I)
_FOREIGN = lazy(r"\{\{(?!(?:title|date|time)[:}])|\{%|<%[-_]?\*", re.I)
_TEMPLATER = lazy(r"<%[-_]?+\+?+[ \t]*+(?:await[ \t]++)?tp\.[^%\r\n]*+%>")
# How folders and notes of templates are called, and what a note about them speaks of.
_NAMES = lazy(
    r"templat|tmpl|\btpl|snippet|(?<![a-z])scripts?(?![a-z])|vorlage|mod[eè]les?\b|modelos?\b|"
    r"plantilla|szablon|[sš]ablon|sjablo|skabelon|\bmall|\bmaler\b|шаблон|模板|模版|範本|テンプレ|템플릿",
    re.I,
)
_SUBJECT = lazy(
    r"templat|vorlage|plantilla|szablon|[sš]ablon|шаблон|模板|模版|範本|テンプレ|템플릿|"
    r"placeholder|mustache|handlebars|jinja|nunjucks",
    re.I,
)
_DATE = lazy(r"[0-9]{4}[-_. ]?[0-9]{2}[-_. ]?[0-9]{2}")
_CONTENT = 500  # characters of text that a template hardly has


@rule(level=Level.WARNING, preset="recommended", needs=("{{", "<%"))
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find the placeholders of a note that surely is no template; one finding, at the first."""
    text = note.text
    if not (_CORE.search(text) or _TEMPLATER.search(text)):
        return
    if note.is_template or _NAMES.search(note.path):
        return
    prose = note.outside("code", "math", "comment", "html")
    found = [span for span in _placeholders(note) if lies_in(span, prose)]
    if not found or _is_foreign(text, prose) or not _is_filled(note, found):
        return
    written = text[found[0].start : found[0].end]
    others = f" and {len(found) - 1} more in this note were" if len(found) > 1 else " was"
    yield Finding(found[0], f"`{written}`{others} left unfilled by a template")


def _placeholders(note: Note) -> Sequence[Span]:
    """The placeholders of Obsidian's templates and of Templater, in order.

    What has the name of a property is left out: the program that makes a site of the notes fills it
    in from there.
    """
    matches = chain(_CORE.finditer(note.text), _TEMPLATER.finditer(note.text))
    spans = (Span(*m.span()) for m in matches if not _is_property(note, m.groupdict().get("name")))
    return sorted(spans)


def _is_property(note: Note, name: str | None) -> bool:
    entry = note.frontmatter.get(name) if name and note.frontmatter is not None else None
    return entry is not None and "{{" not in note.text[slice(*entry.value.span)]


def _is_foreign(text: str, prose: Sequence[Span]) -> bool:
    """Whether the note is written for another program, is a script, or speaks of templates."""
    return any(_FOREIGN.search(text, *s) or _SUBJECT.search(text, *s) for s in prose)


def _is_filled(note: Note, placeholders: Sequence[Span]) -> bool:
    """Whether the note is one of a day, or holds as much text of its own as no template does."""
    if _DATE.search(note.path.rpartition("/")[2]):
        return True
    lines = {note.lines.number_at(span.start) for span in placeholders}
    own = 0
    for block in note.blocks:
        if block.kind == "paragraph":
            own += sum(len(text) for text in _texts(note, block.pieces, lines))
    return own >= _CONTENT


def _texts(note: Note, pieces: Sequence[Span], without: set[int]) -> Iterator[str]:
    for piece in pieces:
        if note.lines.number_at(piece.start) not in without:
            yield note.text[piece.start : piece.end]
