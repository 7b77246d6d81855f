"""A report is printed again only where a run without a cache would print that very report."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.check.changes import Changing
from vaultlint import again, settings, start
from vaultlint.cache import SETTLED, Cache, Signature
from vaultlint.check import trace
from vaultlint.cli import checking
from vaultlint.config import user_config_file
from vaultlint.footprint import OBSIDIAN_FILES, Reads, Walk, footprint
from vaultlint.lint import Crash, NoteResult, check_note
from vaultlint.vault import Vault
from vaultlint.vault.discovery import list_files, listed

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs names of any bytes")
OURS = Path(start.__file__).parents[1]


class Said(NamedTuple):
    status: int
    output: bytes
    errors: bytes


class Bench:
    """A vault that is run on in this process, where a change settles at once."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.above = folder / "above"
        self.root = self.above / "vault"
        self.encoding = "utf-8"
        self.terminal = False
        self._patch = patch
        self._repeated = False
        repeat = again.repeat

        def watched(arguments: Sequence[str]) -> int | Walk | None:
            status = repeat(arguments)
            self._repeated = isinstance(status, int)
            return status

        patch.setattr(again, "repeat", watched)

    def write(self, path: str, text: str) -> None:
        """Write a file; the path counts from the vault."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")

    def run(self, *words: str) -> tuple[Said, bool]:
        """What the command says, and whether that is an earlier report."""
        time.sleep(0.005)  # a tick of the file system's clock, for which two seconds stand else
        self._repeated = False
        written = BytesIO(), BytesIO()
        output, errors = (TextIOWrapper(one, self.encoding, write_through=True) for one in written)
        with self._patch.context() as patched:
            patched.setattr(sys, "argv", ["vaultlint", *words])
            patched.setattr(sys, "stdout", output)
            patched.setattr(sys, "stderr", errors)
            patched.setattr(output, "isatty", lambda: self.terminal)
            with pytest.raises(SystemExit) as ended:
                start.command()
        said = Said(int(ended.value.code or 0), *(one.getvalue() for one in written))
        return said, self._repeated

    def fresh(self, *words: str) -> Said:
        return self.run("--no-cache", *words)[0]

    def prepare(self, *words: str) -> Said:
        """Run until the report is printed again, and give it."""
        fresh = self.fresh(*words)
        for _ in range(3):  # the first may have to learn, the second keeps its report
            said, repeated = self.run(*words)
            assert said == fresh
            if repeated:
                return fresh
        raise AssertionError("nothing was printed again")

    def assert_runs_anew(self, *words: str) -> Said:
        """Whatever was kept is not printed, but what is true now; and so it goes on."""
        said, repeated = self.run(*words)
        assert not repeated
        fresh = self.fresh(*words)
        assert said == fresh
        assert [self.run(*words)[0] for _ in range(2)] == [fresh] * 2
        return said

    def assert_never_repeats(self, *words: str) -> Said:
        runs = [self.run(*words) for _ in range(4)]
        assert [repeated for _, repeated in runs] == [False] * 4
        assert {said for said, _ in runs} == {runs[0][0]}
        return runs[0][0]


def fill(root: Path) -> None:
    for path, text in {
        ".obsidian/app.json": "{}",
        "vaultlint.toml": "gitignore = true\n",
        "Note.md": "[[Nowhere]] ![[picture.png]] ![[scan.png]] [[Café → „x“]]\n",
        "Other.md": "[[Note]]\n",
        "Inner/Deep.md": "[[Lost]]\n",
        "Inner/Deeper/Note 2.md": "[[Lost too]]\n",
        "Inner/Deeper/.obsidian": "",
        "scan.png": "",
    }.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    for name, folder in (("VAULTLINT_CACHE_DIR", "caches"), ("XDG_CONFIG_HOME", "own")):
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(again, "SETTLED", 0)
    monkeypatch.setattr(trace, "SETTLED", 0)
    # What others do in the checkout meanwhile is no part of these tests.
    kept = [
        one
        for one in filter(None, sys.path)
        if one.endswith("-packages") or not Path(one).is_relative_to(OURS)
    ]
    monkeypatch.setattr(sys, "path", kept)
    bench = Bench(tmp_path, monkeypatch)
    (bench.above / ".git").mkdir(parents=True)
    fill(bench.root)
    monkeypatch.chdir(bench.root)
    return bench


@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize(("fail_on", "status"), [("error", 0), ("info", 1)])
def test_the_report_is_the_same_in_every_format(
    bench: Bench, form: str, fail_on: str, status: int
) -> None:
    said = bench.prepare("--format", form, "--fail-on", fail_on)
    assert said.status == status
    assert b"unresolved-link" in said.output


def test_a_vault_without_notes_and_one_without_findings(bench: Bench) -> None:
    bench.prepare("Other.md")
    for note in bench.root.rglob("*.md"):
        note.unlink()
    bench.assert_runs_anew()


def test_other_encodings(bench: Bench) -> None:
    bench.prepare()
    bench.encoding = "ascii"
    assert b"\\u2192" in bench.assert_runs_anew().output
    bench.prepare("Note.md", "--format", "json")


@linux
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_names_that_are_no_text(bench: Bench, form: str) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    bench.write(name, "[[Nowhere]]\n")
    bench.prepare("--format", form)
    bench.prepare("--format", form, name)
    (bench.root / name).rename(bench.root / os.fsdecode(b"caf\xe8.md"))
    bench.assert_runs_anew("--format", form)


def same_size(bench: Bench) -> None:
    """An edit that its author hides as well as can be."""
    file = bench.root / "Note.md"
    status = file.stat()
    file.write_bytes(file.read_bytes().replace(b"Nowhere", b"[Other]"))
    if os.name == "posix":
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def become_a_folder(bench: Bench) -> None:
    (bench.root / "scan.png").unlink()
    (bench.root / "scan.png").mkdir()


def become_a_vault(bench: Bench) -> None:
    (bench.root / "Inner/Deeper/.obsidian").unlink()
    (bench.root / "Inner/Deeper/.obsidian").mkdir()


NESTED = '[tool.vaultlint]\nexclude = ["*"]\n'
CHANGES: dict[str, Callable[[Bench], object]] = {
    "a note is edited": lambda bench: bench.write("Note.md", "nothing\n"),
    "a note is edited, its size the same": same_size,
    "a note is touched": lambda bench: os.utime(bench.root / "Note.md"),
    "a note is added": lambda bench: bench.write("Nowhere.md", "[[Not there]]\n"),
    "a note is removed": lambda bench: (bench.root / "Note.md").unlink(),
    "a note is renamed": lambda bench: (bench.root / "Note.md").rename("New.md"),
    "an attachment is added": lambda bench: bench.write("Inner/picture.png", ""),
    "an attachment is removed": lambda bench: (bench.root / "scan.png").unlink(),
    "an attachment becomes a folder": become_a_folder,
    "a folder is renamed": lambda bench: (bench.root / "Inner").rename("Outer"),
    "an inner folder becomes a vault": lambda bench: (bench.root / "Inner/.obsidian").mkdir(),
    "an inner file becomes a vault's folder": become_a_vault,
    "the vault is configured": lambda bench: bench.write("vaultlint.toml", 'exclude = ["Note.md"]'),
    "by pyproject.toml": lambda bench: bench.write("pyproject.toml", NESTED),
    "git ignores a note": lambda bench: bench.write(".gitignore", "Note.md\n"),
    "an inner folder is configured": lambda bench: bench.write("Inner/vaultlint.toml", ""),
    "by an inner pyproject.toml": lambda bench: bench.write("Inner/pyproject.toml", NESTED),
    "git ignores an inner note": lambda bench: bench.write("Inner/.gitignore", "Deep.md\n"),
    "git ignores it from above": lambda bench: bench.write("../.gitignore", "Deep.md\n"),
    "a folder above is configured": lambda bench: bench.write("../pyproject.toml", NESTED),
    "a folder above becomes a vault": lambda bench: bench.write("../.obsidian/app.json", "{}"),
    "a repository above is gone": lambda bench: (bench.above / ".git").rmdir(),
    "the vault becomes a repository": lambda bench: (bench.root / ".git").mkdir(),
    "the vault's settings are gone": lambda bench: shutil.rmtree(bench.root / ".obsidian"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_is_repeated_after_a_change(bench: Bench, change: str) -> None:
    bench.write("../.gitignore", "Nothing\n")
    bench.prepare()
    CHANGES[change](bench)
    bench.assert_runs_anew()


@pytest.mark.parametrize("name", [".gitignore", "vaultlint.toml", "pyproject.toml"])
@pytest.mark.parametrize("folder", ["", "Attached/", "../"])
def test_nothing_is_repeated_after_a_configuration_was_edited_or_taken_away(
    bench: Bench, folder: str, name: str
) -> None:
    bench.write(folder + name, "# a word\n")
    bench.prepare()
    bench.write(folder + name, "# a WORD\n")
    bench.assert_runs_anew()
    (bench.root / folder / name).unlink()
    bench.assert_runs_anew()


_READ_BY_RULES = "bookmarks.json"  # alone: it says nothing about how notes are read


@pytest.mark.parametrize("name", OBSIDIAN_FILES)
def test_nothing_is_repeated_after_a_setting_changed(bench: Bench, name: str) -> None:
    path = f".obsidian/{name}"
    (bench.root / path).unlink(missing_ok=True)
    bench.prepare()
    bench.write(path, '{"template": "Note"}')
    bench.assert_runs_anew()
    bench.write(path, '{"template": "Othe"}')
    bench.assert_runs_anew()
    if name != _READ_BY_RULES:
        bench.write(path, "{")  # what is said of it may say where it lies
        assert b"cannot read .obsidian" in bench.assert_never_repeats().errors


def test_the_files_of_obsidian_are_those_that_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    read_bytes = Path.read_bytes

    def watched(path: Path) -> bytes:
        read.append(path)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", watched)
    settings.read_settings(tmp_path)
    names = [path.relative_to(tmp_path).as_posix() for path in read]
    assert sorted((*names, _READ_BY_RULES)) == sorted(OBSIDIAN_FILES)


def test_nothing_is_repeated_after_the_users_own_configuration_changed(bench: Bench) -> None:
    file = user_config_file()
    if not file.is_relative_to(bench.folder):
        pytest.skip("the user's own configuration lies elsewhere on this system")
    bench.prepare()
    file.parent.mkdir(parents=True)
    for text in ('exclude = ["Note.md"]', 'exclude = ["Nope.md"]'):
        file.write_text(text)
        bench.assert_runs_anew()
    file.unlink()
    bench.assert_runs_anew()


def test_nothing_is_repeated_after_code_changed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, libraries = bench.folder / "code", bench.folder / "libraries"
    (code / "inner").mkdir(parents=True)
    libraries.mkdir()
    for file in (code / "__init__.py", code / "inner/__init__.py", code / "inner/one.py"):
        file.write_text("")
    monkeypatch.setattr(checking, "code_roots", lambda rules: [str(code)])
    sys.path.append(str(libraries))
    bench.prepare()
    for change in (
        lambda: (code / "inner/one.py").write_text("1"),
        lambda: (code / "two.cpython-311.so").write_text(""),
        lambda: (code / "inner/one.py").unlink(),
        lambda: (libraries / "rules-1.0.dist-info").mkdir(),
        lambda: sys.path.append(str(bench.folder)),
    ):
        change()
        bench.assert_runs_anew()


@pytest.mark.parametrize("path", ["Map.canvas", "All.base", "page.html", "Inner/data.json"])
def test_nothing_is_repeated_after_another_file_changed(bench: Bench, path: str) -> None:
    bench.write(path, "{}")
    words = ("--select", "unused-attachment")
    assert b"scan 2.png" not in bench.prepare(*words).output
    bench.write("scan 2.png", "")
    assert b"scan 2.png" in bench.prepare(*words).output
    bench.write(path, '{"nodes": [{"text": "scan 2.png"}]}')
    assert b"scan 2.png" not in bench.assert_runs_anew(*words).output


def test_other_peoples_rules_are_always_run(bench: Bench) -> None:
    """Their code may read and print whatever it likes, also while it is imported."""
    folder = Path(__file__).parent / "example_plugin"
    plugins = [folder, *folder.rglob("*.py")]
    given = next(one for one in plugins if "@rule" in (one.read_text() if one.is_file() else ""))
    bench.assert_never_repeats("--plugin", str(given))
    bench.prepare()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NO_COLOR", "1"),
        ("FORCE_COLOR", "1"),
        ("COLUMNS", "50"),
        ("TERM", "dumb"),
        ("LANG", "tlh"),
        ("LC_ALL", "C"),
        ("PYTHONIOENCODING", "ascii"),
        ("XDG_CONFIG_HOME", "elsewhere"),
        ("HOME", "elsewhere"),
        ("GITHUB_WORKSPACE", ".."),
        ("_VAULTLINT_COMPLETE", "bash_source"),
    ],
)
def test_nothing_is_repeated_in_another_environment(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    values = {"..": str(bench.above), "elsewhere": str(bench.folder / "elsewhere")}
    bench.prepare("--format", "github")
    monkeypatch.setenv(name, values.get(value, value))
    bench.assert_runs_anew("--format", "github")


def test_colours_and_widths_are_those_of_the_environment(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert b"\x1b[" in bench.prepare().output
    monkeypatch.setenv("COLUMNS", "40")
    bench.assert_runs_anew()


def test_nothing_is_repeated_elsewhere_or_for_other_words(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.prepare()
    bench.assert_runs_anew("--select", "links")
    bench.assert_runs_anew(str(bench.root))
    monkeypatch.chdir(bench.root / "Inner")
    bench.assert_runs_anew()


def test_nothing_is_repeated_on_another_day(monkeypatch: pytest.MonkeyPatch) -> None:
    names = []
    for day in ("2024-05-03", "2024-05-03", "2024-05-04"):
        monkeypatch.setattr("time.strftime", lambda form, day=day: day)
        names.append(again.name_of(()))
    assert names[0] == names[1] != names[2]


@pytest.mark.parametrize("words", [("--fix",), ("--diff",), ("--no-cache",), ("undo", "--list")])
def test_what_must_not_be_repeated(bench: Bench, words: tuple[str, ...]) -> None:
    bench.prepare()
    bench.assert_never_repeats(*words)


def test_a_fix_and_what_undoes_it_are_seen(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAULTLINT_STATE_DIR", str(bench.folder / "state"))
    bench.write("Padded.md", "[[ Note ]]\n")
    before = bench.prepare()
    fixed, _ = bench.run("--fix")
    assert b"Fixed" in fixed.output + fixed.errors
    after = bench.assert_runs_anew()
    assert after != before
    bench.run("undo")
    assert bench.assert_runs_anew() == before


def test_nothing_is_repeated_for_somebody_who_watches(bench: Bench) -> None:
    bench.prepare()
    bench.terminal = True
    bench.assert_never_repeats()


def test_many_vaults_at_once(bench: Bench) -> None:
    (bench.root / "Inner/.obsidian").mkdir()
    bench.assert_never_repeats()


def test_paths_that_are_gone_or_have_become_something_else(bench: Bench) -> None:
    """Files that are no notes are left out without a word, wherever they lie."""
    aside = bench.folder / "aside.txt"
    aside.write_text("")
    words = ("Note.md", str(aside))
    bench.prepare(*words)
    aside.unlink()
    assert bench.assert_runs_anew(*words).status == 2
    aside.write_text("")
    bench.prepare(*words[::-1])
    aside.unlink()
    aside.mkdir()
    (aside / "Third.md").write_text("[[Nowhere]]\n")
    assert b"Third" in bench.assert_runs_anew(*words[::-1]).output


def test_a_hidden_folder_that_becomes_a_vault(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing in it is the outer vault's, which is what was checked from there."""
    bench.write(".hidden/Note.md", "[[Gone]]\n")
    monkeypatch.chdir(bench.root / ".hidden")
    bench.prepare()
    bench.write(".hidden/vaultlint.toml", "")
    assert b"Gone" in bench.assert_runs_anew().output


def symlink(link: Path, target: Path) -> None:
    try:
        link.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("this user may not make symlinks")


def test_a_vault_behind_a_symlink(bench: Bench) -> None:
    """What git ignores is decided where the vault really lies."""
    link = bench.folder / "link"
    symlink(link, bench.root)
    bench.prepare(str(link))
    bench.write("../.gitignore", "Deep.md\n")
    assert b"Deep.md" not in bench.assert_runs_anew(str(link)).output
    link.unlink()
    shutil.copytree(bench.root, bench.above / "copy")
    symlink(link, bench.above / "copy")
    bench.assert_runs_anew(str(link))


def test_a_symlink_in_the_vault(bench: Bench) -> None:
    """What lies behind it may change unseen."""
    bench.prepare()
    (bench.folder / "pictures").mkdir()
    symlink(bench.root / "pictures", bench.folder / "pictures")
    bench.assert_never_repeats()
    before = bench.fresh()
    (bench.folder / "pictures/Nowhere.md").write_text("")
    assert bench.assert_runs_anew() != before


def refuse(monkeypatch: pytest.MonkeyPatch, function: str, part: str) -> None:
    """Make a function of the system fail for some paths, as it does where nobody may look."""
    real: Callable[..., Any] = getattr(os, function)

    def refusing(path: Any, *arguments: Any, **named: Any) -> Any:
        if isinstance(path, (str, os.PathLike)) and part in os.fspath(path).replace("\\", "/"):
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **named)

    monkeypatch.setattr(os, function, refusing)


@pytest.mark.parametrize(
    ("function", "part"), [("scandir", "/Inner"), ("open", "/Note.md"), ("open", "/Deep.md")]
)
def test_what_cannot_be_read(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, function: str, part: str
) -> None:
    refuse(monkeypatch, function, part)
    said = bench.assert_never_repeats()
    assert b"ermission denied" in said.output + said.errors


def test_a_rule_that_failed_runs_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*arguments: Any) -> NoteResult:
        result = check_note(*arguments)
        return result._replace(crashes=(Crash(result.path, "some-rule", "no luck", ""),))

    monkeypatch.setattr(trace, "check_apart", failing)
    assert bench.assert_never_repeats().status == 3


def test_what_changed_just_before_or_during_a_run_is_not_kept(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = again.keep

    def late(*arguments: Any) -> None:
        bench.write("Other.md", "[[Nobody]]\n")
        real(*arguments)

    monkeypatch.setattr(again, "keep", late)
    bench.run()
    said, _ = bench.run()
    monkeypatch.setattr(again, "keep", real)
    assert bench.assert_runs_anew() != said
    monkeypatch.setattr(again, "SETTLED", SETTLED)
    bench.write("Other.md", "[[Somebody]]\n")
    bench.assert_never_repeats()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"{}",
        b"[]",
        b"1",
        b"[" * 100_000,
        b'[["."], "", ["out", "", 0, null]]',
        b'[["."], "", "out"]',
        b'[[1, 2, 3], "", ["out", "", 0, null]]',
        b'[["\\u0000", [], []], "", ["out", "", 0, null]]',
        b'[[".", ["\\u0000"], ["\\u0000"]], "", ["out", "", "x", null]]',
        b'["root", [], "state", ["out", "", 0, null]]',
    ],
)
def test_a_record_that_is_none(bench: Bench, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(Cache, "get", lambda cache, name: data)
    assert bench.assert_never_repeats() == bench.fresh()


def test_a_damaged_cache(bench: Bench) -> None:
    said = bench.prepare()
    (file,) = (bench.folder / "caches").glob("*.sqlite")
    data = bytearray(file.read_bytes())
    places = [at for at in range(len(data)) if data.startswith(b"Nowhere", at)]
    assert places
    for at in places:
        data[at] ^= 1
    file.write_bytes(data)
    assert bench.run() == (said, False)


def test_ctrl_c_while_a_report_is_looked_for(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(arguments: Sequence[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(again, "_recall", interrupted)
    assert bench.run()[0] == (130, b"", b"")


OPENED: list[str] = []
WATCHING: list[bool] = []


def audit(event: str, arguments: tuple[Any, ...]) -> None:
    if WATCHING and event in ("open", "os.listdir", "os.scandir"):
        OPENED.append(os.fsdecode(arguments[0]) if not isinstance(arguments[0], int) else "")


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """The files and folders that are opened during a test, or looked for."""
    if audit not in AUDITED:
        sys.addaudithook(audit)
        AUDITED.append(audit)
    OPENED.clear()
    WATCHING.append(True)
    yield OPENED
    WATCHING.clear()


AUDITED: list[object] = []


def test_whatever_a_run_reads_is_part_of_the_footprint(bench: Bench, opened: list[str]) -> None:
    """Every file that a run opens, or would if it were there, is changed: that must show."""
    for folder in ("", "Inner/", "../"):
        for name in (".gitignore", "pyproject.toml", "vaultlint.toml"):
            if folder != "Inner/" or name == ".gitignore":
                bench.write(folder + name, "# a word\n")
    bench.run("--no-cache", "--preset", "tidy", ".", "Inner/Deep.md")
    WATCHING.clear()
    names = {os.path.abspath(path) for path in opened if path}
    below = sorted(Path(name) for name in names if Path(name).is_relative_to(bench.folder))
    others = (str(user_config_file()),)
    reads = Reads(str(bench.root), others, (".", "Inner/Deep.md"))
    seen = 0
    for path in below:
        before = footprint(reads)
        if path.is_dir():
            (path / "added.txt").write_text("")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"# new\n" + (path.read_bytes() if path.exists() else b""))
        after = footprint(reads)
        assert before is not None
        assert after is not None
        assert before.content() != after.content(), path
        seen += 1
    assert seen > len(OBSIDIAN_FILES) + 10


def test_a_walk_meets_what_a_listing_finds(tmp_path: Path) -> None:
    changing = Changing(tmp_path / "vault", 6)
    changing.changes = tuple(one for one in changing.changes if one != Changing.become_a_link)
    changing.make()
    reads = Reads(str(changing.root))
    for _ in range(60):
        changing.step()
        found = footprint(reads)
        assert found is not None
        met, there = listed(found.walk), list_files(changing.root)
        assert sorted(met.paths) == sorted(there.paths), changing.done
        assert met.folders.keys() == there.folders.keys()
        vault = Vault.open(changing.root, None, found.walk)
        for path in vault.files.of_kinds({"note", "canvas", "base"}):
            assert vault.signatures[path] == Signature.of(vault.status(path))


SHELL = """
import atexit, os, runpy, sys
def tell():
    with open(os.environ["SEEN"], "w") as file:
        file.write(str("click" not in sys.modules))
atexit.register(tell)
runpy.run_module("vaultlint", run_name="__main__", alter_sys=True)
"""


class Processes:
    """A vault that settled, and the command in processes of its own."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "vault"
        self.seen = folder / "seen"
        self.environment = {
            **{key: value for key, value in os.environ.items() if key != "FORCE_COLOR"},
            "VAULTLINT_CACHE_DIR": str(folder / "caches"),
            "XDG_CONFIG_HOME": str(folder / "own"),
            "SEEN": str(self.seen),
        }
        fill(self.root)
        many = "".join(f"[[Nowhere {number}]]\n" for number in range(3_000))
        (self.root / "Many.md").write_text(many)

    def words(self, *words: str) -> list[str]:
        return [sys.executable, "-c", SHELL, *words]

    def run(self, *words: str, cwd: Path | None = None, **streams: Any) -> Said:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
        done = subprocess.run(
            self.words(*words),
            env=self.environment,
            cwd=cwd or self.root,
            stdin=subprocess.DEVNULL,
            check=False,
            **streams,
        )
        return Said(done.returncode, done.stdout or b"", done.stderr or b"")

    def repeated(self) -> bool:
        """Whether the last process printed an earlier report: it did without the command line."""
        return self.seen.read_text() == "True"

    def prepare(self, *words: str) -> Said:
        """Run until the report is repeated; others may write what a run reads meanwhile."""
        for _ in range(12):
            said = self.run(*words)
            if self.repeated():
                return said
            time.sleep(0.2)
        raise AssertionError("nothing was printed again")


@pytest.fixture(scope="module")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Processes:
    made = Processes(tmp_path_factory.mktemp("processes"))
    time.sleep(2.1)
    return made


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_processes_repeat_what_a_fresh_one_says(processes: Processes, form: str) -> None:
    fresh = processes.run("--no-cache", "--format", form)
    assert not processes.repeated()
    assert processes.prepare("--format", form) == fresh


def test_a_process_sees_a_note_that_changed_just_now(tmp_path: Path) -> None:
    processes = Processes(tmp_path)
    time.sleep(2.1)
    before = processes.prepare()
    for text in ("[[Nobody]]\n", "[[Nowhat]]\n"):
        (processes.root / "Other.md").write_text(text)
        said = processes.run()
        assert not processes.repeated()
        assert said == processes.run("--no-cache") != before
        assert [processes.run(), processes.run()] == [said, said]
        since = time.time() - (processes.root / "Other.md").stat().st_mtime
        assert since > 2 or not processes.repeated()


@posix
def test_streams_that_take_nothing(processes: Processes) -> None:
    """Fresh or repeated, it ends alike: without a word, or with one about the disk."""
    words = ("--format", "github")
    processes.prepare(*words)
    for stream in ("stdout", "stderr"):
        for options in (words, ("--no-cache", *words)):
            read, write = os.pipe()
            os.close(read)
            said = processes.run(*options, **{stream: write})
            os.close(write)
            assert (said.status, said.errors) == (1, b"")
            assert processes.repeated() == (options == words)
    if Path("/dev/full").exists():
        with open("/dev/full", "wb") as full:
            ends = [processes.run(*options, stdout=full) for options in (words, ("--no-cache",))]
        assert ends[0] == ends[1]
        assert b"No space left" in ends[0].errors


@linux
def test_a_terminal_is_written_to_anew(processes: Processes) -> None:
    import pty

    processes.prepare("Inner")
    ours, theirs = pty.openpty()
    processes.run("Inner", stdout=theirs)
    os.close(theirs)
    assert not processes.repeated()
    assert b"Deep" in os.read(ours, 100)
    os.close(ours)


@linux
def test_a_folder_that_is_gone(processes: Processes, tmp_path: Path) -> None:
    """Such as that of a terminal left open."""
    command = 'rm -r "$PWD"; exec "$@"'
    ends = []
    for options in ((), ("--no-cache",)):
        (tmp_path / "gone").mkdir()
        shell = ["sh", "-c", command, "sh", *processes.words(*options)]
        environment = processes.environment
        done = subprocess.run(
            shell, cwd=tmp_path / "gone", env=environment, capture_output=True, check=False
        )
        ends.append((done.returncode, done.stdout, done.stderr))
    assert ends[0] == ends[1]
    assert ends[0][0] == 2
