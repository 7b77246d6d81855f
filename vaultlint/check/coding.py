"""A note's result as plain data, for the cache and for the way from one process to another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lint import Crash, Located, NoteResult

_LEVELS = {int(level): level for level in Level}  # an enumeration takes ten times as long
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
        tuple([_located(path, *one) for one in findings]),
        tuple([Crash(path, *map(str, one)) for one in crashes]),
        gathered,
    )


def _finding_data(located: Located) -> list[Any]:
    finding = located.finding
    fix = finding.fix
    return [
        located.rule,
        int(located.level),
        [located.line, located.column, located.end_line, located.end_column],
        [located.excerpt, located.excerpt_column],
        list(finding.span),
        finding.message,
        finding.cause,
        None
        if fix is None
        else [fix.title, int(fix.safety), [[*edit.span, edit.text] for edit in fix.edits]],
    ]


def _located(
    path: str,
    rule: str,
    level: int,
    place: Sequence[int],
    excerpt: tuple[str, int],
    span: Sequence[int],
    message: str,
    cause: str | None,
    fix: tuple[str, int, list[tuple[int, int, str]]] | None,
) -> Located:
    made = None
    if fix is not None:
        title, safety, edits = fix
        made = Fix(
            _text(title),
            tuple(Edit(_span(start, end), _text(text)) for start, end, text in edits),
            Safety(safety),
        )
    line, column, end_line, end_column = map(_number, place)
    text, first = excerpt
    told = None if cause is None else _text(cause)
    final = _LEVELS[level]
    finding = Finding(_span(*span), _text(message), made, final, told, _text(rule))
    return Located(
        path,
        rule,
        final,
        finding,
        line,
        column,
        end_line,
        end_column,
        _text(text),
        _number(first),
    )


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
