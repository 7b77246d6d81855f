"""JSON Schemas over properties, through the library jsonschema, which only they need.

A reference leads within the file: nothing is ever fetched.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError, ValidationError
from jsonschema.validators import validator_for
from referencing import Resource
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012, EMPTY_REGISTRY

from vaultlint.note.frontmatter import Frontmatter
from vaultlint.note.values import ListValue, MapValue, Scalar, Value, key_name
from vaultlint.schemas import Plain, PropertySchema
from vaultlint.schemas.values import has_placeholder, one_of

# Those that the library checks by itself: others would be checked on some machines only.
_FORMATS = FormatChecker(("date", "email", "ipv4", "ipv6", "uuid"))
_UNKNOWN_DRAFT: Any = object()
_SHOWN = 80  # characters of what the library says


class Loaded(NamedTuple):
    """A JSON Schema, apart from what every schema can say of the properties of a note.

    text: the rest of it, as `find_breaches` wants it.
    """

    required: tuple[str, ...]
    properties: tuple[PropertySchema, ...]
    additional: bool
    text: str


class Breach(NamedTuple):
    """A value that breaks a JSON Schema: what would be right, in words; None is the whole note."""

    value: Value | None
    path: str
    wants: str


def load_json_schema(source: str) -> Loaded:
    """The JSON Schema in a text. Raises ValueError with a sentence if it cannot be used."""
    try:
        schema = json.loads(source)
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}: no valid JSON: {error.msg.lower()}") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"no valid JSON: {error}") from None
    if not isinstance(schema, dict):
        raise ValueError("a JSON Schema must be an object here")
    kind = _validator_of(schema)
    try:
        with warnings.catch_warnings(action="ignore"):
            kind.check_schema(schema)
            _check_references(schema)
    except SchemaError as error:
        place = ".".join(map(str, error.absolute_path)) or "its top"
        raise ValueError(f"no valid JSON Schema at `{place}`: {_short(error.message)}") from None
    except Unresolvable as error:
        raise ValueError(f"`$ref` leads nowhere within the file: {_short(error.ref)}") from None
    except RecursionError:
        raise ValueError("the JSON Schema is nested too deeply") from None
    return _apart(schema)


def find_breaches(text: str, frontmatter: Frontmatter | None) -> Iterator[Breach]:
    """What breaks a JSON Schema in the properties of a note; one without value is not there."""
    root = frontmatter.root if frontmatter is not None else None
    if root is not None and not isinstance(root, MapValue):
        return
    entries = [] if root is None else [
        (key, value)
        for key, value in root.entries
        if not isinstance(value, Scalar) or value.value is not None
    ]  # fmt: skip
    instance = _data(MapValue(root.span, tuple(entries), root.flow), {}) if root else {}
    told: set[tuple[str | int, ...]] = set()
    for error in _validator(text).iter_errors(instance):
        path = tuple(error.absolute_path)
        if path not in told and not (
            isinstance(error.instance, str) and has_placeholder(error.instance)
        ):
            told.add(path)
            name = ".".join(step for step in path if isinstance(step, str))
            yield Breach(_follow(root, path) if path else None, name, _wants(error))


@lru_cache(maxsize=64)
def _validator(text: str) -> Any:
    schema = json.loads(text)
    return _validator_of(schema)(schema, registry=EMPTY_REGISTRY, format_checker=_FORMATS)


def _validator_of(schema: Mapping[str, Any]) -> Any:
    """The validator for the draft that the schema names, for 2020-12 where it names none."""
    named = schema.get("$schema")
    if named is None:
        return Draft202012Validator
    with warnings.catch_warnings(action="ignore"):
        kind: Any = validator_for(schema, default=_UNKNOWN_DRAFT)
    if kind is _UNKNOWN_DRAFT:
        raise ValueError(f"no JSON Schema draft that is known here: `$schema` is {named!r}")
    return kind


def _apart(schema: dict[str, Any]) -> Loaded:
    """Take out of a schema what `Loaded` says in its own words."""
    rest = dict(schema)
    required = rest.get("required")
    names: tuple[str, ...] = ()
    if isinstance(required, list):
        names = tuple(required)
        del rest["required"]
    properties = rest.get("properties")
    found = []
    for name, one in (properties if isinstance(properties, dict) else {}).items():
        default = one.get("default") if isinstance(one, dict) else None
        found.append(PropertySchema(name, default=_plain(default)))
    additional = rest.get("additionalProperties") is not False or "patternProperties" in rest
    if not additional:
        del rest["additionalProperties"]
    return Loaded(names, tuple(found), additional, json.dumps(rest))


def _plain(default: object) -> Plain | tuple[Plain, ...] | None:
    """A default that a note can be given: a single value, or a list of such."""
    if isinstance(default, (str, int, float)):
        return default
    if isinstance(default, list) and all(isinstance(one, (str, int, float)) for one in default):
        return tuple(default)
    return None


def _check_references(schema: object) -> None:
    """Raises Unresolvable for a reference that leads out of the file."""
    root = Resource.from_contents(schema, default_specification=DRAFT202012)
    resolver = EMPTY_REGISTRY.resolver_with_root(root)
    waiting, nested = [schema], False
    references: list[str] = []
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            nested = nested or (one is not schema and ("$id" in one or "id" in one))
            references += (
                one[key] for key in ("$ref", "$dynamicRef") if isinstance(one.get(key), str)
            )
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    for reference in references:
        if not nested:  # what an inner `$id` would make of it, only the validator knows
            resolver.lookup(reference)


def _data(value: Value, known: dict[int, object]) -> object:
    """A value as JSON has it; what is aliased is the same object wherever it stands."""
    if id(value) in known:
        return known[id(value)]
    data: Any
    if isinstance(value, Scalar):
        data = value.value
    elif isinstance(value, ListValue):
        data = known[id(value)] = []
        data += (_data(item, known) for item in value.items)
    else:
        data = known[id(value)] = {}
        for key, content in value.entries:
            if isinstance(key, Scalar):
                data.setdefault(key_name(key), _data(content, known))
    return data


def _follow(value: Value | None, path: Iterable[str | int]) -> Value | None:
    """The value at the end of a path from another one."""
    for step in path:
        if isinstance(value, ListValue) and isinstance(step, int):
            value = value.items[step]
        elif isinstance(value, MapValue):
            entries = (
                content
                for key, content in value.entries
                if isinstance(key, Scalar) and key_name(key) == step
            )
            value = next(entries, None)
    return value


_TYPES = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "properties within it",
    "null": "no value",
}
_WORDS: Mapping[str, Callable[[Any], str]] = {
    "type": lambda wanted: one_of(
        _TYPES.get(str(one), str(one)) for one in (wanted if isinstance(wanted, list) else [wanted])
    ),
    "enum": lambda wanted: one_of(f"`{_json(one)}`" for one in wanted) if wanted else "no value",
    "const": lambda wanted: f"`{_json(wanted)}`",
    "minimum": lambda wanted: f"a number of at least {wanted}",
    "maximum": lambda wanted: f"a number of at most {wanted}",
    "exclusiveMinimum": lambda wanted: f"a number above {wanted}",
    "exclusiveMaximum": lambda wanted: f"a number below {wanted}",
    "multipleOf": lambda wanted: f"a multiple of {wanted}",
    "minLength": lambda wanted: f"a text of {wanted} characters or more",
    "maxLength": lambda wanted: f"a text of {wanted} characters or less",
    "pattern": lambda wanted: f"a text in which the pattern `{wanted}` is found",
    "format": lambda wanted: f"a text in the format `{wanted}`",
    "minItems": lambda wanted: f"a list of {wanted} or more",
    "maxItems": lambda wanted: f"a list of {wanted} or less",
    "uniqueItems": lambda wanted: "nothing twice in the list",
}


def _wants(error: ValidationError) -> str:
    """What an error of the library says that there should be."""
    keyword = str(error.validator)
    if keyword in _WORDS:
        return _WORDS[keyword](error.validator_value)
    return f"something else by its `{keyword}`: {_short(error.message)}"


def _json(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _short(message: str) -> str:
    message = re.sub(r"\s+", " ", message)
    return message if len(message) <= _SHOWN else message[:_SHOWN] + "…"
