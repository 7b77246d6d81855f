"""The heading that a link meant which reaches none: the only one that is nearly spelt like it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from vaultlint.lazy import lazy
from vaultlint.note.headings import compare_form, link_form
from vaultlint.vault.heading_paths import Headings
from vaultlint.vault.spelling import bare, one_slip, words

_WIKILINK = lazy(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_LINK = lazy(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_TAG = lazy(r"</?[A-Za-z][^<>]*>")
_AT_END = lazy(r"(?<![ \t])[ \t]++[#^][^\s#]++\Z")  # a tag, or a block's id
_NUMBER = lazy(r"\A[0-9]{1,3}(?:(?:\.[0-9]{1,3})*[.)]|(?:\.[0-9]{1,3})+)[ \t]+(?=\S)")
_KEYCAP = lazy("[0-9#*]\ufe0f?\u20e3")
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_SHORTEST = 3  # characters of a key in Latin letters: "1.1" for "1 1" may be chance
_MOST_ALIKE = 20  # headings one of which may be misspelt: who has more means none of them
_MOST_WORDS = 12
_NO_LETTERS = "\u0530"  # from here on a character may be a word, and another one no slip
_LONGEST = 200  # characters; a longer heading is a paragraph


class HeadingNames:
    """The headings of one note, under all forms in which a link may have meant them.

    headings: the raw text and the level of each.
    """

    def __init__(self, headings: Iterable[tuple[str, int]]) -> None:
        known = [(text, compare_form(text), level) for text, level in headings]
        known = [(text, form, level) for text, form, level in known if form]
        self._places = Headings((form, level) for _, form, level in known)
        self._texts: dict[str, list[str]] = {}
        for text, form, _ in known:
            self._texts.setdefault(form, []).append(text)
        self._plain: dict[str, set[str]] = {}
        self._unnumbered: dict[str, set[str]] = {}
        self._frames: dict[tuple[object, ...], dict[str, Sequence[str]]] = {}
        for form, (text, *_) in self._texts.items():
            if len(text) <= _LONGEST:
                self._file(text, form)

    def _file(self, text: str, form: str) -> None:
        for shown in {text, visible(text)}:
            self._plain.setdefault(_key(shown), set()).add(form)
            self._unnumbered.setdefault(_key(_NUMBER.sub("", shown, 1)), set()).add(form)
            for spelling in _spellings(shown):
                for frame in _frames(spelling):
                    self._frames.setdefault(frame, {})[form] = spelling

    def meant(self, subpath: str) -> str | None:
        """The subpath that was surely meant by one that reaches nothing, None if there is none."""
        parts = [part for part in subpath.split("#") if part.strip()]
        if len(subpath) > _LONGEST or not parts:
            return None
        whole = compare_form(subpath)
        if len(parts) > 1 and whole in self._texts:
            return self._written(whole)  # "#C# & C++": the heading's own # split it
        forms = [self._form(part) for part in parts]
        known = [form for form in forms if form is not None]
        if len(known) == len(forms) > 1 and self._places.leads(known):
            return "".join(map(self._written, known))
        last = forms[-1]
        if last is None or (len(forms) > 1 and len(self._texts[last]) > 1):
            return None  # below which of its namesakes
        return self._written(last)

    def _written(self, form: str) -> str:
        return "#" + link_form(self._texts[form][0])

    def _form(self, part: str) -> str | None:
        """The compare form of the only heading that part of a subpath may mean."""
        form = compare_form(part)
        if form in self._texts:
            return form
        key = _key(part)
        if len(key) < _SHORTEST and key.isascii():
            return None
        plain = _NUMBER.sub("", part.strip(), 1)
        for table, wanted in (
            (self._plain, key),
            (self._plain, _key(visible(part))),
            (self._unnumbered, key),
            (self._plain, _key(plain)),
        ):
            if found := table.get(wanted):
                return _only(found)
        return self._misspelt(_spellings(part)[0])

    def _misspelt(self, written: Sequence[str]) -> str | None:
        found: set[str] = set()
        for frame in _frames(written):
            alike = self._frames.get(frame, {})
            if len(alike) > _MOST_ALIKE:
                return None
            found.update(form for form, right in alike.items() if one_slip(written, right))
        return _only(found)


def _only(forms: set[str]) -> str | None:
    return next(iter(forms)) if len(forms) == 1 else None


def _key(text: str) -> str:
    """Letters and digits run together, without emoji unless there is nothing else."""
    return bare(_compared(_without_emoji(text))) or bare(_compared(text))


def _spellings(text: str) -> Sequence[Sequence[str]]:
    """The words of a heading, and those behind its number if it has one."""
    text = _without_emoji(text).strip()
    unnumbered = _NUMBER.sub("", text, 1)
    both = (text,) if unnumbered == text else (text, unnumbered)
    return [words(_compared(one)) for one in both]


def _compared(text: str) -> str:
    return compare_form(text.replace("&", " and "))


def _without_emoji(text: str) -> str:
    if text.isascii():
        return text
    text = _KEYCAP.sub("", text)
    return "".join(sign for sign in text if not _is_emoji(sign))


def _is_emoji(sign: str) -> bool:
    return (
        unicodedata.category(sign) in ("So", "Cf")
        or ord(sign) in _SKIN_TONES
        or sign in "\ufe0e\ufe0f"
    )


def visible(text: str) -> str:
    """A heading as it is shown: no HTML, the texts of its links, no tags and no id at its end."""
    text = _LINK.sub(r"\1", _WIKILINK.sub(r"\1", _TAG.sub("", text)))
    while (shorter := _AT_END.sub("", text)) != text:
        text = shorter
    return text


def _frames(parts: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """What a heading is filed under: all words but one, and what a slip in that one spares."""
    if len(parts) > _MOST_WORDS:
        return
    for index, word in enumerate(parts):
        if len(word) > 3 and word.isalpha() and max(word) < _NO_LETTERS:
            rest = (*parts[:index], *parts[index + 1 :])
            yield index, rest, word[0], frozenset(word[-2:])
