"""Months, weekdays, ordinal numbers and the like in the languages of Obsidian."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

Names = tuple[str, ...]
Numbers = frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Locale:
    """How a language writes dates.

    names: for each token (`MMMM`, `MMM`, from January; `dddd`, `ddd`, `dd`, from Sunday) its names.
    variants: (token, regex, names) that are taken instead in a form in which the regex is found,
    such as the genitive behind a day.
    forms: what `L`, `LT` and so on stand for. week: see `fields.week_start`.
    ordinals: for a token without its "o", and for "" the others, (template, numbers), the last one
    for all numbers that no other has.
    halves: the names of the parts of a day, each with its first minute, for `A` and `a`.
    digits: what it writes for 0 to 9 and the comma, "" if that is what others write.
    eras: whether its years (`y`) are those of an emperor, which are not known here.
    """

    name: str
    names: Mapping[str, Names]
    forms: Mapping[str, str]
    week: tuple[int, int]
    ordinals: Mapping[str, tuple[tuple[str, Numbers], ...]]
    halves: Mapping[str, tuple[tuple[int, str], ...]]
    variants: tuple[tuple[str, str, Names], ...] = ()
    digits: str = ""
    eras: bool = False

    def names_in(self, token: str, form: str) -> Names:
        """The names that the token stands for in that form."""
        for other, regex, names in self.variants:
            if other == token and re.search(regex, form):
                return names
        return self.names[token]

    def all_names(self, token: str) -> list[Names]:
        """All names that the token may stand for, in whatever form."""
        if token in self.halves:
            return [tuple(name for _, name in self.halves[token])]
        return [self.names[token], *(names for other, _, names in self.variants if other == token)]

    def ordinals_of(self, token: str) -> tuple[tuple[str, Numbers], ...]:
        """How ordinal numbers of the token are written."""
        return self.ordinals.get(token, self.ordinals[""])

    def ordinal(self, number: int, token: str) -> str:
        """The ordinal number of a month ("M"), a day ("D") or another token."""
        templates = self.ordinals_of(token)
        for template, numbers in templates:
            if number in numbers:
                return template.replace("%d", str(number))
        return templates[-1][0].replace("%d", str(number))

    def in_ascii_digits(self, text: str) -> str:
        """The text with the locale's own digits and commas as those of ASCII."""
        return text.translate(_ascii(self.digits)) if self.digits else text

    def half(self, minute: int, token: str) -> str:
        """The name of the part of the day that a minute of the day is in, for `A` or `a`."""
        return [name for start, name in self.halves[token] if start <= minute][-1]


@cache
def _ascii(digits: str) -> dict[int, str]:
    return dict(zip(map(ord, digits), "0123456789,", strict=True))


def _ending(last: int) -> Numbers:
    return frozenset(n for n in range(10_000) if n % 10 == last and n % 100 // 10 != 1)


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


@cache
def english() -> Locale:
    """English as in the United States, which is Obsidian's own language."""
    return Locale(
        name="en",
        names={
            "MMMM": _MONTHS,
            "MMM": tuple(name[:3] for name in _MONTHS),
            "dddd": _DAYS,
            "ddd": tuple(name[:3] for name in _DAYS),
            "dd": tuple(name[:2] for name in _DAYS),
        },
        forms={
            "LTS": "h:mm:ss A",
            "LT": "h:mm A",
            "L": "MM/DD/YYYY",
            "LL": "MMMM D, YYYY",
            "LLL": "MMMM D, YYYY h:mm A",
            "LLLL": "dddd, MMMM D, YYYY h:mm A",
        },
        week=(0, 6),
        ordinals={
            "": (
                ("%dst", _ending(1)),
                ("%dnd", _ending(2)),
                ("%drd", _ending(3)),
                ("%dth", frozenset()),
            )
        },
        halves={"A": ((0, "AM"), (720, "PM")), "a": ((0, "am"), (720, "pm"))},
    )
