"""Several links in one text, of which Obsidian makes none."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from vaultlint.lazy import lazy
from vaultlint.note.destination import interpret, parse_inline
from vaultlint.note.links import WIKILINK

_BETWEEN = "\\s,;/|&+·•、，；"
_SEPARATOR = lazy(rf"[{_BETWEEN}]*(?:(?:and|und|et|y|e|og|och|en)[{_BETWEEN}]+)?", re.IGNORECASE)
_SHOWN = lazy(r"\[[^\[\]\r\n]*+\](?=\()")
_LONGEST = 5_000  # characters; what is longer is no list of links


class LinksInText(NamedTuple):
    """The links of a text as they are written, one of them into the vault at the least.

    `alone`: there are several, and nothing but commas and the like stands between them.
    """

    links: tuple[str, ...]
    alone: bool


def links_in_text(text: str) -> LinksInText | None:
    """The links that stand in a text, None if it has none, or is one as a whole.

    Embeds, and links to the web alone, are none: properties hold such texts on purpose.
    """
    if len(text) > _LONGEST:
        return None
    spans: list[tuple[int, int]] = []
    internal = False
    at = 0
    while (start := text.find("[", at)) >= 0:
        if match := WIKILINK.match(text, start):
            at = match.end()
            is_internal = True
        elif match := _SHOWN.match(text, start):
            destination = parse_inline(text, match.end(), len(text))
            if destination is None:
                return None  # to look on from here would take long in a text of many
            at = destination.end
            is_internal = not interpret(text[slice(*destination.span)]).external
        else:
            at = start + 1
            continue
        if not text.startswith("!", start - 1 if start else 0):
            spans.append((start, at))
            internal = internal or is_internal
    if not internal:
        return None
    before, behind = text[: spans[0][0]].strip(), text[spans[-1][1] :].strip()
    if len(spans) == 1 and not (before or behind):
        return None
    alone = len(spans) > 1 and not before and not behind.strip(",;")
    for (_, end), (begin, _) in pairwise(spans):
        alone = alone and _SEPARATOR.fullmatch(text, end, begin) is not None
    return LinksInText(tuple(text[slice(*span)] for span in spans), alone)
