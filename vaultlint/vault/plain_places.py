"""What a link plainly reaches in a file, seen from its bytes alone.

Nearly every link to a heading or a block reaches it. A line that says so, with nothing before it
that could hide it, is found in a fiftieth of the time that it takes to know all places of a note.
"""

from __future__ import annotations

from collections.abc import Callable

_OPENINGS = (b"---", b"\xef\xbb\xbf---")  # of properties
_HASHES = frozenset(b"#" * level for level in range(1, 7))
# Anywhere before a line, these may make it a part of code or math; or of HTML, of a comment or a
# definition, in which no heading stands. Lone carriage returns end lines too.
_HIDES_BLOCK = (b"\r", b"```", b"~~~", b"$$")
_HIDES_HEADING = (b"<", *_HIDES_BLOCK, b"%%", b"]:")
_CODE_INDENTS = (b"    ", b"\t")


class PlainPlaces:
    """What links plainly reach in the notes of a vault, of which `read` gives the bytes.

    Each note is read for the first subpath only: where several are linked to, `Vault.places` knows
    all of them.
    """

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self._reached: dict[str, str] = {}  # the subpath that is known to, "" where none is

    def reach(self, path: str, subpath: str) -> bool:
        """Whether it is plain that the subpath reaches something in the note at the vault path."""
        reached = self._reached.get(path)
        if reached is None:
            try:
                plain = plainly_reaches(self._read(path), subpath)
            except OSError:
                return False
            reached = self._reached[path] = subpath if plain else ""
        return reached == subpath


def plainly_reaches(data: bytes, subpath: str) -> bool:
    """Whether it is plain that a subpath reaches something in the file, or may do so.

    Where it is not, `Places.reaches` tells.
    """
    name = subpath[1:]
    if name.startswith("^"):
        return name[1:].replace("-", "").isalnum() and name.isascii() and _has_block(data, name)
    return (
        name.isprintable() and name[:1].isalnum() and "#" not in name and _has_heading(data, name)
    )


def _has_heading(data: bytes, name: str) -> bool:
    end = data.find(b"# %b\n" % name.encode())
    if end < 0:
        return False
    start = data.rfind(b"\n", 0, end) + 1
    return data[start : end + 1] in _HASHES and _is_plain(data, start, _HIDES_HEADING)


def _has_block(data: bytes, name: str) -> bool:
    at = data.find(b"%b\n" % name.encode())
    if at < 1 or data[at - 1] not in b" \n":
        return False
    start = data.rfind(b"\n", 0, at) + 1
    if any(data.find(indent, start, at) >= 0 for indent in _CODE_INDENTS):
        return False
    return _is_plain(data, start, _HIDES_BLOCK)


def _is_plain(data: bytes, at: int, hides: tuple[bytes, ...]) -> bool:
    """Whether that is in the body, and nothing before it hides it."""
    before = data[:at]
    if before.startswith(_OPENINGS) and b"\n---\n" not in before:
        return False
    # For one character a search takes a tenth of the time.
    hidden = [sign for sign in hides if sign[:1] in before and sign in before]
    return not hidden
