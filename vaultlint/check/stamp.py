"""What a result depends on besides the notes: the code of the rules, and what was configured."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from vaultlint.cache import digest
from vaultlint.rule import Rule


def code_stamp(rules: Iterable[Rule]) -> str:
    """What changes whenever the code that finds things does: ours, the rules', the libraries'.

    Of files it is name, size and time; of the libraries the time at which one was last installed
    beside us.
    """
    parts = [sys.version]
    ours = Path(__file__).parents[1]
    modules = {rule.check.__module__ for rule in rules}
    roots = {ours, *filter(None, map(_root_of, modules))}
    for root in sorted(roots):
        parts += _files(root)
    for folder in sys.path:
        if folder.endswith("-packages"):
            parts.append(_status(folder))
    return "\n".join(parts)


def result_key(*parts: str) -> bytes:
    """The key of results in the cache: of all that decides about them but the vault."""
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))


def _root_of(module: str) -> Path | None:
    """The file of a module, or the folder around it if it lies in a package."""
    file = getattr(sys.modules.get(module), "__file__", None)
    if file is None:
        return None
    return Path(file).parent if "." in module else Path(file)


def _files(root: Path) -> Iterator[str]:
    """Every Python file below a folder, or the file itself."""
    if root.is_file():
        yield _status(os.fspath(root))
        return
    waiting = [os.fspath(root)]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    if entry.is_dir():
                        waiting.append(entry.path)
                    elif entry.name.endswith((".py", ".so", ".pyd")):
                        yield _status(entry.path)
        except OSError:
            continue


def _status(path: str) -> str:
    try:
        status = os.stat(path)
    except OSError:
        return path
    return f"{path} {status.st_size} {status.st_mtime_ns}"
