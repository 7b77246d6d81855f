"""Which attachments are named anywhere: in links, HTML, code, properties or plain text."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from vaultlint.kinds import MEDIA, extension_of, is_text
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.vault.index import FileIndex, fold

_END = lazy(rf"\.(?:{'|'.join(sorted(MEDIA))})(?![a-z0-9])")
_PART_OF_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")
_ENCODED = lazy(r"[%&\\]")
_ESCAPE = lazy(r"\\u([0-9a-f]{4})")


class Mentions(NamedTuple):
    """The vault paths of the attachments whose file name is written somewhere, sorted."""

    paths: tuple[str, ...]


def build_mentions(files: FileIndex, read: Callable[[str], Note]) -> Mentions:
    """What is mentioned in a vault; several files of one name are all mentioned at once."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for path in files.paths:
        if extension_of(path) in MEDIA:
            named[fold(path[path.rfind("/") + 1 :])].append(path)
    lengths = sorted({len(name) for name in named})
    stems: defaultdict[str, list[str]] = defaultdict(list)
    for name in named:
        stems[name[: name.rfind(".")]].append(name)
    found: set[str] = set()
    for path in files.paths:
        if is_text(path):
            try:
                note = read(path)
            except OSError:
                continue
            for text in _readings(note.text):
                found.update(name for name in _names(text, lengths) if name in named)
            for link in _linked(note):
                found.update(stems.get(link, ()))
    return Mentions(tuple(sorted(path for name in found for path in named[name])))


def _readings(text: str) -> Iterator[str]:
    """The text as it stands, folded, and with all that may be an escape in it undone."""
    folded = fold(text)
    yield folded
    if _ENCODED.search(text):
        plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), folded).replace("\\", "")
        yield fold(unquote(html.unescape(plain), errors="replace"))


def _names(text: str, lengths: list[int]) -> Iterator[str]:
    """Everything of one of these lengths that may be the name of an attachment."""
    for match in _END.finditer(text):
        end = match.end()
        for length in lengths:
            if length > end:
                break
            if length == end or text[end - length - 1] not in _PART_OF_NAME:
                yield text[end - length : end]


def _linked(note: Note) -> Iterator[str]:
    """The folded names in links, which may lack an extension."""
    possible = note.possible_links
    paths = () if possible is None else (*possible.wikilinks, *possible.markdown)
    for path in paths:
        yield fold(path[path.rfind("/") + 1 :])
