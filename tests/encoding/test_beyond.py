"""All kinds of damage together: told in order, none overlapping another."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from vaultlint.encoding import Certainty, find_repairs

PIECES = (
    *("Ã ", "Ã", "Â ", "Ã©", "ÃƒÂ©", "ÃƒÂ ", "â€™", "â€", "â€ ", "âš ï¸", "ðŸŽ", "ï»¿", "ï¿½"),
    *("Ð ", "Ð°", "Ñ", "Ñ?", "à¸ ", "à¸", "ì „", "å ¶", "ç´ ", "ä¸\xad", "\x85", "\x92", "\x19"),
    *("鈥?", "鈥檚", "锟斤拷", "窶冱", "\ufffd", "a\0b\0c\0d\0", "\udce9", "\u00a0"),
    *("voil", "cit", "la ", "ola", "n", "É", "MAÇÃ", " ", "  ", "\n", ".", "10", "中文", "がな"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(texts)
@example("")
@example("Ã\x85Ã ")
@example("ÃƒÂ Ãƒ Â ")
def test_repairs_stand_in_order_and_change_something(text: str) -> None:
    repairs = find_repairs(text)
    for found in repairs:
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert found.replacement != text[slice(*found.span)]
        assert found.why
        assert found.replacement is None or found.certainty is not Certainty.CERTAIN or found.steps
    for one, other in pairwise(repairs):
        assert one.span.end <= other.span.start


@given(texts)
def test_only_what_is_looked_at_is_repaired(text: str) -> None:
    assert find_repairs(text, prose=[]) == []
