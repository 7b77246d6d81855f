"""`vaultlint links NOTE`: what each link of a note opens and why, and what links to it."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.conftest import Run
from tests.vault.test_changed import vault_of
from vaultlint.vault import Vault
from vaultlint.vault.backlinks import backlinks
from vaultlint.vault.following import follow

FILES = {
    "Home.md": "# Head\n\ntext ^id\n\n[^n]: note\n",
    "Projects/Plan.md": "",
    "Projects/Meeting minutes.md": "",
    "Projects/Sub/Twin.md": "",
    "One/Twin.md": "",
    "Two/Twin.md": "",
    "Far/away/Deep.md": "",
    "x.png": "",
    "Board.canvas": '{"nodes": [{"id": "1", "type": "file", "file": "Home.md", "subpath": "#Head"},'
    ' {"id": "2", "type": "text", "text": "see [[Home|there]]"},'
    ' {"id": "3", "type": "file", "file": "home.md"}]}',
    "Table.base": 'filters: file.hasLink("Home")\nviews:\n  - type: table\n    name: Main\n',
}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault with those files."""
    root = tmp_path / "Vault"
    for name, text in {".obsidian/app.json": "{}", **FILES}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def asked(run: Run, *arguments: str | Path, cwd: Path | None = None) -> dict[str, Any]:
    """What the command says as JSON."""
    result = run("links", "--format", "json", *arguments, cwd=cwd)
    assert result.returncode == 0, result.stderr.decode()
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


@pytest.mark.parametrize(
    ("link", "opens", "how", "words"),
    [
        ("[[#Own]]", "Projects/Now.md", "self", "this file; heading found"),
        ("[[Home]]", "Home.md", "only", "opens Home.md: the only file of that name"),
        ("[[Twin]]", "Projects/Sub/Twin.md", "own folder", "in or below this file's folder (not "),
        ("[[Sub/Twin]]", "Projects/Sub/Twin.md", "own folder", "in or below this file's folder"),
        ("[[One/Twin]]", "One/Twin.md", "exact", "its path in the vault"),
        ("[[/Two/Twin]]", "Two/Twin.md", "exact", "its path in the vault"),
        ("[[../One/Twin]]", "One/Twin.md", "relative", "the path from this file's folder"),
        ("[a](./Sub/Twin.md)", "Projects/Sub/Twin.md", "relative", "the path from this file's"),
        ("[[away/Deep]]", "Far/away/Deep.md", "shortest", "its path ends so"),
        ("![[x.png|100]]", "x.png", "only", "opens x.png"),
        ("[a](https://example.org) [[Nothing]]", None, "unresolved", "no file of that name"),
        ("[[No/Home]]", None, "unresolved", "no file there; of that name there is Home.md"),
        ("[[../../Twin]]", None, "unresolved", "not known what Obsidian opens: "),
    ],
)
def test_each_way_to_open(
    vault: Path, run: Run, link: str, opens: str | None, how: str, words: str
) -> None:
    note = vault / "Projects" / "Now.md"
    note.write_text(f"# Own\n\n{link}\n", "utf-8")
    found = asked(run, note)["links"]
    assert [(one["opens"], one["how"]) for one in found] == [(opens, how)]
    said = run("links", note).stdout.decode()
    assert words in said
    assert "1 link:" in said


@pytest.mark.parametrize(
    ("subpath", "exists", "words"),
    [
        ("#Head", True, "heading found"),
        ("#head", True, "heading found"),
        ("#Other", False, "heading not found"),
        ("#^id", True, "block found"),
        ("#^none", False, "block not found"),
        ("#[^n]", True, "footnote found"),
        ("#[^m]", False, "footnote not found"),
        ("#", None, "the only file of that name\n"),
        ("", None, "the only file of that name\n"),
    ],
)
def test_places(vault: Path, run: Run, subpath: str, exists: bool | None, words: str) -> None:
    (vault / "Now.md").write_text(f"[[Home{subpath}]]", "utf-8")
    (link,) = asked(run, "Now", cwd=vault)["links"]
    assert (link["opens"], link["place_exists"]) == ("Home.md", exists)
    assert words in run("links", "Now", cwd=vault).stdout.decode()


def test_equally_good_files(vault: Path, run: Run) -> None:
    (vault / "Projects" / "Sub" / "Twin.md").unlink()
    (vault / "Now.md").write_text("[[Twin]]", "utf-8")
    (link,) = asked(run, "Now", cwd=vault)["links"]
    assert link["tie"]
    assert link["candidates"] == ["One/Twin.md", "Two/Twin.md"]
    assert "opens One/Twin.md or Two/Twin.md: " in run("links", "Now", cwd=vault).stdout.decode()
    for name in ("One", "Two"):
        assert asked(run, f"{name}/Twin", cwd=vault)["backlinks"][0]["source"] == "Now.md"
    (vault / "One" / "Now.md").write_text("[[Twin]]", "utf-8")
    sources = [one["source"] for one in asked(run, "Two/Twin", cwd=vault)["backlinks"]]
    assert sources == ["Now.md"]  # the other one has its own folder's


def test_where_a_link_stands(vault: Path, run: Run) -> None:
    (vault / "Now.md").write_text("---\nup: '[[Home]]'\n---\nä\n![a](x.png)\n", "utf-8")
    answer = asked(run, "Now", cwd=vault)
    places = [
        [one[key] for key in ("line", "column", "end_line", "end_column")]
        for one in answer["links"]
    ]
    assert places == [[2, 6, 2, 14], [5, 1, 5, 12]]
    assert [one["written"] for one in answer["links"]] == ["[[Home]]", "![a](x.png)"]
    assert [one["embed"] for one in answer["links"]] == [False, True]
    assert answer["path"] == "Now.md"
    assert answer["vault"] == str(vault)


def test_backlinks_of_every_form(vault: Path, run: Run) -> None:
    links = {
        "Alias.md": "[[Home|shown]]",
        "Code.md": "`[[Home]]`",
        "Encoded.md": "[a](%48ome.md#Head)",
        "Folded.md": "[[hOME]]",
        "Other.md": "[[Homes]] Home",
        "Path.md": "[[/Home]]",
        "Properties.md": "---\nup: '[[Home]]'\n---\n",
        "Reference.md": "[a][h]\n\n[h]: <Home.md>\n",
    }
    for name, text in links.items():
        (vault / name).write_text(text, "utf-8")
    found = asked(run, vault / "Home.md")["backlinks"]
    assert [(one["source"], one["line"]) for one in found] == [
        ("Alias.md", 1),
        ("Board.canvas", 1),
        ("Board.canvas", 1),
        ("Encoded.md", 1),
        ("Folded.md", 1),
        ("Path.md", 1),
        ("Properties.md", 2),
        ("Reference.md", 1),
        ("Table.base", 1),
    ]
    lines = run("links", "Home", cwd=vault).stdout.decode()
    assert "9 backlinks in 8 files:" in lines
    assert "Encoded.md:1:1" in lines


def test_links_of_a_canvas_and_of_a_base(vault: Path, run: Run) -> None:
    nodes = asked(run, "Board.canvas", cwd=vault)["links"]
    assert [(one["linkpath"], one["how"], one["certain"]) for one in nodes] == [
        ("Home.md", "exact", True),
        ("Home", "only", True),
        ("home.md", "unresolved", False),
    ]
    assert nodes[0]["place_exists"] is True
    (vault / "Now.md").write_text("![[Table.base#Main]]", "utf-8")
    (link,) = asked(run, "Now", cwd=vault)["links"]
    assert (link["opens"], link["subpath"]) == ("Table.base", "#Main")
    assert [one["source"] for one in asked(run, "Table.base", cwd=vault)["backlinks"]] == ["Now.md"]
    assert [one["opens"] for one in asked(run, "Table.base", cwd=vault)["links"]] == ["Home.md"]


def test_an_attachment_has_backlinks_alone(vault: Path, run: Run) -> None:
    (vault / "Now.md").write_text("![[x.png]] ![](x.png)", "utf-8")
    answer = asked(run, "x.png", cwd=vault)
    assert answer["links"] == []
    assert len(answer["backlinks"]) == 2


def test_a_note_is_named_by_path_or_as_in_a_link(vault: Path, run: Run) -> None:
    for given, cwd in (
        ("Plan", vault),
        ("projects/plan", vault),
        ("Plan.md", vault / "Projects"),
        (str(vault / "Projects" / "Plan.md"), vault.parent),
        ("../Projects/Plan.md", vault / "One"),
    ):
        assert asked(run, given, cwd=cwd)["path"] == "Projects/Plan.md"
    assert asked(run, "--vault", vault, "Plan", cwd=vault.parent)["path"] == "Projects/Plan.md"
    assert asked(run, "--vault", vault / "Far", "Deep")["path"] == "away/Deep.md"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("Plann", "there is no note Plann in the vault"),
        ("Meting minutes", "did you mean Projects/Meeting minutes.md?"),
        ("No such thing at all", "there is no note No such thing at all in the vault"),
        ("", "there is no note"),
        (" ", "there is no note"),
        ("Projects", "there is no note Projects"),
        (".obsidian/app.json", "Obsidian does not see .obsidian/app.json"),
    ],
)
def test_what_is_no_note_is_one_sentence(vault: Path, run: Run, given: str, said: str) -> None:
    result = run("links", given, cwd=vault)
    assert result.returncode == 2
    assert result.stdout == b""
    assert result.stderr.decode().count("\n") == 1
    assert said in result.stderr.decode()


def test_control_characters_are_drawn(vault: Path, run: Run) -> None:
    (vault / "Now.md").write_text("[[No\x1b[31mte]]", "utf-8")
    result = run("links", "Now", cwd=vault)
    assert b"\x1b" not in result.stdout
    assert "‹U+001B›" in result.stdout.decode()


def test_a_note_that_links_to_nothing_and_that_nothing_links_to(vault: Path, run: Run) -> None:
    assert run("links", "Plan", cwd=vault).stdout.decode().splitlines() == [
        "Projects/Plan.md",
        "0 links",
        "0 backlinks",
    ]


def test_the_documented_json_has_the_keys_of_a_real_one(vault: Path, run: Run) -> None:
    page = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")
    documented = json.loads(
        page.partition("# Links")[2].partition("```json\n")[2].partition("```")[0]
    )
    real = asked(run, "Board.canvas", cwd=vault)
    assert list(real) == list(documented)
    assert list(real["links"][0]) == list(documented["links"][0])
    (vault / "Now.md").write_text("[[Board.canvas]]", "utf-8")
    (backlink,) = asked(run, "Board.canvas", cwd=vault)["backlinks"]
    assert list(backlink) == ["source", *documented["links"][0]]


@pytest.mark.parametrize("seed", range(60))
def test_backlinks_are_those_of_a_full_scan(seed: int) -> None:
    vault = Vault.of(vault_of(random.Random(seed)))
    files = vault.files.of_kinds(("note", "canvas", "base"))
    references = [(path, one) for path in files for one in follow(vault, vault.note(path))]
    for target in vault.files.paths:
        found = [(file.path, one) for file, one in backlinks(vault, target)]
        assert found == [
            (path, one) for path, one in references if path != target and one.opens(target, path)
        ]
