"""The type that a vault's own values show a property to have."""

from __future__ import annotations

from collections import Counter

from vaultlint.note.frontmatter import Scalar
from vaultlint.properties.types import inferred
from vaultlint.vault import Vault

_LEAST_VALUES = 20


def prevailing_type(vault: Vault, name: str) -> str | None:
    """The type of at least 95 in 100 values of a property, None if it has fewer than 20."""
    kinds: Counter[str | None] = Counter()
    for value in vault.property_values(name).values():
        if not isinstance(value, Scalar) or value.value is not None:
            kinds[inferred(value)] += 1
    if kinds.total() < _LEAST_VALUES:
        return None
    kind, count = kinds.most_common(1)[0]
    return kind if count * 100 >= kinds.total() * 95 else None
