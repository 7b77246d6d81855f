"""Notes that embed one another in a circle, or a note that embeds itself."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Level
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule
from vaultlint.vault import Vault

from ._embeds import Embed, Embeds, embeds_in, embeds_of, possible_targets
from ._links import shown

_FARTHEST = 200  # parts of notes that are looked at for one embed
_LONGEST_CHAIN = 6  # notes in a message


@rule(level=Level.WARNING, preset="recommended", uses_vault=True, needs=("![",))
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Follow the embeds of notes, and tell of a circle in the first of its notes by path."""
    if note.is_template or not _may_circle(note, vault):
        return
    own = embeds_in(note, vault)
    told: set[tuple[str, str]] = set()
    for embed in own.embeds:
        if embed.target < note.path or embed[:2] in told:
            continue
        circle = _circle(embed, note, own, vault)
        if circle:
            told.update(part[:2] for part in circle if part in own.embeds)
            yield Finding(embed.span, _message(note, embed, circle))


def _may_circle(note: Note, vault: Vault) -> bool:
    """Whether one of its embeds shows the note itself, or a note behind it with embeds."""
    for path in dict.fromkeys(possible_targets(note.text)):
        target = vault.resolve(path, note.path).path
        if target == note.path:
            return True
        if target is None or target < note.path or target[-3:].lower() != ".md":
            continue
        if vault.once(embeds_of, target).embeds:
            return True
    return False


def _circle(first: Embed, note: Note, own: Embeds, vault: Vault) -> tuple[Embed, ...]:
    """The embeds of the shortest circle that an embed is part of, it being the first; or none.

    A note before this one is not gone into: a circle through it is told there.
    """
    before: dict[tuple[str, str], tuple[Embed, ...]] = {first[:2]: (first,)}
    waiting = [first[:2]]
    for target, subpath in waiting:
        there = own if target == note.path else vault.once(embeds_of, target)
        for embed in there.shown_by(subpath):
            if embed is first:
                return before[target, subpath]
            part = embed[:2]
            if embed.target >= note.path and part not in before and len(before) < _FARTHEST:
                before[part] = (*before[target, subpath], embed)
                waiting.append(part)
    return ()


def _message(note: Note, embed: Embed, circle: tuple[Embed, ...]) -> str:
    written = f"`{shown(note.text[slice(*embed.span)])}`"
    if len(circle) == 1:
        section = embed.subpath.strip("#")
        what = "block" if section.startswith("^") else "section" if section else "note"
        return f"{written} embeds the {what} that it stands in"
    names = [_name(part.target) for part in circle]
    if len(names) > _LONGEST_CHAIN:
        names[_LONGEST_CHAIN - 1 : -1] = ["…"]
    chain = " → ".join((_name(note.path), *names))
    return f"{written} is part of a circle of embeds: {chain}"


def _name(path: str) -> str:
    return shown(path[path.rfind("/") + 1 : -3])
