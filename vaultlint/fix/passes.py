"""Passes over one note: choose fixes that stay out of each other's way, apply them, read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vaultlint.active import ActiveRule
from vaultlint.finding import Edit, Finding, Fix, Safety, Span, apply_edits
from vaultlint.fix.readable import properties_broken
from vaultlint.lint import Crash, NoteResult, find, result
from vaultlint.note import Note
from vaultlint.vault import Vault

MOST_PASSES = 10


@dataclass(frozen=True, slots=True)
class Passes:
    """What the passes made of a note.

    note: the note after the last pass. first: the findings in the note as it was. original, result:
    what the rules say of the note before the first pass and after the last. applied: the findings
    whose fixes were applied, pass by pass. problem: None, or why the outcome must not be used.
    """

    note: Note
    first: Sequence[Finding]
    original: NoteResult
    result: NoteResult
    applied: tuple[tuple[Finding, ...], ...] = ()
    problem: str | None = None


def run_passes(note: Note, vault: Vault, rules: Sequence[ActiveRule], wanted: Safety) -> Passes:
    """Fix the note in memory until no wanted fix is left, in at most `MOST_PASSES` passes."""
    first, crashes = _find(note, vault, rules)
    original = last = result(note, first, crashes)
    applied: list[tuple[Finding, ...]] = []
    seen = {note.data: 0}
    current, findings = note, first
    while chosen := choose(current.text, findings, wanted):
        if len(applied) == MOST_PASSES:
            problem = _endless({finding.rule for finding in chosen})
            return Passes(current, first, original, last, tuple(applied), problem)
        chosen, current = _applied(current, chosen)
        applied.append(tuple(chosen))
        since = seen.setdefault(current.data, len(applied))
        if since < len(applied):
            problem = _circle({finding.rule for one in applied[since:] for finding in one})
            return Passes(current, first, original, last, tuple(applied), problem)
        findings, crashes = _find(current, vault, rules)
        last = result(current, findings, crashes)
    return Passes(current, first, original, last, tuple(applied))


def choose(text: str, findings: Iterable[Finding], wanted: Safety) -> list[Finding]:
    """The findings whose fixes one pass applies to the text: in order, none touching another.

    A fix that is only to be shown, that changes nothing or that edits beyond the text is never
    chosen. The choice depends on the fixes alone, not on the order in which the rules ran.
    """
    able = [
        (fix.span, finding.rule, fix.edits, finding)
        for finding in findings
        if (fix := finding.fix) is not None
        and fix.safety >= max(wanted, Safety.UNSAFE)
        and _fits(fix, len(text))
    ]
    able.sort(key=lambda one: one[:3])
    chosen: list[Finding] = []
    end = -1
    for span, _, _, finding in able:
        if span.start > end and finding.fix is not None and _changes(text, finding.fix):
            chosen.append(finding)
            end = span.end
    return chosen


def apply_alone(note: Note, findings: Iterable[Finding], rule: str, wanted: Safety) -> Note:
    """The note after one pass with the fixes of one rule only."""
    own = [finding for finding in findings if finding.rule == rule]
    return _after(note, choose(note.text, own, wanted))


def _applied(note: Note, chosen: list[Finding]) -> tuple[list[Finding], Note]:
    """Those of the chosen findings whose fixes are applied in one pass, and what they make of it.

    Two rules may each add the same property, say, and together break all properties. Then those of
    the first rule are applied, and the others' turn comes in the next pass, if there is one.
    """
    after = _after(note, chosen)
    in_front = [finding for finding in chosen if _is_in_front(note, finding)]
    if len({finding.rule for finding in in_front}) < 2 or not properties_broken(note, after):
        return chosen, after
    first = min(finding.rule for finding in in_front)
    fewer = [one for one in chosen if one.rule == first or not _is_in_front(note, one)]
    return fewer, _after(note, fewer)


def _after(note: Note, findings: Iterable[Finding]) -> Note:
    return Note.from_text(apply_edits(note.text, edits_of(findings)), note.path, note.settings)


def _is_in_front(note: Note, finding: Finding) -> bool:
    return finding.fix is not None and finding.fix.span.start < note.body_start


def names(rules: Iterable[str]) -> str:
    """Rule ids, or other words, as a sentence lists them: "a", "a and b", "a, b and c"."""
    *most, last = sorted(rules)
    return f"{', '.join(most)} and {last}" if most else last


def edits_of(findings: Iterable[Finding]) -> Iterator[Edit]:
    """The edits of the findings' fixes."""
    for finding in findings:
        if finding.fix is not None:
            yield from finding.fix.edits


def _fits(fix: Fix, length: int) -> bool:
    return bool(fix.edits) and all(
        0 <= edit.span.start <= edit.span.end <= length for edit in fix.edits
    )


def _changes(text: str, fix: Fix) -> bool:
    start, end = fix.span
    moved = [edit._replace(span=Span(*(at - start for at in edit.span))) for edit in fix.edits]
    return apply_edits(text[start:end], moved) != text[start:end]


def _find(
    note: Note, vault: Vault, rules: Sequence[ActiveRule]
) -> tuple[list[Finding], list[Crash]]:
    """Findings and crashes; a fix that edits beyond the note is shown as an error of its rule."""
    findings, crashes = find(note, vault, rules)
    crashes += (
        Crash(note.path, finding.rule, f"the fix {finding.fix.title!r} edits beyond the note", "")
        for finding in findings
        if finding.fix is not None and not _fits(finding.fix, len(note.text))
    )
    return findings, crashes


def _circle(rules: set[str]) -> str:
    if len(rules) == 1:
        return f"nothing was fixed: the rule {names(rules)} undoes its own fix, which is a bug"
    return f"nothing was fixed: the rules {names(rules)} undo one another's fixes; turn one off"


def _endless(rules: set[str]) -> str:
    return (
        f"nothing was fixed: after {MOST_PASSES} passes {names(rules)} still wanted to change"
        " something, which is a bug; please report it"
    )
