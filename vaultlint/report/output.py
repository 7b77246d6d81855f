"""A text stream that takes any text, and whether it may be coloured."""

from __future__ import annotations

import os
from collections.abc import Mapping
from io import TextIOWrapper
from typing import Any, TextIO

import click

_BUFFER = 1 << 15  # characters kept before they are written: a write for each line is slow


class Output:
    """Writes lines to a stream; what its encoding cannot hold is written as an escape (`\\u2039`).

    rich: whether the reader is a person at a terminal, who gets colours and excerpts. written: all
    that was written, as the stream got it.
    """

    def __init__(self, stream: TextIO, environment: Mapping[str, str] = os.environ) -> None:
        self.stream = stream
        forced = _forces_colour(environment)
        self.rich = forced or is_terminal(stream)
        plain = bool(environment.get("NO_COLOR")) or environment.get("TERM") == "dumb"
        self.colour = forced or (self.rich and not plain)
        self.written: list[str] = []
        self._parts: list[str] = []
        self._size = 0

    def write(self, text: str) -> None:
        """Write the text; it may be kept back until `flush`."""
        self._parts.append(text)
        self._size += len(text)
        if self._size > _BUFFER:
            self.flush()

    def line(self, text: str = "") -> None:
        """Write a line."""
        self.write(text + "\n")

    def style(self, text: str, **style: Any) -> str:
        """The text in click's styles (`fg`, `bold`, `dim`), as it is where colour is not wanted."""
        return click.style(text, **style) if self.colour else text

    def flush(self) -> None:
        """Write what was kept back."""
        text = "".join(self._parts)
        self._parts.clear()
        self._size = 0
        if not text:
            return
        try:
            click.echo(text, file=self.stream, nl=False, color=self.colour)
        except UnicodeEncodeError:
            encoding = self.stream.encoding or "ascii"
            text = text.encode(encoding, "backslashreplace").decode(encoding)
            click.echo(text, file=self.stream, nl=False, color=self.colour)
        self.written.append(text)


def write_alike(stream: TextIO, encoding: str = "") -> None:
    """Make a stream end lines with LF on every system, as Windows' own do not.

    encoding: what the readers of the format expect, "" to leave the system's.
    """
    if isinstance(stream, TextIOWrapper) and not stream.closed:
        stream.reconfigure(encoding=encoding or None, newline="\n")


def is_terminal(stream: TextIO) -> bool:
    """Whether somebody reads the stream at a terminal; a closed stream has no reader."""
    try:
        return stream.isatty()
    except ValueError:
        return False


def _forces_colour(environment: Mapping[str, str]) -> bool:
    """Whether FORCE_COLOR asks for colour; NO_COLOR wins over it."""
    return environment.get("FORCE_COLOR", "0") not in ("", "0") and not environment.get("NO_COLOR")
