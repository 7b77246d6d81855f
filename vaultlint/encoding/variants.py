"""Which codecs damaged a text, of those that are nearly alike and of those that come in by chance.

Code pages 437 and 850 have `¥` for different bytes: `mo┼¥n├®` is "moŝné" or "možné". Where no
character tells that only one of them has, the words that come out do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from vaultlint.finding import Span

from .choice import Choice, choose
from .codecs import Codec, codecs

_LEAST_SHARE = 0.05  # of all evidence, that the codecs of a family must explain
_CLEAR = 4.0  # bits by which words must be likelier
_LONGEST = 3000  # characters that are read: enough for any language


def usual_codecs(text: str, choices: Sequence[tuple[Span, Choice]]) -> frozenset[Codec]:
    """The codecs that made the damage of a text, one of each family.

    `choices` are what the stretches of the text are by themselves, with where they stand. A family
    has none if it explains little, or if nothing tells which of its codecs it is.
    """
    bits: dict[str, float] = defaultdict(float)
    for _, choice in choices:
        for family in {codec.family for each in choice.readings for codec in each.codecs}:
            bits[family] += choice.margin
    least = max(bits.values(), default=0.0) * _LEAST_SHARE
    return frozenset(
        codec
        for family in bits
        if bits[family] >= least
        for codec in _of_family(text, choices, family)
    )


def _of_family(text: str, choices: Sequence[tuple[Span, Choice]], family: str) -> Iterator[Codec]:
    """The codec of a family that made the damage, if that can be told."""
    alike = [codec for codec in codecs() if codec.family == family]
    told: dict[Codec, float] = defaultdict(float)
    used: dict[Codec, float] = defaultdict(float)
    open_to_words = False
    for span, choice in choices:
        for reading in choice.readings:
            layer = text[span.start + reading.start : span.start + reading.end]
            for codec in reading.codecs:
                if codec in alike:
                    said = [one for other in alike if (one := _said(layer, other)) is not None]
                    (told if len(said) == 1 else used)[codec] += choice.margin
                    open_to_words |= len(set(said)) > 1
                layer = codec.decode(layer)
    if told:
        yield max(told, key=lambda codec: told[codec])
    elif not open_to_words:
        yield max(used, key=lambda codec: used[codec])
    else:
        yield from _told_by_words(text, choices, alike)


@lru_cache(maxsize=4096)
def _said(damaged: str, codec: Codec) -> str | None:
    """What a text says if this codec damaged all of it, None if it cannot have."""
    try:
        return codec.decode(damaged)
    except (KeyError, UnicodeDecodeError):
        return None


def _told_by_words(
    text: str, choices: Sequence[tuple[Span, Choice]], alike: Sequence[Codec]
) -> Iterator[Codec]:
    from .spelling import Spelling, spellings  # of many languages

    bits = {}
    for codec in alike:
        said, _ = Spelling(_as_read(text, choices, codec)).cheapest(spellings())
        bits[codec] = said + codec.rarity
    first, *others = sorted(bits, key=lambda codec: bits[codec])
    if all(bits[other] - bits[first] >= _CLEAR for other in others):
        yield first


def _as_read(text: str, choices: Sequence[tuple[Span, Choice]], codec: Codec) -> str:
    """The beginning of a text, when this codec made its damage."""
    parts: list[str] = []
    at = 0
    for (start, end), _ in choices:
        if start > _LONGEST:
            break
        before, after = text[max(start - 2, 0) : start], text[end : end + 1]
        choice = choose(before, text[start:end], after, frozenset(), frozenset((codec,)))
        for reading in choice.readings:
            parts += text[at : start + reading.start], reading.character
            at = start + reading.end
    return "".join((*parts, text[at : max(at, _LONGEST)]))
