"""Which links there is something to say about, where their path is written, how it is shown."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence

from vaultlint.finding import Span
from vaultlint.note import Link, Note
from vaultlint.vault import Resolution, Vault
from vaultlint.vault.index import fold

_BLANKS = " \t\u00a0"
_LONGEST_SHOWN = 120  # characters of a link in a message


def odd_links(
    note: Note,
    vault: Vault,
    concerns: Callable[[str, Resolution], bool] = lambda path, resolution: True,
) -> Sequence[Link]:
    """The note's internal links that do not plainly open a file, see `Vault.opens_plainly`.

    `concerns(path, resolution)` says which of them matter; only for those is the note parsed.
    """
    odd = vault.odd_paths(note)
    if odd is None:
        return note.links_that(
            lambda kind, path: (
                not vault.opens_plainly(path) and concerns(path, vault.resolve(path, note.path))
            )
        )
    wanted = {path for path in odd if concerns(path, vault.resolve(path, note.path))}
    return note.links_that(lambda kind, path: path in wanted) if wanted else ()


def path_span(note: Note, link: Link) -> Span | None:
    """Where the link's path is written, without blanks around it and without its subpath.

    None where the source does not hold it literally, as in a property with escapes.
    """
    if len(link.parts) < 2:
        return None
    start, end = link.target
    subpath = note.text.find("#", start, end)
    written = note.text[start : end if subpath < 0 else subpath]
    start += len(written) - len(written.lstrip(_BLANKS))
    return Span(start, start + len(written.strip(_BLANKS)))


def leads_from_note(path: str, source: str, target: str) -> bool:
    """Whether the path leads to the target from the folder of the note `source`."""
    joined = fold(posixpath.normpath(posixpath.join(posixpath.dirname(source), path)))
    return fold(target) in (joined, f"{joined}.md")


def written_once(links: Iterable[Link]) -> Iterator[Link]:
    """The links, but of reference links that share a definition only the first."""
    definitions: set[Span] = set()
    for link in links:
        if link.kind == "reference":
            if link.target in definitions:
                continue
            definitions.add(link.target)
        yield link


def shown(written: str) -> str:
    """A link as a message shows it."""
    return written if len(written) <= _LONGEST_SHOWN else written[: _LONGEST_SHOWN - 1] + "…"


def as_link(link: Link, path: str | None = None) -> str:
    """The link as a message shows it: with its own path or another, without all the rest."""
    written = shown(link.path if path is None else path)
    return f"`{'!' * link.embed}[[{written}]]`" if link.kind == "wikilink" else f"`{written}`"
