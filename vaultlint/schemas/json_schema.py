"""JSON Schemas over properties, through the library jsonschema, which only they need.

A reference leads within the file: nothing is ever fetched.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
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
from vaultlint.schemas.json_words import shortened, wants
from vaultlint.schemas.values import has_placeholder

# Those that the library checks by itself: others would be checked on some machines only.
_FORMATS = FormatChecker(("date", "email", "ipv4", "ipv6", "uuid"))
_UNKNOWN_DRAFT: Any = object()
_MOST_VALUES = 100_000  # with each alias written out


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
            list(kind(schema, registry=EMPTY_REGISTRY).iter_errors({}))
    except SchemaError as error:
        place = ".".join(map(str, error.absolute_path)) or "its top"
        raise ValueError(f"no valid JSON Schema at `{place}`: {shortened(error.message)}") from None
    except Unresolvable as error:
        raise ValueError(f"`$ref` leads nowhere within the file: {shortened(error.ref)}") from None
    except RecursionError:
        raise ValueError("it is nested too deeply, or refers to itself without end") from None
    return _apart(schema)


def find_breaches(text: str, frontmatter: Frontmatter | None) -> Iterator[Breach]:
    """What breaks a JSON Schema in the properties of a note; one without value is not there."""
    root = frontmatter.root if frontmatter is not None else None
    if root is not None and (not isinstance(root, MapValue) or _is_bomb(root)):
        return
    validator, names = _validator(text)
    instance: dict[str, Any] = {}
    spelt: dict[str, str] = {}  # in the note, by the name in the schema: case does not count
    for key, value in root.entries if root is not None else ():
        if isinstance(key, Scalar) and not (isinstance(value, Scalar) and value.value is None):
            name = names.get(key_name(key).lower(), key_name(key))
            spelt.setdefault(name, key_name(key))
            instance.setdefault(name, _data(value))
    told: set[tuple[str | int, ...]] = set()
    for error in _errors(validator, instance):
        path = tuple(error.absolute_path)
        if path not in told and not (
            isinstance(error.instance, str) and has_placeholder(error.instance)
        ):
            told.add(path)
            path = (spelt[str(path[0])], *path[1:]) if path else ()
            name = ".".join(step for step in path if isinstance(step, str))
            yield Breach(_follow(root, path) if path else None, name, wants(error))


def _errors(validator: Any, instance: object) -> list[ValidationError]:
    """What the library finds; nothing where the schema refers to itself without end."""
    try:
        return [*validator.iter_errors(instance)]
    except RecursionError:
        return []


@lru_cache(maxsize=64)
def _validator(text: str) -> tuple[Any, Mapping[str, str]]:
    """The validator of a schema, and the names that it has for properties, by their lower case."""
    schema = json.loads(text)
    names = schema.get("properties", {})
    kind = _validator_of(schema)
    validator = kind(schema, registry=EMPTY_REGISTRY, format_checker=_FORMATS)
    return validator, {name.lower(): name for name in names}


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
    """Raises Unresolvable for a reference that leads out of the file.

    With an `$id` within, it may be meant relative to that: one is sound if it leads somewhere from
    any of them.
    """
    root = Resource.from_contents(schema, default_specification=DRAFT202012)
    registry = EMPTY_REGISTRY.with_resource(root.id() or "", root).crawl()
    resolvers = [registry.resolver(base_uri=uri) for uri in registry]
    for reference in {*_references(schema)}:
        if not any(_resolves(resolver, reference) for resolver in resolvers):
            raise Unresolvable(ref=reference)


def _references(schema: object) -> Iterator[str]:
    waiting = [schema]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            found = (one.get(key) for key in ("$ref", "$dynamicRef"))
            yield from (reference for reference in found if isinstance(reference, str))
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _resolves(resolver: Any, reference: str) -> bool:
    try:
        resolver.lookup(reference)
    except Unresolvable:
        return False
    return True


def _data(value: Value) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Scalar):
        return value.value
    if isinstance(value, ListValue):
        return [_data(item) for item in value.items]
    found: dict[str, Any] = {}
    for key, content in value.entries:
        if isinstance(key, Scalar):
            found.setdefault(key_name(key), _data(content))
    return found


def _is_bomb(root: Value) -> bool:
    """Whether aliases of aliases make more of it than anybody wrote."""
    sizes: dict[int, int] = {}

    def size(value: Value) -> int:
        if isinstance(value, Scalar):
            return 1
        if id(value) not in sizes:
            inner = value.items if isinstance(value, ListValue) else chain(*value.entries)
            sizes[id(value)] = 1 + sum(map(size, inner))
        return sizes[id(value)]

    return size(root) > _MOST_VALUES


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
