"""Makes a text fit for libyaml, character for character, so that offsets and values stay true.

libyaml reads YAML 1.1 and refuses, or takes for a newline or an indicator, characters that are
plain text to Obsidian's YAML 1.2. Each of them is replaced by a private character before parsing,
and put back into the values afterwards.
"""

from __future__ import annotations

import re

_PRIVATE_PLANES = (0xF0000, 0x100000)
# libyaml refuses controls, lone surrogates and a BOM behind the start, and breaks lines at a lone
# CR, NEL and the line and paragraph separators.
_REFUSED = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufeff\\ufffe\\uffff]"
    "|\\r(?!\\n)"
)
# In brackets libyaml ends a plain text at every ":" and "?", YAML 1.2 only before a blank or bracket.
_COLON = re.compile(r"(?<![\"'\]}]):(?![\s,\[\]{}]|\Z)")
_QUESTION = re.compile(r"(?<=[^\s,\[\]{}])\?|\?(?![\s,\[\]{}]|\Z)")


class StandIns:
    """A text fit for libyaml, and the way back from what libyaml made of it."""

    def __init__(self, source: str) -> None:
        self._back: dict[int, str] = {}
        self._plane = next(
            (
                plane
                for plane in _PRIVATE_PLANES
                if not re.search(f"[{chr(plane)}-{chr(plane + 0xFFFF)}]", source)
            ),
            _PRIVATE_PLANES[0],
        )
        text = _REFUSED.sub(self._replace, source)
        if "[" in text or "{" in text:
            text = _QUESTION.sub(self._replace, _COLON.sub(self._replace, text))
        self.text = text

    def _replace(self, match: re.Match[str]) -> str:
        character = match[0]
        stand_in = self._plane + ord(character)
        self._back[stand_in] = character
        return chr(stand_in)

    def restore(self, value: str) -> str:
        """The value with the characters of the source."""
        return value.translate(self._back) if self._back else value
