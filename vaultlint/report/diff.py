"""A unified diff of bytes that `git apply` and `patch -p1` take, in linear time on any input."""

from __future__ import annotations

import os
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import BinaryIO

from vaultlint.report.output import Output
from vaultlint.report.visible import visible

_CONTEXT = 3
_MATCHED_LINES = 1000  # of more lines no match is sought: SequenceMatcher is quadratic at worst
_QUOTED = {
    ord("\a"): "\\a",
    ord("\b"): "\\b",
    ord("\t"): "\\t",
    ord("\n"): "\\n",
    ord("\v"): "\\v",
    ord("\f"): "\\f",
    ord("\r"): "\\r",
    ord('"'): '\\"',
    ord("\\"): "\\\\",
}
_COLOURS = {"-": "red", "+": "green", "@": "cyan"}
# Lines of the old and of the new text that differ: old[a:b] became new[c:d].
Change = tuple[int, int, int, int]


def unified_diff(before: bytes, after: bytes, path: str) -> Iterator[bytes]:
    """The lines of the diff, each with its newline; none if nothing changed.

    `path` is the note's path in POSIX form from the folder where the diff is to be applied.
    """
    old, new = _lines(before), _lines(after)
    hunks = list(_hunks(_changes(old, new)))
    if not hunks:
        return
    yield b"--- " + _name("a/", path) + b"\n"
    yield b"+++ " + _name("b/", path) + b"\n"
    for hunk in hunks:
        yield from _hunk(old, new, hunk)


def _lines(data: bytes) -> list[bytes]:
    """The lines as git sees them, which only a line feed ends, with their ends."""
    parts = data.split(b"\n")
    lines = [part + b"\n" for part in parts[:-1]]
    return [*lines, parts[-1]] if parts[-1] else lines


def _changes(old: list[bytes], new: list[bytes]) -> list[Change]:
    """The lines that differ, in order."""
    if len(old) == len(new):
        return _changes_in_place(old, new)
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    rest_old, rest_new = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(rest_old), len(rest_new)) > _MATCHED_LINES:
        return [(start, len(old) - end, start, len(new) - end)]
    matcher = SequenceMatcher(None, rest_old, rest_new)
    return [
        (start + a, start + b, start + c, start + d)
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]


def _changes_in_place(old: list[bytes], new: list[bytes]) -> list[Change]:
    """The lines that differ between texts of as many lines, each compared with its own."""
    changes: list[Change] = []
    for number, (before, after) in enumerate(zip(old, new, strict=True)):
        if before == after:
            continue
        if changes and changes[-1][1] == number:
            first = changes[-1][0]
            changes[-1] = (first, number + 1, first, number + 1)
        else:
            changes.append((number, number + 1, number, number + 1))
    return changes


def _hunks(changes: list[Change]) -> Iterator[list[Change]]:
    """The changes whose context lines would meet, together."""
    if not changes:
        return
    hunk = [changes[0]]
    for before, after in pairwise(changes):
        if after[0] - before[1] > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(after)
    yield hunk


def _hunk(old: list[bytes], new: list[bytes], changes: list[Change]) -> Iterator[bytes]:
    first, last = changes[0], changes[-1]
    before = min(_CONTEXT, first[0])
    start, start_new = first[0] - before, first[2] - before
    behind = min(_CONTEXT, len(old) - last[1])
    end, end_new = last[1] + behind, last[3] + behind
    header = f"@@ -{_range(start, end)} +{_range(start_new, end_new)} @@\n"
    yield header.encode()
    at = start
    for a, b, c, d in changes:
        yield from (_line(b" ", line) for line in old[at:a])
        yield from (_line(b"-", line) for line in old[a:b])
        yield from (_line(b"+", line) for line in new[c:d])
        at = b
    yield from (_line(b" ", line) for line in old[at:end])


def _range(start: int, end: int) -> str:
    """The lines in the notation of a hunk: an empty range names the line before it."""
    length = end - start
    return str(start + 1) if length == 1 else f"{start + bool(length)},{length}"


def _line(sign: bytes, line: bytes) -> bytes:
    return (
        sign + line if line.endswith(b"\n") else sign + line + b"\n\\ No newline at end of file\n"
    )


def _name(prefix: str, path: str) -> bytes:
    """The file's name as git writes it: quoted where it holds controls, quotes or backslashes."""
    name = prefix + path
    if any(code in _QUOTED or code < 32 or code == 127 for code in map(ord, name)):
        escaped = "".join(
            _QUOTED.get(ord(c)) or (f"\\{ord(c):03o}" if c < " " or c == "\x7f" else c)
            for c in name
        )
        name = f'"{escaped}"'
    elif " " in name:
        name += "\t"
    return os.fsencode(name)


class DiffReport:
    """Writes the diffs to standard output: byte for byte, or to a terminal, drawn and coloured."""

    def __init__(self, output: Output, stream: BinaryIO) -> None:
        self.output = output
        self.stream = stream

    def add(self, path: str, before: bytes, after: bytes) -> None:
        """Write the diff of one note; `path` as for `unified_diff`."""
        for line in unified_diff(before, after, path):
            if self.output.rich:
                text = line.decode("utf-8", "surrogateescape").removesuffix("\n")
                text = "\t".join(map(visible, text.split("\t")))
                self.output.line(self.output.style(text, fg=_COLOURS.get(text[:1])))
            else:
                self.stream.write(line)

    def finish(self) -> None:
        """Everything must be written now."""
        self.output.flush()
        self.stream.flush()
