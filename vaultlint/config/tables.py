"""What may stand in a configuration: tables become dataclasses, and all that is wrong is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from vaultlint.config.content import (
    ConfigFile,
    Override,
    PathSchema,
    RuleSetting,
    Selection,
)
from vaultlint.config.lines import KeyPath
from vaultlint.config.names import RuleNames, preset_problem
from vaultlint.config.patterns import pattern_problem
from vaultlint.config.types import WrongTypeError, describe, option_types, read_value
from vaultlint.finding import Level
from vaultlint.near import did_you_mean

LevelName = Literal["off", "info", "warning", "error"]
FailOn = Literal["info", "warning", "error"]
Types = Mapping[str, Any]

SELECTION: Types = {
    "select": tuple[str, ...],
    "ignore": tuple[str, ...],
    "rules": Mapping[str, Any],
}
OVERRIDE: Types = {"paths": tuple[str, ...], **SELECTION}
FILE: Types = {
    "preset": str | tuple[str, ...],
    **SELECTION,
    "exclude": tuple[str, ...],
    "gitignore": bool,
    "fail-on": FailOn,
    "overrides": tuple[Any, ...],
    "schema": tuple[Any, ...],
    "plugins": tuple[str, ...],
}
_PLUGINS_PROBLEM = (
    "`plugins` counts only in your own configuration, or as --plugin: whoever runs vaultlint on "
    "this vault must not thereby run code that lies in it"
)


class TableReader:
    """Reads the tables of one file and collects what is wrong in them.

    `folder`: the one that the file lies in. `of_user`: the file is the user's own, which alone may
    name plugins. `problems` holds key paths and sentences.
    """

    def __init__(self, names: RuleNames, folder: Path, *, of_user: bool) -> None:
        self.names = names
        self.folder = folder
        self.of_user = of_user
        self.problems: list[tuple[KeyPath, str]] = []

    def read(self, table: object) -> ConfigFile:
        """What the file's top table says; what is wrong is left out and added to `problems`."""
        values = self.table((), table, FILE)
        preset = values.get("preset")
        if preset is not None:
            preset = (preset,) if isinstance(preset, str) else preset
            if problem := preset_problem(preset):
                self.problem(("preset",), problem)
        if "plugins" in values and not self.of_user:
            self.problem(("plugins",), _PLUGINS_PROBLEM)
        return ConfigFile(
            preset=preset,
            selection=self._selection((), values),
            exclude=self.patterns(("exclude",), values.get("exclude", ())),
            gitignore=values.get("gitignore"),
            fail_on=Level[values["fail-on"].upper()] if "fail-on" in values else None,
            overrides=tuple(
                self._override(("overrides", number), one)
                for number, one in enumerate(values.get("overrides", ()))
            ),
            schemas=tuple(self._schemas(values.get("schema", ()))),
        )

    def problem(self, at: KeyPath, text: str) -> None:
        """Note down that something at a key path is wrong."""
        self.problems.append((at, text))

    def table(self, at: KeyPath, table: object, types: Types) -> dict[str, Any]:
        """The values of a table that have a known key and the type declared for it."""
        if not isinstance(table, dict):
            self.problem(at, f"{_name(at)} must be a table, not {describe(table)}")
            return {}
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key not in types:
                where = f" in {_name(at)}" if at else ""
                self.problem((*at, key), f"unknown key `{key}`{where}{did_you_mean(key, [*types])}")
                continue
            try:
                values[key] = read_value(value, types[key])
            except WrongTypeError as error:
                inner = (*at, key, *error.at)
                hint = f": write `[[{key}]]`" if _is_single(key, value) else ""
                self.problem(inner, f"{_name(inner)} {error}{hint}")
        return values

    def _schemas(self, tables: tuple[object, ...]) -> Iterator[PathSchema]:
        if not tables:
            return
        from vaultlint.config.schemas import read_schema  # most vaults have no schema

        for number, table in enumerate(tables):
            yield read_schema(self, ("schema", number), table)

    def _override(self, at: KeyPath, table: object) -> Override:
        values = self.table(at, table, OVERRIDE)
        if isinstance(table, dict) and table.get("paths", []) == []:
            self.problem(at, "this override has no `paths`, so it would never apply")
        paths = self.patterns((*at, "paths"), values.get("paths", ()))
        return Override(paths, self._selection(at, values))

    def _selection(self, at: KeyPath, values: Mapping[str, Any]) -> Selection:
        for key in ("select", "ignore"):
            for number, name in enumerate(values.get(key, ())):
                if problem := self.names.problem(name):
                    self.problem((*at, key, number), problem)
        rules: dict[str, RuleSetting] = {}
        for name, value in values.get("rules", {}).items():
            if problem := self.names.rule_problem(name):
                self.problem((*at, "rules", name), problem)
            else:
                rules[name] = self._rule((*at, "rules", name), name, value)
        return Selection(values.get("select", ()), values.get("ignore", ()), rules)

    def _rule(self, at: KeyPath, name: str, value: object) -> RuleSetting:
        if not isinstance(value, dict):
            try:
                return RuleSetting(_level(read_value(value, LevelName)))
            except WrongTypeError as error:
                self.problem(at, f"{_name(at)} {error}")
                return RuleSetting()
        options = self.names.rules[name].options
        types = option_types(options)
        values = self.table(at, value, {**types, "level": LevelName})
        level = _level(values.pop("level", None))
        given = {key.replace("-", "_"): option for key, option in values.items()}
        try:
            options(**given)
        except ValueError as error:
            self.problem(at, f"{_name(at)}: {error}")
        return RuleSetting(level, given)

    def patterns(self, at: KeyPath, patterns: tuple[str, ...]) -> tuple[str, ...]:
        """The same gitignore patterns, once it is noted down which of them cannot be meant so."""
        for number, pattern in enumerate(patterns):
            if problem := pattern_problem(pattern):
                self.problem((*at, number), problem)
        return patterns


def _is_single(key: str, value: object) -> bool:
    """Whether it is one table where there may be many, each under its name in double brackets."""
    return key in ("overrides", "schema") and isinstance(value, dict)


def _level(name: object) -> Level | None:
    return Level[name.upper()] if isinstance(name, str) else None


def _name(at: KeyPath) -> str:
    """The key path as a message names it: "`rules.date-format.level`", "item 2 of `select`"."""
    *rest, last = at or ("the configuration",)
    if isinstance(last, int):
        return f"item {last + 1} of {_name(tuple(rest))}"
    if rest[:1] in (["overrides"], ["schema"]):  # the line says which of them
        rest = rest[2:]
    return f"`{'.'.join(map(str, [*rest, last]))}`"
