"""Damage in what links lead to: whether they open something as they are, and once repaired."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from vaultlint.encoding import Certainty, Repair
from vaultlint.finding import Edit, Span, apply_edits
from vaultlint.note import Link, Note
from vaultlint.note.destination import interpret
from vaultlint.note.links import wikilink
from vaultlint.note.values import Scalar, walk
from vaultlint.vault import Vault

from ._telling import Told, visible


def weighed(note: Note, vault: Vault, repairs: Sequence[Repair]) -> list[Told]:
    """The repairs in order, those in targets with what the vault says of them.

    What opens a file only when repaired is certain. What opens one as it is must stay, for the file
    has the damaged name. Where an address on the web leads nobody knows, so damage that stands
    nowhere else in the note may be its own.
    """
    told = {repair.span: Told(repair) for repair in repairs}
    starts = [repair.span.start for repair in repairs]
    internal = {link.target: link for link in note.internal_links}
    abroad: list[Repair] = []
    for span in dict.fromkeys(zone.span for zone in note.zones if zone.kind == "target"):
        link = internal.get(span)
        if link is None:
            abroad += _within(span, repairs, starts)
            continue
        subpath = note.text.find("#", *span)
        path = Span(span.start, subpath if subpath >= 0 else span.end)
        if inside := _within(path, repairs, starts):
            told.update(_in_link(note, vault, link, inside))
    for span in _named_in_properties(note, vault) if starts[:1] < [note.body_start] else ():
        for repair in _within(span, repairs, starts):
            told[repair.span] = _stays(repair, note.text[span.start : span.end])
    elsewhere = {repair.span for repair in repairs}.difference(repair.span for repair in abroad)
    if not any(told[span].repair.certainty is Certainty.CERTAIN for span in elsewhere):
        for repair in abroad:
            if repair.certainty is Certainty.CERTAIN:
                told[repair.span] = Told(repair._replace(certainty=Certainty.DOUBTFUL))
    return [told[repair.span] for repair in repairs]


def _within(span: Span, repairs: Sequence[Repair], starts: Sequence[int]) -> Sequence[Repair]:
    """The repairs within a span; `starts` is where each begins."""
    return [
        repair
        for repair in repairs[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        if repair.span.end <= span.end
    ]


def _in_link(
    note: Note, vault: Vault, link: Link, repairs: Sequence[Repair]
) -> Mapping[Span, Told]:
    """The repairs in the target of a link, given what it opens before and after them."""
    edits = [
        Edit(repair.span, repair.replacement)
        for repair in repairs
        if repair.replacement is not None
    ]
    after = _path(note.text, link, edits)
    if after == link.path or _path(note.text, link, []) != link.path:
        return {}
    if vault.opens(link.path, note.path):
        found = vault.resolve(link.path, note.path).path or link.path
        return {repair.span: _stays(repair, found) for repair in repairs}
    opened = vault.surely_opened(after, note.path)
    if opened is None:
        return {}
    addition = f": the link then opens `{visible(opened)}`"
    return {repair.span: Told(_surer(repair), addition) for repair in repairs}


def _surer(repair: Repair) -> Repair:
    """The repair with the certainty that a file of the repaired name gives it."""
    surer = {
        Certainty.DOUBTFUL: Certainty.CERTAIN,
        Certainty.GUESSED: Certainty.DOUBTFUL,
    }
    return repair._replace(certainty=surer.get(repair.certainty, repair.certainty))


def _stays(repair: Repair, file: str) -> Told:
    name = visible(file[file.rfind("/") + 1 :])
    return Told(repair, f", and so should the name of the file `{name}`", fixable=False)


def _path(text: str, link: Link, edits: Sequence[Edit]) -> str:
    """The path of a link after edits of its target."""
    start, end = link.target
    inside = (Edit(Span(s - start, e - start), new) for (s, e), new in edits)
    target = apply_edits(text[start:end], inside)
    if link.kind == "wikilink":
        return wikilink(f"[[{target}]]", 0, len(target) + 4, embed=False).path
    return interpret(target).path


def _named_in_properties(note: Note, vault: Vault) -> Iterator[Span]:
    """Values of properties that are paths of files, as those of a cover are (section 3.3)."""
    for value in walk(note.frontmatter.root if note.frontmatter else None):
        if isinstance(value, Scalar) and isinstance(value.value, str):
            path = value.value.strip("/")
            if not path.isascii() and vault.files.at(path):
                yield value.span
