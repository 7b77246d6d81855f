"""What may stand in a configuration: tables become dataclasses, and all that is wrong is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from vaultlint.config.content import ConfigFile, Override, RuleSetting, Selection
from vaultlint.config.lines import KeyPath
from vaultlint.config.names import RuleNames, preset_problem
from vaultlint.config.patterns import pattern_problem
from vaultlint.config.types import WrongTypeError, describe, option_types, read_value
from vaultlint.finding import Level
from vaultlint.near import did_you_mean

LevelName = Literal["off", "info", "warning", "error"]
FailOn = Literal["info", "warning", "error"]
Types = Mapping[str, Any]

_SELECTION: Types = {
    "select": tuple[str, ...],
    "ignore": tuple[str, ...],
    "rules": Mapping[str, Any],
}
_OVERRIDE: Types = {"paths": tuple[str, ...], **_SELECTION}
_FILE: Types = {
    "preset": str | tuple[str, ...],
    **_SELECTION,
    "exclude": tuple[str, ...],
    "gitignore": bool,
    "fail-on": FailOn,
    "overrides": tuple[Any, ...],
    "plugins": tuple[str, ...],
}
_PLUGINS_PROBLEM = (
    "`plugins` counts only in your own configuration, or as --plugin: whoever runs vaultlint on "
    "this vault must not thereby run code that lies in it"
)


class TableReader:
    """Reads the tables of one file and collects what is wrong in them.

    `of_user`: the file is the user's own, which alone may name plugins. `problems` holds key paths
    and sentences.
    """

    def __init__(self, names: RuleNames, *, of_user: bool) -> None:
        self.names = names
        self.of_user = of_user
        self.problems: list[tuple[KeyPath, str]] = []

    def read(self, table: object) -> ConfigFile:
        """What the file's top table says; what is wrong is left out and added to `problems`."""
        values = self._table((), table, _FILE)
        preset = values.get("preset")
        if preset is not None:
            preset = (preset,) if isinstance(preset, str) else preset
            if problem := preset_problem(preset):
                self._problem(("preset",), problem)
        if "plugins" in values and not self.of_user:
            self._problem(("plugins",), _PLUGINS_PROBLEM)
        return ConfigFile(
            preset=preset,
            selection=self._selection((), values),
            exclude=self._patterns(("exclude",), values.get("exclude", ())),
            gitignore=values.get("gitignore"),
            fail_on=Level[values["fail-on"].upper()] if "fail-on" in values else None,
            overrides=tuple(
                self._override(("overrides", number), one)
                for number, one in enumerate(values.get("overrides", ()))
            ),
        )

    def _problem(self, at: KeyPath, text: str) -> None:
        self.problems.append((at, text))

    def _table(self, at: KeyPath, table: object, types: Types) -> dict[str, Any]:
        """The values of a table that have a known key and the type declared for it."""
        if not isinstance(table, dict):
            self._problem(at, f"{_name(at)} must be a table, not {describe(table)}")
            return {}
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key not in types:
                where = f" in {_name(at)}" if at else ""
                self._problem(
                    (*at, key), f"unknown key `{key}`{where}{did_you_mean(key, [*types])}"
                )
                continue
            try:
                values[key] = read_value(value, types[key])
            except WrongTypeError as error:
                inner = (*at, key, *error.at)
                self._problem(inner, f"{_name(inner)} {error}")
        return values

    def _override(self, at: KeyPath, table: object) -> Override:
        values = self._table(at, table, _OVERRIDE)
        if isinstance(table, dict) and table.get("paths", []) == []:
            self._problem(at, "this override has no `paths`, so it would never apply")
        paths = self._patterns((*at, "paths"), values.get("paths", ()))
        return Override(paths, self._selection(at, values))

    def _selection(self, at: KeyPath, values: Mapping[str, Any]) -> Selection:
        for key in ("select", "ignore"):
            for number, name in enumerate(values.get(key, ())):
                if problem := self.names.problem(name):
                    self._problem((*at, key, number), problem)
        rules: dict[str, RuleSetting] = {}
        for name, value in values.get("rules", {}).items():
            if problem := self.names.rule_problem(name):
                self._problem((*at, "rules", name), problem)
            else:
                rules[name] = self._rule((*at, "rules", name), name, value)
        return Selection(values.get("select", ()), values.get("ignore", ()), rules)

    def _rule(self, at: KeyPath, name: str, value: object) -> RuleSetting:
        if not isinstance(value, dict):
            try:
                return RuleSetting(_level(read_value(value, LevelName)))
            except WrongTypeError as error:
                self._problem(at, f"{_name(at)} {error}")
                return RuleSetting()
        options = self.names.rules[name].options
        types = option_types(options)
        values = self._table(at, value, {**types, "level": LevelName})
        level = _level(values.pop("level", None))
        given = {key.replace("-", "_"): option for key, option in values.items()}
        try:
            options(**given)
        except ValueError as error:
            self._problem(at, f"{_name(at)}: {error}")
        return RuleSetting(level, given)

    def _patterns(self, at: KeyPath, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for number, pattern in enumerate(patterns):
            if problem := pattern_problem(pattern):
                self._problem((*at, number), problem)
        return patterns


def _level(name: object) -> Level | None:
    return Level[name.upper()] if isinstance(name, str) else None


def _name(at: KeyPath) -> str:
    """The key path as a message names it: "`rules.date-format.level`", "item 2 of `select`"."""
    *rest, last = at or ("the configuration",)
    if isinstance(last, int):
        return f"item {last + 1} of {_name(tuple(rest))}"
    if rest[:1] == ["overrides"]:  # the line says which override
        rest = rest[2:]
    return f"`{'.'.join(map(str, [*rest, last]))}`"
