"""Many notes: what an earlier run found out is recalled, the rest shared out to processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from vaultlint.cache import Signature
from vaultlint.check.coding import from_data, to_data
from vaultlint.check.memory import Memory
from vaultlint.check.trace import Trace, check_traced
from vaultlint.kinds import kind_of
from vaultlint.lint import UNKNOWN, ActiveRules, NoteResult, check_path
from vaultlint.patience import SECONDS
from vaultlint.vault import Vault

__all__ = ["Crew", "Memory", "answer", "check_notes", "sensible_jobs"]

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
    rules_for: Callable[[str], ActiveRules],
    crew: Crew,
    memory: Memory | None = None,
) -> Generator[NoteResult]:
    """The result of each file, in the order of the paths.

    `rules_for` says which rules apply to a vault path. With a memory, results of earlier runs that
    still hold are taken from it, and all others kept in it; `Memory.save` is left to the caller.
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
    rules_for: Callable[[str], ActiveRules],
    crew: Crew,
    *,
    traced: bool,
    costly: bool,
) -> Generator[tuple[NoteResult, Trace | None]]:
    """Check notes, here or elsewhere."""
    count = min(crew.jobs or sensible_jobs(len(paths)), len(paths))
    if count < 2:
        for path in paths:
            yield _check_one(path, vault, rules_for(path), traced=traced, costly=costly)
        return
    from vaultlint.check.processes import Worker, fork_workers, spawn_worker
    from vaultlint.check.workers import share_out

    def start() -> Worker:
        return spawn_worker(crew.command, crew.setup, crew.seconds)

    vault.prepare()  # what every copy would else work out for itself
    if crew.fork:
        reply = answer(vault, rules_for, traced=traced)
        workers = fork_workers(reply, count, crew.seconds)
    else:
        workers = [start() for _ in range(count)]
    with closing(share_out(paths, workers, start, _lost)) as answers:
        for path, data in zip(paths, answers, strict=True):
            yield _result(path, data)


def answer(
    vault: Vault, rules_for: Callable[[str], ActiveRules], *, traced: bool
) -> Callable[[Sequence[str]], list[Any]]:
    """What a worker does with a batch of paths: plain data for each, which `_result` reads."""

    def reply(paths: Sequence[str]) -> list[Any]:
        pairs = (_check_one(path, vault, rules_for(path), traced=traced) for path in paths)
        return [[to_data(result), trace and _trace_data(trace)] for result, trace in pairs]

    return reply


def _check_one(
    path: str, vault: Vault, rules: ActiveRules, *, traced: bool, costly: bool = True
) -> tuple[NoteResult, Trace | None]:
    """The result of a note; with its trace, if that is wanted and it has one."""
    if traced:
        return check_traced(path, vault, rules, costly=costly)
    return check_path(path, vault, rules), None


def _lost(path: str, reason: str) -> Any:
    """The answer for a note in which something ended the process, as `answer` gives it."""
    return [[[], [[UNKNOWN, reason, ""]]], None]


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
    result, trace = data
    if trace is None:
        return from_data(path, result), None
    signature, digest, uses, opened, files, head = trace
    return from_data(path, result), Trace(
        None if signature is None else Signature(*signature),
        bytes.fromhex(digest),
        tuple(uses),
        tuple(opened),
        files,
        head,
    )
