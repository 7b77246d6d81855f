"""Control characters that stand for quotation marks and dashes: of Windows-1252, and low bytes."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Span
from vaultlint.lazy import lazy

from .repairs import Certainty, Repair, Step

_C1 = lazy("[\x80-\x9f]+")
_LOW = lazy("[\x13\x14\x18\x19\x1c\x1d]")
# What is left of "–", "—", "‘", "’", "“" and "”" when a program keeps one byte of two.
_OF_LOW = {"\x13": "–", "\x14": "—", "\x18": "‘", "\x19": "’", "\x1c": "“", "\x1d": "”"}
_OPEN = "\x81\x8d\x8f\x90\x9d"  # what Windows-1252 has no characters for
_OF_C1 = {
    chr(byte): bytes((byte,)).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if chr(byte) not in _OPEN
}
_OPENING, _CLOSING = frozenset("“‘„‚‹"), frozenset("”’›")
_SURE = frozenset("–—€™•")  # of the others that fit
_MATES = {"“": "”", "„": "“”", "‘": "’", "‚": "‘’", "”": "”"}
_FARTHEST_MATE = 300  # characters
_LETTERS_ELSEWHERE = frozenset(
    "“”„‘‚–—…•"
)  # … as beside others: "l\x85" is "là", "sch\x94n" "schön"
_CENTRAL_EUROPE = frozenset("ŒœŸ")  # what Windows-1250 reads as other letters
_BYTES = range(0xC0, 0xF5)  # Latin-1 letters that may begin a sequence of UTF-8


def find_windows_characters(text: str) -> list[Repair]:
    """C1 controls that stand alone for characters of Windows-1252.

    They are certain where the character makes sense between its neighbours. Where it does not, they
    may be what another damage left, and nothing is said.
    """
    if not _C1.search(text):
        return []
    whole = "".join(_OF_C1.get(character, character) for character in text)
    spans = [Span(*match.span()) for match in _C1.finditer(text)]
    fitting = [span for span in spans if all(_fits(whole, at) for at in range(*span))]
    tells = len(fitting) == len(spans) and any(_tells(whole, span) for span in spans)
    sure = {
        span for span in fitting if all(_is_sure(whole, at, tells=tells) for at in range(*span))
    }
    strange = any(control in whole for control in _OPEN)  # so that this is hardly Windows-1252
    return [
        _windows_repair(whole, span, sure=span in sure and len(fitting) == len(spans))
        for span in fitting
        if span in sure or (not strange and (sure or not _may_begin_sequence(text, span.start)))
    ]


def _windows_repair(whole: str, span: Span, *, sure: bool) -> Repair:
    characters = whole[span.start : span.end]
    certainty = Certainty.CERTAIN if sure else Certainty.DOUBTFUL
    why = "Windows-1252 read as Latin-1"
    return Repair(span, characters, certainty, why, (Step("Windows-1252", characters),))


def _tells(whole: str, span: Span) -> bool:
    """Whether a sign that fits tells that the text is Windows-1252.

    Code page 850 and Mac Roman have letters for these bytes, which stand beside letters.
    """
    character = whole[span.start]
    before, after = whole[: span.start][-1:], whole[span.end : span.end + 1]
    if character == "’":
        return before.isalpha() and after.isalpha()
    if character in "–—":
        return (before.isspace() and after.isspace()) or (before.isdecimal() and after.isdecimal())
    if character in _MATES:
        rest = whole[span.end : span.end + _FARTHEST_MATE].partition("\n")[0]
        return any(mate in rest for mate in _MATES[character])
    return character in "€™"


def _is_sure(whole: str, at: int, *, tells: bool) -> bool:
    """Whether a character that fits can be nothing else there.

    U+0085 at the end of a line may be a line break of another system, letters may be of another
    code page, and what follows a letter of Latin-1 may be the rest of a sequence of UTF-8. `tells`:
    whether other characters tell that it is this code page.
    """
    character, after = whole[at], whole[at + 1 : at + 2]
    if _may_begin_sequence(whole, at):
        return False
    if not tells and character in _LETTERS_ELSEWHERE:
        return False
    if character in _CENTRAL_EUROPE:
        return False
    if character == "…":
        return after not in ("", "\r", "\n") and whole[at - 1 : at] != " "
    if character.isalpha():
        return tells and at > 0 and whole[at - 1].isalpha() and after.isalpha()
    return character in _OPENING or character in _CLOSING or character in _SURE


def find_low_bytes(text: str) -> Iterator[Repair]:
    """C0 controls where a quotation mark or a dash should stand: most likely the low byte of it."""
    if not _LOW.search(text):
        return
    whole = "".join(_OF_LOW.get(character, character) for character in text)
    for match in _LOW.finditer(text):
        at = match.start()
        if _fits(whole, at) and match[0] not in (text[at - 1 : at], text[at + 1 : at + 2]):
            span, character = Span(*match.span()), whole[match.start()]
            why = f"perhaps the low byte of U+{ord(character):04X}"
            yield Repair(span, character, Certainty.GUESSED, why)


def _may_begin_sequence(text: str, at: int) -> bool:
    """Whether the character before is one that may stand for the first byte of a sequence."""
    return at > 0 and ord(text[at - 1]) in _BYTES


def _fits(whole: str, at: int) -> bool:
    """Whether a character makes sense between its neighbours."""
    character = whole[at]
    before, after = whole[max(at - 1, 0) : at], whole[at + 1 : at + 2]
    free_before, free_after = not before or before.isspace(), not after or after.isspace()
    if character == "’":
        return not (free_before and free_after)
    if character in _OPENING and not before.isalnum() and not free_after:
        return True
    if character in _CLOSING and not free_before and not after.isalnum():
        return True
    if character == "“":  # which closes what „ opened
        return not free_before and not after.isalnum()
    if character == "”":  # which opens too in Swedish and Finnish
        return free_before and after.isalnum()
    if character in _OPENING or character in _CLOSING:
        return False
    if character in "–—":
        return free_before == free_after or (not free_before and before not in "([{")
    if character == "…":
        return not (free_before and free_after) or before == " "
    if character == "€":
        return _is_beside_digit(whole, at)
    if character == "‰":
        return before.isdecimal() or whole[max(at - 2, 0) : at - 1].isdecimal()
    if character == "™":
        return before.isalnum() and not after.isalnum()
    if character == "•":
        return free_before
    if character.isalpha() and character not in "ˆ˜":
        fitting = not character.isupper() or (
            not after.islower() if before.isupper() else not before.isalpha()
        )
        latin = (before + after).isascii()
        return fitting and latin and (before.isalpha() or after.isalpha() or free_before)
    return character in "†‡" and not free_before


def _is_beside_digit(whole: str, at: int) -> bool:
    """Whether a number stands before or behind, with or without a blank between."""
    before, after = whole[max(at - 2, 0) : at].strip(), whole[at + 1 : at + 3].strip()
    return before[-1:].isdecimal() or after[:1].isdecimal()
