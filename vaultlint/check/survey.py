"""The rules that need all notes: what the notes gave them, and which notes they then speak of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set

from vaultlint.active import ActiveRules
from vaultlint.gathered import Gather, Texts
from vaultlint.lint import NoteResult
from vaultlint.vault import Vault

_RulesFor = Callable[[str], ActiveRules]


def tell(results: Sequence[NoteResult], vault: Vault, rules_for: _RulesFor) -> None:
    """Tell the vault what all its notes gave, so that it need not read them.

    rules_for: the rules with which the results came about.
    """
    found: dict[Gather, dict[str, Texts]] = {}
    shared: dict[Texts, Texts] = {}  # most notes give what others give
    for result in results:
        gathers = rules_for(result.path).gathers
        for gather in gathers:
            found.setdefault(gather, {})
        for gather, texts in zip(gathers, result.gathered, strict=False):
            if texts:
                found[gather][result.path] = shared.setdefault(texts, texts)
    for gather, by_note in found.items():
        vault.survey.know(gather, by_note)


def concerned(
    results: Sequence[NoteResult], vault: Vault, rules_for: _RulesFor, final_rules_for: _RulesFor
) -> Iterator[str]:
    """The notes in which rules that need all notes may find something.

    Notes with suppressions are among them, for what these suppress is known only when all rules
    ran. final_rules_for: the rules that the notes are to be checked with.
    """
    known: dict[int, list[tuple[Gather, Set[str]]]] = {}  # the same rules go for most notes
    for result in results:
        gathered = result.gathered
        if not gathered or not (rules := final_rules_for(result.path)).surveys:
            continue
        gathers = rules_for(result.path).gathers
        suspected = known.get(id(rules))
        if suspected is None:
            suspected = known[id(rules)] = list(_suspected(rules, vault))
        if len(gathered) > len(gathers) and any(gathered[len(gathers) :]):
            yield result.path
        elif suspected:  # seldom
            by_gather = dict(zip(gathers, gathered, strict=False))
            if any(not texts.isdisjoint(by_gather[gather]) for gather, texts in suspected):
                yield result.path


def _suspected(rules: ActiveRules, vault: Vault) -> Iterator[tuple[Gather, Set[str]]]:
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
