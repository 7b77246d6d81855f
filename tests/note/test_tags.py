"""Tags: obsidian.md sections 3.4, 4, 11.4 and 11.5."""

from __future__ import annotations

import pytest

from vaultlint.note import Note
from vaultlint.note.tags import WHITESPACE, tag_length


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("#tag", ["tag"]),
        ("text #tag.", ["tag"]),
        ("#tag/sub", ["tag/sub"]),
        ("#tn/#to", ["tn", "to"]),
        ("#a/ b", ["a"]),
        ("#tl#tm", ["tl", "tm"]),
        ("#1984", []),
        ("#3344:", []),
        ("#1990s  #123a  #y1984", ["1990s", "123a", "y1984"]),
        ("#-  #_", ["-", "_"]),
        ("#snake_case-x", ["snake_case-x"]),
        ("#日本語", ["日本語"]),
        ("#日本語，次", ["日本語，次"]),
        ("#a—b", ["a"]),
        ("#don’t", ["don"]),
        ("#🏷️", ["🏷️"]),
        ('(#pa)  $#pb$  "#pc"  .#pd  x—#pe  a#b', []),
        (r"/#x  \#x", []),
        ("[x #ph]", ["ph"]),
        ("[#tf](url)  [a #tg][ref]", ["tf", "tg"]),
        ("[#x] and [#y] z", []),
        ("_#uc_  snake_case_#wc", ["uc", "wc"]),
        ("**#x** *#y z* ==#h== ~~#s~~", ["x", "y", "h", "s"]),
        ("2*#x and **#y", []),
        (r"\[\[#Esc\]\]", ["Esc"]),
        ("[[Note#x]]  [t](u#x) https://x.org/#y", []),
        ("`#x`", []),
        ("```\n#x\n```", []),
        ("    #x", []),
        ("$#x$", []),
        ("$$\n#x\n$$", []),
        ("<!-- #x -->", []),
        ("<div>#x</div>", []),
        ("<p>y #x</p>", []),
        ("%% #x %%", ["x"]),
        ("%%\n#x\n%%", ["x"]),
        ("#tag at line start", ["tag"]),
        ("a\n#tag at line start", ["tag"]),
        ("a\r\n#tag at line start", ["tag"]),
        ("# tag at line start", []),
        ("- [ ] #t do", ["t"]),
        ("- #t", ["t"]),
        ("> #t", ["t"]),
        ("> a\n> #t", ["t"]),
        ("> [!note] #t", ["t"]),
        ("## Head #t", ["t"]),
        ("[^1]: #t", ["t"]),
        ("a\u00a0#t\u3000#u", ["t", "u"]),
        ("##a", []),
        ("#\n#/ #", []),
    ],
)
def test_inline_tags(text: str, names: list[str]) -> None:
    note = Note.from_text(text)
    assert [tag.name for tag in note.tags] == names
    for tag in note.tags:
        assert text[slice(*tag.span)] == "#" + tag.name


def test_one_tag_in_two_spellings() -> None:
    names = [tag.name for tag in Note.from_text("#Tag and #tag").tags]
    assert names == ["Tag", "tag"]  # each where it stands; Obsidian shows the first
    assert len({name.lower() for name in names}) == 1


@pytest.mark.xfail(strict=True, reason="no math by 11.10, so nothing hides the tag that 11.4 hides")
def test_a_tag_between_dollars_and_blanks() -> None:
    assert Note.from_text("$ #x $").tags == ()


def test_tags_in_table_cells() -> None:
    note = Note.from_text("| a | b |\n|---|---|\n| #t1 |#uo|")
    assert [tag.name for tag in note.tags] == ["t1", "uo"]


@pytest.mark.parametrize(
    ("yaml", "names"),
    [
        ("tags: [a, b]", ["a", "b"]),
        ('tags: ["#a", b/c]', ["a", "b/c"]),
        ("tags: a", ["a"]),
        ("tags: a, b", []),
        ("tags: a b", []),
        ("tags: #a", []),
        ('tags: ["2024"]', []),
        ('tags: ["y2024"]', ["y2024"]),
        ("tags: [two words]", []),
        ("tags: [two words, one]", ["one"]),
        ("tags: []", []),
        ("tags:", []),
        ("Tags: [a]", ["a"]),
        ("tag: [a]", []),
        ('tags:\n  - "#a"\n  - b', ["a", "b"]),
        ('tags: [" a "]', ["a"]),
        ('tags: ["", null, true]', []),
        ("tags: {a: 1}", []),
        ('tags: "##a"', []),
        ("tags: [a/, b//]", ["a", "b"]),
    ],
)
def test_frontmatter_tags(yaml: str, names: list[str]) -> None:
    text = f"---\n{yaml}\n---\n#body"
    note = Note.from_text(text)
    assert [tag.name for tag in note.frontmatter_tags] == names
    assert [tag.name for tag in note.tags] == [*names, "body"]
    for tag in note.frontmatter_tags:
        assert text[slice(*tag.span)].removeprefix("#") == tag.name


def test_frontmatter_tag_with_escapes() -> None:
    text = '---\ntags: "\\x61b"\n---\n'
    (tag,) = Note.from_text(text).frontmatter_tags
    assert tag.name == "ab"
    assert text[slice(*tag.span)] == "\\x61b"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a", 1),
        ("a b", 1),
        ("", 0),
        ("12", 0),
        ("12a", 3),
        ("a//", 1),
        ("/", 0),
        ("2024/05", 7),
        ("a\u200db", 1),
        ("a\u2e00b", 1),
        ("a\u00a0b", 1),
        ("a\ufeffb", 1),
        ("\udc80x", 2),
    ],
)
def test_tag_length(text: str, length: int) -> None:
    assert tag_length(text, 0, len(text)) == length


@pytest.mark.parametrize("blank", WHITESPACE)
def test_every_blank_ends_a_tag(blank: str) -> None:
    assert tag_length(f"a{blank}b", 0, 3) == 1


@pytest.mark.parametrize("character", "!\"#$%&'()*+,.:;<=>?@[\\]^`{|}~ \t\n\r\f\v")
def test_characters_that_end_a_tag(character: str) -> None:
    assert tag_length(f"a{character}b", 0, 3) == 1


def test_tag_length_stops_at_the_end_given() -> None:
    assert tag_length("#abc", 1, 3) == 2
