"""A note's result as plain data, for the cache and for the way from one process to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lint import Crash, Located, NoteResult


def to_data(result: NoteResult) -> list[Any]:
    """The findings and crashes of a result as lists, texts and numbers; its path is left out."""
    return [
        [_finding_data(located) for located in result.findings],
        [[crash.rule, crash.error, crash.trace] for crash in result.crashes],
    ]


def from_data(path: str, data: Sequence[Any]) -> NoteResult:
    """The result of the note at the path that `to_data` made the data of.

    Data that it did not make raise ValueError, TypeError, KeyError or IndexError.
    """
    findings, crashes = data
    return NoteResult(
        path,
        tuple(_located(path, *one) for one in findings),
        tuple(Crash(path, *map(str, one)) for one in crashes),
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
            title,
            tuple(Edit(Span(start, end), text) for start, end, text in edits),
            Safety(safety),
        )
    line, column, end_line, end_column = place
    text, first = excerpt
    finding = Finding(Span(*span), message, made, Level(level), cause, rule)
    return Located(
        path, rule, Level(level), finding, line, column, end_line, end_column, text, first
    )
