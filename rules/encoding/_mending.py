"""What is said of damaged lines: which of the damage is meant, what it was, and the fix."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from vaultlint.finding import Edit, Finding, Fix, Span, apply_edits
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.frontmatter import read_frontmatter

from ._damage import Damage, find_damage
from ._quoting import is_about_encodings, is_sample, stands_beside_repair, word_around

# What may stand between damages that one finding holds: letters of the same word, or its end.
_BRIDGE = lazy(r"""\w{1,30}|[ ,.;:!?'"()*_/–—-]{1,3}""")
_LONGEST_SHOWN = 40  # characters of a damaged text that a message shows


def mend(note: Note, lines: Mapping[int, str]) -> Iterator[Finding]:
    """The findings in suspicious lines of a note, given by number."""
    if is_about_encodings(note):
        return
    findings: list[Finding] = []
    for number, damages in _meant(note, find_damage(lines)).items():
        start, end = note.lines.span(number)
        line = note.text[start:end]
        findings += (_finding(note, line, start, group) for group in _grouped(line, damages))
    twins = _twins(note, findings)
    for finding in findings:
        makes_twins = any(key.overlaps(finding.span) for key in twins)
        yield replace(finding, fix=None) if makes_twins else finding


def _meant(note: Note, found: dict[int, list[Damage]]) -> dict[int, list[Damage]]:
    """The damage less what the note shows on purpose.

    What fills a pair of quotation marks is a sample only where nothing else in the note is damaged;
    in properties quotation marks are YAML's, and say nothing.
    """
    meant: dict[int, list[Damage]] = {}
    samples = 0
    for number, damages in found.items():
        start, end = note.lines.span(number)
        line = note.text[start:end]
        meant[number] = [
            d for d in damages if not stands_beside_repair(line, d.start, d.end, d.whole)
        ]
        if start >= note.body_start:
            samples += sum(is_sample(line, d.start, d.end, d.whole) for d in meant[number])
    return {} if samples == sum(map(len, meant.values())) else meant


def _grouped(line: str, damages: list[Damage]) -> Iterator[list[Damage]]:
    """The damages, those of neighbouring words together, so that a sentence is one finding."""
    group: list[Damage] = []
    for damage in damages:
        if group:
            between = line[group[-1].end : damage.start]
            alike = (damage.safety, damage.lost) == (group[-1].safety, group[-1].lost)
            if not (alike and (not between or _BRIDGE.fullmatch(between))):
                yield group
                group = []
        group.append(damage)
    if group:
        yield group


def _finding(note: Note, line: str, line_start: int, group: list[Damage]) -> Finding:
    """The finding for damages that stand together."""
    span = Span(line_start + group[0].start, line_start + group[-1].end)
    cause = f"damaged encoding in {note.path}"
    left, right = word_around(line, group[0].start, group[-1].end)
    shown = _visible(line[left:right])
    if group[0].lost:
        return Finding(span, f"`{shown}` lost a character to the wrong encoding", cause=cause)
    whole = line[left : group[0].start]
    for damage, following in zip(group, [*group[1:], None], strict=True):
        whole += damage.whole + line[damage.end : right if following is None else following.start]
    edits = tuple(
        Edit(Span(line_start + damage.start, line_start + damage.end), damage.whole)
        for damage in group
    )
    fix = Fix("undo the wrong encoding", edits, group[0].safety)
    if not whole:
        return Finding(span, f"`{shown}` is the rest of a no-break space", fix, cause=cause)
    return Finding(span, f"`{shown}` should read `{_visible(whole)}`", fix, cause=cause)


def _twins(note: Note, findings: Sequence[Finding]) -> list[Span]:
    """The property names that mended would be those of others, so that none could be read."""
    if note.frontmatter is None or not any(f.span.start < note.body_start for f in findings):
        return []
    edits = [edit for finding in findings if finding.fix for edit in finding.fix.edits]
    after = read_frontmatter(apply_edits(note.text, edits))
    names = [entry.name for entry in after.properties] if after else []
    often = {name for name, count in Counter(names).items() if count > 1}
    pairs = zip(note.frontmatter.properties, names, strict=False)
    return [entry.key.span for entry, name in pairs if name in often]


def _visible(text: str) -> str:
    """The text for a message: not too long, and what nobody sees drawn."""
    if len(text) > _LONGEST_SHOWN:
        text = text[: _LONGEST_SHOWN - 1] + "…"
    return "".join(
        f"‹U+{ord(c):04X}›"
        if c == "\ufeff" or (c != " " and unicodedata.category(c) in ("Cc", "Zs", "Zl", "Zp"))
        else c
        for c in text
    )
