"""A URL in the text without markup, which plain Markdown does not make a link."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety
from vaultlint.lazy import lazy
from vaultlint.note import Note, Zone
from vaultlint.note.zones import lies_in, outside
from vaultlint.rule import Change, NoOptions, rule

from ._links import shown

_SCHEMES = ("http://", "https://")
# What may follow a URL, so that it surely ends there; "</a" ends a link of HTML, "<%" goes on.
_ENDS = lazy(r"[)\]\"'.,;:!?*_~]*+(?:[\s|]|\Z|[^\x00-\x7f]|<(?!/a|%))")


@rule(
    level=Level.INFO,
    fixes=Safety.SAFE,
    changes={Change.HEADINGS, Change.WORDS},
    needs=_SCHEMES,
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find URLs that no link, no autolink and no definition holds; the fix puts them in <…>."""
    marked = [link.span for link in note.links]
    marked += (mark.span for mark in note.inline.of("autolink"))
    marked += (block.span for block in note.blocks if block.kind == "definition")
    zones = [zone for zone in note.zones if zone.kind != "target"]
    zones += (Zone(span, "target") for span in marked)
    free = outside(sorted(zones), len(note.text), ())
    for span, kind in note.zones:
        if (
            kind == "target"
            and note.text.startswith(_SCHEMES, span.start)
            and lies_in(span, free)
            and _ENDS.match(note.text, span.end)
            and not note.text.endswith("](", 0, span.start)  # a link that failed
            and not _is_rest(note, span.start)
        ):
            url = note.text[span.start : span.end]
            fix = Fix("put it in pointed brackets", (Edit(span, f"<{url}>"),), Safety.SAFE)
            yield Finding(span, f"`{shown(url)}` is no link in plain Markdown", fix)


def _is_rest(note: Note, start: int) -> bool:
    """Whether what begins there is the rest of a word or a tag.

    Other scripts have no blanks between words; but in a heading, which links reach by its words
    (obsidian.md section 7.2), a bracket would make two of one.
    """
    before = note.text[start - 1 : start]
    if before == "#" or not before.isalnum():
        return before == "#"
    block = note.block_at(start)
    return before.isascii() or (block is not None and block.kind == "heading")
