"""One tag in several spellings over the vault, which differ in small and capital letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vaultlint.finding import Finding, Level, Safety
from vaultlint.gathered import Gathered
from vaultlint.note import Note
from vaultlint.rule import Change, NoOptions, rule

from ._items import shown
from ._tags_in import GUESSED, tags_in


class Other(NamedTuple):
    """How the vault spells a tag elsewhere, and whether that is how most notes do."""

    name: str
    by_most: bool


def suspects(gathered: Gathered, options: NoOptions) -> Mapping[str, Other]:
    """The tags of which a part is spelt otherwise elsewhere, and as often at least."""
    from ._spellings import Choice, choose  # not before a whole vault is looked at
    from ._tally import paths_of, tally

    choices: dict[tuple[str, str], Choice] = {}
    texts: set[str] = set()
    for path, spellings in tally(gathered).items():
        choice = choose(gathered, path, spellings) if len(spellings) > 1 else None
        for part, spelling in spellings.items() if choice is not None else ():
            if choice is not None and part != choice.part:
                choices[path, part] = choice
                texts.update(spelling.texts)
    found: dict[str, Other] = {}
    for text in texts:
        name = text.removeprefix(GUESSED)
        steps = list(paths_of(name))
        chosen = [choices.get(step, Choice(step[1], by_most=True)) for step in steps]
        own = [part for _, part in steps]
        sure = [each.part if each.by_most else part for each, part in zip(chosen, own, strict=True)]
        meant = Other("/".join(sure), by_most=True)
        if sure == own:
            meant = Other("/".join(each.part for each in chosen), by_most=False)
        found[name] = found[text] = meant
    return found


@rule(
    level=Level.INFO,
    preset="recommended",
    fixes=Safety.UNSAFE,
    changes={Change.PROPERTIES, Change.TAGS, Change.HEADINGS},
    gathers=tags_in,
    suspects=suspects,
)
def check(note: Note, options: NoOptions, suspected: Mapping[str, Other]) -> Iterator[Finding]:
    """Find spellings other than the one that most notes have (obsidian.md section 4.2)."""
    if note.is_template:
        return
    from ._renaming import rename, written_tags

    for tag in written_tags(note):
        other = suspected.get(tag.name)
        if other is None:
            continue
        fix = rename(note, tag, other.name) if other.by_most else None
        yield Finding(tag.span, _message(tag.name, other), fix)


def _message(name: str, other: Other) -> str:
    written, elsewhere = shown(name), shown(other.name)
    if not other.by_most:
        return f"the tag `{written}` is also spelt `{elsewhere}` in this vault"
    if "/" in name:
        return f"most notes spell the parts of the tag `{written}` as in `{elsewhere}`"
    return f"the tag `{written}` is spelt `{elsewhere}` in most notes that have it"
