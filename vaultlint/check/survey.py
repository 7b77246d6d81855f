"""The rules that need all notes: what the notes gave them, and which notes they then speak of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from vaultlint.active import ActiveRules
from vaultlint.gathered import Gather, columns_of, may_suppress, parts_of, texts_of
from vaultlint.lint import NoteResult
from vaultlint.vault import Vault

_RulesFor = Callable[[str], ActiveRules]
Group = tuple[ActiveRules, Sequence[NoteResult]]
_Suspected = tuple[Gather, Set[str]]  # texts of those that a function took


def by_rules(results: Sequence[NoteResult], rules_for: _RulesFor) -> Sequence[Group]:
    """The results by the rules that go for their notes."""
    rules = [rules_for(result.path) for result in results]
    numbers = [*map(id, rules)]
    if len({*numbers}) == 1:  # as in nearly all vaults
        return [(rules[0], results)]
    groups: dict[int, tuple[ActiveRules, list[NoteResult]]] = {}
    for number, own, result in zip(numbers, rules, results, strict=True):
        groups.setdefault(number, (own, []))[1].append(result)
    return [*groups.values()]


def tell(groups: Sequence[Group], results: Iterable[NoteResult], vault: Vault) -> None:
    """Tell the vault what all its notes gave, so that it need not read them.

    groups: all results, by the rules with which they came about.
    """
    found: dict[Gather, dict[str, str]] = {}
    for rules, group in groups:
        giving = [result for result in group if result.gathered]
        paths = [result.path for result in giving]
        columns = columns_of([result.gathered for result in giving], len(rules.gathers))
        for gather, parts in zip(rules.gathers, columns, strict=True):
            found.setdefault(gather, {}).update(zip(paths, parts, strict=True))
    for gather, by_note in found.items():
        in_order = by_note if len(groups) == 1 else _in_order(by_note, results)
        vault.survey.know(gather, in_order)


def concerned(groups: Iterable[Group], vault: Vault, rules_for: _RulesFor) -> Iterator[str]:
    """The notes in which rules that need all notes may find something.

    Notes with suppressions are among them, for what these suppress is known only when all rules
    ran. groups: the results by the rules that the notes are to be checked with. rules_for: those
    with which the results came about.
    """
    for rules, group in groups:
        if not rules.surveys:
            continue
        yield from (result.path for result in group if may_suppress(result.gathered))
        suspected = list(_suspected(rules, vault))
        for path, _, _, line in group if suspected else ():  # seldom
            if not may_suppress(line) and _holds(line, rules_for(path).gathers, suspected):
                yield path


def _in_order(by_note: Mapping[str, str], results: Iterable[NoteResult]) -> dict[str, str]:
    """The same in the order of the results."""
    return {result.path: by_note[result.path] for result in results if result.path in by_note}


def _holds(line: str, gathers: Sequence[Gather], suspected: Iterable[_Suspected]) -> bool:
    """Whether a note gave a suspected text."""
    given = dict(zip(gathers, parts_of(line), strict=False))
    return any(not texts.isdisjoint(texts_of(given.get(gather, ""))) for gather, texts in suspected)


def _suspected(rules: ActiveRules, vault: Vault) -> Iterator[_Suspected]:
    """What each of the rules suspects, if it suspects anything.

    Where a rule fails at that, one note suffices to report it, and a rare text is in few.
    """
    for rule, options, _ in rules.surveys:
        if rule.gathers is None or rule.suspects is None:
            continue
        texts: Set[str]
        try:
            texts = vault.survey.suspected(rule.id, rule.gathers, rule.suspects, options).keys()
        except Exception:
            counts = vault.survey.gathered(rule.gathers).counts
            texts = {min(counts, key=lambda text: counts[text])} if counts else set()
        if texts:
            yield rule.gathers, texts
