"""Whether an odd space stands there on purpose: French, numeric and other typography."""

from __future__ import annotations

from vaultlint.finding import Span

_MARKUP = "*_=~[]"
_LONGEST_MARKUP = 8  # characters looked through for what stands behind "**[["
# French sets a space inside quotation marks and before high punctuation; dashes, signs of currency,
# measures, references and titles keep theirs in most languages.
_KEEPS_BEFORE = set("«‹–—−„°§№¶†&+×±≈<>=/|•·@")
_KEEPS_AFTER = set("»›:;!?%‰€$£¥°–—−…&+×±≈<>=/|•·")
_ENGLISH_WORDS = set("aAI")
_LONGEST_ABBREVIATION = 4  # letters: "Dr.", "Mlle.", "p.", "z. B."


def is_typographic(text: str, span: Span) -> bool:
    """Whether typography asks for the space at `span`; markup around it is looked through."""
    before, after = _before(text, span.start), _after(text, span.end)
    left, right = text[before : before + 1] if before >= 0 else "", text[after : after + 1]
    return (
        left in _KEEPS_BEFORE
        or right in _KEEPS_AFTER
        or left.isdecimal()
        or right.isdecimal()
        or (left == "." and _is_short_word(text, before, _LONGEST_ABBREVIATION))
        # One-letter words stay with the next one: Czech "v", Russian "в", Portuguese "é".
        or (left not in _ENGLISH_WORDS and left.isalpha() and _is_short_word(text, before + 1, 1))
    )


def _before(text: str, at: int) -> int:
    """The index of the last character before `at` that is no markup, -1 if there is none."""
    stop = max(at - _LONGEST_MARKUP, 0)
    at -= 1
    while at >= stop and text[at] in _MARKUP:
        at -= 1
    return at


def _after(text: str, at: int) -> int:
    """The index of the first character from `at` on that is no markup."""
    stop = at + _LONGEST_MARKUP
    if text.startswith("![", at):
        at += 1
    while at < stop and text[at : at + 1] in set(_MARKUP):
        at += 1
    return at


def _is_short_word(text: str, end: int, longest: int) -> bool:
    """Whether a word of at most `longest` letters ends at `end`."""
    start = end
    while start > 0 and end - start <= longest and text[start - 1].isalpha():
        start -= 1
    return 1 <= end - start <= longest
