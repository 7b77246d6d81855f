"""What rules need is looked for by quick ways that agree with slower ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.needs import Sought, _are_tags
from vaultlint.note import Note
from vaultlint.note.tags import property_tag
from vaultlint.rule import in_properties, in_wikilinks, property_named
from vaultlint.vault import Vault

NEEDS: dict[tuple[str, ...], str] = {
    (): "always",
    ("%%",): "comment",
    ("```", "~~~"): "fence",
    ("~~~", "[["): "tilde",
    ("word",): "word",
    ("word", "%%"): "word or comment",
    ("\u200b", "\xad"): "unseen",
    ("\U000e0001", "\U000e0100"): "tagged",
    (in_wikilinks("|"), in_wikilinks("#")): "parted",
    (in_properties("[["), in_properties("#")): "linked",
    (property_named("tags"), "~~~"): "tags or tilde",
}
VAULT = Vault.of({})


def found(text: str) -> list[str]:
    return sorted(Sought(NEEDS.items()).found_in(Note.from_text(text), VAULT))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("%% a %%", ["comment", "word or comment"]),
        ("```\n~~~\n", ["fence", "tags or tilde", "tilde"]),
        ("a word\xad", ["unseen", "word", "word or comment"]),
        ("a\u200c\U000e0050é", []),
        ("\u200b\U000e0050 \U000e0100\u200b", ["tagged", "unseen"]),
        ("[[a]] | #", ["tilde"]),
        ("[[a#b|c]]", ["parted", "tilde"]),
        ("---\ntags: '#a'\n---\n", ["linked", "tags or tilde"]),
    ],
)
def test_each_is_found_once(text: str, names: list[str]) -> None:
    assert found(text) == ["always", *names]


@given(st.lists(st.text("aAk\u212a/0_-#é中 \n"), max_size=3).map(tuple))
def test_tags_as_they_stand_there(texts: tuple[str, ...]) -> None:
    different = {text.lower() for text in texts if property_tag(text) == text}
    assert _are_tags(texts) == (len(different) == len(texts))
