"""What is saved comes back, whole and under its own key; what is wrong is not there."""

from __future__ import annotations

import os
import stat
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.loading import run_alone
from vaultlint.cache import Cache, Entry, Signature, digest
from vaultlint.cache.folder import FORMAT
from vaultlint.cache.pieces import PIECE_LIMIT, pack, unpack
from vaultlint.cache.tables import BLOBS, KEYS

KEY = b"rules 1"
OTHER = b"rules 2"


def entry(number: int, data: str = "") -> Entry:
    """An entry unlike those of other numbers."""
    signature = Signature(10**18 + number, 10**18, number, number)
    return Entry(signature, digest(b"%d" % number), data or f'{{"links": [{number}]}}')


def entries(count: int, start: int = 0) -> dict[str, Entry]:
    """As many entries, under paths of several folders."""
    return {f"Folder {n % 7}/Note {n}.md": entry(n) for n in range(start, start + count)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "vault").mkdir()
    return tmp_path / "vault"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "caches"


@pytest.fixture
def cache(root: Path, folder: Path) -> Iterator[Cache]:
    cache = Cache(root, folder)
    yield cache
    cache.close()


def path_of(cache: Cache) -> Path:
    assert cache.path is not None
    return cache.path


def again(cache: Cache) -> Cache:
    """The same cache as another run finds it."""
    cache.close()
    return Cache(path_of(cache).parent.parent / "vault", path_of(cache).parent)


def test_what_is_saved_is_loaded_by_the_next_run(cache: Cache) -> None:
    saved = entries(300)
    cache.save(KEY, saved)
    assert cache.load(KEY) == saved
    loaded = again(cache).load(KEY)
    assert loaded == saved
    assert all(type(one) is Entry and type(one.signature) is Signature for one in loaded.values())
    wanted = list(saved)[::50]
    assert again(cache).load_some(KEY, [*wanted, "absent.md"]) == {w: saved[w] for w in wanted}
    assert again(cache).load_some(KEY, []) == {}


def test_a_save_adds_replaces_and_drops(cache: Cache) -> None:
    saved = entries(300)
    cache.save(KEY, saved)
    gone = list(saved)[:100]
    changed = {path: entry(1000) for path in list(saved)[150:160]}
    added = entries(20, 300)
    cache.save(KEY, changed | added, gone)
    expected = {path: one for path, one in (saved | changed | added).items() if path not in gone}
    assert again(cache).load(KEY) == expected
    assert cache.load_some(KEY, saved) == {p: expected[p] for p in saved if p in expected}
    cache.save(KEY, {}, [*saved, *added])
    assert cache.load(KEY) == {}


def test_what_is_both_gone_and_there_is_there(cache: Cache) -> None:
    cache.save(KEY, {"A.md": entry(1)}, ["A.md"])
    assert cache.load(KEY) == {"A.md": entry(1)}


def test_keys_do_not_see_each_other(cache: Cache) -> None:
    cache.save(KEY, {"A.md": entry(1)})
    cache.save(OTHER, {"A.md": entry(2)})
    assert cache.load(KEY) == {"A.md": entry(1)}
    assert cache.load(OTHER) == {"A.md": entry(2)}
    assert cache.load(b"third") == cache.load_some(b"third", ["A.md"]) == {}


def test_the_keys_used_last_are_kept(cache: Cache) -> None:
    keys = [b"%d" % number for number in range(KEYS)]
    for number, key in enumerate(keys):
        cache.save(key, {"A.md": entry(number)})
    again(cache).load(keys[0])  # which makes the second the one that was used longest ago
    again(cache).load_some(keys[2], ["A.md"])
    cache.save(b"new", {"B.md": entry(9)})
    assert cache.load(keys[1]) == {}
    for number in (0, 2, 3):
        assert cache.load(keys[number]) == {"A.md": entry(number)}
    assert cache.load(b"new") == {"B.md": entry(9)}


def test_a_run_under_the_key_of_the_last_run_writes_nothing(cache: Cache) -> None:
    cache.save(OTHER, entries(3))
    cache.save(KEY, entries(3))
    before = path_of(cache).read_bytes()
    again(cache).load(KEY)
    again(cache).load_some(KEY, entries(3))
    assert path_of(cache).read_bytes() == before


def test_many_keys_take_no_more_room_than_four(cache: Cache) -> None:
    sizes = []
    for number in range(12):
        cache.save(b"%d" % number, entries(2000))
        cache.close()
        sizes.append(path_of(cache).stat().st_size)
    assert max(sizes[KEYS:]) <= sizes[KEYS - 1] * 1.5


def test_a_signature_that_is_not_trusted_stays_so(cache: Cache) -> None:
    cache.save(KEY, {"A.md": Entry(None, digest(b""), "{}")})
    assert again(cache).load(KEY) == {"A.md": Entry(None, digest(b""), "{}")}


@pytest.mark.parametrize(
    "signature", [Signature(-1, 0, 0, 0), Signature(1 << 64, 0, 0, 0), Signature(0, 0, -1, 0)]
)
def test_a_signature_of_impossible_numbers_is_not_trusted(
    cache: Cache, signature: Signature
) -> None:
    cache.save(KEY, {"A.md": Entry(signature, digest(b""), "{}"), "B.md": entry(1)})
    assert cache.load(KEY) == {"A.md": Entry(None, digest(b""), "{}"), "B.md": entry(1)}


def test_what_is_no_entry_is_left_out_and_no_old_one_stays(cache: Cache) -> None:
    cache.save(KEY, {"A.md": entry(1), "B.md": entry(2), "C.md": entry(3)})
    bad = {
        "A.md": entry(1)._replace(digest=b"short"),
        "B.md": entry(1)._replace(data='"\0"'),
        "\0.md": entry(1),
    }
    cache.save(KEY, bad)
    assert cache.load(KEY) == {"C.md": entry(3)}


def test_too_much_is_left_out(cache: Cache) -> None:
    cache.save(KEY, {"A.md": entry(1, "x" * PIECE_LIMIT), "B.md": entry(2)})
    assert cache.load(KEY) == {"B.md": entry(2)}
    cache.put("small", b"1")
    cache.put("large", bytes(PIECE_LIMIT))
    assert (cache.get("small"), cache.get("large")) == (b"1", None)


texts = st.text(st.characters(exclude_characters="\0", exclude_categories=()), max_size=40)
numbers = st.integers(0, 2**64 - 1)
signatures = st.none() | st.builds(Signature, numbers, numbers, numbers, numbers)
digests = st.binary(min_size=16, max_size=16)


@given(st.dictionaries(texts, st.builds(Entry, signatures, digests, texts)), st.binary())
def test_any_text_comes_back_from_a_piece(notes: dict[str, Entry], key: bytes) -> None:
    """Lone surrogates too: that is how a path holds bytes that are no UTF-8."""
    assert unpack(key, pack(key, notes)) == notes


@settings(max_examples=300)
@given(st.binary(max_size=300))
def test_a_piece_with_a_right_checksum_and_wrong_content_is_none(content: bytes) -> None:
    sealed = zlib.crc32(content, zlib.crc32(KEY)).to_bytes(4, "little") + content
    assert all(len(one.digest) == 16 for one in unpack(KEY, sealed).values())


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="paths are text there")
def test_a_path_that_is_no_text(cache: Cache) -> None:
    path = os.fsdecode(b"caf\xe9.md")
    cache.save(KEY, {path: entry(1)})
    assert list(again(cache).load(KEY)) == [path]
    assert os.fsencode(next(iter(cache.load_some(KEY, [path])))) == b"caf\xe9.md"


def test_blobs(cache: Cache) -> None:
    assert cache.get("listing") is None
    cache.put("listing", b"1\0\xff")
    cache.put("listing \ud800", b"")
    assert again(cache).get("listing") == b"1\0\xff"
    assert cache.get("listing \ud800") == b""
    cache.put("listing", b"2")
    assert cache.get("listing") == b"2"
    assert cache.load(KEY) == {}


def test_the_blobs_that_were_put_last_are_kept(cache: Cache) -> None:
    cache.save(KEY, {"A.md": entry(1)})
    for number in range(BLOBS + 5):
        cache.put(str(number), b"%d" % number)
        cache.put("often", b"%d" % number)
    there = [n for n in range(BLOBS + 5) if cache.get(str(n)) is not None]
    assert there == list(range(6, BLOBS + 5))
    assert cache.get("often") is not None
    assert cache.load(KEY) == {"A.md": entry(1)}


def test_signatures_tell_files_apart(tmp_path: Path) -> None:
    file = tmp_path / "A.md"
    file.write_bytes(b"one")
    before = Signature.of(file.stat())
    assert before == Signature.of(os.stat(file))
    assert before.size == 3
    file.write_bytes(b"three")
    os.utime(file, ns=(before.mtime, before.mtime))
    assert Signature.of(file.stat()) != before


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no time of change")
def test_a_time_that_was_set_back_does_not_deceive(tmp_path: Path) -> None:
    file = tmp_path / "A.md"
    file.write_bytes(b"one")
    before = Signature.of(file.stat())
    for _ in range(100):  # the clock of a file system may tick slowly
        file.write_bytes(b"two")
        os.utime(file, ns=(before.mtime, before.mtime))
        if file.stat().st_ctime_ns != before.changed:
            break
        time.sleep(0.01)
    after = Signature.of(file.stat())
    assert after._replace(changed=0) == before._replace(changed=0)
    assert after != before


def test_importing_and_making_one_is_cheap(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path\n"
        "from vaultlint.cache import Cache\n"
        f"Cache(Path({str(tmp_path)!r}), Path({str(tmp_path)!r}))"
    )
    heavy = ("sqlite3", "platformdirs", "dataclasses", "hashlib", "json", "click")
    assert run_alone(program, heavy) == ("", [])


def test_nothing_is_made_before_something_is_saved(cache: Cache, folder: Path) -> None:
    cache.load(KEY)
    cache.load_some(KEY, ["A.md"])
    cache.get("listing")
    cache.close()
    assert not folder.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_nobody_else_can_read_it(cache: Cache, folder: Path) -> None:
    cache.save(KEY, entries(3))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_it_never_lies_where_another_vaults_lies(root: Path, folder: Path) -> None:
    caches = [Cache(path, folder) for path in (root, root.parent, root / ".." / "vault")]
    caches[0].save(KEY, {"A.md": entry(1)})
    assert caches[1].load(KEY) == {}
    assert caches[2].load(KEY) == {"A.md": entry(1)}
    for cache in caches:
        cache.close()


def test_the_folder_is_chosen_by_the_environment_or_the_system(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAULTLINT_CACHE_DIR", str(tmp_path / "named"))
    assert path_of(Cache(root)).parent == tmp_path / "named"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VAULTLINT_CACHE_DIR", "relative")
    assert path_of(Cache(root)).parent == tmp_path / "relative"
    monkeypatch.delenv("VAULTLINT_CACHE_DIR")
    for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    assert path_of(Cache(root)).name.startswith(f"cache{FORMAT}-")


@pytest.mark.skipif(os.name == "nt", reason="Windows knows every user's folders")
def test_without_a_home_there_is_no_cache(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VAULTLINT_CACHE_DIR", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr("pwd.getpwuid", {}.__getitem__)  # a user that the system does not know
    cache = Cache(root)
    cache.save(KEY, entries(3))
    cache.put("listing", b"1")
    assert (cache.path, cache.load(KEY), cache.get("listing")) == (None, {}, None)
    monkeypatch.setenv("VAULTLINT_CACHE_DIR", "~nobody-of-this-name/caches")
    Cache(root).save(KEY, entries(3))
    assert sorted(os.listdir(tmp_path)) == ["vault"]


def test_caches_of_vaults_that_are_not_used_are_removed(root: Path, folder: Path) -> None:
    others = [root.parent / name for name in ("old", "recent", "read")]
    long_ago = time.time() - 61 * 86_400
    for other in others:
        cache = Cache(other, folder)
        cache.save(KEY, {"A.md": entry(1)})
        cache.close()
    for name in ("old", "read"):
        file = path_of(Cache(root.parent / name, folder))
        file.with_suffix(".names").write_bytes(b"")
        os.utime(file, (long_ago, long_ago))
        os.utime(file.with_suffix(".names"), (long_ago, long_ago))
    (folder / "mine.sqlite").write_bytes(b"")
    os.utime(folder / "mine.sqlite", (long_ago, long_ago))
    reader = Cache(root.parent / "read", folder)
    reader.load(KEY)  # a run that only reads uses it as well
    reader.close()
    cache = Cache(root, folder)
    cache.load(KEY)
    assert len(os.listdir(folder)) == 6
    cache.save(KEY, {"A.md": entry(1)})
    cache.close()
    left = {path_of(Cache(root.parent / name, folder)).name for name in ("recent", "read", "vault")}
    names = path_of(reader).with_suffix(".names").name
    assert set(os.listdir(folder)) == left | {names, "mine.sqlite"}
