"""`vaultlint explain mojibake --text`: each step of a decoding, and what is lost."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from vaultlint.cli import cli

NOTHING = "Nothing in this text looks damaged.\n"


def explained(text: str, *, stdin: bytes | None = None) -> Result:
    """What the command says of a text, which standard input may give."""
    return CliRunner().invoke(cli, ["explain", "mojibake", "--text", text], input=stdin)


def misread(text: str, times: int = 1) -> str:
    """The text as a browser shows it that takes its UTF-8 for Windows-1252."""
    for _ in range(times):
        data = text.encode("utf-8")
        text = "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in data)
    return text


def test_what_was_damaged_once_is_named_with_its_place_and_the_line_is_repaired() -> None:
    result = explained("Our " + misread("café") + " opens")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("column 8: `Ã©` was `é`\n  certain: --fix repairs it\n")
    assert result.stdout.endswith("repaired: Our café opens\n")


@pytest.mark.parametrize("times", [2, 3])
def test_each_layer_is_a_step(times: int) -> None:
    lines = explained("Our " + misread("café", times) + " opens").stdout.splitlines()
    steps = [line for line in lines if line.startswith("  undo ")]
    assert steps == [
        f"  undo Windows-1252: {misread('é', times - number)}" for number in range(1, times + 1)
    ]


def test_what_lost_a_byte_is_told_and_stays() -> None:
    said = explained("Milk 鈥? two litres").stdout
    assert said.startswith(
        "column 6: `鈥?` is what is left of something else\n  a part of it is lost"
    )
    assert "\nrepaired: " not in said


def test_a_low_byte_is_a_guess() -> None:
    said = explained("it\x19s").stdout
    assert said.startswith("column 3: `‹U+0019›` was perhaps `’`\n  a guess")
    assert "\nrepaired: " not in said


@pytest.mark.parametrize("text", ["", "plain", "Größe, déjà vu, 10 °C", "日本語のノート"])
def test_where_nothing_is_damaged_it_says_so(text: str) -> None:
    result = explained(text)
    assert (result.exit_code, result.stdout) == (0, NOTHING)


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_standard_input_may_hold_the_text(end: str) -> None:
    damaged = misread("fine\nthe été").replace("\n", end or "\n") + end
    said = explained("-", stdin=damaged.encode()).stdout
    assert said.startswith("line 2, column 5: `Ã©")
    assert said.endswith("line 2, repaired: the été\n")


def test_bytes_that_are_no_utf_8_are_another_rules_business() -> None:
    said = explained("-", stdin=b"caf\xe9").stdout
    assert "`vaultlint explain invalid-utf8`" in said


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "utf-8"])
def test_any_terminal_can_show_it(encoding: str) -> None:
    command = [sys.executable, "-m", "vaultlint", "explain", "mojibake", "--text", "-"]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    result = subprocess.run(
        command,
        input=misread("Привет").encode(),
        capture_output=True,
        env=environment,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, b"")
    shown = "Привет".encode(encoding, "backslashreplace").decode(encoding)
    assert f"repaired: {shown}" in result.stdout.decode(encoding).replace("\r\n", "\n")


@pytest.mark.parametrize("rule", ["trailing-whitespace", "unreadable-note"])
def test_another_rule_decodes_no_text(rule: str) -> None:
    result = CliRunner().invoke(cli, ["explain", rule, "--text", "x"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"--text goes with mojibake alone: {rule} decodes no text" in result.stderr
