"""Run rules over notes: what every report and every fix starts from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from vaultlint.active import ActiveRule, ActiveRules
from vaultlint.finding import Finding, Level, Span
from vaultlint.gathered import Texts
from vaultlint.kinds import kind_of
from vaultlint.note import Note
from vaultlint.patience import patience
from vaultlint.unused import UNUSED, WORD
from vaultlint.vault import Vault

UNREADABLE = "unreadable-note"
UNKNOWN = ""
"""The rule of a crash of which nobody knows in which rule it was."""
# Characters kept around a finding's start: a line may have a million of them, and as many findings,
# and no terminal shows more.
_AROUND = 250


class Located(NamedTuple):
    """A finding with what a report needs of the note, so that the note itself can be let go.

    Lines and columns count from 1, columns in characters; the end is exclusive. `excerpt` is what
    lies around the finding's start in its source line, without the newline; it begins in the column
    `excerpt_column`.
    """

    path: str
    rule: str
    level: Level
    finding: Finding
    line: int
    column: int
    end_line: int
    end_column: int
    excerpt: str
    excerpt_column: int = 1


class Crash(NamedTuple):
    """An error inside a rule, a bug of its author's: the run goes on without it in that note."""

    path: str
    rule: str
    error: str
    trace: str


class NoteResult(NamedTuple):
    """What the rules say of one note, findings in order of position.

    gathered: what the note gives to the rules that need all notes, see `check_apart`.
    """

    path: str
    findings: tuple[Located, ...]
    crashes: tuple[Crash, ...] = ()
    gathered: tuple[Texts, ...] = ()


NoteCheck = Callable[[Note, Vault, ActiveRules], NoteResult]


def find(
    note: Note, vault: Vault, rules: Sequence[ActiveRule]
) -> tuple[list[Finding], list[Crash]]:
    """The findings of the rules in a note, with rule and level, suppressed ones left out."""
    findings: list[Finding] = []
    crashes: list[Crash] = []
    rules = rules if isinstance(rules, ActiveRules) else ActiveRules(rules)
    patience.begin_note(len(note.data))
    decoded = note.encoding is None
    for active in rules.concerning(note, vault):
        if not (decoded or active.rule.any_encoding):
            continue
        try:
            with patience:
                found = list(active.rule.run(note, active.options, vault))
                stamped = list(map(active.stamp, found)) if found else found
            findings += stamped  # not before it is known that the rule was not stopped
        except (Exception, SystemExit) as error:
            crashes.append(_crash(note.path, active.rule.id, error))
    complete = not crashes and decoded
    if WORD in note.text and kind_of(note.path) == "note":
        try:
            from vaultlint.suppress import apply_suppressions  # few notes have suppressions

            with patience:
                findings = apply_suppressions(
                    note, findings, rules, complete=complete, absent=rules.absent
                )
        except Exception as error:
            # Better silent about a note than to fix in it what its author may have suppressed.
            findings, crashes = [], [*crashes, _crash(note.path, UNUSED, error)]
    findings.sort(key=lambda finding: (finding.span, finding.rule))
    return findings, crashes


def _crash(path: str, rule: str, error: BaseException) -> Crash:
    import traceback  # only where something went wrong

    try:
        text = str(error)
    except Exception:  # a rule's own class may fail at that too
        text = "…"
    return Crash(path, rule, f"{type(error).__name__}: {text}", traceback.format_exc())


def locate(note: Note, finding: Finding) -> Located:
    """The finding with its lines and columns, and the line it begins in."""
    line, column = note.lines.position(finding.span.start)
    end_line, end_column = note.lines.position(finding.span.end)
    start, end = note.lines.around(finding.span.start)
    start = max(start, finding.span.start - _AROUND)
    end = min(end, finding.span.start + 2 * _AROUND)
    return Located(
        path=note.path,
        rule=finding.rule,
        level=finding.level or Level.OFF,
        finding=finding,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        excerpt=note.text[start:end],
        excerpt_column=column - (finding.span.start - start),
    )


def check_note(note: Note, vault: Vault, rules: Sequence[ActiveRule]) -> NoteResult:
    """The result of running the rules over one note."""
    return result(note, *find(note, vault, rules))


def check_apart(note: Note, vault: Vault, rules: ActiveRules) -> NoteResult:
    """The result without the rules that need all notes, and what the note gives to these.

    Behind that stands `WORD` for a note that may have suppressions.
    """
    found, crashes = find(note, vault, rules.of_one_note)
    gathered: list[Texts] = []
    if rules.gathers and kind_of(note.path) == "note":
        for gather in rules.gathers:
            try:
                with patience:
                    gathered.append(tuple(gather(note)) if note.encoding is None else ())
            except (Exception, SystemExit) as error:
                guilty = next(one for one in rules.surveys if one.rule.gathers is gather)
                crashes.append(_crash(note.path, guilty.rule.id, error))
                gathered.append(())
        if WORD in note.text:
            gathered.append((WORD,))
    checked = result(note, found, crashes)
    return checked._replace(gathered=tuple(gathered)) if any(gathered) else checked


def result(note: Note, findings: Sequence[Finding], crashes: Iterable[Crash]) -> NoteResult:
    """What `find` gave for a note, without the note."""
    if not findings:
        return NoteResult(note.path, (), tuple(crashes))
    return NoteResult(
        note.path, tuple(locate(note, finding) for finding in findings), tuple(crashes)
    )


def check_path(
    path: str, vault: Vault, rules: ActiveRules, check: NoteCheck = check_note
) -> NoteResult:
    """Read and check a note; one that cannot be read is a finding, not an end."""
    try:
        note = vault.note_to_check(path)
    except OSError as error:
        return unreadable(path, error)
    return check(note, vault, rules)


def unreadable(path: str, error: OSError) -> NoteResult:
    """The result for a note that could not be read: one finding that says why."""
    message = f"cannot read {path}: {error.strerror or error}"
    finding = Finding(Span(0, 0), message, level=Level.ERROR, rule=UNREADABLE)
    return NoteResult(path, (Located(path, UNREADABLE, Level.ERROR, finding, 1, 1, 1, 1, ""),))
