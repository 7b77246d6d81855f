"""What is wrong with a base, and with links to its views."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.base import Base
from vaultlint.finding import Finding, Level, Span
from vaultlint.kinds import kind_of
from vaultlint.note import LinkKind, Note
from vaultlint.note.source import Lines
from vaultlint.vault import Vault

from ._base_shape import misshapen
from ._named import absent_names
from ._views import unknown_view

_LONGEST_EXCERPT = 60


def broken(base: Base, file: Note, vault: Vault) -> Iterator[Finding]:
    """What there is to say about a base that stands in the file `file`, or is it."""
    if base.error is not None:
        if not (base.error.doubtful or "{{" in base.text or "<%" in base.text):
            yield _unreadable(base)
        return
    for finding in misshapen(base):
        yield finding._replace(span=base.place(finding.span))
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


def unknown_views(note: Note, vault: Vault) -> Iterator[Finding]:
    """The links of a note that name a view which their base has not."""

    def opens_base(kind: LinkKind, path: str) -> bool:
        return path[-5:].lower() == ".base"

    for link in note.links_that(opens_base):
        target = vault.resolve(link.path, note.path)
        if target.path is not None and kind_of(target.path) == "base" and not target.uncertain:
            message = unknown_view(vault, target.path, link.subpath)
            if message is not None:
                yield Finding(link.target, message, level=Level.WARNING)
