"""What `vaultlint explain mojibake --text` prints: how a text is decoded, step by step."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from vaultlint.encoding import Certainty, Repair, Step, find_repairs
from vaultlint.finding import Span
from vaultlint.note.source import Lines, decode
from vaultlint.report.visible import visible, visible_blanks

_CERTAINTY = {
    Certainty.CERTAIN: "certain: --fix repairs it",
    Certainty.DOUBTFUL: "probable: only --fix --unsafe-fixes repairs it",
    Certainty.GUESSED: "a guess: it is told, and never repaired",
    Certainty.LOST: "a part of it is lost: it is told, and never repaired",
}
_REPAIRED = (Certainty.CERTAIN, Certainty.DOUBTFUL)


def read_text(given: str) -> str:
    """The text that somebody means: what stands in the command, or `-` for standard input."""
    text = decode(sys.stdin.buffer.read()) if given == "-" else given
    return text.removesuffix("\n").removesuffix("\r")


def explain_text(text: str) -> Iterator[str]:
    """What is damaged in a text, what it was and why, then the lines as repairs make them."""
    repairs = list(_together(find_repairs(text)))
    lines = Lines(text)
    for repair in repairs:
        line, column = lines.position(repair.span.start)
        where = f"line {line}, column {column}" if len(lines) > 1 else f"column {column}"
        yield f"{where}: {_said(text[slice(*repair.span)], repair)}"
        yield f"  {_CERTAINTY[repair.certainty]}"
        if repair.why:
            yield f"  {repair.why}"
        for step in repair.steps:
            yield f"  undo {step.codec}: {visible_blanks(step.text)}"
        yield ""
    if not repairs:
        yield "Nothing in this text looks damaged."
    yield from _repaired_lines(text, repairs, lines)
    if any("\udc80" <= character <= "\udcff" for character in text):
        yield "It holds bytes that are not UTF-8: see `vaultlint explain invalid-utf8`."


def _said(damaged: str, repair: Repair) -> str:
    there = visible_blanks(damaged)
    if repair.replacement is None:
        return f"`{there}` is what is left of something else"
    if not repair.replacement:
        return f"`{there}` says nothing"
    perhaps = "was" if repair.certainty in _REPAIRED else "was perhaps"
    return f"`{there}` {perhaps} `{visible_blanks(repair.replacement)}`"


def _together(repairs: Iterable[Repair]) -> Iterator[Repair]:
    """The repairs, in one what stands side by side and was damaged in the same way."""
    last: Repair | None = None
    for repair in repairs:
        if last is not None and _is_continued(last, repair):
            steps = zip(last.steps, repair.steps, strict=True)
            last = last._replace(
                span=Span(last.span.start, repair.span.end),
                replacement=(last.replacement or "") + (repair.replacement or ""),
                steps=tuple(Step(one.codec, one.text + other.text) for one, other in steps),
            )
            continue
        if last is not None:
            yield last
        last = repair
    if last is not None:
        yield last


def _is_continued(one: Repair, other: Repair) -> bool:
    return (
        one.span.end == other.span.start
        and (one.certainty, one.why) == (other.certainty, other.why)
        and [step.codec for step in one.steps] == [step.codec for step in other.steps]
        and None not in (one.replacement, other.replacement)
    )


def _repaired_lines(text: str, repairs: Sequence[Repair], lines: Lines) -> Iterator[str]:
    """The lines that repairs change, after them."""
    wanted = [repair for repair in repairs if repair.certainty in _REPAIRED]
    for number, some in groupby(wanted, lambda repair: lines.number_at(repair.span.start)):
        at, end = lines.span(number)
        parts: list[str] = []
        for repair in some:
            parts += text[at : repair.span.start], repair.replacement or ""
            at = repair.span.end
        end = max(at, end)
        where = f"line {number + 1}, repaired" if len(lines) > 1 else "repaired"
        yield f"{where}: {visible(''.join((*parts, text[at:end])))}"
