"""Turns the tabs that indent lines of YAML into spaces."""

from __future__ import annotations

import re

from vaultlint.finding import Edit, Span


def untabbed(text: str, yaml: Span) -> tuple[Edit, ...]:
    """Edits that turn the tabs at the start of lines into two spaces each.

    Empty if some line is indented by spaces: then nobody knows how wide a tab was.
    """
    edits: list[Edit] = []
    for match in re.finditer(r"^[ \t]+(?=[^ \t\r\n])", text[slice(*yaml)], re.MULTILINE):
        if match[0].strip("\t"):
            return ()
        span = Span(yaml.start + match.start(), yaml.start + match.end())
        edits.append(Edit(span, "  " * len(match[0])))
    return tuple(edits)
