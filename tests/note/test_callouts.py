"""Callouts and tasks: obsidian.md sections 8 and 11.10."""

from __future__ import annotations

import pytest

from vaultlint.note import Note


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> [!NOTE]- T", ("note", "", "-", "T")),
        ("> [!tip|wide] T", ("tip", "wide", "", "T")),
        ("> [!my type]", ("my-type", "", "", "")),
        ("> [!note]+\n> text", ("note", "", "+", "")),
        (">[!note]   A [[b]]  \ntext", ("note", "", "", "A [[b]]")),
        ("- > [!a-b]\ttitle", ("a-b", "", "", "title")),
        ("> > [!note] inner", ("note", "", "", "inner")),
        ("> [!note]\r\n> text", ("note", "", "", "")),
    ],
)
def test_callout(text: str, expected: tuple[str, str, str, str]) -> None:
    (callout,) = Note.from_text(text).callouts
    assert (callout.type, callout.metadata, callout.fold, callout.title) == expected
    marker = text[slice(*callout.span)]
    assert marker.startswith("[!")
    assert marker.endswith("]" + callout.fold)


@pytest.mark.parametrize(
    "text",
    [
        "> text [!note]",
        "> [!note]T",
        "> [!note]*T*",
        "> [note] T",
        "> [!] T",
        ">\n> text\n> [!note]",
        ">\n> [!note]",
        ">\r> [!note]",
        "[!note] T",
        "- [!note] T",
        "> - [!note] T",
        "```\n> [!note]\n```",
        "",
    ],
)
def test_plain_quote(text: str) -> None:
    assert Note.from_text(text).callouts == ()


def test_nested_callouts_in_order() -> None:
    text = "> [!note]\n> > [!tip]- Inner\n> > text\n\n> [!quote]"
    assert [callout.type for callout in Note.from_text(text).callouts] == ["note", "tip", "quote"]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("- [x] a", ["x"]),
        ("* [/] b", ["/"]),
        ("1) [-] c", ["-"]),
        ("+ [ ] d\n\t1. [>] e", [" ", ">"]),
        ("> - [!] f", ["!"]),
        ("- [x] a\r\n- [\U0001f332] b", ["x", "\U0001f332"]),
        ("- [] a", []),
        ("- [xx] b", []),
        ("-[ ] c", []),
        ("- [x]", []),
        ("- [x](y)", []),
        ("[x] a", []),
        ("- a\n\n  [x] b", []),
        ("-\n  [x] b", []),
        ("-\r  [x] b", []),
    ],
)
def test_tasks(text: str, statuses: list[str]) -> None:
    tasks = Note.from_text(text).tasks
    assert [task.status for task in tasks] == statuses
    assert [text[slice(*task.span)] for task in tasks] == [f"[{status}]" for status in statuses]
