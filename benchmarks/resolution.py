"""What it takes to resolve every link of a large vault, without reading or parsing a note."""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from time import process_time
from typing import NamedTuple

from make_vault import SYLLABLES

from vaultlint.vault.index import FileIndex
from vaultlint.vault.resolve import resolve

NOTES_A_FOLDER = 25
NOTES_AN_ATTACHMENT = 8
DEEPEST_FOLDER = 8
COMMON = ("index", "README", "Notes", "Overview", "Log")
"""Names that many notes have, each in its own folder."""


class Measured(NamedTuple):
    """One measurement: seconds of the processor for the index, for all links, and for all again.

    memory: the most that the process had, the links themselves included. how: how many links were
    resolved in which way.
    """

    notes: int
    links: int
    indexed: float
    links_first: float
    links_again: float
    memory: int | None
    how: dict[str, int]


class Writer:
    """Makes the paths of a vault, and links as notes have them, from one random generator."""

    def __init__(self, notes: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.folders = self.make_folders(max(notes // NOTES_A_FOLDER, 1))
        self.notes = [*dict.fromkeys(self.path(number) for number in range(notes))]
        pictures = range(notes // NOTES_AN_ATTACHMENT)
        self.pictures = [self.below(f"Picture {number // 2}.png") for number in pictures]

    def make_folders(self, count: int) -> list[str]:
        """So many folders, nested."""
        folders = [""]
        while len(folders) <= count:
            path = f"{self.random.choice(folders)}{self.word().title()} {len(folders)}/"
            if path.count("/") <= DEEPEST_FOLDER:
                folders.append(path)
        return folders

    def word(self) -> str:
        """One made-up word."""
        return "".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4)))

    def below(self, name: str) -> str:
        """A path for that name in some folder."""
        return self.random.choice(self.folders) + name

    def path(self, number: int) -> str:
        """The path of a note; of a hundred, seven share their name with some, three with many."""
        dice = self.random.random()
        if dice < 0.03:
            return self.below(f"{self.random.choice(COMMON)}.md")
        if dice < 0.1:
            return self.below(f"Common {number // 100} {number % 3}.md")
        return self.below(
            f"{self.word().title()} é {number}.md" if dice < 0.3 else f"N {number}.md"
        )

    def link(self, source: str) -> str:
        """The path of a link: names, full paths, ends of paths, relative paths, and dead ones."""
        dice = self.random.random()
        if dice < 0.05:
            return f"Gone {self.random.randrange(1000)}"
        target = self.random.choice(self.pictures if dice < 0.1 and self.pictures else self.notes)
        target = target.removesuffix(".md")
        if dice < 0.25:
            return target
        if dice < 0.35:
            return "/".join(target.split("/")[-2:])
        if dice < 0.40:
            return "../" * source.count("/") + target if "/" in source else f"./{target}"
        name = target[target.rfind("/") + 1 :]
        return name.upper() if dice < 0.45 else name

    def links(self, count: int) -> Iterator[tuple[str, str]]:
        """So many links, each with the note it stands in, note by note."""
        each = -(-count // len(self.notes))
        pairs = ((source, self.link(source)) for source in self.notes for _ in range(each))
        return (pair for pair, _ in zip(pairs, range(count), strict=False))


def measure(notes: int, links_a_note: int, seed: int) -> Measured:
    """Resolve every link of a made vault, in this process."""
    writer = Writer(notes, seed)
    links = [*writer.links(notes * links_a_note)]
    began = process_time()
    files = FileIndex([*writer.notes, *writer.pictures])
    files.named("")
    indexed = process_time()
    for source, path in links:
        resolve(files, path, source)
    resolved = process_time()
    for source, path in links:
        resolve(files, path, source)
    again = process_time()
    memory = peak()
    found = [resolve(files, path, source) for source, path in links]
    how = Counter[str](result.how for result in found)
    how["of them a tie"] = sum(result.tie for result in found)
    times = indexed - began, resolved - indexed, again - resolved
    return Measured(notes, len(links), *times, memory, dict(how))


def peak() -> int | None:
    """The most memory that this process had, in bytes; None where the system does not tell."""
    try:
        from resource import RUSAGE_SELF, getrusage
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return getrusage(RUSAGE_SELF).ru_maxrss * unit


def measured_apart(notes: int, links_a_note: int, seed: int) -> Measured:
    """The same in a process of its own, whose memory is its own too."""
    words = ["--one", notes, "--links", links_a_note, "--seed", seed]
    command = [sys.executable, __file__, *map(str, words)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Measured(*json.loads(output))


def table(results: Sequence[Measured]) -> Iterator[str]:
    """The lines of a Markdown table, and how many times more the last size took than the first."""
    yield "| notes | links | index, s | links, s | both, s | again, s | both, µs a link | MB |"
    yield "|---:|---:|---:|---:|---:|---:|---:|---:|"
    for found in results:
        both = found.indexed + found.links_first
        memory = "–" if found.memory is None else f"{found.memory / 1e6:.0f}"
        yield (
            f"| {found.notes:,} | {found.links:,} | {found.indexed:.3f} | {found.links_first:.3f} "
            f"| {both:.3f} | {found.links_again:.3f} "
            f"| {both / found.links * 1e6:.2f} | {memory} |"
        )
    first, last = results[0], results[-1]
    if first is not last:
        links = last.links / first.links
        both = (last.indexed + last.links_first) / (first.indexed + first.links_first)
        yield ""
        yield f"{links:.1f} times the links take {both:.1f} times as long."
    yield ""
    yield ", ".join(f"{how}: {count:,}" for how, count in sorted(last.how.items()))


def main() -> None:
    """Print the table for each size that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, nargs="+", default=[5_000, 50_000])
    parser.add_argument("--links", type=int, default=10, help="links a note")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one is not None:
        sys.stdout.write(json.dumps(measure(arguments.one, arguments.links, arguments.seed)))
        return
    sizes: list[int] = arguments.notes
    results = [measured_apart(notes, arguments.links, arguments.seed) for notes in sizes]
    sys.stdout.write("\n".join((*table(results), "")))


if __name__ == "__main__":
    main()
