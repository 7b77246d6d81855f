"""Which rules are on so far, while file after file and override after override is taken in."""

from __future__ import annotations

from vaultlint.config.content import Selection
from vaultlint.config.names import RuleNames
from vaultlint.finding import Level


class Choice:
    """The rules chosen so far, with what was said of each; `off` by name, group or level."""

    def __init__(self, on: set[str]) -> None:
        self.on = on
        self.off: set[str] = set()
        self.levels: dict[str, Level | None] = {}
        self.options: dict[str, dict[str, object]] = {}

    def apply(self, selection: Selection, names: RuleNames) -> None:
        """Take one more selection into account, which goes before all earlier ones."""
        self._turn_on(names.expand(selection.select))
        for name, setting in selection.rules.items():
            self.options.setdefault(name, {}).update(setting.options)
            if setting.level is Level.OFF:
                self._turn_off({name})
            elif setting.level is not None:
                self._turn_on({name})
                self.levels[name] = setting.level
        self._turn_off(names.expand(selection.ignore))

    def _turn_on(self, rules: set[str]) -> None:
        self.on |= rules
        self.off -= rules

    def _turn_off(self, rules: set[str]) -> None:
        self.on -= rules
        self.off |= rules
