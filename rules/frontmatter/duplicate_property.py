"""A property that stands twice in one note, also in another case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache
from typing import NamedTuple, cast

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span, apply_edits
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.frontmatter import (
    Frontmatter,
    ListValue,
    MapValue,
    Scalar,
    Value,
    read_frontmatter,
)
from vaultlint.note.values import key_name, walk
from vaultlint.rule import Change, NoOptions, rule

# A line that begins with a blank, a dash or a question mark, and holds a colon.
_NESTED = lazy(r"\{|\n[ \t?\-][^\n:]*+:")

Entry = tuple[Value, Value]
# Each removal is tried out, which reads the properties again: more than these go together.
_MOST_TRIED = 20
_MOST_READ = 60_000  # characters in all those trials


class Twin(NamedTuple):
    """Two entries of one mapping that mean the same key."""

    first: Entry
    second: Entry


@rule(
    level=Level.ERROR,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.PROPERTIES, Change.LINKS, Change.TAGS},
    needs=("---",),
)
def check(note: Note, options: NoOptions) -> Iterable[Finding]:
    """Find keys that a mapping of the frontmatter holds more than once."""
    if _hold_twins(note.property_names) or (note.may_nest and _may_nest(note)):
        return _all_twins(note)
    return ()


def _all_twins(note: Note) -> Iterator[Finding]:
    frontmatter = note.frontmatter
    if frontmatter is None or frontmatter.root is None:
        return
    firsts: dict[int, object] = {}  # one entry may have a thousand twins
    found: list[tuple[Twin, bool, Edit | None]] = []
    removed: dict[Edit, Entry] = {}
    for value in walk(frontmatter.root):
        if not isinstance(value, MapValue):
            continue
        for twin in _twins(value, top=value is frontmatter.root):
            first = twin.first[1]
            if id(first) not in firsts:
                firsts[id(first)] = _data(first)
            same = _data(twin.second[1]) == firsts[id(first)]
            needless = _needless(twin, same=same)
            edit = None if needless is None else _removal(note, needless, twin)
            if edit is not None and needless is not None:
                removed[edit] = needless
            found.append((twin, same, edit))
    length = frontmatter.yaml.end - frontmatter.yaml.start
    together = len(removed) > max(1, min(_MOST_TRIED, _MOST_READ // (length + 1)))
    shared = None
    if together and _removes_alone(note, frontmatter, removed):
        shared = Fix("remove all that stand twice", tuple(removed), Safety.SAFE)
    for twin, same, edit in found:
        fix = shared if edit is not None else None
        if (
            edit is not None
            and not together
            and _removes_alone(note, frontmatter, {edit: removed[edit]})
        ):
            which = "second of the two" if same else "empty one"
            fix = Fix(f"remove the {which}", (edit,), Safety.SAFE)
        yield _finding(note, twin, fix, same=same)


@lru_cache(maxsize=1024)  # the notes of a vault share their names
def _hold_twins(names: tuple[str, ...]) -> bool:
    """Whether two of the names are the same but for the case."""
    return len({name.lower() for name in names}) < len(names)


def _may_nest(note: Note) -> bool:
    """Whether a mapping may lie within the properties: one in braces, or a colon in a list."""
    return _NESTED.search(note.text, 0, note.body_start) is not None


def _twins(mapping: MapValue, *, top: bool) -> Iterator[Twin]:
    """Equal keys; at the top, where they are properties, also keys that differ only in case."""
    exact: dict[object, Entry] = {}
    folded: dict[str, Entry] = {}
    for entry in mapping.entries:
        key = entry[0]
        if not isinstance(key, Scalar):
            continue
        first = exact.setdefault(_data(key), entry)
        similar = folded.setdefault(key_name(key).lower(), entry) if top else entry
        if first is not entry:
            yield Twin(first, entry)
        elif key_name(cast(Scalar, similar[0])) != key_name(key):
            yield Twin(similar, entry)


def _needless(twin: Twin, *, same: bool) -> Entry | None:
    """The entry that says nothing which the other does not say, None if both say something."""
    if same or _is_empty(twin.second[1]):
        return twin.second
    return twin.first if _is_empty(twin.first[1]) else None


def _is_empty(value: Value) -> bool:
    if isinstance(value, Scalar):
        return value.value is None or (isinstance(value.value, str) and not value.value.strip())
    return isinstance(value, ListValue) and not value.items


def _finding(note: Note, twin: Twin, fix: Fix | None, *, same: bool) -> Finding:
    name, other = (key_name(cast(Scalar, entry[0])) for entry in (twin.second, twin.first))
    line = note.lines.number_at(twin.first[0].span.start) + 1
    words = f"`{name}` stands here a second time"
    if name != other:
        words = f"`{name}` is the same property as `{other}` to Obsidian"
    value = f"with another value than on line {line}: keep one of them"
    if same:
        value = f"with the same value as on line {line}"
    elif (needless := _needless(twin, same=same)) is not None:
        value = "but empty" if needless is twin.second else f"and is empty on line {line}"
    level = Level.WARNING if name != other else None
    return Finding(twin.second[0].span, f"{words}, {value}", fix, level)


def _removal(note: Note, entry: Entry, twin: Twin) -> Edit | None:
    """The edit that deletes the lines of one of two, None if anything else stands in them."""
    other = twin.first if entry is twin.second else twin.second
    if entry[1].span.start < entry[0].span.end:
        return None  # an alias: its value is written somewhere else
    start = _line_start(note, entry)
    span = Span(start, note.lines.starts[note.lines.number_at(entry[1].span.end) + 1])
    source = note.text[slice(*span)]
    around = note.text[start : entry[0].span.start] + note.text[entry[1].span.end : span.end]
    if around.strip(" \t\r\n") or ("#" in source and source != _source(note, other)):
        return None
    return Edit(span, "")


def _removes_alone(note: Note, frontmatter: Frontmatter, removed: Mapping[Edit, Entry]) -> bool:
    """Whether the properties say all the same after the edits, less the entries."""
    after = read_frontmatter(apply_edits(note.text, removed))
    before = frontmatter.root
    if after is None or after.root is None or before is None:
        return False
    return _data(after.root) == _data(before, without={id(entry) for entry in removed.values()})


def _line_start(note: Note, entry: Entry) -> int:
    return note.lines.starts[note.lines.number_at(entry[0].span.start)]


def _source(note: Note, entry: Entry) -> str:
    """The lines of an entry as they are written."""
    end = max(entry[0].span.end, entry[1].span.end)
    return note.text[_line_start(note, entry) : note.lines.starts[note.lines.number_at(end) + 1]]


def _data(value: Value, without: Set[int] = frozenset()) -> object:
    """What a value says, its places aside; numbers compare as JavaScript compares them."""
    if isinstance(value, ListValue):
        return ("list", *(_data(item, without) for item in value.items))
    if isinstance(value, MapValue):
        return ("map", *_pairs(value.entries, without))
    is_number = isinstance(value.value, (int, float)) and not isinstance(value.value, bool)
    return ("number" if is_number else type(value.value).__name__, value.value)


def _pairs(entries: Iterable[Entry], without: Set[int]) -> Iterator[object]:
    for entry in entries:
        if id(entry) not in without:
            yield _data(entry[0], without), _data(entry[1], without)
