"""Which links a note may hold, found in its raw text without parsing a block.

Nearly every link of nearly every note is in order. A rule that looks for the others asks first
whether any of these could be one, and only then for the links themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from vaultlint.lazy import lazy
from vaultlint.note.destination import interpret, split_target
from vaultlint.note.links import WIKILINK
from vaultlint.note.tags import WHITESPACE

# A URL, or a path and what ends it; "<", escapes, entities and odd brackets need the true parser.
# They are only looked at: a path that is no link's may hold one, as in `](a[b](c)d)`.
_DESTINATION = lazy(
    r"\]\((?=(?:([A-Za-z][A-Za-z0-9+.-]++:|//)"
    r"|((?>(?:[^\x00-\x20\x7f()<>\\&#]++|\([^\x00-\x20\x7f()<>\\&#]*+\))*))([)# \t\r\n]))?)"
)
_DEFINITION = lazy(r"\]:[ \t]*(?:\r?\n)?[ \t>]*(https?://)?")
_BEFORE_DEFINITION = " \t>*+-.)0123456789"  # the markers of quotes and lists
_LONGEST_LABEL = 2100  # characters: 999, each of which may be escaped
_LONGEST_PREFIX = 100  # characters of markers before a label; a longer one is not looked through
# The path of a wikilink, in characters that stay as they are: printable ASCII and the letters of
# Western Europe, no blanks at its ends.
_PLAIN_PATH = lazy(r"""\[\[(?![ |])([ !"$-Z^-{}~\xc0-\xff]*+)(?<! )(?:[#|]|\]\])""")
_FOOTNOTE = lazy(r"\^[^\s\[\]]+")


class PossibleLinks(NamedTuple):
    """The paths, as a `Link` has them, of what may be links; only the note's blocks tell."""

    wikilinks: list[str]
    markdown: list[str]
    has_subpath: bool = False  # one of the Markdown links


NO_LINKS = PossibleLinks([], [])


def possible_links(
    text: str, signs: str, body_start: int, wikilinks: Sequence[str], joined: str
) -> PossibleLinks | None:
    """At least every link of the note that leads into the vault; None where that cannot be told.

    Those that stand in code, in comments or in no link's place are among them. `signs` are
    those of the note, `body_start` is where its properties end, `wikilinks` is what `WIKILINK`
    finds in the text, and `joined` the same as lines.
    """
    if body_start > 1 and not _reads_plainly(text, body_start):
        return None
    markdown: list[str] = []
    has_subpath = False
    if "](" in signs:
        for scheme, path, end in _DESTINATION.findall(text):
            if scheme or (not path and end == ")"):
                continue  # leads elsewhere, or nowhere
            if not end or (not path and end != "#"):
                return None
            target = interpret(path)
            if not target.external:
                markdown.append(target.path)
                has_subpath = has_subpath or end == "#"
    if "]:" in signs and _may_define(text):
        return None
    return PossibleLinks(_paths(wikilinks, joined) if joined else [], markdown, has_subpath)


def markdown_closings(text: str, wanted: Callable[[str], bool]) -> list[int]:
    """Where the text ends of each of the possible Markdown links whose path is wanted."""
    found = []
    for match in _DESTINATION.finditer(text):
        scheme, path, end = match.groups("")
        if not scheme and (path or end != ")"):
            target = interpret(path)
            if not target.external and wanted(target.path):
                found.append(match.start())
    return found


def _may_define(text: str) -> bool:
    """Whether the text may hold the definition of a reference link into the vault."""
    for match in _DEFINITION.finditer(text):
        at = match.start()
        opening = text.rfind("[", max(at - _LONGEST_LABEL, 0), at)
        if opening < 0:
            continue
        label = text[opening + 1 : at]
        before = text[max(opening - _LONGEST_PREFIX, 0) : opening].rstrip(_BEFORE_DEFINITION)
        if "\\" in label or before.endswith("\\"):
            return True
        if "]" in label or before[-1:] not in ("", "\n", "\r"):
            continue
        if not match[1] and not _FOOTNOTE.fullmatch(label):
            return True
    return False


def _paths(wikilinks: Sequence[str], joined: str) -> list[str]:
    plain: list[str] = _PLAIN_PATH.findall(joined)
    if len(plain) == len(wikilinks):
        return plain
    paths = []
    for written in wikilinks:
        pipe = written.find("|", 3)
        inner = written[2 : pipe if pipe >= 0 else -2]
        if len(inner) > 1 and inner[-1] == "\\":
            inner = inner[:-1]
        if inner.isascii():  # as `split_target` does, with no call for each link of a vault
            end = inner.find("#")
            paths.append((inner if end < 0 else inner[:end]).strip(WHITESPACE))
        else:
            paths.append(split_target(inner)[0])
    return paths


def _reads_plainly(text: str, end: int) -> bool:
    """Whether the links of the properties, which end at `end`, stand there as they are read.

    Escapes, doubled quotes and values of several lines may say something else.
    """
    if text.find("\\", 0, end) >= 0:
        return False
    links = text.count("[[", 0, end)
    if not links:
        return True
    head = text[:end]
    return "''" not in head and len(WIKILINK.findall(head)) == links
