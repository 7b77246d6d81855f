"""Whether a tag is cut where nobody means it to end (obsidian.md section 4.1)."""

from __future__ import annotations

from vaultlint.lazy import lazy
from vaultlint.note.tags import NO_TAG, Tag

_APOSTROPHES = "'\u2018\u2019"
_HYPHENS = "\u2010\u2011\u2013\u2027"  # two hyphens, the en dash, the point within Chinese names
_BREAKS = "\u2014\u2015:"  # dashes and a colon: they also part a tag from what is said of it
_JOINERS = "\u200c\u200d"
CUTS = rf"{_APOSTROPHES}{_HYPHENS}{_BREAKS}{_JOINERS}&+.\\"
"""What may end a tag against its author's will, for a character class."""
CUT_WITHIN = rf"(?:\+|\\[-_]|[{_JOINERS}]\S|[{_APOSTROPHES}{_HYPHENS}{_BREAKS}&.][^\W_])"
"""What a cut in the middle of a word begins with, as a pattern: more of the word stands behind it,
but a plus sign may be its end."""
SHARPS = "CcFfJjQq"
"""Letters behind which a hash is the sharp of a language, or of a note of music."""

_TAG_CHARACTER = lazy(f"[^{NO_TAG}]|#")
_WORD = lazy(r"[^\W_]+")
_PLUS = lazy(r"\+++(?!#)")
_ESCAPED = lazy(r"\\[-_][^\W_]")
_NEXT_TAG = lazy(r"[^\W_]+[ \t]*+(?:#|[\r\n]|\Z)")
_TAGS_BEFORE = lazy(r"[ \t]*+(?>(?:(?:[-*+>]|#[^\s#]+)[ \t]+)*)\Z")
_LONGEST_LEAD = 200  # characters of the line before a tag that are looked at
# Endings of English words, and beginnings of French, Italian, Catalan and Irish ones. An "s" is
# left out, and so is any other ending: in English and Turkish they are put to a tag on purpose.
_ENDINGS = frozenset(("re", "ve", "ll", "m"))
_BEGINNINGS = frozenset(
    ("all", "aujourd", "c", "d", "dall", "dell", "j", "jusqu", "l", "lorsqu", "m", "n", "nell", "o")
) | frozenset(("puisqu", "qu", "quelqu", "s", "sull", "t", "un"))
_UKRAINIAN = frozenset("яюєїёе")


def is_unmeant(text: str, tag: Tag) -> bool:
    """Whether what follows the tag's end belongs to it as its author reads it.

    Ordinary punctuation behind a tag, a closing quote, a dash that parts it from a remark, and a
    genitive (`#Obsidian's`) do not.
    """
    at = tag.span.end
    sign = text[at : at + 1]
    if sign == "#":
        return tag.name in SHARPS and not _TAG_CHARACTER.match(text, at + 1)
    if not sign or sign not in CUTS:
        return False
    last = tag.name[-1]
    if sign == "\\":
        return _ESCAPED.match(text, at) is not None
    if sign == "+":
        return last.isalnum() and _PLUS.match(text, at) is not None
    if sign in _JOINERS:
        after = text[at + 1 : at + 2]
        return not (last + after).isascii() and len(after) > 0 and not after.isspace()
    match = _WORD.match(text, at + 1)
    if match is None or not last.isalnum():
        return False
    word = match[0]
    if sign in _APOSTROPHES:
        return _is_apostrophe(tag.name.lower(), word.lower())
    if sign == "&":
        return not text.startswith(";", match.end())
    if sign == ".":
        both_digits = last.isdigit() and word[0].isdigit()
        return (last + word).isascii() and (both_digits or word[0].islower())
    if sign == ":" and not (last + word).isascii():
        return False  # in Chinese no blank follows a colon
    return sign in _HYPHENS or _is_alone(text, tag)


def _is_apostrophe(name: str, word: str) -> bool:
    """Whether an apostrophe between these two stands within a word."""
    if word in _ENDINGS or (word == "t" and name.endswith("n")):
        return True
    return name in _BEGINNINGS or (word[0] in _UKRAINIAN and name[-1] >= "\u0400")


def _is_alone(text: str, tag: Tag) -> bool:
    """Whether the tag with one more word stands on a line on which there are only tags."""
    start = tag.span.start
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    if start - line > _LONGEST_LEAD or not _NEXT_TAG.match(text, tag.span.end + 1):
        return False
    return _TAGS_BEFORE.match(text, line, start) is not None
