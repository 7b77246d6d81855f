"""Whether bytes that are not UTF-8 are Windows-1252: only where the words they give are Latin ones.

A wrong guess is worse than none, and almost any bytes are some Windows-1252 text. What Cyrillic,
Polish or DOS code pages leave has signs that Latin words do not: letters in long rows (`Ïðèâåò`),
signs inside words (`pi³a`), capitals behind small letters (`cafŽ`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vaultlint.finding import Span

_LONGEST_ROW = 2  # letters with accents beside one another, as in "créées"
_SIGNS = set("€‚„…†‡‰‹‘’“”•–—™›\u00a0¡¢£¥§©ª«¬®°±²³´µ¶·¹º»¼½¾¿×÷")
_INSIDE_WORDS = set("’‘–—…·\u00a0/")


def read_as_windows_1252(text: str, spans: Sequence[Span]) -> list[str] | None:
    """The stretches of surrogates as Windows-1252, None where that is not what they are."""
    decoded: list[str] = []
    for span in spans:
        data = text[span.start : span.end].encode("utf-8", "surrogateescape")
        try:
            new = data.decode("cp1252")
        except UnicodeDecodeError:
            return None
        before = text[max(span.start - 1, 0) : span.start]
        after = text[span.end : span.end + 1]
        if _is_cut_utf8(data) or not _is_latin(before, new, after):
            return None
        decoded.append(new)
    return decoded


def _is_cut_utf8(data: bytes) -> bool:
    """Whether the bytes hold the beginning of a UTF-8 sequence, so that their rest was lost."""
    return any(lead >= 0xE0 and 0x80 <= more < 0xC0 for lead, more in pairwise(data))


def _is_latin(before: str, new: str, after: str) -> bool:
    """Whether these characters make sense between what stands before and after them."""
    row = 0
    for left, character, right in zip((before, *new), new, (*new[1:], after), strict=False):
        if character.isalpha() and character not in _SIGNS:
            row += 1
            if row > _LONGEST_ROW or (character.isupper() and left.islower()):
                return False
            continue
        row = 0
        inside = left.isalpha() and right.isalpha()
        if character not in _SIGNS or (inside and character not in _INSIDE_WORDS):
            return False
    return True
