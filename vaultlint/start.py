"""Where the command `vaultlint` starts: with the last report again, or with the command line."""

from __future__ import annotations

import os
import sys

from vaultlint.process import (
    INTERRUPTED,
    collect_garbage_seldom,
    end,
    no_collection,
    take_standard_numbers,
)


def main() -> None:
    """The command `vaultlint`, and the end of its process."""
    try:
        command()
    except SystemExit as ending:
        end(ending.code)
        raise


def command() -> None:
    """The command `vaultlint`. Raises SystemExit."""
    collect_garbage_seldom()
    _fill_streams()
    from vaultlint.again import repeat

    try:
        with no_collection():
            found = repeat(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    if isinstance(found, int):
        sys.exit(found)
    from vaultlint.cli import main as command_line

    command_line(found)


def _fill_streams() -> None:
    """Where a standard stream is closed, let it lead nowhere: a file must not take its number."""
    if None not in (sys.stdin, sys.stdout, sys.stderr):
        return
    take_standard_numbers()
    sys.stdin = sys.stdin or open(os.devnull)  # noqa: SIM115 - it stays open
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
