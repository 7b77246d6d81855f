"""What is wrong with the name of a file or a folder (obsidian.md sections 5.1, 5.2 and 5.7)."""

from __future__ import annotations

from typing import NamedTuple

from vaultlint.finding import Level
from vaultlint.lazy import lazy
from vaultlint.note.links import WIKILINK

# A path of names with nothing to say about them: none holds one of these signs or is like that of a
# device, and none ends in a dot or a blank.
_PLAIN = lazy(
    r"(?>(?:(?![CcPpAaNnLl][OoRrUuPp][NnXxLlMmTt][1-9]?+(?:[./]|\Z))"
    r'[^#^\[\]|:\\*?"<>\x00-\x1f\x7f%/]++(?<![. ])(?:/|\Z))*)'
)
_LONGEST = 255  # bytes of a name, on nearly every file system
_LONGEST_SHOWN = 120  # characters of a path in a message
_NOT_STORED = lazy(r'[*?"<>:|\\]')
_CONTROL = lazy(r"[\x00-\x1f\x7f]")
_DEVICES = frozenset({"con", "prn", "aux", "nul"}).union(
    f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)
)
_WARNED_OF = lazy(r"[\^\[\]]|%%")


class Trouble(NamedTuple):
    """How bad a name is, and why, as the end of a sentence."""

    level: Level
    text: str


def may_be_odd(path: str) -> bool:
    """Whether any part of a vault path may have an odd name."""
    return _PLAIN.fullmatch(path) is None or (len(path) > _LONGEST // 4 and _size(path) > _LONGEST)


def odd_in_links(name: str, *, folder: bool = False) -> Trouble | None:
    """Why links cannot hold the name of a file or folder, or only so and so; None if they can."""
    if "\\" in name:
        return Trouble(Level.WARNING, "Obsidian takes `\\` in a path for `/`, and cannot open it")
    if "#" in name:
        return Trouble(
            Level.WARNING,
            "the path of a link ends at `#`, so no link with this name opens anything",
        )
    if "|" in name:
        return Trouble(Level.WARNING, "the path of a wikilink ends at `|`, so none can hold it")
    if ":" in name:
        return Trouble(
            Level.WARNING,
            "Obsidian refuses `:` in names, and Windows and Android cannot store it",
        )
    warned_of = _WARNED_OF.search(name)
    if folder or warned_of is None:
        return None
    if not _is_linkable(name):
        return Trouble(Level.WARNING, "its brackets and those of a wikilink run into one another")
    if name[-3:].lower() != ".md":
        return None  # a wikilink names it whole, so that none of them stands beside the brackets
    return Trouble(
        Level.INFO, f"Obsidian warns of `{warned_of[0]}` in names, since links may not work"
    )


def odd_on_disks(name: str) -> str | None:
    """Why other systems cannot store the name, None if they can."""
    if (match := _NOT_STORED.search(name)) is not None:
        return f"Windows and Android cannot store a name with `{match[0]}`"
    if (match := _CONTROL.search(name)) is not None:
        return f"there is a control character in the name (U+{ord(match[0]):04X})"
    if name.endswith((".", " ")):
        return f"Windows cannot store a name that ends in a {'dot' if name[-1] == '.' else 'space'}"
    if (stem := name.partition(".")[0]).lower() in _DEVICES:
        return f"Windows cannot store it: `{stem}` is the name of a device there"
    if _size(name) > _LONGEST:
        return f"the name takes {_size(name)} bytes, and most systems store at most {_LONGEST}"
    return None


def _size(name: str) -> int:
    return len(name.encode("utf-8", "surrogatepass"))


def shorten(path: str) -> str:
    """A path as a message shows it."""
    return path if len(path) <= _LONGEST_SHOWN else path[: _LONGEST_SHOWN - 1] + "…"


def _is_linkable(name: str) -> bool:
    """Whether a wikilink can hold the name, as Obsidian writes it: of a note without `.md`."""
    bare = name[:-3] if name[-3:].lower() == ".md" else name
    return WIKILINK.fullmatch(f"[[{bare}]]") is not None
