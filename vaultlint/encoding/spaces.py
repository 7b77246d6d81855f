"""Sequences whose no-break space or U+0085 became a plain space: "qualitÃ " was "qualità".

With a no-break space in its place the sequence can be read again. Whether it may be one is decided
by the damage beside it, which hangs on no space, and by what comes out of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence, Set

from vaultlint.finding import Span
from vaultlint.lazy import lazy

from .choice import Chain
from .classes import class_of
from .filling import likeliest, may_be_another, plausible
from .fragments import drops_bytes
from .holes import Hole, find_holes
from .joining import NEVER_LAST, Join, Words, join
from .likelihood import likelihood
from .naming import family_of
from .repairs import Certainty, Repair, with_repairs

# Where damage needs no company: no word ends in a capital behind small letters, and the words
# behind a single one are French or Portuguese. The last is the warning sign. What stands before
# them comes behind: only a pattern that begins with few characters is found fast.
_ALONE = lazy(
    "Â (?=[^\r\n])(?:(?<=[a-z0-9]Â )|(?<=[a-z][.,;:!?)\\]]Â ))"
    "|Ã (?<=[a-z]Ã )(?=[ .,;:!?)\\]*_\r\na-z]|\\Z)"
    "|Ã (?<![^\\W_]Ã )"
    "(?=(?:s|quel[aeo]s?|quilo|la|le|les|cette|partir|propos|travers|peine)\\b)"
    "|âš (?=ï¸)"
)
_LATIN_1 = lazy("[\x80-\x9f]")
_WINDOWS = lazy("[^\x00-\xff]")
_TWO_SPACES = lazy(r"\S {2,}\S")
_FEE = 7.0  # bits that it takes to say that a space was none
_FEE_IN_COMPANY = -4.0  # … where other damage of the same codec stands on the line
_OPEN = lazy("[\x81\x8d\x8f\x90\x9d]")
_FAR = 100  # characters before and behind that are looked at
_WHY = "{}, and then a part of it became a space"
_WESTERN: Chain = ("western",)


def with_lost_spaces(
    text: str,
    exact: Sequence[Repair],
    company: Set[Chain],
    known: Callable[[str], bool] | None = None,
    *,
    deep: bool = False,
) -> list[Repair]:
    """The exact repairs of a text, and those of the sequences that lost a part to a space.

    `company` are the codecs of the exact repairs that are certain. `deep`: whether the text is what
    other repairs have made, which is company enough.
    """
    alone = {match.end() - 1 for match in _ALONE.finditer(text)}
    if not (exact or alone or deep):
        return list(exact)
    families = {family for chain in company or (_WESTERN,) for family in chain}
    taken = {at for each in exact if _is_of(each, families) for at in range(*each.span)}
    sources = "".join(text[repair.span.start : repair.span.end] for repair in exact)
    any_space = bool(_LATIN_1.search(text)) and not _WINDOWS.search(sources)
    any_space &= "\u0085" not in sources
    around = list(find_holes(text, taken, frozenset(company or {_WESTERN}), any_space=any_space))
    holes = [
        hole
        for one in around
        if isinstance(one, Hole) and families.issuperset(one.chain) and (hole := plausible(one))
    ]
    if not holes:
        return list(exact)
    found = list(_Decision(text, exact, company, holes, alone, known, deep).repairs())
    covered = {at for repair in found for at in range(*repair.span)}
    pieces = [one for one in around if isinstance(one, Repair)]
    for repair in exact:
        if covered.isdisjoint(range(*repair.span)):
            found.append(repair)
        else:
            found += (
                piece._replace(certainty=repair.certainty)
                for piece in pieces
                if repair.span.contains(piece.span) and covered.isdisjoint(range(*piece.span))
            )
    return sorted(found, key=lambda repair: repair.span)


class _Decision:
    """Which of the holes in a text are damage, and what they were."""

    def __init__(
        self,
        text: str,
        exact: Sequence[Repair],
        company: Set[Chain],
        holes: Sequence[Hole],
        alone: Set[int],
        known: Callable[[str], bool] | None,
        deep: bool,
    ) -> None:
        self._text = text
        self._holes = holes
        self._alone = alone
        self._deep = deep
        self._exact = exact
        self._company = company
        self._exact_starts = [repair.span.start for repair in exact]
        filled = {hole.span: hole.characters[0] for hole in holes}
        covered = {at for span in filled for at in range(*span)}
        others = {
            repair.span: repair.replacement
            for repair in exact
            if repair.replacement is not None and covered.isdisjoint(range(*repair.span))
        }
        self._pieces = sorted((others | filled).items())
        self._starts = [span.start for span, _ in self._pieces]
        self._whole = with_repairs(text, exact, (Certainty.CERTAIN, Certainty.DOUBTFUL))
        self._words = Words(self._whole, known)
        self._keeps = _OPEN.search(text) is not None
        self._drops = drops_bytes(text, exact)
        # Where sequences still have their no-break spaces, none became a plain one.
        self._has_no_breaks = any("\u00a0" in text[slice(*each.span)] for each in exact)
        self._any_double = any(
            hole.open_end
            and text.startswith(" ", hole.span.end)
            and not text[hole.span.start - 1 : hole.span.start].isupper()
            for hole in holes
        )

    def repairs(self) -> Iterator[Repair]:
        """A repair for each hole that is damage, LOST where it is open what it was."""
        for hole in self._holes:
            before = self._undamaged(max(hole.span.start - _FAR, 0), hole.span.start)
            after = self._undamaged(hole.span.end, hole.span.end + _FAR)
            if self._is_damage(hole, before, after):
                yield self._repair(hole, before, after)

    def _undamaged(self, start: int, end: int) -> str:
        """A part of the text after the repairs in it."""
        parts: list[str] = []
        for number in range(bisect_left(self._starts, start), len(self._pieces)):
            span, replacement = self._pieces[number]
            if span.start >= end:
                break
            parts += self._text[start : span.start], replacement
            start = span.end
        return "".join((*parts, self._text[start:end]))

    def _is_damage(self, hole: Hole, before: str, after: str) -> bool:
        """Whether the hole is likelier damage than good text."""
        written, character = self._text[hole.span.start : hole.span.end], hole.characters[0]
        if hole.span.end - 1 in self._alone:
            return True
        if not self._company:
            return len(hole.chain) > 1 or (character in "à\u00a0" and self._is_beside_another(hole))
        if before[-1:].isupper() and character in "\u00a0àÅ":
            return False
        if len(hole.chain) == 1 and hole.chain[0] == "western":
            beside = "".join(self._beside(hole.span))
            if character == "à" and not before[-1:].isalpha() and not beside:
                return self._is_beside_another(hole)
            if "\u0100" <= character < "\u0180" and not any(map(_is_extended, beside)):
                return False
        cost = likelihood().cost
        edge = before[-1:], after[:1]
        saved = cost(edge[0], written, edge[1]) - min(
            cost(edge[0], other, edge[1]) for other in hole.characters
        )
        in_company = self._deep or any(self._beside(hole.span))
        return saved >= (_FEE_IN_COMPANY if in_company else _FEE)

    def _is_beside_another(self, hole: Hole) -> bool:
        """Whether a hole that needs no company stands near on the line."""
        return any(at in self._alone for at in range(*self._line(hole.span)))

    def _line(self, span: Span) -> Span:
        """The line that a span lies in, as far as it is looked at."""
        first, last = max(span.start - _FAR, 0), span.end + _FAR
        end = self._text.find("\n", span.end, last)
        return Span(
            max(first, self._text.rfind("\n", first, span.start) + 1), end if end >= 0 else last
        )

    def _beside(self, span: Span) -> Iterator[str]:
        """What the certain exact repairs on the line bring in."""
        first, last = self._line(span)
        for number in range(
            bisect_left(self._exact_starts, first), bisect_right(self._exact_starts, last)
        ):
            repair = self._exact[number]
            if repair.certainty is Certainty.CERTAIN and repair.replacement is not None:
                yield repair.replacement

    def _repair(self, hole: Hole, before: str, after: str) -> Repair:
        why = _WHY.format(hole.why)
        character = likeliest(hole, before, after, self._whole, keeps=self._keeps)
        joined = Join.ONE
        if character in NEVER_LAST and class_of(after[:1] or " ") != class_of(character):
            joined = Join.OPEN
        elif hole.open_end and character != "\u00a0" and not after.startswith(" "):
            start, end = before.rpartition("\n")[2], after.partition("\n")[0]
            line = f"{start}{hole.characters[0]} {end}"
            joined = join(before, hole.characters[0], after, line, self._words)
            if self._any_double or _TWO_SPACES.search(line):  # then no space stands for two
                against = joined is Join.TWO and character == "à" and after[:1].isalpha()
                if joined is not Join.NEVER:
                    joined = Join.OPEN if against else Join.ONE
        # Where bytes were dropped, a sequence before a space is rather one of those that lost one.
        alone = hole.span.end - 1 in self._alone
        dropped = hole.open_end and not alone and self._drops and may_be_another(hole, self._keeps)
        dropped |= self._has_no_breaks and not alone
        if character is None or joined not in (Join.ONE, Join.TWO) or dropped:
            return Repair(hole.span, None, Certainty.LOST, why)
        sure = (
            len(hole.characters) == 1
            and (not hole.open_end or character == "\u00a0")
            and any(self._beside(hole.span))
        )
        replacement = character if joined is Join.ONE else character + " "
        certainty = Certainty.CERTAIN if sure else Certainty.DOUBTFUL
        return Repair(hole.span, replacement, certainty, why, hole.steps)


def _is_of(repair: Repair, families: Set[str]) -> bool:
    """Whether a repair undoes but codecs of these families."""
    return all(family_of(step.codec) in families for step in repair.steps)


def _is_extended(character: str) -> bool:
    return "\u0100" <= character < "\u0180"
