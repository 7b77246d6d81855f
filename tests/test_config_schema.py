"""The published JSON Schema of the configuration: fresh, and of one mind with what reads one."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from vaultlint.cli import cli
from vaultlint.config import ConfigError, load_config, schemas, tables
from vaultlint.config.published import MEANINGS, config_schema, schema_text
from vaultlint.page import read_cases
from vaultlint.rule_files import find_rules

DOCS = Path(__file__).resolve().parent.parent / "docs"
FILE = DOCS / "vaultlint.schema.json"
RULES = find_rules()
REWRITE = "VAULTLINT_REWRITE_PAGES" in os.environ


def plain(value: Any) -> Any:
    """TOML as JSON has it, as editors do."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, (date, time)) else value


def errors(toml: str) -> list[str]:
    table = tomllib.loads(toml)
    table = table["tool"]["vaultlint"] if "tool" in table else table
    return [error.message for error in VALIDATOR.iter_errors(plain(table))]


PUBLISHED = config_schema(RULES)
VALIDATOR = Draft7Validator(PUBLISHED)


def examples() -> Iterator[tuple[str, str]]:
    """Every TOML of the documentation and of the rules' pages, with where it comes from."""
    for page in ("configuration.md", "schemas.md"):
        blocks = re.findall(r"^```toml\n(.*?)^```", (DOCS / page).read_text("utf-8"), re.M | re.S)
        yield from ((f"{page} {number}", block) for number, block in enumerate(blocks))
    for rule in RULES.values():
        for case in read_cases(rule.page.read_text("utf-8")):
            if case.options:
                yield f"{rule.id}: {case.title}", f"[rules.{rule.id}]\n{case.options}\n"


EXAMPLES = dict(examples())


@pytest.mark.skipif(REWRITE, reason="the pages are being rewritten")
def test_the_published_file_is_fresh() -> None:
    assert json.loads(FILE.read_text("utf-8")) == json.loads(schema_text(RULES)), (
        "write it anew: vaultlint config-schema > docs/vaultlint.schema.json"
    )


@pytest.mark.skipif(not REWRITE, reason="only with VAULTLINT_REWRITE_PAGES=1")
def test_write_the_published_file_anew() -> None:
    FILE.write_bytes(schema_text(RULES).encode() + b"\n")


def test_it_is_a_json_schema() -> None:
    Draft7Validator.check_schema(PUBLISHED)


def test_every_key_has_a_meaning() -> None:
    keys = {*tables.FILE, *tables.OVERRIDE, *schemas.SCHEMA, *schemas.PROPERTY, "level"}
    assert keys == MEANINGS.keys()


def test_every_option_says_what_it_means() -> None:
    for name, rule in PUBLISHED["definitions"]["rules"]["properties"].items():
        for option, found in rule["anyOf"][1]["properties"].items():
            assert found.get("description"), f"{name}: the page has no line `- `{option}`: …`"


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_fit(name: str) -> None:
    assert errors(EXAMPLES[name]) == []


@pytest.mark.parametrize(
    "toml",
    [
        "presets = 'tidy'",
        "preset = 'tdy'",
        "select = ['lnks']",
        "gitignore = 'yes'",
        "fail-on = 'off'",
        "rules.mojibak = 'off'",
        "rules.mojibake = 'eror'",
        "rules.mojibake.lvel = 'error'",
        "rules.date-format.formt = 'YYYY'",
        "rules.date-format.format = 5",
        "rules.missing-property.schemas = []",
        "[[overrides]]\nselect = ['links']",
        "[[overrides]]\npaths = ['A/']\npreset = 'tidy'",
        "[[overrides]]\npaths = ['A/']\nrules.mojibak = 'off'",
        "[[schema]]\npath = ['A/']",
        "[[schema]]\nrequired = 'title'",
        "[[schema]]\nproperties.rating.tpe = 'number'",
        "[[schema]]\nproperties.rating.type = 'nmber'",
        "[[schema]]\nproperties.rating.min = true",
        "[[schema]]\nproperties.rating.enum = [[1]]",
        "[[schema]]\nwhere.type = {}",
    ],
)
def test_what_the_program_refuses_does_not_fit(toml: str, tmp_path: Path) -> None:
    (tmp_path / "vaultlint.toml").write_text(toml, "utf-8")
    with pytest.raises(ConfigError):
        load_config(tmp_path, RULES)
    assert errors(toml)


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    cli(["config-schema"], standalone_mode=False)
    assert json.loads(capsys.readouterr().out) == config_schema(RULES)
