"""Schemas: what a configuration may say of them, when they hold, and what they find in a vault."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.config import CommandLine, Config, ConfigError, load_config
from vaultlint.lint import check_path
from vaultlint.note import Note
from vaultlint.rule_files import find_rules
from vaultlint.schemas import PropertySchema, Schema
from vaultlint.schemas.json_schema import find_breaches, load_json_schema
from vaultlint.schemas.matching import matching
from vaultlint.schemas.values import breach
from vaultlint.vault import Vault

RULES = find_rules()
SCHEMA_RULES = {"missing-property", "schema-violation"}
PAGE = (Path(__file__).resolve().parent.parent / "docs" / "schemas.md").read_text("utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.M | re.S)
TOLD = re.findall(r"^```text\n(.*?)^```", PAGE, re.M | re.S)

Write = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the files of a vault, by path, and say where it is."""

    def write(files: Mapping[str, str]) -> Path:
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, "utf-8")
        return tmp_path

    return write


def lines(root: Path, config: Config) -> list[str]:
    """What the schema rules find in a vault, as the report in text has it."""
    vault = Vault.open(root)
    found = []
    for path in vault.files.notes:
        result = check_path(path, vault, config.rules_for(path))
        assert not result.crashes, result.crashes[0].trace
        found += [
            f"{path}:{one.line}:{one.column}: {one.level.name.lower()} {one.rule}:"
            f" {one.finding.message}"
            for one in result.findings
            if one.rule in SCHEMA_RULES
        ]
    return found


def load(root: Path, toml: str, **command_line: Any) -> Config:
    (root / "vaultlint.toml").write_text(toml, "utf-8")
    return load_config(root, RULES, command_line=CommandLine(**command_line))


def problems(root: Path, toml: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(root, toml)
    return [line.partition("vaultlint.toml:")[2] for line in str(caught.value).split("\n")]


# The page


def test_the_schema_of_the_page_has_ten_lines() -> None:
    assert len(BLOCKS[0].strip().split("\n")) == 10


def test_the_page_tells_what_its_schema_finds(shared: Path, tmp_path: Path) -> None:
    config = load(tmp_path, BLOCKS[0])
    assert lines(shared / "vaults" / "kepano", config) == TOLD[0].strip().split("\n")


def test_the_schema_of_the_page_in_a_vault_of_our_own(write: Write) -> None:
    book = "---\ncategories:\n  - '[[Books]]'\n{}---\n"
    full = "author:\n  - '[[Ann]]'\ngenre: [novel]\nyear: 2001\nisbn13: 9780306406157\n"
    root = write(
        {
            ".obsidian/templates.json": '{"folder": "Templates"}',
            "Categories/Books.md": "",
            "References/Ann.md": "",
            "Good.md": book.format(f"{full}rating: 7\ncreated: 2024-08-21\n"),
            "Again.md": book.format(full.replace("Ann", "References/Ann|A.")),
            "Bad.md": book.format(
                "author: [Ann]\ngenre: []\nyear: 2001\nisbn13: 5\nrating: 8\ncreated: 21.8.2024\n"
            ),
            "Film.md": "---\ncategories: ['[[Films]]']\n---\n",
            "Templates/Book.md": book.format("author: []\n"),
        }
    )
    assert lines(root, load(root, BLOCKS[0])) == [
        "Again.md:8:9: warning schema-violation: `isbn13` is `9780306406157`; the schema `book` "
        "wants it to be unique, and `Good.md` has it too",
        "Bad.md:4:10: warning schema-violation: `author` is `Ann`; the schema `book` wants a link "
        "to a note in `References/`",
        "Bad.md:5:1: warning missing-property: the schema `book` requires a value for `genre`, "
        "which is empty here",
        "Bad.md:7:9: warning schema-violation: `isbn13` is `5`; the schema `book` wants a text "
        "that the pattern `97[89][0-9]{10}` matches",
        "Bad.md:8:9: warning schema-violation: `rating` is `8`; the schema `book` wants a number "
        "from 1 to 7",
        "Bad.md:9:10: warning schema-violation: `created` is `21.8.2024`; the schema `book` wants "
        "a date in the form `YYYY-MM-DD`",
        "Good.md:8:9: warning schema-violation: `isbn13` is `9780306406157`; the schema `book` "
        "wants it to be unique, and `Again.md` has it too",
    ]


def test_every_schema_of_the_page_loads(write: Write) -> None:
    root = write({"schemas/book.json": "{}"})
    for block in BLOCKS:
        assert load(root, block).files


def test_the_page_names_every_key() -> None:
    from vaultlint.config.schemas import PROPERTY, SCHEMA

    for key in {*SCHEMA, *PROPERTY}:
        assert f"`{key}`" in PAGE, key


# When the rules run

BOOKS = "[[schema]]\npaths = ['Books/']\nrequired = ['author']\n"


@pytest.mark.parametrize(
    ("toml", "command_line", "path", "runs"),
    [
        ("", {}, "Books/A.md", False),
        ("", {"select": ("missing-property",)}, "Books/A.md", False),
        (BOOKS, {}, "Books/A.md", True),
        (BOOKS, {}, "A.md", False),
        (f"preset = 'none'\n{BOOKS}", {}, "Books/A.md", True),
        (f"ignore = ['frontmatter']\n{BOOKS}", {}, "Books/A.md", False),
        (f"{BOOKS}[rules]\nmissing-property = 'off'", {}, "Books/A.md", False),
        (f"{BOOKS}[[overrides]]\npaths = ['B*/']\nignore = ['missing-property']", {}, "Books/A.md",
         False),
        (BOOKS, {"select": ("mojibake",)}, "Books/A.md", False),
        (BOOKS, {"select": ("missing-property",)}, "Books/A.md", True),
        (BOOKS, {"preset": ("tidy",)}, "Books/A.md", True),
        (BOOKS, {"ignore": ("missing-property",)}, "Books/A.md", False),
        ("[[schema]]\nrequired = ['author']", {}, "A.md", True),
    ],
)  # fmt: skip
def test_when_the_rules_run(
    tmp_path: Path, toml: str, command_line: Any, path: str, runs: bool
) -> None:
    ids = {active.rule.id for active in load(tmp_path, toml, **command_line).rules_for(path)}
    assert ("missing-property" in ids) == runs


def test_a_level_and_notes_of_one_kind_share_their_rules(tmp_path: Path) -> None:
    config = load(tmp_path, f"{BOOKS}[rules]\nmissing-property = 'error'")
    assert config.rules_for("Books/A.md") is config.rules_for("Books/B.md")
    (active,) = (a for a in config.rules_for("Books/A.md") if a.rule.id == "missing-property")
    assert active.level is not None
    assert active.level.name == "ERROR"


def test_the_users_schemas_hold_too(tmp_path: Path) -> None:
    user = tmp_path / "config.toml"
    user.write_text("[[schema]]\nname = 'mine'\nrequired = ['created']", "utf-8")
    root = tmp_path / "vault"
    root.mkdir()
    (root / "vaultlint.toml").write_text(BOOKS, "utf-8")
    config = load_config(root, RULES, user_file=user)
    (active,) = (a for a in config.rules_for("Books/A.md") if a.rule.id == "missing-property")
    assert [schema.name for schema in active.options.schemas] == ["mine", "Books/"]  # type: ignore[attr-defined]


def test_schemas_in_a_pyproject(write: Write) -> None:
    toml = "[tool.vaultlint]\n\n[[tool.vaultlint.schema]]\n{} = ['author']"
    root = write({"pyproject.toml": toml.format("required"), "A.md": "---\nx: 1\n---\n"})
    assert lines(root, load_config(root, RULES)) == [
        "A.md:1:1: warning missing-property: the schema `all notes` requires `author`, which this "
        "note lacks"
    ]
    write({"pyproject.toml": toml.format("requires")})
    with pytest.raises(ConfigError, match=r"pyproject.toml:4: unknown key `requires`"):
        load_config(root, RULES)


def test_properties_that_nobody_can_read(write: Write) -> None:
    root = write(
        {
            "Invalid.md": "---\na: b: c\n---\n",
            "Misplaced.md": "\n---\na: b\n---\n",
            "Unclosed.md": "---\na: b\n",
            "List.md": "---\n- a\n---\n",
            "Empty.md": "",
        }
    )
    config = load(root, "[[schema]]\nname = 'x'\nrequired = ['author']\nadditional = false")
    assert [line.partition(":")[0] for line in lines(root, config)] == ["Empty.md", "List.md"]


def test_several_schemas_know_what_one_of_them_knows(write: Write) -> None:
    root = write({"A.md": "---\na: 1\nb: 2\nc: 3\nTags: []\n---\n"})
    toml = "[[schema]]\nname = '1'\nrequired = ['A']\nadditional = false\n[[schema]]\n{}"
    first = "A.md:{}: warning schema-violation: the schema `1` knows no property `{}`"
    b, c = first.format("3:1", "b"), first.format("4:1", "c")
    assert lines(root, load(root, toml.format("properties.b.type = 'number'"))) == [c]
    assert lines(root, load(root, toml.format("paths = ['B/']\nrequired = ['b']"))) == [b, c]


def test_one_finding_for_a_value(write: Write) -> None:
    root = write({"A.md": "---\na: x\n---\n"})
    both = "[[schema]]\nname = '1'\nproperties.a = { type = 'number', enum = [1] }\n" * 2
    assert len(lines(root, load(root, both))) == 1


def test_what_is_kept_of_notes_depends_on_the_schemas(write: Write) -> None:
    root = write({"book.json": '{"required": ["a"]}'})
    toml = "[[schema]]\njson-schema = 'book.json'"
    first = load(root, toml)
    assert first.also_read == (root / "book.json",)
    assert load(root, toml).identity == first.identity
    write({"book.json": '{"required": ["b"]}'})
    assert load(root, toml).identity != first.identity
    long = f"[[schema]]\nproperties.a.pattern = '{'x' * 300}{{}}'"
    assert load(root, long.format("y")).identity != load(root, long.format("z")).identity


# What a configuration may say


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ("schema = 1", ["1: `schema` must be a list of values, not the number 1"]),
        ("[schema]\nrequired = ['year']",
         ["1: `schema` must be a list of values, not a table: write `[[schema]]`"]),
        ("[[schema]]\nproperties.a.format = 'yyyy-mm-dd'",
         ["2: `a.format` has `mm`, which is the minutes: the month is `MM`"]),
        ("schema = [1]", ["1: item 1 of `schema` must be a table, not the number 1"]),
        ("[[schema]]\ntags = ['a']",
         ["1: this schema asks for nothing; give it `required` or `properties`"]),
        ("[[schema]]\nrequird = ['a']\nadditional = false",
         ["2: unknown key `requird` in item 1 of `schema`; did you mean `required`?"]),
        ("[[schema]]\nrequired = 'a'", ['2: `required` must be a list of strings, not "a"']),
        ("[[schema]]\nrequired = []\ntags = ['a b', '12', '#']",
         ['3: "a b" is no tag', '3: "12" is no tag', '3: "#" is no tag']),
        ("[[schema]]\nrequired = []\npaths = ['./a']",
         ['3: "./a" matches nothing: patterns begin at the root of the vault, without dots']),
        ("[[schema]]\nrequired = []\nwhere.a = {}",
         ["3: `where.a` must be a string or a number or true or false or a list of strings or "
          "numbers or truth values, not a table"]),
        ("[[schema]]\nproperties = 1",
         ["2: `properties` must be a table of values, not the number 1"]),
        ("[[schema]]\nproperties.rating = 1",
         ["2: `properties.rating` must be a table, not the number 1"]),
        ("[[schema]]\n[schema.properties]\n\nrating = { tpe = 'number' }",
         ["4: unknown key `tpe` in `properties.rating`; did you mean `type`?"]),
        ("[[schema]]\nproperties.rating.type = 'nmber'",
         ['2: `properties.rating.type` must be one of "text", "list", "multitext", "number", '
          '"checkbox", "date", "datetime", "tags", "aliases", not "nmber"; '
          "did you mean `number`?"]),
        ("[[schema]]\nproperties.a.pattern = '('",
         ["2: `a.pattern` is no regular expression: missing ), unterminated subpattern at "
          "position 0"]),
        ("[[schema]]\nproperties.a.min = 'soon'",
         ['2: `a.min` must be a number or a date such as 2024-08-21, not "soon"']),
        ("[[schema]]\nproperties.a = { min = 2, max = 1 }", ["2: `a.max` is less than `min`"]),
        ("[[schema]]\nproperties.a = { min = 2, max = 2024-01-01 }",
         ["2: `a.max` must be of one kind with `min`"]),
        ("[[schema]]\nproperties.a.enum = []", ["2: `a.enum` allows no value at all"]),
        ("[[schema]]\nproperties.a.link-to = ['#a b']",
         ['2: `a.link-to` has "#a b", which is no tag']),
        ("[[schema]]\nproperties.a.exists = true",
         ["2: `a.exists` is about `link-to`, which is missing"]),
        ("[[schema]]\nproperties.a = { default = 'x', unique = true }",
         ["2: `a.default` would be the same in several notes, and the property is to be unique"]),
        ("[[schema]]\nproperties.a = { enum = ['x', 'y'], default = 'z' }",
         ["2: `a.default` is `z`, and not `x` or `y`"]),
        ("[[schema]]\nproperties.a = { min = 3, default = [4, 2] }",
         ["2: `a.default` is `2`, and not a number of at least 3"]),
        ("[[schema]]\nproperties.a = { min = 2024-01-01, default = 2023-12-31 }",
         ["2: `a.default` is `2023-12-31`, and not a date from 2024-01-01 on"]),
        ("[[schema]]\nrequired = ['a']\n[[schema]]\nadditional = 1",
         ["4: `additional` must be true or false, not the number 1"]),
    ],
)  # fmt: skip
def test_errors(tmp_path: Path, toml: str, expected: list[str]) -> None:
    assert problems(tmp_path, toml) == expected


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("gone.json", None, "there is no such file"),
        ("../book.json", None, "it must lie in the folder of this file, or below it"),
        ("/book.json", None, "it must lie in the folder of this file, or below it"),
        ("book.json", "{", "line 1: no valid JSON: expecting property name enclosed in double "
                           "quotes"),
        ("book.json", "[]", "a JSON Schema must be an object here"),
        ("book.json", '{"type": "txt"}', "no valid JSON Schema at `type`: 'txt' is not valid under "
                                         "any of the given schemas"),
        ("book.json", '{"$schema": "http://example.org/mine"}',
         "no JSON Schema draft that is known here: `$schema` is 'http://example.org/mine'"),
        ("book.json", '{"$ref": "http://example.org/book.json"}',
         "`$ref` leads nowhere within the file: http://example.org/book.json"),
        ("book.json", '{"properties": {"a": {"$ref": "other.json"}}}',
         "`$ref` leads nowhere within the file: other.json"),
    ],
)  # fmt: skip
def test_json_schemas_that_cannot_be_used(
    write: Write, name: str, content: str | None, problem: str
) -> None:
    root = write({} if content is None else {name: content})
    toml = f"[[schema]]\nrequired = ['a']\njson-schema = '{name}'"
    assert problems(root, toml) == [f"3: `json-schema`: {name}: {problem}"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "book.json")
    toml = "[[schema]]\nrequired = ['a']\njson-schema = 'book.json'"
    assert problems(tmp_path, toml) == ["3: `json-schema`: book.json: it is no file"]


def test_a_json_schema_behind_a_symlink(write: Write, tmp_path_factory: Any) -> None:
    outside = tmp_path_factory.mktemp("outside") / "book.json"
    outside.write_text("{}", "utf-8")
    root = write({})
    try:
        (root / "book.json").symlink_to(outside)
    except OSError:
        pytest.skip("this system does not let everybody make symlinks")
    (problem,) = problems(root, "[[schema]]\njson-schema = 'book.json'")
    assert problem.endswith("it leads out of the folder of this file")


# Which notes a schema is about

NOTE = (
    "---\ntype: Book\ngenre: [novel, '[[Sci-fi|SF]]']\nyear: 1965\nread: true\ntags: [a/b]\n---\n"
)


@pytest.mark.parametrize(
    ("schema", "holds"),
    [
        (Schema("all"), True),
        (Schema("", tags=("a",)), True),
        (Schema("", tags=("x", "A/B")), True),
        (Schema("", tags=("a/b/c",)), False),
        (Schema("", tags=("inline",)), True),
        (Schema("", tags=("code",)), False),
        (Schema("", where=(("type", ("book",)),)), True),
        (Schema("", where=(("TYPE", ("film", "book")),)), True),
        (Schema("", where=(("type", ("books",)),)), False),
        (Schema("", where=(("genre", ("novel",)),)), True),
        (Schema("", where=(("genre", ("[[Genres/Sci-fi]]",)),)), True),
        (Schema("", where=(("genre", ("[SF](Sci-fi.md)",)),)), True),
        (Schema("", where=(("genre", ("[[Films/Sci-fi]]",)),)), False),
        (Schema("", where=(("genre", ("Sci-fi",)),)), False),
        (Schema("", where=(("year", (1965,)),)), True),
        (Schema("", where=(("year", ("1965",)),)), False),
        (Schema("", where=(("read", (True,)),)), True),
        (Schema("", where=(("read", (1,)),)), False),
        (Schema("", where=(("year", (1965,)), ("read", (False,)))), False),
        (Schema("", tags=("a",), where=(("gone", ("x",)),)), False),
    ],
)  # fmt: skip
def test_matching(schema: Schema, holds: bool) -> None:
    text = f"{NOTE}#inline/x and `#code`\n"
    vault = Vault.of({"Note.md": text, "Genres/Sci-fi.md": "", "Films/Other.md": ""})
    assert matching([schema], vault.note("Note.md"), vault) == [schema] * holds


# What they want of values


@pytest.mark.parametrize(
    ("wanted", "good", "bad"),
    [
        ({"enum": ("a", 1, True)}, ("a", 1, 1.0, True), ("b", "1", 2, False, "True")),
        ({"pattern": "[a-c]+"}, ("abc",), ("abcd", "x", "a\n")),
        ({"pattern": "[0-9]{3}"}, (123, "123"), (12, 1234)),
        ({"least": 1, "most": 5}, (1, 5, 2.5), (0, 6, "3", True, "x")),
        ({"least": 1}, (1, 9e9), (0.5,)),
        ({"most": 1}, (1, -5), (2,)),
        ({"least": "2024-01-01", "most": "2024-12-31"},
         ("2024-01-01", "2024-12-31", "2024-12-31T23:59:59", "2024-06-01 10:00"),
         ("2023-12-31", "2025-01-01", "2025-01-01T00:00", 2024, "June 2024", "")),
        ({"least": "2024-01-01", "form": "DD.MM.YYYY"}, ("01.01.2024",), ("31.12.2023",)),
        ({"form": "YYYY"}, (1965, "1965"), ("65", "soon")),
        ({"form": "D MMMM YYYY"}, ("5 May 2024", "31 December 1999"), ("5 Mai 24", "31 June 2024")),
    ],
)  # fmt: skip
def test_values(wanted: dict[str, Any], good: tuple[Any, ...], bad: tuple[Any, ...]) -> None:
    schema = PropertySchema("x", **wanted)
    assert [one for one in good if breach(one, str(one), schema)] == []
    assert [one for one in bad if not breach(one, str(one), schema)] == []


@given(st.integers() | st.floats() | st.text() | st.booleans())
def test_a_value_is_one_of_itself(value: Any) -> None:
    known = breach(value, str(value), PropertySchema("x", enum=(value,)))
    assert (known is None) == (value == value)
    assert breach(value, str(value), PropertySchema("x", pattern=re.escape(str(value)))) is None


LINKS = {
    "People/Ann.md": "",
    "Places/Ann Arbor.md": "#place/town",
    "People.md": "",
    "A/Two.md": "",
    "B/Two.md": "",
    "picture.png": "",
}


@pytest.mark.parametrize(
    ("demand", "value", "message"),
    [
        ("link-to = 'People'", "'[[Ann]]'", None),
        ("link-to = 'people/'", "'[[Ann#Life|A.]]'", None),
        ("link-to = 'People'", "'[Ann](People/Ann.md)'", None),
        ("link-to = 'People'", "'[[People]]'", "and this one opens `People.md`"),
        ("link-to = 'People'", "'[[Nobody]]'", None),
        ("link-to = 'People'\nexists = true", "'[[Nobody]]'", "that exists"),
        ("link-to = 'People'", "Ann", "a link to a note in `People/`"),
        ("link-to = 'People'", "'see [[Ann]]'", "a link to a note in `People/`"),
        ("link-to = 'People'", "'[Ann](https://example.org)'", "a link to a note in `People/`"),
        ("link-to = 'People'", "5", "a link to a note in `People/`"),
        ("link-to = '#place'", "'[[Ann Arbor]]'", None),
        ("link-to = '#place'", "'[[Ann]]'", "a note with the tag `#place`"),
        ("link-to = '#place'", "'[[picture.png]]'", "and this one opens `picture.png`"),
        ("link-to = ['#place', 'People/']", "['[[Ann]]', '[[Ann Arbor]]']", None),
        ("link-to = '/'", "'[[People]]'", None),
        ("link-to = 'A'", "'[[Two]]'", None),  # which of the two it opens is not certain
        ("link-to = 'People'", "[[Ann]]", None),  # the link without quotes is another finding
        ("link-to = 'People'", "'{{person}}'", None),
    ],
)
def test_links(write: Write, demand: str, value: str, message: str | None) -> None:
    root = write({**LINKS, "Note.md": f"---\nx: {value}\n---\n"})
    found = lines(root, load(root, f"[[schema]]\n[schema.properties.x]\n{demand}"))
    assert [message is not None and message in line for line in found] == [True] * bool(message)


# JSON Schemas


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    outer = (
        '{"$id": "http://example.org/", "$ref": "b",'
        ' "$defs": {"a": {"$id": "b", "$ref": "%s"}, "ok": {"type": "object"}}}'
    )
    assert load_json_schema(outer % "/#/$defs/ok").text
    with pytest.raises(ValueError, match="leads nowhere"):
        load_json_schema(outer % "c")
    with pytest.raises(ValueError, match="leads nowhere"):
        load_json_schema('{"$ref": "https://json-schema.org/draft/2020-12/schema"}')


def test_a_schema_that_refers_to_itself_without_end() -> None:
    with pytest.raises(ValueError, match="without end"):
        load_json_schema('{"$ref": "#"}')
    assert breaches('{"properties": {"a": {"$ref": "#/properties/a"}}}', "a: 1") == []
    tree = '{"properties": {"a": {"$ref": "#"}}, "type": "object"}'
    assert breaches(tree, "a:\n  a: 1") == [("a.a", "1", "properties within it")]


def breaches(schema: str, yaml: str) -> list[tuple[str, str, str]]:
    text = f"---\n{yaml}\n---\n"
    found = find_breaches(load_json_schema(schema).text, Note.from_text(text).frontmatter)
    return [
        (path, text[slice(*value.span)] if value is not None else "", wants)
        for value, path, wants in found
    ]


@pytest.mark.parametrize(
    ("schema", "yaml", "expected"),
    [
        ('{"properties": {"a": {"type": "string"}}}', "a: x\nb: 1", []),
        ('{"properties": {"a": {"type": "string"}}}', "a:", []),
        ('{"properties": {"a": {"type": "string"}}}', "A: 1", [("A", "1", "a text")]),
        ('{"properties": {"a": {"format": "date"}}}', "a: 2024-02-30",
         [("a", "2024-02-30", "a text in the format `date`")]),
        ('{"properties": {"a": {"items": {"enum": [1, "x"]}}}}', "a: [1, y]",
         [("a", "y", "`1` or `x`")]),
        ('{"properties": {"a": {"properties": {"b": {"maximum": 3}}}}}', "a:\n  b: 4",
         [("a.b", "4", "a number of at most 3")]),
        ('{"dependentRequired": {"a": ["b"]}}', "a: 1",
         [("", "", "something else by its `dependentRequired`: 'b' is a dependency of 'a'")]),
        ('{"required": ["z"], "additionalProperties": false}', "a: 1", []),  # other rules say so
        ('{"$defs": {"n": {"type": "number"}}, "properties": {"a": {"$ref": "#/$defs/n"}}}', "a: x",
         [("a", "x", "a number")]),
        ('{"$schema": "http://json-schema.org/draft-04/schema#", "properties": {"a": {"minimum": 1,'
         ' "exclusiveMinimum": true}}}', "a: 1", [("a", "1", "a number of at least 1")]),
    ],
)  # fmt: skip
def test_json_breaches(schema: str, yaml: str, expected: list[tuple[str, str, str]]) -> None:
    assert breaches(schema, yaml) == expected


def test_aliases_of_aliases_are_not_written_out() -> None:
    rows = [f"a{at}: &a{at} [*a{at - 1}, *a{at - 1}]" for at in range(1, 40)]
    assert (
        breaches('{"additionalProperties": {"type": "string"}}', "\n".join(["a0: &a0 []", *rows]))
        == []
    )


def test_what_a_json_schema_has_in_common_with_others() -> None:
    loaded = load_json_schema(
        '{"required": ["a"], "additionalProperties": false, "properties": {"a": {"default": [1]}, '
        '"b": {"default": {}}}}'
    )
    assert (loaded.required, loaded.additional) == (("a",), False)
    assert [(one.name, one.default) for one in loaded.properties] == [("a", (1,)), ("b", None)]
