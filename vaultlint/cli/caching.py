"""What `vaultlint cache clear` does and says."""

from __future__ import annotations

from pathlib import Path

from vaultlint.cache import clear
from vaultlint.report.output import Output
from vaultlint.report.summary import plural
from vaultlint.report.visible import visible

_IN_USE = 32  # Windows' number for a file that another process has open


def clear_caches(root: Path | None, output: Output, errors: Output) -> int:
    """Remove the caches of all vaults, or that of the vault at `root`, and say what went.

    The exit status is 1 if one could not be removed, other than for being in use.
    """
    cleared = clear(root)
    of_vault = "" if root is None else f" of {visible(str(root))}"
    if cleared.files:
        output.line(
            f"Removed the cache{of_vault}: {plural(cleared.files, 'file')},"
            f" {plural(cleared.size, 'byte')}."
        )
    elif not cleared.left:
        output.line(f"There is no cache{of_vault}.")
    output.flush()
    failed = False
    for path, error in cleared.left:
        in_use = getattr(error, "winerror", None) == _IN_USE
        why = "another run is using it" if in_use else visible(error.strerror or str(error))
        errors.line(f"vaultlint: {visible(str(path))} was not removed: {why}")
        failed = failed or not in_use
    errors.flush()
    return 1 if failed else 0
