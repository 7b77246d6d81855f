"""The rule that the engine itself judges, after all others: `unused-suppression`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

UNUSED = "unused-suppression"
WORD = "vaultlint"
"""What every suppression holds; a note without it has none."""


class KnownRules(NamedTuple):
    """Every rule there is, running or not: id to group. The options of `unused-suppression`."""

    groups: Mapping[str, str]
