"""The JSON Schema of a configuration file, from which editors complete keys, rules and options."""

from __future__ import annotations

import json
import re
import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, Literal, Union, get_args, get_origin

from vaultlint.config.names import PRESETS
from vaultlint.config.schemas import PROPERTY, SCHEMA
from vaultlint.config.tables import FILE, OVERRIDE, LevelName
from vaultlint.config.types import option_types
from vaultlint.rule import Rule

Json = dict[str, Any]

# What editors show beside a key; docs/configuration.md and docs/schemas.md say more.
MEANINGS: Mapping[str, str] = {
    "preset": "The rules to start from.",
    "select": "Rules, groups and presets to run besides those of the preset.",
    "ignore": "Rules, groups and presets not to run; goes before everything else in this file.",
    "rules": "The level and the options of single rules.",
    "exclude": "Files that vaultlint leaves alone, as patterns of a .gitignore.",
    "gitignore": "Whether to leave alone what git ignores.",
    "fail-on": "The level from which on findings make the exit status 1.",
    "overrides": "Other rules for some notes.",
    "schema": "What the properties of some notes have to be.",
    "plugins": "Rules of your own; only in your own configuration, never in a vault's.",
    "paths": "Patterns of a .gitignore, relative to the vault's root.",
    "name": "What messages call the schema.",
    "tags": "Notes that have one of these tags, or one nested below it.",
    "where": "Notes whose property has the value, or one of the list of values.",
    "required": "Properties that must have a value.",
    "properties": "What properties have to be where they have a value.",
    "additional": "Whether there may be properties that no schema of the note names.",
    "json-schema": "The path of a JSON Schema for the properties, in the folder of this file.",
    "type": "Obsidian's type of the property.",
    "enum": "The values that there may be.",
    "pattern": "A regular expression that matches the whole value.",
    "min": "The least number, or the first date.",
    "max": "The greatest number, or the last date.",
    "format": "The form of a date, in tokens of moment.js.",
    "link-to": "A folder or a #tag, or a list of them: where the link must lead.",
    "exists": "Whether the link must open something.",
    "default": "What an unsafe fix puts in where the property is required and missing.",
    "unique": "Whether no other note may have the same value.",
    "level": "The level of all findings of this rule, or off.",
}
_SIMPLE = {bool: "boolean", int: "integer", float: "number", str: "string"}


def config_schema(rules: Mapping[str, Rule]) -> Json:
    """A JSON Schema (draft 7, which editors read) of a `vaultlint.toml` with these rules."""
    presets: Json = {"enum": [*PRESETS]}
    named: Json = {"type": "array", "items": {"enum": _names(rules)}}
    selection: Json = {
        "select": named,
        "ignore": named,
        "rules": _table({name: _rule(rule) for name, rule in rules.items()}),
    }
    shared = {name: {"$ref": f"#/definitions/{name}"} for name in selection}
    override = _table({**_keys(OVERRIDE), **shared})
    override["required"] = ["paths"]
    schema = _table(_keys(SCHEMA))
    schema["properties"]["properties"] = {
        "type": "object",
        "additionalProperties": _table(_keys(PROPERTY)),
    }
    keys: Json = {
        **_keys(FILE),
        **shared,
        "preset": {"anyOf": [presets, {"type": "array", "items": presets}]},
        "overrides": {"type": "array", "items": _told(override)},
        "schema": {"type": "array", "items": _told(schema)},
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "vaultlint.toml",
        "description": "The configuration of vaultlint, a linter for Obsidian vaults.",
        **_told(_table(keys)),
        "definitions": {"level": _of_type(LevelName), **selection},
    }


def schema_text(rules: Mapping[str, Rule]) -> str:
    """The same as text, in ASCII, without a newline at its end."""
    return json.dumps(config_schema(rules), indent=1)


def _names(rules: Mapping[str, Rule]) -> list[str]:
    """All that `select` and `ignore` take."""
    groups = {rule.group for rule in rules.values()}
    return sorted({*rules, *groups, *(name for preset in PRESETS.values() for name in preset)})


def _rule(rule: Rule) -> Json:
    """What may stand behind the name of a rule: a level, or a table with its options."""
    level = {"$ref": "#/definitions/level"}
    page = rule.page.read_text("utf-8") if rule.page.is_file() else ""
    types_by_name = option_types(rule.options)
    defaults = {one.name.replace("_", "-"): one for one in fields(rule.options)}
    options = {
        name: {**_of_type(hint), **_default(defaults[name]), **_meaning_of(name, page)}
        for name, hint in types_by_name.items()
    }
    table = _table({"level": {"allOf": [level], "description": MEANINGS["level"]}, **options})
    return {"description": rule.summary, "anyOf": [level, table]}


def _default(field: Field[Any]) -> Json:
    value = field.default_factory() if field.default_factory is not MISSING else field.default
    if isinstance(value, Mapping):
        return {"default": dict(value)}
    value = list(value) if isinstance(value, tuple) else value
    return {} if value is None or value is MISSING else {"default": value}


def _meaning_of(option: str, page: str) -> Json:
    """What the page of a rule says of an option, in a list item or a paragraph of its own."""
    told = re.search(
        rf"^(?:- |Option )`{re.escape(option)}`(?: \([^)]*\))?: (.+(?:\n(?!- ).+)*)",
        page,
        re.MULTILINE,
    )
    if told is None:
        return {}
    text = " ".join(told[1].split())
    return {"description": text[:1].upper() + text[1:]}


def _keys(hints: Mapping[str, Any]) -> Json:
    return {name: _of_type(hint) for name, hint in hints.items()}


def _told(table: Json) -> Json:
    """The table with what its keys mean, and what those in its tables of tables mean."""
    for name, one in table["properties"].items():
        if "$ref" in one:  # beside which nothing else counts
            table["properties"][name] = {"allOf": [one], "description": MEANINGS[name]}
        else:
            one["description"] = MEANINGS[name]
        inner = one.get("additionalProperties")
        if isinstance(inner, dict) and "properties" in inner:
            _told(inner)
    return table


def _table(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _of_type(hint: Any) -> Json:
    """What fits a type that `read_value` reads."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in _SIMPLE:
        return {"type": _SIMPLE[hint]}
    if origin is Literal:
        return {"enum": [*arguments]}
    if origin is tuple:
        return {"type": "array", "items": _of_type(arguments[0])}
    if origin in (Union, types.UnionType):
        return _any_of(_of_type(one) for one in arguments if one is not type(None))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of_type(arguments[1])}
    return {}


def _any_of(choices: Iterable[Json]) -> Json:
    found = [*choices]
    return found[0] if len(found) == 1 else {"anyOf": found}
