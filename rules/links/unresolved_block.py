"""A link to a block or a footnote that its note does not have, or to a block without its caret."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.rule import SUBPATHS, Change, NoOptions, rule
from vaultlint.vault import Vault

from ._links import shown
from ._within import Dangling, dangling_links

if TYPE_CHECKING:
    from vaultlint.vault.places import Places

_BLOCK_ID = lazy(r"[A-Za-z0-9-]+")


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.LINKS, Change.HEADINGS, Change.PROPERTIES},
    uses_vault=True,
    needs=(SUBPATHS,),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find links to absent blocks and footnotes; the fix writes a caret that was forgotten."""
    if note.is_template:
        return
    for dangling in dangling_links(note, vault, _names_block):
        from ._subpath import file_name, subpath_span  # nearly all reach something

        where = "this note" if dangling.own else file_name(dangling.path)
        name = dangling.link.subpath.strip("#").strip()
        written = shown(name)
        if dangling.places.has_block(name):
            message = f"`#{written}` lacks the caret of the block `^{written}` in {where}"
            yield _finding(note, dangling, message, f"#^{name}", Safety.SAFE)
            continue
        what = "footnote" if name.startswith("[^") else "block"
        if what == "footnote":
            written = written.removesuffix("]") + "]"  # "[[Note#[^1]]]" ends at its first "]]"
        message = f"{where} has no {what} `{written}`"
        cause = f"no {what} {written} in {where}"
        heading = "#" + name[1:].lstrip("^")
        if what == "block" and heading != "#" and dangling.places.reaches(heading):
            message += f"; did you mean the heading `{shown(heading)}`?"
            yield _finding(note, dangling, message, heading, Safety.UNSAFE, cause)
            continue
        if what == "block" and not _BLOCK_ID.fullmatch(name, 1):
            message += ": ids are made of the letters a to z, digits and hyphens"
        yield Finding(subpath_span(note, dangling.link), message, cause=cause)


def _names_block(subpath: str, places: Places) -> bool:
    part = subpath.strip("#").strip()
    return part.startswith(("^", "[^")) or places.has_block(part) is True


def _finding(
    note: Note,
    dangling: Dangling,
    message: str,
    meant: str,
    safety: Safety,
    cause: str | None = None,
) -> Finding:
    from ._subpath import rewrite_subpath, subpath_span

    edit = rewrite_subpath(note, dangling.link, meant)
    fix = None if edit is None else Fix(f"link to {meant}", (edit,), safety)
    return Finding(subpath_span(note, dangling.link), message, fix, cause=cause)
