"""Makes a text fit for libyaml, character for character, so that offsets and values stay true.

libyaml reads YAML 1.1 and refuses, or takes for a newline or an indicator, characters that are
plain text to Obsidian's YAML 1.2. Each of them is replaced by a private character before parsing,
and put back into the values afterwards.
"""

from __future__ import annotations

import re
from functools import cached_property

from vaultlint.lazy import lazy

_PRIVATE_PLANES = (0xF0000, 0x100000)
# libyaml refuses controls, lone surrogates and a BOM behind the start, and breaks lines at a lone
# CR, NEL and the line and paragraph separators.
_REFUSED = lazy(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufeff\\ufffe\\uffff]"
    "|\\r(?!\\n)"
)
# In brackets libyaml ends a plain text at every ":" and "?", YAML 1.2 only before a blank.
# Behind a quote or a bracket the colon ends a key: {"a":1}.
_COLON = lazy(r"[\"'\]}][ \t]*:|:(?![\s,\[\]{}]|\Z)")
_QUESTION = lazy(r"(?<=[^\s,\[\]{}])\?|\?(?![\s,\[\]{}]|\Z)")

_BLANK_LINE = lazy(r"^ *\t[ \t]*(?=\r?$)", re.MULTILINE)
_TAB_BEHIND_DASH = lazy(r"^( *-[ ]*)(\t[ \t]*)(?=[^\s\-][^:\n]*$)", re.MULTILINE)
_LONE_DASH = lazy(r"^( *)([^\s#\-][^\n]*: *)-(?=[ \t]*\r?(?:\n|\Z))", re.MULTILINE)
_NEXT_LINE = lazy(r"(?:[ \t]*\r?\n)+( *)([^ \r\n]?)")


class StandIns:
    """A text fit for libyaml, and the way back from what libyaml made of it."""

    def __init__(self, source: str) -> None:
        self._back: dict[int, str] = {}
        self._source = source
        text = _REFUSED.sub(self._replace, source)
        if "[" in text or "{" in text:
            text = _QUESTION.sub(self._replace, _COLON.sub(self._replace, text))
        self.text = text
        self.lone_dash = ""

    @property
    def lone_return(self) -> bool:
        """Whether the source holds a CR without LF, a blank to Obsidian's parser in some places."""
        return "\r" in self._back.values()

    def relax(self) -> None:
        """Change what libyaml refuses and Obsidian reads: some tabs, and a lone dash as a value.

        Only for a text that libyaml refused, because it may change the blanks in a block text.
        """
        self.text = _BLANK_LINE.sub(lambda match: " " * len(match[0]), self.text)
        self.text = _TAB_BEHIND_DASH.sub(lambda m: m[1] + " " * len(m[2]), self.text)
        self.text = _LONE_DASH.sub(self._replace_dash, self.text)

    def _replace_dash(self, match: re.Match[str]) -> str:
        """`key: -` is a list of one null to Obsidian, unless the next line continues the list."""
        below = _NEXT_LINE.match(match.string, match.end())
        if below and below[2] and (len(below[1]) > len(match[1]) or below[2] == "-"):
            return match[0]
        self.lone_dash = chr(self._plane + ord("-"))
        return match[1] + match[2] + self.lone_dash

    def _replace(self, match: re.Match[str]) -> str:
        character = match[0]
        if len(character) > 1:
            return character
        stand_in = self._plane + ord(character)
        self._back[stand_in] = character
        return chr(stand_in)

    @cached_property
    def _plane(self) -> int:
        """A plane of private characters of which the source has none, if there is one."""
        for plane in _PRIVATE_PLANES:
            if not re.search(f"[{chr(plane)}-{chr(plane + 0xFFFF)}]", self._source):
                return plane
        return _PRIVATE_PLANES[0]

    def restore(self, value: str) -> str:
        """The value with the characters of the source."""
        return value.translate(self._back) if self._back else value
