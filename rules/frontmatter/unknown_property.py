"""A property whose name is one slip from a common one, or not among those of the configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from typing import TYPE_CHECKING

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.gathered import Gathered
from vaultlint.note import Note
from vaultlint.note.frontmatter import Frontmatter, Property
from vaultlint.rule import Change, RuleOptions, rule

from ._property_names import property_names

if TYPE_CHECKING:
    from ._slips import Look, Slip


class Options(RuleOptions):
    """properties: the names there may be, any if empty. times: see `find_slips`."""

    properties: tuple[str, ...] = ()
    times: int = 50

    def __post_init__(self) -> None:
        if self.times < 2:
            raise ValueError("`times` is less than 2: then every name could be a slip for another")


def suspects(gathered: Gathered, options: Options) -> Mapping[str, Slip | str | None]:
    """The names that are unknown: each with the slip that it is, or with the listed name meant."""
    if not options.properties:
        from ._slips import find_slips  # not before a whole vault is looked at

        return find_slips(gathered, options.times)
    known, look = _listed(options.properties)
    unknown = (name for name in gathered.counts if name.lower() not in known)
    return {name: look.nearest(name) for name in unknown}


@lru_cache(maxsize=4)  # it is asked for in each note, and a list may be long
def _listed(properties: tuple[str, ...]) -> tuple[Set[str], Look]:
    """The names there may be, in small letters, and what finds those that are near to another."""
    from vaultlint.properties.types import FORCED_TYPES

    from ._slips import Look

    return {*FORCED_TYPES, *(name.lower() for name in properties)}, Look(properties)


@rule(
    level=Level.INFO,
    preset="recommended",
    fixes=Safety.UNSAFE,
    changes={Change.PROPERTIES, Change.TAGS, Change.LINKS},
    options=Options,
    needs=("---",),
    gathers=property_names,
    suspects=suspects,
    alone=lambda options: bool(options.properties),
)
def check(
    note: Note, options: Options, suspected: Mapping[str, Slip | str | None]
) -> Iterator[Finding]:
    """Find the properties of the note that have a suspected name."""
    frontmatter = note.frontmatter
    if frontmatter is None or note.is_template:
        return
    for entry in frontmatter.properties:
        if entry.name not in suspected:
            continue
        found = suspected[entry.name]
        if isinstance(found, tuple):
            fix = _rename(note, frontmatter, entry, found.meant)
            yield Finding(entry.key.span, _words(entry.name, found), fix)
            continue
        message = f"`{entry.name}` is not among the properties of the configuration"
        fix = None
        if found is not None:
            message += f"; did you mean `{found}`?"
            fix = _rename(note, frontmatter, entry, found)
        yield Finding(entry.key.span, message, fix, Level.WARNING)


def _words(name: str, slip: Slip) -> str:
    few = "1 note has" if slip.notes == 1 else f"{slip.notes} notes have"
    return (
        f"`{name}` is most likely `{slip.meant}` misspelt:"
        f" {few} this name, {slip.notes_with_meant} that one"
    )


def _rename(note: Note, frontmatter: Frontmatter, entry: Property, meant: str) -> Fix | None:
    """The fix that gives a property another name, None if the note has one of that name."""
    if frontmatter.get(meant) is not None:
        return None
    from vaultlint.properties.editing import rename_key

    edits = rename_key(note, entry, meant)
    return None if edits is None else Fix(f"rename it to {meant}", edits, Safety.UNSAFE)
