"""A command as it may be copied from a report into the user's shell."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence


def shell_command(words: Sequence[str], *, windows: bool = os.name == "nt") -> str:
    """The words as one line, quoted where the shell needs it.

    To `cmd` an apostrophe quotes nothing, and a backslash in a path needs no quotes.
    """
    if windows:
        from subprocess import list2cmdline  # dear to import, and only needed there

        return list2cmdline(words)
    return shlex.join(words)
