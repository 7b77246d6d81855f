"""A vault for each kind of link rot (obsidian.md section 10.2): each is found once, by one rule."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from vaultlint.check import Crew, check_notes
from vaultlint.config import CommandLine, load_config
from vaultlint.finding import Safety
from vaultlint.fix import fix_path
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault

# Those that are off by default are turned on where a row is theirs.
ALWAYS = ("links", "vault", "markdown", "recommended")
OFF = ("link-format", "link-style", "bare-url", "empty-note", "orphan-note", "self-link",
    "unused-attachment", "unreachable-heading",
)  # fmt: skip
FILES = {"Home.md": "# Start\n\nText. ^here\n", "img/pic.png": "", "Deep/Plan.md": "# Goals\n"}


class Row(NamedTuple):
    """A kind of rot.

    text: of the note that has it, `Note.md` beside FILES. files: what else there is. found: the
    rules that find something, each as often as it does, with the path where that is another one.
    fixed: the text after `--fix --unsafe-fixes`, None if it stays. rules: those to turn on.
    """

    text: str
    found: tuple[str, ...]
    files: Mapping[str, str] = {}
    fixed: str | None = None
    rules: tuple[str, ...] = ()
    options: str = ""


ROWS: dict[str, Row] = {
    "1 missing note": Row("[[Elsewhere]]\n", ("unresolved-link",)),
    "1 misspelt note": Row("[[Deep/Plna]]\n", ("unresolved-link",)),
    "2 missing attachment": Row("![[gone.png]]\n", ("missing-attachment",)),
    "3 attachment without extension": Row(
        "![[pic]]\n", ("missing-attachment",), fixed="![[pic.png]]\n"
    ),
    "4 missing heading": Row("[[Plan#Budget]]\n", ("unresolved-heading",)),
    "5 missing block": Row("[[Home#^there]]\n", ("unresolved-block",)),
    "5 missing footnote": Row("[[Home#[^7]]]\n", ("unresolved-block",)),
    "6 block without caret": Row(
        "[[Home#here]]\n", ("unresolved-block",), fixed="[[Home#^here]]\n"
    ),
    "7 ambiguous name": Row(
        "[[Twin]]\n",
        ("ambiguous-link",),
        {"a/Twin.md": "", "longer/Twin.md": ""},
        "[[a/Twin|Twin]]\n",
        options="[rules.ambiguous-link]\nall = true\n",
    ),
    "8 tie": Row("[[Twin]]\n", ("ambiguous-link",), {"a/Twin.md": "", "b/Twin.md": ""}),
    "9 alias": Row(
        "[[Base camp]]\n",
        ("alias-link",),
        {"Start.md": "---\naliases: [Base camp]\n---\n"},
        "[[Start|Base camp]]\n",
    ),
    "10 case": Row("See [[home]].\n", ("link-case",), fixed="See [[Home|home]].\n"),
    "11 pipe in a table": Row(
        "| a | b |\n|---|---|\n| [[Home|x]] | c |\n",
        ("unescaped-pipe",),
        fixed="| a | b |\n|---|---|\n| [[Home\\|x]] | c |\n",
    ),
    "14 blank in a destination": Row(
        "[t](My day.md)\n",
        ("unencoded-destination",),
        {"My day.md": ""},
        "[t](My%20day.md)\n",
    ),
    "15 not relative to the note": Row(
        "[t](Plan.md)\n",
        ("link-format",),
        fixed="[t](Deep/Plan.md)\n",
        rules=("link-format",),
        options='[rules.link-format]\nformat = "relative"\n',
    ),
    "16 name that breaks links": Row("", ("file-name Rock #1.md",), {"Rock #1.md": ""}),
    "17 URL in brackets": Row(
        "[[https://example.org/a]]\n",
        ("malformed-link",),
        fixed="<https://example.org/a>\n",
    ),
    "18 stored search": Row("[[## Goals]]\n", ("malformed-link",)),
    "18 nothing": Row("See [[]].\n", ("malformed-link",)),
    "19 self link": Row(
        "# Part\n\n[[Note#Part]]\n",
        ("self-link",),
        fixed="# Part\n\n[[#Part]]\n",
        rules=("self-link",),
    ),
    "20 redundant display": Row("[[Home|Home]]\n", ("redundant-display",), fixed="[[Home]]\n"),
    "20 extension": Row("[[Home.md]]\n", ("link-extension",), fixed="[[Home]]\n"),
    "21 stale path": Row("[[Old/Deep/Plan]]\n", ("unresolved-link",)),
    "21 path that still opens": Row(
        "[[Shelf/Book]]\n",
        ("stale-path",),
        {"Attic/Shelf/Book.md": ""},
        "[[Book]]\n",
    ),
    "22 hidden folder": Row("[[.trash/Old]]\n", ("unresolved-link",), {".trash/Old.md": ""}),
    "23 duplicate block id": Row("One ^a\n\nTwo ^a\n", ("duplicate-block-id",)),
    "26 dangling reference": Row("Text[^1]\n", ("undefined-footnote",)),
    "26 unused definition": Row("Text\n\n[^1]: Aside.\n", ("unused-footnote",)),
    "27 unused attachment": Row(
        "", ("unused-attachment img/pic.png",), rules=("unused-attachment",)
    ),
    "28 canvas": Row(
        "",
        ("broken-canvas Map.canvas",),
        {
            "Map.canvas": '{"nodes": [{"id": "a", "type": "file", "file": "No.md", '
            '"x": 0, "y": 0, "width": 9, "height": 9}], "edges": []}'
        },
    ),
    "29 base": Row(
        "![[All.base#Chairs]]\n",
        ("broken-base",),
        {"All.base": "views:\n  - type: table\n    name: Tables\n"},
    ),
    "31 embed loop": Row("![[Other]]\n", ("embed-loop",), {"Other.md": "![[Note]]\n"}),
    "32 names alike": Row("", ("file-name Sub/home.md",), {"Sub/Home.md": "", "Sub/home.md": ""}),
    "34 settings": Row(
        "",
        ("broken-setting .obsidian/templates.json",),
        {".obsidian/templates.json": '{"folder": "Forms"}'},
    ),
    "37 comment": Row("Text\n\n%%\nhidden\n", ("unclosed-comment",)),
    "37 code": Row("```\ncode\n\n# Heading\n\ntext\n", ("unclosed-code",)),
    "37 math": Row("$$\nx\n\nText of the note.\n", ("unclosed-math",)),
    "37 callout": Row(
        "> [!note]Title\n> Text\n", ("broken-callout",), fixed="> [!note] Title\n> Text\n"
    ),
    "38 placeholder": Row(
        "Written on {{date}}.\n" + "A note with a text of its own.\n" * 20,
        ("leftover-placeholder",),
    ),
}


def check_vault(root: Path, row: Row) -> list[str]:
    """What is found in all of the vault."""
    config, vault = opened(root, row)
    paths = [*vault.files.paths]
    paths += (path for path in row.files if path.startswith(".obsidian/"))
    said: list[str] = []
    for result in check_notes(paths, vault, config.rules_for, Crew()):
        assert not result.crashes, result.crashes[0].trace
        for found in result.findings:
            own = result.path == "Note.md"
            said.append(found.rule if own else f"{found.rule} {result.path}")
    return said


def opened(root: Path, row: Row) -> tuple[Any, Vault]:
    (root / "vaultlint.toml").write_text(row.options, "utf-8")
    off = [rule for rule in OFF if rule not in row.rules]
    given = CommandLine(select=ALWAYS, ignore=tuple(off))
    return load_config(root, find_rules(), command_line=given), Vault.open(root)


@pytest.mark.parametrize("name", ROWS)
def test_it_is_found_once(name: str, tmp_path: Path) -> None:
    row = ROWS[name]
    for path, text in {"Note.md": row.text, **FILES, **row.files}.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    if len([*tmp_path.rglob("*.md")]) < sum(path.endswith(".md") for path in [*FILES, *row.files]):
        pytest.skip("this disk cannot hold both names")
    assert check_vault(tmp_path, row) == [*row.found]
    config, vault = opened(tmp_path, row)
    outcome = fix_path("Note.md", vault, config.rules_for("Note.md"), Safety.UNSAFE)
    assert outcome.problem is None, outcome.problem
    if row.fixed is not None:
        assert outcome.after.decode() == row.fixed
