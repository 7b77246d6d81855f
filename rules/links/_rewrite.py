"""Another target written into a link as Obsidian writes it; all else of the link stays."""

from __future__ import annotations

from vaultlint.finding import Edit, Span
from vaultlint.lazy import lazy
from vaultlint.note import Link, Note
from vaultlint.note.destination import interpret, parse_inline, split_target
from vaultlint.note.headings import compare_form
from vaultlint.note.links import WIKILINK, wikilink
from vaultlint.settings import LinkFormat
from vaultlint.vault import Vault
from vaultlint.vault.linktext import encoded, safe_linktext, shown_text

from ._links import path_span

_BLANKS = " \t\u00a0"
_UNDERLINE = lazy(r"[\r\n][ \t>]*+(?:=++|-++)[ \t]*+(?![^\r\n])")  # of a heading
_FAR = 1000  # characters of a paragraph behind a link; in more an underline is not looked for


def linktext(
    note: Note, vault: Vault, link: Link, target: str, link_format: LinkFormat | None = None
) -> str | None:
    """The path with which `link` would open the file `target` from the note, as it is written.

    In the given format, or the vault's; the full path where the format's own would not surely open
    it. None where no path does.
    """
    wished = link_format or vault.settings.new_link_format or "shortest"
    markdown = link.kind != "wikilink"
    text = safe_linktext(vault.files, target, note.path, wished, markdown=markdown)
    if text is not None and markdown and _is_pointed(note, link):
        return text.replace("%20", " ")  # between "<" and ">" a blank ends nothing
    return text


def retarget(
    note: Note,
    vault: Vault,
    link: Link,
    target: str,
    link_format: LinkFormat | None = None,
    *,
    name: str | None = None,
) -> Edit | None:
    """The edit that makes `link`, one of the note's, open the file at the vault path `target`.

    The path is written in the given format, or in the vault's. Style, heading, block, display text,
    size, title, angle brackets and table escapes stay. A wikilink that has no display text shows
    its path: it gets the file's name as display text where the path would begin to show a folder,
    as Obsidian's own suggestions do (obsidian.md section 6.3). `name` is what it is to show for the
    path in any case, such as an alias.

    None where no path surely opens the target, where it cannot be written (in a property with
    escapes), and where it would rename a heading, so that links to the heading would lose it.
    """
    written = linktext(note, vault, link, target, link_format)
    return None if written is None else rewrite_path(note, link, written, target, name=name)


def rewrite_path(
    note: Note, link: Link, written: str, target: str, *, name: str | None = None
) -> Edit | None:
    """The edit that writes this path into the link; `target` and `name` as for `retarget`."""
    path = path_span(note, link)
    if path is None:
        return None
    added = _display(link, written, target, name)
    edit = Edit(path, written)
    if added is not None:
        rest = note.text[path.end : link.target.end].rstrip(_BLANKS)
        pipe = "\\|" if _in_table(note, link) else "|"
        edit = Edit(Span(path.start, link.target.end), f"{written}{rest}{pipe}{added}")
    if not _reads_alike(note, link, edit, written) or renames_heading(note, link, edit):
        return None
    if link.property is not None:
        return _quoted(note, link, edit)
    return edit


def respell(note: Note, vault: Vault, link: Link, path: str, target: str) -> Edit | None:
    """The edit that spells the link's path like this; it opens `target` before and after.

    A wikilink that shows its bare name goes on showing it as it was written, for it may be a word
    of a sentence: a display text is added. None as for `retarget`.
    """
    found = vault.resolve(path, note.path)
    if found.path != target or found.tie or found.uncertain:
        return None
    written = path
    if link.kind != "wikilink":
        written = encoded(path, pointed=_is_pointed(note, link))
        if interpret(written).path != path:
            return None
        if "|" in written and "|" not in note.text[slice(*link.target)]:
            return None  # it was encoded, for in the row of a table it would end the cell
    is_word = "/" not in path and link.property is None
    return rewrite_path(note, link, written, target, name=link.path if is_word else None)


def renames_heading(note: Note, link: Link, edit: Edit) -> bool:
    """Whether the edit of a link changes how the heading around it is reached, if there is one.

    Links reach a heading by its raw text, the targets in it included (sections 7.1 and 11.6).
    """
    if link.property is not None or not link.span.contains(edit.span):
        return False
    if not may_stand_in_heading(note, link.span):
        return False
    block = note.block_at(link.span.start)
    if block is None or block.kind != "heading":
        return False
    before, after = (note.text[link.span.start : link.span.end], _edited(note, link.span, edit))
    return compare_form(before) != compare_form(after)


def may_stand_in_heading(note: Note, span: Span) -> bool:
    """Whether a heading may hold that: with "#" before it, or underlined below; not parsed."""
    text, far = note.text, span.end + _FAR
    if text.find("#", note.lines.around(span.start)[0], span.start) >= 0:
        return True
    end = text.find("\n\n", span.end, far)
    if end < 0 and far < len(text):
        return True
    return _UNDERLINE.search(text, span.end, end if end >= 0 else far) is not None


def _display(link: Link, written: str, target: str, name: str | None) -> str | None:
    """The display text to add, None for none."""
    if link.kind != "wikilink" or link.embed or link.display is not None:
        return None
    if name is None and ("/" not in written or "/" in link.path or not link.path):
        return None
    base = target[target.rfind("/") + 1 :]
    plain = base[:-3] if base[-3:].lower() == ".md" else base
    return shown_text(name or plain, link.subpath)


def _in_table(note: Note, link: Link) -> bool:
    block = note.block_at(link.span.start) if link.property is None else None
    return block is not None and block.kind == "table"


def _reads_alike(note: Note, link: Link, edit: Edit, written: str) -> bool:
    """Whether what the edit makes of the link is read as that path, with the same subpath."""
    if link.kind == "wikilink":
        new = _edited(note, link.span, edit).removeprefix("!" * link.embed)
        if WIKILINK.fullmatch(new) is None:
            return False
        read = wikilink(new, 0, len(new), embed=False)
        return (read.path, read.subpath) == (split_target(written)[0], link.subpath)
    new = _edited(note, link.target, edit)
    around = "(<{}>)" if _is_pointed(note, link) else "({})"
    destination = around.format(new)
    found = parse_inline(destination, 0, len(destination))
    if found is None or destination[slice(*found.span)] != new or found.end != len(destination):
        return False
    target = interpret(new)
    return (target.subpath, target.external) == (link.subpath, False) and (
        target.path == interpret(written).path
    )


def _is_pointed(note: Note, link: Link) -> bool:
    """Whether a Markdown link's destination stands between "<" and ">", where blanks may be."""
    return note.text[link.target.start - 1] == "<"


def _quoted(note: Note, link: Link, edit: Edit) -> Edit | None:
    """The edit as the quotes around a property's value want it, None where that is not known."""
    quote = note.text[link.span.start - 1]
    if quote == "'":
        return edit._replace(text=edit.text.replace("'", "''"))
    if quote == '"' and '"' not in edit.text and "\\" not in edit.text:
        return edit
    return None


def _edited(note: Note, span: Span, edit: Edit) -> str:
    """The text of the span after an edit within it."""
    return note.text[span.start : edit.span.start] + edit.text + note.text[edit.span.end : span.end]
