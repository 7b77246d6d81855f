"""Suppressions: `%% vaultlint-disable RULE… %%` and its kin, and the property `vaultlint`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vaultlint.directives import KINDS, PROPERTY, Directive, Name, find_directives
from vaultlint.finding import Finding, Span
from vaultlint.near import did_you_mean
from vaultlint.note import Note
from vaultlint.unused import UNUSED, KnownRules

if TYPE_CHECKING:
    from vaultlint.active import ActiveRule

_SUGGESTIONS = 50  # in one note; to look for more would let a hostile note take minutes


@dataclass(eq=False, slots=True)
class _Part:
    """One name of a directive, or all of one without names (then `name` is None)."""

    directive: Directive
    name: Name | None
    used: bool = False

    def covers(self, rule: str, groups: Mapping[str, str]) -> bool:
        """Whether it speaks of the rule with this id."""
        return self.name is None or self.name.text in (rule, groups.get(rule))

    @property
    def span(self) -> Span:
        return self.directive.span if self.name is None else self.name.span

    @property
    def idle_message(self) -> str:
        written = self.directive.written
        if self.name is None:
            return f"`{written}` suppresses nothing"
        if written == PROPERTY:
            return f"`{self.name.text}` in the property `{PROPERTY}` suppresses nothing"
        return f"`{written} {self.name.text}` suppresses nothing"


@dataclass(slots=True)
class _Reach:
    """The stretches of a note in which parts suppress one rule, at most one stretch a part."""

    stretches: list[tuple[Span, _Part]]
    starts: list[int] = field(init=False)
    ends: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = sorted(stretch.start for stretch, _ in self.stretches)
        self.ends = sorted(stretch.end for stretch, _ in self.stretches)

    def count(self, offset: int) -> int:
        """How many stretches hold the offset."""
        return bisect_right(self.starts, offset) - bisect_right(self.ends, offset)


def apply_suppressions(
    note: Note,
    findings: Sequence[Finding],
    ran: Sequence[ActiveRule],
    *,
    complete: bool = True,
    absent: Collection[str] = (),
) -> list[Finding]:
    """The findings that the note does not suppress, and what is wrong with its suppressions.

    A finding lies on the line, and at the place, where its span starts. Suppressions are judged
    only if the rule `unused-suppression` is among those that ran, and `complete` says that none of
    them failed: a rule that did not get to its end leaves its suppressions without work. So do the
    rules that are `absent`, and what speaks of them among others is not judged.
    """
    directives = find_directives(note)
    if not directives:
        return list(findings)
    groups = {active.rule.id: active.rule.group for active in ran}
    judge = next((active for active in ran if active.rule.id == UNUSED), None)
    if judge is not None and isinstance(judge.options, KnownRules):
        groups = {**judge.options.groups, **groups}
    parts = [
        _Part(directive, name)
        for directive in directives
        if directive.kind is not None
        for name in directive.names or (None,)
    ]
    kept = []
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule].append(finding)
    for rule, found in by_rule.items():
        reach = _Reach(list(_stretches(note, parts, rule, groups)))
        _credit(reach, [finding.span.start for finding in found])
        kept += [finding for finding in found if not reach.count(finding.span.start)]
    if judge is not None and complete:
        unknown = list(_unknown(directives, parts, groups))
        idle = _idle(parts, {active.rule.id for active in ran}, groups, absent)
        reach = _Reach(list(_stretches(note, parts, UNUSED, groups)))
        kept += map(judge.stamp, _unsuppressed(unknown, idle, reach))
    return kept


def _stretches(
    note: Note, parts: Sequence[_Part], rule: str, groups: Mapping[str, str]
) -> Iterator[tuple[Span, _Part]]:
    """Where each part suppresses the rule; the parts are in order of position."""
    end = len(note.text) + 1  # a finding may stand behind the last character
    open_parts: list[_Part] = []
    for part in parts:
        if not part.covers(rule, groups):
            continue
        kind, span = part.directive.kind, part.directive.span
        if kind == "disable":
            open_parts.append(part)
        elif kind == "enable":
            yield from ((Span(one.directive.span.end, span.start), one) for one in open_parts)
            open_parts = []
        elif kind == "disable-file":
            yield Span(0, end), part
        else:
            first, last = (note.lines.number_at(at) for at in (span.start, span.end - 1))
            if kind == "disable-next-line":
                first = last = last + 1
            if first < len(note.lines):
                starts = [*note.lines.starts[first : last + 2], end]
                yield Span(starts[0], starts[last + 1 - first]), part
    yield from ((Span(one.directive.span.end, end), one) for one in open_parts)


def _credit(reach: _Reach, offsets: Iterable[int]) -> None:
    """Mark the parts that suppress something at one of the offsets."""
    ordered = sorted(offsets)
    for stretch, part in reach.stretches:
        at = bisect_left(ordered, stretch.start)
        part.used |= at < len(ordered) and ordered[at] < stretch.end


def _unknown(
    directives: Sequence[Directive], parts: Sequence[_Part], groups: Mapping[str, str]
) -> Iterator[Finding]:
    """What in the directives is no directive, no rule and no group."""
    for directive in directives:
        if directive.kind is None and directive.written == PROPERTY:
            message = f"the property `{PROPERTY}` must be `off` or a list of rules"
            yield Finding(directive.span, message)
        elif directive.kind is None:
            # Anybody may begin a comment with "vaultlint-notes": only a near miss is a mistake.
            near = did_you_mean(directive.written, [f"vaultlint-{kind}" for kind in KINDS], 0.85)
            if near:
                yield Finding(directive.span, f"unknown directive `{directive.written}`{near}")
    names = {*groups, *groups.values()}
    near_by_name: dict[str, str] = {}
    for part in parts:
        if part.name is None or part.name.text in names:
            continue
        name = part.name.text
        if name not in near_by_name:
            near_by_name[name] = (
                did_you_mean(name, names) if len(near_by_name) < _SUGGESTIONS else ""
            )
        shown = name if len(name) <= 60 else name[:60] + "…"
        yield Finding(part.name.span, f"unknown rule or group `{shown}`{near_by_name[name]}")


def _idle(
    parts: Sequence[_Part], ran: set[str], groups: Mapping[str, str], absent: Collection[str]
) -> list[_Part]:
    """The parts that suppress no finding, of those that speak only of rules that ran."""
    judged = ran | {groups[rule] for rule in ran}
    judged -= {groups[rule] for rule in absent if rule in groups}
    return [
        part
        for part in parts
        if not part.used
        and part.directive.kind != "enable"
        and (
            not absent
            if part.name is None
            else part.name.text in judged and not part.covers(UNUSED, groups)
        )
    ]


def _unsuppressed(
    unknown: Sequence[Finding], idle: Sequence[_Part], reach: _Reach
) -> Iterator[Finding]:
    """The reports on suppressions that are not suppressed themselves; `reach` is for such reports.

    A part does not suppress the report on itself, and one that suppresses another report has work.
    """
    places = sorted([one.span.start for one in unknown] + [one.span.start for one in idle])
    within_itself: dict[_Part, bool] = {}
    for stretch, part in reach.stretches:
        inside = bisect_left(places, stretch.end) - bisect_left(places, stretch.start)
        within_itself[part] = stretch.start <= part.span.start < stretch.end
        part.used |= inside > within_itself[part]
    yield from (finding for finding in unknown if not reach.count(finding.span.start))
    for part in idle:
        if not part.used and reach.count(part.span.start) == within_itself.get(part, 0):
            yield Finding(part.span, part.idle_message)
