"""JSON with the exact place of every value: `read_json`, and what it gives."""

from __future__ import annotations

from vaultlint.json.reader import read_json
from vaultlint.json.values import (
    Escapes,
    JsonError,
    JsonList,
    JsonObject,
    JsonString,
    JsonValue,
    JsonWord,
)

__all__ = [
    "Escapes",
    "JsonError",
    "JsonList",
    "JsonObject",
    "JsonString",
    "JsonValue",
    "JsonWord",
    "read_json",
]
