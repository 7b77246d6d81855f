"""The links in a canvas's cards, judged as those of a note are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from vaultlint.canvas import Card
from vaultlint.finding import Finding, Span
from vaultlint.vault import Vault

from ..links.missing_attachment import check as missing_attachment
from ..links.unresolved_block import check as unresolved_block
from ..links.unresolved_heading import check as unresolved_heading
from ..links.unresolved_link import check as unresolved_link

_RULES = (unresolved_link, missing_attachment, unresolved_heading, unresolved_block)


def broken_links(card: Card, vault: Vault) -> Iterator[Finding]:
    """What the rules about links that lead nowhere find in a card, each with their own level.

    Links to the canvas itself are left out: whether they may reach a heading in it nobody knows.
    """
    own = sorted(link.target for link in card.note.links if not link.path)
    for rule in _RULES:
        for finding in rule.run(card.note, rule.options(), vault):
            if not _lies_in(own, finding.span):
                level = rule.level if finding.level is None else finding.level
                place = card.span(finding.span)
                yield finding._replace(span=place, fix=None, level=level, rule="")


def _lies_in(spans: list[Span], inner: Span) -> bool:
    """Whether the span lies in one of these, which are sorted."""
    at = bisect_right(spans, inner.start, key=lambda span: span.start) - 1
    return at >= 0 and spans[at].contains(inner)
