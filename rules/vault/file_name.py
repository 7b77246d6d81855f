"""A file or folder whose name links cannot write, or that other systems cannot store."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from vaultlint.finding import Finding, Level, Span
from vaultlint.kinds import is_shown
from vaultlint.note import Note
from vaultlint.rule import RuleOptions, rule
from vaultlint.vault import Vault
from vaultlint.vault.whole import twins_in

from ._names import may_be_odd, odd_in_links, odd_on_disks, shorten

_START = Span(0, 0)


class Options(RuleOptions):
    """portable: whether names that only some systems cannot store are reported too."""

    portable: bool = True


@rule(
    level=Level.WARNING,
    preset="recommended",
    options=Options,
    uses_vault=True,
    any_encoding=True,
    files=("note", "canvas", "base", "attachment"),
)
def check(note: Note, options: Options, vault: Vault) -> Iterable[Finding]:
    """Look at the name of one file, and at those of the folders that it is the first to lie in."""
    path = note.path
    first = _first_of_its_kind(path, vault)
    twins = () if first == path else (_twin(path, first),)
    return chain(twins, _odd_names(path, options, vault)) if may_be_odd(path) else twins


def _odd_names(path: str, options: Options, vault: Vault) -> Iterator[Finding]:
    name = path[path.rfind("/") + 1 :]
    what, told = f"`{shorten(name)}`", is_shown(path)
    yield from _odd(name, what, options) if told else _unportable(name, what, options)
    end = path.find("/") if told else -1
    while end >= 0:
        start = path.rfind("/", 0, end) + 1
        found = list(
            _odd(path[start:end], f"the folder `{shorten(path[:end])}`", options, folder=True)
        )
        if found and _is_first(path, path[: end + 1], vault):
            yield from found
        end = path.find("/", end + 1)


def _odd(name: str, what: str, options: Options, *, folder: bool = False) -> Iterator[Finding]:
    trouble = odd_in_links(name, folder=folder)
    if trouble is None:
        yield from _unportable(name, what, options)
    else:
        yield Finding(_START, f"{what}: {trouble.text}", level=trouble.level)


def _unportable(name: str, what: str, options: Options) -> Iterator[Finding]:
    reason = odd_on_disks(name) if options.portable else None
    if reason is not None:
        yield Finding(_START, f"{what}: {reason}", level=Level.INFO)


def _is_first(path: str, folder: str, vault: Vault) -> bool:
    """Whether it is the first file in the folder that Obsidian shows."""
    paths = vault.files.paths
    return path == next(filter(is_shown, islice(paths, bisect_left(paths, folder), None)), None)


def _first_of_its_kind(path: str, vault: Vault) -> str:
    """The first of all paths that differ from this one at most in case or Unicode form."""
    if vault.is_listed:
        return twins_in(vault).get(path, path)
    if vault.opens_plainly(path):  # no reason to find out all files
        return path
    return min(path, *vault.files.at(path))


def _twin(path: str, first: str) -> Finding:
    same = first.lower() == path.lower()
    how, where = ("case", "Windows and macOS") if same else ("its Unicode form", "macOS")
    return Finding(
        _START,
        f"`{shorten(path)}` differs from `{shorten(first)}` only in {how}: {where} can store but"
        " one of the two, and links to them are ambiguous",
    )
