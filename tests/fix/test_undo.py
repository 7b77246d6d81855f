"""Runs over notes on the disk, and undoing them."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import vaultlint.fix
from tests.fix.sample_rules import replacing
from vaultlint.finding import Safety
from vaultlint.fix import FixOutcome, UndoError, UndoStore, fix_notes
from vaultlint.fix.undo import Original
from vaultlint.fix.write import Writer
from vaultlint.rule import Change
from vaultlint.vault import Vault

SPELLING = replacing("spelling", "teh", "the", Change.WORDS)
ORIGINALS = {
    "A.md": b"teh \xff\r\n",
    "folder/B.md": b"\xef\xbb\xbf---\r\na: 1\r\n---\r\nteh",
    "Good.md": b"the\n",
    "\udcff.md": b"teh\n",  # a name that is no UTF-8
    "Long.md": b"teh " * 5000,
}
FIXED = {path: data.replace(b"teh", b"the") for path, data in ORIGINALS.items()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    for path, data in ORIGINALS.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        try:
            (folder / path).write_bytes(data)
        except OSError:
            pytest.skip(f"the file system has no name {path!a}")
    return folder


@pytest.fixture
def store(root: Path, tmp_path: Path) -> Iterable[UndoStore]:
    store = UndoStore(root, tmp_path / "state")
    yield store
    store.close()


def run(
    root: Path, store: UndoStore, *, rule: object = SPELLING, paths: Sequence[str] | None = None
) -> dict[str, FixOutcome]:
    vault = Vault.open(root)
    names = list(ORIGINALS) if paths is None else paths
    outcomes = fix_notes(names, vault, lambda _: [rule], Safety.SAFE, store, "test")  # type: ignore[list-item]
    return {outcome.path: outcome for outcome in outcomes}


def contents(root: Path) -> dict[str, bytes]:
    return {path: (root / path).read_bytes() for path in ORIGINALS if (root / path).is_file()}


def undo(store: UndoStore, number: int | None = None) -> dict[str, str]:
    """What undoing says of each note."""
    return {
        one.path: one.problem or ("restored" if one.restored else "as it was")
        for one in store.undo(number)
    }


def test_a_run_and_its_undoing(root: Path, store: UndoStore) -> None:
    before = datetime.now(UTC)
    outcomes = run(root, store)
    assert list(outcomes) == list(ORIGINALS)
    assert contents(root) == FIXED
    assert not any(outcome.problem for outcome in outcomes.values())
    (listed,) = store.runs()
    assert (listed.notes, listed.command) == (4, "test")
    assert before <= listed.when <= datetime.now(UTC)
    assert undo(store) == dict.fromkeys(sorted(ORIGINALS.keys() - {"Good.md"}), "restored")
    assert contents(root) == ORIGINALS
    assert store.runs() == []
    with pytest.raises(UndoError, match="nothing to undo"):
        store.undo()


def test_a_run_that_fixes_nothing_leaves_nothing(root: Path, store: UndoStore) -> None:
    run(root, store, paths=["Good.md"])
    assert not store.path.exists()
    assert store.runs() == []


def test_the_store_can_be_read_by_its_owner_only(root: Path, store: UndoStore) -> None:
    run(root, store)
    if os.name == "posix":
        assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700
    assert not any(path.name.startswith("undo") for path in root.rglob("*"))


def test_the_originals_are_kept_before_a_note_is_replaced(
    root: Path, store: UndoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vaultlint.fix, "_BATCH_NOTES", 2)
    real = Writer.write
    missing: list[str] = []

    def checked(self: Writer, path: str, expected: bytes, new: bytes) -> None:
        with sqlite3.connect(store.path) as other:
            query = "SELECT original FROM originals WHERE path = ?"
            if other.execute(query, [os.fsencode(path)]).fetchall() != [(expected,)]:
                missing.append(path)
        real(self, path, expected, new)

    monkeypatch.setattr(Writer, "write", checked)
    run(root, store)
    assert not missing
    assert contents(root) == FIXED
    assert [one.notes for one in store.runs()] == [4]


@pytest.mark.parametrize(("limit", "value", "written"), [("NOTES", 2, 2), ("BYTES", 1, 1)])
def test_notes_are_written_batch_by_batch(
    root: Path,
    store: UndoStore,
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    value: int,
    written: int,
) -> None:
    monkeypatch.setattr(vaultlint.fix, f"_BATCH_{limit}", value)
    vault = Vault.open(root)
    outcomes = fix_notes(list(ORIGINALS), vault, lambda _: [SPELLING], Safety.SAFE, store, "a test")
    next(outcomes)
    now = contents(root)
    assert sum(now[path] != ORIGINALS[path] for path in ORIGINALS) == written


def test_undoing_again_undoes_the_run_before(root: Path, store: UndoStore) -> None:
    run(root, store)
    run(root, store, rule=replacing("shout", "the", "THE", Change.WORDS))
    assert [one.notes for one in store.runs()] == [5, 4]
    undo(store)
    assert contents(root) == FIXED
    undo(store)
    assert contents(root) == ORIGINALS


def test_a_note_that_changed_since_is_refused_and_stays_listed(
    root: Path, store: UndoStore
) -> None:
    run(root, store)
    (root / "A.md").write_bytes(b"by hand")
    (root / "Long.md").unlink()
    said = undo(store)
    assert "changed since" in said.pop("A.md")
    assert "gone" in said.pop("Long.md")
    assert set(said.values()) == {"restored"}
    assert (root / "A.md").read_bytes() == b"by hand"
    assert not (root / "Long.md").exists()
    assert [one.notes for one in store.runs()] == [2]
    (root / "A.md").write_bytes(FIXED["A.md"])
    assert undo(store)["A.md"] == "restored"
    assert [one.notes for one in store.runs()] == [1]


def test_an_edited_note_does_not_bar_the_way_to_the_run_before(
    root: Path, store: UndoStore
) -> None:
    run(root, store, paths=["A.md"])
    run(root, store, paths=["folder/B.md", "Long.md"])
    (root / "Long.md").write_bytes(b"by hand")
    (root / "folder/B.md").write_bytes(b"by hand")
    newest, oldest = store.runs()
    assert store.next_to_undo() == newest  # its refusals have to be seen once
    assert set(undo(store)) == {"folder/B.md", "Long.md"}
    assert store.next_to_undo() == oldest
    (root / "Long.md").write_bytes(FIXED["Long.md"])
    assert undo(store)["Long.md"] == "restored"
    assert undo(store) == {"A.md": "restored"}
    assert set(undo(store)) == {"folder/B.md"}  # nothing else is left
    assert [one.id for one in store.runs()] == [newest.id]


def test_an_older_run_can_be_named(root: Path, store: UndoStore) -> None:
    run(root, store, paths=["A.md"])
    run(root, store, paths=["folder/B.md"])
    newest, oldest = store.runs()
    assert undo(store, oldest.id) == {"A.md": "restored"}
    assert [one.id for one in store.runs()] == [newest.id]
    with pytest.raises(UndoError, match=f"no run {oldest.id} "):
        store.undo(oldest.id)


def test_a_run_that_stopped_halfway_can_be_undone(root: Path, store: UndoStore) -> None:
    store.keep([Original(path, ORIGINALS[path], FIXED[path]) for path in ORIGINALS], "test")
    (root / "A.md").write_bytes(FIXED["A.md"])
    said = undo(store)
    assert said.pop("A.md") == "restored"
    assert set(said.values()) == {"as it was"}
    assert contents(root) == ORIGINALS
    assert store.runs() == []


def test_undoing_that_stops_halfway_can_go_on(
    root: Path, store: UndoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root, store)
    monkeypatch.setattr(vaultlint.fix.undo, "_AT_ONCE", 1)
    for count, _ in enumerate(store.undo()):
        if count == 1:
            break
    assert list(undo(store).values()) == ["restored"] * 2
    assert contents(root) == ORIGINALS


def test_runs_are_forgotten_after_thirty_days(
    root: Path, store: UndoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    for days in (31, 29):
        monkeypatch.setattr(time, "time", lambda days=days: now - days * 86400)
        run(root, store, paths=["A.md"])
        (root / "A.md").write_bytes(ORIGINALS["A.md"])
    monkeypatch.undo()
    assert len(store.runs()) == 2  # only a fix prunes
    run(root, store, paths=["folder/B.md"])
    ages = [datetime.now(UTC) - one.when for one in store.runs()]
    assert [age > timedelta(days=28) for age in ages] == [False, True]


def test_a_forgotten_run_takes_its_originals_along(
    root: Path, store: UndoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now - 31 * 86400)
    store.keep([Original("Big.md", b"x" * 3_000_000, b"")], "test")
    monkeypatch.undo()
    size = store.path.stat().st_size
    run(root, store, paths=["A.md"])
    assert size > 3_000_000 > store.path.stat().st_size


def test_a_note_that_cannot_be_written_is_reported_as_it_was(root: Path, store: UndoStore) -> None:
    (root / "A.md").chmod(0o444)
    outcomes = run(root, store)
    assert contents(root) == {**FIXED, "A.md": ORIGINALS["A.md"]}
    refused = outcomes["A.md"]
    assert refused.problem is not None
    assert "read-only" in refused.problem
    assert not refused.changed
    assert not refused.applied
    assert [found.rule for found in refused.result.findings] == ["spelling"]
    assert "A.md" not in undo(store)


def test_a_run_of_which_nothing_could_be_written_goes_on(
    root: Path, store: UndoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vaultlint.fix, "_BATCH_NOTES", 1)
    (root / "A.md").chmod(0o444)
    run(root, store)
    assert undo(store) == dict.fromkeys(sorted(FIXED.keys() - {"A.md", "Good.md"}), "restored")


def test_a_note_changed_between_reading_and_writing_is_left(
    root: Path, store: UndoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = UndoStore.keep

    def slow(self: UndoStore, *arguments: object) -> int:
        (root / "A.md").write_bytes(b"by Obsidian")
        return real(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(UndoStore, "keep", slow)
    problem = run(root, store)["A.md"].problem
    assert problem is not None
    assert "changed meanwhile" in problem
    assert (root / "A.md").read_bytes() == b"by Obsidian"
    assert [one.notes for one in store.runs()] == [3]


def test_a_note_that_vanished_before_it_is_read_is_a_finding(root: Path, store: UndoStore) -> None:
    outcome = run(root, store, paths=["Nowhere.md", "A.md"])["Nowhere.md"]
    assert [found.rule for found in outcome.result.findings] == ["unreadable-note"]
    assert not outcome.changed
    assert (root / "A.md").read_bytes() == FIXED["A.md"]


def test_a_note_named_twice_is_fixed_once(root: Path, store: UndoStore) -> None:
    assert list(run(root, store, paths=["A.md", "A.md"])) == ["A.md"]
    assert undo(store) == {"A.md": "restored"}


@pytest.mark.skipif(os.name != "posix", reason="symlinks need rights elsewhere")
def test_a_note_reached_by_two_ways_comes_back(root: Path, store: UndoStore) -> None:
    (root / "Link.md").symlink_to("A.md")
    outcomes = run(root, store, paths=["A.md", "Link.md"])
    assert not any(outcome.problem for outcome in outcomes.values())
    assert (root / "A.md").read_bytes() == FIXED["A.md"]
    said = undo(store)  # at the same time: whichever comes first restores it
    assert said.keys() == {"A.md", "Link.md"}
    assert {"restored"} <= set(said.values()) <= {"restored", "as it was"}
    assert (root / "A.md").read_bytes() == ORIGINALS["A.md"]
    assert (root / "Link.md").is_symlink()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_store_that_cannot_be_used_stops_the_run_before_it_writes(
    root: Path, tmp_path: Path, content: bytes
) -> None:
    store = UndoStore(root, tmp_path / "state")
    if content:
        store.path.parent.mkdir()
        store.path.write_bytes(content)
    else:
        store.path.parent.write_bytes(b"a file where the folder should be")
    with pytest.raises(UndoError, match="VAULTLINT_STATE_DIR"):
        run(root, store)
    assert contents(root) == ORIGINALS


def test_the_environment_moves_the_store(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAULTLINT_STATE_DIR", str(tmp_path / "elsewhere"))
    store = UndoStore(root)
    run(root, store)
    assert [path.parent for path in (tmp_path / "elsewhere").iterdir()] == [tmp_path / "elsewhere"]
    assert undo(UndoStore(root / "folder" / "..")) != {}


def test_vaults_do_not_share_runs(root: Path, store: UndoStore, tmp_path: Path) -> None:
    run(root, store)
    other = tmp_path / "other"
    other.mkdir()
    assert UndoStore(other, tmp_path / "state").runs() == []
    assert UndoStore(other, tmp_path / "state").path != store.path


def test_a_command_of_any_characters_is_listed(root: Path, store: UndoStore) -> None:
    store.keep([Original("A.md", b"", b"")], "vaultlint --fix \udcff.md")
    assert store.runs()[0].command == "vaultlint --fix ?.md"
