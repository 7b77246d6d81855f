"""Write a vault for measuring: seeded, with the statistics of real ones."""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

SYLLABLES = tuple("ka lo mi ren tas vel or un pi sha do ger line stra mo the ing er an".split())  # noqa: SIM905
FOLDERS = ("", "Journal", "Projects", "Projects/Archive", "People", "Books", "Areas/Home", "Inbox")


class Writer:
    """Writes notes whose words and links come from one random generator."""

    def __init__(self, notes: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = sorted({self.word() for _ in range(4000)})
        self.names = [
            f"{self.phrase(2).title()} {number}" if number % 3 else f"{self.word().title()}{number}"
            for number in range(notes)
        ]
        self.folders = [self.random.choice(FOLDERS) for _ in range(notes)]

    def word(self) -> str:
        """One made-up word."""
        return "".join(self.random.choices(SYLLABLES, k=self.random.randint(1, 4)))

    def phrase(self, length: int) -> str:
        """So many words of the vocabulary."""
        return " ".join(self.random.choices(self.words, k=length))

    def link(self) -> str:
        """A link to a note of the vault; one in twenty to none, one in five with a display text."""
        if self.random.random() < 0.05:
            target = self.phrase(2).title()
        else:
            number = self.random.randrange(len(self.names))
            target = self.names[number]
            if self.random.random() < 0.1 and self.folders[number]:
                target = f"{self.folders[number]}/{target}"
        if self.random.random() < 0.2:
            return f"[[{target}|{self.phrase(2)}]]"
        return f"[[{target}]]"

    def sentence(self, links: float) -> str:
        """A sentence with the usual inline Markdown."""
        words = self.phrase(self.random.randint(8, 22)).split()
        for position in range(0, len(words), 4):
            dice = self.random.random()
            if dice < links:
                words[position] = self.link()
            elif dice < links + 0.02:
                words[position] = f"`{words[position]}`"
            elif dice < links + 0.05:
                words[position] = f"**{words[position]}**"
            elif dice < links + 0.06:
                words[position] = f"#{words[position]}"
            elif dice < links + 0.07:
                words[position] = f"[{words[position]}](https://example.org/{words[position]})"
        text = " ".join(words)
        return text[0].upper() + text[1:] + "."

    def block(self) -> str:
        """One block of a note's body."""
        dice = self.random.random()
        if dice < 0.08:
            return "\n".join(f"- {self.sentence(0.15)}" for _ in range(self.random.randint(2, 6)))
        if dice < 0.12:
            return "\n".join(f"- [{self.random.choice(' x')}] {self.phrase(6)}" for _ in range(4))
        if dice < 0.15:
            return f"```python\n{self.phrase(4)} = [[1, 2], [3, 4]]\n```"
        if dice < 0.17:
            rows = "\n".join(f"| {self.phrase(2)} | {self.phrase(2)} |" for _ in range(4))
            return f"| a | b |\n|---|---|\n{rows}"
        if dice < 0.19:
            return f"> [!note] {self.phrase(3)}\n> {self.sentence(0.05)}"
        if dice < 0.20:
            return "$$\nx^2 + y^2\n$$"
        if dice < 0.34:
            return f"## {self.phrase(3).title()}"
        return " ".join(self.sentence(0.095) for _ in range(self.random.randint(1, 4)))

    def properties(self) -> str:
        """A properties block; its dates are Obsidian's."""
        day = date(2018, 1, 1) + timedelta(days=self.random.randrange(2800))
        tags = "".join(f"\n  - {word}" for word in self.random.choices(self.words, k=2))
        status = self.random.choice(self.words)
        return f"---\ncreated: {day}\ntags:{tags}\naliases: []\nstatus: {status}\n---\n"

    def note(self) -> str:
        """A whole note, about 2.2 kB; one in a hundred has something wrong."""
        size = self.random.lognormvariate(7.25, 0.8)
        parts = [f"# {self.phrase(3).title()}"]
        length = 0
        while length < size:
            parts.append(self.block())
            length += len(parts[-1])
        text = "\n\n".join(parts) + "\n"
        if self.random.random() < 0.9:
            text = self.properties() + text
        if self.random.random() < 0.01:
            text += self.random.choice(
                ("Itâ€™s [[ Home ]].\n", "due\u00a0[[Home]] now\n", "café Ã©\n")
            )
        return text

    def notes(self) -> Iterator[tuple[str, str]]:
        """Every note: vault path and text."""
        for name, folder in zip(self.names, self.folders, strict=True):
            yield (f"{folder}/{name}.md" if folder else f"{name}.md"), self.note()


def main() -> None:
    """Write the vault that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("notes", type=int)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    (arguments.folder / ".obsidian").mkdir(parents=True)
    for name in FOLDERS:
        (arguments.folder / name).mkdir(parents=True, exist_ok=True)
    total = 0
    for path, text in Writer(arguments.notes, arguments.seed).notes():
        total += (arguments.folder / path).write_bytes(text.encode())
    sys.stdout.write(f"{arguments.notes} notes, {total / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
