"""What is remembered of nearly all notes of a large vault, in columns: read in one piece, at once.

Each row says by itself when it holds: as long as the note's file has the signature, the vault has
the same files, and what the note's rules asked of it is answered alike. Nothing in it can be
executed.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping, Set
from itertools import accumulate, pairwise
from typing import NamedTuple

from vaultlint.cache import Entry
from vaultlint.check.coding import from_data
from vaultlint.lint import NoteResult

_START = struct.Struct("<III")  # how many notes, different uses, and single questions
_SIGNATURE = struct.Struct("<QQQQ")
_DIGEST = struct.Struct("<16s")
_PLACE = struct.Struct("<I")
_TABLES = (_SIGNATURE, _DIGEST, _PLACE)
_LARGEST = 40_000_000  # characters of findings and such: a piece of the cache must hold all


class Columns(NamedTuple):
    """Of each path the signature of its file, the digest of its content, where in `uses` its own
    are, its findings as JSON ("" for none), and what it gives to rules that need all notes.

    files: the digest of all files, with which every link of the notes opens what it should. uses:
    what notes asked of the vault, as an `Entry` has it; asked: each question in them, with the
    digest of the answer before it.
    """

    files: str
    paths: list[str]
    signatures: list[tuple[int, ...]]
    digests: Mapping[str, tuple[bytes]]
    places: list[tuple[int]]
    uses: list[str]
    asked: list[str]
    findings: list[str]
    gathered: list[str]

    def holding(self, is_answered: Callable[[str], bool]) -> list[bool]:
        """Which of the `uses` hold, where it is known of each question whether its answer does."""
        wrong = {use for use in self.asked if not is_answered(use)}
        return [not wrong or wrong.isdisjoint(json.loads(uses)) for uses in self.uses]

    def results(self, same: Set[str], is_answered: Callable[[str], bool]) -> dict[str, NoteResult]:
        """The results that hold, of notes whose file has the same signature."""
        rows = zip(self.paths, self.places, self.findings, self.gathered, strict=True)
        try:
            holding = self.holding(is_answered)
            return {
                path: result_of(path, findings, gathered)
                for path, (place,), findings, gathered in rows
                if path in same and holding[place]
            }
        except Exception:
            return {}  # no data of ours


def pack_columns(files: str, entries: Mapping[str, Entry]) -> bytes | None:
    """Entries that hold as columns, those left out whose signature is not to be trusted.

    None where it would be too much.
    """
    signs = {path: sign for path, entry in entries.items() if (sign := _sign(entry)) is not None}
    rows = [entries[path].data.split("\n", 4) for path in signs]
    if sum(len(row[2]) + len(row[3]) for row in rows) > _LARGEST:
        return None
    places = {uses: place for place, uses in enumerate(dict.fromkeys(row[0] for row in rows))}
    asked = sorted({use for uses in places for use in json.loads(uses)})
    findings, gathered = ([row[column] for row in rows] for column in (2, 3))
    numbers = (
        _START.pack(len(rows), len(places), len(asked)),
        *signs.values(),
        *(_DIGEST.pack(entries[path].digest) for path in signs),
        *(_PLACE.pack(places[row[0]]) for row in rows),
    )
    text = "\0".join((files, *signs, *findings, *gathered, *places, *asked))
    return b"".join(numbers) + text.encode("utf-8", "surrogatepass")


def unpack_columns(data: bytes | memoryview | None) -> Columns | None:
    """The columns in the bytes, None where there are none."""
    if data is None:
        return None
    try:
        count, different, questions = _START.unpack_from(data)
        ends = [_START.size]
        ends += (ends[0] + count * size for size in accumulate(table.size for table in _TABLES))
        signatures, digests, places = (
            [*table.iter_unpack(data[start:end])]
            for table, (start, end) in zip(_TABLES, pairwise(ends), strict=True)
        )
        files, *texts = str(data[ends[-1] :], "utf-8", "surrogatepass").split("\0")
    except (struct.error, ValueError):
        return None
    ends = [*accumulate((0, count, count, count, different, questions))]
    if len(texts) != ends[-1]:
        return None
    paths, findings, gathered, uses, asked = (texts[start:end] for start, end in pairwise(ends))
    told = dict(zip(paths, digests, strict=True))
    return Columns(files, paths, signatures, told, places, uses, asked, findings, gathered)


def result_of(path: str, findings: str, gathered: str) -> NoteResult:
    """The result of a note with these findings, as JSON ("" for none), and what it gives.

    Raises ValueError, TypeError or LookupError for what is no data of ours.
    """
    if not findings:
        return NoteResult(path, (), (), gathered)
    return from_data(path, json.loads(findings), gathered)


def _sign(entry: Entry) -> bytes | None:
    """The bytes of an entry's signature, None where it has none to be kept."""
    if entry.signature is None or "\0" in entry.data:
        return None
    try:
        return _SIGNATURE.pack(*entry.signature)
    except struct.error:  # such as a file from before 1970
        return None
