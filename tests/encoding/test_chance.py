"""Words of older encodings that are UTF-8 by chance, and UTF-8 that is such words by chance."""

from __future__ import annotations

import pytest

from vaultlint.encoding import find_repairs, repair


@pytest.mark.parametrize("word", ["学校", "目录", "开始", "尾页", "一些"])
@pytest.mark.parametrize("line", ["{}", "// {}", "x = 1; # {}!"])
def test_a_word_that_was_never_utf_8_is_left_alone(word: str, line: str) -> None:
    text = line.format(word.encode("gb2312").decode("latin-1"))
    assert find_repairs(text) == []


@pytest.mark.parametrize(
    "text", ["да", "дом", "это", "été", "λόγος", "שלום", "© 2024", "«но»", "naïveté", "±½"]
)
def test_a_word_of_utf_8_is_repaired(text: str) -> None:
    assert repair(text.encode().decode("latin-1")) == text
