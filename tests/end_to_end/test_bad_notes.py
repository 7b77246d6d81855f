"""One bad note never stops a run: the others are checked and fixed, and nothing is lost."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from .conftest import Run, findings, fingerprint

ALIAS_BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
BAD = {
    "latin-1": "Un caf\xe9 tr\xe8s serr\xe9.\n".encode("latin-1"),
    "utf-16": "Hello [[ wide ]] world\n".encode("utf-16"),
    "utf-16 without a mark": ("Hello [[ wide ]] world\n" * 9).encode("utf-16-le"),
    "nul bytes": b"one\0two\0\n\0\n",
    "binary": bytes(range(256)) * 20,
    "long line": b"word [[Home]] " * 75_000 + b"\n",
    "nested quotes": b">" * 10_000 + b" deep\n",
    "nested brackets": b"[" * 10_000 + b"x" + b"]" * 10_000 + b"\n",
    "nested lists": b"- " * 10_000 + b"deep\n",
    "nested flow": b"---\na: " + b"[" * 10_000 + b"\n---\n",
    "alias bomb": f"---\n{ALIAS_BOMB}---\n".encode(),
    "impossible date": b"---\ncreated: 2024-02-30\n---\n",
    "only a mark": b"\xef\xbb\xbf",
    "only carriage returns": b"one\rtwo\r\rthree",
    "unclosed everything": b"---\na: 1\n%% $$ ```` `` [[ ![ <!-- <div <% {{ $ == ** ^[\n",
    "lone surrogates in utf-8": b"\xed\xa0\x80 and \xed\xbf\xbf\n",
    "empty": b"",
}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault with a good note, and one that a fix changes."""
    folder = tmp_path / "vault"
    (folder / ".obsidian").mkdir(parents=True)
    (folder / "Home.md").write_bytes(b"Home\n")
    (folder / "Zebra.md").write_bytes(b"[[ Home ]]\n")
    return folder


@pytest.mark.parametrize("name", BAD)
def test_a_bad_note_is_no_end(name: str, vault: Path, run: Run) -> None:
    (vault / "Bad.md").write_bytes(BAD[name])
    result = run("--preset", "tidy", "--format", "json", vault)
    assert any(f["path"] == "Zebra.md" for f in findings(result)), result.stderr
    assert b"Traceback" not in result.stderr

    result = run("--fix", "--unsafe-fixes", "--preset", "tidy", vault)
    assert result.returncode in (0, 1), result.stderr
    assert (vault / "Zebra.md").read_bytes() == b"[[Home]]\n"
    after = fingerprint(vault)
    assert run("--fix", "--unsafe-fixes", "--preset", "tidy", vault).returncode in (0, 1)
    assert fingerprint(vault) == after


def test_all_of_them_at_once(vault: Path, run: Run) -> None:
    for name, data in BAD.items():
        (vault / f"{name}.md").write_bytes(data)
    before = fingerprint(vault)
    assert run("--fix", "--unsafe-fixes", "--preset", "tidy", vault).returncode == 1
    assert (vault / "Zebra.md").read_bytes() == b"[[Home]]\n"
    assert run("undo", "--vault", vault).returncode == 0
    assert fingerprint(vault) == before


def test_a_folder_with_a_notes_name(vault: Path, run: Run) -> None:
    (vault / "x.md").mkdir()
    (vault / "x.md" / "Inside.md").write_bytes(b"[[ Home ]]\n")
    paths = {f["path"] for f in findings(run("--format", "json", vault))}
    assert paths == {"Zebra.md", "x.md/Inside.md"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file names")
def test_a_name_with_newline_and_escapes(vault: Path, run: Run) -> None:
    evil = "evil\n\x1b[31mred\x1b]0;title\x07.md"
    (vault / evil).write_bytes(b"[[ Home ]]\n")
    for form in ("text", "github"):
        result = run("--format", form, vault)
        assert result.returncode == 1
        assert b"\x1b" not in result.stdout
        assert b"\x07" not in result.stdout
        assert b"\nred" not in result.stdout
    found = findings(run("--format", "json", vault))
    assert {f["rule"] for f in found if f["path"] == evil} == {"link-padding", "file-name"}
    assert run("--fix", vault).returncode == 1  # no fix gives a file another name
    left = findings(run("--format", "json", vault))
    assert [(f["path"], f["rule"]) for f in left] == [(evil, "file-name")]
    assert (vault / evil).read_bytes() == b"[[Home]]\n"


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="needs a user whom permissions bind"
)
def test_no_permission_to_read(vault: Path, run: Run) -> None:
    (vault / "Secret.md").write_bytes(b"x\n")
    (vault / "Secret.md").chmod(0)
    result = run(vault)
    assert result.returncode == 1
    assert b"cannot read Secret.md" in result.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_to_nothing(vault: Path, run: Run) -> None:
    (vault / "Gone.md").symlink_to(vault / "nowhere.md")
    result = run("--fix", vault)
    assert (vault / "Zebra.md").read_bytes() == b"[[Home]]\n"
    assert b"Traceback" not in result.stderr
    assert (vault / "Gone.md").is_symlink()
