"""A run: every note checked, fixed, or compared with its fix; the report; and the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vaultlint.again import Printed
from vaultlint.cli.checking import Checking
from vaultlint.cli.plan import Job, Request, plan, plan_stdin
from vaultlint.cli.shell import shell_command
from vaultlint.cli.targets import vault_of
from vaultlint.finding import Level
from vaultlint.lint import UNKNOWN, NoteResult, check_note
from vaultlint.note import Note
from vaultlint.patience import patience
from vaultlint.report import Report, Tally
from vaultlint.report.output import Output, is_terminal, write_alike
from vaultlint.report.summary import plural, summary
from vaultlint.report.visible import visible

if TYPE_CHECKING:
    from vaultlint.fix import FixOutcome

_ALIKE = {"json": "", "github": "utf-8"}  # formats that are alike on all systems; encodings
_WRONG = 2  # the exit status from which on the run itself went wrong
_LONG_RUN = 300  # notes from which on a progress bar is worth its line


def run(request: Request) -> int:
    """Do what is asked for, and return the exit status.

    Raises TargetError, RuleError, ConfigError and UndoError for what the user has to put right.
    """
    if request.stdin_filename is not None:
        return _run_stdin(request)
    checking = Checking(request)
    jobs = plan(request)
    tally = Tally(request.mode, request.unsafe_fixes, request.fix_command)
    for job in jobs:
        tally.add_files(job.files)
    output, errors = Output(sys.stdout), Output(sys.stderr)
    if request.mode == "diff":
        _show_diff(_fixed_in_memory(jobs, request), tally)
        return _end(request, jobs, tally, errors)
    report = make_report(request.format, output)
    report.begin([job.place for job in jobs])
    notes = sum(len(job.files) for job in jobs)
    # What a rule prints is no part of the report.
    with patience.limited(), _progress(request, notes) as step, redirect_stdout(sys.stderr):
        if request.mode == "fix":
            _fix(jobs, request, report, tally, step)
        else:
            with closing(checking.results(jobs)) as results:
                for job, result in results:
                    if result.findings or result.crashes:
                        _record(job, result, report, tally)
                    step(1)
    report.finish(tally)
    status = _end(request, jobs, tally, errors)
    checking.save(jobs)
    if status < _WRONG:
        report_text, error_text = ("".join(one.written) for one in (output, errors))
        printed = Printed(report_text, error_text, status, _ALIKE.get(request.format))
        checking.keep_report(jobs, printed)
    return status


def make_report(format_name: str, output: Output) -> Report:
    """The report of that format, writing to the output."""
    match format_name:
        case "json":
            from vaultlint.report.json import JsonReport

            write_alike(output.stream, _ALIKE["json"])
            return JsonReport(output)
        case "github":
            from vaultlint.report.github import GithubReport

            write_alike(output.stream, _ALIKE["github"])
            return GithubReport(output)
        case _:
            from vaultlint.report.text import TextReport

            return TextReport(output)


def _fix(
    jobs: Iterable[Job],
    request: Request,
    report: Report,
    tally: Tally,
    step: Callable[[int], None],
) -> None:
    from vaultlint.fix import UndoStore, fix_notes

    for job in jobs:
        before = tally.fixed_notes
        store = UndoStore(job.vault.root)
        rules_for = job.rules_for
        for outcome in fix_notes(
            job.files, job.vault, rules_for, request.wanted, store, request.command
        ):
            tally.add_fix(job.place.shown(outcome.path), outcome.applied, outcome.problem)
            _record(job, outcome.result, report, tally)
            step(1)
        store.close()
        if tally.fixed_notes > before:
            tally.undo.append(_undo_command(job.vault.root))


def _record(job: Job, result: NoteResult, report: Report, tally: Tally) -> None:
    result = _in_view_of_change(job, result)
    tally.add(job.place, result, job.config.fail_on)
    if result.findings:
        report.add(job.place, result)


def _in_view_of_change(job: Job, result: NoteResult, data: bytes | None = None) -> NoteResult:
    """The result as `--since` has it; data: the file's content where it is not as on the disk."""
    if job.change is None or all(located.level != Level.INFO for located in result.findings):
        return result
    from vaultlint.cli.since import with_cut_links

    try:
        content = job.vault.data(result.path) if data is None else data
    except OSError:
        return result
    note = Note(result.path, content, job.vault.settings)
    return with_cut_links(result, note, job.change, job.rules_for(result.path))


def _fixed_in_memory(jobs: Iterable[Job], request: Request) -> Iterator[tuple[Job, FixOutcome]]:
    """What fixing would make of every note."""
    from vaultlint.fix import fix_path

    for job in jobs:
        for path in job.files:
            yield job, fix_path(path, job.vault, job.rules_for(path), request.wanted)


def _show_diff(outcomes: Iterable[tuple[Job, FixOutcome]], tally: Tally) -> None:
    """Write the diff of each note that fixing would change to standard output."""
    from vaultlint.report.diff import DiffReport

    report = DiffReport(Output(sys.stdout), sys.stdout.buffer)
    for job, outcome in outcomes:
        tally.add_fix(job.place.shown(outcome.path), outcome.applied, outcome.problem)
        result = _in_view_of_change(job, outcome.result, outcome.after)
        tally.add(job.place, result, job.config.fail_on)
        report.add(job.place.posix(outcome.path), outcome.before, outcome.after)
    report.finish()


def _run_stdin(request: Request) -> int:
    """Check the one note that comes from standard input; with --fix, write it fixed."""
    data = sys.stdin.buffer.read()
    errors = Output(sys.stderr)
    job, note = plan_stdin(request, data)
    tally = Tally(request.mode, request.unsafe_fixes, request.fix_command)
    tally.add_files(job.files)
    if request.mode == "check":
        report = make_report(request.format, Output(sys.stdout))
        report.begin([job.place])
        if job.files:
            result = check_note(note, job.vault, job.rules_for(note.path))
            _record(job, result, report, tally)
        report.finish(tally)
        return _end(request, [job], tally, errors)

    from vaultlint.fix import fix_note

    outcome = None
    if job.files:
        rules = job.rules_for(note.path)
        outcome = fix_note(note, job.vault, rules, request.wanted)
    if request.mode == "diff":
        _show_diff([(job, outcome)] if outcome else [], tally)
        return _end(request, [job], tally, errors)
    stream = sys.stdout.buffer
    stream.write(data if outcome is None else outcome.after)
    stream.flush()
    report = make_report(request.format, Output(sys.stderr))
    report.begin([job.place])
    if outcome is not None:
        tally.add_fix(job.place.shown(note.path), outcome.applied, outcome.problem)
        _record(job, outcome.result, report, tally)
    report.finish(tally)
    return _end(request, [job], tally, errors)


def _end(request: Request, jobs: Iterable[Job], tally: Tally, errors: Output) -> int:
    """Say on standard error what the report does not, and return the exit status."""
    if request.mode == "diff" or request.format == "github":
        for line in summary(tally, errors):
            errors.line(line)
    for job in jobs:
        for problem in job.vault.problems:
            errors.line(f"vaultlint: {visible(str(job.place.root))}: {visible(problem)}")
    for shown, problem in tally.refused:
        errors.line(f"vaultlint: {visible(shown)} was not fixed: {visible(problem)}")
    for (rule, error), known in tally.crashes.items():
        more = f" and {plural(known.notes - 1, 'more note')}" if known.notes > 1 else ""
        if rule == UNKNOWN:  # what ended the whole process left no word
            errors.line(
                f"vaultlint: {visible(known.shown)}{more} could not be checked: {visible(error)}"
            )
            continue
        hint = "" if request.debug else "; --debug shows the traceback"
        errors.line(
            f"vaultlint: the rule {rule} failed in {visible(known.shown)}{more},"
            f" which is a bug in it: {visible(error)}{hint}"
        )
        if request.debug:
            for line in known.first.trace.splitlines():
                errors.line(visible(line))
    errors.flush()
    return tally.exit_code


def _undo_command(root: Path) -> str:
    """The command that undoes a run in the vault, from the folder the user stands in."""
    if vault_of(Path.cwd()) == root:
        return "vaultlint undo"
    try:
        folder = os.path.relpath(root)
    except ValueError:  # on another drive
        folder = str(root)
    return shell_command(["vaultlint", "undo", "--vault", folder])


@contextmanager
def _progress(request: Request, notes: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error, where somebody watches and the report leaves it room."""
    free = request.format == "text" or not is_terminal(sys.stdout)
    if not free or notes < _LONG_RUN or not is_terminal(sys.stderr):
        yield lambda count: None
        return
    label = "Fixing" if request.mode == "fix" else "Checking"
    with click.progressbar(
        length=notes, label=label, file=sys.stderr, update_min_steps=max(1, notes // 200)
    ) as bar:
        yield bar.update
