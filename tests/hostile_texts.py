"""Texts that somebody could write to make a linter slow, each of any size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

Text = Callable[[int], str]
"""Gives a text of at least a number of characters, and not many more."""

_PROSE = """\
## The mill on the river

The old mill was built in 1874 by two brothers, and [[Anna Keller]] ran it until the flood. Its
wheel turns again since last spring; see [the report](Reports/Mill.md) for what was repaired, and
what was not. Nobody knows (or says) who paid for the roof.

- the wheel: oak, eleven metres
- the roof: slate, from the quarry behind [[Places/Hill|the hill]]
- [ ] ask about the deeds #todo

In winter the river freezes, and *then* the mill stands still. Children skate up to the weir, where
the ice is thin; every year one of them is pulled out with a ladder, and all the others laugh.

"""


def repeated(piece: str) -> Text:
    """A text of nothing but `piece`."""
    return lambda size: piece * -(-size // len(piece))


def _between(before: str, text: Text, after: str) -> Text:
    return lambda size: before + text(size) + after


def within(before: str, piece: str, after: str) -> Text:
    """The piece over and over between a beginning and an end."""
    return _between(before, repeated(piece), after)


prose = repeated(_PROSE)


def _deeper(line: str) -> Text:
    """Lines each of which is indented deeper than the one before: their text grows by its root."""

    def make(size: int) -> str:
        depth = 1
        while depth * depth < size:
            depth += 1
        return "".join("  " * level + line + "\n" for level in range(depth))

    return make


def _numbered(line: str) -> Text:
    """Lines that all differ: "{}" in the line is their number."""

    def make(size: int) -> str:
        lines: list[str] = []
        length = 0
        while length < size:
            lines.append(line.replace("{}", str(len(lines))))
            length += len(lines[-1])
        return "".join(lines)

    return make


NAMED: Mapping[str, Text] = {
    "[[": repeated("[["),
    "[": repeated("["),
    "`": repeated("`"),
    "$": repeated("$"),
    "*": repeated("*"),
    "<": repeated("<"),
    "#": repeated("#"),
    "blanks": repeated(" "),
    ">": repeated(">"),
    "lists, each deeper": _deeper("- a"),
    "lists on one line": repeated("- "),
}
"""Those that every linter should stand a megabyte of."""

# What our grammar gives a meaning to, and beginnings of it that nothing ends.
_PIECES: tuple[str, ...] = (
    "[a]", "[[a|", "[[a#", "[[a]", "[a](", "[a][", "[a]:", "[a]: ", "](", "](<", "[](", "[a](b ",
    "[a](b \"", "[a](b '", "[a](b (", "[a]((", "[a](\\", "[^", "[^a", "[^a]:", "^[", "![[", "![",
    "!", "]", "]]", "[]", "[[]", "[[a]][", "[[a]]", "[a](b)", "[a][b]", "a]]", "[\\", "<a", "<a ",
    '<a b="', "<a b='", "<a b ", "<a b=c ", "</", "</a", "<!--", "<!-- -", "-->", "<!", "<!A",
    "<?", "<![CDATA[", "<%", "<%*", "%>", "<a:", "<http://", "<a@", "<a.", "<<", "</div>", "{{",
    "{{a", "}}", "${", "${a", "$a", "$ ", "a$", "$$", "$$a", "$1", "\\$", "`a", "`` a", "a` ``",
    "``` ", "~~~ ", "%", "%%", "%%a", "%%%", "=", "==", "==a", "~", "~~", "~~a", "_", "__", "_a",
    "__a", "a_", "**", "*a", "**a", "a**", "*a _b", "*a **b", "_a*", "***a", "* ", "#a", "#a ",
    "#/", "#a/", "#1", "# ", "## ", "_#a_", "*#a", "[#a", "^a", " ^a", "^", ":", "::", "a::",
    "(a::", "[a::", "(a:: b", "(a:: b)", "[a:: (", "- a:: ", "a:: [b:: ", "\\", "\\\\", "\\[", "|",
    "|a|", "||", "| - |", "|-", ":-:", ":-|", "\\|", "-|", "-", "- [", "- [ ] ", "+ ", "1. ",
    "1) ", "12", "> > ", ">-", "> - ", "- > ", "> [!a]", "> [!a|", "---", "- - ", "===", "'", '"',
    "\"a ", "&", "&#", "&a", "&amp;", "&a;", "(", ")", "((", "a(", "http://", "https://a",
    "https://a).", "https://a,", "http:// ", "://", "//", "www.", "vaultlint-disable ",
    "%% vaultlint-disable ", "<!-- vaultlint-disable ", "2024-02-30 ", "a", "a ", ",", ". ", "?",
    "@", "\t", "\t ", " \t", "a\t", "a  ", "\f", "\v", "\0", "â€™", "Ã©", "Ã© ", "Ã", "â€", "â",
    "Â ", "ï»¿", "é", "’", "“a", "Ã©Ã", "aÃ©", "\"Ã©\"", "`Ã©",
    "Ã© is é, ", "cafÃ© café ", "utf-8 Ã© ", "[[Ã©]]", "https://a/Ã© ", "Ã©, ", "thÃ nh ", "ï»¿a ",
    "Ð¿Ñ€", "ã€", "ðŸ˜€", "ÃƒÂ©",
    "\ufffd", "a\ufffd", "\x92", "\x92a", "a\u0301", "\u0301", "\u00a0", "\u00a0a", "\ufeff",
    "\u2028", "\u200b", "a\u200b", "\u200d ", "\u00ad", "a\u00ad", "\u202e", "\u2067a",
    "\u2069\u202c", "\x1b[", "\x1b]a", "\x1b[1m", "a\x08", "\x0crac", "\x01\x1b", "\u3000",
    "\u202f", "\udc92", "\udc92a", "\udce9 ", "\udce9\udce8",
    "\u1112\u1161", "#e\u0301 ", "\r\r\n", "📅", "📅 ",
    "📅 2024-01-01", "🔁", "🔁 every ", "🆔 ", "🆔 a,", "⏫", "🛫 ", "📅 2024-01-01 🔁 ",
)  # fmt: skip

# Lines that follow one another, each a block or a part of one.
_LINES: tuple[str, ...] = (
    "---", "- ", "- a", "-", "1. a", "2. a", "> a", "> ", ">", "> - a", "- > a", "> [!a] b", "# a",
    "#", "a\n===", "a\n---", "===", "***", "_ _ _", "```", "```a", "``` a`", "~~~", "$$", "$$a",
    "%%", "%%a", "a %%", "<!--", "<a>", "<div>", "<div", "</p>", "<pre>", "<?", "<![CDATA[", "<!A",
    "[^a]:", "[^a]: b", "[^a]: b\n\n  c", "[a]: b", "[a]:", "[a]: <", "[a]: b \"", "[a]", "|a|",
    "|a|\n|-|", "| - |", "a|b", "- | -", "|-|-|", "    a", "\ta", "a\n    b", "a\n\tb", "- a\n\n",
    "- a\nb", "> a\nb", "- a\n  - b", "- - a", "1. - a", "- [ ] a", "- [x] a 📅 2024-01-01",
    "a:: b", "a ^b", "^a", "#a", "[[a]]", "![[a]]", "[a](b)", "", " ", "a", "a  ", "a\\", "\\",
    "*a", "_a", "==a", "`", "`a", "[[a", "[", "{{a", "<%", "(a:: b", "\u2028", "â€™",
    "%% vaultlint-disable %%", "%% vaultlint-disable-next-line %%", "%% vaultlint-disable a %%",
    "%% vaultlint-enable %%", "<!-- vaultlint-disable -->", "> ```", "- ```", "> $$", "> %%",
    "- %%", "- $$", "> [^a]: b", "> |a|\n> |-|", "- # a", "> # a", "> a\n\n", "> > a\n> b", "\f",
    "a\fb", "\v", "\x85",
)  # fmt: skip

# What stands in the properties, each in several places.
_YAML: tuple[str, ...] = (
    "[", "]", "{", "}", "- ", "-", "'", '"', "''", '\\"', "&a ", "*a ", "*a, ", "!", "!a ",
    "!!str ", "? ", ": ", ":", "|", ">", "%", "@", "`", "#", " #", ",", "a", "a ", "a,", "[a,",
    "{a: ", "{a: b}, ", "[[a]]", "[[", "\"[[a]]\", ", "1", "0x", "1e", "2024-02-30 ",
    "2024-01-01T", "2024-", "1/2/", "\\", "\\x", "\t", " ", "\u00a0", "\ufeff", "\u2028", "\x85",
    "\0", "\udc92", "â€™", "Ã©", "{{a}}", "<%", "<% a %>", "https://a ", "#a, ", "a/",
)  # fmt: skip
_YAML_LINES: tuple[str, ...] = (
    "- ", "- a", "a{}: b", "a{}:", "a{}: [", "a{}: {", "a{}: '", 'a{}: "', "a{}: |", "a{}: >",
    "a{}: &a b", "a{}: *a", "- &a b", "- *a", "? a", ": a", "  - a", "  a{}: b", "# a", "a", "",
    " ", "\t", "- - a", "[", "{", "'", '"', "---a", "- [[a]]", "- \"[[a]]\"", "- 'a", "a{}: - b",
    "a{}:b", "- a: b", "-", "a{}: -", "a{}: 2024-02-30", "- 2024-02-30", "created{}: ", "a{}: @b",
    "a{}: b: c", "  a", "   a{}: b", "â€™{}: a", "a{}: â€™", "{{a{}}}: b", "<% a{} %>: b", "%a",
    "...", "a{}: !b c", "\x85", "created{}: 2024-1-1\nCreated: x", "a{}: 'b' c", "a{}: \"b\" c",
)  # fmt: skip

# Lines that all differ, "{}" being their number: what one of them says is looked for in all.
_NUMBERED: tuple[str, ...] = (
    "[[#h{}]]\n\n# h{}\n", "[[#^b{}]] c ^b{}\n\n", "# h{}\n", "a ^b{}\n\n", "[a{}]: b\n\n[a{}]\n",
    "[a{}]\n", "#a{}\n", "[[a{}]]\n", "[a](b{}.md)\n", "[^a{}]: b\n", "[^a{}]\n",
    "[[#x{}]]\n\n# h{}\n", "[[#^x{}]] c ^b{}\n\n", "[x](#h{}-a)\n\n# h{} a\n",
    "> # h{}\n\n[[#h{}]]\n", "%% vaultlint-disable a{} %%\n", "[[#h{}#i]]\n\n# i\n", "{}. a\n",
    "`{}` Ã©\n", "[[nota{}]] [[Noté {}]]\n", "[[n{}]] ", "[[Note {}]]\n\n",
    "[[Note]\n\n", "[a]([[Note]]) ", "[a](#h {})\n\n# h {}\n", "[a](b {}.md)\n", "[[a%20{}]]\n",
    "a | b\n--|--\n[[a{}|b]] | c\n\n", "[[a|b]]|\n-|\n", "[[Note^a{}]] a ^a{}\n\n", "[[## {}]]\n",
)  # fmt: skip
_NUMBERED_YAML: tuple[str, ...] = (
    "a{}: &b{} c\n", "a{}: [[b]]\n", "a{}: \"[[b{}]]\"\n", "- &b{} c\n- *b{}\n", "? a{}\n: b\n",
)  # fmt: skip


# Keys that stand there again and again: removing one is tried out by reading all properties again.
_TWINS: tuple[str, ...] = (
    "a: b\n", "a: b{}\n", "a: |+\n  b\n\n", "x:\n  a: b\n", "a{}: 1\nA{}: 1\n", "â€™: a\n",
)  # fmt: skip


def _texts() -> Iterator[tuple[str, Text]]:
    for piece in _PIECES:
        yield f"{piece!r} over and over", repeated(piece)
        if not piece.endswith(("a", " ")):
            yield f"{piece!r} in words", repeated(f"{piece}a ")
    for line in _LINES:
        yield f"lines {line!r}", repeated(f"{line}\n")
        yield f"paragraphs {line!r}", repeated(f"{line}\n\n")
        yield f"quoted {line!r}", repeated("> " + line.replace("\n", "\n> ") + "\n")
        yield f"lines {line!r}, each deeper", _deeper(line)
    for line in _NUMBERED:
        yield f"numbered {line!r}", _numbered(line)
    for piece in _YAML:
        yield f"a property {piece!r}", within("---\na: ", piece, "\n---\n")
        yield f"properties {piece!r}", within("---\n", piece, "\n---\n")
        yield f"tags [{piece!r}]", within("---\ntags: [", piece, "]\n---\n")
    for line in _YAML_LINES:
        yield f"lines of properties {line!r}", _between("---\n", _numbered(f"{line}\n"), "---\n")
        yield f"values {line!r}", _between("---\na:\n", _numbered(f"  {line}\n"), "---\n")
    for line in _NUMBERED_YAML:
        yield f"numbered properties {line!r}", _between("---\n", _numbered(line), "---\n")
    for piece in ("[[", "`", "$", "*", "#", "- a", "> a", "a ", ""):
        yield f"lines {piece!r} that end in CR", repeated(f"{piece}\r")


TWINS: Mapping[str, Text] = {
    f"twins {line!r}": _between("---\n", _numbered(line), "---\n") for line in _TWINS
}
ALL: Mapping[str, Text] = {**NAMED, **dict(_texts()), **TWINS}
