"""A footnote that its note defines and never refers to: Obsidian does not show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from vaultlint.finding import Finding, Level, Span
from vaultlint.note import Note
from vaultlint.note.zones import lies_in
from vaultlint.rule import NoOptions, rule

from ._footnotes import written_footnotes


@rule(level=Level.INFO, preset="recommended", needs=("[^",))
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find definitions to which nothing in the note refers."""
    written = written_footnotes(note.text)
    unused = written.definitions.keys() - written.references.keys()
    if not unused or note.is_template:
        return
    footnotes = [block for block in note.blocks if block.kind == "footnote"]
    defined = Counter(block.info.lower() for block in footnotes)
    prose = note.outside("code", "math", "html", "comment", "foreign")
    for block in footnotes:
        name = block.info.lower()
        label = Span(block.span.start, block.span.start + len(block.info) + 3)
        if name not in unused or block.depth:
            continue
        if written.definitions[name] > defined[name]:
            continue  # a colon may follow a reference, too
        if lies_in(label, prose):
            yield Finding(label, f"nothing in this note refers to the footnote `[^{block.info}]`")
