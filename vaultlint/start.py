"""Where the command `vaultlint` starts: with the last report again, or with the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """The command `vaultlint`."""
    from vaultlint.again import repeat

    status = repeat(sys.argv[1:])
    if status is not None:
        sys.exit(status)
    from vaultlint.cli import main as command_line

    command_line()
