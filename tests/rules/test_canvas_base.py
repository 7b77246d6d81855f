"""The rules about canvases and bases, where a page cannot show it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from unicodedata import normalize

import pytest

from vaultlint.active import ActiveRule
from vaultlint.base import Base
from vaultlint.kinds import kind_of
from vaultlint.lint import check_note
from vaultlint.rule_files import find_rules
from vaultlint.settings import Settings
from vaultlint.vault import Vault

RULES = find_rules()
Files = Mapping[str, str | bytes]


def found(text: str | bytes, path: str, files: Files | None = None) -> list[str]:
    """What broken-canvas or broken-base finds in a file: level, message and the text it is at."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
    settings = Settings(template_folders=("Templates",))
    vault = Vault.of({path: data, **(files or {})}, settings)
    rule = RULES["broken-canvas" if kind_of(path) == "canvas" else "broken-base"]
    result = check_note(vault.note_to_check(path), vault, [ActiveRule(rule, rule.options())])
    assert not result.crashes
    return [
        f"{one.level.name.lower()}: {one.finding.message} @ "
        + vault.note_to_check(path).text[slice(*one.finding.span)]
        for one in result.findings
    ]


def node(**keys: object) -> dict[str, object]:
    return {"id": "1", "x": 0, "y": 0, "width": 9, "height": 9, **keys}


def in_canvas(files: Files, **keys: object) -> list[str]:
    """What is found in a canvas with one node."""
    return found(json.dumps({"nodes": [node(**keys)]}, ensure_ascii=False), "A/B.canvas", files)


@pytest.mark.parametrize(
    "path",
    [
        "https://example.org/a.png", "file:///a.png", "{{cover}}", "<% file %>", "../a.md",
        ".a/b.md", "a/.b/c.md", "", "/", ".", "//server/a.md",
    ],
)  # fmt: skip
def test_what_may_be_no_file_of_the_vault(path: str) -> None:
    assert in_canvas({}, type="file", file=path) == []
    assert in_canvas({}, type="group", background=path) == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("other", ["NFC", "NFD"])
def test_unicode_forms_are_one_path(form: str, other: str) -> None:
    files = {normalize(form, "Ü/Café 1.md"): ""}  # type: ignore[arg-type]
    path = normalize(other, "Ü/Café\u00a01.md")  # type: ignore[arg-type]
    assert in_canvas(files, type="file", file=path) == []


@pytest.mark.parametrize("path", ["/D/e.md", "D//e.md", "D\\e.md"])
def test_paths_that_another_program_wrote(path: str) -> None:
    assert in_canvas({"D/e.md": ""}, type="file", file=path) == []


def test_a_file_is_not_searched_for() -> None:
    files = {"C/d.png": "", "C/E.md": ""}
    assert in_canvas(files, type="file", file="d.png") == [
        "error: the file `d.png` does not exist; did you mean `C/d.png`? @ d.png"
    ]
    assert in_canvas(files, type="file", file="E") == ["error: the file `E` does not exist @ E"]


@pytest.mark.parametrize("subpath", ["#H", "#h", "#^ID", "", "#", "#{{heading}}"])
def test_places_that_are_there(subpath: str) -> None:
    files = {"N.md": "# H\n\ntext ^id\n"}
    assert in_canvas(files, type="file", file="N.md", subpath=subpath) == []


@pytest.mark.parametrize("file", ["N.pdf", "N.png", "N.canvas"])
def test_places_in_other_files_are_not_judged(file: str) -> None:
    assert in_canvas({file: ""}, type="file", file=file, subpath="#page=3") == []


def test_cards_are_judged_as_notes_are() -> None:
    markdown = (
        "[[Budget plan]] ![[no.png]] [[Notebok]] ![[sketch]] [[Notebook#Aims]] [[Notebook#^12]]"
        "\n\n`[[code]]` [[5,1,3]] [[Notebook#Aim]] [[Notebook#^1]] [x](no.html)"
    )
    files = {
        "Notebook.md": "# Aim\n\ntext ^1\n",
        "Old/Budget-plan.md": "",
        "sketch.png": "",
    }
    in_note: list[str] = []
    for name in ("unresolved-link", "missing-attachment", "unresolved-heading", "unresolved-block"):
        rule = RULES[name]
        vault = Vault.of({"A/B.md": markdown, **files})
        note = vault.note_to_check("A/B.md")
        for finding in rule.run(note, rule.options(), vault):
            level = (finding.level or rule.level).name.lower()
            in_note.append(f"{level}: {finding.message} @ {markdown[slice(*finding.span)]}")
    assert len(in_note) == 6
    assert sorted(in_canvas(files, type="text", text=markdown)) == sorted(in_note)


def test_links_of_a_card_to_the_canvas_itself_are_not_judged() -> None:
    assert in_canvas({}, type="text", text="[[#Here]] ![[#^there]] [x](#y)") == []


def test_a_card_in_a_template_folder() -> None:
    text = json.dumps({"nodes": [node(type="text", text="[[{{title}}]] [[<% x %>]]")]})
    assert found(text, "Templates/B.canvas") == []


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\r\n"])
def test_bytes_that_are_no_text(before: bytes) -> None:
    data = (
        before + b'{"nodes": [\r\n{"id": "\xff", "type": "text", "text": "\xc3 [[Gone]]", "x": 0,'
    )
    data += b' "y": 0, "width": 1, "height": 1}\r\n]}'
    assert found(data, "B.canvas") == ["info: `[[Gone]]` has no note @ Gone"]


@pytest.mark.parametrize(
    ("nodes", "edge", "missing"),
    [
        ([{"id": "a"}, {"id": "b"}], {"fromNode": "a", "toNode": "b"}, 0),
        ([{"id": "a"}], {"fromNode": "a", "toNode": "b"}, 1),
        ([{"id": "a"}], {"fromNode": "A", "toNode": "b"}, 2),
        ([{"id": "a"}], {"fromNode": "a", "toNode": "a-9f"}, 0),
        ([{"id": "a-b"}], {"fromNode": "a-b", "toNode": "a-b-9f"}, 0),
        ([{"id": "a"}], {"fromNode": "a"}, 1),
        ([{"id": "a"}], {"fromNode": "a", "toX": 3}, 0),
        ([{"id": 1}, {"id": 2}], {"fromNode": "1", "toNode": 2}, 0),
        ([{"id": "a", "kept": {"nodes": [{"id": "b"}]}}], {"fromNode": "a", "toNode": "b"}, 0),
    ],
)  # fmt: skip
def test_ends_of_edges(
    nodes: list[dict[str, object]], edge: dict[str, object], missing: int
) -> None:
    whole = [{**node(type="group"), **each} for each in nodes]
    text = json.dumps({"nodes": whole, "edges": [{"id": "e", **edge}]})
    assert len(found(text, "B.canvas")) == missing


BASE = {
    "C.base.md": "",
    "B.base": "views:\n  - name: Read\n    type: table\n  - name: To read\n    type: list\n",
}


@pytest.mark.parametrize(
    ("link", "reported"),
    [
        ("![[B.base#Read]]", False), ("![[B.base#read]]", False), ("[x](B.base#To%20read)", False),
        ("![[B.base# To read ]]", False), ("![[B.base#To\u00a0read]]", False),
        ("![[B.base]]", False), ("![[B.base#]]", False), ("![[Other.base#Read]]", False),
        ("![[B.base#Lent]]", True),
        ("[x](B.base#Lent)", True), ("[[B.base#Lent|all]]", True), ("`![[B.base#Lent]]`", False),
        ("![[B.base#{{view}}]]", False), ("![[B.base#A#B]]", False), ("![[C.base#Lent]]", False),
    ],
)  # fmt: skip
def test_views_that_notes_link_to(link: str, reported: bool) -> None:
    assert len(found(link, "N.md", BASE)) == reported


@pytest.mark.parametrize("base", ["", "views: [", "- a", "views: 3", "filters: x"])
def test_views_of_a_base_that_has_none(base: str) -> None:
    readable = base in ("views: 3", "filters: x")
    assert len(found("![[B.base#Lent]]", "N.md", {"B.base": base})) == readable


@pytest.mark.parametrize(
    ("expression", "reported"),
    [
        ('file.inFolder("Old")', 1), ('file.inFolder("/Old/Notes/")', 0), ('file.inFolder("/")', 0),
        ('file.inFolder("old/notes")', 0), ('file.folder == ""', 0), ('file.folder == "New"', 1),
        ('file.path == "Old/Notes/a.md"', 0), ('file.path == "Old/Notes/a"', 1),
        ('link("A")', 0), ('link("notes/a#No")', 1), ('link("mailto:a@example.org")', 0),
        ('link("...")', 0), ('image("../x.png")', 0), ('image("x.png")', 1), ('link("x.pdf")', 1),
    ],
)  # fmt: skip
def test_names_in_expressions(expression: str, reported: int) -> None:
    text = f"filters: |\n  {expression}\n"
    files = {"Old/Notes/a.md": "# Yes\n"}
    if expression.startswith('file.inFolder("Old")'):
        files = {"Older/a.md": ""}
    assert len(found(text, "B.base", files)) == reported


def test_a_path_without_extension_was_meant_with_it() -> None:
    text = 'filters: file.path == "Old/a"\n'
    assert found(text, "B.base", {"Old/a.md": ""}) == [
        "warning: no file has the path `Old/a`; did you mean `Old/a.md`? @ Old/a"
    ]


@pytest.mark.parametrize("path", ["B.base", "N.md"])
def test_placeholders_make_yaml_invalid_on_purpose(path: str) -> None:
    text = 'filters: "{{title}}" == file.name: x\n'
    assert found(text if path == "B.base" else f"```base\n{text}```\n", path) == []


def test_what_only_our_parser_may_refuse_is_not_reported() -> None:
    deep = "".join("  " * depth + "- and:\n" for depth in range(2, 250))
    assert found(f"filters:\n  and:\n{deep}", "B.base") == []


def test_real_canvases_lose_a_node(shared: Path) -> None:
    """Nothing is wrong with real canvases; of each node taken out, the ends of edges are missed."""
    ends = 0
    for path in sorted((shared / "vaults").glob("afissard/**/*.canvas")):
        text = path.read_text("utf-8")
        assert found(text, "B.canvas") == []
        whole = json.loads(text)
        for lost in whole["nodes"][:3]:
            nodes = [each for each in whole["nodes"] if each is not lost]
            sides = [edge[key] for edge in whole["edges"] for key in ("fromNode", "toNode")]
            missed = found(json.dumps({**whole, "nodes": nodes}), "B.canvas")
            assert len(missed) == sides.count(lost["id"])
            ends += len(missed)
    assert ends > 50


def test_a_real_vault_loses_notes_and_views(shared: Path) -> None:
    """Each name in the bases of a real vault is found to be absent once what it opens is gone."""
    root = shared / "vaults" / "kepano"
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.glob("**/*.*")
        if path.is_file() and path.suffix in (".md", ".base")
    }
    vault = Vault.of(files)
    bases = {path: Base(vault.note_to_check(path)) for path in files if path.endswith(".base")}
    lost = 0
    for path, base in bases.items():
        assert found(files[path], path, files) == []
        for named, _ in base.names:
            target = vault.resolve(named.path, path).path
            assert target is not None
            left = {other: data for other, data in files.items() if other != target}
            message = f"info: `{named.path}` has no note @ {named.written}"
            assert found(files[path], path, left) == [message]
            lost += 1
    assert lost > 15
