"""Wikilinks as Markdown links and the reverse: the same target, subpath, size and shown text."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from vaultlint.finding import Edit, apply_edits
from vaultlint.lazy import lazy
from vaultlint.note import Link, Note
from vaultlint.note.destination import interpret
from vaultlint.note.links import WIKILINK, wikilink
from vaultlint.vault import Vault
from vaultlint.vault.index import fold
from vaultlint.vault.linktext import encoded, shown_text

from ._no_note import is_no_name

# What is Markdown in the text of a Markdown link and none in a wikilink's display text, or may be:
# emphasis, code, math, tags, comments, HTML, entities, URLs, fields, footnotes, placeholders.
_MARKUP = lazy(
    r"[\\`*\[\]<$\r\n]|==|~~|%%|::|\{\{|:/|www\.|(?<!\w)_|_(?!\w)|(?:\A|\s)#\S|&#?\w|\A\^|\A\s*\Z"
)
_TABLE_PIPE = "\\|"
_PIPE = lazy(r"(?<!\\)\|")
_ROW = lazy(r"[ \t>]{0,50}+\|")
_PROPERTY = lazy(r"[ \t>]*+(?:[^\s:\"'-][^:\"'\r\n]*+:|-)[ \t]++(?=[\"']\Z)")
_LONGEST_LEAD = 300  # characters before a link that are looked at
_ROUNDS = 3  # attempts without those that would be read otherwise


def as_markdown(note: Note, vault: Vault, link: Link) -> str | None:
    """The wikilink as a Markdown link, None where that would not surely mean the same.

    The path keeps its form; a note's gets `.md`, as Obsidian writes it in Markdown links (6.3). A
    link without display text goes on showing what it showed; an embed gets a text only for a size,
    which is documented behind one (section 5.3).
    """
    path = _with_extension(vault, link.path, note.path)
    pipe = _pipe(note, link)
    text = link.display
    if text is None:
        text = "" if link.embed else shown_text(link.path, link.subpath)
    elif link.size is not None and "|" not in text:
        text = f"{link.path[link.path.rfind('/') + 1 :]}{pipe}{link.size}"
    if path is None or not _is_plain(text, link) or re.search(r"[\[\]]|#\Z", link.subpath):
        return None
    destination = encoded(path + link.subpath)
    if interpret(destination) != (path, link.subpath, False) or not destination:
        return None
    return f"{'!' * link.embed}[{text}]({destination})"


def as_wikilink(note: Note, vault: Vault, link: Link) -> str | None:
    """The Markdown link as a wikilink, None where that would not surely mean the same.

    A title has no place in a wikilink, and neither has a text with markup, or none at all.
    """
    closing = note.text[link.parts[-1].start : link.parts[-1].end]
    if "%23" in note.text[link.target.start : link.target.end]:
        return None  # whether that is a "#" of the name or of the subpath (open question 12)
    path = _without_extension(vault, link.path, note.path)
    text = link.display or ""
    if closing not in (")", ">)") or path is None or not _is_plain(text, link):
        return None
    pipe = _pipe(note, link)
    name = path[path.rfind("/") + 1 :]
    if link.embed:
        alternative, separator, size = text.rpartition(pipe)
        if link.size is not None and alternative in (name, ""):
            text = size
        elif text in (name, "") and not separator:
            text = ""
    elif text == shown_text(path, link.subpath):
        text = ""
    written = f"[[{path}{link.subpath}{pipe + text if text else ''}]]"
    if WIKILINK.fullmatch(written) is None or link.subpath.endswith("#"):
        return None
    read = wikilink(written, 0, len(written), embed=False)
    same = (read.path, read.subpath, read.display or "") == (path, link.subpath, text)
    return "!" * link.embed + written if same else None


def stands_alone(note: Note, link: Link) -> bool:
    """Whether no bracket is open before the link, as in a link's text or an inline footnote.

    What Obsidian makes of a link there depends on its style.
    """
    line = note.lines.span(note.lines.number_at(link.span.start))
    before = note.text[max(line.start, link.span.start - _LONGEST_LEAD) : link.span.start]
    return before.count("[") <= before.count("]")


def is_property(note: Note, link: Link) -> bool:
    """Whether the link is all that a line `name: "…"` holds, as in the properties of a template.

    They stand in the body if a script goes before them, and are properties in what it makes.
    """
    line = note.lines.span(note.lines.number_at(link.span.start))
    before = note.text[max(line.start, link.span.start - _LONGEST_LEAD) : link.span.start]
    behind = note.text[link.span.end : link.span.end + _LONGEST_LEAD].split("\n", 1)[0]
    return _PROPERTY.match(before) is not None and behind.strip() == before[-1]


def is_in_row(note: Note, link: Link, text: str) -> bool:
    """Whether the link stands in a row, and would end a cell: its pipe is escaped before that.

    A row that is no table's yet may be one as soon as other pipes are escaped.
    """
    line = note.lines.span(note.lines.number_at(link.span.start))
    return _ROW.match(note.text, line.start) is not None and _PIPE.search(text) is not None


def confirmed(
    note: Note, vault: Vault, converted: Sequence[tuple[Link, str]]
) -> Sequence[tuple[Link, str]]:
    """Those conversions after which every link of the note, read again, means what it meant.

    What stands around a link may make something else of it: a link in the text of another link, or
    brackets that had been none.
    """
    for _ in range(_ROUNDS):
        if not converted:
            break
        edits = [Edit(link.span, text) for link, text in converted]
        after = Note.from_text(apply_edits(note.text, edits), note.path, note.settings)
        if _mean_alike(note, after, vault):
            return converted
        read = {link.span.start: meaning(after, vault, link) for link in after.links}
        kept, moved = [], 0
        for link, text in converted:
            if read.get(link.span.start + moved) == meaning(note, vault, link):
                kept.append((link, text))
            moved += len(text) - (link.span.end - link.span.start)
        if len(kept) == len(converted):
            break
        converted = kept
    return ()


def _mean_alike(before: Note, after: Note, vault: Vault) -> bool:
    shapes = [[(block.kind, block.depth) for block in note.blocks] for note in (before, after)]
    links = [[meaning(note, vault, link) for link in note.links] for note in (before, after)]
    return shapes[0] == shapes[1] and links[0] == links[1]


def meaning(note: Note, vault: Vault, link: Link) -> Hashable:
    """What must be the same before and after: what the link opens, where, and what it shows."""
    opened = link.path
    if not link.external:
        found = vault.resolve(link.path, note.path)
        opened = found.path or fold(link.path).removesuffix(".md")
    shown = (link.display or "").replace(_TABLE_PIPE, "|")
    if link.embed:
        shown = "" if link.size == shown else shown.removesuffix(f"|{link.size}")
        name = link.path[link.path.rfind("/") + 1 :]
        shown = "" if shown in (name, name.removesuffix(".md")) else shown
    elif link.display is None:
        shown = shown_text(link.path, link.subpath)
    return opened, link.subpath, link.embed, link.size, shown.strip(), link.external, link.property


def _with_extension(vault: Vault, path: str, source: str) -> str | None:
    if not path or path[-3:].lower() == ".md":
        return path if _is_sure(vault, path, path, source) else None
    target = vault.resolve(path, source).path or f"{path}.md"
    with_extension = path + ".md" if target[-3:].lower() == ".md" else path
    return with_extension if _is_sure(vault, path, with_extension, source) else None


def _without_extension(vault: Vault, path: str, source: str) -> str | None:
    if path[-3:].lower() == ".md" and _is_sure(vault, path, path[:-3], source):
        return path[:-3]
    return path if _is_sure(vault, path, path, source) else None


def _is_sure(vault: Vault, path: str, other: str, source: str) -> bool:
    """Whether both paths surely open the same file, or wait for the same note to be written.

    Obsidian counts an unresolved link by its path without `.md` (section 6.2). Where the name has
    another dot, it may be that of a file; `[[:alpha:]]` is no name at all.
    """
    if path and not other.rpartition("/")[2]:
        return False
    found, new = vault.resolve(path, source), vault.resolve(other, source)
    if found.tie or found.uncertain or new.tie or new.uncertain or found.path != new.path:
        return False
    name = path[path.rfind("/") + 1 :].removesuffix(".md")
    return found.path is not None or ("." not in name and not is_no_name(path))


def _pipe(note: Note, link: Link) -> str:
    """What separates a display text or a size: in a table's row a bare pipe ends the cell."""
    block = note.block_at(link.span.start)
    return _TABLE_PIPE if block is not None and block.kind == "table" else "|"


def _is_plain(text: str, link: Link) -> bool:
    """Whether the text is shown alike in both styles; an embed may have none."""
    bare = text.replace(_TABLE_PIPE, "|")
    return (link.embed and not bare) or _MARKUP.search(bare) is None
