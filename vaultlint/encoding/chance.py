"""Words of the Far East that are sequences of UTF-8 by chance: `Ñ§Ð£` is 学校 rather than ѧУ.

Before Unicode they were written with two bytes a sign, and many of these pairs are a letter of
UTF-8 as well. What is likelier as words, and stands by itself, is no damage of UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterable

from vaultlint.finding import Span

from .likelihood import likelihood
from .repairs import Repair
from .runs import run_end, run_start

_ENCODINGS = ("gb2312", "euc_kr", "euc_jp", "big5")
_SHORTEST = 4  # characters of a word: a single pair may be any sign
_LONGEST = 60


def are_chance(text: str, repairs: Iterable[Repair]) -> bool:
    """Whether all that these repairs decode is rather words in an older encoding."""
    made = [repair for repair in repairs if repair.replacement is not None]
    return bool(made) and all(_is_chance(text, repair) for repair in made)


def _is_chance(text: str, repair: Repair) -> bool:
    run = _run(text, repair.span)
    before, word, after = text[: run.start][-1:], text[slice(*run)], text[run.end : run.end + 1]
    if before.isalpha() or after.isalpha() or len(word) < _SHORTEST:
        return False
    if not all("\xa0" < sign < "\xff" for sign in word):
        return False
    start, end = repair.span
    said = text[run.start : start] + (repair.replacement or "") + text[end : run.end]
    cost = likelihood().cost
    bits = cost(before, said, after)
    return any(cost(before, other, after) < bits for other in _other_words(word))


def _run(text: str, span: Span) -> Span:
    """The characters without ASCII that a span lies in, as far as a word goes."""
    return Span(
        run_start(text, span.start, max(span.start - _LONGEST, 0)),
        run_end(text, span.end, span.end + _LONGEST),
    )


def _other_words(word: str) -> Iterable[str]:
    """What the bytes of a word are in other encodings, where that is letters alone."""
    data = word.encode("latin-1")
    for encoding in _ENCODINGS:
        decoded = data.decode(encoding, "ignore")
        if len(decoded) * 2 == len(data) and decoded.isalpha():
            yield decoded
