"""Which rules run on which note, with which options: from files, overrides and the command line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from vaultlint.active import ActiveRule, ActiveRules
from vaultlint.config.choice import Choice
from vaultlint.config.command_line import FAIL_ON, CommandLine
from vaultlint.config.content import ConfigError, ConfigFile, Selection
from vaultlint.config.names import RuleNames
from vaultlint.config.patterns import GitIgnore, Patterns
from vaultlint.config.types import takes_schemas
from vaultlint.finding import Level
from vaultlint.folders import user_folder
from vaultlint.kinds import FileKind
from vaultlint.rule import Rule
from vaultlint.unused import UNUSED, KnownRules

if TYPE_CHECKING:
    from vaultlint.schemas import Schema

__all__ = [
    "CommandLine",
    "Config",
    "ConfigError",
    "load_config",
    "read_plugins",
    "user_config_file",
]


class Config:
    """The configuration of one vault; made by `load_config`.

    `fail_on` is the level from which on findings make a run fail. `files` are the configuration
    files that were read, the vault's own last, and `also_read` what those name. `rules` are all
    there are, by id. `excludes_some` is whether it may leave a file out. `identity` is a text that
    differs where something differs in the files or the command line that may change what is found.
    """

    def __init__(
        self,
        root: Path,
        names: RuleNames,
        files: Mapping[Path, ConfigFile],
        command_line: CommandLine,
    ) -> None:
        merged = _merge(files.values())
        self.files = tuple(files)
        self.also_read = tuple(one.file for one in merged.schemas if one.file is not None)
        self.fail_on: Level = (
            FAIL_ON[command_line.fail_on] if command_line.fail_on else merged.fail_on
        ) or Level.WARNING
        self.rules = names.rules
        self.identity = repr((tuple(files.values()), command_line._replace(fail_on=None)))
        self._names = names
        self._command_line = command_line
        self._preset = ("recommended",) if merged.preset is None else merged.preset
        self._selections = [file.selection for file in files.values()]
        self._exclude = Patterns(merged.exclude)
        self._git = GitIgnore(root) if merged.gitignore else None
        self.excludes_some = bool(merged.exclude or merged.gitignore)
        self._overrides = [(Patterns(one.paths), one.selection) for one in merged.overrides]
        self._schemas = [(Patterns(one.paths), one.schema) for one in merged.schemas]
        self._schema_rules = {one.id for one in names.rules.values() if takes_schemas(one.options)}
        self._known = KnownRules({rule.id: rule.group for rule in names.rules.values()})
        self._active: dict[tuple[tuple[int, ...], ...], ActiveRules] = {}
        self._same_rules: ActiveRules | None = None  # where they do not depend on the path
        self._partial: dict[int, ActiveRules] = {}

    def excludes(self, path: str) -> bool:
        """Whether the configuration leaves the file at this vault path out of every check."""
        decision = self._exclude.decide(path)
        if decision is None and self._git is not None:
            return self._git.ignores(path)
        return decision is True

    def rules_for(self, path: str) -> ActiveRules:
        """The rules that run on the note at this vault path, in order of their ids.

        Raises ConfigError where options that are sound one by one contradict one another there.
        """
        if self._same_rules is not None:
            return self._same_rules
        matched = tuple(
            number for number, (paths, _) in enumerate(self._overrides) if paths.match(path)
        )
        wanted = tuple(
            number
            for number, (paths, _) in enumerate(self._schemas)
            if not paths.lines or paths.match(path)
        )
        active = self._active.get((matched, wanted))
        if active is None:
            overrides = [self._overrides[number][1] for number in matched]
            schemas = tuple(self._schemas[number][1] for number in wanted)
            active = ActiveRules(self._rules_under(overrides, schemas))
            self._active[matched, wanted] = active
            if not (self._overrides or self._schemas):
                self._same_rules = active
        return active

    def rules_for_some(self, path: str) -> ActiveRules:
        """The same where not the whole vault is looked at: of the rules that need all notes, only
        those that the command line names.
        """
        rules = self.rules_for(path)
        partial = self._partial.get(id(rules))
        if partial is None:
            named = self._command_line.select
            left_out = [one.rule.id for one in rules.surveys if one.rule.id not in named]
            partial = self._partial[id(rules)] = rules.without(left_out) if left_out else rules
        return partial

    @cached_property
    def kinds(self) -> frozenset[FileKind]:
        """The kinds of files that a rule is about which runs on any file of the vault."""
        chosen = set(self._chosen((), self._schema_rules)[0])
        for _, selection in self._overrides:
            chosen |= self._chosen((selection,), self._schema_rules)[0]
        return frozenset[FileKind]({"note"}).union(*(self.rules[name].files for name in chosen))

    def _rules_under(
        self, overrides: Sequence[Selection], schemas: tuple[Schema, ...]
    ) -> Iterator[ActiveRule]:
        chosen, choice = self._chosen(overrides, self._schema_rules if schemas else set())
        for name, rule in self._names.rules.items():
            if name in chosen and (schemas or name not in self._schema_rules):
                options = self._options(rule, choice, schemas)
                yield ActiveRule(rule, options, choice.levels.get(name))

    def _chosen(
        self, overrides: Sequence[Selection], asked_for: set[str]
    ) -> tuple[set[str], Choice]:
        """The ids of the rules that run under these overrides, and what was said of each.

        asked_for: those that are on like the ones of a preset, because there are schemas.
        """
        names, given = self._names, self._command_line
        choice, off_everywhere = self._choose(self._preset, overrides, asked_for)
        configured = choice.on
        if given.preset:
            choice, off_everywhere = self._choose(given.preset, overrides, asked_for)
        chosen = choice.on
        if given.select:
            # A rule named by its id runs although the file turns it off; what an override turns off
            # for these notes stays off, because there the rule would be wrong.
            unnamed = off_everywhere - set(given.select) - choice.on
            chosen = names.expand(given.select) - choice.off - unnamed
        chosen = chosen - names.expand(given.ignore)
        if not configured <= chosen | {UNUSED}:
            # Rules that would else run do not, so that what suppresses them seems to do nothing.
            chosen = chosen - {UNUSED}
        return chosen, choice

    def _choose(
        self, preset: Iterable[str], overrides: Sequence[Selection], asked_for: set[str]
    ) -> tuple[Choice, set[str]]:
        """What the files choose (its `off`: by overrides alone), and what is off everywhere."""
        choice = Choice(self._names.of_presets(preset) | asked_for)
        for selection in self._selections:
            choice.apply(selection, self._names)
        off_everywhere, choice.off = choice.off, set()
        for selection in overrides:
            choice.apply(selection, self._names)
        return choice, off_everywhere

    def _options(self, rule: Rule, choice: Choice, schemas: tuple[Schema, ...]) -> object:
        if rule.id == UNUSED:
            return self._known
        more = {"schemas": schemas} if rule.id in self._schema_rules else {}
        try:
            return rule.options(**choice.options.get(rule.id, {}), **more)
        except ValueError as error:
            raise ConfigError([f"the options of `{rule.id}`: {error}"]) from error


def user_config_file() -> Path:
    """Where the user's own configuration lies, whether there is one or not."""
    return user_folder("config") / "config.toml"


def read_plugins(user_file: Path) -> tuple[Path, ...]:
    """The rule files and folders in `plugins` of the user's own configuration, made absolute.

    Raises ConfigError.
    """
    if not os.path.lexists(user_file):
        return ()
    from vaultlint.config.file import read_plugins

    return read_plugins(user_file)


def load_config(
    root: Path,
    rules: Mapping[str, Rule],
    *,
    user_file: Path | None = None,
    command_line: CommandLine | None = None,
) -> Config:
    """The configuration of the vault at `root`.

    It comes from `vaultlint.toml` there or, if there is none, `[tool.vaultlint]` in a
    `pyproject.toml` there; from the user's own file, whose keys are defaults for it; and from the
    command line, which goes before both. `rules` are all rules there are, by id. Raises ConfigError
    that names every problem.
    """
    names = RuleNames(rules)
    given = (command_line or CommandLine()).split()
    problems = list(given.problems(names))
    own = root / "vaultlint.toml"
    paths = [own if own.exists() else root / "pyproject.toml"]
    files: dict[Path, ConfigFile] = {}
    for path in filter(os.path.lexists, [user_file, *paths] if user_file else paths):
        from vaultlint.config.file import read_config_file  # many vaults have no such file

        try:
            file = read_config_file(path, names, of_user=path == user_file)
        except ConfigError as error:
            problems += error.problems
        else:
            files |= {path: file} if file is not None else {}
    if problems:
        raise ConfigError(problems)
    config = Config(root, names, files, given)
    config.rules_for("")  # options that contradict one another show here
    return config


def _merge(files: Iterable[ConfigFile]) -> ConfigFile:
    """One file that says what the files say together: of single values the last, of lists all."""
    merged = ConfigFile()
    for file in files:
        merged = ConfigFile(
            preset=merged.preset if file.preset is None else file.preset,
            exclude=(*merged.exclude, *file.exclude),
            gitignore=merged.gitignore if file.gitignore is None else file.gitignore,
            fail_on=merged.fail_on if file.fail_on is None else file.fail_on,
            overrides=(*merged.overrides, *file.overrides),
            schemas=(*merged.schemas, *file.schemas),
        )
    return merged
