"""Writing a note on the disk: in one step, with all it had, and never where it must not go."""

from __future__ import annotations

import os
import shutil
import stat
import time
from pathlib import Path

import pytest

from vaultlint.fix import write
from vaultlint.fix.write import NotWrittenError, Writer


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    root.mkdir()
    (root / "Note.md").write_bytes(b"old")
    return root


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refused(root: Path, path: str = "Note.md", expected: bytes = b"old") -> str:
    with pytest.raises(NotWrittenError) as caught:
        Writer(root).write(path, expected, b"new")
    return str(caught.value)


def test_a_note_is_replaced_and_nothing_else_appears(vault: Path) -> None:
    writer = Writer(vault)
    writer.write("Note.md", b"old", b"new\r\n\xff")
    writer.settle()
    assert files(vault) == {"Note.md": b"new\r\n\xff"}


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755, 0o640])
def test_the_mode_stays(vault: Path, mode: int) -> None:
    (vault / "Note.md").chmod(mode)
    Writer(vault).write("Note.md", b"old", b"new")
    assert stat.S_IMODE((vault / "Note.md").stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="needs extended attributes")
def test_extended_attributes_stay(vault: Path) -> None:
    try:
        os.setxattr(vault / "Note.md", "user.tag", b"red")
    except OSError:
        pytest.skip("the file system has no extended attributes")
    Writer(vault).write("Note.md", b"old", b"new")
    assert os.getxattr(vault / "Note.md", "user.tag") == b"red"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_stays(vault: Path) -> None:
    os.chown(vault / "Note.md", 1234, 4321)
    Writer(vault).write("Note.md", b"old", b"new")
    status = (vault / "Note.md").stat()
    assert (status.st_uid, status.st_gid) == (1234, 4321)


def test_the_time_of_change_is_now(vault: Path) -> None:
    os.utime(vault / "Note.md", (1, 1))
    began = time.time()
    Writer(vault).write("Note.md", b"old", b"new")
    assert (vault / "Note.md").stat().st_mtime > began - 60  # the disk's clock may be another


@pytest.mark.parametrize(
    "name",
    ["line\nbreak \x1b[31m.md", "ü" * 120 + ".md", "x" * 252 + ".md", ".md", "-rf *.md"],
)
def test_any_name_can_be_written(vault: Path, name: str) -> None:
    (vault / name).write_bytes(b"old")
    Writer(vault).write(name, b"old", b"new")
    assert files(vault) == {"Note.md": b"old", name: b"new"}


def test_a_note_that_changed_meanwhile_is_left(vault: Path) -> None:
    (vault / "Note.md").write_bytes(b"by another program")
    assert "changed meanwhile" in refused(vault)
    assert files(vault) == {"Note.md": b"by another program"}


def test_a_change_while_the_new_text_is_written_is_seen(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def slow(descriptor: int) -> None:
        (vault / "Note.md").write_bytes(b"by another program")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", slow)
    assert "changed meanwhile" in refused(vault)
    assert files(vault) == {"Note.md": b"by another program"}


@pytest.mark.skipif(os.name != "posix", reason="only there can a folder be made to last")
def test_the_new_text_lasts_before_it_takes_the_place_of_the_old(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    sync, replace = os.fsync, os.replace

    def syncing(descriptor: int) -> None:
        events.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "note")
        sync(descriptor)

    def replacing(source: str, target: Path) -> None:
        events.append("replace")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(os, "replace", replacing)
    writer = Writer(vault)
    writer.write("Note.md", (vault / "Note.md").read_bytes(), b"new")
    writer.settle()
    assert events == ["note", "replace", "folder"]
    writer.settle()
    assert events == ["note", "replace", "folder"]


def test_a_note_that_holds_the_new_text_already_is_fine(vault: Path) -> None:
    (vault / "Note.md").write_bytes(b"new")
    Writer(vault).write("Note.md", b"old", b"new")
    assert files(vault) == {"Note.md": b"new"}


def test_a_note_that_is_gone(vault: Path) -> None:
    (vault / "Note.md").unlink()
    assert "gone" in refused(vault)
    assert files(vault) == {}


def test_a_folder_in_place_of_the_note(vault: Path) -> None:
    (vault / "Note.md").unlink()
    (vault / "Note.md").mkdir()
    assert "is a folder" in refused(vault)


def test_a_file_in_place_of_the_folder(vault: Path) -> None:
    assert refused(vault, "Note.md/Inner.md")
    assert files(vault) == {"Note.md": b"old"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_place_of_the_note_does_not_hang(vault: Path) -> None:
    (vault / "Note.md").unlink()
    os.mkfifo(vault / "Note.md")
    assert "no ordinary file" in refused(vault)


def test_a_read_only_note_stays(vault: Path) -> None:
    """Also for root, whom the system would not stop: the user said that the note stays."""
    (vault / "Note.md").chmod(0o444)
    assert "read-only" in refused(vault)
    assert files(vault) == {"Note.md": b"old"}


@pytest.mark.parametrize("function", ["replace", "fsync"])
def test_a_refusal_of_the_system_leaves_no_trace(
    vault: Path, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, function, refuse)
    assert "Permission denied" in refused(vault)
    assert files(vault) == {"Note.md": b"old"}


def test_a_full_disk_leaves_no_trace(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "_take_over", full)
    assert "No space left on device" in refused(vault)
    assert files(vault) == {"Note.md": b"old"}


@pytest.mark.skipif(os.name != "posix", reason="symlinks need rights elsewhere")
class TestLinks:
    def test_inside_the_vault_is_written_at_its_target(self, vault: Path) -> None:
        (vault / "folder").mkdir()
        (vault / "folder/Real.md").write_bytes(b"old")
        (vault / "Link.md").symlink_to("folder/Real.md")
        Writer(vault).write("Link.md", b"old", b"new")
        assert (vault / "Link.md").is_symlink()
        assert (vault / "folder/Real.md").read_bytes() == b"new"

    def test_out_of_the_vault_is_refused(self, vault: Path, tmp_path: Path) -> None:
        (tmp_path / "Outside.md").write_bytes(b"old")
        (vault / "Link.md").symlink_to(tmp_path / "Outside.md")
        assert "outside the vault" in refused(vault, "Link.md")
        assert (tmp_path / "Outside.md").read_bytes() == b"old"

    def test_a_folder_out_of_the_vault_is_refused(self, vault: Path, tmp_path: Path) -> None:
        (tmp_path / "vault-2").mkdir()  # a name that begins with the vault's
        (tmp_path / "vault-2/Note.md").write_bytes(b"old")
        (vault / "folder").symlink_to(tmp_path / "vault-2")
        assert "outside the vault" in refused(vault, "folder/Note.md")
        assert files(tmp_path / "vault-2") == {"Note.md": b"old"}

    def test_a_circle_is_refused(self, vault: Path) -> None:
        (vault / "Link.md").symlink_to("Link.md")
        assert refused(vault, "Link.md")

    def test_a_vault_reached_through_a_link_is_written(self, vault: Path, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to(vault)
        Writer(tmp_path / "link").write("Note.md", b"old", b"new")
        assert files(vault) == {"Note.md": b"new"}


def test_the_remains_of_a_killed_run_are_removed_where_we_write(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (vault / "other").mkdir()
    remains = vault / ".Note.md.vaultlint-abcd_123.tmp"
    kept = [
        vault / ".Note.md.vaultlint-abcd_12.tmp",
        vault / "Note.md.vaultlint-abcd_123.tmp",
        vault / ".Note.md.vaultlint-abcd_123.tmp.md",
        vault / "other/.Note.md.vaultlint-abcd_123.tmp",
    ]
    for path in (remains, *kept):
        path.write_bytes(b"half a no")
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 3000)
    Writer(vault).write("Note.md", b"old", b"new")
    assert remains.exists()  # another run may be at it
    monkeypatch.setattr(time, "time", lambda: real() + 4000)
    Writer(vault).write("Note.md", b"new", b"newer")
    assert not remains.exists()
    assert all(path.exists() for path in kept)


def test_what_is_being_written_is_no_remains(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy has its note's old time for a moment, in which others come to the same folder."""
    os.utime(vault / "Note.md", (1, 1))
    (vault / "Other.md").write_bytes(b"old")
    real = shutil.copystat

    def meanwhile(source: Path, target: str) -> None:
        real(source, target)
        monkeypatch.setattr(shutil, "copystat", real)
        Writer(vault).write("Other.md", b"old", b"new")

    monkeypatch.setattr(shutil, "copystat", meanwhile)
    Writer(vault).write("Note.md", b"old", b"new")
    assert files(vault) == {"Note.md": b"new", "Other.md": b"new"}


def test_the_remains_look_like_what_is_swept(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a kill would leave behind, as the copy that a stopped write has open."""
    seen: list[str] = []
    real = shutil.copystat

    def record(source: Path, target: str) -> None:
        seen.append(os.path.basename(target))
        real(source, target)

    monkeypatch.setattr(shutil, "copystat", record)
    Writer(vault).write("Note.md", b"old", b"new")
    (name,) = seen
    assert name.startswith(".Note.md.vaultlint-")
    assert write._TEMPORARY.fullmatch(name)
