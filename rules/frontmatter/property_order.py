"""Properties that do not stand in the configured order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span, apply_edits
from vaultlint.note import Note
from vaultlint.note.frontmatter import Frontmatter, read_frontmatter
from vaultlint.rule import Change, RuleOptions, rule

if TYPE_CHECKING:
    from ._entry_lines import EntryLines


class Options(RuleOptions):
    """The order that is asked for, and where and how all other properties stand."""

    order: tuple[str, ...] = ()
    others: Literal["after", "before"] = "after"
    sort: bool = False


@rule(
    level=Level.INFO,
    fixes=Safety.SAFE,
    changes={Change.PROPERTIES, Change.LINKS},
    options=Options,
    needs=("---",),
)
def check(note: Note, options: Options) -> Iterator[Finding]:
    """Find notes whose properties stand in another order."""
    if not (options.order or options.sort) or note.is_template:
        return
    names = note.property_names
    wanted = _wanted(names, options)
    moved = [place for place, number in enumerate(wanted) if place != number]
    if not moved or note.frontmatter is None:
        return
    entry = note.frontmatter.properties[wanted[moved[0]]]
    message = f"`{entry.name}` should stand before `{names[moved[0]]}`"
    yield Finding(entry.key.span, message, _fix(note, note.frontmatter, wanted, moved))


def _wanted(names: Sequence[str], options: Options) -> list[int]:
    """Which property should stand in each place, as the number it has now."""
    places = {name.lower(): place for place, name in enumerate(options.order)}
    elsewhere = len(places) if options.others == "after" else -1

    def key(number: int) -> tuple[int, str]:
        name = names[number].lower()
        place = places.get(name)
        if place is not None:
            return place, ""
        return elsewhere, name if options.sort else ""

    return sorted(range(len(names)), key=key)


def _fix(
    note: Note, frontmatter: Frontmatter, wanted: Sequence[int], moved: Sequence[int]
) -> Fix | None:
    """Move whole properties, if all of them then say what they said."""
    from ._entry_lines import entry_lines  # the rule is off unless asked for

    found = entry_lines(note, frontmatter)
    if found is None or not _keeps_groups(frontmatter, found, wanted):
        return None
    first, last = moved[0], moved[-1]
    text = "".join(
        note.text[slice(*found[wanted[place]].lines)] + note.text[slice(*found[place].gap)]
        for place in range(first, last + 1)
    )
    edit = Edit(Span(found[first].lines.start, found[last].gap.end), text)
    after = read_frontmatter(apply_edits(note.text, (edit,)))
    says = _says(frontmatter)
    if after is None or _says(after) != [says[number] for number in wanted]:
        return None
    return Fix("put the properties in order", (edit,), Safety.SAFE)


def _keeps_groups(
    frontmatter: Frontmatter, found: Sequence[EntryLines], wanted: Sequence[int]
) -> bool:
    """Whether all that follows a comment still follows it: it may be about more than the first."""
    place = {number: place for place, number in enumerate(wanted)}
    below_comment = False
    for number, entry in enumerate(frontmatter.properties):
        if found[number].lines.start < entry.key.span.start:
            below_comment = True
        elif below_comment and place[number] != place[number - 1] + 1:
            return False
    return True


def _says(frontmatter: Frontmatter) -> list[tuple[object, object]]:
    from vaultlint.properties.region import said

    return [(said(entry.key), said(entry.value)) for entry in frontmatter.properties]
