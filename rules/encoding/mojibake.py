"""Text that was decoded with the wrong encoding, so that `’` became `â€™`."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Level, Safety
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.rule import NOT_PLAIN, Change, RuleOptions, rule
from vaultlint.vault import Vault

# Quotation marks, dashes, arrows and emoji, which is all that most notes hold beside ASCII, begin
# no damage among themselves.
_TELLING = lazy("[^’‘“”–—…\u00a0\u200d\u2190-\u21ff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")


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
    if not note.path.isascii():
        from vaultlint.encoding import may_be_damaged  # few notes come here, and fewer below

        if may_be_damaged(note.path):
            from ._damaged_names import damaged_names

            yield from damaged_names(note, vault)
    if may_hold_damage(note):
        from ._mending import mend

        yield from mend(note, vault, code=options.code)


def may_hold_damage(note: Note) -> bool:
    """Whether the note may hold damage, by a look at its odd characters; False is certain.

    What stands side by side in the text does so there. ASCII is in no damage but that of a few.
    """
    odd = note.unusual
    if _TELLING.search(odd) is None:
        return False
    from vaultlint.encoding import may_be_damaged, may_go_on_in_ascii

    return may_be_damaged(note.text) if may_be_damaged(odd) else may_go_on_in_ascii(odd, note.text)
