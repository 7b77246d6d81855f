"""What is seen of a note without parsing its body."""

from __future__ import annotations

from collections.abc import Sequence

from vaultlint.note.frontmatter import Fences, Frontmatter, find_fences, read_between
from vaultlint.note.links import WIKILINK
from vaultlint.note.plain_shape import Shape, plain_shape
from vaultlint.note.plain_texts import plain_texts
from vaultlint.note.plain_yaml import Lines as PlainLines
from vaultlint.note.plain_yaml import plain_lines
from vaultlint.note.possible import PossibleLinks, possible_links
from vaultlint.note.source import (
    Lines,
    decode,
    foreign_encoding,
    signs_in,
    unusual_characters,
    without_common,
)
from vaultlint.note.tables import may_hold_table
from vaultlint.note.tags import WRITTEN_TAGS
from vaultlint.note.view import view
from vaultlint.settings import Settings


class UnparsedNote:
    """A note's text and properties, and what its text may hold.

    text: the whole file as text, newlines and byte order mark as they are. is_utf8: whether all
    bytes are UTF-8, so that no lone surrogate in the text stands for one.
    """

    def __init__(self, path: str, data: bytes, settings: Settings | None = None) -> None:
        self.path = path
        self.data = data
        self.settings = settings if settings is not None else Settings()
        try:  # at once: whoever makes a note wants its text, and rules ask for it dozens of times
            self.text, self.is_utf8 = data.decode(), True
        except UnicodeDecodeError:
            self.text, self.is_utf8 = decode(data), False

    @view
    def unusual(self) -> str:
        """All characters of the text but printable ASCII, tabs and newlines, put together.

        Most notes have few. Neighbours in the text are neighbours here, and so may others be.
        """
        return unusual_characters(self._rare, self.text, is_utf8=self.is_utf8)

    @view
    def signs(self) -> str:
        """All of `SIGNS` in the text, put together: what is not in here is not in the text.

        Neighbours in the text are neighbours here, and so may others be; control characters too.
        """
        return signs_in(self._rare)

    @view
    def _rare(self) -> bytes:
        """What `signs` and `unusual` are found in: looking through all bytes takes most time."""
        return without_common(self.data)

    @view
    def encoding(self) -> str | None:
        """The encoding of a file that is plainly no UTF-8 text ("utf-16-le", "binary"), or None."""
        if self.is_utf8 and "\0" not in self.signs:  # in UTF-8 no such mark can stand
            return None
        return foreign_encoding(self.data)

    @view
    def is_template(self) -> bool:
        """Whether the note lies in a template folder (obsidian.md section 1.4)."""
        return self.settings.is_template(self.path)

    @view
    def lines(self) -> Lines:
        """Where each line begins and ends."""
        return Lines(self.text)

    @property
    def newline(self) -> str:
        """The newline most lines end in: "\\n" or "\\r\\n"."""
        crlf = self.text.count("\r\n")
        return "\r\n" if crlf * 2 > self.text.count("\n") else "\n"

    @view
    def frontmatter(self) -> Frontmatter | None:
        """The properties block, None if the note has none (section 3.1)."""
        fences = self._fences
        return None if fences is None else read_between(self.text, fences, self._plain_lines)

    @view
    def tag_texts(self) -> tuple[str, ...]:
        """The texts that the property `tags` holds, be they tags or not; not parsed if plain."""
        if self._fences is None:
            return ()
        shape, lines = self._plain_shape, self._plain_lines
        if shape is not None and lines is not None:
            texts = plain_texts(tuple([source for _, _, source, _, _ in lines[shape.tags]]))
            if texts is not None:
                return texts
        from vaultlint.note.tags import tag_texts

        return tuple(tag_texts(self.frontmatter))

    @view
    def written_tags(self) -> Sequence[str]:
        """What stands behind each "#" in the body that may begin a tag, others behind it included.

        The body is not parsed, so that some may stand in code or be part of a link.
        """
        if "#" not in self.signs:
            return ()
        return WRITTEN_TAGS.findall(self.text, self.body_start)

    @property
    def written_values(self) -> Sequence[tuple[str, str]] | None:
        """The name of each property, and what is written behind its colon; not parsed.

        "-" stands for the items of a list below it, "[" begins a list, and "" is nothing. None if
        only the parser tells.
        """
        if self._plain_shape is None:
            return None
        sources: list[str] = []
        for head, _, source, _, _ in self._plain_lines or ():
            if head and head[0] not in " -":
                sources.append(source)
            elif head:
                sources[-1] = "-"
        return [*zip(self._plain_shape.names, sources, strict=True)]

    @property
    def may_nest(self) -> bool:
        """Whether a property may hold a mapping or a list within a list, as seen unparsed."""
        shape = self._plain_shape
        return self._fences is not None if shape is None else shape.may_nest

    @view
    def property_names(self) -> tuple[str, ...]:
        """The names of `frontmatter`'s properties in order, in a third of the time."""
        if self._plain_shape is not None:
            return self._plain_shape.names
        entries = self.frontmatter.properties if self.frontmatter is not None else ()
        return tuple([entry.name for entry in entries])

    @view
    def _plain_shape(self) -> Shape | None:
        """What the properties are like where they are written plainly, else None."""
        return None if self._plain_lines is None else plain_shape(self._plain_lines)

    @view
    def body_start(self) -> int:
        """Where the body begins: behind the frontmatter, or behind a byte order mark, or at 0."""
        if self._fences is not None:
            return self._fences.end
        return 1 if self.text.startswith("\ufeff") else 0

    @view
    def _fences(self) -> Fences | None:
        """Where the properties lie."""
        return find_fences(self.text)

    @view
    def _plain_lines(self) -> PlainLines | None:
        """The lines of the properties, None if there are none, or unusual ones."""
        return None if self._fences is None else plain_lines(self.text, *self._fences.yaml)

    @view
    def written_wikilinks(self) -> Sequence[str]:
        """All that looks like a wikilink, brackets included, also where it is none; not parsed."""
        return WIKILINK.findall(self.text) if "[[" in self.signs else ()

    @view
    def wikilink_text(self) -> str:
        """The same as one text, each on a line of its own."""
        return "\n".join(self.written_wikilinks)

    @property
    def may_hold_table(self) -> bool:
        """Whether the body may hold a table, as seen unparsed."""
        pipes = self.signs.count("|")
        if pipes == 0 or pipes == self.wikilink_text.count("|"):
            return False  # no row of dashes holds a bracket
        return may_hold_table(self.text, self.body_start)

    @view
    def possible_links(self) -> PossibleLinks | None:
        """At least every link of the note into the vault, found without parsing; None if unsure."""
        return possible_links(
            self.text, self.signs, self.body_start, self.written_wikilinks, self.wikilink_text
        )
