"""Whether a vault still answers alike what was asked of it while notes were checked."""

from __future__ import annotations

import json
from collections.abc import Callable

from vaultlint.vault import Vault

NOTHING = "[]"


class Answers:
    """What the vault answers now, each question asked once.

    told: the digest of a note that is known to be as it was, so that it need not be read.
    """

    def __init__(self, vault: Vault, told: Callable[[str], bytes | None]) -> None:
        self._vault = vault
        self._told = told
        self._holding: dict[str, bool] = {}

    def hold(self, uses: str) -> bool:
        """Whether all answers are the same; many notes ask for the same."""
        known = self._holding.get(uses)
        if known is None:
            known = self._holding[uses] = all(self.holds(str(use)) for use in _list(uses))
        return known

    def holds(self, use: str) -> bool:
        """Whether one answer is the same, whose digest stands before the question."""
        answer, _, name = use.partition(" ")
        what, _, path = name.partition(" ")
        told = self._told(path) if what == "note" else None
        return answer == (self._vault.digest(name) if told is None else told.hex())

    def open_still(self, opened: str) -> bool:
        """Whether the links that plainly opened a file do so still; with the same files, all do."""
        if opened == NOTHING:
            return True
        if self._vault.is_listed and opened.startswith(f'["{self._vault.digest("files")}"'):
            return True
        _, *links = _list(opened)
        return all(map(self._vault.opens_plainly, links))


def _list(text: str) -> list[str]:
    found = json.loads(text)
    if not isinstance(found, list):
        raise TypeError("a list was expected")
    return found
