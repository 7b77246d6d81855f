"""A link to a note that does not exist; with what was probably meant, where that is plain."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.note import Link, Note
from vaultlint.rule import DEAD_LINKS, Change, NoOptions, rule
from vaultlint.vault import Vault

from ._absent import absent_links, why_no_note
from ._links import as_link


@rule(
    level=Level.INFO,
    preset="recommended",
    fixes=Safety.UNSAFE,
    changes={Change.LINKS, Change.HEADINGS, Change.PROPERTIES},
    uses_vault=True,
    needs=(DEAD_LINKS,),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find links to absent notes; the fix writes the one note that was surely meant."""
    absent = absent_links(note, vault, "note")
    if not absent:
        return
    from ._cause import cause_of, joined  # most notes' links open something

    findings: list[Finding] = []
    keys: list[str | None] = []
    for link in absent:
        cause = cause_of(vault, link.path, note.path, "note")
        finding = _finding(note, vault, link, cause.text)
        findings.append(finding)
        keys.append(cause.absent if finding.level is None else None)
    yield from joined(note, findings, keys, "notes")


def _finding(note: Note, vault: Vault, link: Link, cause: str) -> Finding:
    from vaultlint.vault.suggest import suggest_note

    message = f"{as_link(link)} {why_no_note(link.path, note.path)}"
    meant = suggest_note(vault, link.path, note.path)
    if meant is None:
        return Finding(link.target, message, cause=cause)
    from ._rewrite import linktext, rewrite_path

    written = linktext(note, vault, link, meant)
    if written is None:
        return Finding(link.target, message, cause=cause)
    edit = rewrite_path(note, link, written, meant)
    fix = None if edit is None else Fix(f"link to {meant}", (edit,), Safety.UNSAFE)
    message = f"{message}; did you mean {as_link(link, written)}?"
    return Finding(link.target, message, fix, level=Level.WARNING, cause=cause)
