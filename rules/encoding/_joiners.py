"""Which characters without width stand there on purpose, or may: for scripts, emoji, typography."""

from __future__ import annotations

from vaultlint.lazy import lazy

_JOINERS = "\u200c\u200d\u034f"
_NEAR = 40  # characters
# Scripts whose letters take another shape beside a joiner, from Hebrew to Myanmar, and from Khmer
# on those that Unicode took up later.
_SHAPED = (
    "\u0590-\u05ff\u0600-\u08ff\u0900-\u109f\u1700-\u180a\u1810-\u18af\u1900-\u1c7f\u1cd0-\u1cff\ua800-\uab2f"
    "\uabc0-\uabff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00011fff\U0001e000-\U0001efff"
)
# Those that write their words without spaces, or break them within: for them a zero-width space
# says where a line may end.
_UNSPACED = (
    "\u0900-\u109f\u1700-\u180a\u1810-\u18af\u1900-\u1c7f\u1cd0-\u1cff\ua800-\uab2f\uabc0-\uabff"
    "\U00011000-\U00011fff"
)
_SHAPED_LETTER = lazy(f"[{_SHAPED}]")
_UNSPACED_LETTER = lazy(f"[{_UNSPACED}]")
_COMBINING = lazy("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
# Pictures, and what may follow one: a variation selector, a skin colour, the end of a flag.
_PICTURE = lazy(
    "[\u00a9\u00ae\u203c\u2049\u20e3\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\ufe0e\ufe0f\U0001f000-\U0001faff\U000e007f]"
)
_FLAG_LETTER = lazy("[\U0001f1e6-\U0001f1ff]")  # two beside one another are a flag
_FLAG = lazy("[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,8}\U000e007f")
_CLOSING = {pair[0]: pair[1] for pair in ("()", "[]", "{}", "<>", '""', "''", "“”", "‘’", "«»")}
_MARKUP = frozenset("#@[]*_=~`<>\\/|")
_LONGEST_GAP = 20  # blanks looked through for the border of a cell or a line
# What typography keeps from the beginning or the end of a line.
_KEPT_TOGETHER = lazy(r"[-/\\%°‰§€$£¥…·•‐‑‒–—―−×+=.,:;!?«»‹›“”„‘’'\"\u00a0\u202f0-9]")


def is_meant(text: str, start: int, end: int) -> bool:
    """Whether the text needs the run of characters without width that stands there."""
    run = text[start:end]
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if before and _CLOSING.get(before) == after:
        return True  # shown as a sample, or the text of a link that nobody is to see
    # Who writes such a language types these also beside a word in Latin letters.
    near = max(start - _NEAR, 0), end + _NEAR
    if all(character in _JOINERS for character in run):
        if run == "\u200d" and _PICTURE.match(before) and _PICTURE.match(after):
            return True  # asked first, for most of them make emoji
        if _SHAPED_LETTER.search(text, *near):
            return True
        return run == "\u034f" and bool(_COMBINING.match(before) or _COMBINING.match(after))
    if _UNSPACED_LETTER.search(text, *near):
        return True
    if run == "\u200b":
        return bool(_FLAG_LETTER.match(before) and _FLAG_LETTER.match(after))
    if run == "\u2060":
        beside = _KEPT_TOGETHER.match(before) or _KEPT_TOGETHER.match(after)
        return bool(beside and before.strip() and after.strip())
    return before == "\U0001f3f4" and _FLAG.fullmatch(run) is not None


def may_be_meant(text: str, start: int, end: int) -> bool:
    """Whether somebody may have wanted the run there, which nothing needs.

    Alone in a line or a cell it takes up room; beside a sign of Markdown it may keep that from
    being read as one.
    """
    if text[max(start - 1, 0) : start] in _MARKUP or text[end : end + 1] in _MARKUP:
        return True
    left, right = start - 1, end
    while right < len(text) and right - end < _LONGEST_GAP and text[right] in " \t":
        right += 1
    while left >= 0 and start - left < _LONGEST_GAP and text[left] in " \t":
        left -= 1
    ends = right == len(text) or text[right] in "\r\n|"
    return ends and (left < 0 or text[left] in "\r\n|>*+-")
