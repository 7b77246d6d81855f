"""Which repairs are certain, which need company, and which are wrong although they decode.

Any two characters of the right kind are a UTF-8 sequence, also `Å²`, `×²`, `É…` and the end of
`“AMANHÃ”`. What follows a letter in ordinary text, such as a quotation mark, a dash, a superscript
or a no-break space, therefore proves nothing by itself.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

from ._repair import Repair

# What people write behind a capital letter, a multiplication sign or an accented one.
_ORDINARY = set("\u00a0…’‘“”„‚«»‹›–—·•²³¹ºª½¼¾×´¨¸¯")
# Of these, what nobody writes between a capital letter and a small one: "Ãªtre", "Ã“scar".
_NEVER_INSIDE = set("²³¹ºª½¼¾“‘«‹„‚´¨¸¯")
_CLOSING = {"”": "“„", "’": "‘‚", "»": "«", "›": "‹", "“": "„", "‘": "‚"}
_FARTHEST_QUOTE = 300  # characters from a quotation mark back to the one that opens it
_BEHIND_WORDS = set(".,;:!?)]}*_")
_NO_TEXT = {"Cc", "Cn", "Co", "Cs"}  # controls, unassigned, private use, lone surrogates
# Letters of Latin Extended-B that languages write; the others come from the wrong codec.
_EXTENDED = set("ƏƒƠơƯưǍǎǏǐǑǒǓǔǗǘǙǚǛǜƎǝ")


def is_wrong(line: str, repair: Repair) -> bool:
    """Whether the repair brings in what no note holds, or takes a quotation mark from the text."""
    for character in repair.whole:
        if unicodedata.category(character) in _NO_TEXT:
            return True
        if "\u0180" <= character <= "\u0217" and character not in _EXTENDED:
            return True
    before = line[max(repair.start - 2, 0) : repair.start]
    if repair.damaged[0] < "\u00a0" and before.endswith(" ") and before[0] >= "\u00a0":
        return True  # the rest of a sequence whose middle became a space
    if before.isalpha() and before.isupper() and len(before) == 2 and _ends_small(line, repair):
        return True
    last = repair.damaged[-1]
    if last in _CLOSING and len(repair.damaged) == 2 and repair.whole != last:
        first = max(repair.start - _FARTHEST_QUOTE, 0)
        opened = max(line.rfind(opening, first, repair.start) for opening in _CLOSING[last])
        return opened > line.rfind(last, first, repair.start)
    return False


def _ends_small(line: str, repair: Repair) -> bool:
    """Whether the repair ends a word in a small letter; behind capitals `MAÇÃ®` is good text.

    German keeps its ß in capitals.
    """
    small = len(repair.whole) == 1 and repair.whole.islower() and repair.whole != "ß"
    return small and not line[repair.end : repair.end + 1].isalpha()


def is_certain(line: str, repair: Repair) -> bool:
    """Whether the characters can be nothing but damage, whatever stands in the rest of the note."""
    codec, damaged = repair.decoding.codec, repair.damaged
    units = codec.unit.findall(damaged)
    if repair.decoding.layers > 1 or not units:
        return True
    if len(units) == 1 and len(units[0]) == 2:
        return _is_certain_pair(line, repair)
    return any(not set(unit[1:]) <= _ORDINARY for unit in units)


def _is_certain_pair(line: str, repair: Repair) -> bool:
    """Whether two characters alone are certainly damage: by what stands directly beside them."""
    before = line[max(repair.start - 2, 0) : repair.start]
    after = line[repair.end : repair.end + 1]
    lead, more = repair.damaged[0], repair.damaged[1]
    in_word = _is_letter(before[-1:]) and _is_letter(after)
    if repair.decoding.codec.family != "western":
        long_word = len(before) == 2 and _is_letter(before[0]) and _is_letter(before[1])
        return repair.whole.isalpha() and (long_word or (in_word and not more.isalpha()))
    if more not in _ORDINARY:  # "1.5 Å±0.1" is a length
        return (lead, more) != ("Å", "±") or _is_letter(before[-1:]) or _is_letter(after)
    if more == "·" and lead == "Â":
        return before[-1:] == " " and after == " "
    if _is_letter(before[-1:]) and before[-1:].islower() and lead.isupper():
        return True
    if lead == "Â" and (
        before[-1:].isdecimal() or (more == "\u00a0" and before[-1:] in _BEHIND_WORDS)
    ):
        return before != ""
    if in_word:
        return more != "\u00a0" and more != "·"
    return more in _NEVER_INSIDE and lead.isupper() and after.isascii() and after.islower()


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def without_lone_letters(repairs: list[Repair]) -> list[Repair]:
    """The repairs less those with the one letter of a script that is no Latin, Greek or Chinese.

    A single Hebrew, Arabic or Cyrillic letter among Latin ones is `10×–100×`, and no damage.
    """
    letters = Counter(
        script for repair in repairs for script in map(_far_script, repair.whole) if script
    )
    return [
        repair
        for repair in repairs
        if not any(letters[script] == 1 for script in map(_far_script, repair.whole) if script)
    ]


def _far_script(character: str) -> str | None:
    """The script of a letter between Cyrillic and NKo, whose sequences are two bytes long."""
    if "\u0400" <= character <= "\u07ff":
        return unicodedata.name(character, "?").split()[0]
    return None
