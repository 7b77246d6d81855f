"""Letters that are stored in parts, as macOS stores them in file names, and the same in one."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from vaultlint.finding import Edit, Span
from vaultlint.lazy import lazy

_ACCENTS = (
    *range(0x0300, 0x0305), *range(0x0306, 0x030D), 0x030F, 0x0311, 0x0313, 0x0314, 0x031B,
    *range(0x0323, 0x0329), 0x032D, 0x032E, 0x0330, 0x0331, 0x0342, 0x0345,
)  # fmt: skip
_VOICING = (0x3099, 0x309A)  # of kana
_VOWELS = range(0x1161, 0x1176)  # of Korean, behind the consonant that begins a syllable
PART_SIGNS = tuple(map(chr, (*_ACCENTS, *_VOICING, *_VOWELS)))
"""The characters of which a text holds one wherever `decomposed` finds something."""

_PARTS = lazy(
    f"[^\\W\\d_][{''.join(map(chr, _ACCENTS))}]++(?![\u0300-\u036f])|[\u3046-\u30fd][\u3099\u309a]"
    # Old Korean has more of these, and syllables that are written in parts only.
    "|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?(?![\u1160-\u11ff\ud7b0-\ud7fb])"
)
_HALF = lazy("[\u00c0-\u024f\u1ea0-\u1ef9][\u0300\u0301\u0303\u0309\u0323]")


def decomposed(text: str, span: Span) -> Iterator[Edit]:
    """The edits that put letters together of which all parts are stored apart.

    Only what becomes one character: the other letters of Unicode that are never stored whole, or
    never in parts, stay as they are.
    """
    for match in _PARTS.finditer(text, *span):
        whole = normalize("NFC", match[0])
        if len(whole) == 1 and normalize("NFD", whole) == match[0]:
            yield Edit(Span(*match.span()), whole)


def is_typed_in_parts(text: str) -> bool:
    """Whether letters are stored half in parts, as Vietnamese keyboards of Windows type them.

    Whoever types so finds what is stored so: nothing has to be put together there.
    """
    return any(len(normalize("NFC", match[0])) == 1 for match in _HALF.finditer(text))
