"""The two seed notes: one full of mojibake, one with nothing wrong."""

from __future__ import annotations

from pathlib import Path

from .conftest import Run, copy_tree, fingerprint


def test_the_seeds_come_out_right(shared: Path, tmp_path: Path, run: Run) -> None:
    seeds = copy_tree(shared / "seeds", tmp_path / "seeds")
    damaged = (seeds / "note-damaged.md").read_text("utf-8")
    plain = (seeds / "note-plain.md").read_bytes()
    wished = damaged.replace("ðŸŒ²", "🌲").replace("â€™", "’").replace("Â\u00a0", " ")
    assert wished.count("’") == 12

    result = run("--fix", seeds)
    assert result.returncode == 0, result.stdout.decode() + result.stderr.decode()
    assert (seeds / "note-damaged.md").read_text("utf-8") == wished
    assert (seeds / "note-plain.md").read_bytes() == plain

    before = fingerprint(seeds)
    again = run("--fix", seeds)
    assert again.returncode == 0
    assert fingerprint(seeds) == before
    assert b"nothing to fix" in again.stdout.lower()
