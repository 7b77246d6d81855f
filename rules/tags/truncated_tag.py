"""A tag in the text that Obsidian cuts in the middle of the word: `#don’t` is the tag `#don`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vaultlint.finding import Finding, Level, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.tags import NO_TAG
from vaultlint.note.zones import lies_in
from vaultlint.rule import NoOptions, rule

from ._cut import CUT_WITHIN, CUTS, SHARPS, is_unmeant
from ._items import shown

# Behind a letter or a digit no tag begins (section 4.3), unless it is the end of another one; most
# signs are those of headings, which the character behind them tells.
_MAY_BE = lazy(
    rf"#(?=[^{NO_TAG}])(?<![^\W_]#)(?>(?:[^{NO_TAG}]++#){{0,9}})"
    rf"(?:(?<=#[{SHARPS}]#)|[^{NO_TAG}]++{CUT_WITHIN})"
)
_REST = lazy(f"(?:[{CUTS}]|[^{NO_TAG}])+")
_LONGEST_REST = 100
_SENTENCE = ".:&'\\\u2018\u2019\u2013\u2014"  # at its end it belongs to the sentence


@rule(level=Level.WARNING, preset="recommended", needs=("#",))
def check(note: Note, options: NoOptions) -> Iterable[Finding]:
    """Find tags that go on behind their end (obsidian.md section 4.1)."""
    if not note.written_tags or not _MAY_BE.search(note.text, note.body_start):
        return ()
    return _cut_tags(note)


def _cut_tags(note: Note) -> Iterator[Finding]:
    if note.is_template:
        return
    free: tuple[Span, ...] | None = None
    for tag in note.inline.tags:
        if not is_unmeant(note.text, tag):
            continue
        if free is None:
            free = note.outside("comment", "html", "foreign")
        if not lies_in(tag.span, free):
            continue
        match = _REST.match(note.text, tag.span.end, tag.span.end + _LONGEST_REST)
        rest = match[0].rstrip(_SENTENCE) if match is not None else "#"
        span = Span(tag.span.start, tag.span.end + len(rest))
        written = note.text[slice(*span)]
        sign = note.text[tag.span.end]
        named = f"`{sign}`" if sign.isprintable() else "an invisible joiner"
        message = f"`{shown(written)}` is the tag `#{shown(tag.name)}`: {named} ends it"
        yield Finding(span, message)
