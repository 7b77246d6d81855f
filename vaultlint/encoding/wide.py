"""Fragments of UTF-16 in a text that is none: every other character of them is U+0000."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Span
from vaultlint.lazy import lazy

from .repairs import Certainty, Repair, Step

# Four characters are no accident. Behind the first one may also be a quotation mark or a dash,
# whose other byte is 0x20. What is not ASCII otherwise has made bytes that are not UTF-8.
_ASCII = r"[\t\n\r -~]"
_FRAGMENT = lazy(
    f"(?:ÿþ)?(?P<little>{_ASCII}\x00(?:{_ASCII}\x00|[\x10-:] (?={_ASCII}\x00)){{3,}})"
    f"|(?:þÿ)?(?P<big>\x00{_ASCII}(?:\x00{_ASCII}| [\x10-:](?=\x00{_ASCII})){{3,}})"
)


def find_wide(text: str) -> Iterator[Repair]:
    """The fragments, and what they say. U+0000 stands in hardly any other text."""
    if "\x00" not in text:
        return
    for match in _FRAGMENT.finditer(text):
        little, big = match["little"], match["big"]
        codec = "utf-16-le" if little else "utf-16-be"
        whole = (little or big).encode("ascii").decode(codec)
        why = "UTF-16 read as a text of single bytes"
        yield Repair(Span(*match.span()), whole, Certainty.CERTAIN, why, (Step("UTF-16", whole),))
