"""Wikilinks that are plainly links, whatever the blocks of their note: nothing can hide them.

What could stands before a link: a fence, HTML, a comment or math anywhere in the body; a backtick,
a dollar, an escape or the destination of another link in the same paragraph; an indent. A link
behind none of these is found without parsing the note; all others take the long way.
"""

from __future__ import annotations

import re

from vaultlint.note.foreign import PLACEHOLDER_SIGN, TASK_SIGN
from vaultlint.note.links import WIKILINK, Link, wikilink

# Before a link, anywhere in the body, these may begin what does not end before it. Lone carriage
# returns end lines too, and tabs make columns.
_MAY_REACH_FAR = re.compile(r"[`~$%<\t\r](?:(?<=[<\t\r])|(?<=`)``|(?<=~)~~|(?<=\$)\$|(?<=%)%)")
_MAY_REACH_NEAR = re.compile(r"[`$\\(](?:(?<!\()|(?<=\]\())")
# In a row of a table a pipe ends a cell, and so a link; only such a row has dashes beside pipes.
_TABLE = re.compile(r"[-:] *+\||\| *+[-:]")
_CODE_INDENT = "    "


def plain_links(text: str, body_start: int, wanted: list[bool]) -> list[Link] | None:
    """The wanted ones among the wikilinks of a text, None if one of them is not plainly a link.

    `wanted` says of each match of `WIKILINK` whether it matters. `body_start` is where the
    properties end.
    """
    if "{{" in text or "]:" in text or "excalidraw" in text[:body_start]:
        return None
    reach = _MAY_REACH_FAR.search(text, body_start)
    limit = reach.start() if reach else len(text)
    links: list[Link] = []
    for match, matters in zip(WIKILINK.finditer(text), wanted, strict=True):
        if matters:
            start, end = match.span()
            if not body_start <= start < limit or not _is_plain(text, body_start, start, end):
                return None
            embed = text[start - 1 : start] == "!" and start > body_start
            links.append(wikilink(text, start, end, embed=embed))
    return links


def _is_plain(text: str, body_start: int, start: int, end: int) -> bool:
    """Whether nothing in its paragraph hides the wikilink text[start:end]."""
    before = text[max(text.rfind("\n\n", body_start, start), body_start) : start]
    line = before[before.rfind("\n") + 1 :]
    if _CODE_INDENT in line or _MAY_REACH_NEAR.search(before):
        return False
    after = text.find("\n\n", end)
    rest = text[start : after if after >= 0 else len(text)]
    if _TABLE.search(before) or _TABLE.search(rest):
        return False
    if PLACEHOLDER_SIGN.search(text, start, end):
        return False
    line += rest.partition("\n")[0]
    return line.isascii() or not TASK_SIGN.search(line)
