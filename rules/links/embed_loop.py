"""Notes that embed one another in a circle, or a note that embeds itself."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Level
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule
from vaultlint.vault import Vault

from ._embed_parts import Embed, Part
from ._embeds import embeds_in, embeds_of, possible_targets
from ._links import shown as shorten

_MOST_PARTS = 200  # that are followed from one embed
_MOST_STEPS = 50_000  # from part to part, for all embeds of a note: bounds what thousands may take
_LONGEST_CHAIN = 6  # notes in a message


@rule(level=Level.WARNING, preset="recommended", uses_vault=True, needs=("![",))
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Follow the embeds of notes, and tell of a circle in the first of its notes by path."""
    if note.is_template or not _may_circle(note, vault):
        return
    search = _Search(note, vault)
    told: set[Part] = set()
    for part in dict.fromkeys(embed.shows for embed in search.own.all):
        circle = () if part in told or part.path < note.path else search.circle(part)
        if circle:
            notes = note.path, *(embed.shows.path for embed in circle)
            pairs = zip(circle, notes, strict=False)
            told.update(embed.shows for embed, path in pairs if path == note.path)
            yield Finding(circle[0].span, _message(note, circle[0], notes))


def _may_circle(note: Note, vault: Vault) -> bool:
    """Whether one of its embeds shows the note itself, or a note behind it with embeds."""
    for path in dict.fromkeys(possible_targets(note.text)):
        target = vault.resolve(path, note.path).path
        if target == note.path:
            return True
        if target is None or target < note.path or target[-3:].lower() != ".md":
            continue
        if vault.once(embeds_of, target).all:
            return True
    return False


class _Search:
    """Looks for circles through one note."""

    def __init__(self, note: Note, vault: Vault) -> None:
        self.own = embeds_in(note, vault)
        self._path = note.path
        self._vault = vault
        self._steps = _MOST_STEPS

    def circle(self, first: Part) -> tuple[Embed, ...]:
        """The embeds of the shortest circle that begins with one of this part, in this note.

        Each stands in what the one before it shows, and the first in what the last one shows. A
        note before this one is not gone into: a circle through it is told there.
        """
        before: dict[Part, tuple[Embed, ...]] = {first: ()}
        for part in (waiting := [first]):
            own = part.path == self._path
            there = self.own if own else self._vault.once(embeds_of, part.path)
            for embed in there.within(part.subpath):
                self._steps -= 1
                if self._steps < 0:
                    return ()
                if own and embed.shows == first:
                    return embed, *before[part]
                shown = embed.shows
                if shown.path >= self._path and shown not in before and len(before) < _MOST_PARTS:
                    before[shown] = (*before[part], embed)
                    waiting.append(shown)
        return ()


def _message(note: Note, embed: Embed, notes: tuple[str, ...]) -> str:
    written = f"`{shorten(note.text[slice(*embed.span)])}`"
    names = [shorten(path[path.rfind("/") + 1 : -3]) for path in notes]
    if len(names) == 2:
        section = embed.shows.subpath.strip("#")
        what = "block" if section.startswith("^") else "section" if section else "note"
        return f"{written} embeds the {what} that it stands in"
    if len(names) > _LONGEST_CHAIN:
        names[_LONGEST_CHAIN - 1 : -1] = ["…"]
    return f"{written} is part of a circle of embeds: {' → '.join(names)}"
