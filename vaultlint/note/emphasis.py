"""Which runs of `*`, `_`, `~~` and `==` pair, by CommonMark's rules for delimiter runs."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import category

from vaultlint.finding import Span
from vaultlint.note.marks import Mark, MarkKind
from vaultlint.note.tags import WHITESPACE, Tag

_KINDS: dict[str, MarkKind] = {"*": "emphasis", "_": "emphasis", "~": "strike", "=": "highlight"}
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Delimiter:
    """A run of delimiter characters: what is left of it while pairing, and which way it may face.

    `tag` is a tag that stands right behind the run, which counts only where the run is markup:
    `**#tag**` holds one, `2*#tag` does not (obsidian.md section 4.3).
    """

    __slots__ = ("can_close", "can_open", "character", "count", "length", "start", "tag", "used")

    def __init__(self, text: str, at: int, length: int, before: str, after: str) -> None:
        self.character = text[at]
        self.start = at
        self.count = self.length = length
        self.used = False
        self.tag: Tag | None = None
        space_before, space_after = before in WHITESPACE, after in WHITESPACE
        if self.character in "=~":
            self.can_open, self.can_close = not space_after, not space_before
            return
        mark_before, mark_after = _is_punctuation(before), _is_punctuation(after)
        left = not space_after and (not mark_after or space_before or mark_before)
        right = not space_before and (not mark_before or space_after or mark_after)
        if self.character == "*":
            self.can_open, self.can_close = left, right
        else:
            self.can_open = left and (not right or mark_before)
            self.can_close = right and (not left or mark_after)


def pair(delimiters: Iterable[Delimiter]) -> list[Mark]:
    """The marks that the delimiter runs of a text make, given in order of position.

    Linear: what a failed search looked through is not looked through again for the same kind of
    closer, which is CommonMark's `openers_bottom`.
    """
    marks: list[Mark] = []
    openers: list[Delimiter] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for closer in delimiters:
        while closer.can_close and closer.count:
            key = (closer.character, closer.can_open, closer.length % 3)
            at = _opener_for(closer, openers, bottoms.get(key, -1))
            if at < 0:
                bottoms[key] = closer.start
                break
            marks.append(_join(openers[at], closer))
            del openers[at + (openers[at].count > 0) :]
        if closer.can_open and closer.count:
            openers.append(closer)
    return marks


def _opener_for(closer: Delimiter, openers: list[Delimiter], bottom: int) -> int:
    """The index of the nearest opener that the closer may pair with, -1 if there is none."""
    for index in range(len(openers) - 1, -1, -1):
        opener = openers[index]
        if opener.start < bottom:
            break
        if opener.character != closer.character:
            continue
        if (
            (opener.can_close or closer.can_open)
            and closer.character in "*_"
            and (opener.length + closer.length) % 3 == 0
            and (opener.length % 3 or closer.length % 3)
        ):
            continue  # CommonMark's rule of three
        return index
    return -1


def _join(opener: Delimiter, closer: Delimiter) -> Mark:
    """Use up one or two characters of both for a mark."""
    width = 2 if opener.count >= 2 and closer.count >= 2 else 1
    opener.count -= width
    start = opener.start + opener.count
    end = closer.start + width
    closer.start = end
    closer.count -= width
    opener.used = closer.used = True
    return Mark(_KINDS[closer.character], Span(start, end), Span(start + width, end - width))


def _is_punctuation(character: str) -> bool:
    if character < "\x80":
        return character in _PUNCTUATION
    return category(character)[0] in "PS"
