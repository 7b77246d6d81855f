"""The options of the rules about schemas."""

from __future__ import annotations

from dataclasses import dataclass

from vaultlint.schemas import Schema


@dataclass(frozen=True, slots=True)
class Options:
    """schemas: those of the configuration that may concern the note."""

    schemas: tuple[Schema, ...] = ()
