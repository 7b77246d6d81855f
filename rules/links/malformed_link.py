"""A link whose brackets fail, or that is written as something else than a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Link, Note
from vaultlint.note.zones import lies_in
from vaultlint.rule import Change, NoOptions, rule
from vaultlint.vault import Vault

from ._links import shown
from ._no_note import names_block

_ODD_TARGET = lazy(r"://|\[\[[ \t]*(?:##|mailto:)|(?<!#)\^")
# Two brackets that open anything but a whole wikilink, one with a name, no bracket in it and none
# behind it; or one that two brackets close, or that is half of a link in both styles. Lists of
# numbers in code, such as [[1, 2], [3, 4]], name no file.
_NUMBERS = r"[0-9 .+-]*+,[0-9 ,.+-]*+\]++(?!\()"
_ODD_BRACKETS = lazy(
    rf"\[(?:\[(?!{_NUMBERS})(?:(?=[ \t]*+\])|(?![^\[\]\r\n]++\]\](?!\])))"
    rf"|(?<!\[\[)(?!{_NUMBERS})[^\[\]\r\n]*+\](?:\]|\([ \t]*+!?\[\[))"
)
# Signs of a note in which each bracket is one of a pair, or of two such around no other.
_PAIRED = lazy(r"(?>(?:[^\[\]]++|\[\[[^\[\]]*+\]\](?!\])|\[[^\[\]]*+\](?!\]|\([ \t]*+!?\[\[))*)")
# Nothing between the brackets; beside letters and signs of code that is an empty list in a list.
_EMPTY = lazy(r"\[\[[ \t]*+\]\](?![ \t]*+[\[\](=*+/%;{]|\w)")
_BEFORE_EMPTY = ">*_~"  # or a blank
_URL = lazy(r"(?:[A-Za-z][A-Za-z0-9+.-]*+://|mailto:)[^\s<>()\[\]|\\]++")
_URL_AND_TEXT = lazy(rf"({_URL.pattern})\]\[([^\[\]]++)")  # as Org mode writes links
_SEARCHED = lazy(r"##|\^\^")
_NO_TEXT = lazy(r"[\[\]<>\\]")


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.LINKS, Change.HEADINGS, Change.WORDS, Change.PROPERTIES, Change.TAGS},
    uses_vault=True,
    needs=("[[", "]]"),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterable[Finding]:
    """Find what was meant as a link and is none, or none that Obsidian follows."""
    targets, brackets = _may_have_odd_targets(note), _may_have_odd_brackets(note)
    if not (targets or brackets) or note.is_template:
        return ()
    return chain(
        _odd_targets(note, vault) if targets else (),
        chain(_odd_brackets(note, vault), _empty(note)) if brackets else (),
    )


def _may_have_odd_targets(note: Note) -> bool:
    wikilinks = note.wikilink_text
    return (
        "^" in wikilinks or "://" in wikilinks or "##" in wikilinks or "mailto:" in wikilinks
    ) and _ODD_TARGET.search(wikilinks) is not None


def _may_have_odd_brackets(note: Note) -> bool:
    """Whether brackets stand there as in no whole wikilink, apart from single ones beside them."""
    return not _has_whole_links(note) and _ODD_BRACKETS.search(note.text) is not None


def _has_whole_links(note: Note) -> bool:
    """Whether the note's signs tell that all brackets make links, footnotes and boxes.

    As many doubled ones as there are wikilinks are these: none has a blank or newline within.
    """
    signs, wikilinks = note.signs, note.wikilink_text
    return (
        _PAIRED.fullmatch(signs) is not None
        and signs.count("[[") == len(note.written_wikilinks)
        and "[[ " not in wikilinks
        and "[[\t" not in wikilinks
    )


def _odd_targets(note: Note, vault: Vault) -> Iterator[Finding]:
    """Wikilinks that Obsidian reads as names of notes, and that somebody meant otherwise."""
    from vaultlint.vault.places import places_in

    own = cache(lambda: places_in(note))
    for link in note.links_that(lambda kind, path: kind == "wikilink" and _is_odd(path)):
        target = note.text[link.target.start : link.target.end].strip(" \t")
        written = f"`{shown(note.text[link.span.start : link.span.end])}`"
        if _URL.match(target):
            if not vault.opens(link.path, note.path):
                message = f"{written} does not lead to the web, but to a note of that name"
                yield Finding(link.span, message, _linked_url(note, link, target))
        elif _SEARCHED.match(target):
            if link.path or own().reaches(link.subpath) is False:
                message = f"{written} is what one types to search, and leads nowhere"
                yield Finding(link.span, message)
        elif names_block(vault, link.path, note.path) and len(link.parts) > 1:
            caret = note.text.index("^", link.target.start)
            fix = Fix("link to the block", (Edit(Span(caret, caret), "#"),), Safety.SAFE)
            yield Finding(link.span, f"{written} lacks the `#` before the id of the block", fix)


def _is_odd(path: str) -> bool:
    return not path or "^" in path or _URL.match(path) is not None


def _linked_url(note: Note, link: Link, url: str) -> Fix | None:
    """The URL as a link that shows the same, None where it cannot be written as one."""
    display = (link.display or "").strip(" \t")
    if link.display is None and (parts := _URL_AND_TEXT.fullmatch(url)):
        url, display = parts[1], parts[2]
    if (
        link.property is not None
        or link.size
        or not _URL.fullmatch(url)
        or _NO_TEXT.search(display)
    ):
        return None
    from ._rewrite import renames_heading

    plain = f"[{display}]({url})" if display or link.embed else f"<{url}>"
    edit = Edit(link.span, "!" * link.embed + plain)
    # Links elsewhere that reach the heading by its text would lose it.
    safety = Safety.UNSAFE if renames_heading(note, link, edit) else Safety.SAFE
    return Fix("make it a link to the web", (edit,), safety)


def _odd_brackets(note: Note, vault: Vault) -> Iterator[Finding]:
    """Links whose brackets fail; only where they would be links if they did not."""
    from ._brackets import Brackets
    from ._written import Written

    problems = list(Brackets(note, vault).problems())
    after = Written(note, (problem.edits for problem in problems))
    for problem in problems:
        if after.link_at(problem.link) or after.link_at(problem.link - 1):  # behind a "!"
            written = note.text[problem.span.start : problem.span.end]
            fix = problem.safety and Fix("mend the brackets", problem.edits, problem.safety)
            message = f"`{shown(written)}` {problem.what}"
            yield Finding(problem.span, message, fix or None, level=problem.level)


def _empty(note: Note) -> Iterator[Finding]:
    text = note.text
    spans: list[Span] = []
    for match in _EMPTY.finditer(text, note.body_start):
        start, end = match.span()
        if start > note.body_start and text[start - 1] == "!":
            start -= 1
        if start == 0 or text[start - 1].isspace() or text[start - 1] in _BEFORE_EMPTY:
            spans.append(Span(start, end))
    if not spans:
        return
    free = note.outside("frontmatter", "code", "math", "comment", "html", "foreign")
    for span in spans:
        if lies_in(span, free) and not text.endswith("\\", 0, span.start):
            written = text[span.start : span.end]
            yield Finding(span, f"`{written}` names no note", level=Level.INFO)
