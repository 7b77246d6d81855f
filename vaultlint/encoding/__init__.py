"""Text that was read with the wrong encoding: where it stands, what it was, how sure that is."""

from __future__ import annotations

from .gate import may_be_damaged, may_go_on_in_ascii
from .mending import find_repairs, repair, repair_safely
from .repairs import Certainty, Repair, Step

__all__ = [
    "Certainty",
    "Repair",
    "Step",
    "find_repairs",
    "may_be_damaged",
    "may_go_on_in_ascii",
    "repair",
    "repair_safely",
]
