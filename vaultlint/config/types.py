"""Whether a value of a configuration file fits the type declared for a key or an option."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from vaultlint.config.lines import KeyPath
from vaultlint.near import did_you_mean

SCHEMAS = "schemas"
"""The option of a rule that no table names: it gets the schemas that may concern a note."""


class WrongTypeError(Exception):
    """A value does not fit: `at` leads to the part of it that does not."""

    def __init__(self, at: KeyPath, expected: str, value: object, near: str = "") -> None:
        super().__init__(f"must be {expected}, not {describe(value)}{near}")
        self.at = at
        self.reason = (expected, value, near)


def describe(value: object) -> str:
    """What kind of thing a TOML value is, in words; a string is quoted."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, list):
        return "a list"
    return "a table" if isinstance(value, dict) else "a date or time"


def option_types(options: type[Any]) -> dict[str, Any]:
    """Each option by the name it has in a configuration file (kebab-case), with its type.

    Raises TypeError for a type that `read_value` cannot read, which is the rule's own fault.
    """
    hints = get_type_hints(options)
    found = {}
    for field in fields(options):
        if field.name == SCHEMAS:
            continue
        expected(hints[field.name])
        found[field.name.replace("_", "-")] = hints[field.name]
    return found


def takes_schemas(options: type[Any]) -> bool:
    """Whether a rule with these options gets the schemas."""
    return any(SCHEMAS in vars(one).get("__annotations__", ()) for one in options.__mro__)


def expected(hint: Any, plural: bool = False) -> str:
    """The type in words: "a list of strings". Raises TypeError for one that TOML cannot hold."""
    origin, arguments = get_origin(hint), get_args(hint)
    simple = {
        bool: ("true or false", "truth values"),
        int: ("a whole number", "whole numbers"),
        float: ("a number", "numbers"),
        str: ("a string", "strings"),
    }
    if hint is Any:
        return "values" if plural else "a value"
    if hint in simple:
        return simple[hint][plural]
    if origin is Literal:
        choices = ", ".join(map(describe, arguments))
        return choices if plural or len(arguments) == 1 else f"one of {choices}"
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return f"{'lists' if plural else 'a list'} of {expected(arguments[0], True)}"
    if isinstance(origin, type) and issubclass(origin, Mapping) and arguments[0] is str:
        return f"{'tables' if plural else 'a table'} of {expected(arguments[1], True)}"
    if origin in (Union, types.UnionType):
        named = [one for one in arguments if one is not type(None)]
        if float in named:  # which a whole number is too
            named = [one for one in named if one is not int]
        return " or ".join(expected(one, plural) for one in named)
    raise TypeError(f"no TOML value can fill an option of the type {hint}")


def read_value(value: object, hint: Any) -> object:
    """The value as the type wants it (a list as tuple, a whole number as float).

    Known types are bool, int, float, str, Literal, `tuple[T, ...]`, `Mapping[str, T]`, and unions
    of these; None in a union is what the option is when no file names it. Raises WrongTypeError.
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is Any:
        return value
    if origin is Literal:
        for choice in arguments:
            if type(value) is type(choice) and value == choice:
                return value
        choices = [choice for choice in arguments if isinstance(choice, str)]
        near = did_you_mean(value, choices) if isinstance(value, str) else ""
        raise WrongTypeError((), expected(hint), value, near)
    elif origin in (Union, types.UnionType):
        return _read_union(value, hint, arguments)
    elif origin is tuple:
        if isinstance(value, list):
            return tuple(_read_part(item, arguments[0], at) for at, item in enumerate(value))
    elif origin is not None:
        if isinstance(value, dict):
            return {key: _read_part(item, arguments[1], key) for key, item in value.items()}
    elif type(value) is hint:
        return value
    elif hint is float and type(value) is int:
        return float(value)
    raise WrongTypeError((), expected(hint), value)


def _read_part(value: object, hint: Any, at: str | int) -> object:
    try:
        return read_value(value, hint)
    except WrongTypeError as error:
        raise WrongTypeError((at, *error.at), *error.reason) from None


def _read_union(value: object, hint: Any, arguments: tuple[Any, ...]) -> object:
    failures = []
    for one in arguments:
        if one is not type(None):
            try:
                return read_value(value, one)
            except WrongTypeError as error:
                failures.append(error)
    if len(failures) == 1:
        raise failures[0]
    raise WrongTypeError((), expected(hint), value)
