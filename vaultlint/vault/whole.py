"""What the texts of all files say together, by names that a kept result can hold.

A result that depends on it holds as long as it is the same, whatever changed in which file. To work
it out, every file is read, once in each process: only rules that few turn on should ask for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from vaultlint.note import Note
from vaultlint.vault.graph import Graph, build_graph
from vaultlint.vault.index import FileIndex
from vaultlint.vault.mentions import Mentions, build_mentions

if TYPE_CHECKING:
    from vaultlint.vault import Vault

_GRAPH = "graph"
_MENTIONS = "mentions"


def graph_of(vault: Vault) -> Graph:
    """Which files may be referred to, and which may refer to others."""
    graph = vault.whole(_GRAPH)
    assert isinstance(graph, Graph)
    return graph


def mentions_in(vault: Vault) -> Mentions:
    """Which attachments are named anywhere in the vault."""
    mentions = vault.whole(_MENTIONS)
    assert isinstance(mentions, Mentions)
    return mentions


def work_out(name: str, files: FileIndex, read: Callable[[str], Note]) -> object:
    """What has that name. Its `repr` is the same in every process; `read` may raise OSError."""
    if name == _GRAPH:
        return build_graph(files, read)
    return build_mentions(files, read)
