"""What a text can mean in a form, in English."""

from __future__ import annotations

from datetime import date

import pytest

from vaultlint.moment import date_of_path, has_time, read_moment, slip, unit, unknown_token


@pytest.mark.parametrize(
    ("text", "form", "moments"),
    [
        ("2024-05-03", "YYYY-MM-DD", ["2024-05-03T00:00:00"]),
        ("2024-5-3", "YYYY-MM-DD", []),
        ("2024-05-03 ", "YYYY-MM-DD", []),
        ("2024-02-30", "YYYY-MM-DD", []),
        ("2023-02-29", "YYYY-MM-DD", []),
        ("2024-02-29", "YYYY-MM-DD", ["2024-02-29T00:00:00"]),
        ("0000-01-01", "YYYY-MM-DD", []),
        ("0001-01-01", "YYYY-MM-DD", ["0001-01-01T00:00:00"]),
        ("9999-12-31", "YYYY-MM-DD", ["9999-12-31T00:00:00"]),
        ("05-03", "MM-DD", []),
        ("3rd May 2024", "Do MMMM YYYY", ["2024-05-03T00:00:00"]),
        ("3RD MAY 2024", "Do MMMM YYYY", ["2024-05-03T00:00:00"]),
        ("3th May 2024", "Do MMMM YYYY", []),
        ("03 May 2024", "D MMMM YYYY", []),
        ("Friday 3 May 2024", "dddd D MMMM YYYY", ["2024-05-03T00:00:00"]),
        ("Monday 3 May 2024", "dddd D MMMM YYYY", []),
        ("May 2024", "MMMM YYYY", ["2024-05-01T00:00:00"]),
        ("Q3 24", "[Q]Q YY", ["2024-07-01T00:00:00"]),
        ("68 69", "YY [69]", ["2068-01-01T00:00:00"]),
        ("69", "YY", ["1969-01-01T00:00:00"]),
        ("2024-W05", "GGGG-[W]WW", ["2024-01-29T00:00:00"]),
        ("2024-W05", "gggg-[W]ww", ["2024-01-28T00:00:00"]),
        ("2024-W05-5", "GGGG-[W]WW-E", ["2024-02-02T00:00:00"]),
        ("2020-W53", "GGGG-[W]WW", ["2020-12-28T00:00:00"]),
        ("2021-W53", "GGGG-[W]WW", []),
        ("2024 05-27 W22", "YYYY MM-DD [W]WW", ["2024-05-27T00:00:00"]),
        ("2024 05-27 W21", "YYYY MM-DD [W]WW", []),
        # The first week of a year, told with the calendar's year, lies at both ends of 2025.
        ("2025-W01", "YYYY-[W]WW", ["2025-01-01T00:00:00", "2025-12-29T00:00:00"]),
        ("2024-060", "YYYY-DDDD", ["2024-02-29T00:00:00"]),
        ("2023-366", "YYYY-DDD", []),
        ("2024111", "YYYYMD", ["2024-01-11T00:00:00", "2024-11-01T00:00:00"]),
        ("2024-01-01 3:05", "YYYY-MM-DD h:mm", ["2024-01-01T03:05:00", "2024-01-01T15:05:00"]),
        ("2024-01-01 12:05 am", "YYYY-MM-DD h:mm A", ["2024-01-01T00:05:00"]),
        ("2024-01-01 24:05", "YYYY-MM-DD k:mm", ["2024-01-01T00:05:00"]),
        ("2024-01-01 24:05", "YYYY-MM-DD H:mm", []),
        ("2024-01-01 12:60", "YYYY-MM-DD H:mm", []),
        ("2024-01-01 705", "YYYY-MM-DD Hmm", ["2024-01-01T07:05:00"]),
        ("2024-01-01 PM", "YYYY-MM-DD A", ["2024-01-01T12:00:00"]),
        ("05/03/2024 3:05 pm", "L LT", ["2024-05-03T15:05:00"]),
        ("5/3/2024", "l", ["2024-05-03T00:00:00"]),
        ("20240503T1030Z", "YYYYMMDDTHHmmZ", ["2024-05-03T10:30:00+00:00"]),
        ("2024-05-03 10+02", "YYYY-MM-DD HHZZ", ["2024-05-03T10:00:00+02:00"]),
        ("2024-05-03 10-05:30", "YYYY-MM-DD HHZZ", ["2024-05-03T10:00:00-05:30"]),
        ("2024-05-03 10+02:60", "YYYY-MM-DD HHZ", []),
        ("2024-05-03 10+24:00", "YYYY-MM-DD HHZ", []),
        ("2024-05-03 1.250", "YYYY-MM-DD s.SSS", ["2024-05-03T00:00:01.250000"]),
        ("2024-05-03 1.2500000", "YYYY-MM-DD s.SSSSSSS", ["2024-05-03T00:00:01.250000"]),
        ("2024-05-03 1.2500001", "YYYY-MM-DD s.SSSSSSS", []),
        ("1714730000", "X", ["2024-05-03T09:53:20+00:00"]),
        ("-1", "x", ["1969-12-31T23:59:59.999000+00:00"]),
        ("999999999999999", "X", []),
        ("+002024", "YYYYYY", ["2024-01-01T00:00:00"]),
        ("[2024]", r"\[YYYY\]", ["2024-01-01T00:00:00"]),
        ("YYYY 2024", "[YYYY] YYYY", ["2024-01-01T00:00:00"]),
        ("YY 2024", r"\Y\Y YYYY", ["2024-01-01T00:00:00"]),
        ("2024年5月3日", "YYYY年M月D日", ["2024-05-03T00:00:00"]),
        ("", "", []),
        ("AD 2024", "N YYYY", []),
    ],
)
def test_what_a_text_can_mean(text: str, form: str, moments: list[str]) -> None:
    assert [moment.isoformat() for moment in read_moment(text, form, "en")] == moments


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("YYYY-MM-DD", "day"),
        ("YYYY-DDDD", "day"),
        ("GGGG-[W]WW-E", "day"),
        ("gggg-[W]ww", "week"),
        ("YYYY-MM", "month"),
        ("YYYY-[Q]Q", "quarter"),
        ("YYYY", "year"),
        ("[note]", None),
        ("L", "day"),
        ("LT", "time"),
        ("X", "time"),
        ("YYYY-MM-DD A", "time"),
        ("YYYY-MM-DD [at HH]", "day"),
    ],
)
def test_what_a_form_tells(form: str, told: str | None) -> None:
    assert unit(form) == told
    assert has_time(form) == (told == "time")


@pytest.mark.parametrize(
    ("form", "token"),
    [
        ("YYYY-MM-DDTHH:mm", None),
        ("YYYY年M月D日", None),
        ("D [of] MMMM", None),
        (r"D \t", None),
        ("LL", None),
        ("YYYY-MM-DD at HH", "t"),
        ("jj.MM.YYYY", "j"),
        ("N YYYY", "N"),
        ("HH:mm z", "z"),
    ],
)
def test_a_token_that_is_not_known(form: str, token: str | None) -> None:
    assert unknown_token(form) == token


@pytest.mark.parametrize(
    "form", ["yyyy-mm-dd", "YYYY-mm-DD", "mm/DD/YYYY", "YYYY-MM-dd", "dd.MM.gggg"]
)
def test_a_token_of_other_programs(form: str) -> None:
    assert slip(form)


@pytest.mark.parametrize(
    "form",
    [
        "YYYY-MM-DD HH:mm",
        "LLLL",
        "mm:ss",
        "gggg-[W]ww dd",
        "dd D.M.YYYY",
        "YYYY Hmm",
        "[yyyy-mm-dd]",
    ],
)
def test_a_token_that_is_meant(form: str) -> None:
    assert slip(form) is None


@pytest.mark.parametrize(
    ("path", "folder", "form", "day"),
    [
        ("Daily/2024-05-03.md", "Daily", "YYYY-MM-DD", date(2024, 5, 3)),
        ("2024-05-03.md", "", "YYYY-MM-DD", date(2024, 5, 3)),
        ("Daily/2024/05/2024-05-03.md", "Daily", "YYYY/MM/YYYY-MM-DD", date(2024, 5, 3)),
        ("Daily/2024/06/2024-05-03.md", "Daily", "YYYY/MM/YYYY-MM-DD", None),
        ("Daily/3 May 2024.md", "Daily", "D MMMM YYYY", date(2024, 5, 3)),
        ("Daily/3 may 2024.md", "Daily", "D MMMM YYYY", None),
        ("Daily/2024-05-03 walk.md", "Daily", "YYYY-MM-DD", None),
        ("Other/2024-05-03.md", "Daily", "YYYY-MM-DD", None),
        ("Daily/2024-05-03.png", "Daily", "YYYY-MM-DD", None),
        ("Daily/2024-W05.md", "Daily", "GGGG-[W]WW", None),
        ("Daily/2024-05.md", "Daily", "YYYY-MM", None),
        ("Daily/2024111.md", "Daily", "YYYYMD", None),
    ],
)
def test_the_day_of_a_daily_note(path: str, folder: str, form: str, day: date | None) -> None:
    assert date_of_path(path, folder, form, "en") == day
