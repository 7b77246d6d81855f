"""Properties as people write them, and as they might: random content in random style."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

NAMES = (
    "tags", "tags", "tag", "aliases", "alias", "cssclasses", "cssclass", "date", "created", "due",
    "modified", "up", "up", "related", "author", "Author", "Authro", "status", "status", "Craeted",
    "Status", "rating", "done", "id", "title", "my key", "ключ", "a.b", "publish", "1", "été",
)  # fmt: skip
"""Names of properties: some that Obsidian knows, some that are nearly those of other notes."""
TEXTS = (
    "word", "two words", "a, b", "a,b c", "project/alpha", "#tag", "#a, #b", "[[Home]]",
    "[[Home|there]], [[Other]]", "[[Other]]", "Home", "https://example.org/a?b=c#d", "2024-01-05",
    "2024-1-5", "05.01.2024", "5 January 2024", "2024-02-30", "2024-01-05T10:00", "13/01/2024",
    "true", "yes", "False", "12", "007", "1e3", "3.10", "null", "~", "it's", 'say "hi"', "a: b",
    "- x", "x #y", "@name", "50 %", "%x", "`code`", "", " ", "ключ", "é", "\U0001f600", "Alpha",
    "alpha", "1984", "a_b", "open", "Open", "🌲 tree", "a\\b", "{x}", "[x]", "!x", "&x", "*x", "|",
)  # fmt: skip
PLAIN = tuple(
    text
    for text in TEXTS
    if text.strip() and text[0] not in "#[]{}!&*|@%`\"'-" and ": " not in text and " #" not in text
)
BARE = (*PLAIN, "1", "4.5", "-3", "0o14", "true", "null", "~", "[[Home]]", "[[Home#Top]]", ".inf")
"""What stands without quotes; links among it, which are lists in lists then."""


OF_TAGS = (
    "alpha", "Alpha", "gadren", "Garden", "two-words", "two words", "#alpha", "#Alpha", "a, b",
    "#tag", "#a/b", "#two words", "a b", "1984", "alpha/", "#a, #b", "it's", "project/alpha",
    "тег", "a&b", "alpha,beta", "two_words", "Two_Words",
)  # fmt: skip
OF_DATES = (
    "2024-01-05", "2024-1-5", "05.01.2024", "5 January 2024", "2024-02-30", "2024-01-05T10:00",
    "13/01/2024", "01/05/2024", "2024-01-05 10:00", "January 5th, 2024", "20240105", "tomorrow",
    "[[2024-01-05]]", "2024/01/05", "2024-01-05T10:00:00Z",
)  # fmt: skip
OF_LINKS = (
    "[[Home]]", "[[Home|there]]", "[[Home]], [[Other]]", "[[Home]] and [[Other]]", "Home", "[[A]]",
    "see [[Home]]", "[[Nobody]]", "[x](Home.md)", "[[Home#Top]], [[B]]", "[[Home]][[Other]]",
)  # fmt: skip
TARGETED = {
    "tag": OF_TAGS, "cssclasses": ("wide", "wide page", "a, b"), "cssclass": ("wide", "a b", "a,b"),
    "tags": OF_TAGS, "date": OF_DATES, "created": OF_DATES, "modified": OF_DATES, "due": OF_DATES,
    "up": OF_LINKS, "related": OF_LINKS, "rating": ("3", "7", "3.0", "x", "'4'", "4,5"),
    "aliases": ("One", "One, Two", "one", "[[Home]]", "2024"), "alias": ("One", "One, Two", "2024"),
    "status": ("open", "Done", "Open", "DONE", "x"), "done": ("true", "yes", "True", "no", "x"),
}  # fmt: skip
"""What some properties hold, right and wrong."""


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@st.composite
def _scalar(draw: st.DrawFn, name: str = "", *, flow: bool = False) -> str:
    """A scalar as it may stand in a property of that name."""
    texts = TARGETED.get(name) if draw(st.integers(0, 4)) else None
    style = draw(st.sampled_from(("bare", "bare", "single", "double")))
    text = draw(st.sampled_from(texts or (BARE if style == "bare" else TEXTS)))
    if style == "bare":
        if text[:1] in "#" or "], " in text or "]] " in text or "](" in text or "][" in text:
            return _double(text)
        return _double(text) if flow and any(sign in text for sign in ",[]{}") else text
    return {"single": _single, "double": _double}[style](text)


_comment = st.sampled_from(("", "", "", "", " # why", "  ", "   # [x]: 'y'", " #"))
_blank = st.sampled_from(("", "", " ", "  "))


@st.composite
def _flow(draw: st.DrawFn, name: str = "", depth: int = 1) -> str:
    """A list in brackets, over several lines now and then."""
    items = draw(st.lists(_scalar(name, flow=True), max_size=4))
    if items and draw(st.integers(0, 3)) == 0:
        items.append(items[0])
    if depth and draw(st.integers(0, 7)) == 0:
        items.append(draw(_flow(name, depth - 1)))
    gap = draw(st.sampled_from((", ", ",", " , ", ",\n  ", ",\n    # c\n    ")))
    start, end = draw(st.sampled_from((("", ""), (" ", " "), ("\n  ", "\n  "))))
    trailing = draw(st.sampled_from(("", "", ","))) if items else ""
    return f"[{start}{gap.join(items)}{trailing}{end}]"


@st.composite
def _block(draw: st.DrawFn, name: str = "") -> str:
    """A list of one item a line."""
    indent = draw(st.sampled_from(("", "  ", "    ")))
    lines: list[str] = []
    items = draw(st.lists(_scalar(name) | _flow(name, 0), min_size=1, max_size=4))
    for item in items + items[: draw(st.integers(-1, 1))]:
        if draw(st.integers(0, 9)) == 0:
            lines.append(draw(st.sampled_from(("", f"{indent}# c"))))
        dash = draw(st.sampled_from(("- ", "- ", "-   ")))
        anchor = draw(st.sampled_from(("", "", "", "", "!!str "))) if item[:1].isalpha() else ""
        item = item.replace("\n", "\n      ")
        lines.append(f"{indent}{dash}{anchor}{item}{draw(_comment)}")
    return "\n" + "\n".join(lines)


@st.composite
def _text(draw: st.DrawFn) -> str:
    """A text of several lines."""
    lines = draw(st.lists(st.sampled_from(("one", "two: x", "# no comment", "")), min_size=1))
    mark = draw(st.sampled_from(("|", "|-", "|+", ">", ">-")))
    return f" {mark}\n" + "\n".join(f"  {line}" if line else "" for line in ["x", *lines])


@st.composite
def _value(draw: st.DrawFn, name: str) -> str:
    """What stands behind a colon."""
    kind = draw(
        st.sampled_from(
            ("scalar",) * 6 + ("flow", "flow", "block", "block", "map", "braces", "text", "none")
        )
    )
    if kind == "none":
        return draw(_comment)
    if kind == "text":
        return draw(_text())
    if kind == "block":
        return draw(_comment) + draw(_block(name))
    if kind == "map":
        return f"\n  inner: {draw(_scalar())}\n  tags: {draw(_scalar())}"
    value = draw({"scalar": _scalar(name), "flow": _flow(name)}.get(kind, _scalar(flow=True)))
    if kind == "braces":
        value = f"{{inner: {value}, other: {draw(_scalar(flow=True))}}}"
    anchor = ""
    if kind == "scalar" and value[:1].isalpha():
        anchor = draw(st.sampled_from(("", "", "", "", "", "!!str ")))
    return f" {draw(_blank)}{anchor}{value}{draw(_comment)}"


@st.composite
def entries(draw: st.DrawFn, most: int = 6) -> list[str]:
    """Properties of different names, each with its lines; some tied by anchor and alias."""
    names = draw(
        st.lists(
            st.sampled_from(NAMES), min_size=1, max_size=most, unique_by=lambda name: name.lower()
        )
    )
    found: list[str] = []
    for name in names:
        key = draw(st.sampled_from((str, str, str, str, _single, _double)))(name)
        value = draw(_value(name))
        lead = draw(st.sampled_from(("", "", "", "", "\n", "# note: x\n")))
        found.append(f"{lead}{key}{draw(st.sampled_from(('', '', '', ' ')))}:{value}")
    if len(found) > 1 and draw(st.integers(0, 9)) == 0:
        found[0] += "\nanchored: &a " + draw(st.sampled_from(("[x, y]", "x", "'[[Home]]'")))
        found.append("again: *a")
    return found


def note_of(
    lines: list[str], *, crlf: bool = False, mark: bool = False, body: str = "text\n"
) -> str:
    """A note with these properties."""
    text = "---\n" + "".join(f"{entry}\n" for entry in lines) + f"---\n{body}"
    return ("\ufeff" if mark else "") + (text.replace("\n", "\r\n") if crlf else text)


@st.composite
def notes(draw: st.DrawFn) -> str:
    """Notes with such properties."""
    return note_of(
        draw(entries()), crlf=draw(st.integers(0, 4)) == 0, mark=draw(st.integers(0, 9)) == 0
    )


DAMAGED: tuple[str, ...] = (
    "up: [[A]], [[B]]", "note: a: b", "who: @name", 'said: "a" b', "sale: 50% off: now",
    "part: %x", "said: 'it's'", 'said: "say "hi" there"', "people:\n  - @me\n  - you",
    "parts:\n- a: b: c\n- d", "links: [[A]] and [[B]]", "link: `x`", "list: [x, y", "map: {x: 1",
    "url: https://a.b: c", "said: a #b: c: d", "tip: !important!", "stars: *bold*", "r: & more",
    "people:\n\t- me\n\t- you", "links:\n  - [[A]], [[B]]\n  - c", "said: “a”: b",
)  # fmt: skip
"""Properties that make the YAML of a note invalid, or would if they stood in the first line."""


def typed(value: Any) -> Any:
    """A value of the second library to compare: types count, order counts, NaN equals itself."""
    if isinstance(value, dict):
        return "map", [(typed(key), typed(held)) for key, held in value.items()]
    if isinstance(value, list):
        return "list", [typed(item) for item in value]
    return type(value).__name__, repr(value)
