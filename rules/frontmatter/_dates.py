"""Which properties of a note are dates, by their type, their name, and the vault's own values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import normalize

from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.frontmatter import Property, Scalar, Value
from vaultlint.vault import Vault

from ._date_habits import date_text, habits
from ._date_text import UNIX_TIME, DateText, read_date

# Names that are dates in most vaults that have them; still, a vault's own values must confirm it.
COMMON_NAMES = (
    "date", "created", "modified", "updated", "edited", "published", "lastmod", "due", "deadline",
    "birthday", "datum", "erstellt", "geändert", "aktualisiert", "fecha", "creado", "modificado",
    "créé", "modifié", "data", "criado", "creato", "дата", "создано", "изменено", "日期",
    "创建时间", "更新时间", "修改时间", "作成日", "更新日", "날짜",
)  # fmt: skip
DATE_TYPES = ("date", "datetime")
_BETWEEN_WORDS = lazy(r"(?<=[^\W\d_A-Z])(?=[A-Z])|[\W\d_]+")


class DateNames(NamedTuple):
    """Which properties are dates by name: those `named` by the user, and those that are `common`.

    A common name also stands for longer ones that hold it as a word: "date" for `finishedDate`.
    """

    named: tuple[str, ...]
    common: tuple[str, ...]


class DateProperty(NamedTuple):
    """A date property: the property, its value, the text of that, what it can mean, its type."""

    entry: Property
    value: Scalar
    text: str
    read: DateText
    kind: str | None


def date_properties(
    note: Note,
    vault: Vault,
    names: DateNames,
    suspicious: Callable[[str, str, DateText], bool],
    *,
    any_form: bool = False,
    read: Callable[[str], DateText | None] = read_date,
) -> Iterator[DateProperty]:
    """The note's date properties whose text has the shape of a date and is `suspicious`.

    `suspicious` is asked with the name of the property in lower case, its text and what that can
    mean. A property is a date if `types.json` says so ("date", "datetime"), if it is named, or if
    its name is common, it has no type, and the vault's own values confirm it: mostly in Obsidian's
    form, or with `any_form` in whichever. A vault that writes all its dates in a form of its own
    means to.
    """
    if note.is_template or note.frontmatter is None:
        return
    for entry in note.frontmatter.properties:
        if not may_be_date(note, entry.name, names):
            continue
        name = entry.name.lower()
        kind = note.settings.property_types.get(name)
        text = date_text(entry.value)
        found = None if text is None else read(text)
        if text is None or found is None or not suspicious(name, text, found):
            continue
        if kind not in DATE_TYPES and not is_named(name, names.named):
            shape = habits(vault, name).shape
            if found.shape == UNIX_TIME or not (shape if any_form else shape == "obsidian"):
                continue
        assert isinstance(entry.value, Scalar)  # else it had no text
        yield DateProperty(entry, entry.value, text, found, kind)


def may_be_date(note: Note, name: str, names: DateNames) -> bool:
    """Whether a property of the note is a date by its type or its name, or has a common one."""
    kind = note.settings.property_types.get(name.lower())
    return (
        kind in DATE_TYPES
        or is_named(name, names.named)
        or (kind is None and is_common(name, names.common))
    )


def is_told_as_date(value: Value) -> bool:
    """Whether of a value in a property of a date type the rules about dates say what is wrong.

    That is where it has the shape of a date; of others they know nothing.
    """
    text = date_text(value)
    return text is not None and read_date(text) is not None


def is_named(name: str, named: tuple[str, ...]) -> bool:
    """Whether a name is among others, letter case aside."""
    return name.lower() in _folded(named)


def any_named(note: Note, named: tuple[str, ...]) -> bool:
    """Whether a property of the note has one of these names."""
    return _any_among(note.property_names, named)


@lru_cache(maxsize=1024)  # the notes of a vault share their names
def _any_among(names: tuple[str, ...], named: tuple[str, ...]) -> bool:
    return not _folded(named).isdisjoint(map(str.lower, names))


@cache
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)


@lru_cache(maxsize=1024)  # the notes of a vault share their names
def is_common(name: str, common: tuple[str, ...]) -> bool:
    """Whether a name is among the common ones, or holds one of them as a word or words."""
    words = _words(name)
    return any(f" {_words(other)} " in f" {words} " for other in common)


def _words(name: str) -> str:
    return _BETWEEN_WORDS.sub(" ", normalize("NFC", name)).strip().lower()
