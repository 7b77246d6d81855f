"""What the vault's notes hold in their properties, read once and kept small."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import NamedTuple

from vaultlint.lazy import lazy
from vaultlint.note.frontmatter import ListValue, Scalar, Value, read_property
from vaultlint.note.source import decode, encode
from vaultlint.patience import patience
from vaultlint.vault.index import fold
from vaultlint.vault.sharing import MOST_PARTS, SharedParts

ReadStart = Callable[[str, int], bytes]  # vault path and a number of bytes -> so many of its first

_OPENING = lazy(rb"(?:\xef\xbb\xbf)?---\r?\n")
_CLOSING = lazy(rb"\n--- *(?:\r?\n|\Z)")
# An empty list, as templates leave it: most notes with the key have it, and need no parsing.
_NO_ALIASES = lazy(rb"\n[Aa]liases: *+(?:\[ *+\] *+)?\r?\n(?![ \t]|-[ \t\r\n])")
_KELVIN = "\u212a".encode()  # besides "K" the one character that has an ASCII letter in lower case
_FIRST_READ = 4096
_PART = 100  # notes whose heads one process reads for others; to read them takes half a millisecond
_LAST_READ = 2 << 20  # Obsidian does not index a note over two megabytes (section 1.2)


class KnownAliases(NamedTuple):
    """What is known without looking at notes: the aliases, folded, of those that have some.

    unread: the notes of which nothing is known.
    """

    by_note: Mapping[str, Sequence[str]]
    unread: Sequence[str]


class Known(NamedTuple):
    """What need not be read again, to be asked only for what is needed.

    heads: the frontmatter of some notes. aliases: of the notes given, None where little is known.
    """

    heads: Callable[[], Mapping[str, str]] = dict
    aliases: Callable[[Sequence[str]], KnownAliases | None] = lambda notes: None


class PropertyFacts:
    """The frontmatter of every note, as it stands there: one or two megabytes for 10,000 notes.

    A note that cannot be read has no properties.
    """

    def __init__(self, notes: Sequence[str], read_start: ReadStart, known: Known) -> None:
        self._notes = notes
        self._read_start = read_start
        self._known = known
        self._values: dict[str, Mapping[str, Value]] = {}
        self._shared: SharedParts | None = None
        self._part = max(_PART, -(-len(notes) // MOST_PARTS))

    @contextmanager
    def shared_by_copies(self) -> Iterator[None]:
        """Copies that are made of this process within need not read all frontmatter each."""
        parts = -(-len(self._notes) // self._part)
        if parts < 2 or "_heads" in vars(self):
            yield
            return
        try:
            shared = SharedParts(parts)
        except (OSError, AttributeError):  # only Linux has files in memory
            yield
            return
        self._shared = shared
        try:
            yield
        finally:
            self._shared = None
            shared.close()

    @cached_property
    def _heads(self) -> Sequence[tuple[str, bytes]]:
        known = self._known.heads()
        if self._shared is not None and not known:
            packed = self._shared.gather(self._packed_heads)
            heads = [head for data in packed for head in _unpacked(data)]
        else:
            heads = [
                encode(known[path]) if path in known else self._head(path) for path in self._notes
            ]
        return [(path, head) for path, head in zip(self._notes, heads, strict=True) if head]

    def _packed_heads(self, part: int) -> bytes:
        """The frontmatter of the notes of a part, behind their number and its lengths."""
        start = part * self._part
        heads = [self._head(path) for path in self._notes[start : start + self._part]]
        lengths = struct.pack(f"<{len(heads) + 1}I", len(heads), *map(len, heads))
        return lengths + b"".join(heads)

    def _head(self, path: str) -> bytes:
        size = _FIRST_READ
        while size <= _LAST_READ:
            try:
                data = self._read_start(path, size)
            except OSError:
                return b""
            head = head_of(data, size)
            if head or len(data) < size or not _OPENING.match(data):
                return head
            size *= 8
        return b""

    def values(self, name: str) -> Mapping[str, Value]:
        """The values of a property, compared without case, by vault path."""
        name = name.lower()
        found = self._values.get(name)
        if found is None:
            with patience.suspended():
                found = self._values[name] = dict(_values(name, self._holding(name)))
        return found

    def _holding(self, name: str) -> Iterator[tuple[str, bytes]]:
        """The heads in which the name may stand, so that not all YAML need be parsed."""
        return _holding(name, self._heads)

    @cached_property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Each alias, folded, with the notes that carry it (section 3.4)."""
        table: dict[str, list[str]] = {}
        for path, aliases in self.aliases_by_note.items():
            for alias in aliases:
                table.setdefault(alias, []).append(path)
        return {alias: tuple(paths) for alias, paths in table.items()}

    @cached_property
    def aliases_by_note(self) -> Mapping[str, Sequence[str]]:
        """The aliases of each note that has some, folded, in order of path."""
        with patience.suspended():
            known = self._known.aliases(self._notes)
            if known is None:
                return dict(_aliases(self._heads))
            read = _aliases((path, self._head(path)) for path in known.unread)
            return dict(sorted({**known.by_note, **dict(read)}.items()))


def head_of(data: bytes, size: int = _LAST_READ) -> bytes:
    """The frontmatter with which the bytes of a note begin, both fences included; none is empty.

    size: how many bytes are looked at. Of a note that has more, they may end within a line.
    """
    if data.startswith(b"---\n"):
        end = data.find(b"\n---", 3, size - 1)
        if end >= 0 and data.startswith(b"\n", end + 4):  # nearly always
            return data[: end + 5]
    opening = _OPENING.match(data)
    if opening is None:
        return b""
    closing = _CLOSING.search(data, opening.end() - 1, size)
    if closing is None or (closing.end() == size and not closing[0].endswith(b"\n")):
        return b""
    return data[: closing.end()]


def _unpacked(data: bytes) -> Iterator[bytes]:
    """What `_packed_heads` packed."""
    (count,) = struct.unpack_from("<I", data)
    end = 4 * (count + 1)
    for length in struct.unpack_from(f"<{count}I", data, 4):
        start, end = end, end + length
        yield data[start:end]


def _values(name: str, heads: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, Value]]:
    for path, head in heads:
        value = read_property(decode(head), name)
        if value is not None:
            yield path, value


def _holding(name: str, heads: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The heads in which a name in lower case may stand; an escape may spell it otherwise."""
    literally = name.encode() if name.isascii() else b""
    may_be_kelvin = "k" in name
    for path, head in heads:
        if literally in head.lower() or b"\\" in head or (may_be_kelvin and _KELVIN in head):
            yield path, head


def _aliases(heads: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, Sequence[str]]]:
    """The aliases of each note that has some, folded, each once."""
    some = (pair for pair in _holding("aliases", heads) if not _NO_ALIASES.search(pair[1]))
    for path, value in _values("aliases", some):
        items = value.items if isinstance(value, ListValue) else (value,)
        texts = (item.value for item in items if isinstance(item, Scalar))
        folded = dict.fromkeys(fold(text.strip()) for text in texts if isinstance(text, str))
        if found := [alias for alias in folded if alias]:
            yield path, found
