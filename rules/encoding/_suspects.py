"""Whether damage may stand in a text at all, by which odd characters stand side by side in it."""

from __future__ import annotations

from vaultlint.lazy import lazy
from vaultlint.note import Note

# These alone tell of damage, or with the blank behind them …
_ALONE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9fÂÃ"
    "嚗嚙殑涓猸癤窶竊笏紝縲縺繝繧荳褉褋-褍褟逧鈥鈫鈹鈺鉁鉂銆-銉鐨锔锘锛锟馃ﾃﾂ"
)
# … these beside one another, or beside what many notes are full of, …
_TOGETHER = (
    "\xa1-\xb6\xb8-\xc1\xc4-\u052f\u2015\u2017\u201a\u201b\u201e-\u2025\u2027-\u206f\u20a0-\u218f\u2200-\u2322"
    "│\u2503-\u2513\u2515-\u251b\u251d-\u256c\u2580-\u2593\u25a0\u25ca・笨\uf8ff\ufb01\ufb02\uff61-\uff9f\ufffd"
)
# … which is in no damage without one of them.
_COMMON = "\xa0·–—‘’“”…─└├"
_SUSPECT = lazy(
    f"[{_ALONE}{_TOGETHER}占](?:(?<=[{_ALONE}])|(?=[{_TOGETHER}{_COMMON}])"
    f"|(?<=[{_TOGETHER}{_COMMON}].)|(?<=占)(?=[?가-힣]))"
)
_BEFORE_ASCII = lazy(r"占\?")  # a search for the two as a text takes twice as long


def may_hold_damage(note: Note) -> bool:
    """Whether the note may hold damage, by a look at its odd characters; False is certain.

    What stands side by side in the text does so among them. Of ASCII only a few damages hold any.
    """
    odd = note.unusual
    if _SUSPECT.search(odd):
        return may_be_damaged(note.text)
    return "占" in odd and _BEFORE_ASCII.search(note.text) is not None


def may_be_damaged(text: str) -> bool:
    """Whether the text may be damaged; False is certain.

    Most texts are seen not to be without the table of all that stands side by side in damage.
    """
    if not _SUSPECT.search(text):
        return False
    from vaultlint.encoding import may_be_damaged

    return may_be_damaged(text)
