"""A Markdown link whose destination holds a blank, so that it is no link at all."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.kinds import extension_of
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.destination import Target, interpret
from vaultlint.rule import Change, NoOptions, rule
from vaultlint.vault import Vault
from vaultlint.vault.attachments import ACCEPTED

from ._links import shown

# A destination and a title; parentheses may stand in it, as in "Plan (old).md".
_SPACED = lazy(
    r"\]\((?=[^()\r\n]* )([^\s<>()\[\]\"](?>(?:[^<>()\[\]\"\t\r\n]++|\([^<>()\[\]\"\t\r\n]*+\))*))"
    r"(?:\"[^\"\r\n]*+\" *+)?\)"
)
_PROSE = lazy(r"[,;:!?.…] ")
_LONGEST_TEXT = 500  # characters of a link's text; behind a longer one nothing is found


@rule(
    level=Level.ERROR,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.LINKS, Change.HEADINGS, Change.WORDS, Change.TAGS},
    uses_vault=True,
    needs=("](",),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find such destinations of files; the fix writes `%20` for each blank, as Obsidian does."""
    edits: dict[int, Edit] = {}
    for match in _SPACED.finditer(note.text, note.body_start):
        start, end = match.span(1)
        written = note.text[start:end].rstrip(" ")
        encoded = written.replace(" ", "%20")
        opening = note.text.rfind("[", max(match.start() - _LONGEST_TEXT, 0), match.start())
        if "`" in written or encoded == written or opening < 0:
            continue  # what would be a destination is code, or holds no blank
        if _means_file(interpret(encoded), note, vault):
            edits[opening] = Edit(Span(start, start + len(written)), encoded)
    if not edits:
        return
    from ._written import Written  # few notes hold any

    after = Written(note, ([edit] for edit in edits.values()))
    for opening, edit in edits.items():
        link = after.link_at(opening) or after.link_at(opening - 1)  # "!" stands before an image
        if link is None or link.kind != "markdown" or after.target_of(link) != edit.text:
            continue
        written = note.text[slice(*edit.span)]
        message = f"`{shown(written)}` makes no link: a destination cannot hold blanks"
        fix = None
        if _exists(interpret(edit.text), note, vault):
            block = note.block_at(opening)
            # Links elsewhere that reach the heading by its text would lose it.
            in_heading = block is not None and block.kind == "heading"
            safety = Safety.UNSAFE if in_heading else Safety.SAFE
            fix = Fix("encode the blanks", (edit,), safety)
        yield Finding(edit.span, message, fix)


def _means_file(target: Target, note: Note, vault: Vault) -> bool:
    """Whether a file was meant: one that exists, or one that is called like a note or attachment.

    What else stands in parentheses behind brackets is prose.
    """
    if target.external or _exists(target, note, vault):
        return not target.external
    is_file = extension_of(target.path) in ACCEPTED | {"md"}
    return is_file and not _PROSE.search(target.path)


def _exists(target: Target, note: Note, vault: Vault) -> bool:
    if not target.path:
        return bool(vault.places(note.path).reaches(target.subpath))
    found = vault.resolve(target.path, note.path)
    return found.path is not None and not found.uncertain
