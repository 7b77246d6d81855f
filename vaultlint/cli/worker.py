"""A worker process that starts from nothing; only a run starts `python -m vaultlint.cli.worker`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vaultlint.check import answer
from vaultlint.check.workers import own_streams, serve
from vaultlint.cli.plan import Request, config_of, known_rules
from vaultlint.vault import Vault


def main() -> None:
    """Read the setup that the run gives, then batches of notes, until there are no more."""
    requests, answers = own_streams()
    setup: Mapping[str, Any] = json.loads(requests.readline())
    root = Path(setup["root"])
    request = Request(
        preset=tuple(setup["preset"]),
        select=tuple(setup["select"]),
        ignore=tuple(setup["ignore"]),
        plugin=tuple(map(Path, setup["plugin"])),
    )
    config = config_of(root, known_rules(request.plugin), request)
    with requests, answers:
        reply = answer(Vault.open(root), config.rules_for, traced=setup["traced"])
        serve(reply, requests, answers)


if __name__ == "__main__":
    main()
