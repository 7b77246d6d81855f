"""Scores of repairers of wrongly decoded text: vaultlint's and ftfy's, side by side, as tables."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.metadata import version

from judging import Repairer, changed, scores
from made_cases import Case, cases
from tables import failures, recall_table, table, totals
from texts import hard_texts, sentences, short_texts

from vaultlint.encoding import find_repairs, repair, repair_safely

MEGABYTE = 1_000_000
PLAIN = "Nothing in this line is beyond ASCII, as in most notes that are in English.\n"


def ftfy_by_line(text: str) -> str:
    """What ftfy makes of each line: of a whole text it repairs all or nothing."""
    from ftfy import fix_encoding

    return "\n".join(fix_encoding(line) for line in text.split("\n"))


def repairers(named: Sequence[str]) -> dict[str, Repairer]:
    """Those to compare, by the heads of their columns."""
    if not named:
        ftfy = f"ftfy {version('ftfy')}"
        return {"vaultlint": repair, "safe repairs alone": repair_safely, ftfy: ftfy_by_line}
    places = [name.partition(":") for name in named]
    return {
        f"{module}:{function}": getattr(import_module(module), function)
        for module, _, function in places
    }


def megabytes_a_second(repairer: Repairer, texts: Sequence[str]) -> float:
    """How fast it reads texts, by the processor's time."""
    start = time.process_time()
    for text in texts:
        repairer(text)
    return sum(len(text.encode()) for text in texts) / MEGABYTE / (time.process_time() - start)


def speeds(repairer: Repairer) -> tuple[float, float]:
    """On sound text in all languages, a tenth of a megabyte each; and on ASCII."""
    texts = ["\n".join(lines) + "\n" for lines in sentences().values()]
    beyond_ascii = [text * (MEGABYTE // 10 // len(text.encode())) for text in texts]
    plain = [PLAIN * (MEGABYTE // len(PLAIN))] * 5
    return megabytes_a_second(repairer, beyond_ascii), megabytes_a_second(repairer, plain)


def report(chosen: Sequence[Case], compared: dict[str, Repairer], shown: int) -> Iterator[str]:
    """All tables, line by line."""
    exact = [case for case in chosen if case.exact]
    lossy = [case for case in chosen if not case.exact]
    of_exact = {name: scores(repairer, exact) for name, repairer in compared.items()}
    of_lossy = {name: scores(repairer, lossy) for name, repairer in compared.items()}
    yield "Recall by kind of damage. The last two columns count harm, by each in this order.\n"
    yield from recall_table(of_exact)
    yield "What cannot be known any more is to be told, and not to be made worse.\n"
    yield from recall_table(of_lossy, Counter(c.damage for c in lossy if find_repairs(c.damaged)))
    heads = ("", "recall", "macro", "worse", "wrong")
    yield from table(heads, (totals(name, of_exact[name], of_lossy[name]) for name in compared))
    false = {
        name: (changed(repairer, sentences() | short_texts()), changed(repairer, hard_texts()))
        for name, repairer in compared.items()
    }
    yield from table(
        ("", "sound lines changed", "hard lines changed", "MB/s", "MB/s on ASCII"),
        (
            (name, *map(len, false[name]), *(f"{speed:.0f}" for speed in speeds(repairer)))
            for name, repairer in compared.items()
        ),
    )
    if shown:
        for name, (sound, hard) in false.items():
            yield from (f"{name}: changed\n    {old!r}\n    {new!r}\n" for old, new in sound + hard)
            every = [*of_exact[name].values(), *of_lossy[name].values()]
            yield from failures(name, every, shown)


def main() -> None:
    """Run all repairers over all cases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-language", type=int, default=3, help="cases of a kind in each")
    parser.add_argument("--show", type=int, default=0, help="failures of each kind to print")
    parser.add_argument("--damage", default="", help="only kinds with this in their names")
    parser.add_argument("repairer", nargs="*", help="MODULE:FUNCTION, instead of the usual three")
    options = parser.parse_args()
    chosen = [case for case in cases(options.per_language) if options.damage in case.damage]
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    for line in report(chosen, repairers(options.repairer), options.show):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
