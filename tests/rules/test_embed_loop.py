"""Circles of embeds: found if and only if what a note shows never ends."""

from __future__ import annotations

import random

import pytest
from vaultlint.rules.links import embed_loop

from vaultlint.vault import Vault

NOTES = ("A.md", "B.md", "C.md", "D.md")
SUBPATHS = ("", "", "#One", "#Two", "#Two#Three", "#^one", "#^two", "#Nowhere")


def found(files: dict[str, str]) -> list[tuple[str, str]]:
    """The embeds that the rule reports, with the notes that they stand in."""
    vault, check = Vault.of(files), embed_loop.check
    return [
        (path, vault.note(path).text[slice(*finding.span)])
        for path in files
        for finding in check.run(vault.note_to_check(path), check.options(), vault)
    ]


def a_note(chance: random.Random, name: str) -> str:
    """Three sections, the last within the second, each with a paragraph that may embed."""
    lines: list[str] = []
    for heading, block in (("# One", "one"), ("# Two", "two"), ("## Three", "")):
        target = chance.choice((*NOTES, name)).removesuffix(".md")
        embed = f"![[{target}{chance.choice(SUBPATHS)}]]" if chance.random() < 0.4 else "no embed"
        lines += heading, "", f"Text {embed} text" + (f" ^{block}" if block else ""), ""
    return "\n".join(lines)


def shows(text: str, subpath: str) -> str:
    """What an embed shows of a note that `a_note` made."""
    lines = text.split("\n")
    starts = {"": (0, 12), "#One": (0, 4), "#Two": (4, 12), "#Two#Three": (8, 12), "#^one": (2, 3)}
    start, end = starts.get(subpath) or ((6, 7) if subpath == "#^two" else (0, 0))
    return "\n".join(lines[start:end])


def never_ends(files: dict[str, str], path: str, subpath: str, depth: int = 0) -> bool:
    """Whether drawing a part of a note goes deeper than there are parts to be drawn."""
    if depth > len(NOTES) * len(SUBPATHS):
        return True
    shown = shows(files[path], subpath)
    _, *embeds = shown.split("![[")
    parts = (embed.partition("]]")[0].partition("#") for embed in embeds)
    return any(
        never_ends(files, f"{name}.md", sign + rest, depth + 1) for name, sign, rest in parts
    )


@pytest.mark.parametrize("seed", range(8))
def test_there_is_a_finding_if_drawing_never_ends(seed: int) -> None:
    chance = random.Random(seed)
    circles = 0
    for _ in range(60):
        files = {name: a_note(chance, name) for name in NOTES}
        endless = any(never_ends(files, name, "") for name in NOTES)
        circles += endless
        assert bool(found(files)) == endless, files
    assert 0 < circles < 60


def test_each_circle_is_told_once_and_in_its_first_note() -> None:
    ring = {f"{number:02}.md": f"![[{(number + 1) % 20:02}]]" for number in range(20)}
    assert found(ring) == [("00.md", "![[01]]")]
    both_ways = {"a.md": "![[b]]", "b.md": "![[a]] ![[c]]", "c.md": "![[b]]"}
    assert found(both_ways) == [("a.md", "![[b]]"), ("b.md", "![[c]]")]
    sections = {"a.md": "# One\n![[#Two]]\n# Two\n![[#One]]\n"}
    assert found(sections) == [("a.md", "![[#Two]]")]


@pytest.mark.parametrize(
    "embed",
    ["![[base]]", "![[v1.2]]", "![[ base \\|x]]", "![x](base.md#)", "![](<base>)", "![[Base#]]"],
)
def test_every_way_to_write_an_embed(embed: str) -> None:
    name = "v1.2.md" if "v1" in embed else "base.md"
    assert found({name: f"{embed}\n"}) == [(name, embed)]


def test_many_notes_that_all_embed_one_another() -> None:
    names = [f"{number:03}" for number in range(60)]
    files = {f"{name}.md": "".join(f"![[{other}]]\n" for other in names) for name in names}
    told = found(files)
    assert ("000.md", "![[059]]") in told
    assert ("059.md", "![[059]]") in told
    assert all(text[3:-2] >= path.removesuffix(".md") for path, text in told)


@pytest.mark.parametrize(
    "files",
    [
        {"a.md": "![[b]]", "x/b.md": "![[a]]", "y/b.md": ""},  # which b is not certain
        {"a.md": "![[../b]]", "b.md": "![[a]]"},
        {"a.md": "<div>\n![[a]]\n</div>\n", "b.md": "%%\n![[b]]\n%%\n", "c.md": "\\![[c]]"},
        {"a.md": "![[a.canvas]] ![[a.png]]", "a.canvas": "{}", "a.png": ""},
        {"a.md": "![a](https://example.org/a.md) ![]() ![a](b.md)"},
        {"a.md": "---\nup: \"![[a]]\"\n---\n", "b.md": "> ![[#Quoted]]\n> # Quoted\n"},
        {"a.md": "---\nexcalidraw-plugin: parsed\n---\n# Text Elements\n![[a]]\n"},
        {"b.md": "![[B#^c]]\n\n^c"},
    ],
)  # fmt: skip
def test_what_is_not_surely_a_circle(files: dict[str, str]) -> None:
    assert found(files) == []
