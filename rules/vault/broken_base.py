"""A base that Obsidian cannot show, or that names notes, folders or views that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from vaultlint.base import Base
from vaultlint.base.fences import bases_in
from vaultlint.finding import Finding, Level, Span
from vaultlint.kinds import kind_of
from vaultlint.note import LinkKind, Note
from vaultlint.note.source import Lines
from vaultlint.rule import NoOptions, rule
from vaultlint.vault import Vault

from ._base_shape import misshapen
from ._named import absent_names
from ._views import unknown_view

_LONGEST_EXCERPT = 60


@rule(
    level=Level.ERROR,
    preset="recommended",
    uses_vault=True,
    in_code=True,
    needs=("base",),
    files=("base", "note"),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Look at a base (section 9.2), at the bases in a note, and at its links to views of a base."""
    if kind_of(note.path) == "base":
        yield from _broken(Base(note), note, vault)
    else:
        for base in bases_in(note):
            yield from _broken(base, note, vault)
        if ".base#" in note.text:
            yield from _unknown_views(note, vault)


def _broken(base: Base, file: Note, vault: Vault) -> Iterator[Finding]:
    if base.error is not None:
        if not (base.error.doubtful or "{{" in base.text or "<%" in base.text):
            yield _unreadable(base)
        return
    for finding in misshapen(base):
        yield replace(finding, span=base.place(finding.span))
    yield from absent_names(base, file, vault)


def _unreadable(base: Base) -> Finding:
    """The finding in the line that YAML stumbles over, the last one with text before it."""
    assert base.error is not None
    lines = Lines(base.text)
    number = lines.number_at(base.error.offset)
    while number and not base.text[slice(*lines.span(number))].strip():
        number -= 1
    start, end = lines.span(number)
    written = base.text[start:end].strip(" \t")
    begin = min(max(base.error.offset, start + base.text[start:end].find(written[:1])), end)
    if begin == end:
        begin = end - len(written)
    if len(written) > _LONGEST_EXCERPT:
        written = written[:_LONGEST_EXCERPT] + "…"
    message = f"Obsidian cannot read this base because of `{written}`: {base.error.problem}"
    return Finding(base.place(Span(begin, end)), message)


def _unknown_views(note: Note, vault: Vault) -> Iterator[Finding]:
    def opens_base(kind: LinkKind, path: str) -> bool:
        return path[-5:].lower() == ".base"

    for link in note.links_that(opens_base):
        target = vault.resolve(link.path, note.path)
        if target.path is not None and kind_of(target.path) == "base" and not target.uncertain:
            message = unknown_view(vault, target.path, link.subpath)
            if message is not None:
                yield Finding(link.target, message, level=Level.WARNING)
