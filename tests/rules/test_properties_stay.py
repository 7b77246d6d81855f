"""Each fix of properties changes the property that it names and no other: a second library tells.

That library reads YAML with a grammar of its own, and knows nothing of ours. Notes are random, in
random style, and every rule of these groups that fixes anything runs on them, as it comes.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml12
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.fix.sample_rules import replacing
from tests.random_yaml import DAMAGED, entries, note_of, notes, typed
from vaultlint.active import ActiveRule
from vaultlint.finding import Edit, Finding, Safety, Span, apply_edits
from vaultlint.fix import fix_note
from vaultlint.lint import find
from vaultlint.note import Note
from vaultlint.rule_files import find_rules
from vaultlint.schemas import PropertySchema, Schema
from vaultlint.settings import Settings
from vaultlint.vault import Vault

SCHEMA = Schema(
    name="things",
    required=("title", "status", "rating", "tags"),
    properties=(
        PropertySchema("status", enum=("open", "done"), default="open"),
        PropertySchema("rating", kind="number", least=1, most=5, default=3),
        PropertySchema("due", kind="date"),
        PropertySchema("up", link_to=("",), exists=True),
        PropertySchema("tags", default=("thing", "new")),
        PropertySchema("title", pattern="[a-z]+"),
    ),
)
# With what the rules have something to do that look for little or nothing without.
OPTIONS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "date-format": ({}, {"format": "DD.MM.YYYY", "day_first": True}, {"properties": ("title",)}),
    "property-order": ({"order": ("title", "tags", "date"), "sort": True}, {"others": "before"}),
    "property-type": ({}, {"infer": True}),
    "missing-property": ({"schemas": (SCHEMA,)},),
    "schema-violation": ({"schemas": (SCHEMA,)},),
    "unlinked-property": ({}, {"prose": True}),
    "unknown-property": ({"times": 5}, {"properties": ("created", "author", "rating")}),
    "unknown-tag": ({"tags": ("alpha", "garden", "word", "two_words")},),
    "yaml-style": ({}, {"lists": "brackets"}),
}
TYPES = {
    "rating": "number", "done": "checkbox", "due": "date", "created": "datetime",
    "modified": "date", "related": "multitext", "author": "text", "id": "text", "up": "multitext",
}  # fmt: skip
OTHERS = (
    "---\ntags: [alpha, garden, two_words]\nstatus: open\ncreated: 2024-01-05\nauthor: x\n"
    "id: y\n---\n"
)
FILES = {
    **{f"Notes/{number}.md": OTHERS for number in range(60)},
    "Odd.md": "---\ntags: [Alpha, gadren, two-words, Garden]\nStatus: x\nCraeted: x\nAuthor: y\n"
    "Authro: z\n---\n",
    **{f"{name}.md": "" for name in ("Home", "Other", "A", "B")},
}
VAULT = Vault.of(FILES, Settings(property_types=TYPES))
RULES = tuple(
    ActiveRule(rule, rule.options(**options))
    for rule in find_rules().values()
    if rule.group in ("frontmatter", "tags") and rule.fixes is not None
    for options in OPTIONS.get(rule.id, ({},))
)
REPAIR = tuple(active for active in RULES if active.rule.id == "invalid-frontmatter")
# They find nothing in what can be read.
DAMAGE = {
    "invalid-frontmatter",
    "misplaced-frontmatter",
    "unclosed-frontmatter",
    "duplicate-property",
}
# The same notes each time: whatever is found in others is made a test of its own.
fixed = settings(max_examples=400, derandomize=True)
MISDEEDS = """\
---
tag: one
tags: ["#alpha", gadren, Alpha, beta, beta, two words]
Status: x
Craeted: 5 January 2024
up: [[Home]]
related: "[[Home]], [[Other]]"
rating: "4"
date: 5 January 2024
---
"""
MORE_MISDEEDS = """\
---
aliases: One, Two
tags: alpha, beta
status: Open
rating:
---
"""
_FRONT = re.compile(r"\A\ufeff?---\r?\n(.*?)^--- *$", re.S | re.M)


def parsed(text: str) -> dict[Any, Any] | None:
    """The properties of a note as the second library reads them, None if it cannot."""
    front = _FRONT.match(text.replace("\r\n", "\n"))
    if front is None:
        return None
    try:
        found = yaml12.parse_yaml(front[1])
    except ValueError:
        return None
    return found if isinstance(found, dict) else {} if found is None else None


def named(note: Note, finding: Finding) -> Iterator[Any]:
    """The keys that a finding speaks of: in whose lines it lies, and whose name it says."""
    said = f"{finding.message} {finding.fix.title if finding.fix else ''}"
    properties = note.frontmatter.properties if note.frontmatter is not None else ()
    end = note.body_start
    for each in reversed(properties):
        if each.key.span.start <= finding.span.end and finding.span.start < end:
            yield str(each.key.value)
        end = each.key.span.start
    yield from re.findall(r"`([^`]+)`", said)


def check_fix(note: Note, before: dict[Any, Any], finding: Finding) -> None:
    """Apply the fix of one finding alone, and compare the properties."""
    assert finding.fix is not None
    text = apply_edits(note.text, finding.fix.edits)
    after = parsed(text)
    assert after is not None, f"{finding.rule}: what cannot be read: {text!r}"
    gone = object()
    changed = {
        key
        for key in before.keys() | after.keys()
        if typed(before.get(key, gone)) != typed(after.get(key, gone))
    }
    allowed = set(named(note, finding))
    stray = {key for key in changed if str(key) not in allowed}
    assert not stray, f"{finding.rule} changes {stray} in {note.text!r}: {text!r}"
    if finding.rule != "property-order":
        rest = [key for key in before if key in after and key not in changed]
        assert rest == [key for key in after if key in before and key not in changed]
    ours = Note.from_text(text, note.path, note.settings).frontmatter
    assert ours is not None
    names = Counter(entry.name for entry in ours.properties)
    for entry in note.frontmatter.properties if note.frontmatter is not None else ():
        end = note.text.index("\n", entry.value.span.end - 1)  # a text in lines ends with its last
        written = note.text[entry.key.span.start : end]
        beside = entry.name not in allowed
        assert not beside or written in text, f"{finding.rule}: {entry.name} in {text!r}"
        names[entry.name] -= beside
    assert all(name in allowed or not count for name, count in names.items()), text
    values = {entry.name: typed_of_ours(entry.value) for entry in ours.properties}
    for key in changed & after.keys():
        told = typed(after[key])
        assert values.get(str(key), told) == told, f"{finding.rule}: {key} in {text!r}"


def typed_of_ours(value: object) -> Any:
    """A value of ours in the shape of `typed`."""
    from vaultlint.note.frontmatter import ListValue, MapValue, Scalar

    if isinstance(value, ListValue):
        return "list", [typed_of_ours(item) for item in value.items]
    if isinstance(value, MapValue):
        return "map", [(typed_of_ours(key), typed_of_ours(held)) for key, held in value.entries]
    assert isinstance(value, Scalar)
    return type(value.value).__name__, repr(value.value)


def check_text(text: str, rules: Sequence[ActiveRule]) -> Iterator[str]:
    """Check each fix in a note alone; gives the rule of each."""
    note = Note.from_text(text, "Note.md", VAULT.settings)
    before = parsed(text)
    if before is None:
        outcome = fix_note(note, VAULT, REPAIR, Safety.UNSAFE)
        assert outcome.problem is None, (outcome.problem, text)
        return
    for active in rules:
        findings, crashes = find(note, VAULT, (active,))
        assert not crashes, crashes[0].trace
        for finding in findings:
            if finding.fix is not None and finding.fix.safety >= Safety.UNSAFE:
                yield active.rule.id
                check_fix(note, before, finding)


def test_a_fix_changes_what_it_names() -> None:
    found: Counter[str] = Counter()

    @given(notes())
    @example(MISDEEDS)
    @example(MORE_MISDEEDS)
    @fixed
    def look(text: str) -> None:
        found.update(check_text(text, RULES))

    look()
    # Else it proves nothing. Some want a note that is damaged in their own way.
    assert {active.rule.id for active in RULES} - found.keys() <= DAMAGE


@given(notes())
@fixed
def test_all_rules_together_are_not_refused(text: str) -> None:
    note = Note.from_text(text, "Note.md", VAULT.settings)
    alone = {active.rule.id: active for active in RULES}  # one of each
    outcome = fix_note(note, VAULT, tuple(alone.values()), Safety.UNSAFE)
    assert outcome.problem is None or "undo one another" in outcome.problem, text


@given(entries(4), st.sampled_from(DAMAGED), st.integers(0, 4), st.booleans())
@fixed
def test_what_is_repaired_leaves_the_other_properties(
    lines: list[str], damaged: str, at: int, crlf: bool
) -> None:
    name = damaged.partition(":")[0]
    assume(not any(name in line or "|+" in line for line in lines))
    before = parsed(note_of(lines))
    assert before is not None
    text = note_of([*lines[:at], damaged, *lines[at:]], crlf=crlf)
    note = Note.from_text(text, "Note.md", VAULT.settings)
    outcome = fix_note(note, VAULT, REPAIR, Safety.UNSAFE)
    assert outcome.problem is None, outcome.problem
    if outcome.changed:
        after = parsed(outcome.after.decode())
        assert after is not None, outcome.after
        assert typed({k: v for k, v in after.items() if k != name}) == typed(before), outcome.after


@pytest.mark.parametrize(
    ("beside", "instead"),
    [
        ("2", "3"),
        ("2", "'2'"),
        ("c: 2 # why\n", ""),
        ("c", "d"),
        (": 2", ": 2\nd: 3"),
        ("2 # why", "2 \n"),
        ("2", "+2"),
        ("[y, 1]", "[ y, 1]"),
        ("[y, 1]\n", "[y, 1]\nc: 2\n"),
    ],
)
def test_the_comparison_sees_what_changes_beside(beside: str, instead: str) -> None:
    note = Note.from_text("---\na: x\nb: [y, 1]\nc: 2 # why\n---\n")
    start = note.text.index(beside)
    also = Edit(Span(start, start + len(beside)), instead)
    honest, liar = replacing("honest", "x", "z"), replacing("liar", "x", "z", also=also)
    for active in (honest, liar):
        (finding,) = find(note, VAULT, (active,))[0]
        try:
            check_fix(note, parsed(note.text) or {}, finding)
        except AssertionError:
            assert active is liar
        else:
            assert active is honest


def mutated(front: str, chance: random.Random) -> str:
    """The frontmatter with one thing changed that a person or a program may change."""
    lines = front.split("\n")
    at = chance.randrange(1, len(lines)) if len(lines) > 1 else 0
    line = lines[at]
    lines[at : at + 1] = chance.choice(
        (
            [line, line],
            [],
            ["  " + line],
            [line + " # why"],
            [line + ": x"],
            [line.replace(" ", "\t", 1)],
            [line.replace(": ", ": [[A]], [[B]] ", 1)],
            [line.replace('"', "", 1)],
            [line.replace("- ", "- #", 1)],
            ["", "# note", line],
            [line.title()],
        )
    )
    return "\n".join(lines)


def test_real_notes(shared: Path) -> None:
    """The properties of real notes, as they are and with something changed; every fix in them."""
    chance = random.Random(5)
    seen: set[str] = set()
    found: Counter[str] = Counter()
    for path in sorted((shared / "vaults").rglob("*.md")):
        front = _FRONT.match(path.read_text("utf-8", errors="replace").replace("\r\n", "\n"))
        if front is None or (shape := re.sub(r"\w", "x", front[1])) in seen or len(seen) == 700:
            continue
        seen.add(shape)
        found.update(check_text(f"---\n{front[1]}---\ntext\n", RULES))
        changed = mutated(front[1], chance)
        newline = chance.choice(("\n", "\n", "\r\n"))
        text = f"---\n{changed}---\ntext\n".replace("\n", newline)
        found.update(check_text(text, RULES))
    assert len(found) > 10
