"""What kind of character a character is: what the likelihood of its neighbours hangs on."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_WRITTEN_OUT = {
    "break": "\n\r\x0b\x0c\x1c\x1d\x1e\u2028\u2029",  # … and where a text begins and ends
    "space": " \t",
    "stop": ".,;:!?",
    "open": "([{<",
    "close": ")]}>",
    "straight": "\"'`",
    "hyphen": "-/_\\",
    "mark": "#*=~|@&%$^+",
    "odd space": "\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000",
    "quote": "“‘„‚«‹‛‟",
    "unquote": "”»›",
    "apostrophe": "’ʼʻ",
    "dash": "–—―‒‑‐",
    "ellipsis": "…",
    "bullet": "•·‣◦▪●",
    "inverted": "¡¿",
    "raised": "°º²³¹ª⁰⁴⁵⁶⁷⁸⁹ⁿ⁺⁻′″₀₁₂₃₄₅₆₇₈₉‰",
    "money": "€£¥¢₹₽₺₩₪₫₴₿",
    "sign": "©®™§¶†‡№℗℠",
    "operator": "×÷±≤≥≈≠−¬¼½¾µ∞√∑∂∆∏∫∈∉⊂⊆∪∩∧∨∀∃≡∇⋅∘∝∅⟨⟩⊗⊕",
    "spacing accent": "´¨¸ˆ˜¯˙˚˝˛¦¤",
    "joiner": "\u200d\ufe0f\ufe0e\u200b\u200c\u2060\ufeff\u00ad\u200e\u200f",
    "wide stop": "、。，．：；！？「」『』（）《》〈〉【】・",
}
_KNOWN = {character: name for name, characters in _WRITTEN_OUT.items() for character in characters}
_BY_CATEGORY = {
    "Cc": "control",
    "Cf": "joiner",
    "Cn": "nothing",
    "Co": "private",
    "Cs": "surrogate",
    "Mn": "combining",
    "Mc": "combining",
    "Me": "combining",
    "Nd": "other digit",
    "Nl": "other digit",
    "No": "other digit",
    "Pd": "dash",
    "Pi": "quote",
    "Pf": "unquote",
    "Sc": "money",
    "Sm": "operator",
    "Sk": "spacing accent",
    "Zs": "odd space",
    "Zl": "break",
    "Zp": "break",
}
_CASED = {"LATIN": "latin", "GREEK": "greek", "CYRILLIC": "cyrillic"}
_ONE_OF_ITS_KIND = ("ARABIC", "HEBREW", "HIRAGANA", "KATAKANA", "HANGUL", "ARMENIAN", "GEORGIAN")
_INDIC_AND_ALIKE = (
    *("DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA"),
    *("MALAYALAM", "SINHALA", "THAI", "LAO", "TIBETAN", "MYANMAR", "KHMER", "ETHIOPIC"),
)


@lru_cache(maxsize=8192)
def class_of(character: str) -> str:
    """The class of a character, a short name; equal for characters that have equal neighbours."""
    known = _KNOWN.get(character)
    if known is not None:
        return known
    if character.isascii():
        if character.isalnum():
            return "0" if character.isdigit() else "a" if character.islower() else "A"
        return "control"
    category = unicodedata.category(character)
    code = ord(character)
    if 0x2500 <= code < 0x2600:
        return "box" if code < 0x2580 else "shape"
    if 0x2190 <= code < 0x2200 or 0x27F0 <= code < 0x2800 or 0x2900 <= code < 0x2980:
        return "arrow"
    if 0x1D400 <= code < 0x1D800:
        return "math letter"
    if category.startswith("M") and 0x0900 <= code < 0x1400:
        return _script(character)
    by_category = _BY_CATEGORY.get(category)
    if by_category is not None:
        return by_category
    if category == "So":
        return "emoji" if code >= 0x2600 else "sign"
    if category.startswith("L"):
        return _letter(character, code, category)
    return "other"


def _letter(character: str, code: int, category: str) -> str:
    if "\u4e00" <= character <= "\u9fff" or code >= 0x20000:
        return "han"
    script = _script(character)
    if script not in _CASED.values():
        return script
    case = "upper" if category in ("Lu", "Lt") else "lower"
    if (script == "latin" and 0x0250 <= code < 0x1E00 and character != "ə") or code >= 0x2000:
        return "phonetic"
    return f"{script} {case}"


def _script(character: str) -> str:
    """The script of a letter, those that look alike to us as one."""
    first = unicodedata.name(character, "?").split()[0]
    if first in _ONE_OF_ITS_KIND or first in _INDIC_AND_ALIKE:
        return first.lower()
    return _CASED.get(first, "han" if first == "CJK" else "other letter")
