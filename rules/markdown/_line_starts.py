"""What begins a line, behind no more than blanks and the markers of quotes and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.lazy import lazy

MARKERS = lazy(r"(?>(?:[ \t>]|[-+*][ \t]|[0-9]{1,9}[.)][ \t])*)")


def at_line_starts(
    pattern: re.Pattern[str], text: str, start: int
) -> Iterator[tuple[int, re.Match[str]]]:
    """Each match that begins its line, and where the line begins, from the offset `start` on.

    A pattern with a literal beginning makes this a search for that, far quicker than a look at each
    line; whatever the text, it takes linear time.
    """
    low = start
    for match in pattern.finditer(text, start):
        at = match.start()
        newline = max(text.rfind("\n", low, at), text.rfind("\r", low, at))
        # Without a newline between them, it stands on the line of the match before it.
        first = newline >= 0 or low == start
        low = match.end()
        if first and MARKERS.fullmatch(text, max(newline + 1, start), at):
            yield max(newline + 1, start), match
