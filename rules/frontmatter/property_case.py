"""A property that most notes of the vault spell with other capital letters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.gathered import Gathered
from vaultlint.note import Note
from vaultlint.rule import Change, NoOptions, rule

from ._property_names import property_names


class Rival(NamedTuple):
    """Another spelling of a property, in how many notes it is, and in how many this one is."""

    name: str
    notes: int
    own: int


def suspects(gathered: Gathered, options: NoOptions) -> Mapping[str, Rival]:
    """Each spelling that another one of the same property outnumbers, or that is level with one."""
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    counts = gathered.counts
    for name in counts:
        spellings[name.lower()].append(name)
    found: dict[str, Rival] = {}
    for names in spellings.values():
        most = max(names, key=counts.__getitem__)
        others = (name for name in names if name != most)
        level = next((name for name in others if counts[name] == counts[most]), None)
        for name in names:
            rival = level if name == most else most
            if rival is not None:
                found[name] = Rival(rival, counts[rival], counts[name])
    return found


@rule(
    level=Level.INFO,
    preset="recommended",
    fixes=Safety.UNSAFE,
    changes={Change.PROPERTIES},
    needs=("---",),
    gathers=property_names,
    suspects=suspects,
)
def check(note: Note, options: NoOptions, suspected: Mapping[str, Rival]) -> Iterator[Finding]:
    """Find properties that are spelt as in the fewest notes."""
    if note.is_template or note.frontmatter is None:
        return
    from vaultlint.properties.editing import rename_key  # few notes have a suspected name

    names = Counter(entry.name.lower() for entry in note.frontmatter.properties)
    for entry in note.frontmatter.properties:
        rival = suspected.get(entry.name)
        if rival is None or names[entry.name.lower()] > 1:
            continue  # of two spellings in one note duplicate-property tells
        if rival.notes == rival.own:
            message = f"`{entry.name}` is also written `{rival.name}`, in as many notes"
            yield Finding(entry.key.span, message)
            continue
        message = (
            f"`{entry.name}` is written `{rival.name}` in {_notes(rival.notes)},"
            f" and like this in {_notes(rival.own)}"
        )
        edits = rename_key(note, entry, rival.name)
        fix = Fix(f"write {rival.name}", edits, Safety.UNSAFE) if edits else None
        yield Finding(entry.key.span, message, fix)


def _notes(number: int) -> str:
    return "one note" if number == 1 else f"{number} notes"
