"""The type of a property, and which values fit it (obsidian.md section 2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from vaultlint.lazy import lazy
from vaultlint.note.plain_yaml import read_plain
from vaultlint.note.tags import WHITESPACE, property_tag
from vaultlint.note.values import ListValue, MapValue, Value
from vaultlint.settings import Settings

FORCED_TYPES: Mapping[str, str] = {
    "tags": "tags",
    "aliases": "aliases",
    "cssclasses": "multitext",
}
"""Names whose type nobody can change."""

TYPE_WORDS: Mapping[str, str] = {
    "text": "text",
    "multitext": "list",
    "number": "number",
    "checkbox": "checkbox",
    "date": "date",
    "datetime": "date & time",
    "tags": "tags",
    "aliases": "aliases",
}
"""What Obsidian calls the types of `types.json` in its menus, in lower case."""

_DATE = lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIMED = lazy(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)")
# What the two date types may take too: one-digit months, the other type's form, zones, fractions,
# hour 24 and the year 0 are open questions (section 12).
_UNCERTAIN_DATE = lazy(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"(?:[Tt ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)? ?(?:[Zz]|[+-][0-9]{2}:?[0-9]{2})?)?"
)


def kind_of_property(name: str, settings: Settings) -> str | None:
    """The type of a property in a vault, as `types.json` would name it; None if none is assigned.

    Forced names come first, then `types.json`; names are compared without case.
    """
    folded = name.lower()
    return FORCED_TYPES.get(folded) or settings.property_types.get(folded)


def fits(value: Value, kind: str) -> bool | None:
    """Whether Obsidian takes the value for one of that type; None where that is uncertain.

    It is uncertain for types that are not known here, too.
    """
    if kind not in TYPE_WORDS:
        return None
    if isinstance(value, MapValue):
        return False
    if isinstance(value, ListValue):
        return _list_fits(value, kind)
    content = value.value
    if content is None:
        return True
    if isinstance(content, str):
        return _text_fits(content, kind)
    if kind in ("text", "multitext", "aliases", "tags"):
        return None  # numbers are tolerated as text, says a single source
    return kind == ("checkbox" if isinstance(content, bool) else "number")


def may_misfit(source: str, kind: str) -> bool:
    """Whether what `Note.written_values` gives for a property may not fit the type.

    Lists within lists are left aside.
    """
    if source == "-" or source[:1] == "[":
        return kind not in ("multitext", "aliases")
    if not source or kind in ("text", "multitext", "aliases"):
        return False
    read = read_plain([("name", ": ", source, "\n", "")], 0)
    return read is None or fits(read.entries[0][1], kind) is False


def inferred(value: Value) -> str | None:
    """The type that Obsidian gives a property without one for this value; None where uncertain."""
    if isinstance(value, ListValue):
        return "multitext"
    if isinstance(value, MapValue):
        return None
    content = value.value
    if isinstance(content, bool):
        return "checkbox"
    if isinstance(content, (int, float)):
        return "number"
    if content is None:
        return "text"
    if _DATE.fullmatch(content):
        return "date" if _exists(content) else None
    if timed := _TIMED.fullmatch(content):
        is_plain = content[10] == "T" and len(timed[2]) == 5 and _exists(f"{timed[1]}T{timed[2]}")
        return "datetime" if is_plain else None
    return "text"


def _text_fits(text: str, kind: str) -> bool | None:
    """Whether a string fits a type."""
    if kind in ("text", "multitext", "aliases"):
        return True
    stripped = text.strip(WHITESPACE)
    if not stripped:
        return None
    if kind == "tags":
        return _is_tag(stripped)
    if kind in ("number", "checkbox"):
        return False
    form = _DATE if kind == "date" else _TIMED
    if form.fullmatch(text):
        if _exists(text.replace(" ", "T")):
            return True
        return None if text.startswith("0000") or text[11:13] == "24" else False
    return None if _UNCERTAIN_DATE.fullmatch(stripped) else False


def _list_fits(value: ListValue, kind: str) -> bool | None:
    """Whether a list fits a type."""
    if kind not in ("multitext", "tags", "aliases"):
        return False
    uncertain = False
    for item in value.items:
        if isinstance(item, MapValue):
            return False
        if isinstance(item, ListValue):
            if kind != "aliases":  # where `[[x]]` may be something special
                return False
            uncertain = True
        elif kind != "multitext" and isinstance(item.value, (bool, int, float)):
            uncertain = True
        elif kind == "tags" and isinstance(item.value, str):
            tag = item.value.strip(WHITESPACE)
            if tag and not _is_tag(tag):
                return False
    return None if uncertain else True


def _is_tag(text: str) -> bool:
    """Whether a text without blanks around it is a tag as a whole."""
    return bool(property_tag(text))


def _exists(text: str) -> bool:
    """Whether a date, or a date and a time, in ISO form exists."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
