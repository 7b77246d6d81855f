"""One vault on the disk that is checked again and again, in every way there is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path

from vaultlint.cache import Cache
from vaultlint.check import Crew, Memory, check_notes
from vaultlint.check.coding import to_text
from vaultlint.cli.checking import key_of
from vaultlint.cli.targets import Wish, find_targets
from vaultlint.config import CommandLine, load_config
from vaultlint.lint import NoteResult
from vaultlint.patience import patience
from vaultlint.rule import Rule
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault

PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    " from vaultlint.cli.worker import main; main()"
)


@cache
def rules_of(*plugins: Path) -> Mapping[str, Rule]:
    """All rules, those of the plugins included."""
    return dict(find_rules(plugins))


def everything(*plugins: Path) -> tuple[str, ...]:
    """What selects all rules, those too that are off by default."""
    return tuple(sorted({rule.group for rule in rules_of(*plugins).values()}))


def check(
    root: Path,
    cached: Path | None = None,
    *,
    jobs: int = 1,
    fork: bool = False,
    seconds: float = 10.0,
    preset: str = "tidy",
    select: tuple[str, ...] | None = None,
    plugins: tuple[Path, ...] = (),
    few: int | None = None,
    watch: Callable[[str], None] = lambda path: None,
    before_start: Callable[[], object] = lambda: None,
) -> list[NoteResult]:
    """What a run says of the vault at `root`, with the cache in the folder `cached`.

    select: which rules run; None for all of them, those too that are off by default. few: check
    only so many files. watch: is told each file whose result is there. before_start: what happens
    after the run has read the configuration.
    """
    rules = dict(rules_of(*plugins))
    select = everything(*plugins) if select is None else select
    config = load_config(root, rules, command_line=CommandLine(preset=(preset,), select=select))
    [(vault, files, *_)] = find_targets((), root, lambda _: Wish(config.kinds, config.excludes))
    if few is not None:
        files = files[:: max(1, len(files) // few)]
    memory, key = None, b""
    if cached is not None:
        key = key_of(config, vault)
        memory = Memory(Cache(root, cached), vault, key)
    setup = {
        "root": str(root),
        "plugin": [str(path) for path in plugins],
        "preset": [preset],
        "select": select,
        "ignore": [],
        "key": key.hex(),
        "seconds": seconds,
    }
    command = sys.executable, "-P", "-c", PROGRAM, to_text(sys.path)
    crew = Crew(jobs, command, setup, fork=fork, seconds=seconds)
    before_start()
    with patience.limited(seconds):
        results = []
        final = None if few is None else config.rules_for_some
        checked = check_notes(files, vault, config.rules_for, crew, memory, final_rules_for=final)
        with closing(checked) as fresh:
            for result in fresh:
                results.append(result)
                watch(result.path)
    if memory is not None:
        memory.save()
    assert [result.path for result in results] == list(files)
    return results


def found(results: list[NoteResult]) -> set[str]:
    """The rules that found something."""
    return {located.rule for result in results for located in result.findings}


def remembered(root: Path, cached: Path) -> set[str]:
    """The files whose results are in the cache, as a run with the defaults above finds them."""
    chosen = CommandLine(preset=("tidy",), select=everything())
    config = load_config(root, dict(rules_of()), command_line=chosen)
    return set(Cache(root, cached).load(key_of(config, Vault.open(root))))
