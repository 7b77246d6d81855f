"""One text that holds several tags, aliases or class names: what it is split into.

Before Obsidian 1.9 such texts were read so, and its own Format converter still splits them so
(obsidian.md sections 2.3, 3.4).
"""

from __future__ import annotations

from typing import NamedTuple

from vaultlint.lazy import lazy
from vaultlint.note.tags import WHITESPACE

_WORDS = lazy(f"[,{WHITESPACE}]+")
_PARTS = lazy(r"[,\r\n]")
_BLANK = lazy(f"[{WHITESPACE}]")
_LIST = lazy(r"\[([^\[\]]*)\]")
_QUOTED = lazy(r"\"([^\"]*)\"|'([^']*)'")
# Also those of names in East Asia.
_PAIRS = (
    ("(", ")"), ("[", "]"), ("{", "}"), ("\uff08", "\uff09"), ("\u300a", "\u300b"),
    ("\u300c", "\u300d"),
)  # fmt: skip
_ALIAS_COMMA = lazy(r",(?![0-9])|(?<![0-9]),")  # not that of 1,000


class Split(NamedTuple):
    """The parts of a text in order, each once; `sure` where nobody can have meant anything else."""

    parts: tuple[str, ...]
    sure: bool


def split_tags(text: str) -> Split | None:
    """The tags of a text, without `#`; None if it holds a single word.

    A blank parts tags too. Without commas or hashes it may also part the words of one tag that is
    none: then it is not sure.
    """
    text = text.strip(WHITESPACE)
    if not _WORDS.search(text):
        return None
    if listed := _listed(text):
        sure = not any(map(_BLANK.search, listed))
        return _split([part.lstrip("#") for part in listed], sure=sure, folded=True)
    words = [word for word in _WORDS.split(text) if word.strip("#")]
    parts = [part.strip(WHITESPACE) for part in _PARTS.split(text)]
    sure = all(word.startswith("#") for word in words) or not any(map(_BLANK.search, parts))
    return _split([word.lstrip("#") for word in words], sure=sure, folded=True)


def split_classes(text: str) -> Split | None:
    """The class names of a text, which hold no blank and no comma; None if it is a single one."""
    text = text.strip(WHITESPACE)
    if not _WORDS.search(text):
        return None
    words = _listed(text) or [word for word in _WORDS.split(text) if word]
    return _split(words, sure=True, folded=False)


def split_aliases(text: str) -> Split | None:
    """The aliases of a text; None if it holds a single one.

    A name may well hold a comma, so it is only sure that a newline parts them; one between brackets
    parts none.
    """
    if listed := _listed(text.strip(WHITESPACE)):
        return _split(listed, sure=False, folded=False)
    lines = text.split("\n")
    parts = [part for line in lines for part in _ALIAS_COMMA.split(line) if part.strip(WHITESPACE)]
    if len(parts) < 2 or any(_takes_apart(part) for part in parts):
        return None
    sure = len(parts) == sum(1 for line in lines if line.strip(WHITESPACE))
    return _split([part.strip(WHITESPACE) for part in parts], sure=sure, folded=False)


def _takes_apart(part: str) -> bool:
    """Whether a part has one bracket of a pair, so that the other lies in the next."""
    return any(part.count(opening) != part.count(closing) for opening, closing in _PAIRS)


def _listed(text: str) -> list[str]:
    """The items of a list in brackets that quotes have made a text, none if it is no such list."""
    match = _LIST.fullmatch(text)
    if match is None:
        return []
    items = [item.strip(WHITESPACE) for item in match[1].split(",")]
    bare = [_QUOTED.sub(r"\1\2", item) if _QUOTED.fullmatch(item) else item for item in items]
    return [item for item in bare if item]


def _split(parts: list[str], *, sure: bool, folded: bool) -> Split | None:
    """The parts, each once, letter case aside if they are `folded`; None if there are none."""
    once: dict[str, str] = {}
    for part in parts:
        once.setdefault(part.lower() if folded else part, part)
    return Split(tuple(once.values()), sure) if once else None
