"""What a wikilink means that somebody encoded as if it were a URL, or a Markdown link."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from vaultlint.lazy import lazy
from vaultlint.note.destination import split_target
from vaultlint.vault import Vault

if TYPE_CHECKING:
    from vaultlint.vault.places import Places

ENCODED = lazy(r"%[0-9A-Fa-f]{2}")
# What no target of a wikilink can hold, and what makes another link of it.
_FORBIDDEN = lazy(r"[#|^\[\]\\\x00-\x1f\x7f\ufffd]|%%")


def decoded_path(vault: Vault, linkpath: str, source: str) -> str | None:
    """The path that a wikilink's `linkpath` encodes, if it opens nothing itself and that a file.

    encoded-link reports such links, and no other rule does.
    """
    path = _decoded(linkpath)
    if path is None or vault.opens(linkpath, source):
        return None
    return None if vault.surely_opened(path, source) is None else path


def decoded_subpath(places: Places, subpath: str) -> str | None:
    """The subpath that a wikilink encodes, if that reaches one of the places, and it none.

    encoded-link reports such links, too.
    """
    parts = [_decoded(part) or part for part in subpath.split("#")]
    decoded = "#".join(parts)
    if decoded == subpath:
        return None
    return decoded if places.reaches(subpath) is False and places.reaches(decoded) else None


def _decoded(text: str) -> str | None:
    """The text decoded, None where it encodes nothing, or what a wikilink cannot hold."""
    if not ENCODED.search(text):
        return None
    decoded = unquote(text)
    if _FORBIDDEN.search(decoded) or "\\" in text:
        return None
    tidy = split_target(decoded)[0]  # as Obsidian would read it, so that it says what is compared
    return tidy if tidy == decoded else None
