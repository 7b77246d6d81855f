"""The texts that a property holds, such as the tags, from its plain lines."""

from __future__ import annotations

from functools import lru_cache

from vaultlint.lazy import lazy
from vaultlint.note.scalars import TYPED_START, type_plain

_SIMPLE_LIST = lazy(r"[\w/, -]*")


@lru_cache(4096)  # many notes share theirs with others
def plain_texts(sources: tuple[str, ...]) -> tuple[str, ...] | None:
    """The texts in the list that a property is, or the one.

    `sources`: what stands behind the colon and behind the dashes of its lines. None if they are
    not written plainly; what is no text, a number for example, is left out.
    """
    written = [source for source in sources if source]
    if not written:
        return ()
    if sources[0][:1] == "[":
        if not _SIMPLE_LIST.fullmatch(sources[0], 1, len(sources[0]) - 1):
            return None
        written = [item.strip(" ") for item in sources[0][1:-1].split(",")]
        if not written[-1]:
            del written[-1]
        if any(not item or item[0] == "-" for item in written):
            return None
    texts: list[str] = []
    for source in written:
        if source[0] == "[":
            return None
        if source[0] in "'\"":
            if "\\" in source or "''" in source[1:-1]:
                return None
            texts.append(source[1:-1])
        elif source[0] not in TYPED_START:
            texts.append(source.rstrip(" "))
        elif isinstance(typed := type_plain(source.rstrip(" ")), str):
            texts.append(typed)
    return tuple(texts)
