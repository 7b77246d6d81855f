"""Tags, in the text and in the property `tags` (obsidian.md section 4)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note.frontmatter import Frontmatter
from vaultlint.note.values import ListValue, Scalar

# What JavaScript's \s matches, which is Obsidian's idea of whitespace. Python's own differs: it
# counts U+001C to U+001F and U+0085, and leaves out U+FEFF.
WHITESPACE = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)

NO_TAG = r"\t-\r \u00a0\u1680\u2000-\u206f\u2e00-\u2e7f\u3000\ufeff!-,.:-@\[-^`{-~"
"""What no tag holds, for a character class: whitespace, general and supplemental punctuation, and
that of ASCII except "-", "/" and "_" (section 4.1)."""
_NAME = lazy(f"[^{NO_TAG}]+")
_DIGITS = lazy(r"[0-9]*")
# Behind a letter, a digit or one of these signs no tag begins, unless the sign is escaped
# (section 4.3). Tags without a blank between them are one match. Most signs are those of headings,
# which the character behind them tells.
_STARTS = rf"#(?=[^{NO_TAG}])(?<![^\W_]#)(?<!(?<!\\)[(\"'/.,;:&@?!#-]#)"
WRITTEN_TAGS = lazy(rf"{_STARTS}([^{NO_TAG}]++(?>(?:#[^{NO_TAG}]+)*))")
"""Whatever may be a tag of the text, with others that stand right behind it; its group is all that
but for the first "#"."""


class Tag(NamedTuple):
    """A tag that Obsidian counts: its name as written, without "#", and its span, "#" included."""

    name: str
    span: Span


def tag_run(text: str, start: int, end: int) -> int:
    """Where the run of tag characters that begins at `start` ends, be it a tag or not."""
    match = _NAME.match(text, start, end)
    return match.end() if match else start


def tag_length(text: str, start: int, end: int) -> int:
    """How many characters from `start` on are a tag's name, 0 if they make no tag (section 4.1).

    `start` is the offset behind the "#"; nothing at or behind `end` is looked at.
    """
    stop = tag_run(text, start, end)
    while stop > start and text[stop - 1] == "/":
        stop -= 1
    if _DIGITS.fullmatch(text, start, stop):  # an empty name too
        return 0
    return stop - start


def frontmatter_tags(text: str, frontmatter: Frontmatter | None) -> tuple[Tag, ...]:
    """The tags of the property `tags`, as Obsidian 1.9 and later reads them (sections 3.4, 4.4).

    A list of strings, or one string; "#" is optional. Strings that are no tag as a whole, and
    values that are no strings, give none. Where the value is not written out literally (escapes in
    double quotes, block scalars), the tag's span is all that stands between the quotes.
    """
    found = (_property_tag(text, item) for item in _items(frontmatter))
    return tuple(tag for tag in found if tag is not None)


def tag_texts(frontmatter: Frontmatter | None) -> list[str]:
    """The texts that the property `tags` holds, be they tags or not."""
    return [item.value for item in _items(frontmatter) if isinstance(item.value, str)]


@lru_cache(4096)
def property_tag(value: str) -> str:
    """The tag that Obsidian reads from a text of the property `tags`; empty if it reads none."""
    name = value.strip(WHITESPACE).removeprefix("#")
    length = tag_length(name, 0, len(name))
    return "" if name[length:].strip("/") else name[:length]


def _items(frontmatter: Frontmatter | None) -> list[Scalar]:
    tags = frontmatter.get("tags") if frontmatter is not None else None
    if tags is None:
        return []
    values = tags.value.items if isinstance(tags.value, ListValue) else (tags.value,)
    return [value for value in values if isinstance(value, Scalar)]


def _property_tag(text: str, scalar: Scalar) -> Tag | None:
    value = scalar.value
    name = property_tag(value) if isinstance(value, str) else ""
    if not name or not isinstance(value, str):
        return None
    inner = scalar.inner
    if text[inner.start : inner.end] != value:
        return Tag(name, inner)
    start = inner.start + len(value) - len(value.lstrip(WHITESPACE))
    hashed = value.startswith("#", start - inner.start)
    return Tag(name, Span(start, start + hashed + len(name)))
