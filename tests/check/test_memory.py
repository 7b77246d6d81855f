"""What is remembered of notes: when it counts, when it does not, and what is never kept."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.check.bench import check
from vaultlint.active import ActiveRule, ActiveRules
from vaultlint.cache import Cache, Entry
from vaultlint.check import memory as memory_module
from vaultlint.check import trace
from vaultlint.check.memory import Memory
from vaultlint.check.stamp import code_roots, code_stamp
from vaultlint.check.trace import check_traced, read, settled_signature
from vaultlint.finding import Finding, Level, Span
from vaultlint.footprint import code_files
from vaultlint.lint import UNREADABLE, NoteResult
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault
from vaultlint.vault.uses import digest_of_files, digest_of_values

KEY = b"key"
asked: list[str] = []  # the notes that the rules of these tests were run on


@rule(level=Level.WARNING, uses_vault=True)
def curious(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Ask the vault what the note says."""
    asked.append(note.path)
    what, _, name = note.text.strip().partition(" ")
    match what:
        case "note":
            yield Finding(Span(0, 1), vault.note(name).text)
        case "once":
            yield Finding(Span(0, 1), vault.once(text_of, name))
        case "failing":
            try:
                vault.once(failing, name)
            except LookupError:
                yield Finding(Span(0, 1), "failed")
        case "opens":
            yield Finding(Span(0, 1), str(vault.opens(name, note.path)))
        case "property":
            yield Finding(Span(0, 1), ",".join(vault.property_values(name)))
        case "crash":
            raise ValueError(name)
    yield Finding(Span(0, 1), "looked at")


def text_of(vault: Vault, path: str) -> str:
    return vault.note(path).text


def failing(vault: Vault, path: str) -> None:
    if "fail" in vault.note(path).text:
        raise LookupError


RULES = ActiveRules([ActiveRule(curious, NoOptions())])


class Bench:
    def __init__(self, folder: Path) -> None:
        self.root = folder / "vault"
        self.caches = folder / "caches"
        self.root.mkdir()

    def write(self, path: str, text: str) -> None:
        (self.root / path).write_bytes(text.encode())

    def run(self, *paths: str) -> dict[str, list[str]]:
        """What is found in the notes; the rule runs on those that are not remembered."""
        asked.clear()
        vault = Vault.open(self.root)
        memory = Memory(Cache(self.root, self.caches), vault, KEY)
        results: dict[str, NoteResult] = {}
        notes = paths or vault.files.notes
        known = memory.recall(notes)
        for path in notes:
            result = known.get(path)
            if result is None:
                result, kept = check_traced(read(path, vault, signed=True), vault, RULES)
                memory.keep(result, kept)
            results[path] = result
        memory.save()
        return {
            path: [located.finding.message for located in result.findings]
            for path, result in results.items()
        }

    def entries(self) -> dict[str, Entry]:
        return Cache(self.root, self.caches).load(KEY)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.mark.parametrize("word", ["note", "once", "failing"])
def test_a_note_that_was_read_for_another(bench: Bench, word: str) -> None:
    bench.write("Asking.md", f"{word} Other.txt")
    bench.write("Calm.md", "calm")
    bench.write("Other.txt", "one")
    bench.run()
    before = bench.run()
    assert asked == []
    bench.write("Other.txt", "fail")
    after = bench.run()
    assert asked == ["Asking.md"]
    assert before["Asking.md"] != after["Asking.md"]
    (bench.root / "Other.txt").rename(bench.root / "Gone.txt")
    bench.run()
    assert asked == ["Asking.md"]


def test_a_note_that_changes_right_after_it_was_read_for_another(bench: Bench) -> None:
    bench.write("Asking.md", "note Other.txt")
    bench.write("Other.txt", "one")
    vault = Vault.open(bench.root)
    vault.record()
    vault.note("Other.txt")
    bench.write("Other.txt", "two")
    uses = vault.record()
    kept = trace.trace_of(vault.note_to_check("Asking.md"), None, uses, vault)
    now = Vault.open(bench.root).digest("note Other.txt")
    assert kept.uses
    assert f"{now} note Other.txt" not in kept.uses


def test_a_link_that_opens_something_else_now(bench: Bench) -> None:
    bench.write("Asking.md", "opens Target")
    bench.write("Target.md", "calm")
    bench.run()
    bench.write("New.md", "calm")  # other files, but the link opens as before
    assert bench.run()["Asking.md"][0] == "True"
    assert asked == ["New.md"]
    (bench.root / "Target.md").unlink()
    assert bench.run()["Asking.md"][0] == "False"
    assert asked == ["Asking.md"]
    bench.write("Target.md", "calm")
    assert bench.run()["Asking.md"][0] == "True"


def test_properties_of_other_notes(bench: Bench) -> None:
    bench.write("Asking.md", "property mood")
    bench.write("Other.md", "---\nmood: good\n---\ncalm")
    assert bench.run()["Asking.md"][0] == "Other.md"
    bench.write("Other.md", "---\ntitle: x\nmood: good\n---\nmore")
    bench.run()
    assert asked == ["Other.md"]
    bench.write("Third.md", "---\nMood: bad\n---\n")
    assert bench.run()["Asking.md"][0] == "Other.md,Third.md"


def test_what_a_rule_failed_in_is_not_kept(bench: Bench) -> None:
    bench.write("Bad.md", "crash now")
    bench.write("Good.md", "calm")
    for _ in range(2):
        bench.run()
        assert "Bad.md" in asked
    assert asked == ["Bad.md"]
    assert set(bench.entries()) == {"Good.md"}


def test_properties_with_a_nul_are_known_but_not_kept(bench: Bench) -> None:
    bench.write("Asking.md", "property mood")
    bench.write("Odd.md", '---\nmood: good\nodd: "\0"\n---\n')
    for _ in range(2):
        found = bench.run()
        assert "Odd.md" in asked
    assert set(bench.entries()) == {"Asking.md"}
    assert asked == ["Odd.md"]
    assert found["Odd.md"] == ["looked at"]


def test_a_note_that_vanishes_is_unreadable_and_not_kept(bench: Bench) -> None:
    bench.write("Here.md", "calm")
    bench.run()
    vault = Vault.open(bench.root)
    assert vault.files.notes == ("Here.md",)
    (bench.root / "Here.md").unlink()
    memory = Memory(Cache(bench.root, bench.caches), vault, KEY)
    assert memory.recall(["Here.md"]) == {}
    result, kept = check_traced(read("Here.md", vault, signed=True), vault, RULES)
    assert [located.rule for located in result.findings] == [UNREADABLE]
    assert kept is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("calm", True),
        ("opens Other", True),
        ("note Other.md", True),
        ("opens Gone", False),
        ("property mood", False),
    ],
)
def test_what_owes_to_the_whole_vault_may_be_left_out(bench: Bench, text: str, kept: bool) -> None:
    bench.write("Here.md", text)
    bench.write("Other.md", "calm")
    vault = Vault.open(bench.root)
    assert check_traced(read("Here.md", vault, signed=True), vault, RULES)[1] is not None
    result, trace = check_traced(read("Here.md", vault, signed=True), vault, RULES, costly=False)
    assert (trace is not None) is kept
    assert result.findings


@pytest.mark.parametrize("few", [0, 200])
def test_rows_of_notes_that_were_not_asked_for_stay(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(memory_module, "_FEW", few)
    for name in ("One", "Two", "Three"):
        bench.write(f"{name}.md", "property mood")
    bench.run()
    bench.write("Two.md", "calm")
    bench.run("Two.md")
    assert set(bench.entries()) == {"One.md", "Two.md", "Three.md"}
    bench.run()
    assert asked == []


def test_rows_of_notes_that_are_gone_go(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_module, "_FEW", 0)
    bench.write("One.md", "calm")
    bench.write("Two.md", "calm")
    bench.run()
    (bench.root / "One.md").unlink()
    bench.run()
    assert set(bench.entries()) == {"Two.md"}


@pytest.mark.parametrize(
    "data",
    [
        "",
        "[]",
        '[]\n[]\n""',
        '[]\n[]\n""\n\n',
        '{}\n[]\n""\n',
        '[]\n{}\n""\n',
        'null\n[]\n""\n',
        '[7]\n[]\n""\n',
        '["x files"]\n[]\n""\n',
        '[]\n[1]\n""\n[[], [], []]',
        '[]\n["", 5]\n""\n',
        '[]\n[]\n""\n{"findings": []}',
        '[]\n[]\n""\n[[["r", 2, [1, 1, 1, 1], ["", 1], [0, 1], 5, null, null]], []]',
        '[]\n[]\n""\n[[["r", 9, [1, 1, 1, 1], ["", 1], [0, 1], "m", null, null]], []]',
        '[]\n[]\n""\n[[["r", 2, [1, 1, 1], ["", 1], [0, 1], "m", null, null]], []]',
        '[]\n[]\n""\n[[["r", 2, [1, 1, 1, 1], ["", 1], [0, "1"], "m", null, null]], []]',
        "[" * 100_000 + '\n[]\n""\n',
        '[]\n[]\n""\n' + "[" * 100_000,
    ],
)
def test_data_that_is_not_ours_is_a_miss(bench: Bench, data: str) -> None:
    bench.write("Note.md", "property mood")
    right = bench.run()
    entry = bench.entries()["Note.md"]
    Cache(bench.root, bench.caches).save(KEY, {"Note.md": entry._replace(data=data)})
    assert bench.run() == right
    assert asked == ["Note.md"]
    assert bench.run() == right
    assert asked == []


def test_a_signature_counts_only_when_a_later_change_would_show(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.write("Note.md", "calm")
    vault = Vault.open(bench.root)
    clock = (bench.root / "Note.md").stat().st_mtime_ns
    monkeypatch.setattr(time, "time_ns", lambda: clock + 10**9)
    assert settled_signature(vault, "Note.md") is None
    monkeypatch.setattr(time, "time_ns", lambda: clock + 10**10)
    assert settled_signature(vault, "Note.md") is not None
    bench.run()
    assert bench.entries()["Note.md"].signature is not None
    reads: list[str] = []
    read = Vault.data

    def noting(self: Vault, path: str) -> bytes:
        reads.append(path)
        return read(self, path)

    monkeypatch.setattr(Vault, "data", noting)
    bench.run()
    assert (asked, reads) == ([], [])
    os.utime(bench.root / "Note.md", (1, 1))
    bench.run()
    assert (asked, reads) == ([], ["Note.md"])  # another signature, but the same content


def test_the_same_file_under_another_name_is_another_note(bench: Bench) -> None:
    bench.write("One.md", "calm")
    bench.run()
    (bench.root / "One.md").rename(bench.root / "Two.md")
    bench.run()
    assert asked == ["Two.md"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_with_newlines_are_no_two_names(bench: Bench) -> None:
    digests = []
    for names in (["a\nb.png"], ["a", "b.png"], ["a\nb.png", "b.png"]):
        for name in names:
            bench.write(name, "")
        digests.append(digest_of_files(Vault.open(bench.root).files))
        for name in names:
            (bench.root / name).unlink()
    assert len({*digests}) == 3


KEYS = st.sampled_from(["a", "b"])
VALUES = st.recursive(
    st.sampled_from(["x", '"x"', "1", '"1"', "null", "''", "true"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(st.tuples(KEYS, inner), max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        )
    ),
    max_leaves=5,
)


@given(VALUES, VALUES)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_other_values_have_other_digests(one: str, other: str) -> None:
    def look(text: str) -> tuple[str, str]:
        vault = Vault.of({"Note.md": f"---\nmood: {text}\n---\n"})
        values = vault.property_values("mood")
        return digest_of_values(values), shape(values.get("Note.md"))

    (first, drawn), (second, drawn_too) = look(one), look(other)
    assert (first == second) == (drawn == drawn_too)


def shape(value: object) -> str:
    """Everything of a value but the places where it stands."""
    from vaultlint.note.frontmatter import ListValue, MapValue, Scalar

    match value:
        case Scalar():
            return f"scalar {value.value!r} {value.style!r}"
        case ListValue():
            return f"list {[shape(item) for item in value.items]}"
        case MapValue():
            return f"map {[(shape(key), shape(held)) for key, held in value.entries]}"
    return "nothing"


def test_the_code_of_a_plugin_is_its_whole_package_and_nothing_else(tmp_path: Path) -> None:
    code = '''"""A rule."""
from vaultlint.finding import Level
from vaultlint.rule import rule
from .._words import WORDS


@rule(level=Level.INFO)
def check(note, options):
    return iter(())
'''
    folder = tmp_path / "mine"
    (folder / "group").mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "group" / "__init__.py").touch()
    (folder / "_words.py").write_text("WORDS = 1\n")
    (folder / "group" / "wordy.py").write_text(code)
    rules = find_rules([folder]).values()
    before = code_stamp(rules)
    assert str(folder) in code_roots(rules)
    (folder / "_words.py").write_text("WORDS = 2\n")
    changed = code_stamp(rules)
    (folder / "_words.py").rename(folder / "_terms.py")
    assert len({before, changed, code_stamp(rules)}) == 3

    home = tmp_path / "home"
    (home / "projects" / "large").mkdir(parents=True)
    (home / "projects" / "large" / "setup.py").touch()
    (home / "alone.py").write_text(code.replace("from .._words import WORDS\n", ""))
    rules = find_rules([home / "alone.py"]).values()
    files = [file for root in code_roots(rules) for file in code_files(root)]
    assert [file for file in files if file.startswith(str(home))] == [str(home / "alone.py")]


def test_a_plugin_that_was_edited_is_run_anew(tmp_path: Path) -> None:
    from tests.check import unruly

    root = unruly.vault(tmp_path, calm=2)
    plugins = (unruly.plugin(tmp_path),)
    cached = tmp_path / "cache"
    assert check(root, cached, plugins=plugins) == check(root, plugins=plugins)
    found = find_rules(plugins).values()
    before = code_stamp(found)
    file = plugins[0] / "unruly.py"
    file.write_text(file.read_text().replace("says", "shouts"))
    assert code_stamp(found) != before
