"""The tables `[[schema]]` of a configuration, and the JSON Schemas that they name."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from vaultlint.config.content import PathSchema
from vaultlint.config.lines import KeyPath
from vaultlint.moment import slip, unknown_token
from vaultlint.note.tags import tag_length
from vaultlint.schemas import Plain, PropertySchema, Schema
from vaultlint.schemas.values import ISO_DATE, breach

if TYPE_CHECKING:
    from vaultlint.config.tables import TableReader

TypeName = Literal[
    "text", "list", "multitext", "number", "checkbox", "date", "datetime", "tags", "aliases"
]
PlainOrList = Plain | tuple[Plain, ...]
SCHEMA: Mapping[str, Any] = {
    "name": str,
    "paths": tuple[str, ...],
    "tags": tuple[str, ...],
    "where": Mapping[str, PlainOrList],
    "required": tuple[str, ...],
    "properties": Mapping[str, Any],
    "additional": bool,
    "json-schema": str,
}
PROPERTY: Mapping[str, Any] = {
    "type": TypeName,
    "enum": tuple[Plain, ...],
    "pattern": str,
    "min": int | float | str,
    "max": int | float | str,
    "format": str,
    "link-to": str | tuple[str, ...],
    "exists": bool,
    "default": PlainOrList,
    "unique": bool,
}
_MOST_JSON = 4_000_000  # bytes
_DEMANDS = ("required", "properties", "additional", "json-schema")


def read_schema(reader: TableReader, at: KeyPath, table: object) -> PathSchema:
    """What one table `[[schema]]` says; what is wrong with it goes to the reader's problems."""
    values = reader.table(at, _with_texts(table), SCHEMA)
    if isinstance(table, dict) and not any(key in table for key in _DEMANDS):
        reader.problem(at, "this schema asks for nothing; give it `required` or `properties`")
    for number, tag in enumerate(values.get("tags", ())):
        name = tag.removeprefix("#")
        if not name or tag_length(name, 0, len(name)) != len(name):
            reader.problem((*at, "tags", number), f'"{tag}" is no tag')
    inner = (*at, "properties")
    properties = tuple(
        _property(reader, (*inner, name), name, one)
        for name, one in values.get("properties", {}).items()
    )
    schema = Schema(
        name=values.get("name") or _name_of(values),
        tags=tuple(tag.removeprefix("#") for tag in values.get("tags", ())),
        where=tuple((name, _as_tuple(one)) for name, one in values.get("where", {}).items()),
        required=tuple(dict.fromkeys(values.get("required", ()))),
        properties=properties,
        additional=values.get("additional", True),
    )
    paths = reader.patterns((*at, "paths"), values.get("paths", ()))
    if "json-schema" in values:
        return _with_json(reader, (*at, "json-schema"), values["json-schema"], schema, paths)
    return PathSchema(paths, schema)


def _name_of(values: Mapping[str, Any]) -> str:
    """What messages call a schema that has no name: its first condition."""
    if values.get("tags"):
        return f"#{values['tags'][0].removeprefix('#')}"
    for one in values.get("where", {}).values():
        return str(_as_tuple(one)[0]).strip("[]") if one != () else "no note"
    return next(iter(values.get("paths", ())), "all notes")


def _property(reader: TableReader, at: KeyPath, name: str, table: object) -> PropertySchema:
    values = reader.table(at, table, PROPERTY)
    found = len(reader.problems)
    links = values.get("link-to", ())
    wanted = PropertySchema(
        name,
        kind={"list": "multitext"}.get(values.get("type", ""), values.get("type")),
        enum=values.get("enum", ()),
        pattern=values.get("pattern", ""),
        least=values.get("min"),
        most=values.get("max"),
        form=values.get("format", ""),
        link_to=tuple(one.rstrip("/") for one in ((links,) if isinstance(links, str) else links)),
        exists=values.get("exists", False),
        default=values.get("default"),
        unique=values.get("unique", False),
    )
    for key, problem in _problems(wanted, values):
        reader.problem((*at, key), f"`{name}.{key}` {problem}")
    if len(reader.problems) > found:  # the default would be held against what is wrong itself
        return wanted
    for one in _as_tuple(values.get("default", ())):
        text = str(one).lower() if isinstance(one, bool) else str(one)
        if wants := breach(one, text, wanted):
            reader.problem((*at, "default"), f"`{name}.default` is `{text}`, and not {wants}")
    return wanted


def _problems(wanted: PropertySchema, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A key and a sentence about it for each demand that cannot be used."""
    if values.get("enum") == ():
        yield "enum", "allows no value at all"
    if problem := _pattern_problem(wanted.pattern):
        yield "pattern", f"is no regular expression: {problem}"
    if token := unknown_token(wanted.form):
        yield "format", f"has the unknown token `{token}`"
    elif meant := slip(wanted.form):
        yield "format", f"has {meant}"
    for key, bound in (("min", wanted.least), ("max", wanted.most)):
        if isinstance(bound, str) and not ISO_DATE.fullmatch(bound):
            yield key, f'must be a number or a date such as 2024-08-21, not "{bound}"'
    if wanted.least is not None and wanted.most is not None:
        if isinstance(wanted.least, str) != isinstance(wanted.most, str):
            yield "max", "must be of one kind with `min`"
        elif wanted.least > wanted.most:  # type: ignore[operator]
            yield "max", "is less than `min`"
    for one in wanted.link_to:
        if one.startswith("#") and tag_length(one, 1, len(one)) != len(one) - 1:
            yield "link-to", f'has "{one}", which is no tag'
    if wanted.exists and not wanted.link_to:
        yield "exists", "is about `link-to`, which is missing"
    if wanted.unique and wanted.default is not None:
        yield "default", "would be the same in several notes, and the property is to be unique"


def _pattern_problem(pattern: str) -> str | None:
    """Why a text is no regular expression, None if it is one."""
    try:
        with warnings.catch_warnings(action="ignore"):
            re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        return str(error)
    return None


def _with_json(
    reader: TableReader, at: KeyPath, name: str, schema: Schema, paths: tuple[str, ...]
) -> PathSchema:
    """The schema with what the JSON Schema of that name says."""
    try:
        file, source = _read(reader.folder, name)
        from vaultlint.schemas.json_schema import load_json_schema  # imports a large library

        loaded = load_json_schema(source)
    except ValueError as error:
        reader.problem(at, f"`json-schema`: {name}: {error}")
        return PathSchema(paths, schema)
    own = {one.name.lower() for one in schema.properties}
    others = (one for one in loaded.properties if one.name.lower() not in own)
    return PathSchema(
        paths,
        schema._replace(
            required=tuple(dict.fromkeys((*schema.required, *loaded.required))),
            properties=(*schema.properties, *others),
            additional=schema.additional and loaded.additional,
            json=loaded.text,
        ),
        file,
    )


def _read(folder: Path, name: str) -> tuple[Path, str]:
    """A file in a folder, and its text. Raises ValueError with the reason why there is none."""
    path = folder / name
    inner = Path(name)
    if inner.is_absolute() or inner.drive or ".." in inner.parts:
        raise ValueError("it must lie in the folder of this file, or below it")
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ValueError("it leads out of the folder of this file")
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise ValueError("it is no file")
        with path.open("rb") as file:
            data = file.read(_MOST_JSON + 1)
        if len(data) > _MOST_JSON:
            raise ValueError("it is larger than four megabytes")
        return path, data.decode("utf-8-sig")
    except FileNotFoundError:
        raise ValueError("there is no such file") from None
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
    except OSError as error:
        raise ValueError(f"it cannot be read: {error.strerror or error}") from None


def _as_tuple(value: Any) -> tuple[Plain, ...]:
    return value if isinstance(value, tuple) else (value,)


def _with_texts(value: Any) -> Any:
    """The value with the dates and times of TOML as the texts that they are in a note."""
    if isinstance(value, dict):
        return {key: _with_texts(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_texts(one) for one in value]
    return value.isoformat() if isinstance(value, (date, time)) else value
