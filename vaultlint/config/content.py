"""What a configuration file says, once it is read; or that it cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from vaultlint.finding import Level

if TYPE_CHECKING:
    from vaultlint.schemas import Schema

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class ConfigError(Exception):
    """A configuration that cannot be used; its text is a line `FILE:LINE: PROBLEM` each problem."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = [problem.replace("\n", "\\n") for problem in problems]  # values hold some
        super().__init__("\n".join(self.problems))


class RuleSetting(NamedTuple):
    """What is said of one rule: its level, None if none is named, and options by field name."""

    level: Level | None = None
    options: Mapping[str, object] = _NOTHING


class Selection(NamedTuple):
    """Which rules a file, or one override in it, adds, takes away and adjusts."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, RuleSetting] = _NOTHING


class Override(NamedTuple):
    """A selection for the notes that gitignore patterns match."""

    paths: tuple[str, ...]
    selection: Selection


class PathSchema(NamedTuple):
    """A schema for the notes that gitignore patterns match; for all where there are none.

    file: the JSON Schema that is part of it, if one is.
    """

    paths: tuple[str, ...]
    schema: Schema
    file: Path | None = None


class ConfigFile(NamedTuple):
    """A configuration file as read; None stands for a key that it does not have."""

    preset: tuple[str, ...] | None = None
    selection: Selection = Selection()
    exclude: tuple[str, ...] = ()
    gitignore: bool | None = None
    fail_on: Level | None = None
    overrides: tuple[Override, ...] = ()
    schemas: tuple[PathSchema, ...] = ()
