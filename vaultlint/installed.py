"""Which installed distributions bring rules of their own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

_GROUP = "vaultlint.rules"


def installed_packages() -> Iterator[str]:
    """The packages that installed distributions name in the entry-point group `vaultlint.rules`."""
    if not any(map(_may_name_rules, sys.path)):
        return
    from importlib.metadata import entry_points  # dear to import, and few have such distributions

    for point in entry_points(group=_GROUP):
        yield point.value


def _may_name_rules(folder: str) -> bool:
    """Whether a distribution in a folder of Python's path may name rules; True if unsure."""
    try:
        names = os.listdir(folder or ".")
    except FileNotFoundError:
        return False
    except OSError:
        return True  # an archive, which only the library can read
    for name in names:
        if name.endswith((".dist-info", ".egg-info", ".egg")):
            inner = "EGG-INFO" if name.endswith(".egg") else ""
            try:
                with open(os.path.join(folder, name, inner, "entry_points.txt"), "rb") as file:
                    if _GROUP.encode() in file.read():
                        return True
            except FileNotFoundError:
                continue
            except OSError:
                return True
    return False
