"""Links within notes: what is found without parsing, what is suggested, and what shares a cause."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from vaultlint.rules.links._meant_heading import HeadingNames
from vaultlint.rules.markdown import unreachable_heading

from tests.check.bench import check
from vaultlint.finding import Finding, Span, apply_edits
from vaultlint.note import Note
from vaultlint.rule_files import find_rules
from vaultlint.settings import Settings
from vaultlint.vault import Vault
from vaultlint.vault.places import places_in

RULES = find_rules()
OTHERS = {
    "Home.md": "---\naliases: [x]\n---\n# Rooms & halls\n## 1. Kitchen\ntext ^oven\n\n# Yard\n",
    "Deep/Open.md": "%%\n# Hidden\n",
}
PIECES = (
    "[[Home#Kitchen]]", "[[Home#1. kitchen]]", "[[home#Garden|x]]", "![[Home#^oven]]",
    "[[Home#oven]]", "[[Home#^gone]]", "[[Home#[^1]]]", "[[#Own]]", "[[#Gone]]", "[[#^id]]",
    "[[Open#Gone]]", "[[Nowhere#x]]", "[x](Home.md#yard)", "[x](Home.md#Gone)", "[x](#own)",
    "[x](<Home.md#Go ne> 't')", "[x](\nHome#Gone)", "[x](https://a.b#c)", "[x](a%23b)", "[r]",
    "[r]: Home#Gone", "[r]: <Home.md#Gone>\n", "[x][r]", "---\n", 'up: "[[Home#Gone]]"\n',
    "up: '[[Home#Gone]]'\n", "up: \"[[Home#\\x47one]]\"\n", "# Own\n", "# [[#Gone]]\n", "> ", "- ",
    "`", "```\n", "$", "%%", "<b>", "<div>", "\\", "|", "\n", "\n\n", "\r\n", "\r", " ", "text",
    " ^id\n", "{{x}}", "<% x %>", "(", ")", "[", "]", "<", ">", "&amp;", "%20", "[^1]", "[^1]: x\n",
    "\xa0", "é", "\t", "    ", "!", "📅 2024-01-01",
)  # fmt: skip


def find(rule: str, vault: Vault, note: Note) -> Sequence[Finding]:
    return list(RULES[rule].run(note, RULES[rule].options(), vault))


def dangling(vault: Vault, note: Note) -> Iterable[Span]:
    """The targets of the links that reach nothing, found by looking at every one of them."""
    for link in note.internal_links:
        opened = vault.resolve(link.path, note.path)
        if not link.subpath or opened.path is None or opened.tie or opened.uncertain:
            continue
        path = opened.path
        places = places_in(note) if path == note.path else vault.places(path)
        sure = link.kind == "wikilink" or "%23" not in note.text[slice(*link.target)]
        if places.reaches(link.subpath) is False and sure:
            yield link.target


def assert_all_found(text: str) -> None:
    note = Note.from_text(text)
    vault = Vault.of({**OTHERS, "Note.md": note.data})
    found = [
        finding.span
        for rule in ("unresolved-heading", "unresolved-block")
        for finding in find(rule, vault, note)
    ]
    for target in {*dangling(vault, note)}:
        holding = [span for span in found if target.contains(span)]
        assert len(holding) == 1, text[slice(*target)]
        found.remove(holding[0])
    assert found == []


@settings(max_examples=300, deadline=None)
@example("[[Home#Kitchen]]([[Home#Kitchen]][x](Home.md#Gone)")
@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_every_link_that_reaches_nothing_is_found_by_one_rule(text: str) -> None:
    assert_all_found(text)


@pytest.mark.parametrize("seed", range(10))
def test_longer_texts(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(20):
        assert_all_found("".join(chance.choices(PIECES, k=40)))


def test_real_notes(shared: Path) -> None:
    """Of each vault, every link into a note is found to reach something by the rules and one by
    one."""
    for root in sorted(path for path in (shared / "vaults").iterdir() if path.is_dir()):
        vault = Vault.open(root)
        for path in vault.files.notes:
            note = vault.note_to_check(path)
            if "#" not in "".join(note.written_wikilinks) and "](#" not in note.text:
                continue
            found = {
                finding.span.end
                for rule in ("unresolved-heading", "unresolved-block")
                for finding in find(rule, vault, note)
            }
            if not note.is_template:
                assert found <= {target.end for target in dangling(vault, note)}, path


HEADINGS = (
    "Rooms & halls", "1. Kitchen", "2.1 Oven", "🚀 Yard", "What’s new?", "See [[Other|this]]",
    "Site [here](http://a.b)", "Tagged #tag", "With id ^id", "C#", "Part 1", "Part 2", "Garden",
    "可用性优先", "Gardens", "1️⃣ First", "日本語", "increase", "Version 1.2", "Straße", "Set-up",
    "<b>Fence</b> here",
)  # fmt: skip


@pytest.mark.parametrize(
    ("link", "meant"),
    [
        ("#Rooms and Halls", "#Rooms & halls"),
        ("#rooms-halls", None),
        ("#Kitchen", "#1. Kitchen"),
        ("#3. Kitchen", None),
        ("#Oven", "#2.1 Oven"),
        ("#Yard", "#🚀 Yard"),
        ("#🎯 yard", "#🚀 Yard"),
        ("#What's new", "#What’s new?"),
        ("#See this", "#See Other this"),
        ("#Site here", "#Site [here](http //a.b)"),
        ("#Tagged", "#Tagged tag"),
        ("#With id", "#With id id"),
        ("#C++", "#C"),
        ("#Part 3", None),
        ("#Part", None),
        ("#Gardenz", None),
        ("#First", "#1️⃣ First"),
        ("#日本", None),
        ("#可靠性优先", None),
        ("#decrease", None),
        ("#Incraese", "#increase"),
        ("#Version 1.3", None),
        ("#Set up", "#Set-up"),
        ("#Fence here", "#<b>Fence</b> here"),
        ("#x", None),
        ("#Yard#Oven", "#2.1 Oven"),
        ("#?", None),
    ],
)
def test_what_was_meant(link: str, meant: str | None) -> None:
    assert HeadingNames((text, 1) for text in HEADINGS).meant(link) == meant


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(HEADINGS), st.integers(1, 6)), max_size=6),
    st.lists(st.sampled_from((*HEADINGS, "Kitchn", "Gardn", "Oven", "halls")), max_size=3),
)
def test_what_was_meant_can_be_reached(headings: list[tuple[str, int]], parts: list[str]) -> None:
    text = "".join(f"{'#' * level} {heading}\n" for heading, level in headings)
    meant = HeadingNames(headings).meant("".join(f"#{part}" for part in parts))
    assert meant is None or places_in(Note.from_text(text)).reaches(meant)


def test_links_to_one_absent_heading_share_a_cause() -> None:
    text = "[[Home#Gone]] [[Home#gone]] [x](Home.md#Gone) [[#Gone]] [[Home#Went]]"
    vault = Vault.of({**OTHERS, "Note.md": text})
    causes = [finding.cause for finding in find("unresolved-heading", vault, vault.note("Note.md"))]
    assert causes[0] == causes[2] == "no heading Gone in Home.md"
    assert len({*causes}) == 4


def test_every_fix_makes_its_link_reach_something() -> None:
    text = "[[Home#Kitchen]] [x](Home.md#rooms-and-halls) ![[Home#oven|y]] [[Home#^yard]]\n"
    vault = Vault.of({**OTHERS, "Note.md": text})
    note = vault.note("Note.md")
    found = [*find("unresolved-heading", vault, note), *find("unresolved-block", vault, note)]
    edits = [edit for finding in found if finding.fix for edit in finding.fix.edits]
    fixed = Note.from_text(apply_edits(text, edits))
    assert len(edits) == 4
    assert not [*dangling(vault, fixed)]


@pytest.mark.parametrize(("folder", "count"), [("Templates", 0), ("Notes", 1)])
def test_templates_are_left_alone(folder: str, count: int) -> None:
    path = f"{folder}/Note.md"
    text = "[[#Gone]] [[#^gone]] a[^1] ^a\n\nb ^a\n\n[^2]: c\n\n# ?\n"
    vault = Vault.of({path: text}, Settings(template_folders=("Templates",)))
    for rule in (
        "unresolved-heading", "unresolved-block", "duplicate-block-id", "undefined-footnote",
        "unused-footnote", "unreachable-heading",
    ):  # fmt: skip
        assert len(find(rule, vault, vault.note(path))) == count, rule


CHANGES = (
    {"B.md": "# I\n"},
    {"B.md": "# H\n"},
    {"B.md": None, "Deep/B.md": "# I\n"},
    {"B.md": "# H\n"},
    {"Deep/B.md": None, "B.md": None},
    {"Deep/B.md": "# H\n", "Deep/C.md": "a ^y\n"},
    {"X/C.md": "a ^x\n"},
    {"Deep/C.md": None},
    {"X/C.md": "```\na ^x\n"},
    {"A.md": "[[B#H]]\n\n%%\n"},
)


def test_the_cache_knows_which_notes_links_look_into(tmp_path: Path) -> None:
    root, cached = tmp_path / "vault", tmp_path / "cache"
    first = {"A.md": "[[B#H]] [[C#^x]] ![[B#h#I]] [c](C.md#x)\n", "B.md": "# H\n"}
    rules = ("unresolved-heading", "unresolved-block")
    counts = set()
    for change in (first | {"Deep/C.md": "a ^x\n", "D.md": "[[A#x]]\n"}, *CHANGES):
        for path, text in change.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                file.unlink()
            else:
                file.write_text(text, "utf-8")
        fresh = check(root, select=rules)
        assert check(root, cached, select=rules) == fresh, change
        counts.add(sum(len(result.findings) for result in fresh))
    assert len(counts) > 2


MARKED = (
    "# ",
    "#",
    "## ?",
    "> ",
    "- ",
    "1. ",
    "- [ ] ",
    "[^1]: ",
    "  ",
    "a",
    "?",
    "===",
    "---",
    " ",
)


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.sampled_from((*MARKED, "\n", "\n", "\r\n", "\t", "```")), max_size=12).map("".join)
)
def test_no_heading_out_of_reach_escapes_the_first_look(text: str) -> None:
    note = Note.from_text(text)
    vault = Vault.of({"Note.md": text})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unreachable_heading, "_MAY_BE", re.compile(""))
        expected = find("unreachable-heading", vault, note)
    assert find("unreachable-heading", vault, note) == expected


def test_each_rule_notes_down_which_notes_it_looks_into() -> None:
    vault = Vault.of({**OTHERS, "Note.md": "[[Home#Yard]], [[Home#^oven]] and [[Nowhere#x]]"})
    note = vault.note_to_check("Note.md")
    for rule in ("unresolved-block", "unresolved-heading") * 2:
        vault.record()
        assert not find(rule, vault, note)
        uses = vault.record()
        assert uses.names == {"files", "note Home.md"}
        assert {*uses.opened} == {"Home"}
