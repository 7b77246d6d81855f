"""A value that does not fit the type that the vault gives its property."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.note import Note
from vaultlint.note.foreign import PLACEHOLDER_SIGN
from vaultlint.note.frontmatter import ListValue, Property, Scalar, Value
from vaultlint.properties.types import FORCED_TYPES, TYPE_WORDS, fits, may_misfit
from vaultlint.rule import Change, RuleOptions, rule
from vaultlint.vault import Vault

from ._dates import DATE_TYPES, is_told_as_date


class Options(RuleOptions):
    """Whether a property without a type has the type that nearly all its values have."""

    infer: bool = False


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.PROPERTIES},
    options=Options,
    uses_vault=True,
    needs=("---",),
)
def check(note: Note, options: Options, vault: Vault) -> Iterable[Finding]:
    """Find values that Obsidian marks as of the wrong type (obsidian.md section 2.2)."""
    types = note.settings.property_types
    # Lists and mappings are told of under any name.
    if options.infer or note.may_nest or (types and _may_misfit(note, types)):
        return _misfits(note, options, vault)
    return ()


def _misfits(note: Note, options: Options, vault: Vault) -> Iterator[Finding]:
    types = note.settings.property_types
    if note.frontmatter is None or note.is_template:
        return
    for entry in note.frontmatter.properties:
        name, _, value = entry
        name = name.lower()
        kind = types.get(name)
        if name in FORCED_TYPES:
            if not _holds_mappings_or_lists(value):
                continue  # a first look, which spares most notes the rest
            kind = FORCED_TYPES[name]
        if kind is None:
            if options.infer and isinstance(value, Scalar):
                yield from _unlike_others(note, entry, value, vault)
        elif fits(value, kind) is False and _is_told_here(note, entry, kind):
            yield _mismatch(note, entry, kind)


def _may_misfit(note: Note, types: Mapping[str, str]) -> bool:
    """Whether a value without lists or mappings within may not fit the type of its property.

    In one of the forced types such a value fits, or another rule tells of it.
    """
    written = note.written_values
    if written is None:
        return True
    for name, source in written:
        kind = types.get(name.lower())
        if kind is not None and name.lower() not in FORCED_TYPES and may_misfit(source, kind):
            return True
    return False


def _holds_mappings_or_lists(value: Value) -> bool:
    if isinstance(value, ListValue):
        return any(not isinstance(item, Scalar) for item in value.items)
    return not isinstance(value, Scalar)


def _is_told_here(note: Note, entry: Property, kind: str) -> bool:
    """Whether no other rule speaks of the value, and no program is to put another in its place."""
    value = entry.value
    if PLACEHOLDER_SIGN.search(note.text, *value.span):
        return False
    if kind in ("tags", "aliases"):
        return entry.name.lower() in FORCED_TYPES  # it is uncertain for any other name
    from ._nested_links import nested_links  # few values come here

    if any(nested_links(note.text, value)):
        return False
    return not (kind in DATE_TYPES and is_told_as_date(value))


def _mismatch(note: Note, entry: Property, kind: str) -> Finding:
    from ._excerpt import excerpt
    from ._typed_value import described

    value, place = entry.value, entry.value.span
    source = excerpt(note.text[slice(*value.span)])
    says = f"is a {TYPE_WORDS[kind]} in this vault"
    if entry.name.lower() in FORCED_TYPES:
        says = "takes a list of texts"
    what = f"`{source}` is {described(value)}"
    if isinstance(value, ListValue) and kind in ("multitext", "tags", "aliases"):
        odd = next(item for item in value.items if not isinstance(item, Scalar))
        what, place = f"it holds {described(odd)}, which Obsidian cannot show", odd.span
    elif kind in DATE_TYPES and isinstance(value, Scalar):
        what = f"`{source}` is none"
    return Finding(place, f"`{entry.name}` {says}, but {what}", _fix(note, entry, kind))


def _fix(note: Note, entry: Property, kind: str, most: Safety = Safety.SAFE) -> Fix | None:
    from vaultlint.properties.editing import set_value  # few notes need it

    from ._typed_value import meaning

    meant = meaning(entry.value, kind)
    edits = set_value(note, entry, meant.value) if meant is not None else None
    if meant is None or edits is None:
        return None
    written = str(meant.value).lower()
    return Fix(f"write {written}", edits, min(most, meant.safety))


def _unlike_others(note: Note, entry: Property, value: Scalar, vault: Vault) -> Iterator[Finding]:
    """A text that would be of the type that nearly all other values of the property have."""
    if not isinstance(value.value, str):
        return
    from ._prevailing_type import prevailing_type
    from ._typed_value import meaning

    for kind in ("number", "checkbox"):
        meant = meaning(value, kind)
        if meant is not None and vault.once(prevailing_type, entry.name.lower()) == kind:
            source = note.text[slice(*value.span)]
            message = f"`{entry.name}` is a {kind} nearly everywhere, but here `{source}` is a text"
            yield Finding(value.span, message, _fix(note, entry, kind, Safety.UNSAFE), Level.INFO)
