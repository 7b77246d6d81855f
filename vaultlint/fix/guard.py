"""The guard: a fix may change only what its rule declares; any other difference refuses it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from vaultlint.active import ActiveRule
from vaultlint.finding import Safety, apply_edits
from vaultlint.fix.facts import FACTS, body_characters, opened_files, own_targets
from vaultlint.fix.passes import Passes, apply_alone, edits_of, names
from vaultlint.fix.readable import properties_broken
from vaultlint.fix.untouched import strays
from vaultlint.note import Note
from vaultlint.rule import Change
from vaultlint.vault import Vault

_LINK_PLACES = (Change.HEADINGS, Change.BLOCK_IDS)


def refusal(
    note: Note, passes: Passes, vault: Vault, rules: Sequence[ActiveRule], wanted: Safety
) -> str | None:
    """Why what the passes made of the note must not be written, None if it may be.

    The sentence names the rule that changes more than it declares.
    """
    if not passes.applied:
        return None
    try:
        return _refusal(note, passes, vault, rules, wanted)
    except Exception as error:  # whatever cannot be compared cannot be trusted either
        return (
            "nothing was fixed: comparing the note before and after failed, which is a bug"
            f" ({type(error).__name__}: {error}); please report it"
        )


def differences(
    before: Note, after: Note, vault: Vault, allowed: Collection[Change]
) -> tuple[str, ...]:
    """What a fix changed beyond what it was allowed to, in words such as "links"; empty if nothing.

    Facts are compared in their order, their positions aside. Whatever is allowed, no fix may make
    the properties unreadable or take from the note its last working link to another file.
    """
    old, new = _decoded(before), _decoded(after)
    if old is None or new is None:
        return ()  # bytes that are no text say nothing that could be compared
    return tuple(_differences(old, new, vault, allowed))


def _differences(
    before: Note, after: Note, vault: Vault, allowed: Collection[Change]
) -> Iterator[str]:
    found = {
        change
        for change in Change
        if change not in allowed and FACTS[change](before) != FACTS[change](after)
    }
    yield from (change.value for change in Change if change in found)
    if not found and not allowed and body_characters(before) != body_characters(after):
        yield "text"
    if Change.LINKS not in allowed and Change.LINKS not in found:
        same = all(FACTS[each](before) == FACTS[each](after) for each in _LINK_PLACES)
        if not same and own_targets(before, vault) != own_targets(after, vault):
            yield "headings or blocks that its own links reach"
    if properties_broken(before, after):
        yield "properties, which could not be read any more"
    if lost := opened_files(before, vault) - opened_files(after, vault) - {before.path}:
        yield f"links that open {names(lost)}"


def _refusal(
    note: Note, passes: Passes, vault: Vault, rules: Sequence[ActiveRule], wanted: Safety
) -> str | None:
    declared = {active.rule.id: active.rule.changes for active in rules}
    applied = sorted({finding.rule for one in passes.applied for finding in one})
    allowed = {change for rule in applied for change in declared.get(rule, ())}
    suspects: Sequence[str]
    changed: Sequence[str] = differences(note, passes.note, vault, allowed)
    if changed:
        guilty = [
            rule
            for rule in applied
            if differences(
                note,
                apply_alone(note, passes.first, rule, wanted),
                vault,
                declared.get(rule, frozenset()),
            )
        ]
        suspects = guilty or applied
    else:
        suspects, changed = _strays(note, passes, wanted)
    if not changed:
        return None
    return (
        f"nothing was fixed: the fix of {names(suspects)} would also change the note's"
        f" {names(changed)}, which is a bug in {'it' if len(suspects) == 1 else 'them'};"
        " please report it"
    )


def _strays(note: Note, passes: Passes, wanted: Safety) -> tuple[Sequence[str], Sequence[str]]:
    """The rules whose edits changed properties that they do not touch, and what they changed."""
    current = note
    for findings in passes.applied:
        edits = list(edits_of(findings))
        after = Note.from_text(apply_edits(current.text, edits), note.path, note.settings)
        if changed := strays(current, edits, after):
            rules = sorted({finding.rule for finding in findings})
            guilty = [
                rule
                for rule in rules
                if strays(
                    current,
                    list(edits_of(finding for finding in findings if finding.rule == rule)),
                    apply_alone(current, findings, rule, wanted),
                )
            ]
            return guilty or rules, changed
        current = after
    return (), ()


def _decoded(note: Note) -> Note | None:
    """The note as its encoding gives it, None if it is not text in that encoding."""
    if note.encoding is None:
        return note
    try:
        text = note.data.decode(note.encoding)
    except (LookupError, UnicodeError):
        return None
    return Note.from_text(text.removeprefix("\ufeff"), note.path, note.settings)
