"""What is in a vault, by plain patterns: to compare a made vault with real ones."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath

PER_NOTE = {
    "internal links": r"\[\[[^\[\]\n]*\]\]|\]\((?!\w+:)[^()\n]*\.md\)",
    "Markdown links to notes": r"\]\((?!\w+:)[^()\n]*\.md\)",
    "links to a heading or block": r"\[\[[^\[\]|\n#]*#",
    "embeds": r"!\[\[",
    "links to the web": r"\]\(https?:",
    "headings": r"^#{1,6} ",
    "tasks": r"^[ \t]*[-*] \[.\] ",
    "callouts": r"^> ?\[!",
}
"""Things counted in every note, outside code blocks: what they are called, and a pattern."""

PROPERTIES = re.compile(r"---\r?\n")
ALIASES = re.compile(r"^aliases:[ \t]*(?:\n[ \t]*- |\[[^\]])", re.MULTILINE)
CODE = re.compile(r"^(```|~~~).*?(?:^\1|\Z)", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[\[([^\[\]|#\n]+)")
PATTERNS = {name: re.compile(pattern, re.MULTILINE) for name, pattern in PER_NOTE.items()}


@dataclass
class VaultStatistics:
    """Counts over a whole vault."""

    notes: int = 0
    size: int = 0
    attachments: int = 0
    folders: int = 0
    depth: int = 0
    with_properties: int = 0
    with_aliases: int = 0
    all_ascii: int = 0
    code_blocks: int = 0
    dead_links: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PER_NOTE, 0))

    def text(self) -> str:
        """A few lines for people."""
        notes = self.notes or 1
        links = self.counts["internal links"] or 1
        lines = [
            f"{self.notes:,} notes, {self.size / 1e6:.1f} MB",
            f"{self.size / notes:,.0f} bytes a note",
            f"{notes / max(self.folders, 1):.1f} notes a folder, nested up to {self.depth} deep",
            f"{notes / max(self.attachments, 1):.1f} notes an attachment",
            f"{self.with_properties / notes:.1%} with properties, "
            f"{self.with_aliases / notes:.1%} with aliases, {self.all_ascii / notes:.1%} all ASCII",
            f"{self.dead_links / links:.1%} of the internal links are wikilinks to no file",
            f"{self.code_blocks / notes:.2f} code blocks a note",
            *(f"{count / notes:.2f} {name} a note" for name, count in self.counts.items()),
        ]
        return "\n".join(lines) + "\n"


def files_of(root: Path) -> Iterator[Path]:
    """Every file of a vault in a fixed order, without those that Obsidian hides."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def is_note(path: Path) -> bool:
    """Whether a file is a note."""
    return path.suffix.lower() == ".md"


def count_vault(root: Path) -> VaultStatistics:
    """Count what is in the vault below a folder."""
    found = VaultStatistics()
    names: set[str] = set()
    folders: set[Path] = set()
    targets: list[str] = []
    for path in files_of(root):
        folders.update(path.relative_to(root).parents)
        names.add(path.name.lower())
        if not is_note(path):
            found.attachments += 1
            continue
        content = path.read_bytes()
        text = content.decode(errors="replace")
        found.notes += 1
        found.size += len(content)
        found.all_ascii += text.isascii()
        if PROPERTIES.match(text):
            found.with_properties += 1
            found.with_aliases += ALIASES.search(text) is not None
        text, code_blocks = CODE.subn("", text)
        found.code_blocks += code_blocks
        for name, pattern in PATTERNS.items():
            found.counts[name] += len(pattern.findall(text))
        targets += (PurePath(target).name.lower() for target in LINK.findall(text))
    found.folders = max(len(folders) - 1, 0)
    found.depth = max((len(folder.parts) for folder in folders), default=0)
    found.dead_links = sum(
        target not in names and f"{target}.md" not in names for target in targets
    )
    return found


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        sys.stdout.write(f"{argument}\n{count_vault(Path(argument)).text()}\n")
