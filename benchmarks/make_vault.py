"""Write a vault for measuring: seeded, with the statistics of real ones."""

from __future__ import annotations

import argparse
import random
import sys
from base64 import b64decode
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

from vault_statistics import count_vault

SYLLABLES = tuple("ka lo mi ren tas vel or un pi sha do ger line stra mo the ing er an".split())  # noqa: SIM905
BEYOND_ASCII = ("naïve", "déjà", "—", "…", "don’t", "“so”", "10 °C", "→", "Müller", "知识", "✅")
NOTES_A_FOLDER = 25
NOTES_AN_ATTACHMENT = 8
DEEPEST_FOLDER = 4
PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
"""One grey point, as PNG."""


class Writer:
    """Writes notes whose words and links come from one random generator."""

    def __init__(self, notes: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = sorted({self.word() for _ in range(4000)})
        self.names = [
            f"{self.phrase(2).title()} {number}" if number % 3 else f"{self.word().title()}{number}"
            for number in range(notes)
        ]
        self.all_folders = self.make_folders(max(notes // NOTES_A_FOLDER, 1))
        sizes = [self.random.lognormvariate(0, 0.8) for _ in self.all_folders]
        self.folders = self.random.choices(self.all_folders, weights=sizes, k=notes)
        self.pictures = [f"Picture {number}.png" for number in range(notes // NOTES_AN_ATTACHMENT)]
        self.anchors: list[str] = []
        """Headings and block ids of the notes written so far, as links name them."""

    def make_folders(self, count: int) -> list[str]:
        """So many folders besides the root: some in the root, the others in one another."""
        folders = [""]
        while len(folders) <= count:
            parent = self.random.choice(folders) if self.random.random() < 0.9 else ""
            path = f"{parent}/{self.word().title()} {len(folders)}".lstrip("/")
            if path.count("/") < DEEPEST_FOLDER:
                folders.append(path)
        return folders

    def word(self) -> str:
        """One made-up word."""
        return "".join(self.random.choices(SYLLABLES, k=self.random.randint(1, 4)))

    def phrase(self, length: int) -> str:
        """So many words of the vocabulary."""
        return " ".join(self.random.choices(self.words, k=length))

    def path(self, number: int) -> str:
        """The vault path of the note with this number, without `.md`."""
        return f"{self.folders[number]}/{self.names[number]}".lstrip("/")

    def link(self) -> str:
        """A link as notes have them: one in twenty goes to no note, one in five has a display text,
        some name a heading, a block or a folder, some are Markdown links or embeds.
        """
        dice = self.random.random()
        number = self.random.randrange(len(self.names))
        if dice < 0.05:
            target = self.phrase(2).title()
        elif dice < 0.11:
            return f"[{self.phrase(2)}]({quote(self.path(number))}.md)"
        elif dice < 0.13 and self.pictures:
            return f"![[{self.random.choice(self.pictures)}]]"
        elif dice < 0.21 and self.anchors:
            target = self.random.choice(self.anchors)
        elif dice < 0.30:
            target = self.path(number)
        else:
            target = self.names[number]
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

    def block(self, foreign: float) -> str:
        """One block of a note's body; so many of its paragraphs have a character beyond ASCII."""
        dice = self.random.random()
        if dice < 0.08:
            return "\n".join(f"- {self.sentence(0.16)}" for _ in range(self.random.randint(2, 6)))
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
        sentences = [self.sentence(0.108) for _ in range(self.random.randint(1, 4))]
        if self.random.random() < foreign:
            sentences.append(f"{self.random.choice(BEYOND_ASCII)} {self.phrase(5)}.")
        return " ".join(sentences)

    def properties(self) -> str:
        """A properties block; its dates are Obsidian's, and one in twenty has an alias."""
        day = date(2018, 1, 1) + timedelta(days=self.random.randrange(2800))
        words = self.random.choices(self.words, k=2)
        lines = [f"created: {day}", f"status: {self.random.choice(self.words)}"]
        dice = self.random.random()
        if dice < 0.7:
            lines.append("tags:\n" + "\n".join(f"  - {word}" for word in words))
        elif dice < 0.9:
            lines.append(f"tags: [{', '.join(words)}]")
        if self.random.random() < 0.055:  # of nine notes in ten
            lines.append(f"aliases:\n  - {self.phrase(2).title()}")
        elif dice < 0.3:
            lines.append("aliases: []")
        if dice > 0.85:
            lines.append(f'up: "[[{self.random.choice(self.names)}]]"')
        elif dice > 0.75:
            lines.append(f"source: https://example.org/{words[0]}")
        return "---\n" + "\n".join(lines) + "\n---\n"

    def note(self, number: int) -> str:
        """The whole note with this number, about 2.2 kB; one in a hundred has something wrong."""
        size = self.random.lognormvariate(7.2, 0.8)
        foreign = 0.3 if self.random.random() < 0.4 else 0.0
        parts = [f"# {self.phrase(3).title()}"]
        length = 0
        while length < size:
            parts.append(self.block(foreign))
            length += len(parts[-1])
        if parts[-1].startswith(("#", "```", "$$")) or self.random.random() < 0.97:
            heading = self.random.choice([part for part in parts if part.startswith("#")])
            self.anchors.append(f"{self.names[number]}#{heading.lstrip('# ')}")
        else:
            parts[-1] += f" ^block{number}" if parts[-1][0].isalpha() else f"\n\n^block{number}"
            self.anchors.append(f"{self.names[number]}#^block{number}")
        text = "\n\n".join(parts) + "\n"
        if self.random.random() < 0.9:
            text = self.properties() + text
        if self.random.random() < 0.01:
            text += self.random.choice(
                ("Itâ€™s [[ Home ]].\n", "due\u00a0[[Home]] now\n", "café Ã©\n")
            )
        return text

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file of the vault: its path there, and its bytes."""
        for name in self.pictures:
            folder = self.random.choice(self.all_folders[1:])
            yield f"{folder}/{name}", PICTURE
        for number in range(len(self.names)):
            yield f"{self.path(number)}.md", self.note(number).encode()


def make_vault(root: Path, notes: int, seed: int) -> None:
    """Write a vault with so many notes into a folder that is not there yet."""
    root.mkdir(parents=True)
    (root / ".obsidian").mkdir()
    writer = Writer(notes, seed)
    for folder in writer.all_folders:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for path, content in writer.files():
        (root / path).write_bytes(content)


def main() -> None:
    """Write the vault that the command line asks for, and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("notes", type=int)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    make_vault(arguments.folder, arguments.notes, arguments.seed)
    sys.stdout.write(count_vault(arguments.folder).text())


if __name__ == "__main__":
    main()
