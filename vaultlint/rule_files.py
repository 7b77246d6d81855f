"""How rules are found: nothing lists them, packages are walked.

They are the built-in package, those that installed distributions name in the entry-point group
`vaultlint.rules`, and the files or folders that the user passes with `--plugin`.
"""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import ModuleType
from zlib import crc32

from vaultlint.installed import installed_packages
from vaultlint.rule import Rule

_PLUGIN = "vaultlint_plugin_"


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
