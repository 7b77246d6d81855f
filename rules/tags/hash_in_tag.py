"""A `#` in a frontmatter tag: redundant in quotes, and without them a comment that hides it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.note import Note
from vaultlint.note.frontmatter import ListValue, Scalar
from vaultlint.note.tags import tag_length
from vaultlint.rule import Change, NoOptions, rule

# A YAML comment that holds nothing but tags; "#list your tags here" is a comment on purpose.
_TAGS_IN_COMMENT = re.compile(
    r"[ \t]+(?P<tags>#[^\s#,]+(?:(?:,[ \t]*|[ \t]+)#[^\s#,]+)*)[ \t]*(?=[\r\n])"
)
_NO_STRING = {"true", "false", "null", "nan"}


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.PROPERTIES, Change.TAGS},
    needs=("#",),
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find quoted and unquoted hashes in the property `tags`."""
    if note.text.find("#", 0, note.body_start) < 0:
        return
    entry = note.frontmatter and note.frontmatter.get("tags")
    if not entry or note.is_template:
        return
    in_list = isinstance(entry.value, ListValue)
    values = entry.value.items if isinstance(entry.value, ListValue) else (entry.value,)
    for value in values:
        if not isinstance(value, Scalar):
            continue
        if value.value is None and value.span.start == value.span.end:
            yield from _lost(note, value.span.start, in_list)
        elif isinstance(value.value, str) and value.style in ("single", "double"):
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


def _says_something(tag: str) -> bool:
    return any(character.isalnum() or not character.isascii() for character in tag)
