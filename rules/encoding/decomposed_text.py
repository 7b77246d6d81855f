"""Letters stored in parts (NFD) where text is matched: `é` as `e` and an accent."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span, apply_edits
from vaultlint.lazy import lazy
from vaultlint.note import Link, Note
from vaultlint.note.zones import lies_in
from vaultlint.rule import Change, NoOptions, rule
from vaultlint.vault import Vault

from ._composing import PART_SIGNS, decomposed, is_typed_in_parts

_ABOUT = lazy(r"\bNFK?[CD]\b|(?i:normali[sz]ation form|combining (?:mark|character|accent|dia))")


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.LINKS, Change.PROPERTIES, Change.TAGS, Change.HEADINGS},
    uses_vault=True,
    needs=PART_SIGNS,
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find headings, tags, properties and link targets with such letters."""
    text = note.text
    edits = list(decomposed(text, Span(0, len(text))))
    if not edits or is_typed_in_parts(text) or _ABOUT.search(text):
        return
    from ._matched_names import matched_names, path_of  # few notes come here
    from ._telling import visible

    prose = note.outside("code", "math", "html", "comment", "foreign", "target")
    free = [edit for edit in edits if lies_in(edit.span, prose)]
    taken: set[Edit] = set()
    for kind, span, rivals in matched_names(note):
        inside = [edit for edit in _within(free, span) if edit not in taken]
        if inside and not _shows_both(text, span, inside):
            taken.update(inside)
            whole = _whole(text, span, inside)
            named = f"the {kind} `{visible(whole)}`"
            message = f"{named} is stored in parts (NFD), unlike what one types"
            yield Finding(span, message, None if whole in rivals else _fix(inside))
    for link in note.internal_links:
        span = path_of(note, link)
        inside = _within(edits, span)
        if inside and _is_whole_on_disk(link, note, vault):
            named = f"the link to `{visible(link.path)}`"
            message = f"{named} is stored in parts (NFD), unlike its file's name"
            yield Finding(span, message, _fix(inside))


def _within(edits: Sequence[Edit], span: Span) -> list[Edit]:
    """Those of the edits, in order, that lie in the span."""
    first = bisect_left(edits, span.start, key=lambda edit: edit.span.start)
    last = bisect_left(edits, span.end, key=lambda edit: edit.span.start)
    return [edit for edit in edits[first:last] if span.contains(edit.span)]


def _shows_both(text: str, span: Span, edits: Sequence[Edit]) -> bool:
    """Whether one of the letters stands there in one as well, so that the two are compared."""
    return any(text.find(edit.text, *span) >= 0 for edit in edits)


def _is_whole_on_disk(link: Link, note: Note, vault: Vault) -> bool:
    """Whether the link opens a file whose own name is not stored in parts."""
    path = vault.resolve(link.path, note.path).path
    return path is not None and next(decomposed(path, Span(0, len(path))), None) is None


def _whole(text: str, span: Span, edits: Sequence[Edit]) -> str:
    shifted = (Edit(Span(s - span.start, e - span.start), new) for (s, e), new in edits)
    return apply_edits(text[slice(*span)], shifted)


def _fix(edits: Sequence[Edit]) -> Fix:
    return Fix("put the letters together", tuple(edits), Safety.SAFE)
