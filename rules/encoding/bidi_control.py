"""A hidden control of writing direction that makes a text read otherwise than it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from vaultlint.finding import Finding, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.zones import lies_in
from vaultlint.rule import Change, NoOptions, rule
from vaultlint.vault import Vault

from ._directions import CONTROL, ENDS, NAMES, OVERRIDES, TURNING, is_ordinary, suspects, turns

if TYPE_CHECKING:
    from ._unseen import Unseen

_NO_TEXT = lazy(r"[^\w\r\n]*+")
_MOST_NAMED = 4  # numbers of characters in one message


@rule(
    level=Level.ERROR,
    preset="recommended",
    fixes=Safety.UNSAFE,
    changes=set(Change),
    in_code=True,
    uses_vault=True,
    needs=tuple(NAMES),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find controls without a partner, and all where nothing is written from right to left."""
    if is_ordinary(note):
        return
    from ._unseen import Unseen, finding, in_lines, merged, overlaps, settled, working_targets

    code = merged(zone.span for zone in note.zones if zone.kind == "code")
    targets = merged(zone.span for zone in note.zones if zone.kind == "target")
    working = working_targets(note, vault, CONTROL)
    places = {*suspects(note, code, targets), *_breaking_links(note, vault)}
    spans = [Span(place, place + 1) for place in sorted(places)]
    unseen = [Unseen(span, "", Safety.UNSAFE) for span in spans if not overlaps(span, working)]
    turned = turns(note)
    for group in in_lines(note, settled(note, unseen, CONTROL)):
        controls = [note.text[start] for (start, _), *_ in group]
        place = ""
        if any(lies_in(one.span, targets) for one in group):
            place = " in the target of a link"
        if any(lies_in(one.span, code) for one in group):
            place = " in code"
        message = _message(note, group, controls, place)
        if turned and not place and len(group) == 1:
            message += f" that {'ends nothing' if controls[0] in ENDS else 'nothing ends'}"
        cause = f"controls of writing direction in {note.path}"
        found = finding(group, message, "remove what nobody sees", cause)
        grave = place or not (OVERRIDES if turned else TURNING).isdisjoint(controls)
        if not grave:
            for_line = turned and controls[0] not in ENDS and _begins_line(note, group[0].span)
            only = for_line and len(group) == 1
            found = found._replace(level=Level.INFO if only else Level.WARNING)
        yield found


def _begins_line(note: Note, span: Span) -> bool:
    """Whether the control stands before all text of its line: some set its direction with one."""
    start = note.lines.span(note.lines.number_at(span.start)).start
    before = _NO_TEXT.match(note.text, start, span.start)
    return before is not None and before.end() == span.start


def _breaking_links(note: Note, vault: Vault) -> Iterator[int]:
    """The places of controls without which a link would open something."""
    for link in note.links:
        if CONTROL.search(link.path) and not link.external:
            path = CONTROL.sub("", link.path)
            if path and vault.opens(path, note.path):
                yield from (at.start() for at in CONTROL.finditer(note.text, *link.target))


def _message(note: Note, group: Sequence[Unseen], controls: Sequence[str], place: str) -> str:
    """What the controls are and where they stand."""
    from ._unseen import shown

    numbers = [f"U+{ord(control):04X}" for control in dict.fromkeys(controls)]
    word = shown(note.text, group[0].span)
    if len(group) == 1:
        where = place or (f" in `{word}`" if word else "")
        article = "an" if NAMES[controls[0]][0] in "eA" else "a"
        return f"{article} {NAMES[controls[0]]} ({numbers[0]}){where}"
    more = ", …" if len(numbers) > _MOST_NAMED else ""
    first = f", the first in `{word}`" if word else ""
    return (
        f"{len(group)} controls of writing direction ({', '.join(numbers[:_MOST_NAMED])}{more})"
        f"{place}{first}"
    )
