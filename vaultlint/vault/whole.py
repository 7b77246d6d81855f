"""What is true of all files together, by names that a kept result can hold.

A result that depends on it holds as long as it is the same, whatever changed in which file. For the
graph and for what is mentioned every file is read, once in each process: only rules that few turn
on should ask for these, and only those that have found something for the words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

# What works these out is imported when they are asked for.
if TYPE_CHECKING:
    from vaultlint.note import Note
    from vaultlint.vault import Vault
    from vaultlint.vault.graph import Graph
    from vaultlint.vault.index import FileIndex
    from vaultlint.vault.mentions import Mentions
    from vaultlint.vault.twins import Twins
    from vaultlint.vault.words import Words


def graph_of(vault: Vault) -> Graph:
    """Which files may be referred to, and which may refer to others."""
    return cast("Graph", vault.whole("graph"))


def mentions_in(vault: Vault) -> Mentions:
    """Which attachments are named anywhere in the vault."""
    return cast("Mentions", vault.whole("mentions"))


def twins_in(vault: Vault) -> Twins:
    """Which files' paths differ only in case or in their Unicode form; lists the vault."""
    return cast("Twins", vault.whole("twins"))


def words_in(vault: Vault) -> Words:
    """Words beyond ASCII that stand in the vault; lists it, and reads a sample of its notes."""
    return cast("Words", vault.whole("words"))


def work_out(name: str, files: FileIndex, read: Callable[[str], Note]) -> object:
    """What has that name. Its `repr` is the same in every process; `read` may raise OSError."""
    if name == "graph":
        from vaultlint.vault.graph import build_graph

        return build_graph(files, read)
    if name == "mentions":
        from vaultlint.vault.mentions import build_mentions

        return build_mentions(files, read)
    if name == "words":
        from vaultlint.vault.words import gather_words

        return gather_words(files, read)
    from vaultlint.vault.twins import find_twins

    return find_twins(files)
