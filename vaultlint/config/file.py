"""From a configuration file on disk to what it says, with file and line of everything wrong."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any

from vaultlint.config.content import ConfigError, ConfigFile
from vaultlint.config.lines import KeyPath, key_lines
from vaultlint.config.names import RuleNames
from vaultlint.config.tables import TableReader
from vaultlint.config.types import WrongTypeError, read_value
from vaultlint.lazy import lazy

_PLACE = lazy(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def read_config_file(path: Path, names: RuleNames, *, of_user: bool = False) -> ConfigFile | None:
    """What stands in a `vaultlint.toml`, a `pyproject.toml`, or the user's own `config.toml`.

    None if there is no such file, or a `pyproject.toml` has no `[tool.vaultlint]`. Raises
    ConfigError that names every problem of the file.
    """
    source = _read(path)
    prefix: KeyPath = ("tool", "vaultlint") if path.name == "pyproject.toml" else ()
    if source is None or (prefix and "vaultlint" not in source):
        return None
    table: Any = _parse(path, source)
    for key in prefix:
        if not isinstance(table, dict) or key not in table:
            return None
        table = table[key]
    reader = TableReader(names, path.parent, of_user=of_user)
    file = reader.read(table)
    if reader.problems:
        lines = key_lines(source)
        placed = [(_line(lines, (*prefix, *at)), text) for at, text in reader.problems]
        placed.sort(key=itemgetter(0))
        raise ConfigError([f"{path}:{line}: {text}" for line, text in placed])
    return file


def read_plugins(user_file: Path) -> tuple[Path, ...]:
    """The rule files and folders in `plugins` of the user's own configuration, made absolute.

    Relative ones lie beside the file. The rest of the file is checked later, once the rules are
    known. Raises ConfigError.
    """
    source = _read(user_file)
    if source is None:
        return ()
    plugins = _parse(user_file, source).get("plugins", [])
    try:
        names: Any = read_value(plugins, tuple[str, ...])
    except WrongTypeError as error:
        line = _line(key_lines(source), ("plugins", *error.at))
        raise ConfigError([f"{user_file}:{line}: `plugins` {error}"]) from None
    return tuple(user_file.parent / Path(name).expanduser() for name in names)


def _read(path: Path) -> str | None:
    try:
        data = path.read_bytes()
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read: {error.strerror or error}"]) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError([f"{path}:{line}: not UTF-8, which TOML must be"]) from error


def _parse(path: Path, source: str) -> dict[str, Any]:
    import tomllib  # most vaults have no configuration

    try:
        return tomllib.loads(source)
    except RecursionError as error:
        raise ConfigError([f"{path}: not valid TOML: nested too deeply"]) from error
    except ValueError as error:  # also a number with more digits than Python converts
        place = _PLACE.search(str(error))
        line = (place and place[1]) or source.count("\n") + 1
        problem = _PLACE.sub("", str(error))
        raise ConfigError([f"{path}:{line}: not valid TOML: {problem}"]) from error


def _line(lines: Mapping[KeyPath, int], at: KeyPath) -> int:
    """The line of a key path, or of the nearest table around it that has one."""
    while at and at not in lines:
        at = at[:-1]
    return lines.get(at, 1)
