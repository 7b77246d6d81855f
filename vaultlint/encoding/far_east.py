"""UTF-8 that was read with the code page of Chinese, Japanese or Korean Windows.

Such a reading takes two bytes at a time, so that it swallows characters beside the damage and
drops what fits nowhere: "it’s" becomes "it鈥檚", but "a – b" becomes "a 鈥?b". Few of its pairs are
written in any language; the signs looked for here begin sequences of UTF-8 that are frequent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy

from .likelihood import likelihood
from .repairs import Certainty, Repair, Step
from .runs import run_end, run_start


class _CodePage(NamedTuple):
    """One of the code pages: its name for people, and for Python."""

    name: str
    codec: str


_GBK = _CodePage("GBK", "gbk")
_PAGES = {
    **dict.fromkeys("鈥鈫鈹鈺鉁鉂猸锛銆銇銈銉锟锘锔馃鐨殑紝涓褌褉褋褍褟", _GBK),
    **dict.fromkeys("窶縲縺繧繝竊笏笨荳逧ﾃﾂ", _CodePage("Shift-JIS", "cp932")),
    **dict.fromkeys("嚙嚗", _CodePage("Big5", "cp950")),
    **dict.fromkeys("占癤", _CodePage("EUC-KR", "cp949")),
}
_SIGNS = lazy(f"[{''.join(_PAGES)}]")
_WRITTEN_NOWHERE = frozenset("鈥")
_RARE = frozenset("鈥锛銆窶")
_FEE = 6.0  # bits that a lost character costs, and that a repair must gain
_REPLACED = lazy("(?:锟斤拷){2,}")  # once alone it is rather what somebody writes of damage
_BAD = lazy("[\udc80-\udcff]+")
_FARTHEST = 200  # characters of a run before and behind a sign; enough to see what it is
_BROKEN = ("?", "\ufffd")


def find_far_eastern(text: str) -> Iterator[Repair]:
    """The stretches of a text that are UTF-8 read with such a code page; none can be undone."""
    at = earliest = good_until = 0  # up to there nothing was decoded, and need not be tried again
    while sign := _SIGNS.search(text, at):
        at = sign.end()
        page = _PAGES[sign[0]]
        found = None
        if sign.start() >= good_until:
            span = Span(sign.start(), run_end(text, sign.start(), sign.start() + _FARTHEST))
            found = _stretch(text, span, page, earliest)
            good_until = found.span.end if found else span.end
        found = found or _broken(text, sign.start(), page)
        if found is not None:
            yield found
            at = earliest = found.span.end


def _stretch(text: str, span: Span, page: _CodePage, earliest: int) -> Repair | None:
    """The damage from a sign on, with what stands before it if that is of the same kind."""
    start, end = span
    whole = _undo(text, start, end, page)
    if not whole:
        return None
    longer = run_start(text, start, max(earliest, start - _FARTHEST))
    before = _undo(text, longer, end, page) if longer < start else None
    if before:
        start, whole = longer, before
    why = f"UTF-8 read as {page.name}"
    if "\ufffd" in whole:
        return Repair(Span(start, end), None, Certainty.LOST, why)
    return Repair(Span(start, end), whole, Certainty.LOST, why, (Step(page.name, whole),))


def _broken(text: str, sign: int, page: _CodePage) -> Repair | None:
    """A sign that is damage although what follows it does not complete it."""
    if lost := _REPLACED.match(text, sign):
        why = f"UTF-8 with U+FFFD in it read as {page.name}"
        return Repair(Span(*lost.span()), None, Certainty.LOST, why)
    broken = text[sign + 1 : sign + 2] in _BROKEN
    in_latin = text[sign] in _WRITTEN_NOWHERE and text[sign - 1 : sign].isascii() and sign > 0
    if not (broken and text[sign] in _RARE) and not (in_latin and text[sign - 1].isalpha()):
        return None
    span = Span(sign, sign + 1 + broken)
    return Repair(span, None, Certainty.LOST, f"UTF-8 read as {page.name}")


def _undo(text: str, start: int, end: int, page: _CodePage) -> str | None:
    """What a stretch was, U+FFFD in it for what is lost; None where it is rather as it should be.

    Most of it must be whole sequences, and the text likelier than what stands there now.
    """
    data = bytearray()
    for character in text[start:end]:
        data += b"\x80" if character == "€" else character.encode(page.codec, "replace")
        if character == "\ufffd":
            data[-1:] = b"\xff"
    decoded = data.decode("utf-8", "surrogateescape")
    whole, lost = _BAD.subn("\ufffd", decoded)
    kept = sum(not character.isascii() for character in whole) - lost
    bad = sum(map(len, _BAD.findall(decoded)))
    if kept <= lost or bad * 3 > len(data) or not all(map(_is_text, whole)):
        return None
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    bits = likelihood().cost(before, whole.replace("\ufffd", ""), after) + _FEE * lost
    return whole if bits + _FEE < likelihood().cost(before, text[start:end], after) else None


def _is_text(character: str) -> bool:
    return not ("\x80" <= character < "\xa0" or "\ue000" <= character < "\uf900")
