"""How Obsidian writes the target of a link to a file (obsidian.md section 6.3)."""

from __future__ import annotations

import re
import unicodedata

from vaultlint.lazy import lazy
from vaultlint.settings import LinkFormat
from vaultlint.vault.index import FileIndex
from vaultlint.vault.resolve import resolve

_ENCODED = lazy(r"[ \\\x00-\x1f]")
# What a destination would not mean as it is: escapes, entities, marks of HTML, code and math.
_MISREAD = lazy(r"%(?=[0-9A-Fa-f]{2})|&(?=#?\w+;)|[<>`$]|%(?=%)|(?<=%)%")
_PARENTHESIS = lazy(r"[()]")
# What ends a link, splits it, or belongs to something that is read before links are.
_BREAKS_WIKILINK = lazy(r"[#|^\\`<\n\r\u00a0\u202f]|\[\[|\]\]|%%|\]\Z|\A[\s\[]|\s\Z")
_BREAKS_MARKDOWN = lazy(
    r"[#|^<>`$\n\r\u00a0\u202f]|%%|%[0-9A-Fa-f]{2}|&#?\w+;|\A\s|\s\Z|\A[a-zA-Z][\w+.-]*:"
)


def written_linktext(
    files: FileIndex, target: str, source: str, link_format: LinkFormat, *, markdown: bool = False
) -> str:
    """The linkpath that Obsidian writes into the note `source` for a link to the file `target`.

    Both are vault paths. A wikilink drops `.md`; a Markdown link keeps it, and encodes blanks,
    backslashes and control characters. The text need not open the file: Obsidian's own does not for
    a name with "#", and a relative link within one folder may open another note (open question 14);
    see `safe_linktext`.
    """
    target, source = (unicodedata.normalize("NFC", path) for path in (target, source))
    if link_format == "relative":
        text = _relative(target, source)
    elif link_format == "shortest" and len(files.named(target[target.rfind("/") + 1 :])) == 1:
        text = target[target.rfind("/") + 1 :]
    else:
        text = target
    if markdown:
        return _ENCODED.sub(_percent, text)
    return text[:-3] if text[-3:].lower() == ".md" else text


def safe_linktext(
    files: FileIndex, target: str, source: str, link_format: LinkFormat, *, markdown: bool = False
) -> str | None:
    """As `written_linktext`, but only what surely opens `target` from `source`, else None.

    Where the wished format would open another file, the full path is taken.
    """
    breaks = _BREAKS_MARKDOWN if markdown else _BREAKS_WIKILINK
    for wished in (link_format, "absolute"):
        text = written_linktext(files, target, source, wished, markdown=markdown)
        linkpath = text.replace("%20", " ").replace("%5C", "\\") if markdown else text
        if breaks.search(linkpath) or (markdown and not _balanced(linkpath)):
            continue
        found = resolve(files, linkpath, source)
        if found.path == target and not found.tie and not found.uncertain:
            return text
    return None


def encoded(target: str, *, pointed: bool = False) -> str:
    """A path, a subpath or both as a Markdown destination that is read as just that.

    Blanks, backslashes and control characters are encoded, as Obsidian does, and whatever would be
    read otherwise, as it does not. pointed: it stands between "<" and ">", and may hold blanks.
    """
    written = _MISREAD.sub(_percent, target)
    if not _balanced(written) and not pointed:
        written = _PARENTHESIS.sub(_percent, written)
    written = _ENCODED.sub(_percent, written)
    return written.replace("%20", " ") if pointed else written


def shown_text(path: str, subpath: str) -> str:
    """What a wikilink without display text shows (section 5.1): "Note > Heading"."""
    return " > ".join(part for part in (path, *subpath.split("#")) if part)


def _relative(target: str, source: str) -> str:
    here = source.split("/")[:-1]
    there = target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:])


def _percent(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def _balanced(path: str) -> bool:
    """Whether the parentheses pair up; a Markdown destination ends at one that does not."""
    depth = 0
    for character in path:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0
