"""A character without width, such as a zero-width space, where the text has no need of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from vaultlint.finding import Finding, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.zones import lies_in
from vaultlint.rule import Change, NoOptions, rule
from vaultlint.vault import Vault

if TYPE_CHECKING:
    from ._unseen import Unseen

_NAMES = {
    "\u00ad": "soft hyphen",
    "\u034f": "combining grapheme joiner",
    "\u180e": "Mongolian vowel separator",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2060": "word joiner",
    "\u2061": "invisible function sign",
    "\u2062": "invisible times sign",
    "\u2063": "invisible comma",
    "\u2064": "invisible plus sign",
}
_TAG = "tag character"
_NAMES |= dict.fromkeys(map(chr, range(0x206A, 0x2070)), "format character")
_NAMES |= dict.fromkeys(map(chr, (0xE0001, *range(0xE0020, 0xE0080))), _TAG)
# The same with ranges, for a hundred single ones would be compared one by one.
_RUN = lazy(
    "[\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\U000e0001\U000e0020-\U000e007f]++"
)


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={
        Change.LINKS,
        Change.PROPERTIES,
        Change.TAGS,
        Change.HEADINGS,
        Change.BLOCK_IDS,
        Change.STRUCTURE,  # a heading or a list that was hidden
        Change.WORDS,  # what looks like one word was another one for a search
    },
    uses_vault=True,
    needs=tuple(_NAMES),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find the runs of such characters that no script, emoji or name of a file needs."""
    from ._joiners import is_meant

    spans = [Span(*match.span()) for match in _RUN.finditer(note.text)]
    spans = [span for span in spans if not is_meant(note.text, *span)]
    if not spans:
        return
    from ._apart import moved, part_with
    from ._unseen import damaged_stretches

    damaged = damaged_stretches(note)
    start, part = part_with(note, spans, _RUN) if not damaged else (0, note)
    within = [Span(at - start, end - start) for at, end in spans]
    for found in _findings(part, within, damaged, vault):
        yield moved(found, start) if start else found


def _findings(
    note: Note, spans: Sequence[Span], damaged: Sequence[Span], vault: Vault
) -> Iterator[Finding]:
    """The findings for those of the runs that nothing else in the note needs.

    damaged: the stretches of which mojibake speaks.
    """
    prose = note.outside("code", "math", "html", "comment", "foreign")
    spans = [span for span in spans if lies_in(span, prose)]
    if not spans:
        return
    from ._joiners import may_be_meant
    from ._removable import Surroundings
    from ._unseen import Unseen, finding, in_lines, merged, overlaps, settled, working_targets

    silent = merged([*working_targets(note, vault, _RUN), *damaged])
    around = Surroundings(note)
    unseen = [Unseen(span, "", around.safety(span)) for span in spans if not overlaps(span, silent)]
    for group in in_lines(note, settled(note, unseen, _RUN)):
        title = "remove what nobody sees"
        message = _message(note.text, group)
        found = finding(group, message, title, f"characters without width in {note.path}")
        often_meant = group[0].safety < Safety.SAFE and all(
            one.instead is None
            or (may_be_meant(note.text, *one.span) and not around.in_address(one.span))
            for one in group
        )
        yield found._replace(level=Level.INFO) if often_meant else found


def _message(text: str, group: Sequence[Unseen]) -> str:
    """What the characters are, how many, and where the first of them stand."""
    from ._unseen import drawn, shown

    characters = "".join(text[start:end] for (start, end), *_ in group)
    names = {_NAMES[character] for character in characters}
    name = names.pop() if len(names) == 1 else "invisible character"
    what = f"{name} (U+{ord(characters[0]):04X})"
    word = shown(text, group[0].span)
    where = f" in `{word}`" if word else ""
    if len(characters) == 1:
        what = f"{'an' if name[0] == 'i' else 'a'} {what}{where}"
    else:
        first = ", the first" if where and len(group) > 1 else ""
        what = f"{len(characters)} {what.replace(' (', 's (', 1)}{first}{where}"
    if name == _TAG:
        hidden = "".join(chr(max(ord(character) & 0x7F, 0x20)) for character in characters)
        return f"{what} hide the text `{drawn(hidden.strip())}`"
    if group[0].instead is None:
        return f"{what}, without which the note would be read otherwise"
    return what
