"""How links are written: tables 11.3 of the reference, and that no rewriting moves a link."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaultlint.rules.links._rewrite import may_stand_in_heading, retarget

from vaultlint.active import ActiveRule
from vaultlint.finding import Finding, Safety, apply_edits
from vaultlint.fix import fix_note
from vaultlint.note import Link, Note
from vaultlint.rule_files import find_rules
from vaultlint.settings import LinkFormat, Settings
from vaultlint.vault import Vault
from vaultlint.vault.linktext import shown_text

RULES = find_rules()
FORMATS: tuple[LinkFormat, ...] = ("shortest", "relative", "absolute")
TABLE = {"Note.md": "", "a/Note.md": "", "a/Uniq.md": "", "img/p.png": ""}


def find(rule: str, files: Mapping[str, str], source: str, **options: object) -> list[Finding]:
    vault = Vault.of(files)
    return list(RULES[rule].run(vault.note(source), RULES[rule].options(**options), vault))


def fixed(rule: str, files: Mapping[str, str], source: str, **options: object) -> str:
    """The source after the rule's fixes, passed by the guard, with nothing left to fix."""
    vault = Vault.of(files)
    active = [ActiveRule(RULES[rule], RULES[rule].options(**options))]
    note = vault.note(source)
    for _ in range(2):
        outcome = fix_note(note, vault, active, Safety.SAFE)
        assert outcome.problem is None, outcome.problem
        before, note = note, Note(note.path, outcome.after, vault.settings)
    assert note.data == before.data
    return note.text


def opened(vault: Vault, note: Note) -> list[tuple[object, ...]]:
    """What must be the same before and after: what every link opens, and what it shows."""
    return [
        (
            vault.resolve(link.path, note.path).path or link.path.removesuffix(".md"),
            *(link.subpath, link.embed, link.size, link.external, link.property),
        )
        for link in note.links
    ]


@pytest.mark.parametrize(
    ("target", "source", "texts"),
    [
        ("a/Uniq.md", "b/s.md", ("Uniq", "../a/Uniq", "a/Uniq")),
        ("a/Note.md", "b/s.md", ("a/Note", "../a/Note", "a/Note")),
        ("a/Note.md", "a/s.md", ("a/Note", None, "a/Note")),  # open question 14
        ("Note.md", "a/s.md", ("Note", "../Note", "Note")),
        ("img/p.png", "b/s.md", ("p.png", "../img/p.png", "img/p.png")),
    ],
)
def test_the_table_of_written_links(
    target: str, source: str, texts: tuple[str | None, ...]
) -> None:
    bare = target.removesuffix(".md")
    for link_format, text in zip(FORMATS, texts, strict=True):
        for written in (f"[[/{bare}|x]]", f"[[{bare}#H|x]]", f"![[{bare}]]", f"[x]({target})"):
            after = fixed("link-format", TABLE | {source: written}, source, format=link_format)
            if text is None:
                assert after == written
                continue
            ending = ".md" if target.endswith(".md") else ""
            assert after in {
                f"[[{text}|x]]", f"[[{text}#H|x]]", f"![[{text}]]", f"[x]({text}{ending})"
            }  # fmt: skip


def test_a_name_with_brackets_as_a_markdown_link() -> None:
    files = {
        "Sub/We!rd (name) [x].md": "",
        "b/s.md": "[x](<We!rd (name) [x].md>) [x](We!rd%20(name)%20[x].md)",
    }
    assert fixed("link-format", files, "b/s.md", format="absolute") == (
        "[x](<Sub/We!rd (name) [x].md>) [x](Sub/We!rd%20(name)%20[x].md)"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[[Folder/Old]]", "[[Folder/New]]"),
        ("[[Folder/Old|text]]", "[[Folder/New|text]]"),
        ("[[Old|Old]]", "[[Folder/New|Old]]"),
        ("[[Folder/Old#H|x]]", "[[Folder/New#H|x]]"),
        ("| [[Folder/Old\\|text]] |\n|---|\n", "| [[Folder/New\\|text]] |\n|---|\n"),
        ("[text](Folder/Old.md)", "[text](Folder/New.md)"),
        ('[x](<Folder/Old.md> "t")', '[x](<Folder/New.md> "t")'),
        ("![[Old#^b1|100]]", "![[Folder/New#^b1|100]]"),
        ("[[Old]]", "[[Folder/New|New]]"),
        ("| [[Old]] |\n|---|\n", "| [[Folder/New\\|New]] |\n|---|\n"),
        ("[x][r]\n\n[r]: Folder/Old.md 't'\n", "[x][r]\n\n[r]: Folder/New.md 't'\n"),
        ("---\nup: '[[Folder/Old]]'\n---\n", "---\nup: '[[Folder/New]]'\n---\n"),
        ("# [[Folder/Old|x]]\n", None),
        ("> # [x](Folder/Old.md)\n", None),
        ('---\nup: "[[Folder\\/Old]]"\n---\n', None),
    ],
)
def test_another_file_in_a_link(before: str, after: str | None) -> None:
    """The written forms of a rename from Folder/Old.md to Folder/New.md, display texts aside."""
    vault = Vault.of({"Folder/New.md": "", "s.md": before}, Settings("absolute"))
    note = vault.note("s.md")
    link = note.links[0]
    edit = retarget(note, vault, link, "Folder/New.md")
    assert (edit and apply_edits(before, [edit])) == after


@pytest.mark.parametrize(
    ("quote", "name", "written"),
    [
        ('"', "It's", "It's"),
        ("'", "It's", "It''s"),
        ("'", 'Say "hi"', 'Say "hi"'),
        ('"', 'Say "hi"', None),
    ],
)
def test_quotes_of_properties(quote: str, name: str, written: str | None) -> None:
    text = f"---\nup: {quote}[[Old]]{quote}\n---\n"
    vault = Vault.of({f"{name}.md": "", "s.md": text})
    note = vault.note("s.md")
    edit = retarget(note, vault, note.links[0], f"{name}.md")
    if written is None:
        assert edit is None
        return
    assert edit is not None
    after = Note.from_text(apply_edits(text, [edit]), "s.md")
    assert after.text == f"---\nup: {quote}[[{written}]]{quote}\n---\n"
    assert after.frontmatter is not None
    assert after.frontmatter.properties[0].value.value == f"[[{name}]]"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "name", ["We #1.md", "a|b.md", "x]].md", "a\u00a0b.md", "a`b.md", "[x].md"]
)
def test_what_no_wikilink_can_hold_is_not_written(name: str) -> None:
    vault = Vault.of({name: "", "s.md": "[[Old]]"})
    note = vault.note("s.md")
    assert retarget(note, vault, note.links[0], name) is None


FILES = (
    "Note.md", "a/Note.md", "a/b/Note.md", "ab/x y.md", "c(1.md", "d/c(1).md", "e/[x].md",
    "We #1.md", "Cafe\u0301.md", "img p.png", "a/img p.png", "v1.2.md", "a/It's.md", "b/Log.md",
    "B/log.md", "100%25.md", "R&amp;D.md", "deep/er/and/deeper/Last.md", "a/b.md", "x_y_.md",
    "a*b.md", "a$b$c.md", "Note.md.md", "README", "a b/c d/e f.md", "aa/Tie.md", "bb/Tie.md",
)  # fmt: skip
SPELLINGS = (
    lambda path: path, lambda path: path.removesuffix(".md"), lambda path: path.rpartition("/")[2],
    lambda path: path.rpartition("/")[2].removesuffix(".md"), lambda path: f"/{path}",
    lambda path: f"./{path}", lambda path: f"../{path}", lambda path: path.upper(),
    lambda path: path.partition("/")[2], lambda path: f"old/{path}",
)  # fmt: skip
STYLES = (
    "[[{0}]]", "[[{0}|it]]", "[[{0}|{0}]]", "![[{0}]]", "![[{0}|100]]", "[[{0}#A b]]", "[[ {0} ]]",
    "[[{0}#^id|x y]]", "[it](<{0}>)", "[{0}]({1})", "[it]({1}#A%20b)", "![]({1})", "![it|100]({1})",
    "[[{0}|a|b]]", "![[{0}|it|100x20]]", "[it]({1} 'title')", "[it][r]", "[](<{0}>)",
    "[[{0}|*it*]]",
)  # fmt: skip
PLACES = (
    "{0}\n", "- {0} and {0}\n", "> {0}\n", "| a |\n|---|\n| {1} |\n", "# {0}\n\n", "`{0}`\n",
    "%% {0} %%\n", "x[^1]\n\n[^1]: {0}\n\n", "up:: {0}\n\n", "[a {0} b](https://example.org)\n",
    "*{0}*, **{0}**\n", "({0}), [{0}], {{{0}}}\n", "$a$ {0} $b$\n", "~~~~\n{0}\n~~~~\n",
    "<b>{0}</b>\n",
)  # fmt: skip
SOURCES = ("s.md", "a/s.md", "a/b/s.md", "deep/s.md")


@st.composite
def vaults(draw: st.DrawFn) -> tuple[dict[str, str], str]:
    """A small vault whose names are hard to write, and a note with links to them."""
    paths = draw(st.lists(st.sampled_from(FILES), min_size=2, unique=True))
    lines = []
    for _ in range(draw(st.integers(1, 6))):
        path = draw(st.sampled_from(SPELLINGS))(draw(st.sampled_from(paths)))
        link = draw(st.sampled_from(STYLES)).format(path, path.replace(" ", "%20"))
        place = draw(st.sampled_from(PLACES))
        lines.append(place.format(link, link.replace("|", "\\|")))
    front = draw(st.sampled_from(("", '---\nup: "[[{0}]]"\n---\n', "---\nup: '[[{0}]]'\n---\n")))
    text = front.format(paths[0].removesuffix(".md")) + "".join(lines) + f"\n[r]: <{paths[0]}>\n"
    source = draw(st.sampled_from(SOURCES))
    return dict.fromkeys(paths, "") | {source: text}, source


def assert_same_places(rule: str, files: dict[str, str], source: str, **options: object) -> str:
    after = fixed(rule, files, source, **options)
    vault = Vault.of(files)
    note = vault.note(source)
    assert opened(vault, Note.from_text(after, source)) == opened(vault, note)
    return after


@settings(max_examples=150, deadline=None)
@given(vaults(), st.sampled_from(FORMATS))
def test_no_format_moves_a_link(made: tuple[dict[str, str], str], link_format: LinkFormat) -> None:
    files, source = made
    after = assert_same_places("link-format", files, source, format=link_format)
    before = Note.from_text(files[source], source)
    for old, new in zip(before.links, Note.from_text(after, source).links, strict=True):
        if not old.external:  # the text of one may hold an embed, and changes with it
            assert new.display in (old.display, shown_text(old.path, old.subpath))


@settings(max_examples=150, deadline=None)
@given(vaults(), st.sampled_from(["stale-path", "link-case", "ambiguous-link"]))
def test_no_other_rule_moves_a_link(made: tuple[dict[str, str], str], rule: str) -> None:
    assert_same_places(rule, *made, **({"all": True} if rule == "ambiguous-link" else {}))


@settings(max_examples=150, deadline=None)
@given(vaults(), st.sampled_from([("markdown", "wikilink"), ("wikilink", "markdown")]))
def test_no_style_moves_a_link(made: tuple[dict[str, str], str], styles: tuple[str, str]) -> None:
    files, source = made
    there = assert_same_places("link-style", files, source, style=styles[0])
    back = assert_same_places("link-style", files | {source: there}, source, style=styles[1])
    notes = [Note.from_text(text, source) for text in (files[source], there, back)]
    shows = [[shown(link) for link in note.links] for note in notes]
    assert shows[0] == shows[1] == shows[2]


@settings(max_examples=100, deadline=None)
@given(vaults(), st.sampled_from(FORMATS), st.sampled_from(["markdown", "wikilink"]))
def test_all_link_rules_together_neither_quarrel_nor_break_anything(
    made: tuple[dict[str, str], str], link_format: LinkFormat, style: str
) -> None:
    files, source = made
    vault = Vault.of(files)
    options: Mapping[str, Mapping[str, object]] = {
        "link-format": {"format": link_format},
        "link-style": {"style": style},
        "ambiguous-link": {"all": True},
    }
    active = [
        ActiveRule(rule, rule.options(**options.get(rule.id, {})))
        for rule in RULES.values()
        if rule.group == "links"
    ]
    outcome = fix_note(vault.note(source), vault, active, Safety.SAFE)
    assert outcome.problem is None, outcome.problem


def shown(link: Link) -> str:
    """What a reader sees of a link; the text of an embed only where it is no name of the file."""
    display = (link.display or "").replace("\\|", "|")
    if not link.embed:
        return shown_text(link.path, link.subpath) if link.display is None else display.strip()
    text = "" if display == link.size else display.removesuffix(f"|{link.size}")
    name = link.path.rpartition("/")[2]
    return "" if text in (name, name.removesuffix(".md")) else text


@pytest.mark.parametrize(
    ("source", "link"),
    [
        ("a/s.md", "[x](b/Note.md)"),  # from the note's folder, as on every website
        ("a/s.md", "[[b/Note]]"),
        ("s.md", "[[a/b/note]]"),
        ("s.md", "[[/a/b/Note]]"),
        ("a/b/s.md", "[[../b/Note]]"),
        ("s.md", "[[xb/Note]]"),
        ("s.md", "[[/b/Note]]"),
        ("s.md", "[[b/Gone]]"),
    ],
)
def test_paths_that_are_not_stale(source: str, link: str) -> None:
    assert not find("stale-path", {"a/b/Note.md": "", source: link}, source)


@pytest.mark.parametrize(
    "link",
    [
        "[[Log]]",
        "[[Log.md]]",
        "[[Café]]",
        "[[a b]]",
        "[[LOST]]",
        "[[#LOG]]",
        "[[Two]]",
        "![[log.PNG]]",
    ],
)
def test_names_that_are_spelt_like_the_file(link: str) -> None:
    files = {
        "x/Log.md": "",
        "Cafe\u0301.md": "",
        "a\u00a0b.md": "",
        "log.png.md": "",
        "log.PNG": "",
    }
    assert not find("link-case", files | {"s.md": link, "x/two.md": "", "X/Two.md": ""}, "s.md")


def test_a_tie_names_only_what_obsidian_may_open() -> None:
    files = {"a/1/T.md": "", "a/2/T.md": "", "b/1/T.md": "", "a/s.md": "[[T]]"}
    (finding,) = find("ambiguous-link", files, "a/s.md")
    assert finding.fix is None
    assert finding.message.endswith("may open a/1/T.md or a/2/T.md")


HEADED = (
    "# ", "#", "- ", "> ", "1. ", "  ", "\t", "[[Uniq]]", "[x](Uniq.md)", "[x](Uniq.md", ")",
    "word", "===", "---", "=", "--  ", "\n", "\n", "\n\n", "\r\n", "\r", "\r\n\r\n", "| a |",
    "[^1]: ",
)  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(HEADED), max_size=12).map("".join))
def test_no_link_in_a_heading_escapes_the_first_look(text: str) -> None:
    note = Note.from_text(text)
    for link in note.links:
        block = note.block_at(link.span.start)
        assert block is not None
        assert block.kind != "heading" or may_stand_in_heading(note, link.span)


@pytest.mark.parametrize("text", ["text [[A]]\n\n---\n", "- [[A]]\n\ntext\n===\n", "a\n[[A]]"])
def test_most_links_plainly_stand_in_no_heading(text: str) -> None:
    note = Note.from_text(text)
    assert not may_stand_in_heading(note, note.links[0].span)
    assert may_stand_in_heading(Note.from_text(text + "b" * 2000), note.links[0].span) == (
        text == "a\n[[A]]"
    )
