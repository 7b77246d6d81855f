"""What the command line says of rules, and whether it can be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vaultlint.config.names import RuleNames, preset_problem
from vaultlint.finding import Level

FAIL_ON = {"info": Level.INFO, "warning": Level.WARNING, "error": Level.ERROR}


class CommandLine(NamedTuple):
    """What the command line says; empty or None where it says nothing. Commas may join names."""

    preset: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None

    def split(self) -> CommandLine:
        """The same with names that commas joined taken apart."""
        return CommandLine(
            _split(self.preset), _split(self.select), _split(self.ignore), self.fail_on
        )

    def problems(self, names: RuleNames) -> Iterator[str]:
        """A sentence for each name that stands for nothing."""
        if problem := preset_problem(self.preset):
            yield f"--preset: {problem}"
        for option, chosen in (("--select", self.select), ("--ignore", self.ignore)):
            for name in chosen:
                if problem := names.problem(name):
                    yield f"{option}: {problem}"
        if self.fail_on is not None and self.fail_on not in FAIL_ON:
            yield f"--fail-on: `{self.fail_on}` is none of {', '.join(FAIL_ON)}"


def _split(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(part.strip() for name in names for part in name.split(",") if part.strip())
