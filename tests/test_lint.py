"""Running rules over notes: a rule that fails harms only itself, and only in that note."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from itertools import combinations_with_replacement

import pytest

from vaultlint import lint, suppress
from vaultlint.active import ActiveRule
from vaultlint.finding import Finding, Level, Span
from vaultlint.lint import check_path
from vaultlint.note import Note
from vaultlint.patience import OutOfTimeError, patience
from vaultlint.rule import NoOptions, rule
from vaultlint.vault import Vault

VAULT = Vault.of({"Good.md": "good\n", "Bad.md": "bad\n", "Wide.md": "bad".encode("utf-16")})


@rule(level=Level.WARNING, preset="recommended")
def every_note(note: Note, options: NoOptions) -> Iterator[Finding]:
    yield Finding(Span(1, 3), "here")


@rule(level=Level.WARNING, preset="recommended")
def failing(note: Note, options: NoOptions) -> Iterator[Finding]:
    yield Finding(Span(0, 1), "before the failure")
    if "bad" in note.text:
        raise ValueError("no good")


@rule(level=Level.ERROR, preset="recommended", any_encoding=True)
def encoded(note: Note, options: NoOptions) -> Iterator[Finding]:
    if note.encoding:
        yield Finding(Span(0, 0), note.encoding, level=Level.INFO)


RULES = [ActiveRule(one, NoOptions()) for one in (every_note, failing, encoded)]


def test_a_failing_rule_harms_only_itself_and_only_there() -> None:
    paths = ("Good.md", "Bad.md", "Wide.md", "Gone.md")
    good, bad, wide, gone = (check_path(path, VAULT, RULES) for path in paths)
    assert [one.finding.message for one in good.findings] == ["before the failure", "here"]
    assert not good.crashes
    assert [one.finding.message for one in bad.findings] == ["here"]
    assert [one.error for one in bad.crashes] == ["ValueError: no good"]
    assert "Traceback" in bad.crashes[0].trace
    assert [one.finding.message for one in wide.findings] == ["utf-16-le"]
    assert [one.rule for one in gone.findings] == [lint.UNREADABLE]
    (missing,) = gone.findings
    assert missing.level is Level.ERROR
    place = missing.line, missing.column, missing.end_line, missing.end_column, missing.excerpt
    assert place == (1, 1, 1, 1, "")


@rule(level=Level.WARNING, preset="recommended")
def stubborn(note: Note, options: NoOptions) -> Iterator[Finding]:
    yield Finding(Span(0, 1), "before it hangs")
    with contextlib.suppress(OutOfTimeError):
        while True:
            pass


def test_a_rule_that_is_stopped_says_nothing_and_the_others_go_on() -> None:
    rules = [ActiveRule(one, NoOptions()) for one in (every_note, stubborn, failing, stubborn)]
    with patience.limited(0.3):
        good = check_path("Good.md", VAULT, rules)
    assert [one.finding.message for one in good.findings] == ["before the failure", "here"]
    assert [one.rule for one in good.crashes] == [stubborn.id, stubborn.id]
    assert all("OutOfTimeError" in one.error for one in good.crashes)


@pytest.mark.parametrize(
    ("configured", "own", "final"),
    [
        (None, None, Level.WARNING),
        (None, Level.INFO, Level.INFO),
        (Level.ERROR, Level.INFO, Level.ERROR),
    ],
)
def test_the_configured_level_beats_the_findings_own(
    configured: Level | None, own: Level | None, final: Level
) -> None:
    finding = ActiveRule(every_note, NoOptions(), configured).stamp(
        Finding(Span(0, 1), "here", level=own)
    )
    assert (finding.level, finding.rule) == (final, every_note.id)


def test_places_count_from_one_and_crlf_is_one_line_end() -> None:
    note = Note.from_text("\ufeffa\r\nb 😀 c\r\n")
    located = lint.locate(note, Finding(Span(6, 9), "here", rule="r", level=Level.INFO))
    assert (located.line, located.column, located.end_line, located.end_column) == (2, 3, 2, 6)
    assert located.excerpt == "b 😀 c"
    assert located.excerpt_column == 1


@pytest.mark.parametrize("text", ["", "ab\ncd\n\nef", "ab\r\ncd\r\n", "\ra\rb", "\nab\r\n\rc\n"])
def test_both_ends_of_a_finding_are_where_the_lines_say(text: str) -> None:
    note = Note.from_text(text)
    for start, end in combinations_with_replacement(range(len(text) + 1), 2):
        located = lint.locate(note, Finding(Span(start, end), "here"))
        assert (located.line, located.column) == note.lines.position(start)
        assert (located.end_line, located.end_column) == note.lines.position(end)


def test_of_a_long_line_a_stretch_around_the_finding_is_kept() -> None:
    line = "".join(f"{number:04}" for number in range(1000))
    located = lint.locate(Note.from_text(f"first\n{line}\nlast\n"), Finding(Span(2006, 9), "here"))
    assert (located.line, located.column) == (2, 2001)
    assert 1 < located.excerpt_column < located.column
    first = located.excerpt_column - 1
    assert line[first : first + len(located.excerpt)] == located.excerpt
    assert first + len(located.excerpt) > located.column
    assert len(located.excerpt) < 1000


def test_suppressions_that_fail_leave_nothing_to_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> list[Finding]:
        raise RuntimeError("broken")

    monkeypatch.setattr(suppress, "apply_suppressions", broken)
    vault = Vault.of({"Good.md": "good %% vaultlint-disable %%\n"})
    result = check_path("Good.md", vault, RULES)
    assert not result.findings
    assert [one.error for one in result.crashes] == ["RuntimeError: broken"]
