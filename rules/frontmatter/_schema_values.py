"""What a schema has to say against the properties of a note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaultlint.finding import Finding, Fix, Safety, Span
from vaultlint.near import did_you_mean
from vaultlint.note import Note
from vaultlint.note.frontmatter import Frontmatter, ListValue, Property, Scalar, Value
from vaultlint.note.scalars import type_plain
from vaultlint.properties.editing import set_scalar
from vaultlint.properties.types import FORCED_TYPES, fits, kind_of_property
from vaultlint.schemas import PropertySchema, Schema
from vaultlint.schemas.values import breach, has_placeholder, is_empty, misfits, parts
from vaultlint.vault import Vault

from ._schema_vault import leads_astray, other_holder

_SHOWN = 60  # characters of a value in a message


def violations(
    note: Note, frontmatter: Frontmatter, schema: Schema, vault: Vault
) -> Iterator[Finding]:
    """A finding for each value that is not as the schema wants it."""
    for entry in frontmatter.properties:
        wanted = schema.property(entry.name)
        if wanted is None or is_empty(entry.value) or _is_anothers(note, entry, wanted):
            continue
        if kind := misfits(entry.value, wanted):
            yield Finding(entry.value.span, _message(note, entry, entry.value, schema, kind))
            continue
        for scalar in parts(entry.value):
            yield from _of_scalar(note, entry, scalar, schema, wanted, vault)
    if schema.json:
        yield from _of_json(note, frontmatter, schema)


def unknown_names(frontmatter: Frontmatter, schemas: Sequence[Schema]) -> Iterator[Finding]:
    """A finding for each property that no schema speaks of, if one of them allows no others."""
    strict = next((schema for schema in schemas if not schema.additional), None)
    if strict is None:
        return
    known = [one.name for schema in schemas for one in schema.properties]
    known += [name for schema in schemas for name in schema.required]
    for entry in frontmatter.properties:
        if entry.name.lower() not in FORCED_TYPES and not any(
            schema.knows(entry.name) for schema in schemas
        ):
            near = did_you_mean(entry.name, known, 0.75)
            message = f"the schema `{strict.name}` knows no property `{entry.name}`{near}"
            yield Finding(entry.key.span, message)


def _is_anothers(note: Note, entry: Property, wanted: PropertySchema) -> bool:
    """Whether another rule speaks of the value: Obsidian's own type does not fit, a link without
    quotes is a list in a list; or a template's placeholder is not filled in yet.
    """
    value = entry.value
    if has_placeholder(note.text[slice(*value.span)]):
        return True
    if isinstance(value, ListValue) and any(isinstance(one, ListValue) for one in value.items):
        return True
    kind = kind_of_property(entry.name, note.settings)
    return kind is not None and wanted.kind in (None, kind) and fits(value, kind) is False


def _of_scalar(
    note: Note,
    entry: Property,
    scalar: Scalar,
    schema: Schema,
    wanted: PropertySchema,
    vault: Vault,
) -> Iterator[Finding]:
    value = scalar.value
    if value is None:
        return
    wants = breach(value, _text(note, scalar), wanted)
    if wants is not None:
        message = _message(note, entry, scalar, schema, wants)
        yield Finding(scalar.span, message, _in_case_of_enum(note, scalar, wanted))
    elif wanted.link_to and (wants := leads_astray(note, scalar, wanted, vault)):
        yield Finding(scalar.span, _message(note, entry, scalar, schema, wants))
    elif wanted.unique and (other := other_holder(note, entry.name, scalar, vault)):
        wants = f"it to be unique, and `{other}` has it too"
        yield Finding(scalar.span, _message(note, entry, scalar, schema, wants))


def _in_case_of_enum(note: Note, scalar: Scalar, wanted: PropertySchema) -> Fix | None:
    """The fix for a value that differs from one of an enum only in case."""
    text = str(scalar.value).strip().casefold()
    meant = [one for one in wanted.enum if isinstance(one, str) and one.casefold() == text]
    if len(meant) != 1 or breach(meant[0], meant[0], wanted):
        return None
    edits = set_scalar(note, scalar, meant[0])
    return None if edits is None else Fix(f"write it as {meant[0]}", edits, Safety.UNSAFE)


def _of_json(note: Note, frontmatter: Frontmatter, schema: Schema) -> Iterator[Finding]:
    from vaultlint.schemas.json_schema import find_breaches

    for value, path, wants in find_breaches(schema.json, frontmatter):
        if value is None:
            message = f"the schema `{schema.name}` wants {wants}"
            yield Finding(Span(frontmatter.span.start, frontmatter.span.start), message)
        elif not has_placeholder(note.text[slice(*value.span)]):
            yield Finding(value.span, _told(path, value, note, schema, wants))


def _message(note: Note, entry: Property, value: Value, schema: Schema, wants: str) -> str:
    return _told(entry.name, value, note, schema, wants)


def _told(name: str, value: Value, note: Note, schema: Schema, wants: str) -> str:
    return f"`{name}` is {_in_words(note, value)}; the schema `{schema.name}` wants {wants}"


def _in_words(note: Note, value: Value) -> str:
    if isinstance(value, ListValue):
        return f"a list of {len(value.items)}" if value.items else "an empty list"
    if not isinstance(value, Scalar):
        return "nested properties"
    text = _text(note, value)
    if not isinstance(type_plain(text), str):
        text = note.text[slice(*value.span)]  # a text that would be a number without its quotes
    text = " ".join(text.split())
    return f"`{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}`"


def _text(note: Note, scalar: Scalar) -> str:
    """A value as it is written; a text without its quotes and escapes."""
    value = scalar.value
    return value if isinstance(value, str) else note.text[slice(*scalar.span)]
