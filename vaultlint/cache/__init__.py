"""What earlier runs found out about the notes of a vault, kept outside the vault.

Nothing of a `Cache` raises: one that cannot be used is an empty one. Importing it is
cheap.
"""

from __future__ import annotations

from vaultlint.cache.entry import SETTLED, Entry, Signature, digest
from vaultlint.cache.folder import FOLDER_VARIABLE, Cleared, clear
from vaultlint.cache.store import Cache

__all__ = [
    "FOLDER_VARIABLE",
    "SETTLED",
    "Cache",
    "Cleared",
    "Entry",
    "Signature",
    "clear",
    "digest",
]
