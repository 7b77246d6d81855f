"""A `#` in a frontmatter tag: redundant in quotes, and without them a comment that hides it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.frontmatter import ListValue, Property, Scalar
from vaultlint.note.tags import tag_length
from vaultlint.rule import Change, NoOptions, in_properties, rule

# A YAML comment that holds nothing but tags; "#list your tags here" is a comment on purpose.
_TAGS_IN_COMMENT = lazy(
    r"[ \t]+(?P<tags>#[^\s#,]+(?:(?:,[ \t]*|[ \t]+)#[^\s#,]+)*)[ \t]*(?=[\r\n])"
)
# In a list it is an item too that is lost, however many words it has; a sentence has more.
_WORDS_IN_COMMENT = lazy(r"[ \t]+(?P<tags>#[^\s#,]+(?:[ \t]+[^\s#,]+){1,3})[ \t]*(?=[\r\n])")
_NO_STRING = {"true", "false", "null", "nan"}


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.PROPERTIES, Change.TAGS},
    needs=(in_properties("#"),),
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find quoted and unquoted hashes in the property `tags`, and unquoted ones in `tag`."""
    if note.frontmatter is None or note.is_template:
        return
    for name in ("tags", "tag"):
        if entry := note.frontmatter.get(name):
            yield from _hashes(note, entry, is_read=name == "tags")


def _hashes(note: Note, entry: Property, *, is_read: bool) -> Iterator[Finding]:
    """The hashes of one property; of one that Obsidian does not read only those that hide a tag.

    There is no fix where the property has an anchor: what refers to it would change with it.
    """
    has_anchor = "&" in note.text[entry.key.span.end : entry.value.span.end]
    for finding in _in_property(note, entry, is_read=is_read):
        yield finding._replace(fix=None) if has_anchor else finding


def _in_property(note: Note, entry: Property, *, is_read: bool) -> Iterator[Finding]:
    in_list = isinstance(entry.value, ListValue)
    values = entry.value.items if isinstance(entry.value, ListValue) else (entry.value,)
    for value in values:
        if not isinstance(value, Scalar):
            continue
        if value.value is None and value.span.start == value.span.end:
            yield from _lost(note, value.span.start, in_list)
        elif is_read and isinstance(value.value, str) and value.style in ("single", "double"):
            yield from _redundant(note, value)


def _redundant(note: Note, value: Scalar) -> Iterator[Finding]:
    """A quoted "#tag": Obsidian reads it as the tag, and writes it without the hash itself."""
    source = note.text[value.inner.start : value.inner.end]
    blanks = len(source) - len(source.lstrip())
    tag = source.strip()
    if tag.startswith("#") and len(tag) > 1 and tag_length(tag, 1, len(tag)) == len(tag) - 1:
        start = value.inner.start + blanks
        hash_span = Span(start, start + 1)
        fix = Fix(f"write {tag[1:]}", (Edit(hash_span, ""),), Safety.SAFE)
        yield Finding(hash_span, f"the tag `{tag}` needs no `#` in the property `tags`", fix)


def _lost(note: Note, end: int, in_list: bool) -> Iterator[Finding]:
    """An empty value followed by a comment that holds nothing but tags."""
    match = _TAGS_IN_COMMENT.match(note.text, end - 1) or _TAGS_IN_COMMENT.match(note.text, end)
    if match is None:
        if in_list:
            yield from _lost_words(note, end)
        return
    tags = [tag.lstrip("#") for tag in re.split(r"[,\s]+", match["tags"])]
    valid = [tag_length(tag, 0, len(tag)) == len(tag) and _says_something(tag) for tag in tags]
    if not any(valid):
        return  # a row of dashes, a number
    span = Span(*match.span("tags"))
    message = f"`{match['tags']}` is a comment in YAML, so Obsidian sees no tag here"
    written = [
        tag if tag[0].isalpha() and tag.lower() not in _NO_STRING else f'"{tag}"' for tag in tags
    ]
    fix = None  # "#C++" is no tag to Obsidian, whatever is done about the hash
    if all(valid) and len(written) == 1:
        fix = Fix(f"write {written[0]}", (Edit(span, written[0]),), Safety.SAFE)
    elif all(valid) and not in_list:
        listed = f"[{', '.join(written)}]"
        fix = Fix(f"write {listed}", (Edit(span, listed),), Safety.SAFE)
    yield Finding(span, message, fix, level=Level.ERROR)


def _lost_words(note: Note, end: int) -> Iterator[Finding]:
    """An empty item followed by a comment of a few words, of which the first has the hash."""
    match = _WORDS_IN_COMMENT.match(note.text, end - 1) or _WORDS_IN_COMMENT.match(note.text, end)
    words = match["tags"][1:].split() if match is not None else []
    if match is None or not all(word[0].isalnum() for word in words):
        return
    tag = "-".join(words)
    fix = None
    span = Span(*match.span("tags"))
    if tag_length(tag, 0, len(tag)) == len(tag) and tag[0].isalpha():
        fix = Fix(f"write {tag}", (Edit(span, tag),), Safety.UNSAFE)
    message = f"`{match['tags']}` is a comment in YAML, so Obsidian sees no tag here"
    yield Finding(span, message, fix, level=Level.ERROR)


def _says_something(tag: str) -> bool:
    return any(character.isalnum() or not character.isascii() for character in tag)
