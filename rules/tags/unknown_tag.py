"""A tag that the vault does not know: not in its list, or a frequent one misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from vaultlint.finding import Finding, Level, Safety
from vaultlint.gathered import Gathered
from vaultlint.note import Note
from vaultlint.rule import Change, RuleOptions, rule

from ._items import shown
from ._tags_in import GUESSED, tags_in

if TYPE_CHECKING:
    from ._slips import Near


class Options(RuleOptions):
    """The tags that the vault may have; a `*` in one stands for any text. Empty: all."""

    tags: tuple[str, ...] = ()


class _Listed(NamedTuple):
    """The list of tags: those without a `*` by their names in small letters, and the others."""

    plain: Mapping[str, str]
    patterns: re.Pattern[str]
    near: Near


def suspects(gathered: Gathered, options: Options) -> Mapping[str, str]:
    """What each tag that the vault does not know is meant for, empty where that is open."""
    if not options.tags:
        from ._near import near_misses  # not before a whole vault is looked at

        return near_misses(gathered)
    from ._slips import is_slip_of

    listed = _listed(options.tags)
    found: dict[str, str] = {}
    for text in gathered.counts:
        name = text.removeprefix(GUESSED)
        folded = name.lower()
        if folded not in listed.plain and not listed.patterns.fullmatch(folded):
            near = [other for other in listed.near.to(folded) if is_slip_of(folded, other)]
            found[name] = found[text] = listed.plain[near[0]] if len(near) == 1 else ""
    return found


@rule(
    level=Level.INFO,
    preset="recommended",
    fixes=Safety.UNSAFE,
    changes={Change.PROPERTIES, Change.TAGS, Change.HEADINGS},
    options=Options,
    gathers=tags_in,
    suspects=suspects,
    alone=lambda options: bool(options.tags),
)
def check(note: Note, options: Options, suspected: Mapping[str, str]) -> Iterator[Finding]:
    """Find tags that are not in the list; without a list, those that look like a slip."""
    if note.is_template:
        return
    from ._renaming import rename, written_tags

    for tag in written_tags(note):
        meant = suspected.get(tag.name)
        if meant is None:
            continue
        name = shown(tag.name)
        fix = rename(note, tag, meant) if meant else None
        if options.tags:
            near = f"; did you mean `{shown(meant)}`?" if meant else ""
            message = f"the tag `{name}` is not in the list of this vault's tags{near}"
            yield Finding(tag.span, message, fix, Level.WARNING)
        else:
            message = f"the tag `{name}` looks misspelt: far more notes have `{shown(meant)}`"
            if "/" in name:
                message = f"the tag `{name}` looks misspelt; did you mean `{shown(meant)}`?"
            yield Finding(tag.span, message, fix)


@lru_cache(maxsize=4)  # it is asked for in each note, and a list may be long
def _listed(tags: tuple[str, ...]) -> _Listed:
    from ._slips import Near

    listed = [tag.removeprefix("#").rstrip("/") for tag in tags]
    plain = {tag.lower(): tag for tag in listed if "*" not in tag}
    patterns = "|".join(_pattern(tag) for tag in listed if "*" in tag) or "(?!)"
    return _Listed(plain, re.compile(patterns), Near(plain))


def _pattern(tag: str) -> str:
    return ".*".join(map(re.escape, tag.lower().split("*")))
