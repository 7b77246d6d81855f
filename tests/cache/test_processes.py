"""Several runs at once, and runs that are killed: each save is there as a whole, or not at all."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cache.test_cache import KEY, entries, path_of
from vaultlint.cache import Cache, Entry, digest

ROOT = Path(__file__).resolve().parents[2]
WRITERS = 4
ROUNDS = 25
NOTES = 3000  # of one save in the run that is killed


def start(program: str, *arguments: object) -> subprocess.Popen[bytes]:
    """A function of this module in a process of its own."""
    call = f"from tests.cache.test_processes import {program}; import sys; {program}(*sys.argv[1:])"
    command = [sys.executable, "-c", call, *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def wait_for_word() -> None:
    """Say that all is loaded, and wait until the others have said so."""
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()


def let_go(*processes: subprocess.Popen[bytes]) -> None:
    """Let the processes begin, all at the same time."""
    for process in processes:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.strip() == b"ready", process.stderr and process.stderr.read().decode()
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.flush()


def batch(writer: int, number: int) -> dict[str, Entry]:
    """What a writer saves at once, spread over the whole file."""
    return {f"{writer}/{path}": entry for path, entry in entries(20, number * 20).items()}


def write_batches(folder: str, writer: str) -> None:
    """Save and load in turns, as a run does that is started again and again."""
    wait_for_word()
    for number in range(ROUNDS):
        cache = Cache(Path(folder) / "vault", Path(folder) / "caches")
        cache.save(KEY, batch(int(writer), number))
        cache.put("last", writer.encode())
        cache.load(KEY)
        cache.close()


def test_several_runs_save_at_once(tmp_path: Path) -> None:
    """From the first moment on, when there is no file yet."""
    processes = [start("write_batches", tmp_path, writer) for writer in range(WRITERS)]
    let_go(*processes)
    for process in processes:
        _, errors = process.communicate(timeout=120)
        assert (process.returncode, errors) == (0, b"")
    cache = Cache(tmp_path / "vault", tmp_path / "caches")
    loaded = cache.load(KEY)
    assert cache.get("last") in [b"%d" % writer for writer in range(WRITERS)]
    cache.close()
    for writer in range(WRITERS):
        saved = [batch(writer, number) for number in range(ROUNDS)]
        there = [one.items() <= loaded.items() for one in saved]
        assert any(there)  # what is missing waited for two seconds: seldom, and never all
        for is_there, one in zip(there, saved, strict=True):
            assert is_there or not one.keys() & loaded.keys()


def write_versions(folder: str) -> None:
    """Save all notes again and again, each time with other data."""
    cache = Cache(Path(folder) / "vault", Path(folder) / "caches")
    paths = list(entries(NOTES))
    for version in range(1_000_000):
        data = str(version) * random.randrange(1, 80)
        cache.save(KEY, dict.fromkeys(paths, Entry(None, digest(data.encode()), data)))
        cache.put("version", data.encode())
        if version == 2:
            wait_for_word()


@pytest.mark.parametrize("seed", [1, 2])
def test_a_run_is_killed_while_it_saves(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    cut_short = 0
    for number in range(100):
        if number >= 10 and cut_short:
            break
        process = start("write_versions", tmp_path)
        let_go(process)
        time.sleep(chance.random() / 10)
        process.kill()
        process.communicate()
        cache = Cache(tmp_path / "vault", tmp_path / "caches")
        journal = path_of(cache).with_name(path_of(cache).name + "-journal")
        cut_short += journal.exists()
        loaded = cache.load(KEY)
        assert len(loaded) == NOTES
        (entry,) = set(loaded.values())  # all are of one version
        assert entry.digest == digest(entry.data.encode())
        cache.save(KEY, entries(1, number))
        assert cache.load_some(KEY, entries(1, number)) == entries(1, number)
        cache.save(KEY, {}, entries(1, number))
        cache.close()
        assert not journal.exists()
    assert cut_short  # else the kills came too early or too late to prove anything
