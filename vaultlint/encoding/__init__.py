"""Text that was read with the wrong encoding: where it stands, what it was, how sure that is."""

from __future__ import annotations

from .gate import BEFORE_ASCII, may_be_damaged
from .mending import find_repairs, repair, repair_safely
from .repairs import Certainty, Repair, Step

__all__ = [
    "BEFORE_ASCII",
    "Certainty",
    "Repair",
    "Step",
    "find_repairs",
    "may_be_damaged",
    "repair",
    "repair_safely",
]
