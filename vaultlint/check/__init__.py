"""Many notes: what an earlier run found out is recalled, the rest shared out to processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from typing import Any, NamedTuple

from vaultlint.active import ActiveRules
from vaultlint.cache import Signature
from vaultlint.check.ahead import read_ahead
from vaultlint.check.coding import from_data, to_data
from vaultlint.check.memory import Memory
from vaultlint.check.survey import by_rules, concerned, tell
from vaultlint.check.trace import Trace, check_traced
from vaultlint.kinds import kind_of
from vaultlint.lint import (
    UNKNOWN,
    NoteCheck,
    NoteResult,
    check_apart,
    check_note,
    check_path,
    unreadable,
)
from vaultlint.patience import SECONDS
from vaultlint.vault import Vault

__all__ = ["Crew", "Memory", "answer", "check_notes", "sensible_jobs"]

RulesFor = Callable[[str], ActiveRules]

_WORTH_A_WORKER = 200  # notes: fewer are checked while a process starts


class Crew(NamedTuple):
    """How work is shared out.

    jobs: how many processes, 1 for this one alone, None for as many as the work is worth. command,
    setup: what starts one from nothing, and what it reads first. fork: whether a copy of this
    process will do as well. seconds: how long a rule may take in a note (of no great size).
    """

    jobs: int | None = 1
    command: Sequence[str] = ()
    setup: object = None
    fork: bool = False
    seconds: float = SECONDS


def sensible_jobs(notes: int) -> int:
    """How many processes so many notes are worth, at most as many as this one may use."""
    try:
        processors = len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux tells
        processors = os.cpu_count() or 1
    return max(1, min(processors, notes // _WORTH_A_WORKER))


def check_notes(
    paths: Sequence[str],
    vault: Vault,
    rules_for: RulesFor,
    crew: Crew,
    memory: Memory | None = None,
    *,
    final_rules_for: RulesFor | None = None,
) -> Generator[NoteResult]:
    """The result of each file, in the order of the paths.

    `rules_for` says which rules apply to a vault path. With a memory, results of earlier runs that
    still hold are taken from it, and all others kept in it; `Memory.save` is left to the caller.
    final_rules_for: where the paths are not all that there are, the rules that run all the same;
    those of them that need all notes then ask the vault.
    """
    results = _check_apart(paths, vault, rules_for, crew, memory)
    with closing(results):
        if not any((final_rules_for or rules_for)(path).surveys for path in paths):
            yield from results
            return
        # Up to their end, and not beyond, where is waited until the processes have ended.
        held = [*islice(results, len(paths))]
        groups = by_rules(held, final_rules_for or rules_for)
        if final_rules_for is None:
            final_rules_for = rules_for
            tell(groups, held, vault)
        again = [*concerned(groups, vault, rules_for)]
    if not crew.fork:
        crew = crew._replace(jobs=1)  # another process would not know of all notes
    changed = _check(again, vault, final_rules_for, crew, check_note)
    with closing(changed):
        found = {result.path: result for result, _ in changed}
    for result in held:
        yield found.get(result.path, result)


def _check_apart(
    paths: Sequence[str], vault: Vault, rules_for: RulesFor, crew: Crew, memory: Memory | None
) -> Generator[NoteResult]:
    """The result of each file by itself.

    Attachments, of which nothing is read, are looked at here and now.
    """
    attachments = {path for path in paths if kind_of(path) == "attachment"}
    read = [path for path in paths if path not in attachments] if attachments else paths
    recalled: Mapping[str, NoteResult] = memory.recall(read) if memory is not None else {}
    left = [path for path in read if path not in recalled] if recalled else read
    traced = memory is not None
    costly = memory is None or not memory.few
    fresh_ones = _check(left, vault, rules_for, crew, traced=traced, costly=costly)
    with closing(fresh_ones) as fresh:
        for path in paths:
            if path in attachments:
                yield check_path(path, vault, rules_for(path))
                continue
            result = recalled.get(path)
            if result is None:
                result, trace = next(fresh)
                if memory is not None:
                    memory.keep(result, trace)
            yield result


def _check(
    paths: Sequence[str],
    vault: Vault,
    rules_for: RulesFor,
    crew: Crew,
    check: NoteCheck = check_apart,
    *,
    traced: bool = False,
    costly: bool = True,
) -> Generator[tuple[NoteResult, Trace | None]]:
    """Check notes, here or elsewhere. traced: by themselves, so that the results can be kept."""
    vault.is_traced = traced
    count = min(crew.jobs or sensible_jobs(len(paths)), len(paths))
    if count < 2:
        yield from _check_here(paths, vault, rules_for, check, traced=traced, costly=costly)
        return
    from vaultlint.check.processes import Worker, fork_workers, spawn_worker
    from vaultlint.check.workers import share_out

    def start() -> Worker:
        return spawn_worker(crew.command, crew.setup, crew.seconds)

    vault.prepare()  # what every copy would else work out for itself
    if crew.fork:
        reply = answer(vault, rules_for, check, traced=traced)
        with vault.shared_by_copies():
            workers = fork_workers(reply, count, crew.seconds)
    else:
        workers = [start() for _ in range(count)]
    with closing(share_out(paths, workers, start, _lost)) as answers:
        for path, data in zip(paths, answers, strict=True):
            yield _result(path, data)


def answer(
    vault: Vault, rules_for: RulesFor, check: NoteCheck = check_apart, *, traced: bool
) -> Callable[[Sequence[str]], list[Any]]:
    """What a worker does with a batch of paths: plain data for each, which `_result` reads."""

    def reply(paths: Sequence[str]) -> list[Any]:
        pairs = _check_here(paths, vault, rules_for, check, traced=traced)
        return [_data(result, trace) for result, trace in pairs]

    return reply


def _check_here(
    paths: Sequence[str],
    vault: Vault,
    rules_for: RulesFor,
    check: NoteCheck,
    *,
    traced: bool,
    costly: bool = True,
) -> Iterator[tuple[NoteResult, Trace | None]]:
    """The result of each file; traced, by itself, with its trace if it has one."""
    run = check is check_apart and not traced
    for reading, rules, found in read_ahead(paths, vault, rules_for, signed=traced, run=run):
        if traced:
            yield check_traced(reading, vault, rules, costly=costly)
        elif isinstance(reading.note, OSError):
            yield unreadable(reading.path, reading.note), None
        elif run:
            yield check_apart(reading.note, vault, rules, found), None
        else:
            yield check(reading.note, vault, rules), None


def _lost(path: str, reason: str) -> Any:
    """The answer for a note in which something ended the process, as `answer` gives it."""
    return [[[], [[UNKNOWN, reason, ""]]], None, ""]


def _data(result: NoteResult, trace: Trace | None) -> str | list[Any]:
    """A result and its trace as plain data; of nearly all notes no more than what they gathered."""
    if trace is None and not result.findings and not result.crashes:
        return result.gathered
    return [to_data(result), trace and _trace_data(trace), result.gathered]


def _trace_data(trace: Trace) -> list[Any]:
    return [
        trace.signature,
        trace.digest.hex(),
        trace.uses,
        trace.opened,
        trace.files,
        trace.head,
    ]


def _result(path: str, data: Any) -> tuple[NoteResult, Trace | None]:
    """What `_data` or `_lost` made the data of."""
    if isinstance(data, str):
        return NoteResult(path, (), (), data), None
    plain, trace, gathered = data
    result = from_data(path, plain, gathered)
    if trace is None:
        return result, None
    signature, digest, uses, opened, files, head = trace
    return result, Trace(
        None if signature is None else Signature(*signature),
        bytes.fromhex(digest),
        tuple(uses),
        tuple(opened),
        files,
        head,
    )
