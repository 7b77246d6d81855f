"""What a control character was, by what stands around it: noise, a lost sign, a lost backslash."""

from __future__ import annotations

from collections.abc import Sequence

from vaultlint.finding import Safety, Span
from vaultlint.lazy import lazy

from ._unseen import Unseen, drawn, shown

# A terminal's sequence as one, or a run of controls. Tabs, newlines and returns are none here. Nor
# is the beginning of a link a sequence: "\x1b[Home](Home.md)".
CONTROLS = lazy(
    r"\x1b(?:\[[0-?]++[ -/]*+[@-Z\\^-~](?![^\[\]\r\n]*+\][(\[:])|\[[A-Za-z](?![^\[\]\r\n]*+\])"
    r"|\][^\x00-\x1f\x7f]*+(?:\x07|\x1b\\)|[()*+][0-9A-Za-z]|[=>78DEHM])"
    r"|\x1b|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]++"
)
_NAMES = {
    "\0": "NUL character",
    "\x07": "bell character",
    "\x08": "backspace character",
    "\x0b": "vertical tab",
    "\x0c": "form feed",
    "\x1b": "escape character",
    "\x7f": "delete character",
}
_LOOK_ONLY = lazy(r"\x1b\[[0-9;:]*+[mK]")  # colours, and the rest of a line that is empty
_NO_BREAK_HYPHEN = "\x1e"  # of Word; its soft one, U+001F, needs no more than to go
_MOST_NAMED = 6  # numbers of characters in one message
_BREAKS = frozenset("\x0b\x0c")  # a soft line break of PowerPoint and Word, and a new page
# In TeX's first fonts ff, fi, ffi and ffl stand there, and PDF files keep that: "de\x0cnition".
_LIGATURES = frozenset("\x0b\x0c\x0e\x0f")
# The low bytes of dashes and quotation marks; most of them mojibake speaks of.
_LOW_BYTES = frozenset("\x13\x14\x18\x19\x1c\x1d")
# Quotation marks, dashes and letters of Windows-1252 where mojibake does not know them for such.
_OF_WINDOWS = lazy("[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
_IN_PATHS = frozenset(":\\/")
_UNSPACED = lazy("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff]")
# Commands of LaTeX whose beginning programs read as an escape, less that: "\frac" became "rac".
_COMMANDS = {
    "\x07": ("a", lazy(r"(?:lpha|ngle|pprox|rc(?:cos|sin|tan)|rg|st)(?![A-Za-z])")),
    "\x08": (
        "b",
        lazy(
            r"(?:ar|ecause|egin|eta|ig(?:g|oplus|cup|cap)?|inom|mod?|oldsymbol|ot|oxed|ullet)"
            r"(?![A-Za-z])"
        ),
    ),
    "\x0b": ("v", lazy(r"(?:ar(?:epsilon|phi|theta)|dash|dots|ec|ee|ert)(?![A-Za-z])")),
    "\x0c": ("f", lazy(r"(?:box|lat|orall|rac|rown)(?![A-Za-z])")),
    "\x1b": ("e", lazy(r"(?:ll|mptyset|nd|psilon|quiv|ta|xists|xp)(?![A-Za-z])")),
}


def lost_command(text: str, span: Span) -> str:
    """The command of LaTeX that the control began, "" if it began none."""
    letter, rest = _COMMANDS.get(text[span.start : span.end], ("", None))
    found = rest.match(text, span.end) if rest else None
    return f"\\{letter}{found[0]}" if found else ""


def read_control(text: str, span: Span, *, in_math: bool) -> Unseen:
    """What is to stand instead of the controls, and how sure that is.

    Between two words they may stand for a sign that was lost, and nobody can tell.
    """
    controls = text[span.start : span.end]
    command = lost_command(text, span)
    if command and (in_math or text.startswith("{", span.end + len(command) - 2)):
        return Unseen(span, command[:2], Safety.SAFE if in_math else Safety.UNSAFE)
    if in_math:
        return Unseen(span, "", Safety.UNSAFE)
    if len(controls) > 1 and controls[0] == "\x1b" and controls[1] >= " ":
        return Unseen(span, "", Safety.SAFE if _LOOK_ONLY.fullmatch(controls) else Safety.UNSAFE)
    before, after = text[max(span.start - 1, 0) : span.start], text[span.end : span.end + 1]
    if controls in _COMMANDS and after.islower() and (command or before in _IN_PATHS):
        return Unseen(span, None, Safety.MANUAL)  # "C:\bin" became this, or a formula without "$"
    if controls == "\x08" and before and (before == after or before == "_"):
        return Unseen(Span(span.start - 1, span.end), "", Safety.UNSAFE)  # bold in a manual page
    kinds = set(controls)
    inside = before.isalpha() or (before == " " and kinds == {"\x0c"})  # "the \x0crst"
    if kinds <= _LIGATURES and after.islower() and inside:
        return Unseen(span, None, Safety.MANUAL)
    if kinds <= _LOW_BYTES and (before.isalnum() or after.isalnum()):
        return Unseen(span, None, Safety.MANUAL)
    if kinds <= _BREAKS:
        return _read_break(text, span, before, after)
    if _OF_WINDOWS.search(controls):
        return Unseen(span, None, Safety.MANUAL)
    if _is_word(before) and _is_word(after):
        return Unseen(span, "-" if kinds == {_NO_BREAK_HYPHEN} else "", Safety.UNSAFE)
    return Unseen(span, "", Safety.UNSAFE if max(kinds) > "\x7f" else Safety.SAFE)


def _is_word(character: str) -> bool:
    """Whether it belongs to a word that others are kept apart from by blanks."""
    return character.isalnum() and _UNSPACED.match(character) is None


def _read_break(text: str, span: Span, before: str, after: str) -> Unseen:
    """What is to stand instead of a line break or a new page."""
    if before.strip() and after.strip():
        return Unseen(span, " ", Safety.UNSAFE)
    alone = before in "\r\n" and after in "\r\n"
    beside_empty = (
        span.start == 0
        or span.end == len(text)
        or text.endswith(("\n\n", "\n\r\n"), 0, span.start)
        or text.startswith(("\n\n", "\r\n\r\n"), span.end)
    )
    return Unseen(span, "", Safety.UNSAFE if alone and not beside_empty else Safety.SAFE)


def told(text: str, group: Sequence[Unseen]) -> str:
    """What the controls are, how many, and where the first of them stand."""
    written = [text[start:end] for (start, end), *_ in group]
    first = written[0]
    if all(controls[0] == "\x1b" and len(controls) > 1 for controls in written):
        if len(group) == 1:
            return f"the terminal's control sequence `{drawn(first)}`"
        return f"{len(group)} control sequences of a terminal, the first `{drawn(first)}`"
    # Of a terminal's sequence only its first character is no text.
    own = "".join(one[0] if one[0] == "\x1b" else one for one in written)
    characters = [character for character in own if not character.isprintable()]
    count = len(characters)
    word = shown(text, group[0].span)
    where = f" in `{word}`" if word else ""
    if count == 1:
        name = _NAMES.get(characters[0], "control character")
        return f"{'an' if name[0] == 'e' else 'a'} {name} (U+{ord(characters[0]):04X}){where}"
    where = f", the first{where}" if where and len(group) > 1 else where
    numbers = [f"U+{ord(character):04X}" for character in dict.fromkeys(characters)]
    codes = ", ".join((*numbers[:_MOST_NAMED], *("…" for _ in numbers[_MOST_NAMED:][:1])))
    return f"{count} control characters ({codes}){where}"
