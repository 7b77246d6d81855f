"""What a JSON Schema wants, in words: the library's own speak of Python."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from jsonschema.exceptions import ValidationError

from vaultlint.schemas.values import one_of

_SHOWN = 80  # characters of what the library says

_TYPES = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "properties within it",
    "null": "no value",
}
_WORDS: Mapping[str, Callable[[Any], str]] = {
    "type": lambda wanted: one_of(
        _TYPES.get(str(one), str(one)) for one in (wanted if isinstance(wanted, list) else [wanted])
    ),
    "enum": lambda wanted: one_of(f"`{_json(one)}`" for one in wanted) if wanted else "no value",
    "const": lambda wanted: f"`{_json(wanted)}`",
    "minimum": lambda wanted: f"a number of at least {wanted}",
    "maximum": lambda wanted: f"a number of at most {wanted}",
    "exclusiveMinimum": lambda wanted: f"a number above {wanted}",
    "exclusiveMaximum": lambda wanted: f"a number below {wanted}",
    "multipleOf": lambda wanted: f"a multiple of {wanted}",
    "minLength": lambda wanted: f"a text of {wanted} characters or more",
    "maxLength": lambda wanted: f"a text of {wanted} characters or less",
    "pattern": lambda wanted: f"a text in which the pattern `{wanted}` is found",
    "format": lambda wanted: f"a text in the format `{wanted}`",
    "minItems": lambda wanted: f"a list of {wanted} or more",
    "maxItems": lambda wanted: f"a list of {wanted} or less",
    "uniqueItems": lambda wanted: "nothing twice in the list",
}


def wants(error: ValidationError) -> str:
    """What an error of the library says that there should be."""
    keyword = str(error.validator)
    if keyword in _WORDS:
        return _WORDS[keyword](error.validator_value)
    return f"something else by its `{keyword}`: {shortened(error.message)}"


def _json(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def shortened(message: str) -> str:
    """A message of the library on one line, and no longer than one reads."""
    message = re.sub(r"\s+", " ", message)
    return message if len(message) <= _SHOWN else message[:_SHOWN] + "…"
