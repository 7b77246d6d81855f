"""Schemas: what a vault wants of the properties of some of its notes.

The configuration makes them of its tables `[[schema]]`; a rule whose options have a field `schemas`
is given those that may concern a note. What their paths do not match never comes so far.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Plain", "PropertySchema", "Schema"]

Plain = str | int | float | bool
"""A value as a configuration names one; a date is its text in ISO form."""


class PropertySchema(NamedTuple):
    """What a schema wants of one property. What is empty or None it does not ask for.

    All of it is asked of each item where the value is a list, but for the type.

    kind: a type as `types.json` names it. enum: the values there may be. pattern: a regular
    expression that matches the whole text. least, most: of numbers or, in ISO form, of dates.
    form: moment.js tokens. link_to: folders without a slash at the end ("" is the vault) and tags
    with their "#", one of which a link must lead to. exists: the link must open something. default:
    what is put in where the property is missing. unique: no other note has the value.
    """

    name: str
    kind: str | None = None
    enum: tuple[Plain, ...] = ()
    pattern: str = ""
    least: Plain | None = None
    most: Plain | None = None
    form: str = ""
    link_to: tuple[str, ...] = ()
    exists: bool = False
    default: Plain | tuple[Plain, ...] | None = None
    unique: bool = False


class Schema(NamedTuple):
    """What notes of one kind must have in their properties.

    name: what messages call it. tags, where: conditions: one of the tags, and for each property of
    `where` one of the values. required: names of properties that need a value. properties: what
    they must be. additional: whether there may be others. json: a JSON Schema for all of them,
    as text, "" if there is none.
    """

    name: str
    tags: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[Plain, ...]], ...] = ()
    required: tuple[str, ...] = ()
    properties: tuple[PropertySchema, ...] = ()
    additional: bool = True
    json: str = ""

    def property(self, name: str) -> PropertySchema | None:
        """What it wants of the property of that name, compared without case."""
        folded = name.lower()
        return next((one for one in self.properties if one.name.lower() == folded), None)

    def knows(self, name: str) -> bool:
        """Whether it speaks of the property of that name."""
        folded = name.lower()
        names = (*self.required, *(one.name for one in self.properties))
        return any(folded == known.lower() for known in (*names, *(name for name, _ in self.where)))
