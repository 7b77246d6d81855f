"""Whether odd spaces may be an accident, by the characters around them; most are typography."""

from __future__ import annotations

import re

from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.sections import section_apart

_CLOSES = frozenset("])*_=~")  # what links and emphasis may end with …
_OPENS = frozenset("[!#*_=~")  # … and begin with
_ENDS_MARKER = frozenset("-+*#.)]")
_TAG_BEFORE = lazy(r"#[^\s#]*\Z")
_LONGEST_TAG = 200  # characters; what is longer may be a tag for all that is known
# From the last "](" before the blank: a text of nothing but these must not be read from each.
_DESTINATION = lazy("\\]\\((?>(?:[^)\\]\r\n\u00a0]++|\\](?!\\())*)\u00a0")


def may_be_accident(note: Note, odd: re.Pattern[str], always: re.Pattern[str]) -> bool:
    """Whether a look at the text leaves open that a match of `odd` is an accident.

    `always` matches the characters that are one wherever they stand. False is certain.
    """
    text = note.text
    if "\u00a0" in text and _may_be_target(note):
        return True
    suspicious = [
        match.start()
        for match in odd.finditer(text)
        if _is_suspicious(text, match) or always.search(match[0])
    ]
    if not suspicious:
        return False
    # Blocks take half the time of all else: those of one section are enough where it holds all.
    apart = section_apart(note, suspicious[0], suspicious[-1] + 1)
    start, part = apart if apart is not None else (0, note)
    return any(not _is_code(part, at - start) for at in suspicious)


def _is_suspicious(text: str, odd: re.Match[str]) -> bool:
    """Whether what stands beside odd spaces may be a marker, a link, a tag or emphasis."""
    start, end = odd.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    return before in _ENDS_MARKER or (
        "\u3000" not in odd[0]
        and (before in _CLOSES or after in _OPENS or _may_end_tag(text, start))
    )


def _is_code(note: Note, at: int) -> bool:
    """Whether a block of code holds the offset."""
    block = note.block_at(at)
    return block is not None and block.kind == "code"


def _may_be_target(note: Note) -> bool:
    """Whether a no-break space may stand in the target of a link."""
    return (
        "]:" in note.text
        or any("\u00a0" in wikilink for wikilink in note.written_wikilinks)
        or _DESTINATION.search(note.text) is not None
    )


def _may_end_tag(text: str, end: int) -> bool:
    start = max(end - _LONGEST_TAG, 0)
    return _TAG_BEFORE.search(text, start, end) is not None or (
        start > 0 and not any(map(str.isspace, text[start:end]))
    )
