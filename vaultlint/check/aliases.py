"""The aliases of all notes as a run found them, for later runs that look at few notes.

What is stored says by itself when it holds: for each note as long as its file has the signature
that stands beside it. Nothing in it can be executed.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from vaultlint.check.coding import to_text

_START = struct.Struct("<I")  # how many notes
_SIGNATURE = struct.Struct("<QQQQ")

Numbers = tuple[int, ...]  # those of a signature


class AliasTable(NamedTuple):
    """What is known: the signature of each note that was read, and the aliases of those with any.

    The aliases are folded.
    """

    signatures: Mapping[str, Numbers]
    aliases: Mapping[str, Sequence[str]]


def pack_aliases(key: bytes, table: AliasTable) -> bytes:
    """The table as bytes; key: of the code that read the aliases. Some notes may be left out."""
    rows = dict(_rows(table.signatures))
    aliases = {path: texts for path, texts in table.aliases.items() if path in rows}
    text = "\0".join((*rows, to_text(aliases))).encode("utf-8", "surrogatepass")
    return b"".join((key, _START.pack(len(rows)), *rows.values(), text))


def unpack_aliases(key: bytes, data: bytes | None) -> AliasTable | None:
    """The table in the bytes; None where they are no table of this key."""
    if data is None or not data.startswith(key):
        return None
    try:
        (count,) = _START.unpack_from(data, len(key))
        start = len(key) + _START.size
        end = start + count * _SIGNATURE.size
        *paths, text = data[end:].decode("utf-8", "surrogatepass").split("\0")
        rows = _SIGNATURE.iter_unpack(data[start:end])
        signatures = dict(zip(paths, rows, strict=True))
        aliases = {path: _texts(texts) for path, texts in json.loads(text).items()}
    except (struct.error, ValueError, TypeError, AttributeError, RecursionError):
        return None
    return AliasTable(signatures, aliases)


def _rows(signatures: Mapping[str, Numbers]) -> Iterator[tuple[str, bytes]]:
    for path, signature in signatures.items():
        try:
            yield path, _SIGNATURE.pack(*signature)
        except struct.error:  # such as a file from before 1970
            continue


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise TypeError("a list of texts was expected")
    return value
