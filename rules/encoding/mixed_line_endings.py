"""Lines that end in CRLF and lines that end in LF in one note."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.zones import lies_in
from vaultlint.rule import NoOptions, rule

_WINDOWS = lazy("\r\n")
_PLAIN = lazy("(?<!\r)\n")
_LONE = lazy("\r(?![\n\x00])")  # with U+0000 it is UTF-16, of which mojibake tells
_MOST_LONE = (
    1000  # lone returns; to prove that the fix for more changes nothing else takes too long
)


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    in_code=True,
    needs=("\r",),
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find notes whose lines do not all end alike; one finding a note."""
    text = note.text
    windows = text.count("\r\n")
    plain = text.count("\n") - windows
    returns = text.count("\r") - windows
    if not windows + plain or (not returns and not (windows and plain)):
        return
    lone = _lone_returns(note) if returns else []
    name, most, others, odd = "LF", plain, [_told(windows, "CRLF")], _WINDOWS
    if windows > plain:
        name, most, others, odd = "CRLF", windows, [_told(plain, "LF")], _PLAIN
    spans = [Span(*match.span()) for match in odd.finditer(text)]
    told = [*(others if spans else []), *([_told(len(lone), "CR")] if lone else [])]
    if told:
        first = min(span.start for span in (*spans[:1], *lone[:1]))
        message = f"{', '.join(told)}, the other {most} in {name}"
        yield Finding(note.lines.around(first), message, _fix(note, spans, lone, name))


def _lone_returns(note: Note) -> list[Span]:
    """The lone carriage returns that end lines.

    One ends a line for Markdown, but none for the YAML of the properties; and in code it may be
    what the code is about.
    """
    spans = (Span(*match.span()) for match in _LONE.finditer(note.text))
    prose = note.outside("code", "frontmatter")
    return [span for span in spans if lies_in(span, prose)]


def _fix(note: Note, odd: list[Span], lone: list[Span], name: str) -> Fix | None:
    """The fix that ends all lines in what `name` says, None where it would change more than that.

    odd: the newlines of the other kind; lone: the carriage returns without one.
    """
    text, title = note.text, f"end all lines in {name}"
    if name == "CRLF":
        edits = [Edit(Span(start, start), "\r") for start, _ in odd]
        edits += (Edit(span, "\r\n") for span in lone)
    else:
        replaced = {span.end for span in lone}
        edits = [
            Edit(Span(start, start + 1), "")
            for start, _ in odd
            # Behind a return that stays, nothing would be left but one newline for the two.
            if text[start - 1 : start] != "\r" or start in replaced
        ]
        edits += (Edit(span, "\n") for span in lone)
    if not lone or not edits:
        return Fix(title, tuple(edits), Safety.SAFE) if edits else None
    from ._reading import is_read_alike  # few notes have lone returns

    able = len(lone) < _MOST_LONE and is_read_alike(note, edits)
    return Fix(title, tuple(edits), Safety.UNSAFE) if able else None


def _told(count: int, name: str) -> str:
    return f"{count} {'line ends' if count == 1 else 'lines end'} in {name}"
