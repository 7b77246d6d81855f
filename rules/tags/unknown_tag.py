"""A tag that the vault does not know: not in its list, or a frequent one misspelt."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from vaultlint.finding import Finding, Level, Safety
from vaultlint.gathered import Gathered
from vaultlint.note import Note
from vaultlint.rule import Change, RuleOptions, rule

from ._items import shown
from ._near import near_misses
from ._renaming import rename, written_tags
from ._slips import is_slip_of, near_pairs
from ._tags_in import GUESSED, tags_in


class Options(RuleOptions):
    """The tags that the vault may have; a `*` in one stands for any text. Empty: all."""

    tags: tuple[str, ...] = ()


def suspects(gathered: Gathered, options: Options) -> Mapping[str, str]:
    """What each tag that the vault does not know is meant for, empty where that is open."""
    if not options.tags:
        return near_misses(gathered)
    listed = [tag.removeprefix("#").rstrip("/") for tag in options.tags]
    plain = {tag.lower(): tag for tag in reversed(listed) if "*" not in tag}
    patterns = re.compile("|".join(_pattern(tag) for tag in listed if "*" in tag) or "(?!)")
    found: dict[str, str] = {}
    unknown: defaultdict[str, list[str]] = defaultdict(list)
    for text in gathered.counts:
        name = text.removeprefix(GUESSED).lower()
        if name not in plain and not patterns.fullmatch(name):
            unknown[name] += text, text.removeprefix(GUESSED)
            found |= dict.fromkeys(unknown[name], "")
    near: defaultdict[str, list[str]] = defaultdict(list)
    for name, other in near_pairs(unknown, plain):
        if is_slip_of(name, other):
            near[name].append(plain[other])
    for name, meant in near.items():
        if len(meant) == 1:
            found |= dict.fromkeys(unknown[name], meant[0])
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


def _pattern(tag: str) -> str:
    return ".*".join(map(re.escape, tag.lower().split("*")))
