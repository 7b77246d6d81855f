"""Which links that open nothing are another rule's: no names, aliases, block ids without "#"."""

from __future__ import annotations

import re

from vaultlint.lazy import lazy
from vaultlint.vault import Vault
from vaultlint.vault.index import fold

# Drawn as a link by Obsidian, but meant as something else, or the malformed links of another rule:
# [[5,1,3]], [[...]], [[:alpha:]], [[^^search]], [[|x]], Roam's ((id)), GitLab's [[_TOC_]], a path
# of the system, a URL without its scheme.
_NO_NAME = lazy(
    r"mailto:.*|[0-9\s.;+()\[\]-]*+,[0-9\s,.;+()\[\]-]*+|[!-/:-@\[-`{-~\s…]++|:[a-z]++:|[\^|].*"
    r"|\(\(.*\)\)|_TOC_|(?:~|[A-Za-z]:)[/\\].*|\?[\w-]+=.*"
    r"|(?:[\w-]++\.)+(?:com|org|net|io|dev|edu|gov)(?:[/?].*)?",
    re.DOTALL,
)
# A shell's [[ -f x ]] and [[ $a == b ]]; a list of strings in Python or JSON.
_CODE = lazy(
    r"\A(?:! )?-[a-zA-Z] |\s(?:==|!=|=~|-(?:eq|ne|lt|le|gt|ge|nt|ot))\s"
    r"|\A\$\w.*\s[=<>]\s|\A[\"'].*[\"']\s*,\s*[\"']",
    re.DOTALL,
)
# Nearly all names are a few words, and none of these.
_WORDS = lazy(r"[^\W_]++(?>(?:[ /-][^\W_]++)*)")
_BLOCK_ID = lazy(r"[A-Za-z0-9-]+")


def is_no_name(path: str) -> bool:
    """Whether the path of a link cannot be meant as the name of any file."""
    if _WORDS.fullmatch(path):
        return False
    if "://" in path or path.startswith("[[") or 0 <= path.find("]") < path.rfind("["):
        return True  # [[1, 2], [3, 4]] and [[a][b]] are one link to Obsidian
    return _NO_NAME.fullmatch(path) is not None or _CODE.search(path) is not None


def alias_target(vault: Vault, linkpath: str, source: str) -> str | None:
    """The one note that carries an unresolved link path as its alias: alias-link reports that link.

    With or without the extension of a note, which Markdown links have. None where no note does, or
    several, or only a template, or the note `source` itself; such a link is unresolved-link's.
    """
    carriers = [
        path
        for path in vault.aliases().get(fold(without_md(linkpath.strip())), ())
        if not vault.settings.is_template(path)
    ]
    return carriers[0] if len(carriers) == 1 and carriers[0] != source else None


def without_md(linkpath: str) -> str:
    """The link path without the extension of a note."""
    return linkpath[:-3] if linkpath[-3:].lower() == ".md" else linkpath


def names_block(vault: Vault, linkpath: str, source: str) -> bool:
    """Whether `Note^id`, which opens nothing, lacks the "#" before the id of a block of that note.

    malformed-link reports such links. `^id` is a block of the note `source` itself.
    """
    path, caret, name = linkpath.rpartition("^")
    if not caret or not _BLOCK_ID.fullmatch(name) or vault.opens(linkpath, source):
        return False
    opened = vault.surely_opened(path, source)
    return opened is not None and vault.places(opened).reaches(f"#^{name}") is True
