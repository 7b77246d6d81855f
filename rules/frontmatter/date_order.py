"""A note that was modified before it was created, or that has a date in the future."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from vaultlint.finding import Finding, Level
from vaultlint.note import Note
from vaultlint.note.frontmatter import Property
from vaultlint.rule import RuleOptions, rule
from vaultlint.vault import Vault

from ._dates import any_named, is_named
from ._day_told import Told, told_by


class Options(RuleOptions):
    """Which properties tell when a note was made and last changed, and whether the future is."""

    created: tuple[str, ...] = (
        "created", "date created", "date_created", "date-created", "created_at", "createdAt",
        "creation date", "creation_date",
    )  # fmt: skip
    modified: tuple[str, ...] = (
        "modified", "updated", "date modified", "date_modified", "date-modified", "updated_at",
        "updatedAt", "last_modified", "lastmod", "last_edited", "modification date",
    )  # fmt: skip
    future: bool = False


@rule(level=Level.WARNING, options=Options, uses_vault=True, needs=("---",))
def check(note: Note, options: Options, vault: Vault) -> Iterator[Finding]:
    """Compare the dates of a note's creation and change with each other, and with today."""
    wanted = (*options.modified, *options.created) if options.future else options.modified
    if not any_named(note, wanted):
        return
    if note.is_template or note.frontmatter is None:
        return
    properties = note.frontmatter.properties
    created = _first(properties, options.created)
    modified = _first(properties, options.modified)
    if created is not None and modified is not None and _is_before(modified[1], created[1]):
        yield Finding(
            modified[0].value.span,
            f"`{modified[0].name}` is before `{created[0].name}`, {_text(note, created[0])}",
        )
    if options.future:
        for entry, told in filter(None, (created, modified)):
            # Elsewhere on earth it may be tomorrow already.
            if told.moment.date() > vault.today() + timedelta(days=1):
                yield Finding(entry.value.span, f"`{entry.name}` lies in the future")


def _first(properties: Sequence[Property], names: tuple[str, ...]) -> tuple[Property, Told] | None:
    """The first property with one of these names, if it is a date."""
    for entry in properties:
        if is_named(entry.name, names):
            told = told_by(entry.value)
            return None if told is None else (entry, told)
    return None


def _is_before(one: Told, other: Told) -> bool:
    """Whether a moment surely is before another: in doubt it is not."""
    zones = [told.moment.tzinfo is not None for told in (one, other)]
    if one.timed and other.timed and zones[0] == zones[1]:
        return one.moment < other.moment
    slack = timedelta(days=1 if any(zones) else 0)
    return one.moment.date() + slack < other.moment.date()


def _text(note: Note, entry: Property) -> str:
    return f"`{note.text[slice(*entry.value.span)]}`"
