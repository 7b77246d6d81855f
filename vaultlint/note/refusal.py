"""Why a piece of YAML is refused, in plain words, and whether Obsidian surely refuses it too."""

from __future__ import annotations

import re

from ruamel.yaml.error import MarkedYAMLError

from vaultlint.lazy import lazy

# Obsidian's parser is more lenient about keys that begin with "? ", which nobody writes by hand.
_EXPLICIT_KEY = lazy(r"^ *\?[ \t]", re.MULTILINE)

# What is wrong, in words that `yaml_cause` has better ones for where it knows the line.
COLON = "a text that holds `: ` needs quotes"
NO_PROPERTY = "it is no `name: value`"
FOLLOWS = "nothing may follow"
INDENTATION = "its indentation fits neither the line above nor the list it belongs to"
IN_BRACKETS = "a comma is missing in its list, or a text needs quotes"

_NAME_ENDS = lazy(r":(?:\s|\Z)")
_ANCHOR_WITH_COLON = lazy(r"[:\-][ \t]&[^\s:]*+:")
_COMMENT = lazy(r"(?<=[\s,\[{])#[^\n]*")
_BRACKETS = lazy(r"[\[\]{}]")
_CLOSING = ("]", "}", '"', "'")


class RefusedError(Exception):
    """The YAML cannot be read: the cause in words, and the offset in the text that was parsed.

    doubtful: Obsidian's more lenient parser may read it all the same.
    """

    def __init__(self, problem: str, offset: int, *, doubtful: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.offset = offset
        self.doubtful = doubtful


def explain(error: MarkedYAMLError, text: str) -> RefusedError:
    """What libyaml says of the text, in words that a note's author understands, with its place."""
    problem, context = error.problem or "", error.context or ""
    at = error.problem_mark.index if error.problem_mark else 0
    began = error.context_mark.index if error.context_mark else at
    here, follows = text[at : at + 1], text[at + 1 : at + 2]
    if problem.startswith("mapping values"):
        doubtful = text[:at].rstrip(" \t")[-1:] in ("]", "}")
        doubtful = doubtful or _ANCHOR_WITH_COLON.search(_line_of(text, at)) is not None
        return RefusedError(COLON, at, doubtful=doubtful)
    if "block scalar" in context and here == "\t":
        return RefusedError(
            "a tab indents its block text, and YAML wants spaces", at, doubtful=True
        )
    if "that cannot start any token" in problem or "tab character" in problem:
        if here == "\t":
            before, _, behind = _line_of(text, at).partition("\t")
            behind = behind.strip(" \t\r")
            plain = before[:1] == " " and ":" not in behind and behind[:1] != "-"
            problem = "a tab indents it, and YAML wants spaces"
            return RefusedError(problem, at, doubtful=plain or not behind)
        mark = "a backtick" if here == "`" else f"`{here}`"
        return RefusedError(f"a text that begins with {mark} needs quotes", at)
    if "could not find expected ':'" in problem:
        below = text[began:].partition("\n")[2].lstrip(" \t\r\n")
        return RefusedError(NO_PROPERTY, began, doubtful=below.startswith(":"))
    if "directive" in context or "directive" in problem:
        return RefusedError(NO_PROPERTY, began)
    if problem.startswith("mapping keys"):
        return RefusedError("a text that begins with `? ` needs quotes", at)
    if "quoted scalar" in context:
        return _in_quotes(problem, text, began, at)
    if "scanning an alias" in context or "scanning an anchor" in context:
        mark = text[began : began + 1]
        return RefusedError(
            f"a text that begins with `{mark}` needs quotes", began, doubtful=mark == "&"
        )
    if "tag" in context or "tag" in problem:
        word = (text[began:].split(None, 1) or [""])[0]
        doubtful = "undefined" not in problem and not any(mark in word for mark in "[]{},")
        return RefusedError("a text that begins with `!` needs quotes", began, doubtful=doubtful)
    if "block scalar" in context and at > began and "\n" not in text[began:at]:
        return RefusedError(f"a text that begins with `{text[began]}` needs quotes", began)
    if "flow" in context or "unexpected ':'" in problem:
        return _in_brackets(text, began, at)
    if problem.startswith("block sequence entries"):
        if text[:at].rstrip(" \t")[-1:] in _CLOSING:
            return RefusedError(FOLLOWS, at)  # `[[A]] - more`: no list was meant
        rest = text[at + 1 :].partition("\n")[0].strip(" \t\r")
        named = _NAME_ENDS.search(rest) is not None
        doubtful = named or rest.strip("- ")[:1] in ("", "#")
        return RefusedError(
            "the first `- ` of a list needs a line of its own", at, doubtful=doubtful
        )
    if problem.startswith("did not find expected"):
        return _out_of_place(text, at, follows)
    return RefusedError(f"it is no valid YAML ({problem})", at)


def _line_of(text: str, at: int) -> str:
    """The line that holds an offset."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def _in_quotes(problem: str, text: str, began: int, at: int) -> RefusedError:
    quote = text[began : began + 1]
    if "escape" in problem or "hexdecimal" in problem or "Unicode" in problem:
        place = max(began, text.rfind("\\", 0, at + 1))
        problem = f"`{text[place : place + 2]}` means nothing between double quotes"
        return RefusedError(f"{problem}; single quotes keep it as it is", place)
    end = text.find("\n", began)
    doubtful = ends_in_quote(text, began, end if end >= 0 else len(text))
    problem = f"the quote `{quote}` that opens its text is not closed"
    return RefusedError(problem, began, doubtful=doubtful)


def ends_in_quote(text: str, start: int, end: int) -> bool:
    """Whether a line that opens a quote ends in one: `'2020''` is no error to Obsidian's parser."""
    line = text[start:end].rstrip("\r")
    return len(line) > 1 and line[-1] == text[start]


def _in_brackets(text: str, began: int, at: int) -> RefusedError:
    if text[began : began + 1] not in ("[", "{"):
        began = _open_bracket(text, at)
    inside, bracket = text[began:at], text[began : began + 1]
    colon = text[at : at + 1] == ":" and "\n" not in inside
    doubtful = colon or any(mark in text[began : at + 1] for mark in "?!&")
    if "\n" in inside or not text[at:].strip(" \t\r\n"):
        hidden = _COMMENT.search(inside.partition("\n")[0])
        if hidden and any(closing in hidden[0] for closing in "]}"):
            problem = "its `#` begins a comment that hides the end of the list"
            return RefusedError(problem, began + hidden.start(), doubtful=doubtful)
        return RefusedError(f"the bracket `{bracket}` is not closed", began, doubtful=doubtful)
    return RefusedError(IN_BRACKETS, at, doubtful=doubtful)


def _open_bracket(text: str, at: int) -> int:
    """Where the innermost bracket opens that is open at an offset; quotes are not looked at."""
    depth = 0
    seen = _COMMENT.sub(lambda match: " " * len(match[0]), text[:at])
    for match in _BRACKETS.finditer(seen[::-1]):
        depth += 1 if match[0] in "]}" else -1
        if depth < 0:
            return at - match.end()
    return at


def _out_of_place(text: str, at: int, follows: str) -> RefusedError:
    line = text[text.rfind("\n", 0, at) + 1 : at]
    keyless = text[at : at + 1] == ":" and follows in ("", " ", "\t", "\r", "\n")
    doubtful = keyless or _EXPLICIT_KEY.search(text) is not None
    if line.strip(" \t"):
        problem = f"{FOLLOWS} `{line.strip()}` unless the whole is quoted"
    else:
        problem = INDENTATION
    return RefusedError(problem, at, doubtful=doubtful)
