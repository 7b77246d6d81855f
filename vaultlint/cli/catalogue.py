"""What `vaultlint rules` and `vaultlint explain` print, and how."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping

from vaultlint.finding import Level, Safety
from vaultlint.near import did_you_mean
from vaultlint.report.output import Output
from vaultlint.report.visible import visible
from vaultlint.rule import Rule

# Findings that the engine itself makes, without a page of their own.
_OF_THE_ENGINE = {
    "unreadable-note": "A note that could not be read from the disk; the message says why. It is\n"
    "always reported, and always makes the run fail.",
}
_FIXES = {None: "", Safety.MANUAL: "by hand", Safety.UNSAFE: "unsafe", Safety.SAFE: "fix"}


class NoSuchRuleError(Exception):
    """There is no rule of that name; the text is a sentence with the nearest one."""


def list_rules(rules: Mapping[str, Rule]) -> Iterator[str]:
    """A line for each rule, group by group: id, level, preset, whether it fixes, summary."""
    if not rules:
        return
    width = max(map(len, rules))
    group = None
    for rule in sorted(rules.values(), key=lambda rule: (rule.group, rule.id)):
        if rule.group != group:
            if group is not None:
                yield ""
            group = rule.group
            yield group
        level = "off" if rule.level == Level.OFF else rule.level.name.lower()
        yield (
            f"  {rule.id:<{width}}  {level:<7}  {rule.preset or '-':<11}  {_FIXES[rule.fixes]:<7}"
            f"  {rule.summary}"
        )


def explain(name: str, rules: Mapping[str, Rule]) -> str:
    """The page of a rule, as its author wrote it.

    Raises NoSuchRuleError, and OSError for a page that cannot be read.
    """
    if name in _OF_THE_ENGINE:
        return f"# {name}\n\n{_OF_THE_ENGINE[name]}\n"
    if name not in rules:
        hint = did_you_mean(name, [*rules, *_OF_THE_ENGINE]) or "; `vaultlint rules` lists them all"
        raise NoSuchRuleError(f"there is no rule `{name}`{hint}")
    rule = rules[name]
    if not rule.page.is_file():
        return f"# {rule.id}\n\n{rule.summary}\n"
    return rule.page.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")


def print_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output, with what a terminal would obey drawn."""
    output = Output(sys.stdout)
    for line in lines:
        output.line(visible(line))
    output.flush()
