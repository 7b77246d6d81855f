"""A link or an embed of a file that does not exist, or whose extension is not written."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.note import Link, Note
from vaultlint.rule import DEAD_LINKS, Change, NoOptions, rule
from vaultlint.vault import Vault
from vaultlint.vault.attachments import is_alone

from ._absent import OUTSIDE, absent_links, attachment_before_md, lacks_extension, why_not_seen
from ._links import as_link, path_span


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.LINKS, Change.HEADINGS, Change.PROPERTIES},
    uses_vault=True,
    needs=(DEAD_LINKS,),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find links to absent attachments; the fix writes the one that was surely meant."""
    absent = absent_links(note, vault, "attachment")
    if not absent:
        return
    from ._cause import cause_of, joined  # most notes' links open something

    findings: list[Finding] = []
    keys: list[str | None] = []
    for link in absent:
        cause = cause_of(vault, link.path, note.path, "file")
        if found := lacks_extension(link, note.path, vault):
            findings.append(_without_extension(note, vault, link, found))
            keys.append(None)
            continue
        finding, suggested = _missing(note, vault, link, cause.text)
        findings.append(finding)
        keys.append(None if suggested else cause.absent)
    yield from joined(note, findings, keys, "files")


def _without_extension(note: Note, vault: Vault, link: Link, found: list[str]) -> Finding:
    """The extension is added where one file fits: surely meant in an embed, probably in a link."""
    extensions = [path[path.rfind(".") :] for path in found]
    names = " or ".join(as_link(link, link.path + extension) for extension in extensions[:3])
    message = f"{as_link(link)} lacks its extension: the file is {names}"
    path = path_span(note, link)
    opened = vault.resolve(link.path + extensions[0], note.path)
    if path is None or len(found) > 1 or opened.path != found[0] or opened.tie or opened.uncertain:
        return Finding(link.target, message)
    from ._rewrite import renames_heading

    edit = Edit(Span(path.end, path.end), extensions[0])
    if renames_heading(note, link, edit):
        return Finding(link.target, message)
    safety = Safety.SAFE if link.embed and is_alone(vault, found[0]) else Safety.UNSAFE
    return Finding(link.target, message, Fix(f"add {extensions[0]}", (edit,), safety))


def _missing(note: Note, vault: Vault, link: Link, cause: str) -> tuple[Finding, bool]:
    """The finding, and whether it names a file that was meant."""
    from vaultlint.vault.attachments import suggest_attachment

    from ._rewrite import linktext, rewrite_path

    meant = attachment_before_md(link.path, note.path, vault)
    why = None if meant else why_not_seen(link.path, note.path)
    message = f"{as_link(link)} {why or 'has no file'}"
    meant = meant or suggest_attachment(vault, link.path, note.path)
    written = None if meant is None else linktext(note, vault, link, meant)
    if meant is None or written is None:
        level = Level.INFO if why == OUTSIDE else None
        return Finding(link.target, message, level=level, cause=cause), False
    edit = rewrite_path(note, link, written, meant)
    fix = None if edit is None else Fix(f"link to {meant}", (edit,), Safety.UNSAFE)
    message = f"{message}; did you mean {as_link(link, written)}?"
    return Finding(link.target, message, fix, cause=cause), True
