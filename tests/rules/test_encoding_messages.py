"""What the rules about encodings say is short, and nothing in it is unseen, whatever the note."""

from __future__ import annotations

import unicodedata

import pytest

from vaultlint.note import Note
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault

RULES = [rule for rule in find_rules().values() if rule.group == "encoding"]
VAULT = Vault.of({})
UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
LONGEST = 500  # characters, of which one that nobody sees takes eight

TEXTS = {
    "controls": "word" + "\x00\x01\x02\x81\x92" * 1000 + "word\n",
    "a terminal's title": "\x1b]0;" + "title " * 1000 + "\x07\n",
    "tag characters": "x" + "\U000e0041" * 5000 + "\n",
    "without width": "a" + "\u200b\u2060\u200d" * 2000 + "b\n",
    "directions": "a\u202e\u2066" * 2000 + "\n",
    "a decomposed heading": "# " + "e\u0301\u0007" * 3000 + "\n",
    "a heading in several lines": "e\u0301 one\ntwo\x1b\u202e\n===\n",
    "decomposed properties": "---\ne\u0301\u202eb: 'e\u0301\x85'\ntags: [e\u0301\u00ad]\n---\n",
    "a decomposed tag": "#e\u0301\ue000\n",
    "private use": "cittﾃ\uf8f0 l窶冰niversitﾃ\uf8f0 giﾃ\uf8f0\n",
    "mojibake": "itâ€™s " + "Ã©\u00ad\u0085" * 3000 + "\n",
    "lost": "a\ufffd\u202e" * 3000 + "\n",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_messages_are_short_and_seen(text: str) -> None:
    note = Note.from_text(text)
    findings = [found for rule in RULES for found in rule.run(note, rule.options(), VAULT)]
    assert findings
    for found in findings:
        assert len(found.message) < LONGEST
        unseen = {c for c in found.message if unicodedata.category(c) in UNSEEN}
        assert unseen <= {"\u200c", "\u200d"}, found.message
