"""Which notes a note shows within itself, and what of them: the edges along which embeds circle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.kinds import kind_of
from vaultlint.note import Heading, Note
from vaultlint.note.destination import interpret
from vaultlint.note.headings import resolve_headings
from vaultlint.note.zones import lies_in
from vaultlint.vault import Vault

# All but Markdown images whose text holds brackets, of which nobody makes an embed of a note.
_EMBED = re.compile(r"!\[(?:\[([^\[\]\r\n|#]*+)|(?!\[)[^\[\]\r\n]*+\]\(<?([^()<>\r\n#]*+))")
# What nearly all embeds are; any other that is no note costs a look-up.
_NO_NOTE = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif|pdf|mp[34]|m4a|wav|ogg|webm|mov|canvas|base)\Z", re.I
)


class Embed(NamedTuple):
    """One embed of a note: the path of the note it shows, what of it, and where the embed stands.

    ids: the block ids by which an embed elsewhere shows the paragraph that this one stands in.
    """

    target: str
    subpath: str
    span: Span
    ids: tuple[str, ...] = ()


class Embeds(NamedTuple):
    """The embeds of notes in one note, and its headings if it has any."""

    embeds: tuple[Embed, ...] = ()
    headings: tuple[Heading, ...] = ()

    def shown_by(self, subpath: str) -> Sequence[Embed]:
        """The embeds that surely are among what an embed with this subpath shows of the note."""
        parts = [part for part in subpath.split("#") if part]
        if not parts:
            return self.embeds
        if parts[-1].startswith("^"):
            name = parts[-1][1:].lower()
            return [embed for embed in self.embeds if name in embed.ids]
        section = self._section(subpath)
        return [embed for embed in self.embeds if section.contains(embed.span)]

    def _section(self, subpath: str) -> Span:
        """From a heading to the next one of its level or above; empty where there is none."""
        found = resolve_headings(self.headings, subpath)
        if found is None:
            return Span(0, 0)
        ends = (
            heading.span.start
            for heading in self.headings
            if heading.span.start > found.span.start and heading.level <= found.level
        )
        last = max(embed.span.end for embed in self.embeds) if self.embeds else 0
        return Span(found.span.start, next(ends, last))


NO_EMBEDS = Embeds()


def possible_targets(text: str) -> Iterator[str]:
    """The link paths of all that may be an embed of a note; "" is the note itself."""
    for wikilink, destination in _EMBED.findall(text):
        path = wikilink.rstrip("\\").replace("\u00a0", " ").strip()
        if destination:
            path = interpret(destination).path
        if not _NO_NOTE.search(path):
            yield path


def embeds_of(vault: Vault, path: str) -> Embeds:
    """The embeds of the note at a vault path, for `Vault.once`; none if it cannot be read."""
    try:
        note = vault.note(path)
    except OSError:
        return NO_EMBEDS
    return embeds_in(note, vault) if any(True for _ in possible_targets(note.text)) else NO_EMBEDS


def embeds_in(note: Note, vault: Vault) -> Embeds:
    """The embeds of notes in a note, where it is certain what they open.

    In comments, of which nothing is shown, there are none.
    """
    visible = note.outside("comment")
    found = []
    for link in note.internal_links:
        if not link.embed or link.external or not lies_in(link.span, visible):
            continue
        opened = vault.resolve(link.path, note.path)
        if opened.path is None or opened.tie or opened.uncertain:
            continue
        if kind_of(opened.path) == "note":
            found.append(Embed(opened.path, link.subpath, link.span, _ids_at(note, link.span)))
    return Embeds(tuple(found), note.headings) if found else NO_EMBEDS


def _ids_at(note: Note, span: Span) -> tuple[str, ...]:
    block = note.block_at(span.start)
    if block is None or block.kind != "paragraph":
        return ()
    return tuple(name for name, place in note.block_ids if block.span.contains(place))
