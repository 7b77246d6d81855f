"""The report of an earlier run once more, when nothing at all has changed since.

A hook and a CI job run the same command again and again, mostly on a vault that is as it was. Then
the time goes into starting up, so this comes first and imports next to nothing. It is a shortcut,
no other way: in doubt the run takes place.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple

from vaultlint.cache import Cache, digest
from vaultlint.footprint import SETTLED, Footprint, footprint

_NEVER = ("--fix", "--diff", "--no-cache", "--stdin-filename", "--version", "--help", "-h", "-")
_VARIABLES = ("LC_", "LANG", "PYTHON", "XDG_", "VAULTLINT_", "HOME", "USERPROFILE", "APPDATA",
    "LOCALAPPDATA", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM",
)  # fmt: skip
_LARGEST = 4_000_000  # characters of a report that is kept


class Printed(NamedTuple):
    """What a run printed, and how it ended.

    alike: None, or that the output ends lines with LF on every system, in this encoding ("": in
    the system's own).
    """

    output: str
    errors: str
    status: int
    alike: str | None


def repeat(arguments: Sequence[str]) -> int | None:
    """Print the report of the same command again; the exit status, None if there is none."""
    if any(word in _NEVER for word in arguments) or _is_watched():
        return None
    cache = Cache(_here())
    data = cache.get(_name(arguments))
    cache.close()
    if data is None:
        return None
    try:
        root, others, state, printed = json.loads(data)
        found = footprint(root, others)
        if found is None or _digest(found) != state:
            return None
        return _print(Printed(*printed))
    except (ValueError, TypeError, AttributeError):
        return None  # no record of ours


def keep(
    arguments: Sequence[str], root: str, others: Sequence[str], started: int, printed: Printed
) -> None:
    """Keep the report of a run on the vault at `root`, if nothing has changed since it began.

    others: files and folders of code and configuration outside the vault. started: in nanoseconds
    since the epoch.
    """
    if _is_watched() or len(printed.output) > _LARGEST:
        return
    found = footprint(root, others)
    if found is None or found.newest + SETTLED > started:
        return
    data = json.dumps([root, others, _digest(found), printed])
    cache = Cache(_here())
    cache.put(_name(arguments), data.encode())
    cache.close()


def _print(printed: Printed) -> int:
    if printed.alike is not None and isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding=printed.alike or None, newline="\n")
    try:
        sys.stdout.write(printed.output)
        sys.stdout.flush()
        sys.stderr.write(printed.errors)
        sys.stderr.flush()
    except BrokenPipeError:  # nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return printed.status


def _here() -> Path:
    """The folder whose cache has the report; it is most often the vault."""
    return Path(os.getcwd())


def _is_watched() -> bool:
    """Whether somebody sits at the terminal, whose width and colours the report depends on."""
    return sys.stdout is None or sys.stderr is None or sys.stdout.isatty() or sys.stderr.isatty()


def _name(arguments: Sequence[str]) -> str:
    """What the report depends on besides files: the command, and where and how it runs."""
    parts = [sys.version, sys.prefix, os.getcwd(), *arguments]
    parts += (str((stream.encoding, stream.errors)) for stream in (sys.stdout, sys.stderr))
    told = sorted(name for name in os.environ if name.startswith(_VARIABLES))
    parts += (f"{name}={os.environ[name]}" for name in told)
    return "report " + digest("\0".join(parts).encode("utf-8", "surrogatepass")).hex()


def _digest(found: Footprint) -> str:
    return digest("\0".join(found.lines).encode("utf-8", "surrogatepass")).hex()
