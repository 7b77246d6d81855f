"""Scores as Markdown tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from judging import Score
from made_cases import Case

Scores = dict[str, Score]
"""Scores by kind of damage."""


def table(heads: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A Markdown table; all columns but the first are numbers."""
    for cells in (heads, ["---", *["---:"] * (len(heads) - 1)], *rows):
        yield f"| {' | '.join(map(str, cells))} |"
    yield ""


def recall_table(of: dict[str, Scores], told: dict[str, int] | None = None) -> Iterator[str]:
    """Recall by kind of damage, and the harm; `told` counts the cases that were reported."""
    names = list(of)
    heads = ("damage", "cases", *([] if told is None else ["told"]), *names, "worse", "wrong")
    return table(heads, (_recall_row(kind, of, told) for kind in of[names[0]]))


def _recall_row(kind: str, of: dict[str, Scores], told: dict[str, int] | None) -> list[object]:
    scores = [by_kind[kind] for by_kind in of.values()]
    share = [] if told is None else [f"{told[kind] / scores[0].cases:.3f}"]
    recall = [f"{score.recall:.3f}" for score in scores]
    worse = " / ".join(str(len(score.worse)) for score in scores)
    wrong = " / ".join(str(len(score.wrong)) for score in scores)
    return [kind, scores[0].cases, *share, *recall, worse, wrong]


def totals(name: str, exact: Scores, lossy: Scores) -> list[object]:
    """Recall over all cases, recall over all kinds, and all harm."""
    cases = sum(score.cases for score in exact.values())
    recall = sum(score.exact for score in exact.values()) / max(cases, 1)
    macro = sum(score.recall for score in exact.values()) / max(len(exact), 1)
    every = [*exact.values(), *lossy.values()]
    worse, wrong = (
        sum(len(score.worse) for score in every),
        sum(len(score.wrong) for score in every),
    )
    return [name, f"{recall:.4f}", f"{macro:.4f}", worse, wrong]


FAILURES: dict[str, Callable[[Score], list[tuple[Case, str]]]] = {
    "worse": lambda score: score.worse,
    "wrong": lambda score: score.wrong,
    "missed": lambda score: score.missed,
}


def failures(name: str, scores: Sequence[Score], number: int) -> Iterator[str]:
    """Some of what went wrong, of each kind: what it was, what came out, what was right."""
    for word, of in FAILURES.items():
        for score in scores:
            for case, output in of(score)[:number]:
                yield f"{name}: {word}: {case.damage} {case.language}"
                yield f"    {case.damaged!r}\n    {output!r}\n    {case.right!r}\n"
