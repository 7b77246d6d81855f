"""What a vault knows of its notes' properties, how little it reads for it, and what it keeps."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.note.frontmatter import Scalar, read_frontmatter
from vaultlint.note.source import decode
from vaultlint.settings import Settings
from vaultlint.vault import FileIndex, Vault
from vaultlint.vault.facts import head_of


def test_property_values() -> None:
    vault = Vault.of(
        {
            "c.md": "---\nCreated: 2024-01-01\n---\n",
            "a.md": "\ufeff---\r\nx: 1\r\ncreated: '2024'\r\n---\r\nbody",
            "b.md": "---\nother: created\n---\n",
            "no.md": "created: 1\n",
            "unclosed.md": "---\ncreated: 1\n",
            "d.md": '---\n"\\x63reated": late\n---',
            "picture.png": "---\ncreated: 1\n---\n",
        }
    )
    values = vault.property_values("CREATED")
    found = {path: value.value for path, value in values.items() if isinstance(value, Scalar)}
    assert found == {"a.md": "2024", "c.md": "2024-01-01", "d.md": "late"}
    assert list(values) == sorted(values)
    for path, value in values.items():
        source = vault.note(path).text[value.span.start : value.span.end]
        assert str(found[path]) in source


def test_names_are_found_in_any_case() -> None:
    """Heads are searched as bytes: what has ASCII letters in lower case must be known there."""
    odd = [chr(code) for code in range(0x80, 0x110000) if any(map(str.isascii, chr(code).lower()))]
    assert odd == ["\u0130", "\u212a"]  # the first is "i" with a dot above, and no "i"
    vault = Vault.of(
        {
            "kelvin.md": "---\n\u212aind: 1\n---\n",
            "dotted.md": "---\nk\u0130nd: 1\n---\n",
            "cyrillic.md": "---\nВИД: 1\n---\n",
            "plain.md": "---\nKiND: 1\n---\n",
        }
    )
    assert list(vault.property_values("Kind")) == ["kelvin.md", "plain.md"]
    assert list(vault.property_values("вид")) == ["cyrillic.md"]
    assert list(vault.property_values("k\u0130nd")) == ["dotted.md"]


@pytest.mark.parametrize("length", [4080, 4090, 4091, 4092, 4093, 4094, 4095, 4096, 5000, 300_000])
def test_long_frontmatter(tmp_path: Path, length: int) -> None:
    """The closing line may lie anywhere to the border of what is read at first."""
    (tmp_path / "n.md").write_text(f"---\nlong: {'x' * length}\nlast: 1\n---\nbody\n", "utf-8")
    (tmp_path / "m.md").write_text(f"---\nlong: {'x' * length}\n----: 1\nlast: 1\n---\n", "utf-8")
    vault = Vault.open(tmp_path)
    assert list(vault.property_values("last")) == ["m.md", "n.md"]


OPENINGS = [b"---\n", b"---\r\n", b"\xef\xbb\xbf---\n", b"--- \n", b"---\r", b""]
CLOSINGS = [b"\n---" + rest for rest in (b"", b"\n", b"  \r\n", b"\t\n", b"\r", b"-\n", b" a\n")]
CLOSINGS += [b"\n ---\n", b"\r---\n", b"---\n", "\u2028---\n".encode(), b"\n---\xc2\xa0\n", b""]
PIECES = [b"---", b"\n", b"\r\n", b"\r", b" ", b"\t", b"a: 1", b"\xef\xbb\xbf", b"\x00", b"\xff"]
BODIES = st.lists(st.sampled_from(PIECES), max_size=6).map(b"".join)
FENCED = st.tuples(st.sampled_from(OPENINGS), BODIES, st.sampled_from(CLOSINGS), BODIES).map(
    b"".join
)


@given(FENCED)
def test_the_head_in_bytes_is_the_frontmatter_in_the_text(data: bytes) -> None:
    """The same lines are looked for in both, and none may be seen in one alone."""
    text = decode(data)
    frontmatter = read_frontmatter(text)
    expected = "" if frontmatter is None else text[: frontmatter.span.end]
    assert decode(head_of(data)) == expected


@given(FENCED)
def test_the_head_in_the_first_bytes_is_that_of_the_whole_or_none(data: bytes) -> None:
    for size in range(len(data) + 1):
        assert head_of(data[:size], size) in (b"", head_of(data))


def test_each_note_is_read_once() -> None:
    reads: Counter[str] = Counter()

    def read(path: str) -> bytes:
        reads[path] += 1
        if path == "gone.md":
            raise FileNotFoundError(path)
        return b"---\naliases: [A]\ncreated: 1\n---\n"

    vault = Vault(Path(), Settings(), FileIndex(["a.md", "gone.md", "pic.png"]), read)
    for name in ("created", "aliases", "created", "modified"):
        vault.property_values(name)
    assert dict(vault.aliases()) == {"a": ("a.md",)}
    assert reads == {"a.md": 1, "gone.md": 1}


@pytest.mark.parametrize(
    ("yaml", "aliases"),
    [
        ('aliases: [A, "B C"]', ["a", "b c"]),
        ("aliases: A, B", ["a, b"]),
        ("aliases: [1]", []),
        ("alias: A", []),
        ("aliases: A", ["a"]),
        ("ALIASES: [A]", ["a"]),
        ('aliases: "#a"', ["#a"]),
        ("aliases: {a: 1}", []),
        ("aliases:", []),
    ],
)
def test_table_of_aliases(yaml: str, aliases: list[str]) -> None:
    """Table 11.5 of the reference; names are folded, as links are when they are looked up."""
    assert list(Vault.of({"n.md": f"---\n{yaml}\n---\n"}).aliases()) == aliases


def test_aliases() -> None:
    vault = Vault.of(
        {
            "one.md": "---\naliases: [A, ' b ', 7, '', null, A]\n---\n",
            "two.md": "---\nAliases: a, B\n---\n",
            "three.md": "---\naliases:\n- a\n- Cafe\u0301\n---\n",
            "four.md": "---\nalias: A\n---\n",
        }
    )
    assert dict(vault.aliases()) == {
        "a": ("one.md", "three.md"),
        "b": ("one.md",),
        "a, b": ("two.md",),
        "caf\u00e9": ("three.md",),
    }


@pytest.mark.parametrize("empty", ["", " []", " [ ] ", " "])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_empty_aliases_are_told_from_lists_on_the_next_lines(empty: str, newline: str) -> None:
    lines = {
        "none.md": f"---\naliases:{empty}\ntags: [x]\n---\n",
        "last.md": f"---\naliases:{empty}\n---\n",
    }
    if "[" not in empty:
        lines |= {
            "indented.md": f"---\naliases:{empty}\n  - A\n---\n",
            "outdented.md": f"---\naliases:{empty}\n- A\n---\n",
            "broken.md": f"---\naliases:{empty}\n  A\n---\n",
        }
    vault = Vault.of({path: text.replace("\n", newline) for path, text in lines.items()})
    assert vault.aliases().get("a", ()) == tuple(sorted(set(lines) - {"none.md", "last.md"}))


def test_aliases_however_they_are_written() -> None:
    vault = Vault.of(
        {
            "one.md": "---\naliases: [Plain, 'It''s quoted', 🌲, a.b-c, \"two\n  lines\"]\n---\n",
            "two.md": '---\nalias: No\naliases: ["Esc\\x61ped", Cafe\u0301, plain]\n---\n',
            "three.md": '---\n"\\x61liases": Hidden\nother: Plain\n---\n',
            "four.md": "---\nplain: aliases\naliases: [other words]\n---\n",
        }
    )
    assert vault.aliases() == {
        "plain": ("one.md", "two.md"),
        "it's quoted": ("one.md",),
        "🌲": ("one.md",),
        "a.b-c": ("one.md",),
        "two lines": ("one.md",),
        "escaped": ("two.md",),
        "caf\u00e9": ("two.md",),
        "hidden": ("three.md",),
        "other words": ("four.md",),
    }


def test_once() -> None:
    calls: list[int] = []

    def derive(vault: Vault, number: int) -> int:
        calls.append(number)
        return number * len(vault.files.paths)

    vault = Vault.of({"a.md": "", "b.md": ""})
    assert [vault.once(derive, number) for number in (1, 2, 1)] == [2, 4, 2]
    assert calls == [1, 2]


def test_a_note_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError, match=r"no file x\.md"):
        Vault.of({}).note("x.md")
