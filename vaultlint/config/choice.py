"""Which rules are on so far, while file after file and override after override is taken in."""

from __future__ import annotations

from dataclasses import dataclass, field

from vaultlint.config.content import Selection
from vaultlint.config.names import RuleNames
from vaultlint.finding import Level


@dataclass(slots=True)
class Choice:
    """The rules chosen so far, with what was said of each."""

    on: set[str]
    off: set[str] = field(default_factory=set)  # turned off by name, group or level
    levels: dict[str, Level | None] = field(default_factory=dict)
    options: dict[str, dict[str, object]] = field(default_factory=dict)

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
