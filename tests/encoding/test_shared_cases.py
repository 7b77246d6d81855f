"""What the repair is held to on real cases, where they are at hand: more than ftfy, and no harm."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from ftfy import fix_encoding

from vaultlint.encoding import repair, repair_safely

Case = dict[str, Any]


@pytest.fixture(scope="module")
def encoding(shared: Path) -> Path:
    """The folder of cases."""
    folder = shared / "encoding"
    if not folder.is_dir():
        pytest.skip("needs the cases of damaged text beside the checkout")
    return folder


@pytest.fixture(scope="module")
def score(encoding: Path) -> ModuleType:
    """The program that judges a repairer."""
    specification = importlib.util.spec_from_file_location("score", encoding / "score.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def cases(encoding: Path) -> list[Case]:
    text = (encoding / "cases.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def by_ftfy(text: str) -> str:
    return "\n".join(map(fix_encoding, text.split("\n")))


def is_right(case: Case, output: str) -> bool:
    accepted = output != case["damaged"] and output in case["accept"]
    return accepted or bool(output == case["correct"])


def recalled(cases: list[Case], repairer: Callable[[str], str]) -> Counter[str]:
    """How many cases of each class a repairer gets right."""
    return Counter(case["cls"] for case in cases if is_right(case, repairer(case["damaged"])))


def test_more_is_repaired_than_by_ftfy_in_every_class(cases: list[Case], score: ModuleType) -> None:
    exact = [case for case in cases if case["cls"] not in score.NO_RECALL]
    of = Counter(case["cls"] for case in exact)
    ours, theirs = recalled(exact, repair), recalled(exact, by_ftfy)
    assert {name for name in of if ours[name] < theirs[name]} == set()
    assert ours.total() / of.total() >= 0.97
    assert sum(ours[name] / of[name] for name in of) / len(of) >= 0.93


@pytest.mark.parametrize("repairer", [repair, repair_safely])
def test_no_case_is_made_worse(
    cases: list[Case], score: ModuleType, repairer: Callable[[str], str]
) -> None:
    for case in cases:
        output = repairer(case["damaged"])
        goods = [case["correct"], *case["accept"]]
        assert not score.worse(case["damaged"], output, goods), output
        assert not score.invented(case["damaged"], output, goods), output


def test_good_text_stays(encoding: Path) -> None:
    for kind in ("help", "hard"):
        for path in (encoding / "negatives").glob(f"{kind}-*.md"):
            with path.open(encoding="utf-8", newline="") as file:
                text = file.read()
            assert repair(text) == text, path.name
