"""What a rule is, and how rules are found.

A rule is two files in a group's folder: `date_format.py`, whose `check` yields findings, and
`date_format.md`, its page. Nothing lists the rules: they are found by walking packages, the
built-in one, those that installed distributions name in the entry-point group `vaultlint.rules`,
and the files or folders that the user passes with `--plugin`.
"""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload
from zlib import crc32

from vaultlint.finding import Finding, Level, Safety
from vaultlint.installed import installed_packages

if TYPE_CHECKING:
    from vaultlint.note import Note
    from vaultlint.vault import Vault


class Change(Enum):
    """What a rule's fix may change in a note; the guard refuses any other difference.

    LINKS: the targets or display texts of links, or what they resolve to. PROPERTIES: values in
    the frontmatter. TAGS. HEADINGS. BLOCK_IDS. CODE: text inside code. STRUCTURE: which blocks
    there are. WORDS: the visible words. What only moves blanks between words declares nothing.
    """

    LINKS = "links"
    PROPERTIES = "properties"
    TAGS = "tags"
    HEADINGS = "headings"
    BLOCK_IDS = "block ids"
    CODE = "code"
    STRUCTURE = "structure"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class NoOptions:
    """The options of a rule that has none."""


_PLUGIN = "vaultlint_plugin_"
NOT_ASCII = "\x7f…"
"""Among what a rule needs: any character beyond ASCII."""
Preset = Literal["recommended", "tidy"]
AnyOptions = TypeVar("AnyOptions")
NoteCheck = Callable[["Note", AnyOptions], Iterator[Finding]]
VaultCheck = Callable[["Note", AnyOptions, "Vault"], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the engine sees it; made by the decorator `rule`, never by hand."""

    id: str
    group: str
    summary: str
    level: Level
    preset: Preset | None
    fixes: Safety | None
    changes: frozenset[Change]
    options: type[Any]
    uses_vault: bool
    in_code: bool
    any_encoding: bool
    check: Callable[..., Iterator[Finding]] = field(repr=False, compare=False)
    page: Path = field(repr=False, compare=False)
    needs: tuple[str, ...] = ()

    def run(self, note: Note, options: object, vault: Vault) -> Iterator[Finding]:
        """The rule's findings in one note, as the rule yields them."""
        if self.uses_vault:
            return self.check(note, options, vault)
        return self.check(note, options)


@overload
def rule(
    *,
    level: Level,
    preset: Preset | None = ...,
    fixes: Safety | None = ...,
    changes: frozenset[Change] | set[Change] = ...,
    options: type[AnyOptions] = ...,
    uses_vault: Literal[False] = ...,
    in_code: bool = ...,
    any_encoding: bool = ...,
    needs: tuple[str, ...] = ...,
) -> Callable[[NoteCheck[AnyOptions]], Rule]: ...
@overload
def rule(
    *,
    level: Level,
    preset: Preset | None = ...,
    fixes: Safety | None = ...,
    changes: frozenset[Change] | set[Change] = ...,
    options: type[AnyOptions] = ...,
    uses_vault: Literal[True],
    in_code: bool = ...,
    any_encoding: bool = ...,
    needs: tuple[str, ...] = ...,
) -> Callable[[VaultCheck[AnyOptions]], Rule]: ...
def rule(
    *,
    level: Level,
    preset: Preset | None = None,
    fixes: Safety | None = None,
    changes: frozenset[Change] | set[Change] = frozenset(),
    options: type[Any] = NoOptions,
    uses_vault: bool = False,
    in_code: bool = False,
    any_encoding: bool = False,
    needs: tuple[str, ...] = (),
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Make a rule of a generator function `check(note, options)`, or `check(note, options, vault)`.

    level: the level of its findings unless a finding says otherwise. preset: the preset that turns
    it on; None means that only the user's configuration does. fixes: the highest safety of its
    fixes, None if it has none. changes: what a fix may change, see `Change`. options: a dataclass
    whose every field has a default. uses_vault: it reads other notes, and gets the vault as third
    argument. in_code: it also speaks of what lies in code blocks. any_encoding: it also runs on
    notes that are UTF-16 or binary, whose text means nothing to other rules. needs: texts of which
    a note must hold one for the rule to find anything in it, `NOT_ASCII` among them; most notes
    lack what most rules look for, and are not shown to them.

    The id is the module's name in kebab-case, the group the folder's, and the summary the first
    line of the module's docstring.
    """

    def make(check: Callable[..., Iterator[Finding]]) -> Rule:
        module = sys.modules[check.__module__]
        file = Path(module.__file__ or "")
        parts = check.__module__.split(".")
        return Rule(
            id=parts[-1].replace("_", "-"),
            group=(parts[-2] if len(parts) > 1 else file.parent.name).replace("_", "-"),
            summary=(module.__doc__ or "").strip().partition("\n")[0],
            level=level,
            preset=preset,
            fixes=fixes,
            changes=frozenset(changes),
            options=options,
            uses_vault=uses_vault,
            in_code=in_code,
            any_encoding=any_encoding,
            check=check,
            page=file.with_suffix(".md"),
            needs=needs,
        )

    return make


class RuleError(Exception):
    """A package or plugin of rules that cannot be used; the text says which and why."""


def find_rules(plugins: Iterable[Path] = ()) -> Mapping[str, Rule]:
    """Every rule there is, by id in alphabetical order: built-in, installed, and from `plugins`.

    A plugin is a rule's .py file or a folder of them. Raises RuleError where one cannot be
    imported, or where two rules have the same id.
    """
    rules: dict[str, Rule] = {}
    for found in chain(
        _rules_below("vaultlint.rules"),
        chain.from_iterable(_rules_below(name) for name in installed_packages()),
        chain.from_iterable(_rules_of_plugin(path) for path in plugins),
    ):
        known = rules.setdefault(found.id, found)
        if known.page != found.page:
            raise RuleError(f"two rules are called {found.id}: {known.page} and {found.page}")
    return dict(sorted(rules.items()))


def _rules_below(package: str) -> Iterator[Rule]:
    """The rules in a package or module and all below it; modules with a leading underscore are
    none.
    """
    module = _import(package)
    yield from _rules_in(module)
    for entry in pkgutil.iter_modules(getattr(module, "__path__", ())):
        if not entry.name.startswith("_"):
            yield from _rules_below(f"{package}.{entry.name}")


def _rules_of_plugin(path: Path) -> Sequence[Rule]:
    """The rules in a plugin's file or folder, which need not lie on Python's path."""
    path = path.resolve()
    folder = path.parent if path.is_file() else path
    if not folder.is_dir() or "." in folder.name or (path.is_file() and path.suffix != ".py"):
        raise RuleError(f"{path} is no plugin: give a rule's .py file or a folder of them")
    # An empty package of its own, so that two plugins' folders may have the same name.
    holder = ModuleType(f"{_PLUGIN}{crc32(str(folder.parent).encode()):08x}")
    holder.__path__ = [str(folder.parent)]
    sys.modules.setdefault(holder.__name__, holder)
    package = f"{holder.__name__}.{folder.name}"
    if path.is_file():
        rules = tuple(_rules_in(_import(f"{package}.{path.stem}")))
    else:
        rules = tuple(_rules_below(package))
    if not rules:
        raise RuleError(f"there is no rule in {path}")
    return rules


def is_plugin(module: str) -> bool:
    """Whether a module is one of a plugin that was given by its path."""
    return module.startswith(_PLUGIN)


def _rules_in(module: ModuleType) -> Iterator[Rule]:
    for value in vars(module).values():
        if isinstance(value, Rule) and value.check.__module__ == module.__name__:
            yield value


def _import(name: str) -> ModuleType:
    try:
        return import_module(name)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise RuleError(f"cannot import the rules in {_shown(name)}: {reason}") from error


def _shown(name: str) -> str:
    """A module's name, or its file, or folder, where a plugin's made-up package holds it."""
    holder, *parts = name.split(".")
    if not holder.startswith(_PLUGIN):
        return name
    path = Path(*sys.modules[holder].__path__, *parts)
    return str(path if path.is_dir() else path.with_suffix(".py"))
