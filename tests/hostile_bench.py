"""How long a note takes: every view of it, its check, its fix, with every rule there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import pytest

from vaultlint.active import ActiveRule
from vaultlint.finding import Safety
from vaultlint.fix import fix_note
from vaultlint.lint import check_note
from vaultlint.note import Note
from vaultlint.rule_files import find_rules
from vaultlint.schemas import PropertySchema, Schema
from vaultlint.vault import Vault

from .timing import seconds_of

VIEWS: Sequence[str] = tuple(
    name
    for kind in Note.__mro__
    for name, value in vars(kind).items()
    if isinstance(value, cached_property | property) and name not in ("text", "encoding")
)
"""What a note can be asked for."""


_SCHEMA = Schema(
    "all",
    required=("title", "a"),
    properties=(
        PropertySchema("a", enum=("x", "y"), default="x"),
        PropertySchema("tags", kind="tags", pattern="[a-z]+", unique=True),
        PropertySchema("title", kind="text", link_to=("Places", "#b"), default=("x", "y")),
    ),
    additional=False,
)

# What makes the rules look that look for little or nothing without.
_OPTIONS: Mapping[str, Mapping[str, object]] = {
    "mojibake": {"code": True},
    "ambiguous-link": {"all": True},
    "link-format": {"format": "absolute"},
    "link-style": {"style": "markdown"},
    "missing-property": {"schemas": (_SCHEMA,)},
    "schema-violation": {"schemas": (_SCHEMA,)},
    "unknown-property": {"properties": ("title",)},
}


class Bench:
    """A small vault, with every rule turned on."""

    def __init__(self, folder: Path) -> None:
        (folder / ".obsidian").mkdir()
        for name in ("a", "Anna Keller", "Places/Hill", "Reports/Mill", "Noté 1"):
            file = folder / f"{name}.md"
            file.parent.mkdir(exist_ok=True)
            file.write_text("# h\n\nText ^b\n", "utf-8")
        self.vault = Vault.open(folder)
        self.rules = tuple(
            ActiveRule(rule, rule.options(**_OPTIONS.get(rule.id, {})))
            for rule in find_rules().values()
        )

    def view(self, text: str) -> None:
        """Ask a note of this text for every view of it."""
        note = Note.from_text(text)
        for name in VIEWS:
            getattr(note, name)

    def check(self, text: str) -> None:
        """Check a note of this text; no rule may crash."""
        assert not check_note(Note.from_text(text), self.vault, self.rules).crashes

    def fix(self, text: str) -> None:
        """Check a note of this text and fix whatever can be fixed."""
        outcome = fix_note(Note.from_text(text), self.vault, self.rules, Safety.UNSAFE)
        assert not outcome.result.crashes


def open_bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A fixture."""
    return Bench(tmp_path_factory.mktemp("vault"))


def seconds(work: Callable[[str], None], text: str) -> float:
    """The processor's time that the work on a text takes."""
    return seconds_of(lambda: work(text))
