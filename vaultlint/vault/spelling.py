"""When two spellings are one name: equal but for dress, or a slip of the pen apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from vaultlint.lazy import lazy

_LATIN_ACCENT = lazy("([a-z])[\u0300-\u036f]+")
_ASCII_SPACES = dict.fromkeys((*range(0x21), *b"!\"#%&'()*,-./:;?@[\\]_{}\x7f"), " ")
_BETWEEN_DIGITS = lazy("(?<=\\d) (?=\\d)")
_BETWEEN_ALL_DIGITS = lazy("([0-9]) +(?=[0-9])")
_NO_DIGITS = bytes({*range(0x80)} - {*b"0123456789\n"})
_VARIATION = "\ufe0e\ufe0f"
_SHORTEST_FOR_ONE = 5  # letters of a word in which one edit is a slip and not another word
_SHORTEST_FOR_TWO = 10
# Beginnings that are as near in spelling as they are far apart in meaning.
_OPPOSITES = (
    ("micro", "macro"),
    ("inter", "intra"),
    ("hyper", "hypo"),
    ("ante", "anti"),
    ("pre", "pro"),
    ("endo", "exo"),
    ("under", "over"),
)
# Words that are one slip apart, and no slip of one another.
_APART = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "absorption/adsorption", "angel/angle", "casual/causal", "competition/composition",
        "complement/compliment", "conservation/conversation", "construction/constriction",
        "contact/contract", "convection/convention", "convection/conviction", "costumer/customer",
        "dairy/diary", "desert/dessert", "discreet/discrete", "fiction/friction",
        "fraction/friction", "intention/invention", "later/latter", "marital/martial",
        "mediation/medication", "mediation/meditation", "medication/meditation", "moral/mortal",
        "morality/mortality", "perspective/prospective", "preposition/proposition", "quiet/quite",
        "regression/repression", "resolution/revolution", "stationary/stationery", "statue/statute",
        "trail/trial", "transaction/transition", "transition/translation", "vacation/vocation",
    )
)  # fmt: skip


def words(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents and punctuation.

    Accents are dropped from Latin letters alone: elsewhere they make other letters (が is not か).
    Symbols stay, since they mean something: "C++" is not "C".
    """
    if name.isascii():
        return tuple(name.lower().translate(_ASCII_SPACES).split())
    plain = _LATIN_ACCENT.sub(r"\1", unicodedata.normalize("NFD", name.casefold()))
    return tuple(unicodedata.normalize("NFC", plain).translate(_spaces).split())


def bare(name: str) -> str:
    """The words run together; two numbers keep a dot between them, for 1.2 is not 12."""
    joined = _run_together(words(name))
    return joined if name.isascii() else _LATIN_ACCENT.sub(r"\1", joined)  # it has met a letter


def bare_all(names: Sequence[str]) -> list[str]:
    """`bare` of each name, in a tenth of the time where they are ASCII."""
    if not names:
        return []
    lines = "\n".join(names)
    if not lines.isascii() or lines.count("\n") >= len(names):
        plain = [name if name.isascii() and "\n" not in name else "" for name in names]
        lines = "\n".join(plain)
    lines = lines.lower().translate(_ASCII_SPACES | {ord("\n"): "\n"})
    run_together = _BETWEEN_ALL_DIGITS.sub(r"\1.", lines).replace(" ", "").split("\n")
    if "" not in run_together:
        return run_together
    return [line if line else bare(name) for name, line in zip(names, run_together, strict=True)]


def words_of_all(names: Sequence[str]) -> set[str]:
    """All `words` of the names, in a tenth of the time where they are ASCII."""
    plain = "\n".join([name for name in names if name.isascii()])
    found = {*plain.lower().translate(_ASCII_SPACES).split()}
    return found.union(*[words(name) for name in names if not name.isascii()])


def _run_together(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return parts[0] if parts else ""
    if sum(part[0].isdigit() or part[-1].isdigit() for part in parts) < 2:
        return "".join(parts)
    return _BETWEEN_DIGITS.sub(".", " ".join(parts)).replace(" ", "")


def digits(name: str) -> str:
    """The digits of a bare name; names that differ in them are never one name misspelt."""
    return "" if name.isalpha() else "".join(filter(str.isdigit, name))


def digits_of_all(names: Sequence[str]) -> list[str]:
    """`digits` of each bare name, in a tenth of the time where they are ASCII."""
    if not names:
        return []
    lines = "\n".join([name if name.isascii() else "" for name in names])
    found = lines.encode().translate(None, _NO_DIGITS).decode().split("\n")
    return [
        number if name.isascii() else digits(name)
        for name, number in zip(names, found, strict=True)
    ]


def can_be_misspelt(name: str) -> bool:
    """Whether a bare name is written in letters, six at least, that a slip may change.

    A character of Chinese or Japanese is a word, and so never a slip.
    """
    if not name.isascii() and max(name) >= "\u0530":
        return False
    return sum(map(str.isalpha, name)) >= 6


def one_slip(written: Sequence[str], right: Sequence[str]) -> bool:
    """Whether one slip of the pen in one word makes `written` of `right`, both made by `words`.

    A slip is a letter added, lost, replaced, or two letters swapped; two such in a long word. The
    word's first letter and its end must stay: "increase" is not "decrease" misspelt, nor "projects"
    "project", nor "analyses" "analysis", nor "macroeconomics" "microeconomics".
    """
    if len(written) != len(right):
        return False
    differing = [pair for pair in zip(written, right, strict=True) if pair[0] != pair[1]]
    if len(differing) != 1:
        return False
    one, other = differing[0]
    length = min(len(one), len(other))
    if length < _SHORTEST_FOR_ONE or one[0] != other[0] or not (one + other).isalpha():
        return False
    swapped = len(one) == len(other) and one[-2:] == other[:-3:-1]
    if one[-2:] != other[-2:] and not swapped:
        return False
    if are_apart(one, other):
        return False
    from rapidfuzz.distance import OSA  # slow to import, and needed only here

    return OSA.distance(one, other) <= (2 if length >= _SHORTEST_FOR_TWO else 1)


def are_apart(one: str, other: str) -> bool:
    """Whether two words are known to mean different things, near as they are in spelling."""
    pair = frozenset((one, other))
    return pair in _APART or any(_opposed(one, other, *ends) for ends in _OPPOSITES)


def _opposed(one: str, other: str, first: str, second: str) -> bool:
    pairs = ((one, other), (other, one))
    return any(a.startswith(first) and b.startswith(second) for a, b in pairs)


class _Spaces(dict[int, str]):
    """What stands for each character, by its code: a blank for what parts words."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        parts = character == "_" or unicodedata.category(character)[0] in "PZC"
        meant = " " if parts else character
        self[code] = "" if character in _VARIATION else meant
        return self[code]


_spaces = _Spaces()
