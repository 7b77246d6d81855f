"""The stored listing: quicker, and never anything but what a listing says."""

from __future__ import annotations

import os
import random
import shutil
import struct
import subprocess
import sys
import time
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from vaultlint.cache import clear
from vaultlint.cli.plan import Request, plan
from vaultlint.vault import Vault, stored
from vaultlint.vault.discovery import list_files
from vaultlint.vault.folders import Folder, read_folder, signature
from vaultlint.vault.index import FileIndex
from vaultlint.vault.name_table import DamagedError, NameTable, pack
from vaultlint.vault.on_disk import DiskIndex

SECOND = 1_000_000_000
LONG_AGO = time.time_ns() - 1000 * SECOND + 1
NAMES = ["Note.md", "note.md", "Élan.md", unicodedata.normalize("NFD", "Élan.md"), "pic.PNG", "x"]
if os.name == "posix":
    NAMES += ["line\nbreak.md", "\udce9.md", "a\\b.md"]


def settle(root: Path) -> None:
    """Let all folders have changed for the last time long ago, each at another time."""
    for number, (folder, _, _) in enumerate(os.walk(root)):
        os.utime(folder, ns=(LONG_AGO, LONG_AGO + number))


@pytest.fixture(autouse=True)
def _every_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small a vault is, it is worth storing."""
    monkeypatch.setattr(stored, "_FEWEST", 1)
    monkeypatch.setattr(stored, "_STALE", 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A vault of a few folders in which many names are there several times."""
    root = tmp_path / "vault"
    for folder in ("", "A", "A/Deep", "A/Deep/Er", "B", "Ünï"):
        (root / folder).mkdir(parents=True)
        for number, name in enumerate(NAMES):
            if (len(folder) + number) % 3:
                (root / folder / name).write_bytes(b"")
        (root / folder / f"Only in {folder.replace('/', ' ')}.md").write_bytes(b"")
    settle(root)
    return root


@pytest.fixture
def file(tmp_path: Path, root: Path) -> Path:
    """The stored listing of that vault."""
    file = tmp_path / "cache" / "names"
    keep(root, file)
    assert file.exists()
    return file


def keep(root: Path, file: Path) -> None:
    """What a run does that had to list."""
    index = DiskIndex(root, file)
    index.named("There is none.md")
    index.keep()


def asked(root: Path) -> list[str]:
    """Every name below a root, as it is and in capitals."""
    names = {name for _, folders, files in os.walk(root) for name in [*folders, *files]}
    return [*sorted(names | {name.upper() for name in names}), "New.md", "none.md"]


def same_as_listed(root: Path, file: Path, names: list[str]) -> int:
    """How many of the names were answered without a listing; each as one says."""
    listing = list_files(root)
    truth = FileIndex(listing.paths, listing.linked)
    unlisted = 0
    for name in names:
        index = DiskIndex(root, file)
        assert index.named(name) == truth.named(name), name
        unlisted += index._listing is None
    return unlisted


def test_all_names_are_found(root: Path, file: Path) -> None:
    names = asked(root)
    there = {name for name in names if FileIndex(list_files(root).paths).named(name)}
    assert same_as_listed(root, file, names) == len(there) > len(NAMES)


def test_only_links_that_open_nothing_need_a_listing(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name with a dot is looked up as written too, which must not count as missing."""
    (root / "B/Dr. No.md").write_bytes(b"")
    monkeypatch.setattr("vaultlint.vault.on_disk.list_files", None)
    vault = Vault.open(root, file)
    opened = {
        link: vault.resolve(link, "A/s.md").path
        for link in ("Only in A", "deep/only in a deep.md", "Dr. No", "/B/only in b", "Note")
    }
    assert opened == {
        "Only in A": "A/Only in A.md",
        "deep/only in a deep.md": "A/Deep/Only in A Deep.md",
        "Dr. No": "B/Dr. No.md",
        "/B/only in b": "B/Only in B.md",
        "Note": opened["Note"],
    }
    with pytest.raises(TypeError):
        vault.resolve("Nothing", "A/s.md")


def _add(root: Path) -> None:
    (root / "A/New.md").write_bytes(b"")


def _add_a_folder(root: Path) -> None:
    (root / "A/Fresh/Inner").mkdir(parents=True)
    (root / "A/Fresh/Inner/New.md").write_bytes(b"")


def _take_away(root: Path) -> None:
    (root / "A/Only in A.md").unlink()


def _take_away_a_folder(root: Path) -> None:
    shutil.rmtree(root / "A")


def _rename_in_place(root: Path) -> None:
    (root / "B/Only in B.md").rename(root / "B/only IN b.md")


def _rename_a_folder(root: Path) -> None:
    (root / "A/Deep").rename(root / "A/deep")


def _swap_folders(root: Path) -> None:
    (root / "A").rename(root / "C")
    (root / "B").rename(root / "A")
    (root / "C").rename(root / "B")


def _hide_a_folder(root: Path) -> None:
    (root / "A/Deep").rename(root / "A/.Deep")


def _put_a_file_for_a_folder(root: Path) -> None:
    shutil.rmtree(root / "A/Deep")
    (root / "A/Deep").write_bytes(b"")


def _put_a_folder_for_a_file(root: Path) -> None:
    (root / "A/Only in A.md").unlink()
    (root / "A/Only in A.md").mkdir()


def _move_a_folder_away_and_link_to_it(root: Path) -> None:
    (root / "A/Deep").rename(root.parent / "Deep")
    (root / "A/Deep").symlink_to(root.parent / "Deep")


def _link_to_a_file(root: Path) -> None:
    (root / "A/New.md").symlink_to(root / "B/Only in B.md")


def _put_another_vault_there(root: Path) -> None:
    root.rename(root.parent / "old")
    (root / "B").mkdir(parents=True)
    (root / "B/Only in B.md").write_bytes(b"")


CHANGES = [
    _add, _add_a_folder, _take_away, _take_away_a_folder, _rename_in_place, _rename_a_folder,
    _swap_folders, _hide_a_folder, _put_a_file_for_a_folder, _put_a_folder_for_a_file,
    _move_a_folder_away_and_link_to_it, _link_to_a_file, _put_another_vault_there,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_changes_are_seen(root: Path, file: Path, change: Callable[[Path], None]) -> None:
    if "link" in change.__name__ and os.name != "posix":
        pytest.skip("symlinks need rights")
    names = asked(root)
    change(root)
    same_as_listed(root, file, names)


def test_what_is_gone_is_known_without_a_listing(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that ignores case finds a renamed folder under its old name, and it looks the same.

    Were its files told of under that name, or looked for in vain, nothing stored would be believed.
    """
    before = {
        f"{root}/A/{inner}": signature(f"{root}/A/{inner}", time.time_ns())
        for inner in ("Deep/", "Deep/Er/")
    }
    monkeypatch.setattr(
        stored, "signature", lambda folder, now: before.get(folder) or signature(folder, now)
    )
    _rename_a_folder(root)
    assert same_as_listed(root, file, ["Note.md", "Only in A Deep.md", "Only in A Deep Er.md"]) == 3


def test_once_there_is_a_listing_it_alone_answers(root: Path, file: Path) -> None:
    index = DiskIndex(root, file)
    assert index.named("There is none.md") == ()
    (root / "A/Only in A.md").unlink()
    data = file.read_bytes()
    assert index.named("Only in A.md") == ("A/Only in A.md",)
    index.keep()
    assert file.read_bytes() == data


def test_changes_one_after_the_other(root: Path, file: Path) -> None:
    chance = random.Random(3)
    changes = [change for change in CHANGES if "link" not in change.__name__]
    names = asked(root)
    unlisted = 0
    for round_ in range(60):
        try:
            chance.choice(changes)(root)
        except OSError:  # what it wants to change has gone
            shutil.rmtree(root / "A", ignore_errors=True)
            (root / "A/Deep").mkdir(parents=True)
            (root / "B").mkdir(exist_ok=True)
            (root / "A/Only in A.md").write_bytes(b"")
            (root / "B/Only in B.md").write_bytes(b"")
        unlisted += same_as_listed(root, file, chance.sample(names, 8))
        if round_ % 7 == 0:
            settle(root)
            keep(root, file)
    assert unlisted > 20


def test_a_change_shows_in_the_changed_folder_alone(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def reading(folder: str) -> Folder:
        read.append(folder)
        return read_folder(folder)

    monkeypatch.setattr(stored, "read_folder", reading)
    _add_a_folder(root)
    assert DiskIndex(root, file).named("new.md") == ("A/Fresh/Inner/New.md",)
    inside = [os.path.relpath(folder, root).replace(os.sep, "/") for folder in read]
    assert inside == ["A", "A/Fresh", "A/Fresh/Inner"]


@pytest.mark.parametrize("change", [_add, _take_away, _put_a_folder_for_a_file, _add_a_folder])
def test_a_disk_on_which_folders_keep_no_time(
    root: Path, file: Path, change: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then additions to several files of one name alone may be missed."""
    before = {folder: signature(folder, time.time_ns()) for folder, _, _ in os.walk(root)}
    monkeypatch.setattr(stored, "signature", lambda folder, now: before.get(folder.rstrip("/")))
    change(root)
    names = [name for name in asked(root) if not name.lower().startswith(("note", "él"))]
    same_as_listed(root, file, names)


def test_what_is_not_true_is_thrown_away(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {folder: signature(folder, time.time_ns()) for folder, _, _ in os.walk(root)}
    monkeypatch.setattr(stored, "signature", lambda folder, now: before.get(folder.rstrip("/")))
    _take_away(root)
    index = DiskIndex(root, file)
    assert index.named("Only in B.md")
    assert index.named("Only in A.md") == ()
    settle(root)
    index.keep()
    monkeypatch.undo()
    assert not file.exists() or not list(NameTable(file.read_bytes()).named("only in a.md"))


def test_a_folder_that_changed_just_now_says_nothing(tmp_path: Path) -> None:
    folder = os.fspath(tmp_path)
    now = time.time_ns() // SECOND * SECOND
    for age, known in [
        (5 * SECOND + 1, True),
        (5 * SECOND, False),
        (SECOND + 1, False),
        (-SECOND + 1, False),
    ]:
        os.utime(folder, ns=(now - age, now - age))
        assert (signature(folder, now) is not None) == known, age
    assert signature(folder + "/absent", now) is None


def test_a_folder_that_says_nothing_is_listed_each_time(root: Path, tmp_path: Path) -> None:
    """It changed in the very moment of the listing, and its time is still the same."""
    os.utime(root / "A", ns=(LONG_AGO // SECOND * SECOND,) * 2)
    keep(root, tmp_path / "names")
    (root / "A/New.md").write_bytes(b"")
    os.utime(root / "A", ns=(LONG_AGO // SECOND * SECOND,) * 2)
    assert same_as_listed(root, tmp_path / "names", ["New.md", "Only in A.md"]) == 2


def test_every_flipped_bit_is_harmless(root: Path, file: Path) -> None:
    data = file.read_bytes()
    names = ["Note.md", "Only in A.md", "Only in B.md"]
    chance = random.Random(1)
    places = [*range(min(len(data), 200)), *chance.sample(range(len(data)), 150)]
    for place in places:
        broken = bytearray(data)
        broken[place] ^= 1 << chance.randrange(8)
        file.write_bytes(broken)
        same_as_listed(root, file, names[place % 3 :][:1])


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\0", b"vaultlint names 1", os.urandom(5000), b"\0" * 5000]
)
def test_other_content_is_replaced(root: Path, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert same_as_listed(root, file, asked(root)) == 0
    keep(root, file)
    assert same_as_listed(root, file, ["Note.md"]) == 1


def test_a_short_file_is_harmless(root: Path, file: Path) -> None:
    data = file.read_bytes()
    for length in range(0, len(data), 37):
        file.write_bytes(data[:length])
        same_as_listed(root, file, ["Note.md"])


@pytest.mark.parametrize("hostile", ["../outside.md", "A/../../outside.md", "/etc/x.md", ".h/x.md"])
def test_no_path_leads_out_of_the_vault(root: Path, file: Path, hostile: str) -> None:
    """Whoever writes into the cache can compute its sums as well."""
    (root.parent / "outside.md").write_bytes(b"")
    (root / ".h").mkdir()
    (root / ".h/x.md").write_bytes(b"")
    settle(root)
    listing = list_files(root)
    folder = hostile[: hostile.rfind("/") + 1]
    listing.folders[folder] = signature(f"{root}/{folder}", time.time_ns())
    listing.paths.append(hostile)
    file.write_bytes(pack(listing, time.time_ns()))
    assert DiskIndex(root, file).named(hostile.rpartition("/")[2]) == ()


def test_tables_refuse_a_head_without_drawers(root: Path, file: Path) -> None:
    data = bytearray(file.read_bytes())
    at = data.index(b"\n") + 1
    head = struct.unpack_from("<QIIII", data, at)
    struct.pack_into("<I", data, at + 16, 0)
    start = at + 24
    folders = bytes(data[start : start + head[1]])
    checksum = zlib.crc32(folders, zlib.crc32(bytes(data[: at + 20])))
    struct.pack_into("<I", data, at + 20, checksum)
    with pytest.raises(DamagedError):
        NameTable(bytes(data))


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_names_are_private(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in file.parent.iterdir()] == ["names"]


def test_nothing_is_written_where_it_helps_nobody(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "_STALE", 4)
    file = tmp_path / "names"
    DiskIndex(root, file).keep()  # nobody asked
    for folder, _, _ in os.walk(root):
        os.utime(folder)
    keep(root, file)  # all folders changed just now
    assert not file.exists()
    settle(root)
    monkeypatch.setattr(stored, "_FEWEST", 1000)
    keep(root, file)  # a small vault
    assert not file.exists()
    monkeypatch.setattr(stored, "_FEWEST", 1)
    if os.name == "posix":
        (root / "A/Dangling.md").symlink_to(root / "nowhere")
        settle(root)
        keep(root, file)
        assert not file.exists()
        (root / "A/Dangling.md").unlink()
        settle(root)
    keep(root, file)
    assert file.exists()


def test_a_table_that_was_of_no_use_is_not_written_again_soon(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "_STALE", 4)
    first = NameTable(file.read_bytes()).written
    for folder, _, _ in os.walk(root):
        (Path(folder) / "New.md").write_bytes(b"")
    settle(root)
    keep(root, file)
    assert NameTable(file.read_bytes()).written == first
    os.utime(file, (time.time() + 10, time.time() + 10))  # a run was quicker for it
    keep(root, file)
    assert NameTable(file.read_bytes()).written > first


def test_a_run_without_a_listing_marks_the_file_as_used(root: Path, file: Path) -> None:
    os.utime(file, (0, 0))
    index = DiskIndex(root, file)
    assert index.named("Note.md")
    index.keep()
    assert file.stat().st_mtime > 0


def test_no_place_to_write_is_no_error(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for file in (tmp_path / "file" / "names", root / "A", Path("\0")):
        keep(root, file)
        assert DiskIndex(root, file).named("Note.md")
    assert not list(tmp_path.rglob("*.new"))


def test_what_a_killed_run_left_is_taken_over(root: Path, file: Path) -> None:
    left = file.with_name(file.name + stored.NEW)
    file.unlink()
    left.write_bytes(b"half")
    keep(root, file)  # perhaps another run is writing it at this moment
    assert not file.exists()
    os.utime(left, (0, 0))
    keep(root, file)
    assert same_as_listed(root, file, ["Note.md"]) == 1
    assert not left.exists()


def test_clearing_the_cache_clears_it_too(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run as from the command line keeps it where the caches lie."""
    monkeypatch.setenv("VAULTLINT_CACHE_DIR", str(tmp_path / "cache"))
    for _ in range(2):
        (job,) = plan(Request(paths=(str(root / "B/Only in B.md"),), vault=root))
        job.vault.resolve("There is none", "s.md")
        job.vault.keep_listing()
        (file,) = (tmp_path / "cache").iterdir()
        file.with_name(file.name + stored.NEW).write_bytes(b"")
        assert clear().files == 2
        assert not list((tmp_path / "cache").iterdir())


def test_two_runs_at_once(root: Path, file: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom vaultlint.vault import stored\n"
        "from vaultlint.vault.discovery import list_files\n"
        "stored._FEWEST = 1\nroot, file = map(Path, sys.argv[1:])\n"
        "for _ in range(50):\n    stored.discard(file)\n    stored.store(file, list_files(root))\n"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", program, os.fspath(root), os.fspath(file)])
        for _ in range(2)
    ]
    while any(run.poll() is None for run in runs):
        same_as_listed(root, file, ["Note.md", "Only in A.md"])
    assert [run.returncode for run in runs] == [0, 0]
    keep(root, file)
    assert same_as_listed(root, file, ["Note.md"]) == 1
