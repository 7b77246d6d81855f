"""The sentences, words, lines of symbols, and what only looks damaged, all written for this."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


def _sections(name: str) -> dict[str, list[str]]:
    """The lines of a file below each of its `==` headings."""
    sections: dict[str, list[str]] = {}
    for line in (_HERE / name).read_text("utf-8").splitlines():
        if line.startswith("== "):
            lines = sections.setdefault(line.removeprefix("== "), [])
        elif line:
            lines.append(line)
    return sections


@cache
def sentences() -> dict[str, list[str]]:
    """Sentences as people write them into notes, by language."""
    return _sections("sentences.txt")


@cache
def short_texts() -> dict[str, list[str]]:
    """Texts too short to say much of themselves: words, capitals, symbols."""
    return _sections("short.txt")


@cache
def hard_texts() -> dict[str, list[str]]:
    """Sound lines with characters that damage would bring, by subject."""
    return _sections("hard.txt")
