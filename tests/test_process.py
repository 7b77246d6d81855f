"""The end of a process: at once, but with all that Python does there that others can see."""

from __future__ import annotations

import subprocess
import sys

import pytest

START = """
import atexit, sys, threading
from vaultlint.process import end
atexit.register(print, "last")
sys.stdout.write("first ")
"""


def ended(code: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", START + code], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(("status", "expected"), [("3", 3), ("0", 0), ("None", 0)])
def test_what_was_written_and_registered_is_not_lost(status: str, expected: int) -> None:
    assert ended(f"end({status}); print('never')") == (expected, "first last\n")


@pytest.mark.parametrize(
    "code",
    [
        "end('a message')",
        "threading.Thread(target=threading.Event().wait, args=[0.2]).start(); end(1)",
        "sys.setprofile(lambda *_: None); end(1); sys.setprofile(None)",
    ],
)
def test_where_something_is_left_to_do_python_ends_as_always(code: str) -> None:
    assert ended(f"{code}; print('after', end=' ')") == (0, "first after last\n")


def test_an_output_that_cannot_be_written_is_told_by_python() -> None:
    status, said = ended("sys.stdout.close(); end(0); sys.exit(5)")
    assert status != 0
    assert said
