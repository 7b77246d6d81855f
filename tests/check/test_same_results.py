"""The report is the same from one process and from many, with the cache and without it."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from tests.check import bench
from tests.check.bench import check, found, remembered, rules_of
from tests.check.changes import Changing, is_locked
from vaultlint import vault as vault_module
from vaultlint.check import memory, trace
from vaultlint.kinds import kind_of
from vaultlint.lint import UNREADABLE

FORKS = hasattr(os, "fork")
STEPS = 50  # in each of three sequences
SMALL_VAULTS = ["kepano", "bramses"]


@pytest.fixture
def vault(tmp_path: Path) -> Changing:
    changing = Changing(tmp_path / "vault", 0)
    changing.make()
    return changing


@pytest.fixture(autouse=True)
def _nobody_is_above_permissions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests may run as the superuser, whom permissions do not stop."""
    read = vault_module.read_file

    def refuse(folder: str, path: str, size: int = -1) -> bytes:
        if is_locked(Path(folder, path)):
            raise PermissionError(13, "Permission denied")
        return read(folder, path, size)

    monkeypatch.setattr(vault_module, "read_file", refuse)


def test_the_vault_of_these_tests_has_findings_of_every_rule(vault: Changing) -> None:
    (vault.root / "Locked.md").write_text("x\n")
    (vault.root / "Locked.md").chmod(0)
    assert found(check(vault.root)) == {*rules_of(), UNREADABLE}


@pytest.mark.parametrize("jobs", [2, 5])
@pytest.mark.parametrize(
    "fork", [pytest.param(True, marks=pytest.mark.skipif(not FORKS, reason="no fork")), False]
)
def test_many_processes_say_what_one_says(
    vault: Changing, tmp_path: Path, jobs: int, fork: bool
) -> None:
    alone = check(vault.root)
    assert check(vault.root, jobs=jobs, fork=fork) == alone
    cached = tmp_path / "cache"
    assert check(vault.root, cached, jobs=jobs, fork=fork) == alone
    read = {result.path for result in alone if kind_of(result.path) != "attachment"}
    assert remembered(vault.root, cached) == read
    assert check(vault.root, cached) == alone
    vault.flip_habit()
    alone = check(vault.root)
    assert check(vault.root, cached, jobs=jobs, fork=fork) == alone
    assert check(vault.root, cached, jobs=jobs, fork=fork) == alone


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_change_the_cache_says_what_a_fresh_run_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Every second sequence trusts the times of files at once, every third reads few entries."""
    if seed != 2:
        monkeypatch.setattr(trace, "SETTLED", 0)
    if seed == 3:
        monkeypatch.setattr(memory, "_FEW", 0)
    changing = Changing(tmp_path / "vault", seed)
    changing.make()
    cached = tmp_path / "cache"
    recalled = 0
    recall = memory.Memory.recall

    def counting(self: memory.Memory, paths: list[str]) -> object:
        nonlocal recalled
        known = recall(self, paths)
        recalled += len(known)
        return known

    monkeypatch.setattr(memory.Memory, "recall", counting)
    for step in range(STEPS):
        for _ in range(changing.random.choice([1, 1, 1, 3])):
            changing.step()
        few = changing.random.choice([None, None, 5])
        jobs = 3 if FORKS and step % 12 == 5 else 1
        plain = check(changing.root, few=few)
        assert check(changing.root, cached, few=few, jobs=jobs, fork=FORKS) == plain, changing.done
    assert recalled > STEPS * 15


@pytest.mark.parametrize("name", SMALL_VAULTS)
def test_real_vaults_and_changes_to_them(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from tests.end_to_end.conftest import copy_tree

    monkeypatch.setattr(trace, "SETTLED", 0)
    changing = Changing(copy_tree(shared / "vaults" / name, tmp_path / "vault"), 7)
    cached = tmp_path / "cache"
    same = partial(check, changing.root, cached)
    plain = check(changing.root)
    assert same() == same() == plain
    assert check(changing.root, jobs=2, fork=FORKS) == plain
    for _ in range(12):
        changing.step()
        assert same() == check(changing.root), changing.done


def test_other_rules_and_options_are_other_results(vault: Changing, tmp_path: Path) -> None:
    cached = tmp_path / "cache"
    links = ("links",)
    for preset, select in [
        ("tidy", None), ("tidy", ()), ("recommended", ()), ("tidy", links), ("tidy", None)
    ]:  # fmt: skip
        say = partial(check, vault.root, preset=preset, select=select)
        assert say(cached) == say(cached) == say()
    assert bench.found(check(vault.root, cached, select=("links",))) == {
        rule for rule, one in rules_of().items() if one.group == "links"
    }


def test_a_worker_that_finds_another_configuration_has_nothing_kept(
    vault: Changing, tmp_path: Path
) -> None:
    """It starts a moment later than the run: what it finds must not pass for what the run asked."""
    cached = tmp_path / "cache"
    config = vault.root / "vaultlint.toml"
    config.write_text('ignore = ["links"]\n')
    plain = check(vault.root)
    check(vault.root, cached, jobs=2, before_start=lambda: config.write_text(""))
    config.write_text('ignore = ["links"]\n')
    assert check(vault.root, cached) == plain
