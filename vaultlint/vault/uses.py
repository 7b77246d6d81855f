"""What was asked of a vault while a note was checked: if it is answered alike, nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from vaultlint.cache import digest
from vaultlint.note.frontmatter import ListValue, MapValue, Scalar, Value
from vaultlint.vault.index import FileIndex

if TYPE_CHECKING:
    from vaultlint.vault.facts import PropertyFacts


class Uses:
    """Names of the things that were asked for, and the link paths that were found to open a file.

    The names are "files" (which there are), "aliases", "property NAME", "whole NAME" (what is
    true of all files together, see `whole.py`), "note PATH" and "today" (the day that it is).
    """

    __slots__ = ("names", "opened")

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.opened: list[str] = []

    def add(self, other: Uses) -> None:
        """Take over what was asked for elsewhere."""
        self.names |= other.names
        if other.opened:
            self.names.add("files")


def digest_of_use(
    use: str,
    files: FileIndex,
    facts: Callable[[], PropertyFacts],
    whole: Callable[[str], object],
    read: Callable[[str], bytes],
) -> str:
    """A digest of the answer to something with a name, "" if it has none."""
    what, _, name = use.partition(" ")
    if what == "files":
        return digest_of_files(files)
    if what == "aliases":
        return digest_of_aliases(facts().aliases)
    if what == "property":
        return digest_of_values(facts().values(name))
    if what == "whole":
        return _digest(repr(whole(name)))
    try:
        return digest_of_note(read(name))
    except OSError:
        return ""


def digest_of_files(files: FileIndex) -> str:
    """A digest of which files there are, and which of them are the vault's own notes."""
    # No name holds a NUL, but one may hold a newline.
    return _digest("\0".join((*files.paths, "", *files.notes)))


def digest_of_aliases(aliases: Mapping[str, tuple[str, ...]]) -> str:
    """A digest of all aliases and who carries them."""
    return _digest(repr(sorted(aliases.items())))


def digest_of_values(values: Mapping[str, Value]) -> str:
    """A digest of a property's values, wherever in their notes they stand."""
    return _digest(repr([(path, _data(value)) for path, value in sorted(values.items())]))


def digest_of_note(data: bytes) -> str:
    """A digest of a note's bytes."""
    return digest(data).hex()


def _data(value: Value) -> object:
    if isinstance(value, Scalar):
        return value.value, value.style
    if isinstance(value, ListValue):
        return [_data(item) for item in value.items]
    assert isinstance(value, MapValue)
    return [(_data(key), _data(content)) for key, content in value.entries], "map"


def _digest(text: str) -> str:
    return digest(text.encode("utf-8", "surrogatepass")).hex()
