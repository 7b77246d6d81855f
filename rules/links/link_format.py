"""A link's path that is not written in the format the vault asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.note import LinkKind, Note
from vaultlint.rule import Change, RuleOptions, rule
from vaultlint.settings import LinkFormat
from vaultlint.vault import Vault
from vaultlint.vault.index import fold

from ._links import as_link, leads_from_note, path_span, written_once


class Options(RuleOptions):
    """format: how paths are to be written; without it, as the vault's own settings say."""

    format: Literal["shortest", "relative", "absolute"] | None = None


@rule(
    level=Level.WARNING,
    fixes=Safety.SAFE,
    changes={Change.LINKS, Change.HEADINGS, Change.PROPERTIES},
    options=Options,
    uses_vault=True,
    needs=("[[", "](", "]:"),
)
def check(note: Note, options: Options, vault: Vault) -> Iterator[Finding]:
    """Find paths in another format; the fix writes what Obsidian itself would write."""
    wished = options.format or vault.settings.new_link_format
    if wished is None or note.is_template:
        return  # a template's relative paths are those of the notes that will be made of it

    def is_other(kind: LinkKind, path: str) -> bool:
        return _wanted(vault, path, note.path, wished, markdown=kind != "wikilink") is not None

    for link in written_once(note.links_that(is_other)):
        from ._rewrite import linktext, rewrite_path

        markdown = link.kind != "wikilink"
        wanted = _wanted(vault, link.path, note.path, wished, markdown=markdown)
        target = vault.resolve(link.path, note.path).path
        written = None if target is None else linktext(note, vault, link, target, wished)
        if target is None or wanted is None or written is None:
            continue  # no link can hold such a name
        word = link.path if "/" in wanted and "/" not in link.path else None
        edit = rewrite_path(note, link, written, target, name=word)
        yield Finding(
            path_span(note, link) or link.target,
            f"{as_link(link)} would be {as_link(link, wanted)} in the {wished} format",
            None if edit is None else Fix(f"write {wanted}", (edit,), Safety.SAFE),
        )


def _wanted(
    vault: Vault, path: str, source: str, wished: LinkFormat, *, markdown: bool
) -> str | None:
    """The path that Obsidian would write, None where it is this one, or where it is not certain.

    The case of letters and `.md` in wikilinks are other rules', and so are stale paths. Whether
    Obsidian writes "./" is uncertain (section 6.3).
    """
    if not path or (not markdown and _is_plainly_right(vault, path, wished)):
        return None
    found = vault.resolve(path, source)
    if found.path is None or found.tie or found.uncertain:
        return None
    by_end = "/" in path and found.how in ("own folder", "shortest")
    if by_end and not leads_from_note(path, source, found.path):
        return None
    from vaultlint.vault.linktext import written_linktext  # the rule is off by default

    wanted = written_linktext(vault.files, found.path, source, wished)
    opened = vault.resolve(wanted, source)
    if opened.path != found.path or opened.tie or opened.uncertain:
        return None
    if markdown and found.path[-3:].lower() == ".md":
        wanted += found.path[-3:]
    elif not markdown and found.path[-3:].lower() == ".md" == path[-3:].lower():
        path = path[:-3]
    if wished == "relative":
        path = path.removeprefix("./")
    return None if fold(path) == fold(wanted) else wanted


def _is_plainly_right(vault: Vault, path: str, wished: LinkFormat) -> bool:
    """Whether that is clear without looking at where the note lies."""
    if wished == "relative" or ("/" in path) != (wished == "absolute"):
        return False
    return vault.opens_plainly(path)
