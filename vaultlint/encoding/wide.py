"""Fragments of UTF-16 in a text that is none: every other character of them is U+0000."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Span
from vaultlint.lazy import lazy

from .repairs import Certainty, Repair, Step

# Four characters are no accident. Behind the first one may also be a quotation mark or a dash,
# whose other byte is 0x20. Letters with accents have made bytes that are not UTF-8, for which lone
# surrogates stand; and so may have the mark of the byte order before them.
_ASCII = r"[\t\n\r -~]"
_LETTER = "[\t\n\r -~\udca0-\udcff]"
_PAIR, _SIGN = f"{_LETTER}\x00", f"[\x10-:] (?={_ASCII}\x00)"
_BIG_PAIR, _BIG_SIGN = f"\x00{_LETTER}", f" [\x10-:](?=\x00{_ASCII})"
_FRAGMENT = lazy(
    f"(?:ÿþ|\udcff\udcfe)?(?P<little>{_PAIR}(?:{_PAIR}|{_SIGN}){{3,}})"
    f"|(?:þÿ|\udcfe\udcff)?(?P<big>{_BIG_PAIR}(?:{_BIG_PAIR}|{_BIG_SIGN}){{3,}})"
)


def find_wide(text: str) -> Iterator[Repair]:
    """The fragments, and what they say. U+0000 stands in hardly any other text."""
    if "\x00" not in text:
        return
    for match in _FRAGMENT.finditer(text):
        little, big = match["little"], match["big"]
        codec = "utf-16-le" if little else "utf-16-be"
        whole = (little or big).encode("utf-8", "surrogateescape").decode(codec)
        why = "UTF-16 read as a text of single bytes"
        yield Repair(Span(*match.span()), whole, Certainty.CERTAIN, why, (Step("UTF-16", whole),))
