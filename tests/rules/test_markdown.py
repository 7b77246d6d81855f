"""Rules about Markdown: what they find and leave alone; their first looks spare nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from vaultlint.rules.markdown import (
    broken_callout,
    broken_table,
    duplicate_block_id,
    leftover_placeholder,
    unclosed_code,
    unclosed_comment,
    unclosed_math,
)

from vaultlint.finding import Finding, Safety, apply_edits
from vaultlint.note import Note
from vaultlint.rule import Rule
from vaultlint.settings import Settings
from vaultlint.vault import Vault

VAULT = Vault.of({})
TYPES = (
    "note", "abstract", "summary", "tldr", "info", "todo", "tip", "hint", "important", "success",
    "check", "done", "question", "help", "faq", "warning", "caution", "attention", "failure",
    "fail", "missing", "danger", "error", "bug", "example", "quote", "cite",
)  # fmt: skip
PIECES = (
    "[!note]", "[!tip]-", "[!my-type]", "[!note", "[! note]", "[!", "[![", "> ", ">", ">> ", "- ",
    "1. ", "# ", "#tag", "Title", "text", "|", "| a | b |", "|--|--|", "|---|", "-- | --", "-|-",
    "| a | b | c |", "a | b", "\\|", "`", "```", "````", "~~~", "```js", "%%", "$$", "[[a|b]]",
    "{{title}}", "<!--", "-->", "    ", "\t", " ", "\n", "\n", "\n", "\n\n", "\r\n", "\r", "^id",
    "---", "é",
)  # fmt: skip
TABLE_LINES = (
    "| a | b |", "| a  | b  |", "| a \\| b |", "| a \\| b | c |", "a | b", "a \\| b", "| a |  |\t",
    "| - | - |", "|--|:-:|", "-|-", "--- | ---", "--  |", "| -l | --long |", "| a | b | c |", "|",
    "text", "```", "```js", "````", "``` a`", "~~~", "# heading", "#tag", "> [!note] a", "> a",
    "> | a | b |", "> |---|---|", "> > [!note]", "[!note] a", "    [!note] a", "<!-- a -->", "<!--",
    "-->", "%% a %%", "%%", "%%  ", "<% a %>", "a ^id", "- a", "- | a | b |", "    ```", "  ", "",
    "  | a | b |", "  |---|---|", "$$",
)  # fmt: skip
SAMPLE = 150  # of the real notes: to parse them all takes long


def found(rule: Rule, text: str, path: str = "Note.md") -> Sequence[Finding]:
    return list(rule.run(Note.from_text(text, path), rule.options(), VAULT))


def fixed(rule: Rule, text: str) -> str:
    """The text after the safe fixes of a rule's findings."""
    fixes = [f.fix for f in found(rule, text) if f.fix and f.fix.safety is Safety.SAFE]
    return apply_edits(text, [edit for fix in fixes for edit in fix.edits])


def assert_looks_spare_nothing(note: Note) -> int:
    """What a rule finds in a note is no less for its first look; returns how much it finds."""
    count = 0
    for module in broken_callout, broken_table:
        rule = module.check
        looked = list(rule.run(note, rule.options(), VAULT))
        if module is broken_table and not note.may_hold_table:
            looked = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "may_be_broken", lambda *_: True)
            assert looked == list(rule.run(note, rule.options(), VAULT)), note.text
        count += len(looked)
    return count


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=15).map("".join))
def test_first_looks_spare_no_finding(text: str) -> None:
    assert_looks_spare_nothing(Note.from_text(text))


def test_first_looks_spare_no_finding_in_longer_texts() -> None:
    chance = random.Random(1)
    texts = ("".join(chance.choices(PIECES, k=40)) for _ in range(300))
    assert sum(assert_looks_spare_nothing(Note.from_text(text)) for text in texts) > 5


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(TABLE_LINES), max_size=9), st.sampled_from(["\n", "\r\n", "\r"]))
def test_first_looks_spare_no_table(lines: list[str], newline: str) -> None:
    assert_looks_spare_nothing(Note.from_text(newline.join(lines)))


def test_first_looks_spare_no_table_in_longer_texts() -> None:
    chance = random.Random(4)
    texts = ("\n".join(chance.choices(TABLE_LINES, k=30)) for _ in range(400))
    assert sum(assert_looks_spare_nothing(Note.from_text(text)) for text in texts) > 50


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from((*PIECES, "^id", " ^id", "\n^ID\n", "\ufeff", "2")), max_size=15))
def test_ids_that_stand_there_twice(pieces: list[str]) -> None:
    note = Note.from_text("".join(pieces))
    blocks = ((name, note.block_at(span.start)) for name, span in note.block_ids)
    names = [name for name, block in blocks if block and block.kind != "heading"]
    assert len(found(duplicate_block_id.check, note.text)) == len(names) - len(set(names))


def test_first_looks_spare_no_finding_in_real_notes(shared: Path) -> None:
    paths = sorted((shared / "vaults").glob("*/**/*.md"))
    for path in random.Random(2).sample(paths, SAMPLE):
        assert_looks_spare_nothing(Note("Note.md", path.read_bytes()))


def test_code_is_open_where_its_last_fence_is_taken_away(shared: Path) -> None:
    paths = sorted((shared / "vaults").glob("*/**/*.md"))
    tried = 0
    for path in random.Random(3).sample(paths, SAMPLE):
        note = Note("Note.md", path.read_bytes())
        assert not found(unclosed_code.check, note.text)
        blocks = [b for b in note.blocks if b.kind == "code" and b.marker and b.parent is None]
        if not blocks or "```" in note.text[blocks[-1].span.end :]:
            continue
        tried += 1
        start, end = blocks[-1].span
        fence = note.text.rindex(blocks[-1].marker, start, end)
        text = note.text[:fence] + note.text[end:] + "\nMore text.\n"
        assert [finding.span.start for finding in found(unclosed_code.check, text)] == [start]
    assert tried > 10


@pytest.mark.parametrize("opener", ["```", "````", "~~~", "```js", "   ```", "~~~~ a `b`"])
@pytest.mark.parametrize("below", ["a", "```x", "``", "~~", "> ```", "    ~~"])
def test_code_is_closed_by_as_long_a_fence_alone(opener: str, below: str) -> None:
    marker = opener.strip(" ")[: 4 if opener.strip(" ").startswith(("````", "~~~~")) else 3]
    closes = below.strip("> ") == marker
    text = f"# A\n\n{opener}\n{below}\n\nb\n"
    assert bool(found(unclosed_code.check, text)) != closes
    for closer in (marker, marker + marker[0], marker + " \t"):
        assert not found(unclosed_code.check, f"{text}{closer}\n\nc\n")


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("%%\na\n", True),
        ("a\n%% b\nc\n\n%% d %%\n", False),  # the last line may end it
        ("%%\na\n%%\n\n%%\nb\n", True),
        ("a %%b%% c\n\n%%\nd\n", True),
        ("a %%b\n\n%%\nd\n", False),  # it may end what began in the first line
        ("```\n%%\n```\n\n%%\nd\n", False),  # counted as text, they are in pairs
        ("```\n%%\n%%\n```\n\n%%\nd\n", True),
        ("%%%\na\n", False),
        ("- %%\n  a\n", False),
        ("---\na: '%%'\n---\n%%\nb\n", True),
        ("%%\r\na\r\n", True),
    ],
)
def test_comments_that_are_surely_open(text: str, is_open: bool) -> None:
    assert bool(found(unclosed_comment.check, text)) == is_open


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("$$\na\n", True),
        ("$$\na\n$$\n\n$$\nb\n", True),
        ("$$a$$ b\n\n$$\nc\n", True),
        ("a $$\nb\n$$\nc\n", False),
        ("$$ each\na\n", False),
        ("$$ \\frac{a}{b}\nc\n", True),
        ("$$$\na\n", False),
        ("\\$$\na\n", False),
        ("`$$`\n\n$$\nb\n", False),
        ("<!-- $$ -->\n\n$$\nb\n\n$$\nc\n\n$$\nd\n", False),
        ("> $$\n> a\n", False),
    ],
)
def test_math_that_is_surely_open(text: str, is_open: bool) -> None:
    assert bool(found(unclosed_math.check, text)) == is_open


@pytest.mark.parametrize("rule", [unclosed_comment.check, unclosed_math.check, unclosed_code.check])
def test_what_is_open_in_a_template_is_left_alone(rule: Rule) -> None:
    note = Note.from_text("$$\n%%\n```\na\n", "T/A.md", Settings(template_folders=("T",)))
    assert not list(rule.run(note, rule.options(), VAULT))


@pytest.mark.parametrize("kind", [*TYPES, "NOTE", "Tip"])
@pytest.mark.parametrize("title", ["Title", "**Title**", "标题", "«Titre»", "1. a"])
def test_a_glued_title_makes_no_callout_until_it_is_fixed(kind: str, title: str) -> None:
    text = f"> [!{kind}]{title}\n> Text.\n"
    assert Note.from_text(text).callouts == ()
    after = Note.from_text(fixed(broken_callout.check, text))
    assert [(c.type, c.title) for c in after.callouts] == [(kind.lower(), title)]
    assert not found(broken_callout.check, after.text)


@settings(max_examples=200, deadline=None)
@given(st.text("ab [!]()|+-:*`<\\>#", max_size=12))
def test_no_finding_speaks_of_a_callout(rest: str) -> None:
    for text in (f"> [!note]{rest}\n", f"> [!note]\n> {rest}\n", f"[!note]{rest}\n"):
        callouts = {callout.span.start for callout in Note.from_text(text).callouts}
        assert not callouts & {f.span.start for f in found(broken_callout.check, text)}


@given(st.integers(1, 4), st.lists(st.integers(1, 6), max_size=4), st.booleans())
@settings(deadline=None)
def test_rows_are_wide_that_have_more_cells_than_the_header(
    columns: int, rows: list[int], outer: bool
) -> None:
    def row(cell: str, count: int) -> str:
        joined = " | ".join([cell] * count)
        return f"| {joined} |" if outer else joined

    assume(outer or columns > 1)
    table = [row("a", columns), row("---", columns), *(row("b", count) for count in rows)]
    wide = [number for number, count in enumerate(rows, 2) if count > columns]
    text = "\n".join(table) + "\n"
    at = [text.count("\n", 0, f.span.start) for f in found(broken_table.check, text)]
    assert at == ([0] if len(wide) == len(rows) > 1 else wide)


@pytest.mark.parametrize("quote", ["", "> ", ">", "> > "])
@pytest.mark.parametrize("above", ["Text.", "#tag", "- item", "**b**", "key:: value", "![[a.png]]"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_table_below_text_is_one_below_a_blank_line(quote: str, above: str, newline: str) -> None:
    lines = [above, "| a | b |", "| - | - |", "| c | d |", "", "End."]
    text = newline.join(["Begin.", "", *(quote + line for line in lines), ""])
    assert [f.span.start for f in found(broken_table.check, text)] == [text.index("| a")]
    after = fixed(broken_table.check, text)
    assert not found(broken_table.check, after)
    blank = after.splitlines()[after.splitlines().index(quote + "| a | b |") - 1]
    assert blank == quote.rstrip(" ")
    assert after.replace(blank + newline, "") == text.replace(blank + newline, "")
    assert sum(block.kind == "table" for block in Note.from_text(after).blocks) == 1


@pytest.mark.parametrize(
    "path",
    [
        "Templates/2024-01-01.md", "my templates/2024-01-01.md", "Vorlagen/2024-01-01.md",
        "Modèles/2024-01-01.md", "模板/2024-01-01.md", "Plantillas/2024-01-01.md",
        "Daily 2024-01-01 template.md", "_tmpl/2024-01-01.md", "_scripts/2024-01-01.md",
        "Шаблоны/2024-01-01.md", "テンプレート/2024-01-01.md",
    ],
)  # fmt: skip
def test_placeholders_stay_where_templates_are(path: str) -> None:
    assert found(leftover_placeholder.check, "# {{title}}\n", "2024-01-01.md")
    assert not found(leftover_placeholder.check, "# {{title}}\n", path)


@pytest.mark.parametrize(
    ("text", "is_left"),
    [
        ("{{title}}", True),
        ("{{DATE:YYYY-MM-DD}}", True),
        ("[[{{date}}|today]]", True),
        ("---\na: {{date}}\n---\n", True),
        ("---\ndate: '{{date}}'\n---\n", True),
        ("---\ndate: 2024-01-01\n---\n{{date}}", False),
        ("<% tp.file.title %>", True),
        ("<%+ await tp.file.include('a') -%>", True),
        ("{{ title }}", False),
        ("{{title|upper}}", False),
        ("{{title}} {{author}}", False),
        ("{{content}}", False),
        ("<%= title %>", False),
        ("<% title %>", False),
        ("<% tp.file.title", False),
        ("`{{title}}`", False),
        ("In a template, {{title}} is the title.", False),
    ],
)
def test_placeholders_in_a_daily_note(text: str, is_left: bool) -> None:
    assert bool(found(leftover_placeholder.check, text, "2024-01-01.md")) == is_left
