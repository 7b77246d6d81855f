"""A link of a note to itself, by its name."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.note import Link, Note
from vaultlint.rule import Change, NoOptions, rule
from vaultlint.vault import Vault
from vaultlint.vault.index import fold

from ._links import path_span, shown


@rule(
    level=Level.WARNING,
    fixes=Safety.SAFE,
    changes={Change.LINKS, Change.HEADINGS},
    uses_vault=True,
    needs=("[[", "](", "]:"),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find links that open the note they stand in; to a heading or a block, the name may go."""
    name = fold(note.path[note.path.rfind("/") + 1 :])
    definitions: set[Span] = set()

    def bears_name(path: str) -> bool:
        return fold(path[path.rfind("/") + 1 :]) in (name, name[:-3])

    for link in note.links_that(lambda kind, path: bears_name(path)):
        found = vault.resolve(link.path, note.path)
        if link.embed or found.path != note.path or found.tie or found.uncertain:
            continue
        if link.target in definitions:
            continue  # however often it is used, it is written once
        if link.kind == "reference":
            definitions.add(link.target)
        message = f"`{shown(link.path + link.subpath)}` is the note that the link stands in"
        yield Finding(link.target, message, _fix(note, link))


def _fix(note: Note, link: Link) -> Fix | None:
    path = path_span(note, link)
    if not link.subpath.strip("#") or path is None or link.property is not None:
        return None
    from ._rewrite import renames_heading

    # A link without display text would no longer show the name, in the text or in a heading.
    edit = Edit(Span(link.target.start, path.end), "")
    safe = link.display is not None and not renames_heading(note, link, edit)
    return Fix("leave out the note's name", (edit,), Safety.SAFE if safe else Safety.UNSAFE)
