"""Fixes a vault again and again, each time in a process that is killed at some moment.

Called with the least number of rounds, a seed and an empty folder. Prints one JSON object: how many
rounds ended before, within and after the fixing, and what was wrong, which should be nothing. There
are more rounds as long as too few of them ended within.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from pathlib import Path

import vaultlint.fix
from tests.fix.sample_rules import replacing
from vaultlint.finding import Safety
from vaultlint.fix import UndoStore, fix_notes
from vaultlint.rule import Change
from vaultlint.vault import Vault

RULE = replacing("spelling", "teh", "the", Change.WORDS)
ORIGINALS = {
    f"{'folder/' * (number % 2)}Note {number}.md": b"teh \xff\r\n" * (1 + number * 5)
    for number in range(30)
}
FIXED = {path: data.replace(b"teh", b"the") for path, data in ORIGINALS.items()}
vaultlint.fix._BATCH_NOTES = 8  # several batches, as a large vault has


def fix(root: Path, state: Path) -> None:
    """Fix the whole vault."""
    vault = Vault.open(root)
    store = UndoStore(root, state)
    for _ in fix_notes(ORIGINALS, vault, lambda _: [RULE], Safety.SAFE, store, "test"):
        pass


def fix_and_die(root: Path, state: Path, delay: float) -> None:
    """Fix the vault in a process of its own, which gets SIGKILL after so many seconds."""
    ready, started = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(started, b"!")
            fix(root, state)
        finally:
            os._exit(0)
    os.read(ready, 1)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(ready)
    os.close(started)


def fill(root: Path, state: Path) -> None:
    """Bring the vault back to its beginning."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.rmtree(state, ignore_errors=True)
    for path, data in ORIGINALS.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def wrong(root: Path, state: Path, rounds: Counter[str]) -> list[str]:
    """What is wrong with the vault after a kill, and after undoing."""
    found = {str(path.relative_to(root)): path for path in root.rglob("*") if path.is_file()}
    shown = {path for path in found if not path.rpartition("/")[2].startswith(".")}
    problems = [f"{path} is there or is missing" for path in shown ^ ORIGINALS.keys()]
    now = {path: found[path].read_bytes() for path in shown & ORIGINALS.keys()}
    problems += [
        f"{path} is torn"
        for path, data in now.items()
        if data not in (ORIGINALS[path], FIXED[path])
    ]
    fixed = sum(now[path] == FIXED[path] for path in now)
    rounds["before" if fixed == 0 else "after" if fixed == len(ORIGINALS) else "within"] += 1
    rounds["left a temporary file"] += len(found) > len(shown)
    store = UndoStore(root, state)
    if store.runs():
        problems += [f"{one.path}: {one.problem}" for one in store.undo() if one.problem]
    elif fixed:
        problems.append("notes were fixed and there is nothing to undo")
    if store.runs():
        problems.append("the run is still listed")
    store.close()
    problems += [
        f"{path} did not come back"
        for path, data in ORIGINALS.items()
        if (root / path).read_bytes() != data
    ]
    return problems


def seconds(root: Path, state: Path) -> float:
    """How long a whole run takes at this moment."""
    fill(root, state)
    began = time.perf_counter()
    fix(root, state)
    return time.perf_counter() - began


def main(count: int, seed: int, folder: Path) -> None:
    """Run the rounds, their delays spread at random over the time that a whole run takes."""
    root, state = folder / "vault", folder / "state"
    chance = random.Random(seed)
    rounds: Counter[str] = Counter()
    problems: list[str] = []
    for number in range(10 * count):
        if number % 10 == 0:  # other programs may have begun or ended meanwhile
            whole = min(seconds(root, state) for _ in range(3))
        if number >= count and rounds["within"] >= count // 5:
            break
        fill(root, state)
        fix_and_die(root, state, chance.random() * whole)
        problems += (f"round {number}: {problem}" for problem in wrong(root, state, rounds))
    print(json.dumps({"rounds": rounds, "problems": problems}))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
