"""Run rules over notes: what every report and every fix starts from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from vaultlint.active import ActiveRule, ActiveRules
from vaultlint.finding import Finding, Level, Span
from vaultlint.gathered import line_of, part_of
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

    gathered: what the note gives to the rules that need all notes, a line of `gathered.line_of`.
    """

    path: str
    findings: tuple[Located, ...]
    crashes: tuple[Crash, ...] = ()
    gathered: str = ""


NoteCheck = Callable[[Note, Vault, ActiveRules], NoteResult]


def find(
    note: Note, vault: Vault, rules: Sequence[ActiveRule], found: list[Finding] | None = None
) -> tuple[list[Finding], list[Crash]]:
    """The findings of the rules in a note, with rule and level, suppressed ones left out.

    found: what they find there, if that is known.
    """
    rules = rules if isinstance(rules, ActiveRules) else ActiveRules(rules)
    patience.begin_note(len(note.data))
    findings, crashes = found or [], list[Crash]()
    if found is None:
        findings, crashes = _run(concerning(note, vault, rules), note, vault)
    complete = not crashes and note.encoding is None
    if _may_have_suppressions(note) and kind_of(note.path) == "note":
        try:
            from vaultlint.suppress import apply_suppressions  # few notes have suppressions

            with patience:
                findings = apply_suppressions(
                    note, findings, rules, complete=complete, absent=rules.absent
                )
        except Exception as error:
            # Better silent about a note than to fix in it what its author may have suppressed.
            findings, crashes = [], [*crashes, _crash(note.path, UNUSED, error)]
    if len(findings) > 1:
        findings.sort(key=lambda finding: (finding.span, finding.rule))
    return findings, crashes


def concerning(note: Note, vault: Vault, rules: ActiveRules) -> Sequence[ActiveRule]:
    """The rules that may find something in the note, and to which its text means something."""
    found = rules.concerning(note, vault)
    return found if note.encoding is None else [one for one in found if one.rule.any_encoding]


def _run(
    rules: Iterable[ActiveRule], note: Note, vault: Vault
) -> tuple[list[Finding], list[Crash]]:
    """What the rules find in a note, one after the other; one that fails says nothing."""
    findings: list[Finding] = []
    crashes: list[Crash] = []
    left = iter(rules)
    for active in left:
        running = active
        try:
            with patience:  # once for all of them; entered again where one has failed
                for running in chain((active,), left):
                    found = [*running.rule.run(note, running.options, vault)]
                    if found:
                        found = [running.stamp(finding) for finding in found]
                    patience.done = running
                    if patience.late:
                        break
                    findings += found  # not before it is known that the rule was not stopped
        except (Exception, SystemExit) as error:
            crashes.append(_crash(note.path, running.rule.id, error))
    return findings, crashes


def _may_have_suppressions(note: Note) -> bool:
    """Whether the note holds our word, and what begins a comment, or in its properties."""
    signs = note.signs
    if "%%" in signs or "<!" in signs:
        return WORD in note.text
    return note.text.find(WORD, 0, note.body_start) >= 0


def _crash(path: str, rule: str, error: BaseException) -> Crash:
    import traceback  # only where something went wrong

    try:
        text = str(error)
    except Exception:  # a rule's own class may fail at that too
        text = "…"
    return Crash(path, rule, f"{type(error).__name__}: {text}", traceback.format_exc())


def locate(note: Note, finding: Finding) -> Located:
    """The finding with its lines and columns, and the line it begins in."""
    at, behind = finding.span
    line, column = end_line, end_column = note.lines.position(at)
    start, end = note.lines.around(at)
    if at <= behind <= end:  # as nearly always
        end_column += behind - at
    else:
        end_line, end_column = note.lines.position(behind)
    start = max(start, at - _AROUND)
    return Located(
        note.path,
        finding.rule,
        finding.level or Level.OFF,
        finding,
        line,
        column,
        end_line,
        end_column,
        note.text[start : min(end, at + 2 * _AROUND)],
        column - (at - start),
    )


def check_note(note: Note, vault: Vault, rules: Sequence[ActiveRule]) -> NoteResult:
    """The result of running the rules over one note."""
    return result(note, *find(note, vault, rules))


def check_apart(
    note: Note, vault: Vault, rules: ActiveRules, known: list[Finding] | None = None
) -> NoteResult:
    """The result without the rules that need all notes, and what the note gives to these.

    known: what the rules find, if that is known.
    """
    found, crashes = find(note, vault, rules.of_one_note, known)
    if not rules.gathers or kind_of(note.path) != "note":
        return result(note, found, crashes)
    gathered: list[str] = []
    for gather in rules.gathers:
        try:
            with patience:
                gathered.append(part_of(gather(note)) if note.encoding is None else "")
        except (Exception, SystemExit) as error:
            guilty = next(one for one in rules.surveys if one.rule.gathers is gather)
            crashes.append(_crash(note.path, guilty.rule.id, error))
            gathered.append("")
    given = line_of(gathered, suppresses=_may_have_suppressions(note))
    return result(note, found, crashes, given)


def result(
    note: Note,
    findings: Sequence[Finding],
    crashes: Iterable[Crash],
    gathered: str = "",
) -> NoteResult:
    """What `find` gave for a note, and what the note gives, without the note."""
    located = tuple([locate(note, finding) for finding in findings])
    return NoteResult(note.path, located, tuple(crashes), gathered)


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
