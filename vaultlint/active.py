"""Rules as the configuration turned them on, and which of them concern a note."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from vaultlint.finding import Finding, Fix, Level, Span
from vaultlint.gathered import Gather
from vaultlint.kinds import FileKind, kind_of
from vaultlint.needs import Sought, views_for
from vaultlint.note import Note
from vaultlint.rule import Rule
from vaultlint.unused import UNUSED
from vaultlint.vault import Vault


class ActiveRule(NamedTuple):
    """A rule as the configuration turned it on for a note, with its options.

    `level` is what the user configured for all its findings, None to leave them their own.
    """

    rule: Rule
    options: object
    level: Level | None = None

    def stamp(self, finding: Finding) -> Finding:
        """The finding with its rule and its final level filled in.

        Raises TypeError for what is no finding: it would only be noticed far from the rule.
        """
        if not _is_sound(finding):
            raise TypeError(f"the rule yields what is no finding: {finding!r:.200}")
        level = self.level if self.level is not None else finding.level
        return Finding(
            finding.span,
            finding.message,
            finding.fix,
            self.rule.level if level is None else level,
            finding.cause,
            self.rule.id,
        )


def _is_sound(finding: Finding) -> bool:
    """Whether a finding holds what its fields promise; mypy does not look at every rule."""
    return (
        isinstance(finding, Finding)
        and _is_span(finding.span)
        and isinstance(finding.message, str)
        and (finding.fix is None or _is_sound_fix(finding.fix))
        and (finding.level is None or isinstance(finding.level, Level))
        and (finding.cause is None or isinstance(finding.cause, str))
    )


def _is_sound_fix(fix: Fix) -> bool:
    return isinstance(fix.title, str) and all(
        isinstance(edit.text, str) and _is_span(edit.span) for edit in fix.edits
    )


def _is_span(span: object) -> bool:
    return isinstance(span, Span) and type(span.start) is int and type(span.end) is int


class ActiveRules(tuple[ActiveRule, ...]):
    """The rules that run on a note, in order of their ids.

    absent: ids of those that would run too if more was looked at than this note.
    """

    absent: frozenset[str] = frozenset()

    def without(self, absent: Collection[str]) -> ActiveRules:
        """The rules but for those with these ids, which are then known to be absent."""
        others = ActiveRules(active for active in self if active.rule.id not in absent)
        others.absent = self.absent.union(absent)
        return others

    @cached_property
    def surveys(self) -> tuple[ActiveRule, ...]:
        """Those that need what all notes give."""
        return tuple(one for one in self if one.rule.surveys(one.options))

    @cached_property
    def gathers(self) -> tuple[Gather, ...]:
        """The functions that gather for them, each once."""
        found = (active.rule.gathers for active in self.surveys)
        return tuple(dict.fromkeys(gather for gather in found if gather is not None))

    @cached_property
    def of_one_note(self) -> ActiveRules:
        """The others."""
        return self.without([active.rule.id for active in self.surveys]) if self.surveys else self

    @cached_property
    def _sought(self) -> Sought[ActiveRule]:
        """What is to be looked for in a note."""
        own = self._by_kind.get("note", ())  # the engine itself judges the one left out
        return Sought((one.rule.needs, one) for one in own if one.rule.id != UNUSED)

    @cached_property
    def _by_kind(self) -> Mapping[FileKind, Sequence[ActiveRule]]:
        """Those that are about files of each kind."""
        kinds = set[FileKind]().union(*(active.rule.files for active in self))
        return {kind: [one for one in self if kind in one.rule.files] for kind in kinds}

    @cached_property
    def _looked_at(self) -> Sequence[str]:
        """The views that tell which rules a note concerns."""
        return views_for({need for active in self for need in active.rule.needs})

    def look_ahead(self, notes: Iterable[Note]) -> None:
        """See of each note what will be asked of it before the rules run, if nothing was yet."""
        own = [note for note in notes if kind_of(note.path) == "note"]
        for view in self._looked_at:
            for note in own:
                getattr(note, view)

    def concerning(self, note: Note, vault: Vault) -> Sequence[ActiveRule]:
        """Those that may find something in the file, by its kind, or what a note's text holds."""
        kind = kind_of(note.path)
        return self._sought.found_in(note, vault) if kind == "note" else self._by_kind.get(kind, ())
