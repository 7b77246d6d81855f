"""The date rules over whole vaults: which dates they report, and what they write for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from vaultlint.rules.frontmatter import date_format, date_order, impossible_date

from vaultlint.active import ActiveRule
from vaultlint.finding import Finding, Safety
from vaultlint.fix import fix_note
from vaultlint.moment import has_time, locale_names, write_moment
from vaultlint.note import Note
from vaultlint.note.source import decode
from vaultlint.rule import Rule
from vaultlint.settings import Settings
from vaultlint.vault import FileIndex, Vault
from vaultlint.vault.reading import read_content

FORMAT, IMPOSSIBLE = date_format.check, impossible_date.check
BOTH = (FORMAT, IMPOSSIBLE)
TYPED = Settings(property_types={"day": "date", "at": "datetime"})


def findings(rule: Rule, text: str, vault: Vault, **options: object) -> list[Finding]:
    note = Note.from_text(text, "Note.md", vault.settings)
    return list(rule.run(note, replace(rule.options(), **options), vault))


def fixed(text: str, wanted: Safety, vault: Vault, **options: object) -> str:
    note = Note.from_text(text, "Note.md", vault.settings)
    rule = ActiveRule(FORMAT, replace(FORMAT.options(), **options))
    outcome = fix_note(note, vault, [rule], wanted)
    assert outcome.problem is None
    return decode(outcome.after)


@pytest.mark.parametrize(
    ("kind", "valid", "invalid"),
    [
        ("day", ["2020-08-21", '"2020-08-21"', ""], ["21/08/2020", "2020-13-01", "Aug 21, 2020"]),
        (
            "at",
            ["2020-08-21T10:30:00", "2020-08-21T10:30", "2020-08-21 10:30"],
            ["2020/08/21 10:30 AM"],
        ),
        # On these Obsidian is uncertain.
        ("at", [f"2020-08-21T10:30:00{end}" for end in ("Z", "+02:00", ".123")], []),
    ],
)
def test_the_table_of_types(kind: str, valid: list[str], invalid: list[str]) -> None:
    vault = Vault.of({}, TYPED)
    for value in valid:
        assert not any(findings(rule, f"---\n{kind}: {value}\n---\n", vault) for rule in BOTH)
    for value in invalid:
        found = [
            one for rule in BOTH for one in findings(rule, f"---\n{kind}: {value}\n---\n", vault)
        ]
        assert len(found) == 1, value


def ordered_vault(texts: list[str]) -> Vault:
    notes = {f"{number}.md": f"---\nday: {text}\n---\n" for number, text in enumerate(texts)}
    return Vault.of(notes, TYPED)


@pytest.mark.parametrize(
    ("others", "after"),
    [
        ([f"{day}/5/2023" for day in range(13, 32)], None),
        ([f"{day}/5/2023" for day in range(13, 33)], None),  # one does not exist
        ([*(f"{day}/5/2023" for day in range(13, 32)), "4/5/2023"], None),
        ([*(f"{day}/5/2023" for day in range(13, 32)), "13/6/2023"], "2021-04-03"),
        ([*(f"5/{day}/2023" for day in range(13, 32)), "6/13/2023"], "2021-03-04"),
        ([*(f"{day}/5/2023" for day in range(13, 32)), "13/6/2023", "6/13/2023"], None),
        ([*(f"{day}.5.2023" for day in range(13, 32)), "13.6.2023"], None),
    ],
)
def test_twenty_dates_tell_the_order(others: list[str], after: str | None) -> None:
    vault = ordered_vault(others)
    text = "---\nday: 3/4/2021\n---\n"
    assert fixed(text, Safety.SAFE, vault) == text
    expected = text.replace("3/4/2021", after) if after else text
    assert fixed(text, Safety.UNSAFE, vault) == expected


@pytest.mark.parametrize(("day_first", "after"), [(True, "2021-04-03"), (False, "2021-03-04")])
def test_the_configuration_tells_the_order(day_first: bool, after: str) -> None:
    """It does so against the vault too, whose dates have the day first."""
    vault = ordered_vault([f"{day}/{month}/2023" for day in range(13, 24) for month in (5, 6)])
    text = "---\nday: 3/4/2021\n---\n"
    assert fixed(text, Safety.UNSAFE, vault, day_first=day_first) == f"---\nday: {after}\n---\n"


FORMS = (
    "YYYY/M/D", "YYYY.MM.DD", "YYYYMMDD", "D. M. YYYY", "D.M.YYYY", "D MMMM YYYY", "DD-MMM-YYYY",
    "MMMM Do YYYY", "MMM D, YYYY", "dddd, D. MMMM YYYY", "YYYY-MM-DD ddd", "YYYY年M月D日",
    "GGGG-[W]WW-E", "YYYY/M/D H:mm", "MMM D, YYYY, h:mm:ss A", "D.M.YYYY HH:mm:ss",
    "YYYYMMDD[T]HHmmss", "dddd, MMMM Do YYYY, h:mm:ss a",
)  # fmt: skip
WISHED = ("", "DD.MM.YYYY", "dddd, MMMM Do YYYY", "YYYYMMDD", "YYYY年MM月DD日", "D MMM YY")
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)
HEAD = "---\r\n# day: 1/2/2024\r\nother: Aug 21, 2020 # as printed\r\n"
TAIL = "   # a comment\r\nlist: [1/2/2024, 2020/1/2]\r\n---\r\nday: 1/2/2024\r\n"


def in_quotes(text: str, quote: str) -> str:
    return f"{quote}{text.replace(quote, quote * 2) if quote == chr(39) else text}{quote}"


@settings(max_examples=400, deadline=None)
@given(
    MOMENTS,
    st.sampled_from(FORMS),
    st.just("en") | st.sampled_from(locale_names()),
    st.sampled_from(['"', "'"]),
    st.sampled_from(WISHED),
)
def test_a_fix_writes_the_same_moment_and_nothing_else(
    moment: datetime, form: str, locale: str, quote: str, wished: str
) -> None:
    timed = has_time(form)
    told = moment if "ss" in form else moment.replace(second=0)
    told = told if timed else datetime.combine(told, datetime.min.time())
    text = write_moment(told, form, locale)
    assume('"' not in text)
    key = "at" if timed else "day"
    before = f"{HEAD}{key}: {in_quotes(text, quote)}{TAIL}"
    after = fixed(before, Safety.SAFE, Vault.of({}, TYPED), format=wished)
    if after != before:
        own = "YYYY-MM-DD[T]HH:mm:ss" if timed else "YYYY-MM-DD"
        expected = write_moment(told, own if timed or not wished else wished)
        assert after == f"{HEAD}{key}: {in_quotes(expected, quote)}{TAIL}"
    else:  # it is fine, or has no or two readings, or more than the form can tell
        assert locale != "en" or text == write_moment(told, wished) or wished == "D MMM YY"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("1614668709000", "x"),
        ("21 Mar 3", "YY MMM D"),
        ("2021-W09-2", "GGGG-[W]WW-E"),
        ("3/4/2021", "D/M/YYYY"),
        ("Dienstag, 2. März 2021", "dddd, D. MMMM YYYY"),
    ],
)
def test_a_text_in_the_form_that_is_asked_for_is_fine(text: str, form: str) -> None:
    key = "at" if has_time(form) else "day"
    note = f"---\n{key}: {text}\n---\n"
    assert not findings(FORMAT, note, Vault.of({}, TYPED), formats={key: form})


@settings(max_examples=200, deadline=None)
@given(MOMENTS, st.sampled_from(["D/M/YYYY", "MM/DD/YYYY", "DD-MM-YYYY", "D/M/YYYY H:mm"]))
def test_an_ambiguous_date_is_never_changed(moment: datetime, form: str) -> None:
    assume(moment.day <= 12 and moment.day != moment.month)
    key = "at" if has_time(form) else "day"
    vault = Vault.of({}, TYPED)
    text = f"---\n{key}: {write_moment(moment, form)}\n---\n"
    assert fixed(text, Safety.UNSAFE, vault) == text
    assert len(findings(FORMAT, text, vault)) == 1


VALUES = (
    "2020-08-21", "'2020-08-21'", "2020-08-21 10:30 ", "2020-08-21\n  10:30", "2020-8-21",
    "21/08/2020", "2020-02-30", "2020-02-29", "2021-02-29", "2020-06-31", "2020-08-21T25:00",
    "2020-08-21T10:60", '"\\u0032020/08/21"', "2020-08-21 # soon", "2020-08-21T10:30:00Z", "soon",
    "", "{}", "[2020/1/2]", "2020-08-210", "12020-08-21", "2020-08-21 10:30:00.123", "2020-00-10",
    "2020-01-00", "20200821",
)  # fmt: skip


def see_all(patch: pytest.MonkeyPatch, module: ModuleType) -> None:
    """Let a rule look at every note."""
    patch.setattr(module, "may_hold_unusual_date", lambda note: True)
    patch.setattr(module, "may_be_unusual_date", lambda note, names: True)


PAIRS = st.tuples(st.sampled_from(["day", "at", "other"]), st.sampled_from(VALUES))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["day", "at", "other"]), st.sampled_from(VALUES)), max_size=3
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_the_first_look_spares_nothing(pairs: list[tuple[str, str]], newline: str) -> None:
    lines = "".join(f"{key}: {value}\n" for key, value in dict(pairs).items())
    text = f"---\n{lines}---\n2020/1/2\n".replace("\n", newline)
    vault = Vault.of({}, TYPED)
    looked = [findings(rule, text, vault) for rule in BOTH]
    with pytest.MonkeyPatch.context() as patch:
        for module in (date_format, impossible_date):
            see_all(patch, module)
        assert looked == [findings(rule, text, vault) for rule in BOTH]


def test_the_first_look_spares_no_real_note(shared: Path) -> None:
    for root in sorted((shared / "vaults").iterdir()):
        if not root.is_dir():
            continue
        vault = Vault.open(root)
        for path in vault.files.notes:
            note = vault.note_to_check(path)
            looked = [list(rule.run(note, rule.options(), vault)) for rule in BOTH]
            with pytest.MonkeyPatch.context() as patch:
                for module in (date_format, impossible_date):
                    see_all(patch, module)
                assert looked == [list(rule.run(note, rule.options(), vault)) for rule in BOTH]


def vault_on(day: date, contents: Mapping[str, bytes]) -> Vault:
    def read(path: str) -> bytes:
        return read_content(contents, path)

    return Vault(Path(), Settings(), FileIndex(contents), read, today=day)


def test_the_future_is_what_is_ahead_of_today() -> None:
    rule, text = date_order.check, "---\ncreated: 2024-05-03\n---\n"
    for day, count in ((1, 1), (2, 0), (3, 0)):
        vault = vault_on(date(2024, 5, day), {})
        assert len(findings(rule, text, vault, future=True)) == count
        assert not findings(rule, text, vault)


def test_a_result_that_depends_on_the_day_says_so() -> None:
    vault = vault_on(date(2024, 5, 1), {})
    vault.record()
    findings(date_order.check, "---\ncreated: 2024-05-03\n---\n", vault, future=True)
    assert vault.record().names == {"today"}
    assert vault.digest("today") != vault_on(date(2024, 5, 2), {}).digest("today")
