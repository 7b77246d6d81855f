"""Aliases of all notes from what an earlier run stored: the same as those of a fresh run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.check.bench import check
from tests.check.changes import Changing
from vaultlint.cache import Cache
from vaultlint.check import memory, trace
from vaultlint.check.aliases import AliasTable, pack_aliases, unpack_aliases
from vaultlint.vault.facts import PropertyFacts

KEY = b"\x01" * 16
TABLE = AliasTable(
    {"One.md": (1, 2, 3, 4), "Zwölf\ud800\n.md": (5, 6, 7, 8)}, {"One.md": ["the plan", "\udc80"]}
)
NUMBERS = st.integers(0, 2**64 - 1)
NAMES = st.text().filter(lambda text: "\0" not in text)


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every vault counts as large."""
    monkeypatch.setattr(memory, "_LARGE", 0)
    monkeypatch.setattr(trace, "SETTLED", 0)


@pytest.fixture
def notes_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The notes whose properties were read."""
    read: list[str] = []
    head = PropertyFacts._head

    def counting(self: PropertyFacts, path: str) -> str:
        read.append(path)
        return head(self, path)

    monkeypatch.setattr(PropertyFacts, "_head", counting)
    return read


@pytest.mark.parametrize(("seed", "changed"), [(4, 1), (5, 20)])
def test_after_any_change_all_is_as_in_a_fresh_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, changed: int
) -> None:
    """changed: 1 where what is stored is never too old."""
    monkeypatch.setattr(memory, "_CHANGED", changed)
    known = []
    asked = memory.Memory._known_aliases

    def counting(self: memory.Memory, notes: list[str]) -> object:
        known.append(asked(self, notes))
        return known[-1]

    monkeypatch.setattr(memory.Memory, "_known_aliases", counting)
    changing = Changing(tmp_path / "vault", seed)
    changing.changes = (*changing.changes, *[Changing.change_aliases] * 12)
    changing.make()
    cached = tmp_path / "cache"
    for _ in range(30):
        changing.step()
        few = changing.random.choice([None, 5, 5])
        plain = check(changing.root, few=few)
        assert check(changing.root, cached, few=few) == plain, changing.done
    assert len([one for one in known if one is not None]) > (20 if changed == 1 else 2)


def test_only_changed_notes_are_read(tmp_path: Path, notes_read: list[str]) -> None:
    vault, cached = _made(tmp_path)
    (vault / "7.md").write_text("---\naliases: other\n---\n")
    notes_read.clear()
    found = check(vault, cached)
    assert set(notes_read) == {"7.md"}
    assert found == check(vault)
    assert _aliases_in(_stored(vault, cached))["3.md"] == ["a3"]


def test_where_many_notes_changed_all_are_stored_again(tmp_path: Path) -> None:
    vault, cached = _made(tmp_path)
    for number in range(10):
        (vault / f"{number}.md").write_text(f"---\naliases: b{number}\n---\n")
    for _ in range(2):
        assert check(vault, cached) == check(vault)
    assert _aliases_in(_stored(vault, cached))["3.md"] == ["b3"]


@pytest.mark.parametrize("data", [b"", KEY, KEY + b"\xff" * 40, b"nonsense"])
def test_what_is_no_table_is_passed_by(tmp_path: Path, data: bytes) -> None:
    vault, cached = _made(tmp_path)
    key = _stored(vault, cached)[: len(KEY)]
    cache = Cache(vault, cached)
    cache.put("aliases", data.replace(KEY, key))
    cache.close()
    (vault / "7.md").write_text("[[a8]]\n")
    assert check(vault, cached) == check(vault)


def _made(folder: Path) -> tuple[Path, Path]:
    """A vault whose notes link to one another's aliases, and a cache with all that is known."""
    vault, cached = folder / "vault", folder / "cache"
    vault.mkdir()
    for number in range(60):
        (vault / f"{number}.md").write_text(f"---\naliases: a{number}\n---\n[[a{number + 1}]]\n")
    for _ in range(2):
        check(vault, cached)
    return vault, cached


def _stored(vault: Path, cached: Path) -> bytes:
    cache = Cache(vault, cached)
    data = cache.get("aliases")
    cache.close()
    assert data is not None
    return data


def _aliases_in(data: bytes) -> Mapping[str, Sequence[str]]:
    table = unpack_aliases(data[: len(KEY)], data)
    assert table is not None
    return table.aliases


@given(
    st.dictionaries(NAMES, st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS)),
    st.dictionaries(NAMES, st.lists(st.text())),
)
def test_a_table_is_read_as_it_was_written(
    signatures: dict[str, tuple[int, ...]], known: dict[str, list[str]]
) -> None:
    data = pack_aliases(KEY, AliasTable(signatures, known))
    read = unpack_aliases(KEY, data)
    assert read is not None
    assert read.signatures == signatures
    assert read.aliases == {path: texts for path, texts in known.items() if path in signatures}
    assert unpack_aliases(b"\x02" * 16, data) is None


def test_a_file_whose_times_cannot_be_stored_is_left_out() -> None:
    table = AliasTable({"Old.md": (-1, 0, 0, 0), "New.md": (1, 0, 0, 0)}, {"Old.md": ["a"]})
    assert unpack_aliases(KEY, pack_aliases(KEY, table)) == ({"New.md": (1, 0, 0, 0)}, {})


@given(st.integers(0), st.binary(max_size=6))
def test_damage_is_noticed_or_does_no_harm(at: int, other: bytes) -> None:
    data = pack_aliases(KEY, TABLE)
    at %= len(data)
    read = unpack_aliases(KEY, data[:at] + other + data[at + len(other) :])
    assert read is None or all(isinstance(texts, list) for texts in read.aliases.values())
    read = unpack_aliases(KEY, data[:at])
    assert read is None or at == len(data)
