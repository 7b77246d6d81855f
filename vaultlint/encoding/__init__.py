"""Text that was read with the wrong encoding: where it stands, what it was, how sure that is.

Which module does what, the one to begin with first:

    the way through    mending; gate; repairs, naming; runs
    exact damage       evidence; company, variants; choice; layers; codecs; ambiguity; known_words
    how likely         likelihood, classes; spelling
    lost spaces        spaces; holes, filling, joining
    other damage       beyond; fragments, orphans, replaced; far_east; controls; wide; deeper
    restraint          restraint; garbage, chance
    bytes, no UTF-8    legacy, legacy_codecs
"""

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
