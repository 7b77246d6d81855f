"""What moment.js itself wrote and read, in every language: scripts/moment has made the cases."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from vaultlint.moment import locale_names, read_moment, write_moment
from vaultlint.moment.forms import NUMBERS, pieces
from vaultlint.moment.table import find_locale


class Case(NamedTuple):
    """A moment, how moment.js writes it, another text, and what it strictly reads in that."""

    form: str
    moment: datetime
    written: str
    text: str
    read: datetime | None


@cache
def cases() -> dict[str, list[Case]]:
    path = os.environ.get("VAULTLINT_MOMENT_CASES", Path(__file__).with_name("cases.json"))
    told = json.loads(Path(path).read_text("utf-8"))["cases"]
    return {name: [case(*row) for row in rows] for name, rows in told.items()}


def case(form: str, moment: str, written: str, text: str, read: str | None) -> Case:
    """The text is left out where it is the written one."""
    then = None if read is None else datetime.fromisoformat(read)
    return Case(form, datetime.fromisoformat(moment), written, text or written, then)


def in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def alike(text: str, locale: str) -> str:
    """The text without what a reading does not look at: letter case, and whose digits it has."""
    return find_locale(locale).in_ascii_digits(text).casefold()


def tells_a_year(form: str) -> bool:
    fields: Iterator[Any] = (
        NUMBERS.get(piece.token, (piece.token,))[0] for piece in pieces(form, find_locale("en"))[1]
    )
    return any(
        "year" in field.replace("day of year", "") or field in ("X", "x") for field in fields
    )


def epoch_runs_on(form: str) -> bool:
    """Where `X` or `x` stands before other digits: such texts are not read."""
    tokens = [piece.token for piece in pieces(form, find_locale("en"))[1]]
    return any(
        token in ("X", "x") and following not in ("", "Z", "ZZ")
        for token, following in pairwise(tokens)
    )


def test_every_language_has_cases() -> None:
    assert tuple(cases()) == locale_names()


@pytest.mark.parametrize("locale", locale_names())
def test_written_as_moment_writes(locale: str) -> None:
    for one in cases()[locale]:
        assert write_moment(one.moment, one.form, locale) == one.written, one


@pytest.mark.parametrize("locale", locale_names())
def test_what_was_written_is_read_again(locale: str) -> None:
    for one in cases()[locale]:
        if tells_a_year(one.form) and not epoch_runs_on(one.form):
            readings = read_moment(one.written, one.form, locale)
            assert any(
                write_moment(moment, one.form, locale) == one.written for moment in readings
            ), one


@pytest.mark.parametrize("locale", locale_names())
def test_read_as_moment_reads(locale: str) -> None:
    """moment.js also reads texts that it would not write: "07" for `D`, or a quarter that the month
    contradicts. Those apart, each of its readings is one of ours.
    """
    for one in cases()[locale]:
        if one.read is not None:
            readings = [in_utc(moment) for moment in read_moment(one.text, one.form, locale)]
            again = write_moment(one.read.replace(tzinfo=UTC), one.form, locale)
            if alike(again, locale) == alike(one.text, locale):
                assert one.read in readings, one


@pytest.mark.parametrize("locale", locale_names())
def test_nothing_else_is_read(locale: str) -> None:
    """What is read would be written so, or moment.js reads it too."""
    for one in cases()[locale]:
        for moment in read_moment(one.text, one.form, locale):
            again = write_moment(moment, one.form, locale)
            assert alike(again, locale) == alike(one.text, locale) or in_utc(moment) == one.read, (
                one
            )
