"""A note's result as plain data, for the cache and for the way from one process to another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lint import Crash, Located, NoteResult

_LEVELS = {int(level): level for level in Level}  # an enumeration takes ten times as long
# What the data of a finding are but for the last two: rule, level, place, excerpt, span, message.
_KINDS = [str, *[int] * 5, str, *[int] * 3, str]
# Lone surrogates as they are: escaped, two might become one character. `json.dumps` would make such
# an encoder anew for each text.
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def to_text(data: object) -> str:
    """JSON in one line."""
    return _ENCODER.encode(data)


def to_line(data: object) -> bytes:
    """The same as bytes that end with a newline."""
    return to_text(data).encode("utf-8", "surrogatepass") + b"\n"


def from_line(line: bytes) -> Any:
    """What `to_line` made the line of."""
    return json.loads(line.decode("utf-8", "surrogatepass"))


def to_data(result: NoteResult) -> list[Any]:
    """The findings and crashes of a result as lists, texts and numbers; all else is left out."""
    return [
        [_finding_data(located) for located in result.findings],
        [[crash.rule, crash.error, crash.trace] for crash in result.crashes],
    ]


def from_data(path: str, data: Sequence[Any], gathered: str = "") -> NoteResult:
    """The result of the note at the path that `to_data` made the data of, with what it gives.

    Data that it did not make raise ValueError, TypeError, KeyError or IndexError.
    """
    findings, crashes = data
    return NoteResult(
        path,
        tuple([_located(path, one) for one in findings]),
        tuple([Crash(path, *map(str, one)) for one in crashes]),
        gathered,
    )


def _finding_data(located: Located) -> list[Any]:
    span, message, fix, _, cause, _ = located.finding
    fix_data = None
    if fix is not None:
        fix_data = [fix.title, int(fix.safety), [[*edit.span, edit.text] for edit in fix.edits]]
    return [located.rule, int(located.level), *located[4:], *span, message, cause, fix_data]


def _located(path: str, data: Sequence[Any]) -> Located:
    *plain, cause, fix = data
    if [*map(type, plain)] != _KINDS:
        raise TypeError("a finding was expected")
    rule, number, line, column, end_line, end_column, excerpt, first, start, end, message = plain
    level = _LEVELS[number]
    finding = Finding(
        Span(start, end),
        message,
        None if fix is None else _fix(*fix),
        level,
        None if cause is None else _text(cause),
        rule,
    )
    place = line, column, end_line, end_column
    return Located(path, rule, level, finding, *place, excerpt, first)


def _fix(title: str, safety: int, edits: Sequence[tuple[int, int, str]]) -> Fix:
    made = [Edit(_span(start, end), _text(text)) for start, end, text in edits]
    return Fix(_text(title), tuple(made), Safety(safety))


def _span(start: int, end: int) -> Span:
    return Span(_number(start), _number(end))


def _text(value: str) -> str:
    if type(value) is not str:
        raise TypeError("a text was expected")
    return value


def _number(value: int) -> int:
    if type(value) is not int:
        raise TypeError("a number was expected")
    return value
