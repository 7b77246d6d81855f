"""The options of the rules about schemas."""

from __future__ import annotations

from vaultlint.rule import RuleOptions
from vaultlint.schemas import Schema


class Options(RuleOptions):
    """schemas: those of the configuration that may concern the note."""

    schemas: tuple[Schema, ...] = ()
