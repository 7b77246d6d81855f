"""Whether an odd space stands there on purpose: French, numeric and other typography."""

from __future__ import annotations

from vaultlint.finding import Span

_MARKUP = "*_=~[]"
_LONGEST_MARKUP = 8  # characters looked through for what stands behind "**[["
# French sets a space inside quotation marks and before high punctuation; dashes, signs of currency,
# measures, references and titles keep theirs in most languages.
_KEEPS_BEFORE = set("«‹–—−„°§№¶†&+×±≈<>=/|•·@$")
_KEEPS_AFTER = set("»›:;!?%‰€$£¥°–—−…&+×±≈<>=/|•·")
_ENGLISH_WORDS = set("aAI")
# Titles and references that many write without a full stop.
_BEFORE_NAMES = frozenset(
    {"Dr", "Me", "Mlle", "MM", "Mme", "Mr", "Mrs", "Ms", "Pr", "Sr", "Sra", "St", "Ste"}
    | {"Art", "Fig", "Kap", "No", "Nr", "Tab", "Vol"}
)
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
        or _word_before(text, before + 1, _LONGEST_ABBREVIATION + 1) in _BEFORE_NAMES
        # One-letter words stay with the next one: Czech "v", Russian "в", Portuguese "é".
        or (left not in _ENGLISH_WORDS and left.isalpha() and _is_short_word(text, before + 1, 1))
    )


def _before(text: str, at: int) -> int:
    """The index of the last character before `at` that is no markup, -1 if there is none."""
    stop = max(at - _LONGEST_MARKUP, 0)
    at -= 1
    while at >= stop and _is_markup(text, at):
        at -= 1
    return at


def _after(text: str, at: int) -> int:
    """The index of the first character from `at` on that is no markup."""
    stop = at + _LONGEST_MARKUP
    if text.startswith("![", at):
        at += 1
    while at < stop and at < len(text) and _is_markup(text, at):
        at += 1
    return at


def _is_markup(text: str, at: int) -> bool:
    """Whether the character is markup; one "=" alone is the sign of mathematics."""
    return text[at] in _MARKUP and (text[at] != "=" or "=" in (text[at - 1], text[at + 1 : at + 2]))


def _is_short_word(text: str, end: int, longest: int) -> bool:
    """Whether a word of at most `longest` letters ends at `end`."""
    return 1 <= len(_word_before(text, end, longest + 1)) <= longest


def _word_before(text: str, end: int, longest: int) -> str:
    """The last letters, at most `longest`, of the word that ends at `end`."""
    start = end
    while start > 0 and end - start < longest and text[start - 1].isalpha():
        start -= 1
    return text[start:end]
