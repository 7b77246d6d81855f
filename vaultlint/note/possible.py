"""Which links a note may hold, found in its raw text without parsing a block.

Nearly every link of nearly every note is in order. A rule that looks for the others asks first
whether any of these could be one, and only then for the links themselves.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from vaultlint.note.destination import interpret, split_target
from vaultlint.note.links import WIKILINK

# Up to where a path may be cut off: brackets, escapes and entities need the true parser.
_DESTINATION = re.compile(r"\]\((?:([^\x00-\x20\x7f()<>\\&#]*)([)# \t\r\n]))?")
_DEFINITION = re.compile(r"(\[\^[^\s\[\]]++)?\]:[ \t]*(https?://)?")


class PossibleLinks(NamedTuple):
    """The paths, as a `Link` has them, of what may be links; only the note's blocks tell."""

    wikilinks: list[str]
    markdown: list[str]


def possible_links(text: str, body_start: int) -> PossibleLinks | None:
    """At least every link of the note that leads into the vault; None where that cannot be told.

    Those that stand in code, in comments or in no link's place are among them. `body_start` is
    where the properties end.
    """
    if body_start > 1 and not _reads_plainly(text, body_start):
        return None
    found = PossibleLinks(_wikilinks(text) if "[[" in text else [], [])
    if "](" in text:
        for path, end in _DESTINATION.findall(text):
            if not end or (not path and end not in ")#"):
                return None
            if not path:
                continue  # leads nowhere, or to a heading of the note itself
            target = interpret(path)
            if not target.external:
                found.markdown.append(target.path)
    if "]:" in text and any(not note and not url for note, url in _DEFINITION.findall(text)):
        return None
    return found


def _wikilinks(text: str) -> list[str]:
    paths = []
    for written in WIKILINK.findall(text):
        pipe = written.find("|", 3)
        inner = written[2 : pipe if pipe >= 0 else -2]
        if len(inner) > 1 and inner[-1] == "\\":
            inner = inner[:-1]
        paths.append(split_target(inner)[0])
    return paths


def _reads_plainly(text: str, end: int) -> bool:
    """Whether the links of the properties, which end at `end`, stand there as they are read.

    Escapes, doubled quotes and values of several lines may say something else.
    """
    if "\\" in text[:end]:
        return False
    links = text.count("[[", 0, end)
    if not links:
        return True
    head = text[:end]
    return "''" not in head and len(WIKILINK.findall(head)) == links
