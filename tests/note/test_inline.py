"""Marks: obsidian.md sections 8 and 11.10, CommonMark's rules for code and emphasis, and time."""

from __future__ import annotations

import pytest

from tests.timing import grows_too_fast, seconds_of
from vaultlint.finding import Span
from vaultlint.note import Block, Note
from vaultlint.note.inline import MarkKind, scan_inline
from vaultlint.note.zones import find_zones


def marks(text: str, *kinds: MarkKind) -> list[str]:
    found = Note.from_text(text).inline
    chosen = found.of(*kinds) if kinds else found.marks
    return [text[slice(*mark.inner)] for mark in chosen]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("$5 and $6", []),
        ("$x$", ["x"]),
        ("$ x$   $x $", []),
        (r"\$x$", []),
        ("a $$x$$ inline", ["x"]),
        ("a $$x $ y$$ b", ["x $ y"]),
        (r"$a\$b$", [r"a\$b"]),
        ("$x$ and $y$", ["x", "y"]),
        ("$20,000 and USD$30", []),
        ("`$x$` $`y`$", ["`y`"]),
    ],
)
def test_math(text: str, inner: list[str]) -> None:
    assert marks(text, "math") == inner


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("a %%b%% c", ["b"]),
        ("a %%b%% c %%d%%", ["b", "d"]),
        ("%%%%", []),
        ("a %%b", []),
        ("a %%b%%% c", []),
        ("a %%b\nc%%", []),
        ("`%%a%%`", []),
    ],
)
def test_comments(text: str, inner: list[str]) -> None:
    assert marks(text, "comment") == inner


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("==a==", ["a"]),
        ("== a ==", []),
        ("==a== and ==b c==", ["a", "b c"]),
        ("===a===", []),
        ("a = b == c", []),
    ],
)
def test_highlights(text: str, inner: list[str]) -> None:
    assert marks(text, "highlight") == inner


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("`foo`", ["foo"]),
        ("`` foo ` bar ``", [" foo ` bar "]),
        ("`foo\\`bar`", ["foo\\"]),
        ("\\`foo`", []),
        ("```foo``", []),
        ("`foo", []),
        ("`foo``bar``", ["bar"]),
        ("`a\nb`", ["a\nb"]),
        ('<a href="`">`', []),
        ('`<a href="`">`', ['<a href="']),
        ("`<https://foo.bar.`baz>`", ["<https://foo.bar."]),
    ],
)
def test_code_spans(text: str, inner: list[str]) -> None:
    assert marks(text, "code") == inner


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("*foo bar*", ["foo bar"]),
        ("a * foo bar*", []),
        ('a*"foo"*', []),
        ("foo*bar*", ["bar"]),
        ("_foo bar_", ["foo bar"]),
        ("foo_bar_baz", []),
        ("foo-_(bar)_", ["(bar)"]),
        ("_(bar)_.", ["(bar)"]),
        ("*(*foo*)*", ["(*foo*)", "foo"]),
        ("**foo bar**", ["foo bar"]),
        ("foo__bar__", []),
        ("*foo**bar**baz*", ["foo**bar**baz", "bar"]),
        ("*foo**bar*", ["foo**bar"]),
        ("***foo** bar*", ["**foo** bar", "foo"]),
        ("*foo **bar***", ["foo **bar**", "bar"]),
        ("foo***bar***baz", ["**bar**", "bar"]),
        ("**foo*", ["foo"]),
        ("*foo**", ["foo"]),
        ("*foo _bar* baz_", ["foo _bar"]),
        ("*foo [bar*](/url)", []),
        ("**a `**` b**", ["a `**` b"]),
        (r"\*a* *b\*", []),
        ("*a\nb*", ["a\nb"]),
        ("*\u00a0a*", []),
    ],
)
def test_emphasis(text: str, inner: list[str]) -> None:
    assert marks(text, "emphasis") == inner


@pytest.mark.parametrize("mark", "!\"#$%&'()+,-./:;=>?@[]^{|}")
def test_emphasis_ends_at_no_mark_that_a_word_follows(mark: str) -> None:
    assert marks(f"*a{mark}*b", "emphasis") == []
    assert marks(f"*a{mark}* b", "emphasis") == [f"a{mark}"]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("~~a b~~", ["a b"]),
        ("~a~ ~~~b~~~ ~~ c ~~", []),
        ("**~~a~~**", ["a"]),
    ],
)
def test_strike(text: str, inner: list[str]) -> None:
    assert marks(text, "strike") == inner


@pytest.mark.parametrize(
    ("text", "kind", "inner"),
    [
        ("a <b>c</b>", "html", ["b", "/b"]),
        ("a <b c='d' e=f/> <br />", "html", ["b c='d' e=f/", "br /"]),
        ("a <33> <__> < b> <b c='d'e='f'>", "html", []),
        ("a <!-- b -- c --> d", "html", [" b -- c "]),
        ("a <!--> b -->", "html", [""]),
        ("a <?php b ?> <!X y> <![CDATA[>]]>", "html", ["php b ", "X y", ">"]),
        ("a <!-- b", "html", []),
        ("<https://x.org/a> <a+b:c>", "autolink", ["https://x.org/a", "a+b:c"]),
        ("<me@x.org> <me> <me@>", "autolink", ["me@x.org"]),
        ("<https://x.org/a b> <m:abc>", "autolink", []),
        ("x[^1] [^a b] [^]", "footnote-reference", ["1"]),
        ("x^[a note [b]] y", "inline-footnote", ["a note [b]"]),
        (r"x\^[a]", "inline-footnote", []),
        ("a <% b %> c <%* d\ne -%>", "template", [" b ", "* d\ne -"]),
        ("{{date}} {{date:YYYY}} {{a\nb}}", "placeholder", ["date", "date:YYYY"]),
        (r"\* \\ \a", "escape", ["*", "\\"]),
        ("a (k:: v) [k2:: w (x)] b", "field", [" v", " w (x)"]),
        ("key:: value [[A]]", "field", [" value [[A]]"]),
        ("**Bold key**:: v", "field", [" v"]),
        ("- [x] key:: v\n- a.b:: v", "field", [" v"]),
        ("a\nkey one:: v\nb", "field", [" v"]),
        ("see: a :: b `x::y` http://[::1]/", "field", []),
    ],
)  # fmt: skip
def test_other_marks(text: str, kind: MarkKind, inner: list[str]) -> None:
    assert marks(text, kind) == inner


@pytest.mark.parametrize(
    ("kind", "whole"),
    [
        ("emphasis", "**a**"),
        ("strike", "~~a~~"),
        ("highlight", "==a=="),
        ("code", "`` a ` b ``"),
        ("math", "$a$"),
        ("math", "$$a$$"),
        ("comment", "%%a%%"),
        ("html", "<b>"),
        ("html", "<!-- a -->"),
        ("autolink", "<https://x.org>"),
        ("footnote-reference", "[^1]"),
        ("inline-footnote", "^[a [b]]"),
        ("template", "<% a %>"),
        ("placeholder", "{{date}}"),
        ("field", "(a:: b)"),
        ("field", "[a:: b]"),
        ("escape", r"\*"),
    ],
)
def test_a_mark_spans_its_delimiters(kind: MarkKind, whole: str) -> None:
    text = f"x {whole} y"
    (mark,) = Note.from_text(text).inline.of(kind)
    assert text[slice(*mark.span)] == whole


@pytest.mark.parametrize(
    "text", ["%%\nb\n\nc\n%%", "> %%\n> b\n>\n> c\n> %%", "%% b\nc %%"], ids=repr
)
def test_block_comments(text: str) -> None:
    note = Note.from_text(text)
    assert [zone.kind for zone in note.zones] == ["comment"]
    assert "b" in text[slice(*note.zones[0].span)]
    assert "c" in text[slice(*note.zones[0].span)]


def test_links_and_tags_count_in_templates() -> None:
    found = Note.from_text('<% tp.x("[[A]]") %> #b {{[[C]]}}').inline
    assert [link.path for link in found.links] == ["A", "C"]
    assert [tag.name for tag in found.tags] == ["b"]


def test_plain_text_gives_nothing() -> None:
    found = Note.from_text("Words: 5 % of it - and so on...\n\n1. one = a (b) {c} ~ d").inline
    assert found == scan_inline("", ())


HOSTILE = [
    "[[", "[", "`", "$", "*", "_", "<", "#", "!", "%%", "](", "=", "~", "{{", "<%", "^[", "]",
    "[](", "[a](b", "[a](<b", '[a](b "', "[a](b (", "[[a", "[[a]", "[[[[a]]", "[a][", "[a]", "[^a",
    "![", "a**b", "*a_ ", "`a``b", "$a ", "$a$$", "<a ", '<a b="', "<a b='<a b=\"'", "<!--", "<?",
    "<!A", "%", "%%a\n", "%%%", "(a:: ", "a:: ", "::", "x::\n", "\\", "\\[", "#a_ ", "_#a", "> ",
    "~~a", "==a", "<a@", "<a:", "&", "- [ ] \U0001f53a ", "\U0001f53aa", "http://", "](http://a)",
    "\r",
]  # fmt: skip


def seconds(text: str, definition: bool) -> float:
    """How long the scan and the zones of a text take that is one paragraph."""
    block = Block("paragraph", Span(0, len(text)), pieces=(Span(0, len(text)),))
    blocks = [block]
    if definition:
        text += "\n[r]: x"
        span = Span(len(text) - 6, len(text))
        blocks.append(Block("definition", span, pieces=(span,)))
    return seconds_of(lambda: find_zones(text, None, blocks, scan_inline(text, blocks)))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_time_grows_with_the_text(hostile: str) -> None:
    """Sixteen times the text may take about sixteen times as long, not 256 times."""
    for definition in (False, True):

        def taken(size: int, definition: bool = definition) -> float:
            return seconds(hostile * (size // len(hostile)), definition)

        assert not grows_too_fast(taken, 8_000, 16)
