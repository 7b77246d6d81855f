"""Blanks just inside the brackets of a wikilink, or around its pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Link, Note
from vaultlint.rule import Change, NoOptions, in_wikilinks, rule

from ._links import shown
from ._no_note import is_no_name

_BLANKS = " \t"
_NEEDS = tuple(map(in_wikilinks, ("[[ ", " ]]", " |", " \\|", "| ", "\t")))
# In "[text]([[ Note ]])" and "[text]: [[ Note ]]" the blanks keep it from being a destination.
_DESTINATION = lazy(r"(?:\]\(|(?<!\])\]:)[ \t\r\n]*[^\s()<]*\Z")
_LONGEST_LEAD = 200  # characters before a link that are looked at
_SIZE = lazy(r"\|?[0-9]+(?:x[0-9]+)?")


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.HEADINGS, Change.PROPERTIES},
    needs=_NEEDS,
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find padded wikilinks and embeds; the fix takes the blanks away."""
    held = _held(note.links)
    for link in note.internal_links:
        if link.kind != "wikilink" or len(link.parts) < 2 or link.span in held:
            continue
        outer, inner = _padding(note.text, link)
        if not (outer or inner) or is_no_name(link.path) or not _can_lose_blanks(note.text, link):
            continue
        places = ["inside its brackets"] * bool(outer) + ["around its pipe"] * bool(inner)
        written = shown(note.text[link.span.start : link.span.end])
        edits = tuple(Edit(span, "") for span in sorted({*outer, *inner}))
        yield Finding(
            link.span,
            f"`{written}` has blanks {' and '.join(places)}",
            Fix("remove the blanks", edits, Safety.SAFE),
        )


def _held(links: Iterable[Link]) -> set[Span]:
    """The links that stand in the text of another, of which their blanks are a part."""
    held, end = set[Span](), 0
    for link in links:
        if link.span.end <= end:
            held.add(link.span)
        end = max(end, link.span.end)
    return held


def _can_lose_blanks(text: str, link: Link) -> bool:
    """Whether the link surely means the same without its blanks.

    `[[ ]]` and `[[Note| ]]` are uncertain (obsidian.md, open question 13). Without its blank,
    `[[ [a]]` would begin one bracket later, `[[a] ]]` end one earlier, and `[[a\\ |b]]` escape its
    pipe; a dollar with no blank beside it may begin or end math. Whether a size with a blank before
    it is a size at all is not known.
    """
    target = text[link.target.start : link.target.end].strip(_BLANKS)
    display = None if link.display is None else link.display.strip(_BLANKS)
    last = target if display is None else display
    return (
        bool(target and last)
        and not target.startswith(("[", "|"))
        and not target.endswith("\\")
        and not (target.startswith("$") or last.endswith("$"))
        and not _DESTINATION.search(text[max(link.span.start - _LONGEST_LEAD, 0) : link.span.start])
        and not last.endswith(("]", "\\"))
        and not (link.embed and display is not None and display != link.display and _sized(display))
    )


def _sized(display: str) -> bool:
    return _SIZE.fullmatch(display.rpartition("|")[2].strip(_BLANKS)) is not None


def _padding(text: str, link: Link) -> tuple[list[Span], list[Span]]:
    """The blanks at the brackets, and those at the pipe."""
    before, after = _edges(text, link.target)
    if link.display_span is None:
        return [span for span in (before, after) if span.start < span.end], []
    first, last = _edges(text, link.display_span)
    outer, inner = (before, last), (after, first)
    return [s for s in outer if s.start < s.end], [s for s in inner if s.start < s.end]


def _edges(text: str, span: Span) -> tuple[Span, Span]:
    """The blanks at the start and at the end of a span, both times all if it holds no more."""
    written = text[span.start : span.end]
    start = span.start + len(written) - len(written.lstrip(_BLANKS))
    return Span(span.start, start), Span(span.start + len(written.rstrip(_BLANKS)), span.end)
