"""Whether a text speaks of encodings and of what they do to characters."""

from __future__ import annotations

import re
from typing import NamedTuple

from vaultlint.lazy import lazy
from vaultlint.note import Note

# A note in which one of these stands is about encodings as a whole, …
_ABOUT = lazy(
    r"mojibake|文字化け|乱码|亂碼|кракозябр|\bftfy\b|double[- ]encod|\bcp-?125[0-9]"
    r"|windows-?125[0-9]|iso-?8859|latin-?1\b|wrong encoding",
    re.IGNORECASE,
)
# … with one of these the lines around it are, …
_NEAR = lazy(
    r"\butf-?(?:8|16)|encod|charset|character set|code ?page|unicode|U\+[0-9A-F]{4}|\\u[0-9a-f]{4}"
    r"|\bascii\b|\bansi\b|garbl|garbage|gibberish|smart quotes?|curly quotes?|\bBOM\b|\bcharmap\b"
    r"|kodier|umlaut|sonderzeichen|codifica|кодировк|编码|文字コード",
    re.IGNORECASE,
)
# … with one of these they may be, …
_HINT = lazy(
    r"character|corrupt|corromp|apostrophe|accent|acento|symbol|zeichen|caract[eè]re"
    r"|car[aá]cter|символ|(?:display|show|render)[a-z]{0,3} (?:up )?(?:as|correct|wrong|proper)",
    re.IGNORECASE,
)
# … and with one of these the line may be about what stands between words.
_SIGNS = lazy(
    r"\bdash(?:es)?\b|\bbullets?\b|\bellips|gedankenstrich|\btirets?\b|тире", re.IGNORECASE
)
_NEARBY = 2  # lines


class Talk(NamedTuple):
    """What the lines around one speak of.

    near: of encodings. hinted: perhaps of them. of_signs: the line itself speaks of signs.
    """

    near: bool
    hinted: bool
    of_signs: bool


def is_about_encodings(text: str) -> bool:
    """Whether a text speaks of damaged text, or names encodings that cause it."""
    return _ABOUT.search(text) is not None


def talk_near(note: Note, spoken: str, number: int) -> Talk:
    """What the lines around the one of this number speak of.

    spoken: the text of the note, with blanks for what is no speech.
    """
    start = note.lines.span(max(number - _NEARBY, 0)).start
    end = note.lines.span(min(number + _NEARBY, len(note.lines) - 1)).end
    near = _NEAR.search(spoken, start, end) is not None
    hinted = near or _HINT.search(spoken, start, end) is not None
    return Talk(near, hinted, _SIGNS.search(spoken, *note.lines.span(number)) is not None)
