"""What leads to what in a vault, and which attachments are named anywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vaultlint.kinds import MEDIA
from vaultlint.vault import Vault
from vaultlint.vault.attachments import ACCEPTED
from vaultlint.vault.graph import Graph
from vaultlint.vault.outgoing import outgoing
from vaultlint.vault.whole import graph_of, mentions_in, twins_in


def test_one_list_of_media() -> None:
    assert {*MEDIA, "base", "canvas"} == ACCEPTED


def graph(files: dict[str, str]) -> tuple[set[str], set[str]]:
    """The files that are reached, and those that lead somewhere."""
    found = graph_of(Vault.of(files))
    return set(found.reached), set(found.leading)


@pytest.mark.parametrize(
    "link",
    [
        "[[B]]", "![[B#Top|x]]", "[b](B.md)", "[b](sub/B)", "![b](<sub/B.md> 'title')", "`[[B]]`",
        "---\nup: \"[[B]]\"\n---\n", "---\nup: \"[[\\u0042]]\"\n---\n", "[b][r]\n\n[r]: B.md",
        "%% [[b]] %%", "```base\nfilters: file.hasLink(link(\"B\"))\nviews: []\n```\n",
    ],
)  # fmt: skip
def test_a_reference_reaches_a_note(link: str) -> None:
    files = {"A.md": f"{link}\n", "sub/B.md": "", "C.md": "[[C]] [[#x]] [x](https://x.org/B.md)"}
    assert graph(files) == ({"sub/B.md"}, {"A.md"})


def test_canvases_and_bases() -> None:
    nodes = [
        {"id": "1", "type": "file", "file": "sub/B.md", "x": 0, "y": 0, "width": 1, "height": 1},
        {"id": "2", "type": "text", "text": "see [[C]]", "x": 0, "y": 0, "width": 1, "height": 1},
    ]
    files = {
        "A.canvas": json.dumps({"nodes": nodes, "edges": []}),
        "X.base": "views:\n  - type: table\n    name: T\n    filters: file.hasLink(\"D\")\n",
        "sub/B.md": "![[A.canvas]]", "C.md": "", "D.md": "",
    }  # fmt: skip
    assert graph(files) == (
        {"sub/B.md", "C.md", "D.md", "A.canvas"},
        {"A.canvas", "X.base", "sub/B.md"},
    )


def test_what_is_in_doubt_counts() -> None:
    files = {
        "tie.md": "[[Same]]", "a/Same.md": "", "b/Same.md": "", "c/d/Same.md": "",
        "unwritten.md": "[[Not yet]]", "picture.md": "![[x.png]] ![[gone.png]]", "x.png": "",
    }  # fmt: skip
    assert graph(files) == (
        {"a/Same.md", "b/Same.md", "c/d/Same.md", "x.png"},
        {"tie.md", "unwritten.md"},
    )


def test_a_file_that_cannot_be_read_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "A.md").write_text("[[B]]")
    (tmp_path / "B.md").write_text("[[A]]")
    vault = Vault.open(tmp_path)
    assert len(vault.files.paths) == 2
    (tmp_path / "B.md").unlink()
    assert graph_of(vault) == Graph(("B.md",), ("A.md",))


def test_it_reaches_all_that_the_links_of_real_vaults_open(shared: Path) -> None:
    for root in sorted(path for path in (shared / "vaults").iterdir() if path.is_dir()):
        vault = Vault.open(root)
        found = graph_of(vault)
        for path in vault.files.of_kinds(("note", "canvas", "base")):
            for reference in outgoing(vault.note(path)):
                opened = vault.resolve(reference.path, path).path
                if opened not in (None, path):
                    assert opened in found.reached, (path, reference)
                    assert path in found.leading or not str(opened).endswith(".md")


def mentioned(text: str, path: str = "Note.md", name: str = "Files/My photo.png") -> bool:
    files = {path: text, name: "", "Files/other.png": "", "other.md": "other.pdf"}
    found = mentions_in(Vault.of(files)).paths
    assert set(found) <= {name}
    return bool(found)


@pytest.mark.parametrize(
    "text",
    [
        "![[My photo.png]]", "![[my PHOTO.png|100]]", "[x](Files/My%20photo.png)", "![[My photo]]",
        "<img src=\"../Files/My photo.png\">", "```\nMy photo.png\n```", "见My photo.png看",
        "---\ncover: Files/My photo.png\n---\n", "My&#32;photo.png", "My\\ photo.png",
        "{\"file\": \"Files/My\\u0020photo.png\"}", "[x](Files/My%20photo.png#a)", "[[my photo|x]]",
        "the file My photo.png, and so on", "My\u00a0photo.png", "%% My photo.png %%",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["Note.md", "Plan.canvas", "Table.base", "page.html"])
def test_a_name_is_a_mention(text: str, path: str) -> None:
    if path == "Note.md" or ".png" in text:
        assert mentioned(text, path)


@pytest.mark.parametrize(
    "text", ["", "My photo", "photo.png", "My photo.pngx", "My photo.jpg", "Oh My photos.png"]
)
def test_other_names_are_none(text: str) -> None:
    assert not mentioned(text)


def test_mentions_of_names_with_accents_and_of_several_files() -> None:
    files = {"a.md": "Cafe\u0301.png", "x/Caf\u00e9.png": "", "y/CAF\u00c9.PNG": "", "z.svg": ""}
    assert mentions_in(Vault.of(files)).paths == ("x/Caf\u00e9.png", "y/CAF\u00c9.PNG")
    assert not mentioned("Not My photo.png", name="t My photo.png")


def test_a_picture_says_nothing_about_others() -> None:
    files = {"a.svg": "<svg id='b.png'/>", "b.png": "a.svg"}
    assert mentions_in(Vault.of(files)).paths == ()


def test_results_depend_on_what_is_said_alone() -> None:
    def digest(files: dict[str, str], name: str) -> str:
        vault = Vault.of(files)
        vault.record()
        graph_of(vault)
        mentions_in(vault)
        twins_in(vault)
        assert vault.record().names == {"whole graph", "whole mentions", "whole twins"}
        return vault.digest(f"whole {name}")

    files = {"A.md": "[[B]]", "B.md": "x.png", "x.png": ""}
    for name, other in (("graph", "B.md"), ("mentions", "A.md")):
        assert digest(files, name) == digest({**files, other: files[other] + " more"}, name)
        assert digest(files, name) != digest({**files, "A.md": "", "B.md": ""}, name)
    assert digest(files, "twins") == digest({**files, "C.md": ""}, "twins")
    assert digest(files, "twins") != digest({**files, "X.png": ""}, "twins")
