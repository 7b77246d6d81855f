"""A worker process that starts from nothing; only a run starts it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from vaultlint.check import answer
from vaultlint.check.coding import from_line, to_line
from vaultlint.check.serving import leave, own_streams, serve
from vaultlint.cli.checking import key_of
from vaultlint.cli.plan import Request, config_of, known_rules
from vaultlint.vault import Vault


def main() -> None:
    """Read the setup that the run gives, then batches of notes, until there are no more.

    A line comes first that is empty, or says why there will be no answers.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run hears of Ctrl-C, and ends this
    try:
        requests, answers = own_streams()
        with requests, answers, suppress(BrokenPipeError):
            setup: Mapping[str, Any] = from_line(requests.readline())
            problem = ""
            try:
                reply = _reply(setup)
            except Exception as error:
                problem = f"{type(error).__name__}: {error}"
            answers.write(to_line(problem))
            answers.flush()
            if not problem:
                serve(reply, requests, answers, setup["seconds"])
    finally:
        leave()


def _reply(setup: Mapping[str, Any]) -> Callable[[Sequence[str]], list[Any]]:
    root = Path(setup["root"])
    request = Request(
        preset=tuple(setup["preset"]),
        select=tuple(setup["select"]),
        ignore=tuple(setup["ignore"]),
        plugin=tuple(map(Path, setup["plugin"])),
    )
    config = config_of(root, known_rules(request.plugin), request)
    vault = Vault.open(root)
    # Where something was configured anew in the meantime, nothing must be kept under the old key.
    traced = bool(setup["key"]) and setup["key"] == key_of(config, vault).hex()
    return answer(vault, config.rules_for, traced=traced)
