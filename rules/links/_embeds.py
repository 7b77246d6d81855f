"""Which notes a note shows within itself, and what of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vaultlint.finding import Span
from vaultlint.kinds import kind_of
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.destination import interpret
from vaultlint.note.zones import lies_in
from vaultlint.vault import Vault

from ._embed_parts import Embed, Embeds, Part

# All but Markdown images whose text holds brackets, of which nobody makes an embed of a note.
_EMBED = lazy(r"!\[(?:\[([^\[\]\r\n|#]*+)|(?!\[)[^\[\]\r\n]*+\]\(<?([^()<>\r\n#]*+))")
# What nearly all embeds show; any other file that is no note costs a look-up.
_OTHERS = frozenset(
    {"png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "avif", "pdf", "mp3", "mp4", "m4a", "wav"}
    | {"ogg", "webm", "mov", "canvas", "base"}
)

NO_EMBEDS = Embeds()


def possible_targets(text: str) -> Iterator[str]:
    """The link paths of all that may be an embed of a note; "" is the note itself."""
    for wikilink, destination in _EMBED.findall(text):
        if _is_other(destination):
            continue  # most images, whose names need not be decoded for that
        path = wikilink.rstrip("\\").replace("\u00a0", " ").strip()
        if destination:
            path = interpret(destination).path
        if not _is_other(path):
            yield path


def _is_other(path: str) -> bool:
    """Whether that is the path of a file which is no note, as it is written or decoded."""
    return "." in path and path[path.rfind(".") + 1 :].lower() in _OTHERS


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
        if not link.embed or not lies_in(link.span, visible):
            continue
        opened = vault.resolve(link.path, note.path)
        if opened.path is None or opened.tie or opened.uncertain:
            continue
        if kind_of(opened.path) == "note":
            found.append(Embed(Part(opened.path, link.subpath), link.span))
    return Embeds(_with_ids(note, found), note.headings) if found else NO_EMBEDS


def _with_ids(note: Note, embeds: list[Embed]) -> list[Embed]:
    """The embeds, each with the ids of the paragraph it stands in."""
    ids: defaultdict[Span, list[str]] = defaultdict(list)
    for name, place in note.block_ids:
        block = note.block_at(place.start)
        if block is not None and block.kind == "paragraph":
            ids[block.span].append(name)
    if not ids:
        return embeds
    blocks = ((embed, note.block_at(embed.span.start)) for embed in embeds)
    return [
        embed._replace(ids=tuple(ids.get(block.span, ()) if block else ()))
        for embed, block in blocks
    ]
