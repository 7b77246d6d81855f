"""The texts that one property holds, such as the tags, from its plain lines."""

from __future__ import annotations

from vaultlint.lazy import lazy
from vaultlint.note.plain_yaml import Lines
from vaultlint.note.scalars import TYPED_START, type_plain

_SIMPLE_LIST = lazy(r"[\w/, -]*")


def plain_texts(lines: Lines, name: str) -> tuple[str, ...] | None:
    """The texts in the list that the first property of that name (in lower case) is, or the one.

    For lines of which `plain_names` gives the names. None if they are not written plainly; what is
    no text, a number for example, is left out.
    """
    sources = _sources(lines, name)
    if sources is None:
        return None
    if len(sources) == 1 and sources[0][0] == "[":
        if not _SIMPLE_LIST.fullmatch(sources[0], 1, len(sources[0]) - 1):
            return None
        sources = [item.strip(" ") for item in sources[0][1:-1].split(",")]
        if not sources[-1]:
            del sources[-1]
        if any(not item or item[0] == "-" for item in sources):
            return None
    texts: list[str] = []
    for source in sources:
        if source[0] in "'\"":
            if "\\" in source or "''" in source[1:-1]:
                return None
            texts.append(source[1:-1])
        elif source[0] not in TYPED_START:
            texts.append(source.rstrip(" "))
        elif isinstance(typed := type_plain(source.rstrip(" ")), str):
            texts.append(typed)
    return tuple(texts)


def _sources(lines: Lines, name: str) -> list[str] | None:
    """What stands behind the colon of the first property of that name, or behind its dashes.

    None if one of the latter is a list.
    """
    found: list[str] = []
    within = False
    for head, _, source, _, _ in lines:
        if not head:
            continue
        if head[0] not in " -":
            if within:
                break
            within = head.lower() == name
        elif within and source[:1] == "[":
            return None
        if within and source:
            found.append(source)
    return found
