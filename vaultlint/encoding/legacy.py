"""Bytes that are not UTF-8: the encodings that they are likely to be in, and what they then say.

Each encoding is tried on the lines in question in three ways: on their bad bytes alone, on the
whole of each bad line, and on all that is not ASCII. The likeliest is what costs fewest bits to
say: how letters follow one another in the languages of that encoding, how signs stand beside
letters, and how rare the encoding is. What is left of UTF-8 sequences that were cut is in none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import inf
from operator import itemgetter
from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy

from .legacy_codecs import LEGACY_CODECS, LegacyCodec
from .spelling import Spelling, spellings

_BAD = lazy("[\udc80-\udcff]+")
_NOT_ASCII = lazy("[^\x00-\x7f]")
_LINE = lazy("[^\r\n]+")
_PIECE = lazy("[^\r\n]{0,80}[^ \r\n]{0,4000}")  # no byte of any encoding is like a blank
_CUT = lazy(
    "[\udce0-\udcef][\udc80-\udcbf]|[\udcf0-\udcf4][\udc80-\udcbf]{1,2}"
)  # of sequences that lost their end
# Characters beyond U+FFFF as old Java and Oracle write them: both halves of a pair in three bytes.
_PAIRS = lazy("(?:\udced[\udca0-\udcaf][\udc80-\udcbf]\udced[\udcb0-\udcbf][\udc80-\udcbf])+")
# A letter in UTF-8 and a bad byte in one word: nobody writes half a word in another encoding.
_WITHIN_WORD = lazy(
    "[^\x00-\x7f\udc80-\udcff\u2000-\u206f][\\w'’-]{0,20}[\udc80-\udcff]"
    "|[\udc80-\udcff][\\w'’-]{0,20}[^\x00-\x7f\udc80-\udcff\u2000-\u206f]"
)
_NO_TEXT = lazy("[\x80-\x9f\ue000-\uf8ff]")
_BROKEN = 16.0  # bits for each stretch of what is left of a broken character,
_BROKEN_MORE = 8.0  # … and for each byte behind its first
_GLANCE = 400  # characters that are read in all encodings …
_HOPELESS = 80.0  # … less likely by so many bits on these …
_SAMPLE = 3000  # … are not tried on so many characters
_NEAR = 10.0  # bits by which one reading is no likelier than another …
_FAR = 15.0  # … and by which it is so much likelier that the other need not be thought of,
_SHORT, _FAR_IF_SHORT = 16, 22.0  # if there are more than so many characters; else by this
_MOST_EACH = 18.0  # bits of each character beyond ASCII; what costs more is no text …
_MOST_ALONE = 12.0  # … where all letters of a word are such, and one helps the other
_LONGEST_REST = 3  # bytes that a character of UTF-8 can leave
_KEPT = 8.0  # bits for each character among others that is left as UTF-8
_UNUSUAL_LANGUAGE = 6.0  # bits for a text in a language that is not written in its encoding
_NEVER_WRITTEN = 8.0  # bits for each sign that no keyboard has
_TYPOGRAPHY = lazy("[’“”–—]")
_OFTEN_WRITTEN = 2.0  # bits that each of these costs less in notes than in other text
_BITS = itemgetter(0)
_Way = Callable[[str, str], str]


class Reading(NamedTuple):
    """What is likely of a text with bad bytes.

    names: of the encodings that they may be in, at most two, equally likely; none if nothing can be
    said. changes: what stands where if they are in the first, in order; None unless that is far
    likelier than anything else.
    """

    names: tuple[str, ...] = ()
    changes: tuple[tuple[Span, str], ...] | None = None


def likely_reading(text: str) -> Reading:
    """The likely reading of a text in which lone surrogates stand for bytes that are not UTF-8.

    Of encodings in which it reads alike, the most usual is named.
    """
    bad = list(_BAD.finditer(text))
    if all(_CUT.fullmatch(match[0]) for match in bad):
        return Reading()
    if all(_PAIRS.fullmatch(match[0]) for match in bad):
        return Reading(("CESU-8",), tuple((Span(*m.span()), _read_pairs(m[0])) for m in bad))
    codecs: Iterable[LegacyCodec] = LEGACY_CODECS
    if len(text) > _GLANCE:
        first = _tried(_sample(text, _GLANCE), codecs)
        codecs = dict.fromkeys(
            each.codec for each in first if each.bits < first[0].bits + _HOPELESS
        )
    sample = _sample(text, _SAMPLE)
    tried = _tried(sample, codecs)
    if not tried:
        return Reading()
    best = tried[0]
    if best.spelling.each(best.language) > (_MOST_EACH if best.codec.is_mixed else _MOST_ALONE):
        return Reading()
    far = _FAR if len(sample) > _SHORT else _FAR_IF_SHORT
    rivals = [each for each in tried if each.bits < best.bits + far and each.sample != best.sample]
    near = [each for each in rivals if each.bits < best.bits + _NEAR]
    most = _bits_if_broken(sample)
    names = tuple(dict.fromkeys(each.codec.name for each in (best, *near)))
    if len(names) > 2 or any(each.against and each.bits > most for each in (best, *rivals)):
        return Reading()
    if rivals:
        return Reading(names)
    try:
        return Reading(names, tuple(_changes(text, best)))
    except UnicodeDecodeError:  # in what was not in the sample
        return Reading()


class _Tried(NamedTuple):
    """A reading of a sample. against: some of it is UTF-8, and is read otherwise."""

    bits: float
    codec: LegacyCodec
    way: _Way
    against: bool
    sample: str
    language: str
    spelling: Spelling


def _tried(sample: str, codecs: Iterable[LegacyCodec]) -> list[_Tried]:
    """All readings of a sample that are text, the likeliest first."""
    known: dict[str, Spelling] = {}
    ways = list(_ways(sample))
    found: list[_Tried] = []
    for codec in codecs:
        for way, kept, against in ways:
            try:
                read = way(sample, codec.codec)
            except UnicodeDecodeError:
                continue
            if _NO_TEXT.search(read):
                continue
            spelling = known.get(read)
            if spelling is None:
                spelling = known[read] = Spelling(read)
            bits, language = spelling.cheapest(codec.languages)
            bits += codec.rarity + kept * _KEPT + read.count("¤") * _NEVER_WRITTEN
            bits -= len(_TYPOGRAPHY.findall(read)) * _OFTEN_WRITTEN
            found.append(_Tried(bits, codec, way, against, read, language, spelling))
    found.sort(key=_BITS)
    return sorted(_in_language(found, found[0].language), key=_BITS) if found else []


def _in_language(tried: Iterable[_Tried], language: str) -> Iterator[_Tried]:
    """The same where that is likelier in this language, unusual as it may be in the encoding."""
    for each in tried:
        rarity = each.bits - each.spelling.bits(each.language)
        bits = each.spelling.bits(language) + rarity + _UNUSUAL_LANGUAGE
        yield each._replace(bits=bits, language=language) if bits < each.bits else each


def _ways(sample: str) -> Iterator[tuple[_Way, int, bool]]:
    """The ways in which a text can be read.

    Each with the number of characters that it leaves in UTF-8, and whether it does not leave all.
    """
    lines = sample.split("\n")
    bad = [line for line in lines if _BAD.search(line)]
    in_bad = sum(len(_NOT_ASCII.findall(_BAD.sub("", line))) for line in bad)
    in_good = sum(len(_NOT_ASCII.findall(line)) for line in lines if not _BAD.search(line))
    if not _is_broken(lines):
        yield _bytes_alone, in_bad + in_good, False
    if in_bad or in_good:
        yield _bad_lines, in_good, in_bad > 0
    if in_good or not in_bad:
        yield _everything, 0, in_good > 0


def _is_broken(lines: Sequence[str]) -> bool:
    """Whether the bad bytes are rather what is left of characters that were UTF-8 as the others."""
    if any(_WITHIN_WORD.search(line) for line in lines):
        return True
    bad = [run for line in lines for run in _BAD.findall(line)]
    if max(map(len, bad), default=0) > _LONGEST_REST:
        return False
    kept = set("".join(_BAD.sub("", line) for line in lines).encode())
    return kept.issuperset("".join(bad).encode("utf-8", "surrogateescape"))


def _changes(text: str, best: _Tried) -> Iterator[tuple[Span, str]]:
    """What stands where in a text that is read as its sample was; a UnicodeDecodeError if not."""
    if best.way is _bytes_alone:
        for match in _BAD.finditer(text):
            yield Span(*match.span()), _everything(match[0], best.codec.codec)
        return
    for match in _LINE.finditer(text):
        line = match[0]
        read = best.way(line, best.codec.codec)
        first = _NOT_ASCII.search(line)
        if read != line and first is not None:
            start, end, stop = first.start(), len(line), len(read)
            while stop > start and read[stop - 1].isascii() and read[stop - 1] == line[end - 1]:
                end, stop = end - 1, stop - 1
            yield Span(match.start() + start, match.start() + end), read[start:stop]


def _bits_if_broken(sample: str) -> float:
    """What it takes to say a text in UTF-8 of which characters are broken where the bad bytes are.

    Without other characters in UTF-8 nothing speaks for that.
    """
    rest, broken = _BAD.subn("", sample)
    if rest.isascii():
        return inf
    more = len(sample) - len(rest) - broken
    return Spelling(rest).cheapest(spellings())[0] + _BROKEN * broken + _BROKEN_MORE * more


def _bytes_alone(text: str, codec: str) -> str:
    return _BAD.sub(lambda match: _everything(match[0], codec), text)


def _bad_lines(text: str, codec: str) -> str:
    lines = text.split("\n")
    return "\n".join(_everything(line, codec) if _BAD.search(line) else line for line in lines)


def _everything(text: str, codec: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode(codec)


def _read_pairs(pairs: str) -> str:
    halves = pairs.encode("utf-8", "surrogateescape").decode("utf-8", "surrogatepass")
    return halves.encode("utf-16", "surrogatepass").decode("utf-16")


def _sample(text: str, size: int) -> str:
    """Pieces of the text that are not ASCII, at least so many characters if there are as many.

    Those come first that have something new in them.
    """
    pieces = [match[0] for match in _PIECE.finditer(text) if _NOT_ASCII.search(match[0])]
    new: list[str] = []
    known: list[str] = []
    seen: set[str] = set()
    for piece in pieces:
        (known if seen.issuperset(piece) else new).append(piece)
        seen.update(piece)
    length = 0
    chosen: list[str] = []
    for piece in (*new, *known):
        chosen.append(piece)
        length += len(piece)
        if length > size:
            break
    return "\n".join(chosen)
