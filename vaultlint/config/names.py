"""The names by which rules are chosen: their ids, their groups, and the presets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vaultlint.near import did_you_mean
from vaultlint.rule import Rule

PRESETS: Mapping[str, frozenset[str]] = {
    "none": frozenset(),
    "recommended": frozenset({"recommended"}),
    "tidy": frozenset({"recommended", "tidy"}),
}
"""What each value of `preset` turns on; as a selector, a preset means its own rules alone."""


class RuleNames:
    """What the names in `select`, `ignore` and the rest stand for."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self.rules = rules
        self._members: dict[str, set[str]] = {"recommended": set(), "tidy": set()}
        for rule in rules.values():
            self._members.setdefault(rule.group, set()).add(rule.id)
            if rule.preset is not None:
                self._members[rule.preset].add(rule.id)
        for name in rules:  # an id goes before a group of the same name
            self._members[name] = {name}

    def expand(self, names: Iterable[str]) -> set[str]:
        """The ids of the rules that the names stand for; unknown names stand for none."""
        return {rule for name in names for rule in self._members.get(name, ())}

    def of_presets(self, presets: Iterable[str]) -> set[str]:
        """The ids of the rules that a value of `preset` turns on."""
        return self.expand(part for preset in presets for part in PRESETS.get(preset, ()))

    def problem(self, name: str) -> str | None:
        """Why a name stands for nothing, None if it does stand for something."""
        if name in self._members:
            return None
        return f"unknown rule, group or preset `{name}`{did_you_mean(name, self._members)}"

    def rule_problem(self, name: str) -> str | None:
        """Why a name is no rule's id, None if it is one."""
        if name in self.rules:
            return None
        if name in self._members:
            return f"`{name}` is no rule but a group or preset; put it in `select` or `ignore`"
        return f"unknown rule `{name}`{did_you_mean(name, self.rules)}"


def preset_problem(presets: Iterable[str]) -> str | None:
    """Why a value of `preset` cannot be used, None if it can."""
    presets = list(presets)
    for name in presets:
        if name not in PRESETS:
            return f"unknown preset `{name}`{did_you_mean(name, PRESETS)}"
    if "none" in presets and len(presets) > 1:
        return "the preset `none` cannot go with another"
    return None
