"""The report of an earlier run once more, when nothing at all has changed since.

A hook and a CI job run the same command again and again, mostly on a vault that is as it was. Then
the time goes into starting up, so this comes first and imports next to nothing. It is a shortcut,
no other way: in doubt the run takes place.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple

from vaultlint.cache import SETTLED, Cache, digest
from vaultlint.footprint import Footprint, Reads, Walk, footprint

_NEVER = ("--fix", "--diff", "--no-cache", "--since", "--stdin-filename", "--version", "--help",
    "-h", "-",
)  # fmt: skip
_VARIABLES = ("LC_", "LANG", "PYTHON", "XDG_", "VAULTLINT_", "_VAULTLINT_", "GITHUB_", "HOME",
    "USERPROFILE", "APPDATA", "LOCALAPPDATA", "WIN_PD_", "NO_COLOR", "FORCE_COLOR", "COLUMNS",
    "TERM",
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


def repeat(arguments: Sequence[str]) -> int | Walk | None:
    """Print the report of the same command again: the exit status.

    Where there is none, what was met in the vault, if it was gone through: the run can use that.
    """
    if any(word.partition("=")[0] in _NEVER for word in arguments) or _is_watched():
        return None
    try:
        found = _recall(arguments)
        return _print(found) if isinstance(found, Printed) else found
    except OSError:
        return None  # no current folder, a full disk: the run says what is wrong


def keep(name: str, reads: Reads, started: int, printed: Printed) -> None:
    """Keep the report of a run that read this, if nothing has changed since it began.

    name: from `name_of`. started: in nanoseconds since the epoch.
    """
    if _is_watched() or len(printed.output) > _LARGEST:
        return
    found = footprint(reads)
    if found is None or found.newest + SETTLED > started:
        return
    data = json.dumps([reads, _digest(found), printed])
    cache = Cache(_here())
    cache.put(name, data.encode())
    cache.close()


def _recall(arguments: Sequence[str]) -> Printed | Walk | None:
    """What the same command printed; where anything has changed since, what there is now.

    None if nothing was kept.
    """
    cache = Cache(_here())
    data = cache.get(name_of(arguments))
    cache.close()
    if data is None:
        return None
    try:
        reads, state, (output, errors, status, alike) = json.loads(data)
        printed = Printed(str(output), str(errors), int(status), alike)
        found = footprint(Reads(*reads))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None  # no record of ours
    if found is None:
        return None
    return printed if _digest(found) == state else found.walk


def _print(printed: Printed) -> int:
    if printed.alike is not None and isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding=printed.alike or None, newline="\n")
    try:
        sys.stdout.write(printed.output)
        sys.stdout.flush()
        sys.stderr.write(printed.errors)
        sys.stderr.flush()
    except BrokenPipeError:  # nobody reads on, and nobody may be told when Python ends
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
        return 1
    return printed.status


def _here() -> Path:
    """The folder whose cache has the report; it is most often the vault."""
    return Path(os.getcwd())


def _is_watched() -> bool:
    """Whether somebody sits at the terminal, whose width and colours the report depends on."""
    return sys.stdout is None or sys.stderr is None or sys.stdout.isatty() or sys.stderr.isatty()


def name_of(arguments: Sequence[str]) -> str:
    """What the report depends on besides files: the command, where and how it runs, and the day.

    To be asked before the run, which may give the streams another encoding.
    """
    user = str(getattr(os, "geteuid", int)())  # who may read other files than somebody else
    day = time.strftime("%Y-%m-%d")  # some rules know dates that lie in the future
    parts = [sys.version, sys.prefix, user, day, os.getcwd(), *arguments]
    parts += (str((stream.encoding, stream.errors)) for stream in (sys.stdout, sys.stderr))
    told = sorted(name for name in os.environ if name.startswith(_VARIABLES))
    parts += (f"{name}={os.environ[name]}" for name in told)
    return "report " + digest("\0".join(parts).encode("utf-8", "surrogatepass")).hex()


def _digest(found: Footprint) -> str:
    return digest(found.content()).hex()
