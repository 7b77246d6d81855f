"""The report for people: a line for each finding, those with one cause together, and a summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import IO

from vaultlint.finding import Level, Safety
from vaultlint.lint import Located, NoteResult
from vaultlint.report.output import Output
from vaultlint.report.place import Place
from vaultlint.report.summary import LEVEL_COLOURS, plural, summary
from vaultlint.report.tally import Tally
from vaultlint.report.visible import visible

_IN_MEMORY = 4 << 20  # bytes of report kept in memory; a longer one goes through a temporary file
_LEVELS = [level.name.lower() for level in Level]  # in the order of their numbers
_HOW_TO_FIX = {
    Safety.SAFE: "--fix",
    Safety.UNSAFE: "--fix --unsafe-fixes",
    Safety.MANUAL: "by hand",
}


class _Group:
    """The findings with one cause after the first: how many, in how many notes, the last note."""

    __slots__ = ("cause", "last", "more", "notes")

    def __init__(self, cause: str, last: tuple[Place, str]) -> None:
        self.cause = cause
        self.more = 0
        self.notes = 0
        self.last = last


def _columns() -> int:
    """How many columns of the terminal are used."""
    from shutil import get_terminal_size  # only where there is one

    return min(get_terminal_size((100, 24)).columns, 160)


class TextReport:
    """Writes the report at the end of the run: only then is it known how many share a cause."""

    def __init__(self, output: Output) -> None:
        self.output = output
        self.columns = _columns() if output.rich else 0
        self._groups: dict[tuple[Place, str, Level, str], _Group] = {}
        # The report so far, in pieces: how many bytes, and the group whose rest belongs behind.
        self._pieces: list[tuple[int, _Group]] = []
        self._spool: IO[bytes] = BytesIO()
        self._written = 0

    def begin(self, places: Sequence[Place]) -> None:
        """Text needs to know nothing of the vaults beforehand."""

    def add(self, place: Place, result: NoteResult) -> None:
        """Keep the lines of one note's findings."""
        shown = visible(place.shown(result.path))
        for located in result.findings:
            cause = located.finding.cause
            if cause is None:
                self._keep(self._lines(shown, located))
                continue
            key = (place, located.rule, located.level, cause)
            group = self._groups.get(key)
            if group is None:
                self._keep(self._lines(shown, located))
                self._groups[key] = group = _Group(cause, last=(place, result.path))
                self._pieces.append((self._written, group))
                self._written = 0
                continue
            group.more += 1
            if not group.notes or group.last != (place, result.path):
                group.notes += 1
                group.last = (place, result.path)

    def finish(self, tally: Tally) -> None:
        """Write everything: the findings, the rest of each group behind its first, the summary."""
        with self._spool as spool:
            spool.seek(0)
            for size, group in self._pieces:
                self.output.write(spool.read(size).decode())
                if group.more:
                    self.output.line(self._rest(group))
            while chunk := spool.readline():
                self.output.write(chunk.decode())
        if tally.count():
            self.output.line()
        for line in summary(tally, self.output):
            self.output.line(line)
        self.output.flush()

    def _keep(self, text: str) -> None:
        data = text.encode("utf-8", "backslashreplace")
        self._spool.write(data)
        self._written += len(data)
        if isinstance(self._spool, BytesIO) and self._spool.tell() > _IN_MEMORY:
            from tempfile import TemporaryFile  # few reports are that long

            kept, self._spool = self._spool, TemporaryFile()  # noqa: SIM115 (closed by finish)
            self._spool.write(kept.getbuffer())

    def _lines(self, shown: str, located: Located) -> str:
        """The lines of one finding: where and what, and on a terminal the excerpt and the fix."""
        path, level, rule = shown, _LEVELS[located.level], located.rule
        if self.output.colour:
            style = self.output.style
            path, rule = style(path, bold=True), style(rule, fg="cyan")
            level = style(level, fg=LEVEL_COLOURS[located.level], bold=True)
        message = visible(located.finding.message)
        line = f"{path}:{located.line}:{located.column}: {level} {rule}: {message}\n"
        if self.output.rich:
            line += "".join(f"{one}\n" for one in self._details(located))
        return line

    def _details(self, located: Located) -> Iterator[str]:
        """What only people are shown: the excerpt and the fix."""
        style = self.output.style
        number = str(located.line)
        blank = " " * len(number)
        bar = style("|", dim=True)
        if located.excerpt:
            from vaultlint.report.excerpt import excerpt  # for people alone

            source, carets = excerpt(located, self.columns - len(number) - 4)
            yield f" {style(number, dim=True)} {bar} {source}"
            yield f" {blank} {bar} {style(carets, fg=LEVEL_COLOURS[located.level], bold=True)}"
        if (fix := located.finding.fix) is not None:
            yield f" {blank} = fix: {visible(fix.title)} ({_HOW_TO_FIX[fix.safety]})"

    def _rest(self, group: _Group) -> str:
        """The line that stands for the findings that are not shown."""
        notes = plural(group.notes, "note")
        return self.output.style(
            f"    and {group.more} more in {notes}: {visible(group.cause)}", dim=True
        )
