"""What each format writes for the same results."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from vaultlint import __version__
from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lint import Crash, Located, NoteResult
from vaultlint.report import Place, Report, Tally
from vaultlint.report.github import GithubReport
from vaultlint.report.json import JsonReport
from vaultlint.report.output import Output, write_alike
from vaultlint.report.text import TextReport

PLACE = Place(Path("/home/me/vault"), Path("/home/me/vault"))


class Stream(io.StringIO):
    """A stream that may be a terminal, and may have an encoding with few characters."""

    def __init__(self, terminal: bool = False, encoding: str = "utf-8") -> None:
        super().__init__()
        self._terminal = terminal
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return self._terminal

    def write(self, text: str) -> int:
        text.encode(self._encoding)
        return super().write(text)


def located(
    path: str,
    line: int,
    message: str = "`[[ x ]]` is padded",
    *,
    rule: str = "link-padding",
    level: Level = Level.WARNING,
    cause: str | None = None,
    fix: Fix | None = None,
) -> Located:
    finding = Finding(Span(0, 3), message, fix, cause=cause)
    return Located(path, rule, level, finding, line, 4, line, 7, "Go [[ x ]] now")


SAFE = Fix("remove the blanks", (Edit(Span(0, 1), ""),), Safety.SAFE)
UNSAFE = Fix("link to `Y`", (Edit(Span(0, 1), "Y"),), Safety.UNSAFE)
NO_X = located("Sub/B.md", 5, "no X", rule="unresolved-link", level=Level.INFO, cause="no note X")
RESULTS = (
    NoteResult(
        "A.md",
        (
            located("A.md", 1, fix=SAFE),
            located("A.md", 2, "no X", rule="unresolved-link", level=Level.INFO, cause="no note X"),
            located("A.md", 3, "no X", rule="unresolved-link", level=Level.INFO, cause="no note X"),
        ),
    ),
    NoteResult("Clean.md", ()),
    NoteResult(
        "Sub/B.md",
        (
            located(
                "Sub/B.md", 5, "no X", rule="unresolved-link", level=Level.INFO, cause="no note X"
            ),
            located("Sub/B.md", 6, "no Z; did you mean Y?", rule="unresolved-link", fix=UNSAFE),
            located("Sub/B.md", 7, "30 February", rule="impossible-date", level=Level.ERROR),
        ),
    ),
)


def reported(report: Report, *results: NoteResult, tally: Tally | None = None) -> None:
    """Send results through a report, as a run does."""
    sums = tally if tally is not None else Tally()
    report.begin([PLACE])
    sums.add_files([result.path for result in results])
    for result in results:
        sums.add(PLACE, result, Level.WARNING)
        report.add(PLACE, result)
    report.finish(sums)


def text_of(*results: NoteResult, tally: Tally | None = None) -> str:
    stream = Stream()
    reported(TextReport(Output(stream, {})), *results, tally=tally)
    return stream.getvalue()


def test_text() -> None:
    assert text_of(*RESULTS) == (
        "A.md:1:4: warning link-padding: `[[ x ]]` is padded\n"
        "A.md:2:4: info unresolved-link: no X\n"
        "    and 2 more in 2 notes: no note X\n"
        "Sub/B.md:6:4: warning unresolved-link: no Z; did you mean Y?\n"
        "Sub/B.md:7:4: error impossible-date: 30 February\n"
        "\n"
        "6 problems in 2 of 3 notes: 1 error, 2 warnings, 3 info.\n"
        "  1  error    impossible-date\n"
        "  1  warning  link-padding\n"
        "  1  warning  unresolved-link\n"
        "  3  info     unresolved-link\n"
        "1 can be fixed: `vaultlint --fix`\n"
        "1 more can be fixed, to be looked over afterwards: `vaultlint --fix --unsafe-fixes`\n"
    )


def test_text_of_a_clean_run() -> None:
    assert text_of(NoteResult("A.md", ())) == "No problems in 1 note.\n"
    assert text_of(NoteResult("A.md", ()), NoteResult("B.md", ())) == "No problems in 2 notes.\n"
    assert text_of() == "No notes to check.\n"


def test_text_of_a_fix() -> None:
    tally = Tally("fix")
    tally.undo.append("vaultlint undo")
    tally.add_fix("A.md", [Finding(Span(0, 1), "", rule="link-padding")] * 2, None)
    tally.add_fix("B.md", [Finding(Span(0, 1), "", rule="mojibake")], None)
    assert text_of(NoteResult("A.md", ()), NoteResult("B.md", ()), tally=tally) == (
        "Fixed 3 problems in 2 notes:\n"
        "  2  link-padding\n"
        "  1  mojibake\n"
        "To take this back: `vaultlint undo`.\n"
        "No problems left in 2 notes.\n"
    )
    assert text_of(NoteResult("A.md", ()), tally=Tally("fix")) == (
        "Nothing to fix.\nNo problems in 1 note.\n"
    )


def test_text_of_a_refused_fix() -> None:
    tally = Tally("fix", unsafe_too=True)
    tally.add_fix("Sub/B.md", [], "the fix of unresolved-link would change a heading")
    assert text_of(RESULTS[2], tally=tally) == (
        "Sub/B.md:5:4: info unresolved-link: no X\n"
        "Sub/B.md:6:4: warning unresolved-link: no Z; did you mean Y?\n"
        "Sub/B.md:7:4: error impossible-date: 30 February\n"
        "\n"
        "Nothing was fixed.\n"
        "3 problems left in 1 of 1 note: 1 error, 1 warning, 1 info.\n"
        "  1  error    impossible-date\n"
        "  1  warning  unresolved-link\n"
        "  1  info     unresolved-link\n"
    )
    assert tally.exit_code == 1


def test_causes_are_grouped_over_the_run_but_not_over_vaults_rules_or_levels() -> None:
    other = Place(Path("/home/me/other"), Path("/home/me/vault"))
    stream = Stream()
    report = TextReport(Output(stream, {}))
    tally = Tally()
    report.begin([PLACE, other])
    for place in (PLACE, other):
        for number in range(3):
            path = f"{number}.md"
            result = NoteResult(path, (located(path, 1, "m", cause="c"),) * 2)
            tally.add(place, result, Level.WARNING)
            report.add(place, result)
    report.finish(tally)
    assert stream.getvalue().startswith(
        "0.md:1:4: warning link-padding: m\n"
        "    and 5 more in 3 notes: c\n"
        "/home/me/other/0.md:1:4: warning link-padding: m\n"
        "    and 5 more in 3 notes: c\n"
        "\n"
    )


def test_a_report_longer_than_its_memory_comes_out_in_order() -> None:
    results = [
        NoteResult(
            f"{number}.md",
            (
                located(f"{number}.md", 1, "ä" * 2000),
                located(f"{number}.md", 2, "m", cause=f"cause {number % 100}"),
            ),
        )
        for number in range(2000)
    ]
    lines = text_of(*results).split("\n")
    assert lines[0].startswith("0.md:1:4: warning")
    assert lines[1] == "0.md:2:4: warning link-padding: m"
    assert lines[2] == "    and 19 more in 19 notes: cause 0"
    assert lines[300].startswith("100.md:1:4:")
    assert lines[301].startswith("101.md:1:4:")
    assert lines[2201].startswith("4000 problems in 2000 of 2000 notes")


def test_text_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    stream = Stream(terminal=True)
    reported(TextReport(Output(stream, {"NO_COLOR": "1"})), RESULTS[0])
    assert stream.getvalue().startswith(
        "A.md:1:4: warning link-padding: `[[ x ]]` is padded\n"
        " 1 | Go [[ x ]] now\n"
        "   |    ^^^\n"
        "   = fix: remove the blanks (--fix)\n"
        "A.md:2:4: info unresolved-link: no X\n"
    )


@pytest.mark.parametrize(
    ("terminal", "environment", "coloured"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {"FORCE_COLOR": "1"}, True),
        (False, {"FORCE_COLOR": "0"}, False),
        (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour(terminal: bool, environment: dict[str, str], coloured: bool) -> None:
    stream = Stream(terminal)
    reported(TextReport(Output(stream, environment)), *RESULTS)
    assert ("\x1b[" in stream.getvalue()) is coloured


def test_json() -> None:
    stream = Stream()
    tally = Tally("fix")
    tally.add_fix("C.md", [Finding(Span(0, 1), "", rule="mojibake")], None)
    tally.add_fix("D.md", [], "it is gone by now")
    crashed = NoteResult("E.md", (), (Crash("E.md", "fragile", "ValueError: boom", "trace"),))
    reported(JsonReport(Output(stream)), *RESULTS, crashed, crashed, tally=tally)
    report = json.loads(stream.getvalue())
    assert list(report) == ["version", "vault", "findings", "summary"]
    assert report["version"] == __version__
    assert report["vault"] == "/home/me/vault"
    assert report["findings"][0] == {
        "path": "A.md",
        "rule": "link-padding",
        "level": "warning",
        "message": "`[[ x ]]` is padded",
        "line": 1,
        "column": 4,
        "end_line": 1,
        "end_column": 7,
        "fix": {"title": "remove the blanks", "safety": "safe"},
        "cause": None,
    }
    assert [(f["path"], f["line"], f["cause"]) for f in report["findings"][1:4]] == [
        ("A.md", 2, "no note X"),
        ("A.md", 3, "no note X"),
        ("Sub/B.md", 5, "no note X"),
    ]
    assert report["summary"] == {
        "files": 5,
        "files_with_findings": 2,
        "notes": 5,
        "notes_with_findings": 2,
        "findings": 6,
        "errors": 1,
        "warnings": 2,
        "infos": 3,
        "fixable": {"safe": 1, "unsafe": 1},
        "rules": {
            "impossible-date": {"findings": 1, "safe": 0, "unsafe": 0},
            "link-padding": {"findings": 1, "safe": 1, "unsafe": 0},
            "unresolved-link": {"findings": 4, "safe": 0, "unsafe": 1},
        },
        "fixed": {"mojibake": 1},
        "notes_fixed": 1,
        "not_fixed": [{"path": "D.md", "problem": "it is gone by now"}],
        "rule_errors": [
            {"rule": "fragile", "error": "ValueError: boom", "path": "E.md", "notes": 2}
        ],
    }


@pytest.mark.parametrize("places", [[], [PLACE], [PLACE, Place(Path("/b"), Path("/"))]])
def test_json_names_the_vaults(places: list[Place]) -> None:
    stream = Stream()
    report = JsonReport(Output(stream))
    report.begin(places)
    for place in places:
        report.add(place, RESULTS[2])
    report.finish(Tally())
    written = json.loads(stream.getvalue())
    roots = [str(place.root) for place in places]
    assert written["vault"] == (roots[0] if len(roots) == 1 else None)
    assert written.get("vaults") == (roots if len(roots) > 1 else None)
    assert [finding.get("vault") for finding in written["findings"]] == [
        root if len(roots) > 1 else None for root in roots for _ in RESULTS[2].findings
    ]


def test_json_holds_any_text_in_any_encoding() -> None:
    stream = Stream(encoding="ascii")
    path, message = "bad\udc92\n.md", "\x1b]0;\x07 \u202e 🌲 \ud800"
    reported(JsonReport(Output(stream)), NoteResult(path, (located(path, 1, message),)))
    finding = json.loads(stream.getvalue())["findings"][0]
    assert (finding["path"], finding["message"]) == (path, message)


def github_of(place: Place, result: NoteResult, **environment: str) -> str:
    stream = Stream()
    report = GithubReport(Output(stream, {}), environment)
    report.begin([place])
    report.add(place, result)
    report.finish(Tally())
    return stream.getvalue()


def test_github() -> None:
    assert github_of(PLACE, RESULTS[2]) == (
        "::notice file=Sub/B.md,line=5,col=4,endLine=5,endColumn=7,"
        "title=vaultlint unresolved-link::no X\n"
        "::warning file=Sub/B.md,line=6,col=4,endLine=6,endColumn=7,"
        "title=vaultlint unresolved-link::no Z; did you mean Y?\n"
        "::error file=Sub/B.md,line=7,col=4,endLine=7,endColumn=7,"
        "title=vaultlint impossible-date::30 February\n"
    )


def test_github_escapes_what_would_end_a_command() -> None:
    path = "a,b:c%\n::error::.md"
    line = github_of(
        PLACE, NoteResult(path, (located(path, 1, "100%\n::stop-commands::x\x1b[2J"),))
    )
    assert line == (
        "::warning file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3A.md,line=1,col=4,endLine=1,endColumn=7,"
        "title=vaultlint link-padding::100%25%0A::stop-commands::x‹U+001B›[2J\n"
    )


def test_github_paths_start_from_the_checkout() -> None:
    result = NoteResult("A.md", (located("A.md", 1),))
    assert "file=vault/A.md," in github_of(PLACE, result, GITHUB_WORKSPACE="/home/me")
    elsewhere = Place(Path("/home/me/vault"), Path("/tmp"))
    assert "file=vault/A.md," in github_of(elsewhere, result, GITHUB_WORKSPACE="/home/me")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_text_holds_any_path_and_message_in_any_encoding(encoding: str) -> None:
    path = "line\nbreak \x1b]0;title\x07 \udc92.md"
    message = "日本 \x9b31m \u202e \ud800 ‹"
    stream = Stream(encoding=encoding)
    reported(TextReport(Output(stream, {})), NoteResult(path, (located(path, 1, message),)))
    written = stream.getvalue()
    assert len(written.split("\n\n")[0].splitlines()) == 1
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(written)
    assert "U+001B" in written
    assert "0x92" in written


def test_machines_read_the_same_bytes_on_every_system() -> None:
    data = io.BytesIO()
    windows = io.TextIOWrapper(data, encoding="cp1252", newline="\r\n")
    write_alike(windows, "utf-8")
    output = Output(windows, {})
    output.line("日本")
    output.flush()
    windows.flush()
    assert data.getvalue() == "日本\n".encode()
