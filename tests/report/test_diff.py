"""The unified diff: it leads from one text to the other, also through git, in linear time."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.timing import grows_too_fast, seconds_of
from vaultlint.report.diff import DiffReport, unified_diff
from vaultlint.report.output import Output

LINES = st.lists(
    st.sampled_from([b"a\n", b"b\n", b"c\r\n", b"\n", b"\xff\n", b"d\x0c\re\n"]), max_size=30
)
LAST = st.sampled_from([b"", b"end", b"\r"])
TEXTS = st.builds(lambda lines, last: b"".join(lines) + last, LINES, LAST)


def applied(before: bytes, diff: list[bytes]) -> bytes:
    """The text after a diff, by a reading of the format that shares nothing with the writer."""
    lines = [line + b"\n" for line in before.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    out: list[bytes] = []
    at = 0
    sign = b""
    for line in b"".join(diff).split(b"\n")[2:-1]:
        before_sign, sign = sign, line[:1]
        if sign == b"@":
            match = re.fullmatch(rb"@@ -(\d+)(,0)?(?:,\d+)? \+\d+(?:,\d+)? @@", line)
            assert match is not None
            start = int(match[1]) - (match[2] is None)
            out += lines[at:start]
            at = start
        elif sign == b"\\" and before_sign == b"+":
            out[-1] = out[-1].removesuffix(b"\n")
        elif sign == b"+":
            out.append(line[1:] + b"\n")
        elif sign in (b" ", b"-"):
            assert lines[at].removesuffix(b"\n") == line[1:]
            out += lines[at : at + 1] if sign == b" " else []
            at += 1
    return b"".join(out + lines[at:])


@given(TEXTS, TEXTS)
def test_the_diff_leads_from_before_to_after(before: bytes, after: bytes) -> None:
    diff = list(unified_diff(before, after, "Note.md"))
    if before == after:
        assert diff == []
    else:
        assert applied(before, diff) == after


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"one\ntwo\n", b"one\n2\n"),
        (b"one\r\ntwo\r\n", b"one\r\n2\r\n"),
        (b"no end", b"no end\n"),
        (b"end\n\n\n", b"end\n"),
        (b"\xef\xbb\xbfbom\n", b"bom\n"),
        (b"caf\xe9\n" * 30, b"caf\xc3\xa9\n" * 30),
        (b"a\rb\n", b"a\nb\n"),
        (b"".join(b"%d\n" % n for n in range(50)), b"".join(b"%d\n" % n for n in range(1, 50))),
    ],
)
@pytest.mark.parametrize(
    "name", ["Note.md", "Daily notes/ä ö.md", 'a "b"\tc\n\\d.md', "\x01\x1f\x7f\r.md"]
)
def test_git_applies_it(before: bytes, after: bytes, name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(before)
    diff = b"".join(unified_diff(before, after, name))
    # Outside of a repository: inside of one git looks for the files in its root.
    environment = {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent), "PATH": "/usr/bin:/bin"}
    result = subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"],
        input=diff,
        cwd=tmp_path,
        capture_output=True,
        env=environment,
        check=False,
    )
    assert result.returncode == 0, (result.stderr, diff)
    assert file.read_bytes() == after


def test_changes_far_apart_are_hunks_of_their_own() -> None:
    lines = [b"%d\n" % number for number in range(40)]
    changed = list(lines)
    changed[5] = b"five\n"
    changed[30] = b"thirty\n"
    assert b"".join(unified_diff(b"".join(lines), b"".join(changed), "Note.md")) == (
        b"--- a/Note.md\n+++ b/Note.md\n"
        b"@@ -3,7 +3,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
        b"@@ -28,7 +28,7 @@\n 27\n 28\n 29\n-30\n+thirty\n 31\n 32\n 33\n"
    )


@pytest.mark.parametrize(
    "texts",
    [
        lambda size: (b"> \n" * size, b">\n" * size),
        lambda size: (b"> \n" * size, b"> \n" * (3 * size // 4 + 1)),
        lambda size: (b"a\nb\n" * size, b"b\na\n" * (size + 1)),
        lambda size: (b"x" * 5 * size, b"y" * 5 * size),
    ],
    ids=["all lines", "lines gone", "lines swapped", "one line"],
)
def test_large_texts_take_linear_time(texts: Callable[[int], tuple[bytes, bytes]]) -> None:
    def seconds(size: int) -> float:
        before, after = texts(size)
        return seconds_of(lambda: list(unified_diff(before, after, "Note.md")))

    assert not grows_too_fast(seconds, 25_000)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_bytes_for_a_pipe_and_drawn_for_a_terminal() -> None:
    pipe, text = io.BytesIO(), io.StringIO()
    report = DiffReport(Output(text, {}), pipe)
    report.add("Note.md", b"\x1b[2J\xff\n", b"\n")
    report.finish()
    assert b"-\x1b[2J\xff\n+\n" in pipe.getvalue()
    assert text.getvalue() == ""

    terminal = Terminal()
    report = DiffReport(Output(terminal, {"NO_COLOR": "1"}), pipe := io.BytesIO())
    report.add("Note.md", b"\t\x1b[2J\xff\n", b"\n")
    report.finish()
    assert "-\t‹U+001B›[2J‹0xFF›\n+\n" in terminal.getvalue()
    assert pipe.getvalue() == b""
