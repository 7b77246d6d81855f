"""Files that are named by their whole vault path, which Obsidian does not search for."""

from __future__ import annotations

from unicodedata import normalize

from vaultlint.finding import Finding, Level, Span
from vaultlint.kinds import kind_of
from vaultlint.lazy import lazy
from vaultlint.vault import Vault

from ._views import unknown_view

_ELSEWHERE = lazy(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_LONGEST_SHOWN = 120


def absent_file(vault: Vault, source: str, path: str, span: Span, what: str) -> Finding | None:
    """A finding where no file lies at the vault path that the file `source` names as `what`.

    None where that is not certain: a placeholder, a URL, a folder that Obsidian does not see.
    """
    if is_doubtful(path):
        return None
    plain = _plain(path)
    at = vault.files.at(plain)
    shown = f"{what} `{shorten(path)}`"
    if not at:
        message = f"{shown} does not exist{_instead(vault, plain, source)}"
        return Finding(span, message, cause=f"no file {shorten(path)}")
    if any(normalize("NFC", found).replace("\u00a0", " ") == plain for found in at):
        return None
    message = f"{shown} is called `{shorten(at[0])}`: only the exact path is sure to be found"
    return Finding(span, message, level=Level.WARNING)


def absent_place(vault: Vault, path: str, subpath: str) -> str | None:
    """What to say where a file has no such heading, block or view; None where that is uncertain."""
    if kind_of(path) == "base":
        return unknown_view(vault, path, subpath)
    if kind_of(path) != "note" or is_template_text(subpath):
        return None
    if vault.places(path).reaches(subpath) is not False:
        return None
    what = "block" if subpath.startswith("#^") else "heading"
    return f"`{shorten(path)}` has no {what} `{shorten(subpath)}`"


def is_doubtful(path: str) -> bool:
    """Whether the path may mean something else than a file that Obsidian sees (section 1.2)."""
    if not path.strip("/. ") or is_template_text(path) or _ELSEWHERE.match(path):
        return True
    return any(part.startswith(".") for part in path.split("/"))


def is_template_text(text: str) -> bool:
    """Whether a template's placeholder stands in the text."""
    return "{{" in text or "<%" in text


def shorten(path: str) -> str:
    """A path as a message shows it."""
    return path if len(path) <= _LONGEST_SHOWN else "…" + path[-_LONGEST_SHOWN:]


def _plain(path: str) -> str:
    """The path as Obsidian holds paths (section 5.7): NFC, plain spaces, no slash too many."""
    path = normalize("NFC", path).replace("\u00a0", " ").replace("\u202f", " ")
    return "/".join(part for part in path.replace("\\", "/").split("/") if part)


def _instead(vault: Vault, path: str, source: str) -> str:
    """The end of a message that names the file that was surely meant."""
    if kind_of(path) == "note":
        from vaultlint.vault.suggest import suggest_note

        meant = suggest_note(vault, path, source)
    else:
        from vaultlint.vault.attachments import suggest_attachment

        meant = suggest_attachment(vault, path, source)
    return "" if meant is None else f"; did you mean `{shorten(meant)}`?"
