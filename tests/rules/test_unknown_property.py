"""Names of properties that are a slip for another: which are, and what speaks against it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest
from vaultlint.rules.frontmatter import _slips
from vaultlint.rules.frontmatter._property_names import property_names
from vaultlint.rules.frontmatter._slips import Look, Slip, find_slips
from vaultlint.rules.frontmatter.unknown_property import Options, suspects

from vaultlint.settings import Settings
from vaultlint.vault import Vault

# Names that stand side by side in real vaults; none is another one misspelt.
NAMES = re.findall(
    r"\w+",
    """
    title subtitle author authors created updated modified date dates day days week month year start
    end done due status state stage type kind class course source url urls link links tag tags topic
    category categories alias aliases publish published publisher description summary image cover
    color rating rated score store genre director cast album pages page series season episode
    language country county location place plate places address email phone company companies people
    person parson project protect area priority goal parent patent children up prev next previous
    related relation mood sleep weight height steps reading reader heading finished started starred
    smart note notes nodes comments commands content context contact contract price quantity quality
    order older folder number member model modal owner origin reviewed reviewer resource events
    duration direction ingredients recipe platform format medium media id uuid slug draft layout
    tested tasted list lists lesson level scope scene self shelf sort action section session mission
    trend trainer trailer post posts ports sport shared starter charter
    """,
)


@pytest.mark.parametrize("name", NAMES)
def test_names_that_stand_side_by_side_are_no_slips(name: str) -> None:
    others = [other for other in NAMES if other != name]
    assert Look(others).nearest(name) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("crated", "created"),
        ("creeated", "created"),
        ("auhtor", "author"),
        ("autor", "author"),
        ("tilte", "title"),
        ("stauts", "status"),
        ("dtae", "date"),
        ("tgas", "tags"),
        ("catagory", "category"),
        ("desciption", "description"),
        ("udpated", "updated"),
        ("date_craeted", "date_created"),
        ("date-created", "date_created"),
        ("date created", "date_created"),
        ("geandert", "geändert"),
        ("создна", "создан"),
    ],
)
def test_slips(written: str, meant: str) -> None:
    assert Look([meant]).nearest(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Created", "created"),  # another rule's business
        ("author", "authors"),
        ("dat", "date"),
        ("cal1", "cal0"),
        ("日付", "日時"),
        ("🌲", "🌳"),
        ("", "a"),
    ],
)
def test_no_slips(written: str, meant: str) -> None:
    assert Look([meant]).nearest(written) is None


def test_each_name_is_compared_with_few(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[Sequence[str]] = []

    def counting(written: Sequence[str], right: Sequence[str]) -> bool:
        compared.append(written)
        return _slips.one_slip(written, right)

    monkeypatch.setattr(_slips, "_is_slip", counting)
    look = Look([f"c{one}{two}ated at {one}" for one in "abcdefgh" for two in "abcdefgh"])
    assert look.nearest("caaeted at a") is None
    assert look.nearest("caaated ta a") is None
    assert 0 < len(compared) < 20
    compared.clear()
    assert [Look([f"tag{n:05}" for n in range(99)]).nearest(f"tag{n}") for n in range(9)]
    assert not compared


def test_none_is_meant_where_two_may_be() -> None:
    assert Look(["created", "curated"]).nearest("crated") is None


def found(files: Mapping[str, str], settings: Settings | None = None) -> dict[str, Slip]:
    """The slips in a vault with twenty notes that have `created`, and these."""
    many = {f"{number}.md": "---\ncreated: 2024-08-21\n---\n" for number in range(20)}
    vault = Vault.of({**many, **files}, settings)
    return find_slips(vault.survey.gathered(property_names), times=20)


SLIP = {"crated": Slip("created", 1, 20)}
NOTE = {"A.md": "---\ncrated: 2024-08-22\n---\n"}


def test_one_note_among_many() -> None:
    assert found(NOTE) == SLIP


@pytest.mark.parametrize("value", ["true", "soon", "5", "[2024-08-22]", "", '"[[2024-08-22]]"'])
def test_a_value_of_another_kind(value: str) -> None:
    assert found({"A.md": f"---\ncrated: {value}\n---\n"}) == {}


def test_more_notes_than_a_slip_is_in() -> None:
    assert found({**NOTE, "B.md": NOTE["A.md"]}) == {}


def test_a_note_that_has_both() -> None:
    assert found({"A.md": "---\ncrated: 2024-08-22\ncreated: 2024-08-23\n---\n"}) == {}


def test_a_name_of_a_template() -> None:
    settings = Settings(template_folders=("T",))
    assert found({"A.md": "", "T/A.md": NOTE["A.md"]}, settings) == {}
    assert found(NOTE, settings) == SLIP


def test_a_name_with_a_type() -> None:
    assert found(NOTE, Settings(property_types={"crated": "date"})) == {}
    assert found(NOTE, Settings(property_types={"created": "date"})) == SLIP


def test_a_list_of_names() -> None:
    vault = Vault.of({"A.md": "---\nTitle: a\ntags: [b]\npubisher: c\nx: d\n---\n"})
    gathered = vault.survey.gathered(property_names)
    options = Options(properties=("title", "publisher"))
    assert suspects(gathered, options) == {"pubisher": "publisher", "x": None}


def test_how_many_times() -> None:
    with pytest.raises(ValueError, match="less than 2"):
        Options(times=1)
