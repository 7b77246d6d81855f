"""A wikilink where the vault wants Markdown links, or the reverse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from vaultlint.finding import Edit, Finding, Fix, Level, Safety
from vaultlint.note import Link, LinkKind, Note, Zone
from vaultlint.note.zones import lies_in, outside
from vaultlint.rule import Change, RuleOptions, rule
from vaultlint.vault import Vault

from ._links import shown

_WORDS = {
    "markdown": ("a wikilink", "Markdown links"),
    "wikilink": ("a Markdown link", "wikilinks"),
}


class Options(RuleOptions):
    """style: how links are to be written; without it, as the vault's own settings say."""

    style: Literal["wikilink", "markdown"] | None = None


@rule(
    level=Level.WARNING,
    fixes=Safety.SAFE,
    changes={Change.LINKS, Change.HEADINGS},
    options=Options,
    uses_vault=True,
    needs=("[[", "]("),
)
def check(note: Note, options: Options, vault: Vault) -> Iterator[Finding]:
    """Find links in the other style; the fix converts those that then mean the same."""
    wished = options.style
    if wished is None and vault.settings.use_markdown_links is not None:
        wished = "markdown" if vault.settings.use_markdown_links else "wikilink"
    if wished is None:
        return
    other: LinkKind = "wikilink" if wished == "markdown" else "markdown"
    links = note.links_that(lambda kind, path: kind == other)
    is_now, wants = _WORDS[wished]
    for link, text in _conversions(note, vault, links, other):
        safety = Safety.UNSAFE if _stands_in_heading(note, link) else Safety.SAFE
        written = shown(note.text[link.span.start : link.span.end])
        yield Finding(
            link.span,
            f"`{written}` is {is_now}, and the vault wants {wants}",
            Fix(f"write {shown(text)}", (Edit(link.span, text),), safety),
        )


def _conversions(
    note: Note, vault: Vault, links: Sequence[Link], kind: LinkKind
) -> Iterable[tuple[Link, str]]:
    """The links of that kind that can be converted, each with what it becomes.

    Obsidian writes wikilinks in properties whatever its settings say, and the values of Dataview
    fields are links only as wikilinks: those stay.
    """
    if not links:
        return ()
    from ._conversion import (
        as_markdown,
        as_wikilink,
        confirmed,
        is_in_row,
        is_property,
        stands_alone,
    )

    convert = as_markdown if kind == "wikilink" else as_wikilink
    prose = outside(
        [Zone(mark.span, "foreign") for mark in note.inline.of("field")], len(note.text), ()
    )
    free = (
        link
        for link in links
        if link.kind == kind
        and link.property is None
        and lies_in(link.span, prose)
        and stands_alone(note, link)
        and not is_property(note, link)
    )
    texts = ((link, convert(note, vault, link)) for link in free)
    sound = ((link, text) for link, text in texts if text is not None)
    return confirmed(note, vault, [each for each in sound if not is_in_row(note, *each)])


def _stands_in_heading(note: Note, link: Link) -> bool:
    """Whether links to a heading would lose it: they reach it by its raw text, with all targets."""
    block = note.block_at(link.span.start)
    return block is not None and block.kind == "heading"
