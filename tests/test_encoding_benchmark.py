"""The benchmark of repairs: its damage is real, its judgement sound, and vaultlint does no harm."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from vaultlint.encoding import repair

FOLDER = Path(__file__).parents[1] / "benchmarks" / "encoding"


@pytest.fixture(autouse=True)
def modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs import one another as top-level modules."""
    monkeypatch.syspath_prepend(FOLDER)


def made(per_language: int = 1) -> list[Any]:
    from made_cases import cases  # type: ignore[import-not-found]

    found: list[Any] = cases(per_language)
    return found


def test_every_kind_of_damage_has_cases_and_they_are_the_same_every_time() -> None:
    from damage import EXACT, LOSSY  # type: ignore[import-not-found]

    found = made()
    assert found == made()
    assert {*EXACT, *LOSSY} <= {case.damage for case in found}
    assert all(case.damaged != case.right for case in found)


def test_what_counts_as_exact_can_be_undone_with_the_bytes() -> None:
    from damage import CODECS, TABLES

    for codec in CODECS:
        back = {letter: byte for byte, letter in TABLES[codec].items()}
        cases = [case for case in made() if case.damage == f"UTF-8 read as {codec}"]
        assert cases
        for case in cases:
            read = bytes(back.get(letter, ord(letter)) for letter in case.damaged)
            assert read.decode() == case.right


def test_an_invented_character_is_wrong_and_a_longer_way_is_worse() -> None:
    from judging import Score  # type: ignore[import-not-found]
    from made_cases import Case

    case = Case("any", "", "un cafÃ© noir", "un café noir")
    for output, exact, worse, wrong in [
        ("un café noir", 1, 0, 0),
        ("un cafÃ© noir", 0, 0, 0),
        ("un cafê noir", 0, 0, 1),
        ("un cafÃ© n", 0, 1, 0),
    ]:
        score = Score()
        score.add(case, output)
        assert (score.exact, len(score.worse), len(score.wrong)) == (exact, worse, wrong)


def test_no_repair_does_harm() -> None:
    from judging import scores

    every = scores(repair, made()[::3]).values()
    assert [failure for score in every for failure in score.worse + score.wrong] == []


def test_sound_text_is_left_alone() -> None:
    from judging import changed
    from texts import hard_texts, sentences, short_texts  # type: ignore[import-not-found]

    assert changed(repair, sentences() | short_texts()) == []
    assert changed(repair, hard_texts()) == []


def test_a_damage_that_a_text_cannot_suffer_makes_no_case() -> None:
    from damage import EXACT

    assert EXACT["UTF-8 read as cp1253"]("ª", Random(0)) is None
    assert EXACT["C1 controls"]("Ω", Random(0)) is None
    assert EXACT["NBSP lost, Latin-1"]("é", Random(0)) is None


def test_the_program_prints_all_tables() -> None:
    command = [sys.executable, str(FOLDER / "score.py"), "--per-language=1", "--damage=cp1254"]
    result = subprocess.run(command, capture_output=True, check=True)
    output = result.stdout.decode()
    assert "| UTF-8 read as cp1254 |" in output
    assert "| vaultlint | 1.0000 | 1.0000 | 0 | 0 |" in output
