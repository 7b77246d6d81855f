"""No canvas and no base drives its rule, or what lists its references, beyond linear time."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from vaultlint.kinds import kind_of
from vaultlint.note import Note
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault
from vaultlint.vault.outgoing import outgoing

from .hostile_bench import seconds
from .timing import grows_too_fast

_SMALL = 10_000  # characters

RULES = find_rules()
VAULT = Vault.of({"Home.md": "# H\n", "B.base": "views:\n  - name: V\n    type: table\n"})


def repeat(piece: str) -> Callable[[int], str]:
    return lambda size: piece * (size // len(piece))


def card(piece: str) -> Callable[[int], str]:
    return lambda size: json.dumps({"nodes": [{"type": "text", "text": repeat(piece)(size)}]})


def nodes(piece: str) -> Callable[[int], str]:
    return lambda size: f'{{"nodes": [{", ".join([piece] * (size // len(piece)))}]}}'


def lines(before: str, piece: str, behind: str = "") -> Callable[[int], str]:
    return lambda size: before + repeat(piece)(size) + behind


TEXTS: dict[str, tuple[str, Callable[[int], str]]] = {
    "brackets": ("B.canvas", repeat("[")),
    "objects": ("B.canvas", repeat('{"a":')),
    "no end": ("B.canvas", lines('["', "\\n")),
    "escapes": ("B.canvas", card("\n\\\U0001f4b0")),
    "links": ("B.canvas", card("[[Gone]]\n")),
    "own links": ("B.canvas", card("[[#Gone]]\n")),
    "open links": ("B.canvas", card("[[")),
    "places": ("B.canvas", card("[[Home#Gone]] ")),
    "nodes": ("B.canvas", nodes('{"id": "a"}')),
    "files": ("B.canvas", nodes('{"id": "a", "type": "file", "file": "Gone.md"}')),
    "dangling edges": (
        "B.canvas",
        lines('{"edges": [{}', ', {"fromNode": "a-b", "toNode": "c"}', "]}"),
    ),
    "strings": ("B.base", lines("formulas:\n  a: |\n", '    link("Gone")\n')),
    "escaped quotes": ("B.base", lines('formulas:\n  a: "', '\\"\\\\', '"')),
    "quotes in quotes": ("B.base", lines("formulas:\n  a: '", "''Gone\\", "'")),
    "patterns": ("B.base", lines('formulas:\n  a: |\n    "', "/a\\")),
    "signs": ("B.base", lines('formulas:\n  a: |\n    "x"', "(")),
    "views": ("B.base", lines("views:\n", "  - type: t\n")),
    "filters": ("B.base", lines("filters:\n  and:\n", "    - and: x\n")),
    "flow": ("B.base", lines("filters: ", "[")),
    "fences": ("N.md", repeat('```base\nfilters: link("Gone")\n```\n')),
    "open fences": ("N.md", repeat("```base\n")),
    "words": ("N.md", repeat("base ")),
    "blanks": ("N.md", lines("```", " ", "base")),
    "unknown views": ("N.md", repeat("![[B.base#W]]\n")),
    "views of nothing": ("N.md", repeat(".base#")),
}


def work_on(path: str) -> Callable[[str], None]:
    rule = RULES["broken-canvas" if kind_of(path) == "canvas" else "broken-base"]

    def work(text: str) -> None:
        note = Note.from_text(text, path)
        list(rule.run(note, rule.options(), VAULT))
        outgoing(note)

    return work


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_takes_linear_time(name: str) -> None:
    path, text = TEXTS[name]
    work = work_on(path)
    assert not grows_too_fast(lambda size: seconds(work, text(size)), _SMALL)
