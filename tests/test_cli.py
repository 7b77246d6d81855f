"""The command line end to end: words, paths, exit status, fixing and undoing, standard input."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.loading import run_alone
from vaultlint import __version__
from vaultlint.cli import cli
from vaultlint.cli.plan import Request
from vaultlint.cli.shell import shell_command
from vaultlint.cli.targets import _folders_as_on_disk
from vaultlint.rule_files import find_rules

RULES = Path(__file__).parent / "report" / "sample_rules"
DOCS = Path(__file__).parent.parent / "docs"
LOUD = "A LOUD word.\n"
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the user's own is read or written."""
    for name in ("VAULTLINT_STATE_DIR", "XDG_CONFIG_HOME", "HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with a few notes, which is the current folder."""
    root = tmp_path / "vault"
    (root / ".obsidian").mkdir(parents=True)
    (root / "Daily").mkdir()
    (root / "Clean.md").write_text("All well.\n")
    (root / "Loud.md").write_text(LOUD)
    (root / "Daily" / "Today.md").write_text("Is it absent:X or absent:X?\n")
    monkeypatch.chdir(root)
    return root


def words(*arguments: str | Path) -> list[str]:
    """The arguments, with the sample rules, which alone are selected."""
    options = ["--plugin", str(RULES), "--select", "sample-rules"]
    return [*options, *map(str, arguments)]


@pytest.fixture
def run() -> Run:
    """Run the command line in this process, with the sample rules only."""

    def run(*arguments: str | Path, stdin: bytes = b"") -> Result:
        return CliRunner().invoke(cli, words(*arguments), input=stdin)

    return run


def process(
    *arguments: str | Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-m", "vaultlint", *map(str, arguments)]
    return subprocess.run(
        command, input=stdin, capture_output=True, env={**os.environ, **environment}, check=False
    )


def paths(result: Result) -> list[str]:
    """The notes with findings in a JSON report."""
    report = json.loads(result.stdout)
    return sorted({finding["path"] for finding in report["findings"]})


def test_version_loads_nothing_heavy() -> None:
    program = (
        "from vaultlint.cli import main\n"
        "sys.argv = ['vaultlint', '--version']\n"
        "try: main()\n"
        "except SystemExit: pass"
    )
    heavy = ("mistune", "ruamel", "ruamel.yaml", "ftfy", "importlib.metadata", "sqlite3",
        "platformdirs", "vaultlint.note", "vaultlint.lint")  # fmt: skip
    assert run_alone(program, heavy) == (f"vaultlint {__version__}\n", [])


def test_help_shows_options_and_commands() -> None:
    result = CliRunner().invoke(cli, ["--help"])
    assert result.exit_code == 0
    for word in ("--fix", "--stdin-filename", "--version", "check", "explain", "rules", "undo"):
        assert re.search(rf"^  {word}\b", result.stdout, re.MULTILINE), word


def test_the_documentation_names_every_option_and_command() -> None:
    usage = (DOCS / "usage.md").read_text("utf-8")
    for command in [[], ["check"], ["rules"], ["explain"], ["undo"]]:
        result = CliRunner().invoke(cli, [*command, "--help"])
        for option in set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", result.stdout)):
            assert f"`{option}" in usage or f" {option}" in usage, option
        assert all(f"vaultlint {word}" in usage for word in command)


def test_the_documented_json_has_the_keys_of_a_real_one(vault: Path, run: Run) -> None:
    documented = json.loads(
        (DOCS / "json.md").read_text("utf-8").partition("```json\n")[2].partition("```")[0]
    )
    real = json.loads(run("--format", "json").stdout)
    assert list(real) == list(documented)
    assert list(real["findings"][0]) == list(documented["findings"][0])
    assert list(real["summary"]) == list(documented["summary"])


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["Daily/Today.md", "Loud.md"]),
        (["Daily"], ["Daily/Today.md"]),
        (["check", "Daily"], ["Daily/Today.md"]),
        (["Loud.md"], ["Loud.md"]),
        (["Loud.md", "Daily", "Loud.md"], ["Daily/Today.md", "Loud.md"]),
        (["./Daily/../Loud.md"], ["Loud.md"]),
        (["Clean.md"], []),
        (["picture.png", ".hidden/Note.md"], []),
        (["--", "rules"], ["rules/Note.md"]),
        (["check", "rules"], ["rules/Note.md"]),
        (["./rules"], ["rules/Note.md"]),
    ],
)
def test_paths(vault: Path, run: Run, arguments: list[str], expected: list[str]) -> None:
    (vault / "picture.png").write_bytes(b"LOUD")
    (vault / ".hidden").mkdir()
    (vault / ".hidden" / "Note.md").write_text(LOUD)
    if "rules" in " ".join(arguments):
        (vault / "rules").mkdir()
        (vault / "rules" / "Note.md").write_text(LOUD)
    assert paths(run("--format", "json", *arguments)) == expected


def test_the_vault_is_found_from_inside(
    vault: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault / "Daily")
    result = run("--format", "json")
    assert json.loads(result.stdout)["vault"] == str(vault)
    assert paths(result) == ["Daily/Today.md", "Loud.md"]
    lines = run().stdout.split("\n")
    assert lines[0].startswith("Today.md:1:7: info absent: no X here")
    assert lines[2].startswith(f"{vault / 'Loud.md'}:1:3: warning shout: ")


def test_a_folder_without_a_marker_is_a_vault(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bare" / "inner"
    folder.mkdir(parents=True)
    (folder / "Loud.md").write_text(LOUD)
    monkeypatch.chdir(tmp_path)
    for argument, root in (("bare", folder.parent), ("bare/inner/Loud.md", folder)):
        report = json.loads(run("--format", "json", argument).stdout)
        assert report["vault"] == str(root)
        assert len(report["findings"]) == 1


def test_each_note_belongs_to_its_nearest_vault(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = tmp_path / "repository"
    for folder in ("one/.obsidian", "one/sub/two/.obsidian", "three"):
        (repository / folder).mkdir(parents=True)
    (repository / "three" / "vaultlint.toml").write_text("fail-on = 'error'\n")
    for note in ("Readme.md", "one/A.md", "one/sub/B.md", "one/sub/two/C.md", "three/D.md"):
        (repository / note).write_text(LOUD)
    monkeypatch.chdir(repository)
    report = json.loads(run("--format", "json").stdout)
    assert report["vault"] is None
    assert report["vaults"] == [
        str(repository),
        str(repository / "one"),
        str(repository / "one/sub/two"),
        str(repository / "three"),
    ]
    found = [(Path(f["vault"]).name, f["path"]) for f in report["findings"]]
    assert found == [
        ("repository", "Readme.md"),
        ("one", "A.md"),
        ("one", "sub/B.md"),
        ("two", "C.md"),
        ("three", "D.md"),
    ]
    assert run("three").exit_code == 0
    assert run("three", "one/sub").exit_code == 1
    whole = json.loads(run("--format", "json", "--vault", ".").stdout)
    assert whole["vault"] == str(repository)
    assert len(whole["findings"]) == 5


@pytest.mark.skipif(os.name != "posix", reason="symlinks need rights elsewhere")
def test_a_vault_reached_through_a_symlink(
    vault: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = vault.parent / "link"
    link.symlink_to(vault)
    monkeypatch.chdir(vault.parent)
    assert paths(run("--format", "json", "link/Loud.md")) == ["Loud.md"]
    assert paths(run("--format", "json", "--vault", "link", vault / "Loud.md")) == ["Loud.md"]
    assert paths(run("--format", "json", "--vault", vault, "link/Daily")) == ["Daily/Today.md"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.md"], ["nowhere.md"]),
        (["Loud.md", "no/where"], ["no/where"]),
        (["Loud.md", ""], ["empty"]),
        (["--vault", "nowhere"], ["nowhere"]),
        (["--vault", "Daily", "Loud.md"], ["Loud.md", "outside"]),
        (["--unsafe-fixes"], ["--unsafe-fixes", "--fix"]),
        (["--diff", "--format", "json"], ["--diff", "--format"]),
        (["-"], ["--stdin-filename"]),
        (["--stdin-filename", "x.md", "Loud.md"], ["--stdin-filename"]),
        (["--stdin-filename", "no/folder/x.md", "-"], ["no/folder/x.md"]),
        (["--fail-on", "never"], ["never"]),
        (["--select", "shoot"], ["shoot", "shout"]),
        (["--plugin", "nowhere.py"], ["nowhere.py"]),
        (["--nonsense"], ["--nonsense"]),
        (["explain", "shoot"], ["shoot"]),
    ],
)
def test_wrong_usage_is_said_in_words(vault: Path, arguments: list[str], words: list[str]) -> None:
    plugin = [] if arguments[0] == "explain" else ["--plugin", str(RULES)]
    result = CliRunner().invoke(cli, [*plugin, *arguments])
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    for word in words:
        assert word in result.stderr
    assert "Traceback" not in result.stderr


def test_a_wrong_configuration_is_said_before_anything_is_checked(vault: Path, run: Run) -> None:
    (vault / "vaultlint.toml").write_text("sellect = ['shout']\n")
    result = run("--fix")
    assert result.exit_code == 2
    assert "vaultlint.toml:1" in result.stderr
    assert "select" in result.stderr
    assert (vault / "Loud.md").read_text() == LOUD


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["Clean.md"], 0),
        (["Loud.md"], 1),
        (["Daily"], 0),
        (["Daily", "--fail-on", "info"], 1),
        (["Loud.md", "--fail-on", "error"], 0),
        (["Loud.md", "--ignore", "shout"], 0),
        (["Loud.md", "--ignore", "absent,shout"], 0),
        (["Loud.md", "--fix"], 0),
        (["Loud.md", "--diff"], 1),
        (["Clean.md", "--diff"], 0),
        (["Daily", "--fix"], 0),
    ],
)
def test_exit_status(vault: Path, run: Run, arguments: list[str], status: int) -> None:
    result = run(*arguments)
    assert result.exit_code == status, result.output


def test_excluded_notes_are_left_alone_even_if_named(vault: Path, run: Run) -> None:
    (vault / "vaultlint.toml").write_text("exclude = ['Loud.md']\n")
    result = run("--fix", "Loud.md", "Clean.md")
    assert result.exit_code == 0
    assert (vault / "Loud.md").read_text() == LOUD
    assert run("Loud.md").stdout == "No notes to check.\n"


def test_a_vault_inside_a_folder_that_is_excluded(vault: Path, run: Run) -> None:
    (vault / "examples" / "small" / ".obsidian").mkdir(parents=True)
    (vault / "examples" / "small" / "Loud.md").write_text(LOUD)
    assert len(json.loads(run("--format", "json").stdout)["vaults"]) == 2
    (vault / "vaultlint.toml").write_text("exclude = ['examples/']\n")
    report = json.loads(run("--format", "json").stdout)
    assert report["vault"] == str(vault)
    assert report["summary"]["notes"] == 3
    assert paths(run("--format", "json", "examples/small")) == ["Loud.md"]


def test_the_summary_names_a_command_that_fixes_the_same(vault: Path, run: Run) -> None:
    (vault / "A b.md").write_text(LOUD)
    shutil.copy(RULES / "shout.py", vault.parent)
    arguments = ["A b.md", "--plugin", "../shout.py", "--select", "shout"]
    lines = CliRunner().invoke(cli, arguments).stdout.split("\n")
    command = "vaultlint --fix --plugin ../shout.py --select shout 'A b.md'"
    assert lines[-2] == f"1 can be fixed: `{command}`"
    fixed = CliRunner().invoke(cli, shlex.split(command)[1:])
    assert "Fixed 1 problem in 1 note" in fixed.stdout
    many = CliRunner().invoke(cli, [*arguments, *["Loud.md"] * 20]).stdout.split("\n")
    options = command.removesuffix(" 'A b.md'")
    assert many[-2] == f"1 can be fixed: `{options} ...`"


def test_fix_and_undo(vault: Path, run: Run) -> None:
    (vault / "Loud.md").write_bytes(b"\xef\xbb\xbfA LOUD\r\nword?? \xff\n")
    fixed = run("--fix")
    assert fixed.exit_code == 1, fixed.output  # the question marks are left
    assert "Fixed 1 problem in 1 note:\n  1  shout\nTo take this back: `vaultlint undo`.\n" in (
        fixed.stdout
    )
    assert (vault / "Loud.md").read_bytes() == b"\xef\xbb\xbfA loud\r\nword?? \xff\n"
    assert "Nothing to fix." in run("--fix").stdout
    assert run("--fix", "--unsafe-fixes").exit_code == 0
    assert (vault / "Loud.md").read_bytes() == b"\xef\xbb\xbfA loud\r\nword? \xff\n"

    listed = CliRunner().invoke(cli, ["undo", "--list"]).stdout.split("\n")
    assert [re.sub(r"^[\d-]{10} [\d:]{8}  ", "", line)[:7] for line in listed] == [
        "1 note ",
        "1 note ",
        "",
    ]
    assert "--fix --unsafe-fixes" in listed[0]
    for word in (b"loud", b"LOUD"):
        undone = CliRunner().invoke(cli, ["undo"])
        assert undone.exit_code == 0, undone.output
        assert undone.stdout.startswith("Restored 1 note as it was before `vaultlint --plugin ")
        before = b"\xef\xbb\xbfA " + word + b"\r\nword?? \xff\n"
        assert (vault / "Loud.md").read_bytes() == before
    nothing = CliRunner().invoke(cli, ["undo"])
    assert nothing.exit_code == 2
    assert "nothing to undo" in nothing.stderr
    assert "no run to undo" in CliRunner().invoke(cli, ["undo", "--list"]).stdout


def test_undo_refuses_a_note_that_changed_since(vault: Path, run: Run) -> None:
    run("--fix")
    (vault / "Loud.md").write_text("written since\n")
    result = CliRunner().invoke(cli, ["undo"])
    assert result.exit_code == 1
    assert result.stderr.startswith("vaultlint: Loud.md was not restored: ")
    assert (vault / "Loud.md").read_text() == "written since\n"


def test_the_command_that_undoes_elsewhere(
    vault: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault.parent)
    result = run("--fix", "vault")
    assert "To take this back: `vaultlint undo --vault vault`." in result.stdout
    assert CliRunner().invoke(cli, ["--vault", "vault", "undo"]).exit_code == 0
    assert (vault / "Loud.md").read_text() == LOUD


def test_a_diff_is_exact_and_writes_nothing(vault: Path) -> None:
    before = b"A LOUD\r\nw\xffrd??\nno end BOTH"
    (vault / "Loud.md").write_bytes(before)
    result = process(*words("--diff", "--fix", "Loud.md"))
    assert result.returncode == 1
    assert result.stdout == (
        b"--- a/Loud.md\n+++ b/Loud.md\n@@ -1,3 +1,3 @@\n-A LOUD\r\n+A loud\r\n w\xffrd??\n"
        b"-no end BOTH\n\\ No newline at end of file\n+no end both\n\\ No newline at end of file\n"
    )
    assert result.stderr.startswith(b"Would fix 2 problems in 1 note:\n  2  shout\n")
    assert (vault / "Loud.md").read_bytes() == before
    assert not (vault.parent / "home").exists()


def test_stdin_is_checked_as_the_note(vault: Path) -> None:
    arguments = words("--format", "json", "--stdin-filename", "Daily/New.md", "-")
    result = process(*arguments, stdin=b"a\r\nLOUD\r\n")
    assert result.returncode == 1
    (finding,) = json.loads(result.stdout)["findings"]
    assert (finding["path"], finding["line"], finding["column"]) == ("Daily/New.md", 2, 1)


def test_stdin_is_fixed_byte_for_byte(vault: Path) -> None:
    result = process(
        *words("--fix", "--stdin-filename", "Loud.md", "-"), stdin=b"\xef\xbb\xbfVERY\r\n\xff\x00\r"
    )
    assert result.stdout == b"\xef\xbb\xbfvery\r\n\xff\x00\r"
    assert b"Fixed 1 problem" in result.stderr
    assert result.returncode == 0
    assert (vault / "Loud.md").read_text() == LOUD


def test_the_commands_to_fix_with_can_be_typed(vault: Path, run: Run) -> None:
    (vault / "-Doubt.md").write_text("LOUD word??\n")
    result = run("--", "-Doubt.md")
    for command in ("--fix", "--fix --unsafe-fixes"):
        assert re.search(rf"`vaultlint {command} --plugin [^`]* -- -Doubt.md`", result.stdout)
    result = run("--stdin-filename", "Doubt.md", "-", stdin=b"LOUD word??\n")
    end = "--stdin-filename Doubt.md -`"
    assert result.stdout.count(end) == 2


def test_many_paths_are_not_repeated_but_every_option_is() -> None:
    plugin = Path("a" * 100)
    request = Request(paths=("Loud.md",) * 20, plugin=(plugin,))
    assert request.fix_command == f"vaultlint --fix --plugin {plugin} ..."


def test_stdin_that_is_excluded_comes_back_as_it_is(vault: Path) -> None:
    (vault / "vaultlint.toml").write_text("exclude = ['Loud.md']\n")
    result = process(*words("--fix", "--stdin-filename", "Loud.md", "-"), stdin=b"LOUD")
    assert (result.returncode, result.stdout) == (0, b"LOUD")
    diff = process(*words("--diff", "--stdin-filename", "Loud.md", "-"), stdin=b"LOUD")
    assert (diff.returncode, diff.stdout) == (0, b"")


def test_an_error_in_a_rule_ends_nothing(vault: Path, run: Run) -> None:
    (vault / "Bad.md").write_text("boom LOUD\n")
    (vault / "Worse.md").write_text("boom\n")
    result = run()
    assert result.exit_code == 3
    assert "Bad.md:1:6: warning shout" in result.stdout
    assert "Loud.md:1:3: warning shout" in result.stdout
    assert result.stderr == (
        "vaultlint: the rule fragile failed in Bad.md and 1 more note, which is a bug in it:"
        " ValueError: boom ‹U+001B›[31m; --debug shows the traceback\n"
    )
    debug = run("--debug")
    assert debug.exit_code == 3
    assert "Traceback" in debug.stderr
    assert "\x1b" not in debug.stderr


def test_a_note_that_cannot_be_read_ends_nothing(
    vault: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vaultlint.vault import Vault

    read = Vault.data

    def data(self: Vault, path: str) -> bytes:
        if path == "Clean.md":
            raise PermissionError(13, "Permission denied")
        return read(self, path)

    monkeypatch.setattr(Vault, "data", data)
    result = run("--fail-on", "error")
    assert result.exit_code == 1
    assert "Clean.md:1:1: error unreadable-note: cannot read Clean.md: Permission denied" in (
        result.stdout
    )
    assert "Loud.md:1:3: warning shout" in result.stdout
    assert run("--fix").exit_code == 1
    assert run("--diff").exit_code == 1
    assert "unreadable-note" in run("--diff").stderr


def test_an_error_of_our_own_is_one_line(
    vault: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plan(request: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr("vaultlint.cli.run.plan", plan)
    result = run()
    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1
    assert "RuntimeError: out of order" in result.stderr
    assert isinstance(run("--debug").exception, RuntimeError)


def test_ctrl_c_ends_quietly(vault: Path) -> None:
    (vault / "Note.md").write_text("interrupt\n")
    result = process(*words())
    assert (result.returncode, result.stdout, result.stderr) == (130, b"", b"")


@pytest.mark.skipif(os.name != "posix", reason="the pipes of POSIX")
def test_a_closed_pipe_ends_quietly(vault: Path) -> None:
    (vault / "Loud.md").write_text(LOUD * 20_000)
    command = [sys.executable, "-m", "vaultlint", *words()]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.read(10)
    program.stdout.close()
    assert program.stderr.read() == b""
    assert program.wait() in (1, -signal.SIGPIPE)
    program.stderr.close()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("format_name", ["text", "json", "github"])
def test_an_output_that_holds_few_characters(vault: Path, encoding: str, format_name: str) -> None:
    (vault / "日本 \x1b[31m\n.md").write_text(LOUD + "absent:🌲\x07\u202e\n", "utf-8")
    result = process(*words("--format", format_name), PYTHONIOENCODING=encoding)
    assert result.returncode == 1, result.stderr
    assert not {0x1B, 0x07} & set(result.stdout + result.stderr)
    if format_name == "github":  # its reader expects UTF-8, whatever the system's encoding
        assert "file=日本 ‹U+001B›".encode() in result.stdout
    if format_name == "json":
        assert "日本 \x1b[31m\n.md" in [f["path"] for f in json.loads(result.stdout)["findings"]]


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("notes", [10, 1000])
def test_progress_is_shown_at_a_terminal_for_a_long_run(vault: Path, notes: int) -> None:
    import pty

    for number in range(notes):
        (vault / f"{number}.md").write_text("well\n")
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "vaultlint", *words("Clean.md" if notes < 100 else ".")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=slave) as program:
        os.close(slave)
        shown = b""
        while True:
            try:
                read = os.read(master, 1 << 16)
            except OSError:  # Linux: the other end is closed
                break
            if not read:
                break
            shown += read
        assert program.stdout is not None
        assert b"Checking" not in program.stdout.read()
    os.close(master)
    assert (b"Checking" in shown) is (notes > 100)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["explian", "shout"], "there is no file or folder explian; did you mean `explain`?"),
        (["Dialy"], "there is no file or folder Dialy"),
        (["Daily", "rulse"], "there is no file or folder rulse"),
    ],
)
def test_a_command_that_is_mistyped(vault: Path, run: Run, words: list[str], message: str) -> None:
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 2
    assert result.stderr == f"vaultlint: {message}\n"


@pytest.mark.parametrize(
    ("windows", "line"),
    [
        (False, r"vaultlint 'Two words.md' 'Daily\a.md' it"),
        (True, r'vaultlint "Two words.md" Daily\a.md it'),
    ],
)
def test_a_command_is_written_as_the_shell_takes_it(windows: bool, line: str) -> None:
    words = ["vaultlint", "Two words.md", "Daily\\a.md", "it"]
    assert shell_command(words, windows=windows) == line


def test_rules_lists_every_rule_with_what_it_does(vault: Path) -> None:
    listed = CliRunner().invoke(cli, ["rules", "--plugin", str(RULES)]).stdout
    assert re.search(r"^sample-rules$", listed, re.MULTILINE)
    assert re.search(r"^  shout +warning +recommended +fix +A word in capitals.$", listed, re.M)
    assert re.search(r"^  doubt +warning +recommended +unsafe +A doubled", listed, re.M)
    assert re.search(r"^  absent +info +recommended +Something", listed, re.M)


def test_explain_prints_the_page(vault: Path) -> None:
    known = CliRunner().invoke(cli, ["explain", "trailing-whitespace"])
    assert known.exit_code == 0
    assert known.stdout.startswith("# trailing-whitespace\n")
    unpaged = CliRunner().invoke(cli, ["explain", "shout", "--plugin", str(RULES)])
    assert unpaged.stdout == "# shout\n\nA word in capitals.\n"
    for rule in find_rules().values():
        page = CliRunner().invoke(cli, ["explain", rule.id]).stdout
        assert page == rule.page.read_text("utf-8")
    ours = CliRunner().invoke(cli, ["explain", "unreadable-note"])
    assert ours.stdout.startswith("# unreadable-note\n")


@pytest.mark.parametrize(
    ("folder", "found"),
    [
        ("", {""}),
        ("Daily/", {"Daily/"}),
        ("daily/", {"Daily/", "DAILY/"}),
        ("daily/2024/", {"Daily/2024/"}),
        ("Absent/", set()),
    ],
)
def test_folders_are_found_in_another_case(folder: str, found: set[str]) -> None:
    """As file systems do that tell no case apart: what lies in other folders is not meant."""
    notes = ["Daily/2024/One.md", "DAILY/Two.md", "Other/Three.md", "Four.md"]
    assert set(_folders_as_on_disk(notes, [folder])) == found
