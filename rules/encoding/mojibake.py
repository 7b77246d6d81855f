"""Text that was decoded with the wrong encoding, so that `’` became `â€™`."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Level, Safety
from vaultlint.note import Note
from vaultlint.rule import NOT_PLAIN, Change, RuleOptions, rule
from vaultlint.vault import Vault

from ._suspects import may_be_damaged, may_hold_damage


class Options(RuleOptions):
    """Which parts of a note are looked at.

    code: whether code, inline and in blocks, is looked at too.
    """

    code: bool = False


@rule(
    level=Level.ERROR,
    preset="recommended",
    fixes=Safety.SAFE,
    changes=set(Change),
    options=Options,
    uses_vault=True,
    needs=(NOT_PLAIN,),
)
def check(note: Note, options: Options, vault: Vault) -> Iterator[Finding]:
    """Find damaged text and damaged names, and what they were."""
    if not note.path.isascii() and may_be_damaged(note.path):
        from ._damaged_names import damaged_names

        yield from damaged_names(note, vault)
    if may_hold_damage(note):
        from ._mending import mend

        yield from mend(note, vault, code=options.code)
