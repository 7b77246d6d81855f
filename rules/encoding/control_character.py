"""A control character, which is no text: left by a terminal, a keyboard or another program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vaultlint.finding import Finding, Level, Safety, Span
from vaultlint.note import Note, ZoneKind
from vaultlint.note.zones import lies_in
from vaultlint.rule import Change, RuleOptions, rule
from vaultlint.vault import Vault

if TYPE_CHECKING:
    from ._unseen import Unseen

_SILENT: tuple[ZoneKind, ...] = ("comment", "html", "foreign")
_NUL = "\0"


class Options(RuleOptions):
    """Which parts of a note are looked at.

    code: whether code, inline and in blocks, is looked at for more than NUL characters.
    """

    code: bool = False


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes=set(Change),
    options=Options,
    in_code=True,
    uses_vault=True,
    needs=tuple(map(chr, (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)))),
)
def check(note: Note, options: Options, vault: Vault) -> Iterator[Finding]:
    """Find the controls that are no part of text that was read with the wrong encoding."""
    from ._controls import CONTROLS, lost_command, told
    from ._unseen import drawn, finding, in_lines, settled

    commands: list[Unseen] = []
    others: list[Unseen] = []
    for one in _controls(note, options, vault):
        is_command = one.instead is not None and one.instead.startswith("\\")
        (commands if is_command else others).append(one)
    title = "remove what is no text"
    cause = f"control characters in {note.path}"
    for group in in_lines(note, settled(note, others, CONTROLS)):
        yield finding(group, told(note.text, group), title, cause)
    for one in commands:
        command = lost_command(note.text, one.span)
        was = drawn(note.text[one.span.start : one.span.end + len(command) - 2])
        message = f"`{was}` should read `{command}`"
        yield finding([one], message, "write the backslash that was lost", cause)


def _controls(note: Note, options: Options, vault: Vault) -> Iterator[Unseen]:
    """The controls that there is something to say of, in order, and what is to be done."""
    from ._controls import CONTROLS, read_control
    from ._unseen import Unseen, damaged_stretches, merged, overlaps, working_targets

    silent = merged((*working_targets(note, vault, CONTROLS), *damaged_stretches(note)))
    prose = note.outside(*(_SILENT if options.code else (*_SILENT, "code")))
    math = _zones(note, "math")
    # Links elsewhere reach a heading by its text, and what an address needs nobody can tell.
    careful = merged(
        (*_zones(note, "code"), *_addresses(note), *(heading.span for heading in note.headings))
    )
    for match in CONTROLS.finditer(note.text):
        span = Span(*match.span())
        if overlaps(span, silent):
            continue
        if lies_in(span, prose):
            one = read_control(note.text, span, in_math=lies_in(span, math))
            risky = one.instead is not None and lies_in(one.span, careful)
            yield one._replace(safety=Safety.UNSAFE) if risky else one
        elif _NUL in match[0]:
            yield Unseen(span, None, Safety.MANUAL)


def _zones(note: Note, kind: ZoneKind) -> list[Span]:
    from ._unseen import merged

    return merged(zone.span for zone in note.zones if zone.kind == kind)


def _addresses(note: Note) -> Iterator[Span]:
    """The targets that lead out of the vault."""
    own = {link.target for link in note.links if not link.external}
    return (span for span, kind in note.zones if kind == "target" and span not in own)
