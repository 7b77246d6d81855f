"""What a wikilink means that somebody encoded as if it were a URL, or a Markdown link."""

from __future__ import annotations

import re
from urllib.parse import unquote

from vaultlint.note.destination import split_target
from vaultlint.vault import Vault

ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
# What no target of a wikilink can hold, and what makes another link of it.
_FORBIDDEN = re.compile(r"[#|^\[\]\\\x00-\x1f\x7f\ufffd]|%%")


def decoded_path(vault: Vault, linkpath: str, source: str) -> str | None:
    """The path that a wikilink's `linkpath` encodes, if it opens nothing itself and that a file.

    encoded-link reports such links, and no other rule does.
    """
    path = _decoded(linkpath)
    if path is None or vault.opens(linkpath, source):
        return None
    found = vault.resolve(path, source)
    sure = found.path is not None and not found.tie and not found.uncertain
    return path if sure else None


def decoded_subpath(vault: Vault, opened: str, subpath: str) -> str | None:
    """The subpath that a wikilink to the file `opened` encodes, if only that reaches a place."""
    parts = [_decoded(part) or part for part in subpath.split("#")]
    decoded = "#".join(parts)
    if decoded == subpath:
        return None
    places = vault.places(opened)
    return decoded if not places.reaches(subpath) and places.reaches(decoded) else None


def _decoded(text: str) -> str | None:
    """The text decoded, None where it encodes nothing, or what a wikilink cannot hold."""
    if not ENCODED.search(text):
        return None
    decoded = unquote(text)
    if _FORBIDDEN.search(decoded) or "\\" in text:
        return None
    tidy = split_target(decoded)[0]  # as Obsidian would read it, so that it says what is compared
    return tidy if tidy == decoded else None
