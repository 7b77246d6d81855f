"""Lists and quotes of the properties in another style than Obsidian writes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.note import Note
from vaultlint.note.frontmatter import ListValue, Property, Scalar
from vaultlint.rule import RuleOptions, rule

_PLACEHOLDERS = ("{{", "<%", "${")


class Options(RuleOptions):
    """How lists are written, and how quotes are; "any" leaves them as they stand."""

    lists: Literal["obsidian", "brackets", "any"] = "obsidian"
    quotes: Literal["obsidian", "any"] = "obsidian"


@rule(level=Level.INFO, fixes=Safety.SAFE, options=Options, needs=("---",))
def check(note: Note, options: Options) -> Iterator[Finding]:
    """Find properties that Obsidian would write in another way."""
    if note.frontmatter is None or note.is_template:
        return
    for entry in note.frontmatter.properties:
        scalars = _scalars(entry)
        if any(_has_placeholder(note.text[slice(*scalar.span)]) for scalar in scalars):
            continue
        if isinstance(entry.value, ListValue) and scalars:
            yield from _list(note, entry, entry.value, scalars, options)
        if options.quotes == "obsidian":
            yield from _quotes(note, entry, scalars)


def _scalars(entry: Property) -> Sequence[Scalar]:
    """The value, or the items of a list without lists and mappings in it, which is left alone."""
    value = entry.value
    values = value.items if isinstance(value, ListValue) else (value,)
    scalars = [each for each in values if isinstance(each, Scalar)]
    return scalars if len(scalars) == len(values) else ()


def _has_placeholder(text: str) -> bool:
    return any(sign in text for sign in _PLACEHOLDERS)


def _list(
    note: Note, entry: Property, value: ListValue, items: Sequence[Scalar], options: Options
) -> Iterator[Finding]:
    """A list in another form."""
    from ._list_style import as_brackets, as_lines, indented  # the rule is off unless asked for

    edits: list[Edit] | None = []
    if value.flow and options.lists == "obsidian":
        problem = "is a list in brackets, which Obsidian writes with a line for each item"
        edits = as_lines(note.text, entry, items)
    elif not value.flow and options.lists == "obsidian":
        problem = "is a list whose items Obsidian writes as `- …` behind two spaces"
        edits = indented(note.text, items) or []
    elif not value.flow and options.lists == "brackets":
        problem = "is a list with a line for each item, and not in brackets"
        edits = as_brackets(note.text, entry, items)
    if edits == []:
        return
    yield from _finding(note, entry, entry.key.span, problem, edits)


def _quotes(note: Note, entry: Property, scalars: Sequence[Scalar]) -> Iterator[Finding]:
    """Quotes that are not needed, others than Obsidian writes, or none where it writes some."""
    from vaultlint.properties.writing import write_key, write_scalar

    flow = isinstance(entry.value, ListValue) and entry.value.flow
    edits: list[Edit] = []
    if isinstance(entry.key.value, str) and entry.key.style != "plain":
        edits.append(Edit(entry.key.span, write_key(entry.key.value)))
    for scalar in scalars:
        if isinstance(scalar.value, str) and "\n" not in scalar.value:
            edits.append(Edit(scalar.span, write_scalar(scalar.value, flow=flow)))
    edits = [edit for edit in edits if note.text[slice(*edit.span)] != edit.text]
    if not edits:
        return
    span, wanted = edits[0]
    if wanted[0] not in "\"'":
        problem = "has quotes that Obsidian does not write"
    elif note.text[span.start] in "\"'":
        problem = "is in other quotes than Obsidian writes"
    else:
        problem = "is without the quotes that Obsidian writes"
    yield from _finding(note, entry, span, problem, edits)


def _finding(
    note: Note, entry: Property, span: Span, problem: str, edits: list[Edit] | None
) -> Iterator[Finding]:
    from vaultlint.properties.region import proved, region_of, said

    region = region_of(note, entry)
    if region is None:
        return  # what is tied to other properties, as by an alias, stays as it is
    done = edits and proved(note, region, edits, [(said(entry.key), said(entry.value))])
    fix = Fix(f"restyle {entry.name}", done, Safety.SAFE) if done else None
    yield Finding(span, f"`{entry.name}` {problem}", fix)
