"""What is damaged in a note, as findings: where to look, what is meant, what may be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from vaultlint.encoding import find_repairs
from vaultlint.finding import Finding, Span, apply_edits
from vaultlint.note import Note, ZoneKind
from vaultlint.note.frontmatter import read_frontmatter
from vaultlint.note.plain_prose import are_plainly_prose
from vaultlint.note.zones import lies_in, outside
from vaultlint.vault import Vault
from vaultlint.vault.whole import words_in

from ._quoting import meant
from ._settling import settled
from ._targets import weighed
from ._telling import Told, finding_of, grouped

_SILENT: tuple[ZoneKind, ...] = ("math", "comment", "html")


def mend(note: Note, vault: Vault, *, code: bool) -> Iterator[Finding]:
    """The findings in a note that may be damaged, in its code too or not."""
    text = note.text
    repairs = find_repairs(text, known=lambda word: words_in(vault).holds(word))
    if not repairs:
        return  # most of what may be damaged is not, and to find out where code is takes longer
    plain = are_plainly_prose(note, [repair.span for repair in repairs])
    if not plain:
        prose = _prose(note, code=code)
        repairs = [repair for repair in repairs if lies_in(repair.span, prose)]
    repairs = settled(note, vault, repairs)
    found = [Told(repair) for repair in repairs] if plain else weighed(note, vault, repairs)
    told = {one.repair.span: one for one in found}
    proven = {span for span, one in told.items() if one.addition}  # by the files there are
    repairs = meant(note, [one.repair for one in told.values()], proven)
    meant_ones = [told[repair.span]._replace(repair=repair) for repair in repairs]
    findings = [finding_of(note, group) for group in grouped(text, meant_ones)]
    twins = _twins(note, findings)
    for finding in findings:
        makes_twins = any(key.overlaps(finding.span) for key in twins)
        yield finding._replace(fix=None) if makes_twins else finding


def _prose(note: Note, *, code: bool) -> Sequence[Span]:
    """What is looked at: also the fields of Dataview, for their values are somebody's words."""
    kinds = _SILENT if code else ("code", *_SILENT)
    silent = (zone for zone in note.zones if zone.kind in kinds)
    return outside(sorted((*silent, *note.foreign)), len(note.text), ())


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
