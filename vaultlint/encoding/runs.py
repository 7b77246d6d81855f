"""Where the characters beyond ASCII that stand side by side in a text begin and end."""

from __future__ import annotations

from vaultlint.lazy import lazy

_RUN = lazy("[^\x00-\x7f]*")


def run_start(text: str, at: int, earliest: int) -> int:
    """Where those before an offset begin, no further back than `earliest`."""
    while at > earliest and text[at - 1] > "\x7f":
        at -= 1
    return at


def run_end(text: str, at: int, latest: int) -> int:
    """Where those from an offset on end, no further on than `latest`."""
    match = _RUN.match(text, at, latest)
    return match.end() if match else at
