"""What a result depends on besides the notes: the code of the rules, and what was configured."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress

from vaultlint.cache import digest
from vaultlint.footprint import code_files, library_folders
from vaultlint.rule import Rule
from vaultlint.rule_files import is_plugin


def code_stamp(rules: Iterable[Rule]) -> str:
    """What changes whenever the code that finds things does: ours, the rules', the libraries'.

    Of files it is name and content, of libraries name and version, so that a cache may be taken to
    another machine.
    """
    parts = [sys.version]
    for root in code_roots(rules):
        for file in code_files(root):
            with suppress(OSError), open(file, "rb", 0) as code:
                parts.append(f"{file.removeprefix(root)} {digest(code.read()).hex()}")
    for folder in library_folders():
        with suppress(OSError):
            parts += sorted(name for name in os.listdir(folder) if name.endswith("-info"))
    return "\n".join(parts)


def code_roots(rules: Iterable[Rule]) -> list[str]:
    """The folders and files whose code finds things."""
    roots = {os.path.dirname(os.path.dirname(__file__))}
    for module in {rule.check.__module__ for rule in rules}:
        roots |= _roots_of(module)
    return sorted(roots)


def result_key(*parts: str) -> bytes:
    """The key of results in the cache: of all that decides about them but the vault."""
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))


def _roots_of(module: str) -> set[str]:
    """The folders of the outermost package that a rule's module lies in, or the module's file."""
    parts = module.split(".")
    # What holds plugins, and what holds our own rules, is no package of the rules'.
    depth = 2 if is_plugin(module) or parts[0] == __name__.partition(".")[0] else 1
    top = sys.modules.get(".".join(parts[:depth]))
    folders = getattr(top, "__path__", ())
    file = getattr(top, "__file__", None)
    return set(map(str, folders)) or ({str(file)} if file else set())
