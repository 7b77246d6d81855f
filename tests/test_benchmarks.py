"""The benchmarks: made vaults, what is measured, and the tables, without network."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
VAULTLINT = f"'{Path(sys.executable).as_posix()}' -m vaultlint"
HELD = 30_000_000


def script(name: str, *words: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one of the programs."""
    return subprocess.run(
        [sys.executable, str(BENCHMARKS / name), *map(str, words)],
        env={**os.environ, "PYTHONUTF8": "1", **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault of a thousand notes."""
    root = tmp_path_factory.mktemp("made") / "vault"
    result = script("make_vault.py", root, 1000, PYTHONHASHSEED="1")
    assert result.returncode == 0, result.stderr
    assert "1,000 notes" in result.stdout
    return root


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs import one another as top-level modules."""
    monkeypatch.syspath_prepend(BENCHMARKS)


def test_a_made_vault_is_the_same_every_time_for_one_seed(made: Path, tmp_path: Path) -> None:
    script("make_vault.py", tmp_path / "again", 1000, PYTHONHASHSEED="2")
    script("make_vault.py", tmp_path / "other", 1000, "--seed", "2")
    assert contents(tmp_path / "again") == contents(made)
    assert contents(tmp_path / "other") != contents(made)


@pytest.mark.usefixtures("modules")
def test_a_made_vault_has_the_statistics_of_real_ones(made: Path) -> None:
    from vault_statistics import count_vault  # type: ignore[import-not-found]

    found = count_vault(made)
    links = found.counts["internal links"]
    assert found.notes == 1000
    assert found.attachments == 125
    assert found.size / found.notes == pytest.approx(2200, rel=0.1)
    assert links / found.notes == pytest.approx(6, rel=0.1)
    assert found.with_properties / found.notes == pytest.approx(0.9, abs=0.03)
    assert found.with_aliases / found.notes == pytest.approx(0.05, abs=0.025)
    assert found.dead_links / links == pytest.approx(0.05, abs=0.015)
    assert found.notes / found.folders == pytest.approx(25, rel=0.1)
    assert found.depth == 4
    assert found.counts["links to a heading or block"] > 0
    assert found.counts["Markdown links to notes"] > 0


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Somebody's vault of five notes, which no comparison may change."""
    root = tmp_path / "theirs"
    (root / ".obsidian").mkdir(parents=True)
    for number in range(5):
        (root / f"Note {number}.md").write_text(f"[[Note {number + 1}]]\n")
    return root


def compare(tmp_path: Path, small: Path) -> subprocess.CompletedProcess[str]:
    """The smallest comparison: two vaults, vaultlint alone, as it is installed here."""
    words = ["--work", tmp_path / "work", "--vault", small, "--sizes", "20", "--runs", 1]
    words += ["--pause", 0, "--json", tmp_path / "runs.json", "--tools", "vaultlint"]
    return script("compare.py", *words, "--vaultlint-command", VAULTLINT)


def rows(markdown: str) -> list[list[str]]:
    """The cells of every table row."""
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in markdown.splitlines()
        if line.startswith("|")
    ]


def test_one_command_measures_every_case_on_every_vault(tmp_path: Path, small: Path) -> None:
    before = contents(small)
    result = compare(tmp_path, small)
    assert result.returncode == 0, result.stderr
    measured = {(row[0], row[1]): row[2] for row in rows(result.stdout) if len(row) == 6}
    has_cache = "cold" if "has no cache yet" in result.stdout else "cold filling warm"
    for vault in ("20 notes", "theirs"):
        for case in (*has_cache.split(), "three staged, no cache"):
            assert re.fullmatch(r"[\d.]+ \([\d.]+–[\d.]+\)", measured[vault, case])
    raw: list[dict[str, Any]] = json.loads((tmp_path / "runs.json").read_text())["measurements"]
    assert {(found["vault"], found["case"]) for found in raw} <= measured.keys()
    assert all(len(found["runs"]) == 1 for found in raw)
    assert contents(small) == before
    assert contents(tmp_path / "work" / "vaults" / "copy-of-theirs") == before


def test_a_run_that_fails_is_shown_with_what_it_said(tmp_path: Path, small: Path) -> None:
    (small / "vaultlint.toml").write_text("no-such-key = 1\n")
    result = compare(tmp_path, small)
    assert result.returncode == 1
    assert ["theirs", "cold", "failed"] in [row[:3] for row in rows(result.stdout)]
    assert ["20 notes", "cold", "failed"] not in [row[:3] for row in rows(result.stdout)]
    assert "no-such-key" in result.stderr.partition("ended with status 2:")[2]


@pytest.mark.usefixtures("modules")
def test_no_tool_always_runs_behind_the_same_one(tmp_path: Path, small: Path) -> None:
    from cases import CASES, Plan, VaultRuns  # type: ignore[import-not-found]
    from tools import Tool  # type: ignore[import-not-found]

    log = tmp_path / "log"
    write = "import sys; open(sys.argv[1], 'a').write(sys.argv[2])"
    tools = [Tool(name, (sys.executable, "-c", write, str(log), name), "1") for name in "ab"]
    plan = Plan(
        runs=3,
        patience=60,
        pause=0,
        largest_for_markdownlint=9,
        variables=os.environ,
        caches=tmp_path / "caches",
    )
    cold = next(case for case in CASES if case.name == "cold")
    found = VaultRuns("theirs", small, tools, plan).measure_case(cold, tools)
    assert log.read_text() == "abbaabba"
    assert [len(one.runs) for one in found] == [3, 3]
    assert [one.failure for one in found] == ["", ""]


@pytest.mark.usefixtures("modules")
def test_targets_tell_what_is_reached() -> None:
    from cases import Measurement  # type: ignore[import-not-found]
    from measure import Run  # type: ignore[import-not-found]
    from report import Results  # type: ignore[import-not-found]
    from targets import targets  # type: ignore[import-not-found]

    def found(notes: int, case: str, tool: str, *seconds: float) -> Any:
        runs = [Run(taken, None, 700_000_000) for taken in seconds]
        return Measurement(f"{notes:,} notes", notes, case, tool, runs=runs)

    results = Results(
        [
            found(10_000, "cold", "vaultlint", 1.0, 2.0, 9.0),
            found(10_000, "cold", "rumdl", 1.0, 2.5, 2.6),
            found(10_000, "cold", "markdownlint-cli2", 10.0),
            found(100_000, "cold", "vaultlint", 20.0),
        ]
    )
    told = {target.name: target.row()[2:] for target in targets(results, [])}
    assert told["cold ÷ rumdl cold, 10,000 notes"] == ["0.80 ×", "reached"]
    assert told["markdownlint-cli2 ÷ cold, 10,000 notes"] == ["5.00 ×", "**not reached**"]
    assert told["cold, 100,000 notes ÷ 10,000 notes"] == ["10.00 ×", "reached"]
    assert told["peak memory of all cases, 100,000 notes"] == ["700.00 MB", "**not reached**"]
    assert told["warm ÷ rumdl warm, 10,000 notes"] == ["–", "not measured"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the memory of a group")
@pytest.mark.usefixtures("modules")
def test_the_memory_of_all_processes_of_a_run_is_counted(tmp_path: Path) -> None:
    from measure import run

    hold = f"import time; held = b'x' * {HELD}; print(flush=True); "
    child = f"{hold}time.sleep(60)"
    parent = (
        f"import subprocess, sys; {hold}"
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}], stdout=subprocess.PIPE); "
        "child.stdout.readline(); time.sleep(1.5); child.kill(); child.wait()"
    )
    taken = run([sys.executable, "-c", parent], tmp_path, os.environ, sample=True)
    assert taken.memory is not None
    assert taken.memory > 2 * HELD


def test_every_link_of_a_made_vault_is_resolved_alike_every_time() -> None:
    words = ["--notes", 200, 1000, "--links", 5]
    results = [script("resolution.py", *words, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert [result.returncode for result in results] == [0, 0], results[0].stderr
    _, *measured = rows(results[0].stdout)[1:]
    assert [row[:2] for row in measured] == [["200", "1,000"], ["1,000", "5,000"]]
    assert all(re.fullmatch(r"\d+\.\d{3}", cell) for row in measured for cell in row[2:6])
    assert re.search(
        r"^5\.0 times the links take \d+\.\d times as long\.$", results[0].stdout, re.M
    )
    ways = [result.stdout.splitlines()[-1] for result in results]
    assert ways[0] == ways[1]
    pairs = (pair.split(": ") for pair in ways[0].split(", "))
    counts = {way: int(count.replace(",", "")) for way, count in pairs}
    ties = counts.pop("of them a tie")
    assert sum(counts.values()) == 5000
    assert {"exact", "only", "own folder", "relative", "shortest", "unresolved"} == counts.keys()
    assert 0 < ties < counts["shortest"]
