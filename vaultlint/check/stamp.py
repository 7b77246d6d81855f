"""What a result depends on besides the notes: the code of the rules, and what was configured."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress

from vaultlint.cache import digest
from vaultlint.footprint import code_files, library_folders
from vaultlint.rule import Rule


def code_stamp(rules: Iterable[Rule]) -> str:
    """What changes whenever the code that finds things does: ours, the rules', the libraries'.

    Of files it is the content, of libraries the name and version, so that a cache may be taken to
    another machine.
    """
    parts = [sys.version]
    for root in code_roots(rules):
        for file in code_files(root):
            with suppress(OSError), open(file, "rb") as code:
                parts.append(digest(code.read()).hex())
    for folder in library_folders():
        with suppress(OSError):
            parts += sorted(name for name in os.listdir(folder) if name.endswith("-info"))
    return "\n".join(parts)


def code_roots(rules: Iterable[Rule]) -> list[str]:
    """The folders and files whose code finds things."""
    modules = {rule.check.__module__ for rule in rules}
    roots = {os.path.dirname(os.path.dirname(__file__)), *filter(None, map(_root_of, modules))}
    return sorted(roots)


def result_key(*parts: str) -> bytes:
    """The key of results in the cache: of all that decides about them but the vault."""
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))


def _root_of(module: str) -> str | None:
    """The file of a module, or the folder around it if it lies in a package."""
    file = getattr(sys.modules.get(module), "__file__", None)
    if file is None:
        return None
    return os.path.dirname(file) if "." in module else str(file)
