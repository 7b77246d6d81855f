"""The report for GitHub Actions: workflow commands that become annotations of a pull request."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from vaultlint.finding import Level
from vaultlint.lint import Located, NoteResult
from vaultlint.report.output import Output
from vaultlint.report.place import Place
from vaultlint.report.tally import Tally
from vaultlint.report.visible import visible

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


class GithubReport:
    """Writes a command for each finding, with paths as GitHub knows them: from the checkout.

    That is the folder in the environment variable `GITHUB_WORKSPACE`, or else the current one.
    """

    def __init__(self, output: Output, environment: Mapping[str, str] = os.environ) -> None:
        self.output = output
        self._checkout = environment.get("GITHUB_WORKSPACE")

    def begin(self, places: Sequence[Place]) -> None:
        """The commands need to know nothing of the vaults beforehand."""

    def add(self, place: Place, result: NoteResult) -> None:
        """Write one note's findings."""
        if self._checkout:
            place = Place(place.root, Path(self._checkout))
        path = place.posix(result.path)
        for located in result.findings:
            self.output.line(_command(path, located))

    def finish(self, tally: Tally) -> None:
        """Nothing is left to write; the summary goes to standard error."""
        self.output.flush()


def _command(path: str, located: Located) -> str:
    properties = {"file": path, "line": str(located.line)}
    # GitHub drops the columns of what spans several lines, and says so in the log each time.
    if located.end_line == located.line:
        properties["col"] = str(located.column)
        properties["endLine"] = str(located.end_line)
        properties["endColumn"] = str(located.end_column)
    else:
        properties["endLine"] = str(located.end_line)
    properties["title"] = f"vaultlint {located.rule}"
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[located.level]} {listed}::{_data(located.finding.message)}"


def _data(text: str) -> str:
    """The text as a command may end in it: "%" and newlines escaped, other controls drawn."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)


def _property(text: str) -> str:
    """The text as the value of a property, which a comma or a colon would end."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
