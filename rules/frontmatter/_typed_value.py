"""What a value that is not of its property's type was meant to be, where it has one reading."""

from __future__ import annotations

from typing import NamedTuple

from vaultlint.finding import Safety
from vaultlint.lazy import lazy
from vaultlint.note.frontmatter import ListValue, MapValue, Scalar, Value
from vaultlint.note.tags import WHITESPACE

# No leading zero or plus, which somebody may mean, and no more digits than Obsidian's numbers hold.
_NUMBER = lazy(r"-?(?=[0-9.]{1,15}\Z)(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_WORDS = {
    **dict.fromkeys(("true", "yes", "on"), True),
    **dict.fromkeys(("false", "no", "off"), False),
}


class Meaning(NamedTuple):
    """What a value means, and how sure that is."""

    value: int | float | bool
    safety: Safety


def meaning(value: Value, kind: str) -> Meaning | None:
    """What the value means as a number or a checkbox; None where it means nothing plain.

    Programs that read YAML 1.1 take `yes` without quotes for true already. But `1` may be a
    count, and the zero of `2.50`, which is lost, may tell how exact a number is.
    """
    if not isinstance(value, Scalar):
        return None
    content = value.value
    if kind == "checkbox" and type(content) is int and content in (0, 1):
        return Meaning(bool(content), Safety.UNSAFE)
    if not isinstance(content, str) or value.style in ("literal", "folded"):
        return None
    text = content.strip(WHITESPACE)
    if kind == "checkbox" and (word := text.lower()) in _WORDS:
        sure = word in ("true", "false") or value.style == "plain"
        return Meaning(_WORDS[word], Safety.SAFE if sure else Safety.UNSAFE)
    if kind == "number" and _NUMBER.fullmatch(text):
        if "." not in text:
            return Meaning(int(text), Safety.SAFE)
        return Meaning(float(text), Safety.UNSAFE if text.endswith("0") else Safety.SAFE)
    return None


def described(value: Value) -> str:
    """What a value is, in a word or two."""
    if isinstance(value, MapValue):
        return "a mapping"
    if isinstance(value, ListValue):
        return "a list"
    if isinstance(value.value, bool):
        return "a checkbox"
    return "a number" if isinstance(value.value, (int, float)) else "a text"
