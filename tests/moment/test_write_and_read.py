"""What is written in a form is read again, in every language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultlint.moment import locale_names, read_moment, write_moment

LOCALES = st.sampled_from(locale_names())
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2067, 12, 31)).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)
DAYS = (
    ("YYYY", "MM", "DD"), ("YYYY", "M", "D"), ("YY", "MMMM", "D"), ("YYYY", "MMM", "DD"),
    ("dddd", "D", "MMMM", "YYYY"), ("YYYY", "DDDD"), ("YYYY", "DDD"), ("GGGG", "[W]WW", "E"),
    ("gggg", "ww", "e"), ("Do", "MMMM", "YYYY"), ("YYYYYY", "Qo", "MM", "Do"), ("L",), ("LL",),
    ("Y", "MM", "ddd", "DD", "[w]w"),
)  # fmt: skip
TIMES = {
    "": 24 * 3600 * 1000,
    "HH": 3600 * 1000,
    "h A": 3600 * 1000,
    "H:mm": 60 * 1000,
    "hh:mm a": 60 * 1000,
    "k:mm": 60 * 1000,
    "HH:mm:ss": 1000,
    "HHmmss.SSS": 1,
    "LTS": 1000,
}
TOKENS = (
    "YYYY", "YY", "Q", "Qo", "M", "Mo", "MM", "MMM", "MMMM", "D", "Do", "DD", "DDD", "DDDo", "DDDD",
    "d", "do", "dd", "ddd", "dddd", "e", "E", "w", "wo", "ww", "W", "Wo", "WW", "gg", "gggg", "GG",
    "GGGG", "A", "a", "H", "HH", "h", "hh", "k", "kk", "m", "mm", "s", "ss", "S", "SS", "SSS",
    "SSSSSS", "T", "[W]", "年",
)  # fmt: skip
LOCAL = ("", "L", "LL", "LLL", "LLLL", "LT", "LTS", "l", "ll", "lll", "llll")


@example(["YYYY", "DDDD"], ", ", "", datetime(2000, 1, 1), "ur")
@given(
    st.sampled_from(DAYS).flatmap(st.permutations),
    st.sampled_from(["-", "/", " ", ", ", "_", " [of] "]),
    st.sampled_from(list(TIMES)),
    MOMENTS,
    LOCALES,
)
def test_a_moment_comes_back(
    parts: list[str], between: str, time: str, moment: datetime, locale: str
) -> None:
    form = f"{between.join(parts)} [|] {time}"
    since_midnight = moment - datetime(moment.year, moment.month, moment.day)
    expected = moment - since_midnight % timedelta(milliseconds=TIMES[time])
    text = write_moment(moment, form, locale)
    if "h A" in form:  # an afternoon may begin within an hour, in Chinese at half past twelve
        assert expected in [one.replace(minute=0) for one in read_moment(text, form, locale)]
    else:
        assert read_moment(text, form, locale) == (expected,)
        assert expected in read_moment(text, form)


@given(st.lists(st.sampled_from(TOKENS), max_size=4), st.sampled_from(LOCAL), MOMENTS, LOCALES)
def test_every_reading_is_one_that_would_be_written_so(
    tokens: list[str], local: str, moment: datetime, locale: str
) -> None:
    form = " ".join(["YYYY", *tokens, local])
    text = write_moment(moment, form, locale)
    readings = read_moment(text, form, locale)
    assert readings
    assert readings[0] <= moment
    assert {write_moment(reading, form, locale) for reading in readings} == {text}


@given(MOMENTS, st.integers(-23 * 60, 23 * 60), LOCALES, st.sampled_from(["Z", "ZZ", "[x] x", "X"]))
def test_a_zone_comes_back(moment: datetime, offset: int, locale: str, token: str) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
    form = f"YYYY-MM-DDTHH:mm:ss.SSS{token}"
    if token in ("X", "[x] x"):  # they tell the instant alone, and the rest must be that in UTC
        aware = aware.astimezone(UTC)
    readings = read_moment(write_moment(aware, form, locale), form, locale)
    assert [(one, one.utcoffset()) for one in readings] == [(aware, aware.utcoffset())]


@pytest.mark.parametrize("form", ["Z", "ZZ", "X", "x"])
def test_a_moment_without_a_zone_tells_none(form: str) -> None:
    with pytest.raises(ValueError, match="time zone"):
        write_moment(datetime(2024, 5, 3), f"YYYY {form}")


@pytest.mark.parametrize("form", ["N", "NNNN", "z", "zz", "yo"])
def test_a_token_that_is_not_written(form: str) -> None:
    with pytest.raises(ValueError, match=form):
        write_moment(datetime(2024, 5, 3), f"YYYY {form}")


@pytest.mark.parametrize(
    "moment", [datetime.min, datetime(4, 2, 29, 12), datetime(9999, 12, 20, 23)]
)
@pytest.mark.parametrize(
    "form", ["YYYY-MM-DD", "GGGG-[W]WW-E", "gggg ww e", "Y DDDD", "YYYYYY Q MMMM Do"]
)
def test_the_ends_of_time(moment: datetime, form: str) -> None:
    for locale in locale_names():
        readings = read_moment(write_moment(moment, form, locale), form, locale)
        assert moment.replace(hour=0) in readings


def test_a_text_that_is_no_unicode() -> None:
    assert write_moment(datetime(2024, 5, 3), "\ud800 YYYY", "ar") == "\ud800 ٢٠٢٤"
    assert len(read_moment("\ud800 2024", "\ud800 YYYY")) == 1
    assert read_moment("\ud800 2024", "MMMM YYYY") == ()
