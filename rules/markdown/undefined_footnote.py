"""A footnote's reference without a definition: Obsidian shows it as it is written."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Level, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.zones import lies_in
from vaultlint.rule import NoOptions, rule

from ._footnotes import written_footnotes

_NUMBER = lazy(r"[0-9]{1,4}")
_NAME = lazy(r"[^\W_][\w-]{2,}")
_RANGE = lazy(r"[a-z]-[a-z]|[0-9]-[0-9]")
_REPEATED = frozenset("+?{|\\")  # [^a-z]+ and [^1]? are classes of regular expressions


@rule(level=Level.WARNING, preset="recommended", needs=("[^",))
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find references to footnotes that the note does not define, the first one to each."""
    written = written_footnotes(note.text)
    absent = {
        name for name in written.references.keys() - written.definitions.keys() if _is_meant(name)
    }
    if not written.definitions:
        absent = {name for name in absent if _NUMBER.fullmatch(name)}
    if not absent or note.is_template:
        return
    prose = note.outside("code", "math", "html", "comment", "foreign", "frontmatter", "target")
    for mark in note.inline.of("footnote-reference"):
        name = note.text[mark.inner.start : mark.inner.end]
        if name.lower() in absent and lies_in(mark.span, prose) and not _is_class(note, mark.span):
            absent.remove(name.lower())
            yield Finding(mark.span, f"`[^{name}]` refers to a footnote that this note lacks")


def _is_meant(name: str) -> bool:
    """Whether an id looks like one, and not like a class of a regular expression."""
    if _NUMBER.fullmatch(name):
        return True
    return _NAME.fullmatch(name) is not None and not _RANGE.search(name)


def _is_class(note: Note, span: Span) -> bool:
    """Whether what stands around a reference makes it a part of a regular expression."""
    before, after = note.text[span.start - 1 : span.start], note.text[span.end : span.end + 1]
    return after in _REPEATED or before in _REPEATED
