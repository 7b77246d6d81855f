"""Tests of the configuration: what files and the command line turn on, and every error."""

from __future__ import annotations

import pickle
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.config import (
    CommandLine,
    Config,
    ConfigError,
    load_config,
    read_plugins,
    user_config_file,
)
from vaultlint.config.lines import KeyPath, key_lines
from vaultlint.config.patterns import GitIgnore, Patterns
from vaultlint.config.types import WrongTypeError, expected, option_types, read_value
from vaultlint.finding import Finding, Level
from vaultlint.rule import NoOptions, Preset, Rule
from vaultlint.rule_files import find_rules
from vaultlint.suppress import UNUSED, KnownRules

DOCS = Path(__file__).resolve().parent.parent / "docs"


@dataclass(frozen=True, slots=True)
class DateOptions:
    properties: tuple[str, ...] = ("date",)
    format: str = "YYYY-MM-DD"
    day_first: bool | None = None
    style: Literal["flow", "block"] = "block"
    least: float = 0.5
    most: int = 10
    names: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.least > self.most:
            raise ValueError("`least` is more than `most`")


def no_check(note: object, options: object) -> Iterator[Finding]:
    yield from ()


def make_rule(name: str, group: str, preset: Preset | None, options: type[Any] = NoOptions) -> Rule:
    return Rule(
        id=name,
        group=group,
        summary="",
        level=Level.WARNING,
        preset=preset,
        fixes=None,
        changes=frozenset(),
        options=options,
        uses_vault=False,
        in_code=False,
        any_encoding=False,
        check=no_check,
        page=Path(f"{name}.md"),
    )


RULES = {
    rule.id: rule
    for rule in (
        make_rule("date-format", "frontmatter", "recommended", DateOptions),
        make_rule("date-order", "frontmatter", None),
        make_rule("link-padding", "links", "recommended"),
        make_rule("link-style", "links", None),
        make_rule("mojibake", "encoding", "recommended"),
        make_rule("trailing-whitespace", "spacing", "tidy"),
        make_rule(UNUSED, "suppressions", "recommended"),
    )
}
RECOMMENDED = {"date-format", "link-padding", "mojibake", UNUSED}

Load = Callable[..., Config]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load a configuration from the texts of the three files there may be."""

    def load(
        vault: str | bytes | None = None,
        *,
        pyproject: str | None = None,
        user: str | None = None,
        **command_line: Any,
    ) -> Config:
        root = tmp_path / "vault"
        root.mkdir(exist_ok=True)
        for path, text in (
            (root / "vaultlint.toml", vault),
            (root / "pyproject.toml", pyproject),
            (tmp_path / "config.toml", user),
        ):
            if text is not None:
                path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return load_config(
            root,
            RULES,
            user_file=tmp_path / "config.toml",
            command_line=CommandLine(**command_line),
        )

    return load


def names(config: Config, path: str = "Note.md") -> set[str]:
    return {active.rule.id for active in config.rules_for(path)}


def errors(load: Load, *files: Any, **keywords: Any) -> list[str]:
    """The problems without the folder the file lies in."""
    with pytest.raises(ConfigError) as caught:
        load(*files, **keywords)
    folder = re.compile(r"^.*?[/\\](?=(?:vaultlint|pyproject|config)\.toml:)")
    return [folder.sub("", line) for line in str(caught.value).split("\n")]


def test_without_files_the_recommended_rules_run(load: Load) -> None:
    config = load()
    assert names(config) == RECOMMENDED
    assert config.fail_on is Level.WARNING
    assert config.files == ()
    assert not config.excludes("Note.md")
    assert [active.rule.id for active in config.rules_for("Note.md")] == sorted(RECOMMENDED)


@pytest.mark.parametrize(
    ("text", "added", "removed"),
    [
        ('preset = "recommended"', "", ""),
        ('preset = "tidy"', "trailing-whitespace", ""),
        ('preset = ["tidy"]', "trailing-whitespace", ""),
        ('preset = ["recommended", "tidy"]', "trailing-whitespace", ""),
        ('preset = "none"', "", " ".join(sorted(RECOMMENDED))),
        ("preset = []", "", " ".join(sorted(RECOMMENDED))),
        ('select = ["date-order"]', "date-order", ""),
        ('select = ["links"]', "link-style", ""),
        ('select = ["tidy"]', "trailing-whitespace", ""),
        ('ignore = ["links"]', "", "link-padding"),
        ('ignore = ["mojibake"]', "", "mojibake"),
        ('preset = "tidy"\nignore = ["tidy"]', "", ""),
        ('select = ["links"]\nignore = ["link-padding"]', "link-style", "link-padding"),
        ('rules.mojibake = "off"', "", "mojibake"),
        ('rules.link-style = "info"', "link-style", ""),
        ('rules.link-style.level = "info"', "link-style", ""),
        ("[rules.date-order]", "", ""),
        ('ignore = ["link-style"]\nrules.link-style = "info"', "", ""),
        ('select = ["links"]\nrules.link-style = "off"', "", ""),
    ],
)
def test_selection_in_a_file(load: Load, text: str, added: str, removed: str) -> None:
    expected_names = RECOMMENDED | set(added.split()) - set(removed.split())
    assert names(load(text)) == expected_names - set(removed.split())


@pytest.mark.parametrize(
    ("text", "command_line", "wanted"),
    [
        ("", {"preset": ("tidy",)}, RECOMMENDED | {"trailing-whitespace"}),
        ('preset = "tidy"', {"preset": ("recommended",)}, RECOMMENDED - {UNUSED}),
        ('select = ["date-order"]', {"preset": ("none",)}, {"date-order"}),
        ("", {"select": ("links",)}, {"link-padding", "link-style"}),
        ("", {"select": ("mojibake,link-style", " date-order ")},
         {"mojibake", "link-style", "date-order"}),
        ("", {"select": ("links",), "ignore": ("link-style",)}, {"link-padding"}),
        ("", {"ignore": ("links", "encoding")}, {"date-format"}),
        ("", {"ignore": ("date-order",)}, RECOMMENDED),
        ('rules.link-padding = "off"', {"select": ("links",)}, {"link-style"}),
        ('rules.link-padding = "off"', {"select": ("link-padding",)}, {"link-padding"}),
        ('ignore = ["link-style"]', {"select": ("links",)}, {"link-padding"}),
        ("", {"select": ("recommended", "tidy")}, RECOMMENDED | {"trailing-whitespace"}),
    ],
)  # fmt: skip
def test_command_line_goes_before_the_file(
    load: Load, text: str, command_line: dict[str, Any], wanted: set[str]
) -> None:
    assert names(load(text, **command_line)) == wanted


def test_overrides_apply_in_order_where_their_patterns_match(load: Load) -> None:
    config = load("""
        [[overrides]]
        paths = ["Templates/"]
        ignore = ["frontmatter"]
        [[overrides]]
        paths = ["Daily/**", "!Daily/Index.md"]
        select = ["link-style"]
        rules.mojibake = "info"
        [[overrides]]
        paths = ["/Daily/2024*.md"]
        rules.mojibake = "error"
        rules.date-format.format = "YYYY"
    """)
    assert names(config, "Note.md") == RECOMMENDED
    assert names(config, "Templates/Sub/Book.md") == RECOMMENDED - {"date-format"}
    assert names(config, "Daily/Index.md") == RECOMMENDED
    assert names(config, "Daily/2023.md") == RECOMMENDED | {"link-style"}
    assert _levels(config, "Note.md")["mojibake"] is None
    assert _levels(config, "Daily/2023.md")["mojibake"] is Level.INFO
    assert _levels(config, "Daily/2024-01-01.md")["mojibake"] is Level.ERROR
    assert _options(config, "Daily/2024-01-01.md").format == "YYYY"
    assert _options(config, "Daily/2023.md").format == "YYYY-MM-DD"


def test_what_an_override_turns_off_stays_off_whatever_is_selected(load: Load) -> None:
    text = '[[overrides]]\npaths = ["Templates/"]\nignore = ["date-format"]'
    config = load(text, select=("date-format",))
    assert names(config, "Note.md") == {"date-format"}
    assert names(config, "Templates/Book.md") == set()


def test_notes_under_the_same_overrides_share_one_answer(load: Load) -> None:
    config = load('[[overrides]]\npaths = ["A/"]\nignore = ["links"]')
    assert config.rules_for("A/1.md") is config.rules_for("A/2.md")
    assert config.rules_for("B.md") is config.rules_for("C/D.md")


def test_options_and_levels(load: Load) -> None:
    config = load("""
        fail-on = "error"
        [rules.date-format]
        level = "error"
        properties = ["created", "modified"]
        day-first = true
        style = "flow"
        least = 1
        names = { created = "date" }
    """)
    assert config.fail_on is Level.ERROR
    assert _levels(config, "Note.md") == dict.fromkeys(RECOMMENDED) | {"date-format": Level.ERROR}
    assert _options(config, "Note.md") == DateOptions(
        properties=("created", "modified"),
        day_first=True,
        style="flow",
        least=1.0,
        names={"created": "date"},
    )


@pytest.mark.parametrize("level", ["info", "warning", "error"])
def test_fail_on_of_the_command_line(load: Load, level: str) -> None:
    assert load('fail-on = "warning"', fail_on=level).fail_on is Level[level.upper()]


def test_the_users_file_gives_defaults(load: Load) -> None:
    user = """
        preset = "tidy"
        ignore = ["mojibake"]
        exclude = ["Archive/"]
        fail-on = "info"
        plugins = ["rules"]
        rules.date-format = { format = "YYYY", most = 5 }
        [[overrides]]
        paths = ["Daily/"]
        ignore = ["links"]
    """
    config = load(user=user)
    assert names(config) == RECOMMENDED - {"mojibake"} | {"trailing-whitespace"}
    assert config.fail_on is Level.INFO
    config = load(
        'preset = "recommended"\nselect = ["mojibake"]\nexclude = ["!Archive/Keep.md", "Old/"]\n'
        "rules.date-format.most = 6",
        user=user,
    )
    assert names(config) == RECOMMENDED
    assert names(config, "Daily/1.md") == RECOMMENDED - {"link-padding"}
    assert _options(config, "Note.md") == DateOptions(format="YYYY", most=6)
    excluded = [config.excludes(path) for path in ("Archive/A.md", "Archive/Keep.md", "Old/A.md")]
    assert excluded == [True, False, True]
    assert [path.name for path in config.files] == ["config.toml", "vaultlint.toml"]


def test_pyproject(load: Load) -> None:
    pyproject = '[tool.vaultlint]\npreset = "none"\nselect = ["mojibake"]'
    assert names(load(pyproject=pyproject)) == {"mojibake"}
    assert names(load('preset = "tidy"', pyproject=pyproject)) == RECOMMENDED | {
        "trailing-whitespace"
    }


@pytest.mark.parametrize("text", ["[tool.other]\nx = 1", "broken", 'x = "vaultlint"', "tool = 1"])
def test_pyproject_that_says_nothing(load: Load, text: str) -> None:
    assert names(load(pyproject=text)) == RECOMMENDED


def test_unused_suppressions_know_every_rule(load: Load) -> None:
    (judge,) = (active for active in load().rules_for("A.md") if active.rule.id == UNUSED)
    assert judge.options == KnownRules({rule.id: rule.group for rule in RULES.values()})


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("presets = 1", ["1: unknown key `presets`; did you mean `preset`?"]),
        ('\npreset = "tdy"', ["2: unknown preset `tdy`; did you mean `tidy`?"]),
        ('preset = ["none", "tidy"]', ["1: the preset `none` cannot go with another"]),
        ("preset = 1", ["1: `preset` must be a string or a list of strings, not the number 1"]),
        ('select = "links"', ['1: `select` must be a list of strings, not "links"']),
        ('select = [\n  "links",\n  "lnk",\n]',
         ["3: unknown rule, group or preset `lnk`; did you mean `links`?"]),
        ("ignore = [1]", ["1: item 1 of `ignore` must be a string, not the number 1"]),
        ('gitignore = "yes"', ['1: `gitignore` must be true or false, not "yes"']),
        ('fail-on = "off"',
         ['1: `fail-on` must be one of "info", "warning", "error", not "off"']),
        ('exclude = [\n"#a"]',
         ['2: "#a" is a comment to git; write "\\\\#a" for a name that begins so']),
        ('exclude = ["./a"]', ['1: "./a" matches nothing: patterns begin at the root of the '
                               "vault, without dots"]),
        ('exclude = ["", "[z-a]", "!"]', ['1: "" is no gitignore pattern',
                                          '1: "[z-a]" is no gitignore pattern',
                                          '1: "!" is no gitignore pattern']),
        ('[rules]\ndate-fromat = "error"',
         ["2: unknown rule `date-fromat`; did you mean `date-format`?"]),
        ('[rules]\nlinks = "off"',
         ["2: `links` is no rule but a group or preset; put it in `select` or `ignore`"]),
        ('[rules]\nmojibake = "eror"',
         ['2: `rules.mojibake` must be one of "off", "info", "warning", "error", not "eror"; '
          "did you mean `error`?"]),
        ("rules.mojibake = false",
         ['1: `rules.mojibake` must be one of "off", "info", "warning", "error", not false']),
        ("[rules.mojibake]\nlevel = 1979-05-27",
         ['2: `rules.mojibake.level` must be one of "off", "info", "warning", "error", '
          "not a date or time"]),
        ("rules = 1", ["1: `rules` must be a table of values, not the number 1"]),
        ("[rules.date-format]\nday_first = true",
         ["2: unknown key `day_first` in `rules.date-format`; did you mean `day-first`?"]),
        ("[rules.date-format]\nmost = 1.5",
         ["2: `rules.date-format.most` must be a whole number, not the number 1.5"]),
        ("[rules.date-format]\nmost = true",
         ["2: `rules.date-format.most` must be a whole number, not true"]),
        ('[rules.date-format]\nday-first = "x"',
         ['2: `rules.date-format.day-first` must be true or false, not "x"']),
        ('[rules.date-format]\nnames = { a = "b", c = [] }',
         ["2: `rules.date-format.names.c` must be a string, not a list"]),
        ("[rules]\ndate-format = { least = 9, most = 3 }",
         ["2: `rules.date-format`: `least` is more than `most`"]),
        ("[[overrides]]\nselect = []",
         ["1: this override has no `paths`, so it would never apply"]),
        ('[[overrides]]\npaths = ["a"]\n[[overrides]]\npaths = ["b"]\npreset = "tidy"',
         ["5: unknown key `preset` in item 2 of `overrides`"]),
        ('[[overrides]]\npaths = ["a"]\n[overrides.rules.date-format]\nmost = "x"',
         ['4: `rules.date-format.most` must be a whole number, not "x"']),
        ("overrides = [1]", ["1: item 1 of `overrides` must be a table, not the number 1"]),
        ("a = \n", ["1: not valid TOML: Invalid value"]),
        ("a = 1\na = 2", ["2: not valid TOML: Cannot overwrite a value"]),
        ("a = [\n\n", ["3: not valid TOML: Invalid value"]),
        (b"# \xe9\nx = '\xff'", ["1: not UTF-8, which TOML must be"]),
        ("z = 1\n\ny = 2", ["1: unknown key `z`", "3: unknown key `y`"]),
        ('"a\\nb" = 1', ["1: unknown key `a\\nb`"]),
    ],
)  # fmt: skip
def test_errors(load: Load, text: str | bytes, problems: list[str]) -> None:
    assert errors(load, text) == [f"vaultlint.toml:{problem}" for problem in problems]


def test_lists_nested_too_deeply(load: Load) -> None:
    (problem,) = errors(load, "x = " + "[" * 10_000)
    assert problem.startswith("vaultlint.toml:")
    assert "nested" in problem


def test_errors_in_pyproject_have_its_lines(load: Load) -> None:
    text = '[project]\nname = "x"\n\n[tool.vaultlint]\nselct = []\n'
    assert errors(load, pyproject=text) == [
        "pyproject.toml:5: unknown key `selct`; did you mean `select`?"
    ]


def test_errors_of_the_command_line_and_of_every_file_come_together(load: Load) -> None:
    found = errors(
        load,
        "a = 1",
        user="b = 1",
        preset=("tdy",),
        select=("mojibak",),
        ignore=("x",),
        fail_on="off",
    )
    assert found == [
        "--preset: unknown preset `tdy`; did you mean `tidy`?",
        "--select: unknown rule, group or preset `mojibak`; did you mean `mojibake`?",
        "--ignore: unknown rule, group or preset `x`",
        "--fail-on: `off` is none of info, warning, error",
        "config.toml:1: unknown key `b`",
        "vaultlint.toml:1: unknown key `a`",
    ]


def test_options_that_contradict_one_another_only_together(load: Load) -> None:
    found = errors(load, "rules.date-format.least = 9", user="rules.date-format.most = 3")
    assert found == ["the options of `date-format`: `least` is more than `most`"]


def test_a_vault_cannot_name_plugins(load: Load) -> None:
    (problem,) = errors(load, 'plugins = ["rules"]')
    assert problem.startswith("vaultlint.toml:1: `plugins` counts only in your own configuration")


def test_plugins_of_the_user(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    assert read_plugins(file) == ()
    file.write_text('plugins = ["rules", "~/more", "/opt/x.py"]\nunknown = 1', "utf-8")
    assert read_plugins(file) == (
        tmp_path / "rules",
        Path("~/more").expanduser(),
        Path("/opt/x.py"),
    )
    file.write_text('\nplugins = ["a",\n1]', "utf-8")
    with pytest.raises(ConfigError, match=r"config\.toml:3: `plugins` must be a string, not the"):
        read_plugins(file)


def test_a_byte_order_mark_and_crlf_are_no_error(load: Load) -> None:
    assert names(load(b'\xef\xbb\xbfpreset = "none"\r\nselect = [\r\n"mojibake"]\r\n')) == {
        "mojibake"
    }
    assert errors(load, b"\r\n\r\nx = 1\r\n") == ["vaultlint.toml:3: unknown key `x`"]


def test_a_file_that_cannot_be_read(load: Load, tmp_path: Path) -> None:
    (tmp_path / "vault" / "vaultlint.toml").mkdir(parents=True)
    (problem,) = errors(load)
    assert problem.startswith("vaultlint.toml: cannot be read: ")


def test_user_config_file_has_a_place() -> None:
    assert user_config_file().is_absolute()
    assert user_config_file().name == "config.toml"


def test_a_configuration_can_be_sent_to_another_process(load: Load) -> None:
    config = load('exclude = ["A/"]\n[[overrides]]\npaths = ["B/"]\nignore = ["links"]')
    assert config.excludes("A/x.md")
    for protocol in (2, pickle.HIGHEST_PROTOCOL):
        copy = pickle.loads(pickle.dumps(config, protocol))
        assert copy.excludes("A/x.md")
        assert names(copy, "B/x.md") == RECOMMENDED - {"link-padding"}


@pytest.mark.parametrize("rule", find_rules().values(), ids=lambda rule: rule.id)
def test_the_options_of_every_rule_can_be_configured(rule: Rule) -> None:
    assert "level" not in option_types(rule.options)


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (bool, "true or false"),
        (tuple[str, ...], "a list of strings"),
        (tuple[tuple[int, ...], ...], "a list of lists of whole numbers"),
        (Mapping[str, tuple[str, ...]], "a table of lists of strings"),
        (str | tuple[str, ...] | None, "a string or a list of strings"),
        (Literal["a", "b"], 'one of "a", "b"'),
        (tuple[Literal["a", "b"], ...], 'a list of "a", "b"'),
        (float | None, "a number"),
    ],
)
def test_types_in_words(hint: Any, words: str) -> None:
    assert expected(hint) == words
    with pytest.raises(WrongTypeError, match=f"must be {re.escape(words)}, not a date or time"):
        read_value(tomllib.loads("x = 1979-05-27")["x"], hint)


@pytest.mark.parametrize("hint", [set[str], Path, tuple[str, int], dict[int, str], object])
def test_types_that_toml_cannot_fill(hint: Any) -> None:
    with pytest.raises(TypeError, match="no TOML value can fill"):
        expected(hint)


# Where keys stand

SOURCE = '''\
# [not.a.table]
a = 1
b.c = """
d = 2
""\\"
"""
"quoted.key" = [ # ]
  "x", [1,
  2], { y = 3, z.z = '],' },
  \'\'\'
]\'\'\',
]
[t . "u"]
v = 1979-05-27 07:32:00
[[t.list]]
w = 1
[t.list.sub]
x = true
[[t.list]]
"w" = [[2]]
'''
LINES = {
    ("a",): 2,
    ("b",): 3,
    ("b", "c"): 3,
    ("quoted.key",): 7,
    ("quoted.key", 0): 8,
    ("quoted.key", 1): 8,
    ("quoted.key", 1, 0): 8,
    ("quoted.key", 1, 1): 9,
    ("quoted.key", 2): 9,
    ("quoted.key", 2, "y"): 9,
    ("quoted.key", 2, "z"): 9,
    ("quoted.key", 2, "z", "z"): 9,
    ("quoted.key", 3): 10,
    ("t",): 13,
    ("t", "u"): 13,
    ("t", "u", "v"): 14,
    ("t", "list"): 15,
    ("t", "list", 0): 15,
    ("t", "list", 0, "w"): 16,
    ("t", "list", 0, "sub"): 17,
    ("t", "list", 0, "sub", "x"): 18,
    ("t", "list", 1): 19,
    ("t", "list", 1, "w"): 20,
    ("t", "list", 1, "w", 0): 20,
    ("t", "list", 1, "w", 0, 0): 20,
}


def test_key_lines() -> None:
    assert key_lines(SOURCE) == LINES
    assert set(_paths(tomllib.loads(SOURCE))) == set(LINES)


@given(st.text(alphabet="ab[]{}=.,'\"\\ \n#1", max_size=40))
def test_key_lines_agree_with_the_parser(source: str) -> None:
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError:
        return
    found = key_lines(source)
    assert set(found) == set(_paths(table))
    assert all(1 <= line <= source.count("\n") + 1 for line in found.values())


def _paths(value: object, at: KeyPath = ()) -> Iterator[KeyPath]:
    if at:
        yield at
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _paths(item, (*at, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _paths(item, (*at, number))


# Patterns


@pytest.mark.parametrize(
    ("lines", "path", "matches"),
    [
        ("Archive/", "Archive/A.md", True),
        ("Archive/", "Sub/Archive/A.md", True),
        ("/Archive/", "Sub/Archive/A.md", False),
        ("Archive", "archive/A.md", False),
        ("*.excalidraw.md", "x/y.excalidraw.md", True),
        ("Daily/*", "Daily/2024/A.md", True),
        ("A/ !A/B.md", "A/B.md", False),
        ("A/", "A/line\nbreak.md", True),
        ("Caf\u00e9/", "Cafe\u0301/A.md", True),
        ("\\#Inbox/", "#Inbox/A.md", True),
        ("", "A.md", False),
    ],
)
def test_patterns(lines: str, path: str, matches: bool) -> None:
    assert Patterns(lines.split()).match(path) is matches


IGNORED = {
    ".gitignore": "build/\n*.log\n!keep.log\n/root.md\ndeep/**\n!deep/keep.md\n[z-a]\n",
    "vault/.gitignore": "\ufeffprivate/\nx/*\n!x/y.md\r\n# comment\nsp\\ ace.md\n",
    "vault/x/.gitignore": "!z.md\n",
    "vault/build/.gitignore": "!seen.md\n",
}
PATHS = [
    "Note.md", "root.md", "build/seen.md", "sub/build/a.md", "a.log", "keep.log", "private/a.md",
    "private/deep/keep.md", "x/a.md", "x/y.md", "x/z.md", "x/y/z.md", "deep/a.md", "deep/keep.md",
    "sp ace.md", "private.md",
]  # fmt: skip


def test_gitignore_agrees_with_git(tmp_path: Path) -> None:
    for name, text in IGNORED.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    answer = subprocess.run(
        ["git", "check-ignore", "--no-index", "--stdin", "-z"],
        cwd=tmp_path / "vault",
        input="\0".join(PATHS).encode(),
        capture_output=True,
    )
    ignored = set(answer.stdout.decode().split("\0")) - {""}
    git = GitIgnore(tmp_path / "vault")
    assert {path for path in PATHS if git.ignores(path)} == ignored
    assert {"a.log", "private/a.md", "build/seen.md", "x/a.md"} <= ignored


def test_gitignore_is_an_option_and_exclude_goes_before_it(load: Load, tmp_path: Path) -> None:
    load()
    (tmp_path / "vault" / ".gitignore").write_text("Private/\n", "utf-8")
    assert not load().excludes("Private/A.md")
    config = load('gitignore = true\nexclude = ["Old/", "!Private/Keep.md"]')
    excluded = [config.excludes(f"{path}.md") for path in ("Private/A", "Private/Keep", "Old/A")]
    assert excluded == [True, False, True]


def test_without_a_repository_folders_above_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / ".gitignore").write_text("*.md\n", "utf-8")
    assert not GitIgnore(tmp_path / "vault").ignores("A.md")


# The page for users

BLOCKS = re.findall(
    r"^```toml\n(.*?)^```", (DOCS / "configuration.md").read_text("utf-8"), re.M | re.S
)


def test_the_page_has_examples() -> None:
    assert len(BLOCKS) >= 5


@pytest.mark.parametrize("block", BLOCKS)
def test_examples_of_the_page_load(block: str, tmp_path: Path) -> None:
    name = "pyproject.toml" if "[tool.vaultlint" in block else "vaultlint.toml"
    user = tmp_path / "config.toml"
    (user if "plugins" in block else tmp_path / name).write_text(block, "utf-8")
    config = load_config(tmp_path, find_rules(), user_file=user)
    assert len(config.files) == 1


def test_the_page_names_every_key() -> None:
    page = (DOCS / "configuration.md").read_text("utf-8")
    from vaultlint.config import tables

    for key in {*tables.FILE, *tables.OVERRIDE}:
        assert f"`{key}`" in page, key


def _levels(config: Config, path: str) -> dict[str, Level | None]:
    return {active.rule.id: active.level for active in config.rules_for(path)}


def _options(config: Config, path: str) -> DateOptions:
    (options,) = (
        active.options for active in config.rules_for(path) if active.rule.id == "date-format"
    )
    assert isinstance(options, DateOptions)
    return options
