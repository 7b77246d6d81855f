"""Controls that stand for characters of Windows-1252, and low bytes that once were more."""

from __future__ import annotations

import pytest

from vaultlint.encoding import Certainty, Repair
from vaultlint.encoding.controls import find_low_bytes, find_windows_characters
from vaultlint.encoding.repairs import with_repairs


def misread(text: str) -> str:
    """The text as somebody sees it who takes Windows-1252 for Latin-1."""
    return text.encode("cp1252").decode("latin-1")


def certain(text: str) -> str:
    """The text after its certain repairs."""
    return with_repairs(text, find_windows_characters(text), (Certainty.CERTAIN,))


@pytest.mark.parametrize(
    "text",
    [
        "Grandma’s recipe says “slowly” – and means it",
        "‘Later’, she wrote… then nothing",
        "rent: 700 € (was €650), Acme™ paid",
        "pages 10–20, the well—known one",
        "(“so”) and “so”, he said",
        "the ’90s and rock ’n’ roll",
        "l’été, déjà vu",
        "„Komu to naležel?“",
    ],
)
def test_what_stands_where_it_makes_sense_is_certain(text: str) -> None:
    assert certain(misread(text)) == text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("and so on…", "and so on…"),  # or a line break of another system
        ("Š and ž alone", "Š and ž alone"),
        ("naležel", "naležel"),  # another letter in Mac Roman
        ("the sœur", "the sœur"),  # another letter in Windows-1250
        ("It’s in the café”.", "It’s in the café”."),  # é may begin a sequence of three
    ],
)
def test_what_may_be_something_else_is_doubtful(text: str, whole: str) -> None:
    repairs = find_windows_characters(misread(text))
    assert {repair.certainty for repair in repairs} >= {Certainty.DOUBTFUL}
    every = (Certainty.CERTAIN, Certainty.DOUBTFUL)
    assert with_repairs(misread(text), repairs, every) == whole


@pytest.mark.parametrize(
    "text",
    [
        "caf\x82",  # é in code page 437
        "sch\x94n",  # ö there
        "caf\x8e",  # é in Mac Roman
        "it\x80\x99s",  # what is left of a sequence without its first byte
        "a\x81b \x9d",  # open in Windows-1252
        "caf\xe9\x94",  # no other control says that this is Windows-1252
        "a \x92 b",
    ],
)
def test_what_makes_no_sense_is_left_to_others(text: str) -> None:
    assert not find_windows_characters(text)


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("it\x19s", "it’s"),
        ("\x1cYes\x1d, she said", "“Yes”, she said"),
        ("the \x18best\x19 one", "the ‘best’ one"),
        ("1990\x131995", "1990–1995"),
        ("one \x14 two", "one — two"),
    ],
)
def test_low_bytes_are_guesses(text: str, guess: str) -> None:
    repairs = list(find_low_bytes(text))
    assert with_repairs(text, repairs, (Certainty.GUESSED,)) == guess
    assert all(isinstance(repair, Repair) and not repair.steps for repair in repairs)


@pytest.mark.parametrize("text", ["a \x19 b", "x\x1d\x1dy", "\x1c ", "end\x18", "(\x13 x"])
def test_separators_of_data_are_no_quotation_marks(text: str) -> None:
    assert not list(find_low_bytes(text))


@pytest.mark.parametrize("codec", ["cp437", "cp850", "mac_roman"])
@pytest.mark.parametrize(
    "text",
    [
        "Une invitation a été passée",
        "Malmö är där",
        "pâté où là août",
        "mañana, señor",
        "für Köln über Nacht",
        "così è là",
        "Réseau et réservation",
        "sûr du goût",
    ],
)
def test_letters_of_other_code_pages_are_not_certain(text: str, codec: str) -> None:
    seen = text.encode(codec).decode("latin-1")
    assert certain(seen) == seen
