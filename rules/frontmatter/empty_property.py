"""A property without a value."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.frontmatter import MapValue, Property, Scalar, Value
from vaultlint.rule import Change, RuleOptions, rule

# Nothing behind the colon (but a comment), or a word, quotes or brackets that hold nothing.
_MAY_BE_EMPTY = lazy(r":[ \t]*+(?:[#\r\n~\[\]{}\"'!&|>-]|(?i:null)|\Z)")
_COMMENT = lazy(r"[ \t]*:[ \t]+(#[^\s#]+)[ \t]*(?=[\r\n])")  # a word, such as "#a"


class Options(RuleOptions):
    """Which properties may be empty."""

    allowed: tuple[str, ...] = ()


@rule(
    level=Level.INFO,
    fixes=Safety.UNSAFE,
    changes={Change.PROPERTIES},
    options=Options,
    needs=("---",),
)
def check(note: Note, options: Options) -> Iterator[Finding]:
    """Find properties whose value is nothing, an empty text, or a list of nothing."""
    if note.is_template or not _MAY_BE_EMPTY.search(note.text, 0, note.body_start):
        return
    frontmatter = note.frontmatter
    if frontmatter is None:
        return
    from vaultlint.properties.editing import remove_entry  # the rule is off unless asked for

    allowed = {name.lower() for name in options.allowed}
    for entry in frontmatter.properties:
        if entry.name.lower() in allowed or not _is_empty(entry.value):
            continue
        edits = None if _has_title(note, entry) else remove_entry(note, entry)
        fix = Fix(f"remove {entry.name}", edits, Safety.UNSAFE) if edits else None
        message = f"`{entry.name}` is empty"
        if comment := _COMMENT.match(note.text, entry.key.span.end):
            message += f": `{comment[1]}` is a comment"
        yield Finding(entry.key.span, message, fix)


def _has_title(note: Note, entry: Property) -> bool:
    """Whether a comment stands right above the property, and would be left behind."""
    start = note.text.rfind("\n", 0, entry.key.span.start)
    return note.text.startswith("#", note.text.rfind("\n", 0, max(start, 0)) + 1)


def _is_empty(value: Value) -> bool:
    """Whether the value says nothing: a list of empty texts says nothing either."""
    if isinstance(value, Scalar):
        return value.value is None or (isinstance(value.value, str) and not value.value.strip())
    if isinstance(value, MapValue):
        return not value.entries
    return all(isinstance(item, Scalar) and _is_empty(item) for item in value.items)
