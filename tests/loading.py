"""Which modules a program loads: in a Python of its own, which has loaded none for others."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Collection


def run_alone(program: str, heavy: Collection[str]) -> tuple[str, list[str]]:
    """What the program prints, and which of the heavy modules are loaded at its end."""
    lines = (
        f"import sys; sys.path[:] = {sys.path!r}",
        program,
        f"print('\\0', *sorted({set(heavy)!r} & set(sys.modules)))",
    )
    result = subprocess.run(
        [sys.executable, "-S", "-c", "\n".join(lines)], capture_output=True, text=True, check=True
    )
    printed, _, loaded = result.stdout.partition("\0")
    return printed, loaded.split()
