"""Text that was decoded with the wrong encoding, so that `’` became `â€™`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from vaultlint.finding import Finding, Level, Safety, Span
from vaultlint.note import Note, ZoneKind
from vaultlint.rule import NOT_ASCII, Change, RuleOptions, rule

from ._units import next_damage

_SILENT: tuple[ZoneKind, ...] = ("math", "comment", "html", "foreign")


class Options(RuleOptions):
    """Which parts of a note are looked at.

    code: whether code, inline and in blocks, is looked at too.
    """

    code: bool = False


@rule(
    level=Level.ERROR,
    preset="recommended",
    fixes=Safety.SAFE,
    changes=set(Change),
    options=Options,
    needs=(NOT_ASCII,),
)
def check(note: Note, options: Options) -> Iterator[Finding]:
    """Find damaged text, and what it was."""
    lines = _suspicious_lines(note, options)
    if lines:
        from ._mending import mend  # with ftfy; few notes are damaged

        yield from mend(note, lines)


def _suspicious_lines(note: Note, options: Options) -> dict[int, str]:
    """The lines that may hold damage, by number, with what is not looked at blotted out."""
    numbers = []
    at = next_damage(note.text, 0)
    while at >= 0:
        numbers.append(note.lines.number_at(at))
        at = next_damage(note.text, note.lines.span(numbers[-1]).end)
    if not numbers:
        return {}
    silent: tuple[ZoneKind, ...] = _SILENT if options.code else (*_SILENT, "code")
    prose = note.outside(*silent)
    return {number: _blotted(note.text, note.lines.span(number), prose) for number in numbers}


def _blotted(text: str, line: Span, prose: Sequence[Span]) -> str:
    """A line with a dash for every character outside prose."""
    parts: list[str] = []
    done = line.start
    for span in prose[max(bisect_right(prose, (line.start, len(text))) - 1, 0) :]:
        if span.start >= line.end:
            break
        if span.end > line.start:
            first, last = max(span.start, line.start), min(span.end, line.end)
            parts += "-" * (first - done), text[first:last]
            done = last
    return "".join(parts) + "-" * (line.end - done)
