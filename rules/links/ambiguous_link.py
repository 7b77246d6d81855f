"""A link that several files answer to alike, so that it may open another one any day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.note import Link, Note
from vaultlint.rule import ODD_LINKS, Change, RuleOptions, rule
from vaultlint.vault import Resolution, Vault
from vaultlint.vault.resolve import opened

from ._links import as_link, leads_from_note, odd_links, path_span, shown, written_once

_NAMED = 3  # files in a message


class Options(RuleOptions):
    """all: also report a bare name that several files have, where Obsidian's choice is certain."""

    all: bool = False


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.LINKS, Change.HEADINGS, Change.PROPERTIES},
    options=Options,
    uses_vault=True,
    needs=(ODD_LINKS,),
)
def check(note: Note, options: Options, vault: Vault) -> Iterator[Finding]:
    """Find links that several files answer to; the fix, where one is chosen, writes its path."""
    if note.is_template:
        return  # the folder of the note that is made of it takes part in the choice

    def is_ambiguous(path: str, resolution: Resolution) -> bool:
        if resolution.path is None or resolution.uncertain:
            return False
        return resolution.tie or (options.all and _is_chosen(path, resolution, note.path))

    for link in written_once(odd_links(note, vault, is_ambiguous)):
        resolution = vault.resolve(link.path, note.path)
        span = path_span(note, link) or link.target
        name = resolution.candidates[0].rpartition("/")[2]
        cause = f"several files are called {shown(name)}"
        if resolution.tie:
            files = _list(opened(resolution, note.path))
            message = f"{as_link(link)} is ambiguous: Obsidian may open {files}"
            yield Finding(span, message, cause=cause)
        else:
            fix = _fix(note, vault, link, resolution)
            yield Finding(span, _choice(link, resolution), fix, cause=cause)


def _is_chosen(path: str, resolution: Resolution, source: str) -> bool:
    """Whether a bare name that several files have opens one that the reader may not expect.

    The one in the root has no other name, and the one beside the note is a relative path's too.
    """
    by_name = resolution.how in ("own folder", "shortest") and "/" not in path
    several = by_name and len(resolution.candidates) > 1
    return several and not leads_from_note(path, source, resolution.candidates[0])


def _choice(link: Link, resolution: Resolution) -> str:
    best, *others = resolution.candidates
    why = (
        "below the note's own folder"
        if resolution.how == "own folder"
        else "with the shortest path"
    )
    return f"{as_link(link)} opens {shown(best)}, the one {why}, and not {_list(others)}"


def _fix(note: Note, vault: Vault, link: Link, resolution: Resolution) -> Fix | None:
    from ._rewrite import retarget

    target = resolution.candidates[0]
    edit = retarget(note, vault, link, target, "absolute")
    return None if edit is None else Fix(f"write the path of {target}", (edit,), Safety.SAFE)


def _list(files: Sequence[str]) -> str:
    named = [shown(path) for path in files[:_NAMED]]
    last = "another" if len(files) > _NAMED else named.pop()
    return f"{', '.join(named)} or {last}" if named else last
