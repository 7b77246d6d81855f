"""Which files have links that a change to other files broke."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from vaultlint.kinds import kind_of
from vaultlint.settings import Settings
from vaultlint.vault import FileIndex, Vault
from vaultlint.vault.changed import Difference, VaultChange
from vaultlint.vault.following import follow

Files = Mapping[str, str]


def broken(before: Files, now: Files) -> list[str]:
    """The unchanged files with a reference that the change broke."""
    same = [path for path in now if before.get(path) == now[path]]
    return [*change_of(before, now).broken(same)]


def change_of(before: Files, now: Files, vault: Vault | None = None) -> VaultChange:
    """The change from one to the other; `vault` is the latter."""
    difference = Difference(
        added=frozenset(now.keys() - before),
        gone=frozenset(before.keys() - now),
        edited=frozenset(path for path in before.keys() & now if before[path] != now[path]),
    )
    old = Vault.of(before)
    return VaultChange(vault or Vault.of(now), difference, old.data)


CANVAS = json.dumps({"nodes": [{"type": "file", "file": "a/X.md", "subpath": "#H"}]})
BASE = 'filters: file.hasLink("X")\n'


@pytest.mark.parametrize(
    ("before", "now", "files"),
    [
        pytest.param({"X.md": ""}, {}, ["[[X]]"], id="deleted"),
        pytest.param({"X.md": ""}, {"Y.md": ""}, ["[[X]]"], id="renamed"),
        pytest.param({"x.png": ""}, {}, ["![[x.png]]", "![](x.png)"], id="an attachment"),
        pytest.param({"X y.md": ""}, {}, ["[a](X%20y.md)", "[a](<X y.md>)"], id="in Markdown"),
        pytest.param(
            {"X.md": ""}, {}, ["[a](%58.md)", "[a](&#88;.md)"], id="encoded for no reason"
        ),
        pytest.param({"X.md": ""}, {}, ["[a][b]\n\n[b]: X.md"], id="by reference"),
        pytest.param({"X.md": ""}, {}, ["---\nup: '[[X]]'\n---\n"], id="in properties"),
        pytest.param({"X.md": "# H\n"}, {"X.md": "# I\n"}, ["[[X#H]]"], id="heading renamed"),
        pytest.param({"X.md": "a ^b\n"}, {"X.md": "a\n"}, ["[[X#^b]]"], id="block id removed"),
        pytest.param({"X.md": "[^1]: a\n"}, {"X.md": "a\n"}, ["[[X#[^1]]]"], id="footnote removed"),
        pytest.param(
            {"X.md": "# A\n## B\n"}, {"X.md": "## B\n# A\n"}, ["[[X#A#B]]"], id="headings swapped"
        ),
        pytest.param(
            {"a/b/X.md": ""}, {"a/b/X.md": "", "c/X.md": ""}, ["[[X]]"], id="a nearer file added"
        ),
        pytest.param(
            {"a/X.md": ""}, {"a/X.md": "", "b/X.md": ""}, ["[[X]]"], id="an equally near one added"
        ),
        pytest.param({"X.md": ""}, {"a/X.md": "", "b/X.md": ""}, ["[[X]]"], id="moved, or was it"),
        pytest.param({"a/X.md": "", "a/b/X.md": ""}, {"a/b/X.md": ""}, ["[[X]]"], id="falls back"),
        pytest.param({"a/X.md": ""}, {"b/X.md": ""}, ["[[a/X]]"], id="moved away from its path"),
        pytest.param({"a/X.md": "# H\n"}, {"b/X.md": ""}, ["[[X#H]]"], id="moved, heading gone"),
        pytest.param({"a.b.md": ""}, {"a.b.md": "", "a.b": ""}, ["[[a.b]]"], id="shadowed"),
        pytest.param({"300K.md": ""}, {}, ["[[300\u212a]]"], id="the Kelvin sign"),
        pytest.param({"ÄÖ.md": ""}, {}, ["[[a\u0308o\u0308]]"], id="other case and form"),
    ],
)
def test_broken(before: Files, now: Files, files: list[str]) -> None:
    sources = {f"Source {number}.md": text for number, text in enumerate(files)}
    assert broken({**before, **sources}, {**now, **sources}) == [*sources]


@pytest.mark.parametrize(
    ("before", "now", "text"),
    [
        pytest.param({}, {"X.md": ""}, "[[X]]", id="repaired"),
        pytest.param({"Y.md": ""}, {}, "[[X]]", id="it led nowhere before"),
        pytest.param({"X.md": "# H\n"}, {"X.md": "# H\na\n# I\n"}, "[[X#H]]", id="grown"),
        pytest.param({"X.md": "a\n"}, {"X.md": "b\n"}, "[[X#H]]", id="it had no such heading"),
        pytest.param({"X.md": "# H\n"}, {"X.md": "# I\n"}, "[[X]] [[X#J]]", id="another heading"),
        pytest.param({"a/X.md": ""}, {"b/X.md": ""}, "[[X]]", id="moved"),
        pytest.param({"a/X.md": "# H\n"}, {"b/X.md": "a\n# H"}, "[[X#H]]", id="moved with it"),
        pytest.param({"X.md": ""}, {"x.md": ""}, "[[X]]", id="other case"),
        pytest.param({"X.md": ""}, {"X.md": "", "a/X.md": ""}, "[[X]]", id="the root wins"),
        pytest.param({"a/X.md": "", "b/X.md": ""}, {"a/X.md": ""}, "[[X]]", id="no more a tie"),
        pytest.param({"X.md": ""}, {}, "`[[X]]` %% X %% [[XY]] X", id="no link to it"),
        pytest.param({"X.md": ""}, {}, "[x](https://example.org/X.md)", id="a web address"),
        pytest.param(
            {"X.md": "# A\n## B\n"}, {"X.md": "### A\n# A\n## B\n"}, "[[X#A#B]]", id="which of two"
        ),
        pytest.param({"X.md": "# H\n"}, {"X.md": "<% H %>\n"}, "[[X#H]]", id="who knows"),
    ],
)
def test_not_broken(before: Files, now: Files, text: str) -> None:
    assert broken({**before, "Source.md": text}, {**now, "Source.md": text}) == []


def test_own_folder_before_others() -> None:
    source = {"a/Source.md": "[[X]]"}
    before = {"a/X.md": "", "b/X.md": "", **source}
    assert broken(before, {**before, "c/X.md": ""}) == []
    assert broken({"b/X.md": "", **source}, before) == ["a/Source.md"]


def test_canvases_and_bases() -> None:
    sources = {"C.canvas": CANVAS, "D.base": BASE, "E.md": f"```base\n{BASE}```\n"}
    before = {"a/X.md": "# H\n", **sources}
    assert broken(before, sources) == ["C.canvas", "D.base", "E.md"]
    assert broken(before, {"b/X.md": "# H\n", **sources}) == ["C.canvas"]
    assert broken(before, {"a/X.md": "H\n", **sources}) == ["C.canvas"]


def test_many_names_at_once() -> None:
    before = {f"Note {number}.md": "" for number in range(50)}
    sources = {"A.md": "[[Note 49]]", "B.md": "Note 49", "C.md": "[[Note 50]]"}
    assert broken({**before, **sources}, sources) == ["A.md"]


def test_what_is_cut() -> None:
    now = {"Source.md": "[[X]] [[Y]] [[Z#H]] ![[X]]", "Z.md": ""}
    before = {"X.md": "", "Z.md": "# H\n", "Source.md": ""}
    cut = change_of(before, now).cut(Vault.of(now).note("Source.md"))
    assert [(reference.written, path) for reference, path in cut] == [
        ("[[X]]", "X.md"),
        ("![[X]]", "X.md"),
    ]


@pytest.mark.parametrize(
    ("change", "is_read"),
    [
        pytest.param({"X.md": "a\n# H\n^b\n"}, False, id="text added"),
        pytest.param({"X.md": "# H\n", "New.md": ""}, False, id="a note of a new name"),
        pytest.param({"X.md": "# I\n"}, True, id="a heading gone"),
        pytest.param({"X.md": "# H\n", "a/X.md": ""}, True, id="a note of a known name"),
        pytest.param({}, True, id="a note gone"),
    ],
)
def test_files_are_read_only_if_they_may_be_broken(change: Files, *, is_read: bool) -> None:
    read: list[str] = []
    now = {"Source.md": "[[X]]", **change}

    def data(path: str) -> bytes:
        read.append(path)
        return now[path].encode()

    before = {"Source.md": "[[X]]", "X.md": "# H\n"}
    vault = Vault(Path(), Settings(), FileIndex(now), data)
    list(change_of(before, now, vault).broken(["Source.md"]))
    assert ("Source.md" in read) is is_read


NAMES = ("X", "Y", "x y", "Ä", "X.y")
FOLDERS = ("", "a/", "b/", "a/b/")
PARTS = ("# H\n", "## I\n", "# I\n", "text ^id\n", "[^1]: note\n", "a [[X]]\n", "[[#H]]\n")


def vault_of(chance: random.Random) -> dict[str, str]:
    """A small vault whose files are likely to link to one another."""
    files = {f"{chance.choice(FOLDERS)}{chance.choice(NAMES)}.md": "" for _ in range(6)}
    files |= {f"{chance.choice(FOLDERS)}p.png": "", "Board.canvas": "", "Table.base": ""}
    return {path: text_of(chance, path, [*files]) for path in files}


def text_of(chance: random.Random, path: str, files: list[str]) -> str:
    """A text for a file, with references to those files and to others."""
    if path.endswith(".png"):
        return ""
    if path.endswith(".canvas"):
        named = [{"type": "file", "file": name} for name in chance.sample(files, 2)]
        return json.dumps({"nodes": [*named, {"type": "text", "text": "[[X#H]]"}]})
    if path.endswith(".base"):
        return f"filters: file.hasLink({json.dumps(chance.choice(NAMES))})\n"
    return "".join(
        (chance.choice(PARTS), link_of(chance, files))[chance.randrange(2)] for _ in "123456"
    )


def link_of(chance: random.Random, files: list[str]) -> str:
    """A link in one of its forms."""
    target = chance.choice([*files, *NAMES]).removesuffix(".md")
    place = chance.choice(["", "", "#H", "#I", "#H#I", "#^id", "#[^1]"])
    encoded = f"{target}.md{place}".replace(" ", "%20")
    return chance.choice(
        [f"[[{target}{place}]]\n", f"![[{target}{place}|b]]\n", f"[c]({encoded})\n"]
    )


def altered(chance: random.Random, files: Files) -> dict[str, str]:
    """The files after a few random changes."""
    now = dict(files)
    for _ in range(chance.randrange(1, 4)):
        path = chance.choice([*now])
        name = path.rpartition("/")[2]
        match chance.randrange(5):
            case 0:
                del now[path]
            case 1:
                now[chance.choice(FOLDERS) + name] = now.pop(path)
            case 2:
                now[f"{chance.choice(FOLDERS)}{chance.choice(NAMES)}.md"] = "# H\n"
            case _:
                now[path] = text_of(chance, path, [*files])
    return now


def answers(vault: Vault, path: str) -> Iterator[tuple[frozenset[str] | None, bool | None]]:
    """What each reference of a file opens, None if unsure; and whether its place is there."""
    for found in follow(vault, vault.note(path)):
        one, how, candidates, tie, uncertain = found.resolution
        files = {one} if one is not None else set()
        if tie:
            near = [
                c
                for c in candidates
                if how != "own folder" or c.startswith(path[: path.rfind("/") + 1])
            ]
            files = {c for c in near if len(c) == len(candidates[0])} or set(candidates)
        yield (None if uncertain else frozenset(files)), found.reaches


def is_broken(before: Vault, now: Vault, path: str) -> bool:
    """The definition, applied to every reference of a file."""

    def is_moved(old: str, new: str) -> bool:
        names = {one.rpartition("/")[2].lower() for one in (old, new)}
        return len(names) == 1 and old not in now.files.paths and new not in before.files.paths

    for (was, reached), (opens, reaches) in zip(
        answers(before, path), answers(now, path), strict=True
    ):
        if not was or opens is None:
            continue
        if not opens or any(
            one not in was and not any(is_moved(o, one) for o in was) for one in opens
        ):
            return True
        if len(was) == 1 and len(opens) > 1:
            return True
        if len(was) == len(opens) == 1 and reached is True and reaches is False:
            return True
    return False


@pytest.mark.parametrize("seed", range(150))
def test_the_same_as_looking_at_every_reference(seed: int) -> None:
    chance = random.Random(seed)
    before = vault_of(chance)
    now = altered(chance, before)
    same = [path for path in now if before.get(path) == now[path] and kind_of(path) != "attachment"]
    was, is_now = Vault.of(before), Vault.of(now)
    assert broken(before, now) == [path for path in same if is_broken(was, is_now, path)]
