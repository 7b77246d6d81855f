"""What the date rules read in a text, and what they write for it."""

from __future__ import annotations

import pytest
from vaultlint.rules.frontmatter._date_habits import date_text
from vaultlint.rules.frontmatter._date_text import in_obsidian_form, read_date

from vaultlint.note import Note


@pytest.mark.parametrize(
    ("text", "moments"),
    [
        ("2021-3-2", ["2021-03-02 00:00"]),
        ("2021/03/02", ["2021-03-02 00:00"]),
        ("2021.03.02", ["2021-03-02 00:00"]),
        ("2021-03/02", None),
        ("20210302", ["2021-03-02 00:00"]),
        ("18991231", None),
        ("20210302T0705", ["2021-03-02 07:05"]),
        ("20210302070509", ["2021-03-02 07:05"]),
        ("March 2, 2021", ["2021-03-02 00:00"]),
        ("mar. 2nd 2021", ["2021-03-02 00:00"]),
        ("Tue, 2 March 2021", ["2021-03-02 00:00"]),
        ("2. March 2021", ["2021-03-02 00:00"]),
        ("March 2021", None),
        ("2 March 21", None),
        ("2nd of March 2021", ["2021-03-02 00:00"]),
        ("02-Mar-2021", ["2021-03-02 00:00"]),
        ("2021 Mar 2", ["2021-03-02 00:00"]),
        ("2. März 2021", ["2021-03-02 00:00"]),
        ("2 de marzo de 2021", ["2021-03-02 00:00"]),
        ("le 1er mars 2021", ["2021-03-01 00:00"]),
        ("mardi 2 mars 2021 à 7:05", ["2021-03-02 07:05"]),
        ("2 марта 2021 г.", ["2021-03-02 00:00"]),
        ("2021. március 2.", ["2021-03-02 00:00"]),
        ("2 tháng 3, 2021", ["2021-03-02 00:00"]),
        ("2021年3月2日(火)", ["2021-03-02 00:00"]),
        ("2021 年 3 月 2 日 星期二", ["2021-03-02 00:00"]),
        ("2021년 3월 2일", ["2021-03-02 00:00"]),
        ("2021. 3. 2.", ["2021-03-02 00:00"]),
        ("2. 3. 2021", ["2021-03-02 00:00"]),
        ("Di., 2.3.2021", ["2021-03-02 00:00"]),
        ("2021-03-02 Tue 7:05", ["2021-03-02 07:05"]),
        ("2021-W09-2", ["2021-03-02 00:00"]),
        ("2021-W53-2", []),
        ("2021-w09-2", None),
        ("2021-W09", None),
        ("3 listopada 2021", None),  # November in Polish, October in Croatian
        ("2 Foo 2021", None),
        ("Foo, 2 March 2021", None),
        ("31 February 2021", []),
        ("2021-03-02 7:05", ["2021-03-02 07:05"]),
        ("2021-03-02T07:05:09", ["2021-03-02 07:05"]),
        ("March 2, 2021, 7:05 pm", ["2021-03-02 19:05"]),
        ("March 2, 2021, 7:05 p.m.", ["2021-03-02 19:05"]),
        ("2021-03-02 12:05 AM", ["2021-03-02 00:05"]),
        ("2021-03-02 12:05 PM", ["2021-03-02 12:05"]),
        ("2021-03-02 0:05 AM", ["2021-03-02 00:05"]),
        ("2021-03-02 13:05 PM", ["2021-03-02 13:05"]),
        ("2021-03-02 13:05 AM", []),
        ("2021-03-02 0:05 PM", []),
        ("2021-03-02 25:05", []),
        ("2021-02-29", []),
        ("2020-02-29", ["2020-02-29 00:00"]),
        ("2021-03-02 24:00", None),
        ("2021-03-02 24:00:00", None),
        ("2021-03-02 24:01", []),
        ("1299-03-02", ["1299-03-02 00:00"]),
        ("1300-03-02", None),
        ("1499-03-02", None),
        ("1500-03-02", ["1500-03-02 00:00"]),
        ("2567-02-29", None),  # the Buddhist year of 2024
        ("5784-02-30", None),
        ("0000-02-30", None),
        ("3/2/2021", ["2021-02-03 00:00", "2021-03-02 00:00"]),
        ("3-2-2021", ["2021-02-03 00:00", "2021-03-02 00:00"]),
        ("3.2.2021", ["2021-02-03 00:00"]),
        ("3/3/2021", ["2021-03-03 00:00"]),
        ("13/2/2021", ["2021-02-13 00:00"]),
        ("2/13/2021", ["2021-02-13 00:00"]),
        ("2.13.2021", ["2021-02-13 00:00"]),
        ("13/13/2021", []),
        ("3/2.2021", None),
        ("1/2/1400", None),
        ("x2021-03-02", None),
        ("2021-03-02x", None),
    ],
)
def test_what_a_text_can_mean(text: str, moments: list[str] | None) -> None:
    read = read_date(text)
    found = read and [f"{one.moment:%Y-%m-%d %H:%M}" for one in read.readings]
    assert found == moments
    timed = ":" in text or "T07" in text or len(text) == 14
    assert not read or all(one.timed == timed for one in read.readings)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Monday, March 2, 2021", "but that day is a Tuesday"),
        ("2021-03-02 Mon", "but that day is a Tuesday"),
        ("mar 2 mars 2021", ""),
        ("la 2-an de marto 2021", ""),
        ("1614668709", "the seconds since 1970, which are 2021-03-02 07:05 in Greenwich"),
        ("1614668709000", "the milliseconds since 1970, which are 2021-03-02 07:05 in Greenwich"),
    ],
)
def test_doubt_about_a_reading(text: str, doubt: str) -> None:
    read = read_date(text)
    assert read is not None
    assert read.doubt == doubt
    assert len(read.readings) == 1


@pytest.mark.parametrize("text", ["x " * 40, "1" * 100_000, "Mon " * 50_000, "2021-03-02" * 9])
def test_long_texts_are_no_dates(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("2021-03-02", True),
        ("2021-03-02T07:05", True),
        ("2021-03-02 07:05:09", True),
        ("2021-03-02T07:05:09.123Z", True),
        ("2021-03-02T07:05+01:00", True),
        ("2021-03-02T07:05-0100", True),
        ("2021-3-2", False),
        ("2021-03-02T07", False),
        ("2021-03-02  07:05", False),
        ("2021/03/02", False),
        ("٢٠٢١-03-02", False),
    ],
)
def test_the_form_of_obsidian(text: str, fits: bool) -> None:
    assert in_obsidian_form(text) == fits


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        ("2021-03-02", "2021-03-02"),
        ('" 2021-03-02 "', "2021-03-02"),
        ("20210302", "20210302"),
        ("2021-03-02\n  07:05", "2021-03-02 07:05"),
        ('"2021-03-02\\n07:05"', None),
        ("|\n  2021-03-02", None),
        (">\n  2021-03-02", None),
        ("{{date}}", None),
        ('"{{date}}"', None),
        ('"<% tp.date.now() %>"', None),
        ('"${date}"', None),
        ("[2021-03-02]", None),
        ("true", None),
        ("2021.5", None),
        ("", None),
    ],
)
def test_the_text_of_a_value(yaml: str, text: str | None) -> None:
    frontmatter = Note.from_text(f"---\ncreated: {yaml}\n---\n").frontmatter
    assert frontmatter is not None
    assert date_text(frontmatter.properties[0].value) == text
