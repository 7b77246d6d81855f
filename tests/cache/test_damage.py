"""A cache that is damaged, foreign, forged, locked, full or forbidden costs only itself."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import struct
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cache.test_cache import KEY, OTHER, entries, entry, path_of
from vaultlint.cache import Cache
from vaultlint.cache.pieces import PLACES
from vaultlint.cache.tables import TABLES, all_pieces

SAVED = entries(40)
NEW = {"New.md": entry(1000)}
BLOB = b'{"listing": []}'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small cache, closed, of two keys and a blob."""
    cache = open_cache(tmp_path)
    cache.save(OTHER, {"Other.md": entry(2000)})
    cache.save(KEY, SAVED)
    cache.put("listing", BLOB)
    cache.close()
    return path_of(cache)


def open_cache(folder: Path) -> Cache:
    return Cache(folder / "vault", folder / "caches")


def only_truth(cache: Cache) -> None:
    """What the cache gives is part of what was saved."""
    assert cache.load(KEY).items() <= SAVED.items()
    assert cache.load_some(KEY, SAVED).items() <= SAVED.items()
    assert cache.load(OTHER).items() <= {"Other.md": entry(2000)}.items()
    assert cache.get("listing") in (None, BLOB)


def mended(folder: Path) -> bool:
    """Whether one run can save, and the next one load it."""
    cache = open_cache(folder)
    cache.save(KEY, NEW)
    cache.put("new", b"1")
    cache.close()
    there = cache.load_some(KEY, NEW) == NEW and cache.get("new") == b"1"
    cache.close()
    return there


def test_any_byte_may_change(file: Path, tmp_path: Path) -> None:
    """In the file's head and in the names of its tables, and here and there in all the rest."""
    sound = file.read_bytes()
    chance = random.Random(5)
    filled = [at for at, byte in enumerate(sound) if byte]
    names = range(sound.index(b"CREATE"), sound.rindex(b"NOT NULL"), 3)
    places = [
        *range(100),
        *names,
        *chance.sample(filled, 250),
        *chance.sample(range(len(sound)), 20),
    ]
    lost = 0
    for at in places:
        damaged = bytearray(sound)
        damaged[at] ^= chance.choice([1 << chance.randrange(8), 0x80, 0xFF])
        file.write_bytes(damaged)
        cache = open_cache(tmp_path)
        only_truth(cache)
        lost += cache.load(KEY) != SAVED
        cache.close()
        # What is found out while writing may cost what was written just then.
        assert mended(tmp_path) or mended(tmp_path), at
        assert [entry.name for entry in file.parent.iterdir()] == [file.name], at
    assert lost > 50  # else the flips hit nothing that matters


@pytest.mark.parametrize("writes_first", [False, True])
def test_a_file_may_be_cut_anywhere(file: Path, tmp_path: Path, writes_first: bool) -> None:
    sound = file.read_bytes()
    chance = random.Random(6)
    for size in [0, 1, 15, 16, 99, 100, 4096, *chance.sample(range(len(sound)), 25)]:
        file.write_bytes(sound[:size])
        if not writes_first:
            cache = open_cache(tmp_path)
            only_truth(cache)
            cache.close()
        assert mended(tmp_path) or mended(tmp_path), size


@pytest.mark.parametrize(
    "content",
    [b"no database at all" * 1000, b"x", b"\0" * 70_000, b"SQLite format 3\0" + b"\xff" * 9000],
)
def test_a_file_of_something_else_is_replaced(file: Path, tmp_path: Path, content: bytes) -> None:
    file.write_bytes(content)
    cache = open_cache(tmp_path)
    assert cache.load(KEY) == {}
    cache.close()
    assert mended(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        "PRAGMA user_version = 99",
        "DROP TABLE blobs",
        "CREATE TABLE more (id INTEGER)",
        "ALTER TABLE pieces ADD COLUMN more",
        "CREATE TRIGGER more AFTER INSERT ON blobs BEGIN DELETE FROM pieces; END",
        "DROP TABLE pieces; CREATE VIEW pieces AS WITH RECURSIVE n(id, piece) AS"
        " (SELECT 0, x'00' UNION ALL SELECT id, piece FROM n) SELECT * FROM n",
    ],
)
def test_a_file_with_other_tables_is_replaced(file: Path, tmp_path: Path, change: str) -> None:
    """Not even looked into: a view may be a query without an end."""
    with_sql(file, change)
    cache = open_cache(tmp_path)
    assert cache.load(KEY) == {}
    cache.close()
    assert mended(tmp_path)
    connection = sqlite3.connect(file)
    found = connection.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL ORDER BY name")
    assert [text.encode() for (text,) in found] == TABLES
    connection.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE pieces SET piece = 'text'",
        "UPDATE pieces SET piece = 17",
        "UPDATE pieces SET piece = x''",
        "UPDATE pieces SET piece = zeroblob(100)",
        "UPDATE pieces SET piece = substr(piece, 1, length(piece) - 1)",
        "UPDATE pieces SET piece = (SELECT value FROM blobs ORDER BY id DESC LIMIT 1)",
        "UPDATE blobs SET value = 'text'",
        "UPDATE blobs SET value = (SELECT piece FROM pieces LIMIT 1)",
        "UPDATE blobs SET value = zeroblob(3)",
        "DELETE FROM blobs",
        "DELETE FROM pieces",
        # What belongs to one key stands where that of another belongs.
        f"UPDATE pieces SET id = id + {9 * PLACES};"
        f" UPDATE pieces SET id = 2 * {PLACES} - 1 - (id - {9 * PLACES})",
    ],
)
def test_rows_of_garbage_are_not_there(file: Path, tmp_path: Path, change: str) -> None:
    with_sql(file, change)
    cache = open_cache(tmp_path)
    only_truth(cache)
    assert cache.load(KEY) == {} or cache.get("listing") is None
    cache.close()
    assert mended(tmp_path)


def with_sql(file: Path, script: str) -> None:
    connection = sqlite3.connect(file)
    connection.executescript(script)
    connection.close()


def test_a_forged_file_cannot_fill_the_memory(tmp_path: Path) -> None:
    """All branches of its tree lead to the same few pages, which hold large pieces."""
    cache = open_cache(tmp_path)
    cache.put("listing", BLOB)
    cache.close()
    connection = sqlite3.connect(path_of(cache))
    sizes = [200_000 if number < 5 else 1000 for number in range(PLACES)]
    connection.executemany("INSERT INTO pieces VALUES (?, zeroblob(?))", enumerate(sizes))
    connection.commit()
    query = "SELECT rootpage, page_size FROM sqlite_master, pragma_page_size WHERE name = 'pieces'"
    ((root, page_size),) = connection.execute(query).fetchall()
    connection.close()
    forged = bytearray(path_of(cache).read_bytes())
    start = (root - 1) * page_size
    kind, _, branches, _, _ = struct.unpack_from(">BHHHB", forged, start)
    assert (kind, branches > 10) == (5, True)  # an inner page
    cells = struct.unpack_from(f">{branches}H", forged, start + 12)
    for cell in cells:
        forged[start + cell : start + cell + 4] = forged[start + cells[0] : start + cells[0] + 4]
    path_of(cache).write_bytes(forged)
    connection = sqlite3.connect(path_of(cache))
    unbound = connection.execute("SELECT sum(length(piece)) FROM pieces").fetchone()[0]
    read = sum(len(piece) for piece in all_pieces(connection, 0) if isinstance(piece, bytes))
    connection.close()
    assert read <= len(forged) < unbound / 2


@pytest.mark.parametrize("where", ["file", "folder", "above"])
def test_something_else_stands_where_the_cache_should(tmp_path: Path, where: str) -> None:
    cache = open_cache(tmp_path)
    path = path_of(cache)
    if where == "file":
        path.mkdir(parents=True)
        (path / "kept").write_bytes(b"")
    elif where == "folder":
        path.parent.write_bytes(b"")
    else:
        cache = Cache(tmp_path / "vault", tmp_path / "file" / "caches")
        (tmp_path / "file").write_bytes(b"")
    cache.save(KEY, SAVED)
    cache.put("listing", BLOB)
    assert (cache.load(KEY), cache.load_some(KEY, SAVED), cache.get("listing")) == ({}, {}, None)
    assert where != "file" or (path / "kept").exists()


@pytest.mark.skipif(os.name == "nt", reason="needs privileges under Windows")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"")
    cache = open_cache(tmp_path)
    path_of(cache).parent.mkdir()
    path_of(cache).symlink_to(target)
    cache.save(KEY, SAVED)
    assert cache.load(KEY) == {}
    assert target.read_bytes() == b""


@pytest.fixture
def bound_by_permissions(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    if os.access(locked, os.W_OK):
        pytest.skip("nothing is forbidden to this user")


@pytest.mark.usefixtures("bound_by_permissions")
def test_a_folder_that_cannot_be_written_is_read(file: Path, tmp_path: Path) -> None:
    file.chmod(0o400)
    file.parent.chmod(0o500)
    before = file.read_bytes()
    try:
        cache = open_cache(tmp_path)
        cache.save(KEY, NEW)
        cache.put("listing", b"")
        assert (cache.load(KEY), cache.get("listing")) == (SAVED, BLOB)
        cache.load(OTHER)
        cache.close()
        assert file.read_bytes() == before
        other = Cache(tmp_path / "other", file.parent)
        other.save(KEY, NEW)
        assert other.load(KEY) == {}
    finally:
        file.parent.chmod(0o700)


def test_another_run_holds_the_lock(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience: list[float] = []
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def recording(*arguments: Any, timeout: float, **options: Any) -> sqlite3.Connection:
        patience.append(timeout)
        return connect(*arguments, timeout=timeout, **options)

    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr("sqlite3.connect", recording)
    cache = open_cache(tmp_path)
    for _ in range(2):
        cache.save(KEY, NEW)
        assert (cache.load(KEY), cache.load_some(KEY, NEW), cache.get("listing")) == ({}, {}, None)
    other.execute("ROLLBACK")
    other.close()
    assert cache.load(KEY) == SAVED
    cache.close()
    assert patience[:8] == [2.0] + [0.0] * 7  # it waits once, and not at every step


def test_a_reader_does_not_wait_for_a_writer_that_has_not_begun_to_write(
    file: Path, tmp_path: Path
) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    cache = open_cache(tmp_path)
    assert cache.load(KEY) == SAVED
    other.close()
    cache.close()


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be removed there")
@pytest.mark.parametrize("remove", [Path.unlink, lambda file: shutil.rmtree(file.parent)])
def test_the_file_is_removed_while_it_is_open(
    file: Path, tmp_path: Path, remove: Callable[[Path], None]
) -> None:
    cache = open_cache(tmp_path)
    assert cache.load(KEY) == SAVED
    remove(file)
    cache.save(KEY, NEW)
    cache.put("listing", b"new")
    cache.close()
    assert (cache.load(KEY), cache.get("listing")) == (NEW, b"new")
    cache.close()


def test_an_interrupted_save_leaves_nothing_behind(file: Path, tmp_path: Path) -> None:
    class Interrupting(dict[str, object]):
        def items(self) -> object:  # type: ignore[override]
            raise KeyboardInterrupt

    cache = open_cache(tmp_path)
    assert cache.load(KEY) == SAVED
    with pytest.raises(KeyboardInterrupt):
        cache.save(KEY, Interrupting())  # type: ignore[arg-type]
    assert mended(tmp_path)
    cache.close()


FULL = """
    import sqlite3, sys
    from pathlib import Path
    from tests.cache.test_cache import KEY, entries
    from vaultlint.cache import Cache
    {limit}
    cache = Cache(Path(sys.argv[1]) / "vault", Path(sys.argv[1]) / "caches")
    cache.save(KEY, entries(20_000, 50))
    cache.put("large", bytes(5_000_000))
    assert cache.get("large") is None
    loaded = cache.load(KEY)
    cache.save(KEY, entries(1, 7))
    cache.close()
    print(len(loaded))
"""
FILE_SIZE = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))"
PAGES = """
    from vaultlint.cache import database
    database._SETTINGS += "PRAGMA max_page_count = 9;"
"""


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(
    "limit",
    [
        pytest.param(
            FILE_SIZE, marks=pytest.mark.skipif(os.name == "nt", reason="has no such limit")
        ),
        PAGES,
    ],
)
def test_the_disk_is_full(
    tmp_path: Path, request: pytest.FixtureRequest, limit: str, before: bool
) -> None:
    if before:
        request.getfixturevalue("file")
    program = textwrap.dedent(FULL).format(limit=textwrap.dedent(limit))
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) == (len(SAVED) if before else 0)
    cache = open_cache(tmp_path)
    assert cache.load_some(KEY, SAVED).items() <= SAVED.items()
    cache.close()
    assert mended(tmp_path)
