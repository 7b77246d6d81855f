"""What the date rules read and write: moment.js tokens, and which moment a text can mean."""

from __future__ import annotations

from datetime import datetime

import pytest
from vaultlint.rules.frontmatter._date_text import in_obsidian_form, read_date
from vaultlint.rules.frontmatter._dates import date_text
from vaultlint.rules.frontmatter._moment import fits_moment, has_time, unknown_token, write_moment

from vaultlint.note import Note

EARLY = datetime(2021, 3, 2, 0, 5, 9)
LATE = datetime(1907, 11, 23, 12, 45, 30)
TOKENS = {
    "YYYY": ("2021", "1907"),
    "YY": ("21", "07"),
    "Y": ("2021", "1907"),
    "MMMM": ("March", "November"),
    "MMM": ("Mar", "Nov"),
    "MM": ("03", "11"),
    "Mo": ("3rd", "11th"),
    "M": ("3", "11"),
    "DD": ("02", "23"),
    "Do": ("2nd", "23rd"),
    "D": ("2", "23"),
    "dddd": ("Tuesday", "Saturday"),
    "ddd": ("Tue", "Sat"),
    "HH": ("00", "12"),
    "H": ("0", "12"),
    "hh": ("12", "12"),
    "h": ("12", "12"),
    "mm": ("05", "45"),
    "m": ("5", "45"),
    "ss": ("09", "30"),
    "s": ("9", "30"),
    "A": ("AM", "PM"),
    "a": ("am", "pm"),
}
TIMES = {"HH", "H", "hh", "h", "mm", "m", "ss", "s", "A", "a"}


@pytest.mark.parametrize(("token", "written"), TOKENS.items())
def test_a_token(token: str, written: tuple[str, str]) -> None:
    assert (write_moment(EARLY, token), write_moment(LATE, token)) == written
    assert has_time(token) == (token in TIMES)
    assert unknown_token(token) is None


@pytest.mark.parametrize(
    ("form", "text", "timed"),
    [
        ("YYYY-MM-DD[T]HH:mm:ss", "2021-03-02T00:05:09", True),
        ("YYYY-MM-DDTHH:mm", "2021-03-02T00:05", True),
        ("D. MMMM YYYY", "2. March 2021", False),
        ("[s] D [s [] []-", "s 2 s [ -", False),
        ("dddd, Do", "Tuesday, 2nd", False),
    ],
)
def test_a_form(form: str, text: str, timed: bool) -> None:
    assert write_moment(EARLY, form) == text
    assert fits_moment(text.upper(), EARLY, form)
    assert not fits_moment(text + " ", EARLY, form)
    assert has_time(form) == timed
    assert unknown_token(form) is None


@pytest.mark.parametrize(("form", "token"), [("YYYY-W", "W"), ("Q [W]", "Q"), ("DD.MM.x", "x")])
def test_a_token_that_is_not_known(form: str, token: str) -> None:
    assert unknown_token(form) == token


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
     (20, "20th"), (21, "21st"), (22, "22nd"), (23, "23rd"), (30, "30th"), (31, "31st")],
)  # fmt: skip
def test_ordinal_numbers(number: int, written: str) -> None:
    assert write_moment(datetime(2021, 1, number), "Do") == written


@pytest.mark.parametrize(
    ("text", "moments"),
    [
        ("2021-3-2", ["2021-03-02 00:00"]),
        ("2021/03/02", ["2021-03-02 00:00"]),
        ("2021.03.02", ["2021-03-02 00:00"]),
        ("2021-03/02", None),
        ("20210302", ["2021-03-02 00:00"]),
        ("18991231", None),
        ("March 2, 2021", ["2021-03-02 00:00"]),
        ("mar. 2nd 2021", ["2021-03-02 00:00"]),
        ("Tue, 2 March 2021", ["2021-03-02 00:00"]),
        ("2. March 2021", ["2021-03-02 00:00"]),
        ("March 2021", None),
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
        ("3/2/2021", ["2021-02-03 00:00", "2021-03-02 00:00"]),
        ("3-2-2021", ["2021-02-03 00:00", "2021-03-02 00:00"]),
        ("3.2.2021", ["2021-02-03 00:00"]),
        ("3/3/2021", ["2021-03-03 00:00"]),
        ("13/2/2021", ["2021-02-13 00:00"]),
        ("2/13/2021", ["2021-02-13 00:00"]),
        ("2.13.2021", []),
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
    assert not read or all(one.timed == (":" in text) for one in read.readings)


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
