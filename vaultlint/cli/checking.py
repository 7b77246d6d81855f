"""The checking part of a run: what its results depend on, and how the work is shared out."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing

from vaultlint import again, patience
from vaultlint.again import Printed
from vaultlint.check import Crew, Memory, check_notes
from vaultlint.check.coding import to_text
from vaultlint.check.stamp import code_roots, code_stamp, result_key
from vaultlint.cli.plan import Job, Request
from vaultlint.config import Config, user_config_file
from vaultlint.footprint import Reads
from vaultlint.installed import installed_packages
from vaultlint.lint import NoteResult
from vaultlint.vault import Vault

# A worker gets this process's own path: the folder it stands in may be a stranger's vault, whose
# code must not run. `-P` keeps that folder out until then.
_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    " from vaultlint.cli.worker import main; main()"
)
# A copy of this process is ready at once; elsewhere the system's own libraries do not bear it.
_FORK = sys.platform == "linux"


class Checking:
    """Checks the notes of a run, and keeps what was found out once the report is out."""

    def __init__(self, request: Request) -> None:
        self._started = time.time_ns()
        self._name = again.name_of(request.words)
        self._request = request
        self._memories: list[Memory] = []

    def results(self, jobs: Iterable[Job]) -> Generator[tuple[Job, NoteResult]]:
        """The result of every note, vault by vault, in order."""
        for job in jobs:
            memory, key = None, b""
            if job.cache is not None:
                key = key_of(job.config, job.vault)
                memory = Memory(job.cache, job.vault, key)
                self._memories.append(memory)
            command = sys.executable, "-P", "-c", _PROGRAM, to_text(sys.path)
            setup = self._setup(job, key)
            crew = Crew(self._request.jobs, command, setup, fork=_FORK, seconds=patience.SECONDS)
            results = check_notes(
                job.files,
                job.vault,
                job.config.rules_for,
                crew,
                memory,
                final_rules_for=None if job.whole else job.rules_for,
            )
            with closing(results):
                for result in results:
                    yield job, result

    def save(self, jobs: Iterable[Job]) -> None:
        """Keep it for the next run."""
        for memory in self._memories:
            memory.save()
        for job in jobs:
            job.vault.keep_listing()

    def keep_report(self, jobs: Sequence[Job], printed: Printed) -> None:
        """Keep what was printed if all of it was known before: the next run may find it again."""
        if self._request.since is not None:  # git's state counts too, and `again` asks no git
            return
        if len(jobs) != 1 or not all(memory.knew_all for memory in self._memories):
            return
        (job,) = jobs
        if not self._memories or job.vault.problems or _is_foreign(job.config):
            return
        others = [str(user_config_file()), *map(str, job.config.also_read)]
        others += code_roots(job.config.rules.values())
        targets = self._request.paths or (os.curdir,)
        reads = Reads(str(job.vault.root), others, targets)
        again.keep(self._name, reads, self._started, printed)

    def _setup(self, job: Job, key: bytes) -> dict[str, object]:
        """What a worker is told first, see `cli.worker`; key: of what is kept, empty if nothing."""
        request = self._request
        return {
            "root": str(job.vault.root),
            "plugin": [str(path.absolute()) for path in request.plugin],
            "preset": request.preset,
            "select": request.select,
            "ignore": request.ignore,
            "key": key.hex(),
            "seconds": patience.SECONDS,
        }


def key_of(config: Config, vault: Vault) -> bytes:
    """The key of what is found in a vault: whatever decides about it besides the files."""
    stamp = code_stamp(config.rules.values())
    return result_key(stamp, config.identity, repr(vault.settings))


def _is_foreign(config: Config) -> bool:
    """Whether other people's code took part, which may read and print what it likes."""
    own = __name__.partition(".")[0] + "."
    modules = (rule.check.__module__ for rule in config.rules.values())
    return any(installed_packages()) or not all(name.startswith(own) for name in modules)
