"""Results from columns: those that the entries, and a fresh run, would give."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.check.bench import check
from tests.check.changes import Changing
from vaultlint.cache import Cache, Entry, Signature
from vaultlint.check import memory, trace
from vaultlint.check.coding import to_text
from vaultlint.check.columns import Columns, pack_columns, unpack_columns
from vaultlint.lint import NoteResult

NUMBERS = st.integers(0, 2**64 - 1)
TEXTS = st.text(max_size=9).filter(lambda text: "\0" not in text and "\n" not in text)
SIGNATURES = st.builds(Signature, *[NUMBERS] * 4)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    uses = draw(st.lists(TEXTS, max_size=3).map(to_text))
    findings = draw(st.sampled_from(["", "[[], []]"]))
    data = "\n".join((uses, "[]", findings, draw(TEXTS), draw(TEXTS)))
    return Entry(draw(SIGNATURES), draw(st.binary(min_size=16, max_size=16)), data)


ENTRIES = st.dictionaries(TEXTS, entries(), max_size=5)
SOME = {
    "One.md": Entry(Signature(1, 2, 3, 4), b"a" * 16, '["x files", "y aliases"]\n[]\n\ntag\x1f\n'),
    "Zwölf\ud800.md": Entry(Signature(5, 6, 7, 8), b"b" * 16, '["y aliases"]\n[]\n[[], []]\n\n-'),
}


def unpacked(some: dict[str, Entry]) -> Columns:
    columns = unpack_columns(pack_columns("listing", some))
    assert columns is not None
    return columns


@given(ENTRIES)
def test_what_is_packed_is_unpacked(some: dict[str, Entry]) -> None:
    columns = unpacked(some)
    assert columns.files == "listing"
    signed = zip(columns.paths, columns.signatures, strict=True)
    assert dict(signed) == {path: entry.signature for path, entry in some.items()}
    assert columns.digests == {path: (entry.digest,) for path, entry in some.items()}
    results = columns.results(some.keys(), lambda use: True)
    assert {path: result.gathered for path, result in results.items()} == {
        path: entry.data.split("\n")[3] for path, entry in some.items()
    }


@given(ENTRIES, st.data())
def test_a_row_holds_where_all_its_questions_are_answered_alike(
    some: dict[str, Entry], data: st.DataObject
) -> None:
    uses = {path: set(json.loads(entry.data.partition("\n")[0])) for path, entry in some.items()}
    wrong = data.draw(st.sets(st.sampled_from(sorted(set().union({""}, *uses.values())))))
    same = data.draw(st.sets(st.sampled_from(sorted(some)))) if some else set()
    found = unpacked(some).results(same, lambda use: use not in wrong)
    assert found.keys() == {path for path in same if not uses[path] & wrong}


def test_entries_that_are_not_to_be_trusted_are_left_out() -> None:
    (path, entry), *_ = SOME.items()
    for other in (
        entry._replace(signature=None),
        entry._replace(signature=Signature(-1, 0, 0, 0)),
        entry._replace(data=entry.data + "\0"),
    ):
        assert unpacked({**SOME, path: other}).paths == [*SOME][1:]


def test_too_much_is_not_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vaultlint.check.columns._LARGEST", 3)
    assert pack_columns("listing", SOME) is None


@given(st.binary(max_size=200))
def test_what_are_no_columns(data: bytes) -> None:
    whole = pack_columns("listing", SOME)
    assert whole is not None
    for damaged in (data, data + whole, whole[: len(data)], whole + b"\0"):
        columns = unpack_columns(damaged)
        if columns is not None:
            columns.results({*columns.paths}, lambda use: True)
    assert unpack_columns(None) is None
    assert unpack_columns(whole + b"\0") is None


@pytest.fixture
def recalled(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, NoteResult]]:
    """What each run had from columns, of which every vault has some, however old."""
    for module, name, value in (
        (memory, "_LARGE", 0), (memory, "_FEW", 0), (memory, "_CHANGED", 1), (trace, "SETTLED", 0)
    ):  # fmt: skip
        monkeypatch.setattr(module, name, value)
    found: list[dict[str, NoteResult]] = []
    from_columns = memory.Memory._from_columns

    def watched(self: memory.Memory, paths: Collection[str]) -> dict[str, NoteResult]:
        found.append(from_columns(self, paths))
        return found[-1]

    monkeypatch.setattr(memory.Memory, "_from_columns", watched)
    return found


WITHIN_FILES = (
    Changing.edit_body,
    Changing.rewrite_note,
    Changing.put_back,
    Changing.change_aliases,
    Changing.flip_habit,
    Changing.change_document,
    Changing.change_unseen,
    Changing.swap,
    Changing.change_mode,
    Changing.age,
    Changing.copy_over,
)


@pytest.mark.parametrize("seed", [8])
def test_after_any_change_columns_say_what_a_fresh_run_says(
    tmp_path: Path, recalled: list[dict[str, NoteResult]], seed: int
) -> None:
    changing = Changing(tmp_path / "vault", seed)
    changing.changes = (*changing.changes, *WITHIN_FILES * 6)
    changing.make()
    cached = tmp_path / "cache"
    for _ in range(40):
        changing.step()
        few = changing.random.choice([None, None, None, 5])
        assert check(changing.root, cached, few=few) == check(changing.root, few=few), changing.done
    assert len([one for one in recalled if len(one) > 20]) > 8


def test_damaged_columns_are_none(tmp_path: Path, recalled: list[dict[str, NoteResult]]) -> None:
    changing = Changing(tmp_path / "vault", 3)
    changing.make()
    cached = tmp_path / "cache"
    run = partial(check, changing.root, cached)
    plain = run()
    assert run() == run() == plain
    assert recalled[-1]
    (file,) = cached.glob("*.sqlite")
    with sqlite3.connect(file) as connection:
        ((number, piece),) = connection.execute(
            "SELECT id, piece FROM pieces ORDER BY id DESC LIMIT 1"
        )
        broken = piece[:-9] + bytes([piece[-9] ^ 1]) + piece[-8:]
        connection.execute("REPLACE INTO pieces VALUES (?, ?)", (number, broken))
    connection.close()
    assert run() == plain
    assert not recalled[-1]
    assert run() == plain
    assert recalled[-1]


def test_each_key_has_columns_of_its_own(tmp_path: Path) -> None:
    cache = Cache(tmp_path, tmp_path / "cache")
    keys = [bytes([number]) * 16 for number in range(6)]
    for key in keys:
        assert cache.load_sum(key) is None
        cache.save_sum(key, key + b" content")
    kept = [cache.load_sum(key) for key in keys]
    assert kept[:2] == [None, None]
    assert [bytes(one or b"") for one in kept[2:]] == [key + b" content" for key in keys[2:]]
