"""Letters in parts are put together where they are matched, and nothing else is changed."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.active import ActiveRule
from vaultlint.finding import Safety
from vaultlint.fix import fix_note
from vaultlint.note import Note
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault

RULE = find_rules()["decomposed-text"]
PIECES = (
    "e\u0301", "é", "A\u030a", "i", "\u0323", "\u0301", "q\u0308", "ê\u0301", "\u1112\u1161",
    "\u11ab", "\u1112\u119e", "か\u3099", "# ", "#", "#a", "[[", "]]", "|", "[x](", ")", "---\n",
    "k: ", "- ", '"', "`", " ", "\n", "\n\n", "/", ".png", "$", "%%", "<", ">", "\u212b", "\u0338",
)  # fmt: skip


def fixed(text: str, files: Mapping[str, str]) -> str:
    note = Note.from_text(text)
    others = {f"{name}.md": content for name, content in files.items()}
    active = [ActiveRule(RULE, RULE.options())]
    outcome = fix_note(note, Vault.of({note.path: text, **others}), active, Safety.UNSAFE)
    assert outcome.problem is None, outcome.problem
    return outcome.after.decode()


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_the_text_is_canonically_the_same(text: str) -> None:
    after = fixed(text, {"é": "", "x": ""})
    assert normalize("NFD", after) == normalize("NFD", text)
    assert fixed(after, {"é": "", "x": ""}) == after


@pytest.mark.parametrize(
    "name",
    [
        "\u212bngstrom",  # signs that are a letter by definition, each stored in one
        "10 \u2126",
        "300 \u212a",
        "Q\u0308",  # no whole form
        "\u0915\u093c",  # kept in parts by definition, as in Hindi and Hebrew
        "\u05e9\u05c1",
        "=\u0338",  # no letter
        "e\u0301\u0315",
        "\u1112\u119e\u11ab",  # old Korean
        "\u1112",  # a part that is spoken of
        "tiê\u0301ng",  # typed half in parts
        "ẹ\u0301",
    ],
)
def test_what_is_not_in_parts_stays(name: str) -> None:
    text = f"---\ntags: [{name}]\n---\n# {name}\n\n#{name}\n"
    assert fixed(text, {}) == text


@pytest.mark.parametrize(
    ("link", "fixes"),
    [
        ("[[e\u0301]]", True),
        ("[[e\u0301#U\u0308ber|e\u0301]]", True),
        ("![[e\u0301]]", True),
        ("[x](e\u0301.md)", True),
        ("[x](<e\u0301.md> 'e\u0301')", True),
        ("[[o\u0301]]", False),  # a file whose name is in parts
        ("[[a\u0301]]", False),  # no file
        ("[x](https://example.org/e\u0301)", False),
        ("[[i|e\u0301]]", False),
    ],
)
def test_only_the_path_of_a_link_is_put_together(link: str, fixes: bool) -> None:
    text = f"See {link}.\n"
    after = fixed(text, {"é": "# Über\n", "o\u0301": "", "i": ""})
    assert after == (text.replace("e\u0301", "é", 1) if fixes else text)


def test_a_name_in_quotes_and_a_list_and_a_heading_with_a_link() -> None:
    text = "---\na: 'e\u0301'\nb:\n  - \"u\u0308\"\n---\n# o\u0308 [[e\u0301|a\u0308]] `i\u0308`\n"
    wished = "---\na: 'é'\nb:\n  - \"ü\"\n---\n# ö [[é|ä]] `i\u0308`\n"
    assert fixed(text, {"é": ""}) == wished
