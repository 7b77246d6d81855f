"""Repairs lines of YAML that have one reading, by quoting, so that Obsidian can read them."""

from __future__ import annotations

import re
from typing import NamedTuple

from vaultlint.finding import Edit, Safety, Span

_LINE = re.compile(
    r"(?P<indent>[ \t]*)(?P<dash>- +)?"
    r"(?:(?P<key>[^\s:#\-?\[\]{},&*!|>'\"%@`][^:#{}\[\]\"]*?|\"[^\"\\]*\"|'[^']*'):[ \t]+)?"
    r"(?P<value>[^ \t].*)"
)
_LINK = r"\[\[[^\[\]\n]+\]\]"
_LINKS = re.compile(rf"{_LINK}(?:, *{_LINK})+")
_QUOTED = r"(?:\"[^\"\\]*\"|'[^']*')"
_QUOTED_LIST = re.compile(rf"{_QUOTED}(?:, *{_QUOTED})+")
_HASH_LIST = re.compile(r"\[ *#?[^\s#,\[\]{}'\"]+(?:, *#?[^\s#,\[\]{}'\"]+)* *\]")
_PATH = re.compile(r"\"(?P<path>[^\"'\\]*\\[^\"']*)\"")
_TEXT_BEHIND_QUOTES = re.compile(rf"{_QUOTED}[ \t]*[^\"':,#\s][^\"',]*")
_TEXT_BEHIND_LINK = re.compile(rf"(?:!?{_LINK}|!?\[[^\[\]]*\]\([^()\s]*\))[^\[\]{{}},#]*")
_INDICATOR = re.compile(r"[-?:](?:[ \t]|$)")
_LISTS = frozenset(("tags", "aliases", "cssclasses"))


class Repair(NamedTuple):
    """A line's repair: its edit, what the value then says, and how far it may be trusted."""

    edit: Edit
    says: str | list[str]
    title: str
    safety: Safety = Safety.SAFE


def repair_line(text: str, line: Span) -> Repair | None:
    """The one repair of the line at this span of the text, None if it has none or several."""
    match = _LINE.fullmatch(text, *line)
    if match is None or bool(match["dash"]) == bool(match["key"]):
        return None
    value, key = match["value"].rstrip(" \t"), (match["key"] or "").strip("\"'").lower()
    span = Span(match.start("value"), match.start("value") + len(value))
    if key == "tags" and "#" in value and _HASH_LIST.fullmatch(value):
        bare = value.replace("#", "")
        tags = re.findall(r"[^\s,\[\]]+", bare)
        return Repair(Edit(span, bare), tags, "remove the # before the tags")
    if re.search(r"(?:^|[ \t])#", value):
        return None  # a comment, or part of the text?
    if path := _PATH.fullmatch(value):
        edit = Edit(span, f"'{path['path']}'")
        return Repair(edit, path["path"], "put it in single quotes", Safety.UNSAFE)
    if key and _LINKS.fullmatch(value):
        links = re.findall(_LINK, value)
        edit = Edit(span, f"[{', '.join(map(quote, links))}]")
        return Repair(edit, links, "make it a list of quoted links")
    if key and _QUOTED_LIST.fullmatch(value):
        texts = [text[1:-1] for text in re.findall(_QUOTED, value)]
        return Repair(Edit(span, f"[{value}]"), texts, "make it a list")
    if not _is_one_text(value, key):
        return None
    return Repair(Edit(span, quote(value)), value, "put it in quotes")


def _is_one_text(value: str, key: str) -> bool:
    """Whether the value can only mean one text, quotes and brackets in it included."""
    if value[0] in "\"'":
        return bool(_TEXT_BEHIND_QUOTES.fullmatch(value))
    if value[0] == "[" or value.startswith("!["):
        return bool(_TEXT_BEHIND_LINK.fullmatch(value))
    if value[0] in "!&{}],#" or _INDICATOR.match(value):
        return False
    return key not in _LISTS or "," not in value


def quote(text: str) -> str:
    """The text as a YAML string in quotes, double ones where nothing needs an escape."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def untabbed(text: str, yaml: Span) -> tuple[Edit, ...]:
    """Edits that turn the tabs at the start of lines into two spaces each.

    Empty if some line is indented by spaces: then nobody knows how wide a tab was.
    """
    edits: list[Edit] = []
    for match in re.finditer(r"^[ \t]+(?=[^ \t\r\n])", text[slice(*yaml)], re.MULTILINE):
        if match[0].strip("\t"):
            return ()
        span = Span(yaml.start + match.start(), yaml.start + match.end())
        edits.append(Edit(span, "  " * len(match[0])))
    return tuple(edits)
