"""What is wrong with YAML that was refused, told from how people come to write it so.

The parser tells where it stumbled, which may be lines below the slip, and knows nothing of links,
clippings and dashes. Here the line is looked at again, for words that its author understands.
"""

from __future__ import annotations

import re

from vaultlint.lazy import lazy
from vaultlint.note.refusal import (
    COLON,
    FOLLOWS,
    IN_BRACKETS,
    INDENTATION,
    NO_PROPERTY,
    RefusedError,
)

_NAMED = lazy(r"[ \t]*(?:-[ \t]+)?(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s:][^:\n]*):(?:[ \t\r\n]|\Z)")
_OWNS_TEXT = lazy(rf"{_NAMED.pattern}|[ \t]*-[ \t]")
_COMMENT = lazy(r"[ \t]*#")
_VALUE = lazy(r"[ \t]*(?:-[ \t]+)?(?:[^\s:\"'\[\]{}][^:\"'\[\]{}]*:[ \t]+)?(.*)")

# What a line that is no `name: value` was meant for, by its looks.
_NO_PROPERTY = (
    (r"-[^\s\-].*", "a blank is missing behind its dash"),
    (r"[^\W\d][\w\-]*(?: [\w\-]+){0,2}[：﹕︓].*", "its wide colon is none here, write `: `"),
    (r"[^\W\d][\w\-]*(?: [\w\-]+)?:(?!//)\S.*", "a blank is missing behind its colon"),
    (r"[^\W\d][\w\-]*(?: [\w\-]+)? *=.*", "a colon and a blank must part its name and its value"),
    (r"---.*", "nothing but three dashes may stand in the line that ends the properties"),
    (r"(?://|/\*|<!--|%%).*", "a comment begins with `#` here"),
    (r"[^\S\t ].*", "it begins with a blank that YAML does not know (U+{:04X})"),
    (
        r"#.*|>.*|\|.*|```.*|~~~.*|\*{2,}.*|___+|!?\[\[.*|!?\[[^\]]*\]\(.*|[-*+] \[.\] .*|\* .*",
        "it is text of the note: a line of three dashes must end the properties above it",
    ),
)  # fmt: skip
_MEANT = tuple((lazy(pattern), words) for pattern, words in _NO_PROPERTY)

_ONE_TOO_MANY = r"(\"|')[^\"']*\1 ?\1"
# What stands behind a value that has ended, by the whole value.
_BEHIND = (
    (r"\[\[[^\[\]]*\]{3,}|\[[^\[\]]*\]{2,}", "it has a bracket `]` too many"),
    (r"!?\[\[.*", "a link must stand in quotes, and several links in a list"),
    (r"!?\[[^\[\]]*\]\(.*", "a Markdown link must stand in quotes"),
    (r"\[.*", "a text that begins with `[` needs quotes, and behind a list stands nothing"),
    (r"\{.*", "a text that begins with `{{` needs quotes"),
    (
        r"(\"|')[^\"']*\1(?:, *(\"|')[^\"']*\2)+",
        "several texts in quotes need brackets around them",
    ),
    (r"(\"|')[^\"']*\1[,;]", "nothing may stand behind its closing quote"),
    (_ONE_TOO_MANY, "it has a quote too many at its end"),
    (r"(\"|').*\1", "quotes within its quotes end the text too early"),
    (r"[\"'].*", "its text goes on behind the closing quote"),
    (r"([,\]}]).*", "a text that begins with `{}` needs quotes"),
)
_MEANT_BEHIND = tuple((lazy(pattern), words) for pattern, words in _BEHIND)
_CLOSED_BY_ANOTHER = lazy(r"\"[^\"']*'|'[^\"']*\"")


def name_cause(source: str, refused: RefusedError) -> tuple[str, int]:
    """The cause in words and its place, of a text and what the parser said of it."""
    problem, at = refused.problem, refused.offset
    start, line = _line_at(source, at)
    if problem == COLON:
        return _misplaced_colon(source, at, start)
    if problem == NO_PROPERTY or ("begins with" in problem and not _OWNS_TEXT.match(line)):
        return _no_property(line.strip(" \t\r")) or problem, at
    value = _value(line)
    if problem.startswith(FOLLOWS):
        return _meaning(_MEANT_BEHIND, value, value[:1]) or problem, at
    if problem == INDENTATION:
        return _out_of_line(source, start, line) or problem, at
    if problem == IN_BRACKETS and re.search(r"[\[,][ \t]*,", line):
        return "a comma too many stands in its list", at
    if "opens its text is not closed" in problem and at < start + len(line):
        if _CLOSED_BY_ANOTHER.fullmatch(value):
            return f"its text begins with `{value[0]}` and ends with `{value[-1]}`", at
        if re.fullmatch(_ONE_TOO_MANY, value):
            return "it has a quote too many at its end", at
    return problem, at


def _line_at(source: str, at: int) -> tuple[int, str]:
    """Where the line begins that holds an offset, and the line without its newline."""
    start = source.rfind("\n", 0, at) + 1
    return start, source[start:].partition("\n")[0]


def _value(line: str) -> str:
    found = _VALUE.match(line.rstrip(" \t\r"))
    return found[1] if found is not None else ""


def _meaning(table: tuple[tuple[re.Pattern[str], str], ...], text: str, shown: str) -> str | None:
    """The words that belong to the first pattern that fits the whole text."""
    return next((words.format(shown) for pattern, words in table if pattern.fullmatch(text)), None)


def _no_property(stripped: str) -> str | None:
    for pattern, words in _MEANT:
        if pattern.fullmatch(stripped):
            return words.format(ord(stripped[0]))
    return None


def _misplaced_colon(source: str, at: int, start: int) -> tuple[str, int]:
    """A colon too many; or the property's own, which a slip above it makes one too many."""
    if ": " in source[start:at] or source[at - 1 : at] in ('"', "'"):
        return COLON, at
    own = _indent(source[start:at])
    meant = start
    for begin, line in _lines_above(source, start):
        if _indent(line) < own and _NAMED.match(line):
            return "it is indented as if it were a part of the text above", start + own
        if _indent(line) != own or _NAMED.match(line):
            break
        meant = begin
    if meant == start:
        return COLON, at
    words = _no_property(_line_at(source, meant)[1].strip(" \t\r"))
    return words or NO_PROPERTY, meant + own


def _out_of_line(source: str, start: int, line: str) -> str | None:
    """What an indentation that fits nothing comes from."""
    item = line.lstrip(" ").startswith("- ")
    above = [text for _, text in _lines_above(source, start)]
    if not above:
        return None
    named = _NAMED.match(above[0])
    if item and named and above[0][named.end() :].strip(" \t\r"):
        return f"`{above[0].strip().partition(':')[0]}` has a value already, and no list may follow"
    if item and above[0].lstrip(" ").startswith("- "):
        return "the items of a list must be indented alike"
    if not item and _indent(line) == 0 and all(_indent(text) for text in above):
        return "the properties above it are indented, and it is not"
    return None


def _lines_above(source: str, start: int) -> list[tuple[int, str]]:
    """The lines above one, the nearest first, with their places; no blank ones and comments."""
    found: list[tuple[int, str]] = []
    at = 0
    for line in source[:start].split("\n")[:-1]:
        if line.strip(" \t\r") and not _COMMENT.match(line):
            found.append((at, line))
        at += len(line) + 1
    return found[::-1]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
