"""A daily note whose date property names another day than its file name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from vaultlint.finding import Finding, Level
from vaultlint.moment import date_of_path, unknown_token
from vaultlint.note import Note
from vaultlint.note.frontmatter import Value
from vaultlint.rule import RuleOptions, rule
from vaultlint.settings import Settings
from vaultlint.vault import Vault

from ._dates import any_named, is_named
from ._day_told import told_by


class Options(RuleOptions):
    """Which properties name the day of a daily note, and which notes are daily notes."""

    properties: tuple[str, ...] = (
        "date", "day", "datum", "fecha", "data", "дата", "日期", "日付", "날짜",
    )  # fmt: skip
    folder: str = ""
    format: str = ""

    def __post_init__(self) -> None:
        if token := unknown_token(self.format):
            raise ValueError(f"unknown token {token} in the date format {self.format!r}")


@rule(
    level=Level.INFO,
    preset="recommended",
    options=Options,
    uses_vault=True,
    needs=("---",),
)
def check(note: Note, options: Options, vault: Vault) -> Iterable[Finding]:
    """Find a date that is not the day of its daily note, where most others are."""
    return _other_days(note, options, vault) if any_named(note, options.properties) else ()


def _other_days(note: Note, options: Options, vault: Vault) -> Iterator[Finding]:
    day = _day_of(note.path, note.settings, options)
    if day is None or note.is_template or note.frontmatter is None:
        return
    for entry in note.frontmatter.properties:
        if not is_named(entry.name, options.properties):
            continue
        named = _day_named(entry.value)
        if named is None or named == day:
            continue
        if vault.once(_is_the_day, entry.name.lower(), options.folder, options.format):
            yield Finding(
                entry.value.span, f"`{entry.name}` is {named}, in the daily note of {day}"
            )


def _day_of(path: str, settings: Settings, options: Options) -> date | None:
    """The day of the daily note at a path, None if none lies there."""
    if options.format:
        return date_of_path(path, options.folder.strip("/"), options.format)
    if "daily-notes" in settings.disabled_plugins:
        return None
    return date_of_path(path, settings.daily_folder, settings.daily_format)


def _day_named(value: Value) -> date | None:
    """The day that a value names. One with a time tells rather when the note was made."""
    told = told_by(value)
    return None if told is None or told.timed else told.moment.date()


def _is_the_day(vault: Vault, name: str, folder: str, form: str) -> bool:
    """Whether a property is the note's day in at least three of four daily notes."""
    options = Options(folder=folder, format=form)
    same = other = 0
    for path, value in vault.property_values(name).items():
        named = _day_named(value)
        if named is not None and (day := _day_of(path, vault.settings, options)) is not None:
            same += named == day
            other += named != day
    return same >= 3 * other
