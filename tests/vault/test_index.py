"""The index of a vault's files: every look-up gives what a search through all paths gives."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from vaultlint.vault.index import FileIndex, fold

PARTS = st.sampled_from(
    [
        "a",
        "A",
        "ab",
        "é",
        unicodedata.normalize("NFD", "é"),
        "Σ",
        "ς",
        "σ",
        "x\u00a0y",
        "x y",
        "b.md",
    ]
)
PATHS = st.lists(st.lists(PARTS, min_size=1, max_size=3).map("/".join), unique=True, max_size=12)


def name(path: str) -> str:
    return path.rpartition("/")[2]


@given(PATHS, PATHS, st.lists(PARTS, min_size=1, max_size=3))
def test_look_ups(own: list[str], linked: list[str], asked: list[str]) -> None:
    files = FileIndex(own, linked)
    paths = sorted({*own, *linked})
    assert list(files.paths) == paths
    assert list(files.notes) == [p for p in paths if p.endswith(".md") and p not in linked]
    answers = [[p for p in paths if fold(name(p)) == fold(one)] for one in asked]
    assert list(files.named(*asked)) == next(filter(None, answers), [])
    for path in [*paths, "/".join(asked)]:
        assert sorted(files.at(path)) == [p for p in paths if fold(p) == fold(path)]
        ending = [
            p for p in paths if fold(p).endswith(fold(path)) and fold(name(p)) == fold(name(path))
        ]
        assert len(files.ending_with(fold(path))) == len(ending)
