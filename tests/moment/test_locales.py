"""What is known of languages, and what a text means in any of them."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest

from vaultlint.moment import locale_names, month_number, read_moment, write_moment
from vaultlint.moment.table import find_locale

WANTED = (
    "en", "de", "fr", "es", "it", "pt", "pt-BR", "nl", "ru", "uk", "pl", "cs", "da", "no", "sv",
    "fi", "hu", "tr", "ro", "ja", "ko", "zh", "zh-TW", "vi", "id", "ar", "fa", "he",
)  # fmt: skip


@pytest.mark.parametrize("name", WANTED)
def test_a_language_of_obsidian_is_known(name: str) -> None:
    assert find_locale(name).name in locale_names()


@pytest.mark.parametrize(
    ("name", "found"),
    [("zh", "zh-cn"), ("no", "nb"), ("de-CH", "de"), ("de_AT", "de-at"), ("en-US", "en"),
     ("en-GB", "en-gb"), ("en-NZ", "en"), ("pt-BR", "pt-br"), ("fr-CA", "fr")],
)  # fmt: skip
def test_another_name(name: str, found: str) -> None:
    assert find_locale(name).name == found


@pytest.mark.parametrize("name", ["", "xx", "tlh", "english"])
def test_an_unknown_name(name: str) -> None:
    with pytest.raises(ValueError, match="unknown locale"):
        find_locale(name)


@pytest.mark.parametrize("name", locale_names())
def test_a_language_is_complete(name: str) -> None:
    locale = find_locale(name)
    for token in ("MMMM", "MMM"):
        for names in locale.all_names(token):
            assert len({one.casefold() for one in names}) == 12
    for names in locale.all_names("dddd"):
        assert len({one.casefold() for one in names}) == 7
    assert {"L", "LL", "LLL", "LLLL", "LT", "LTS"} <= set(locale.forms)
    assert locale.halves["A"][0][0] == locale.halves["a"][0][0] == 0
    assert len(locale.digits) in (0, 11)


@pytest.mark.parametrize(
    ("text", "form", "days"),
    [
        ("5. května 2024", "D. MMMM YYYY", ["2024-05-05"]),
        ("5. květen 2024", "D. MMMM YYYY", ["2024-05-05"]),
        ("5 мая 2024", "D MMMM YYYY", ["2024-05-05"]),
        ("5 МАЙ 2024", "D MMMM YYYY", ["2024-05-05"]),
        ("3 März 2024", "D MMMM YYYY", ["2024-03-03"]),
        (unicodedata.normalize("NFD", "3 März 2024"), "D MMMM YYYY", ["2024-03-03"]),
        ("3 de mayo de 2024", "D [de] MMMM [de] YYYY", ["2024-05-03"]),
        ("1er mars 2024", "Do MMMM YYYY", ["2024-03-01"]),
        ("2e mars 2024", "Do MMMM YYYY", []),
        ("2024年5月3日", "YYYY年M月D日", ["2024-05-03"]),
        ("٣ مايو ٢٠٢٤", "D MMMM YYYY", ["2024-05-03"]),
        ("3 مايو 2024", "D MMMM YYYY", ["2024-05-03"]),
        ("٢٠٢٤-٠٥-٠٣", "YYYY-MM-DD", ["2024-05-03"]),
        ("3 maii 2024", "D MMMM YYYY", []),
        ("5. 3/2024 7 AM", "Do M/YYYY h A", ["2024-03-05"]),
        ("2024-W05 AM", "gggg-[W]ww A", ["2024-01-28", "2024-01-29"]),
        # November in Polish, October in Croatian.
        ("5 listopada 2024", "D MMMM YYYY", ["2024-10-05", "2024-11-05"]),
        # The day of the month in Europe, the month in the United States.
        ("03/04/2024", "L", ["2024-03-04", "2024-04-03"]),
        # Weeks begin on Saturday, Sunday or Monday.
        ("2024-W05", "gggg-[W]ww", ["2024-01-27", "2024-01-28", "2024-01-29"]),
    ],
)
def test_in_any_language(text: str, form: str, days: list[str]) -> None:
    assert [f"{moment:%Y-%m-%d}" for moment in read_moment(text, form)] == days


@pytest.mark.parametrize(
    ("name", "number"),
    [("March", 3), ("mar", 3), ("Sept.", 9), ("MÄRZ", 3), ("Jänner", 1), ("мая", 5), ("5月", 5),
     ("Mai", 5), ("listopad", None), ("Monday", None), ("", None), ("marzipan", None)],
)  # fmt: skip
def test_the_number_of_a_month(name: str, number: int | None) -> None:
    assert month_number(name) == number


def test_english_names_mean_the_same_in_all_languages() -> None:
    for token in ("MMMM", "MMM"):
        names = find_locale("en").names[token]
        assert [month_number(name) for name in names] == list(range(1, 13))


def test_english_needs_no_table() -> None:
    """It is the language of most forms, and most forms name no month."""
    program = (
        "from vaultlint.moment import read_moment, write_moment, table\n"
        "assert (m := read_moment('3 May 2024', 'D MMMM YYYY', 'en'))\n"
        "assert read_moment('2024-05-03', 'YYYY-MM-DD') == m\n"
        "write_moment(m[0], 'LLLL')\n"
        "assert table._table.cache_info().currsize == 0\n"
        "write_moment(m[0], 'LLLL', 'de')\n"
        "assert table._table.cache_info().currsize == 1\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_names_take_the_case_that_the_form_asks_for() -> None:
    moment = read_moment("2024-05-03", "YYYY-MM-DD")[0]
    assert write_moment(moment, "D MMMM", "ru") == "3 мая"
    assert write_moment(moment, "MMMM YYYY", "ru") == "май 2024"
    assert write_moment(moment, "D-MMM-YYYY", "nl") == "3-mei-2024"
