"""A replacement character (U+FFFD), which stands for text that was already lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from vaultlint.finding import Finding, Level, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.zones import lies_in
from vaultlint.rule import NoOptions, rule

_LOST = lazy("\ufffd+")
_WORD_CHARACTERS = "\ufffd'’-"
_LONGEST_SHOWN = 30  # characters of a word on either side of what was lost
# A note with one of these in it is about the character, or about how text comes to be lost …
_NOTE_ABOUT = lazy(
    r"U\+FFFD|0xFFFD|\\uFFFD|65533|EF ?BF ?BD|replacement char|mojibake|文字化け|乱码|亂碼"
    r"|кракозябр|caract[eè]re de remplacement|car[aá]cter de reemplazo|Ersatzzeichen"
    r"|символ замены|置換文字|替换字符",
    re.IGNORECASE,
)
# … and one of these says the same of its line alone.
_LINE_ABOUT = lazy(
    r"encod|decod|charset|character set|utf-?8|utf-?16|unicode|latin-?1|ascii|garbled|code ?page"
    r"|cp-?125|windows-125|iso-?8859|\bgbk\b|shift.?jis|codifica|kodier|kodow|kódov|кодировк"
    r"|编码|編碼|文字コード|エンコード|인코딩",
    re.IGNORECASE,
)
_PAIRS = {'"': '"', "'": "'", "“": "”", "‘": "’", "„": "“", "«": "»", "「": "」"}


@rule(level=Level.WARNING, preset="recommended", needs=("\ufffd",))
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find lines that have lost text; one finding a line."""
    from vaultlint.encoding import Certainty  # few notes come here

    from ._damage import damage_in

    text = note.text
    if _NOTE_ABOUT.search(text):
        return
    prose = note.outside("code", "math", "html", "comment", "foreign")
    told = [each.span for each in damage_in(text) if each.certainty is Certainty.LOST]
    spans = [
        span
        for span in (Span(*match.span()) for match in _LOST.finditer(text))
        if lies_in(span, prose) and not lies_in(span, told) and not _is_quoted(text, span)
    ]
    for line, lost in groupby(spans, lambda span: note.lines.around(span.start)):
        if not _LINE_ABOUT.search(text, *line):
            yield _finding(note, list(lost))


def _is_quoted(text: str, span: Span) -> bool:
    """Whether nothing but the character stands between quotation marks: it is spoken of."""
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return after != "" and _PAIRS.get(before) == after


def _finding(note: Note, lost: list[Span]) -> Finding:
    """The finding for what one line has lost."""
    shown = f"`{_word_around(note.text, lost[0])}`"
    more = {1: "", 2: " and one more place of this line"}
    shown += more.get(len(lost), f" and {len(lost) - 1} more places of this line")
    message = f"text was lost at {shown}; only an older copy or its source may still hold it"
    return Finding(lost[0], message, cause=f"text lost in {note.path}")


def _word_around(text: str, span: Span) -> str:
    start, end = span.start, min(span.end, span.start + _LONGEST_SHOWN)
    first, last = max(start - _LONGEST_SHOWN, 0), min(end + _LONGEST_SHOWN, len(text))
    while start > first and (text[start - 1].isalnum() or text[start - 1] in _WORD_CHARACTERS):
        start -= 1
    while end < last and (text[end].isalnum() or text[end] in _WORD_CHARACTERS):
        end += 1
    return text[start:end]
