"""Results of earlier runs that still hold: a note is only looked at again if something changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from vaultlint.cache import Cache, Entry, Signature, digest
from vaultlint.check.aliases import AliasTable, Numbers, pack_aliases, unpack_aliases
from vaultlint.check.coding import from_data, to_data, to_text
from vaultlint.check.trace import Trace, settled_signature
from vaultlint.kinds import kind_of
from vaultlint.lint import NoteResult
from vaultlint.vault import Vault
from vaultlint.vault.facts import Known, KnownAliases

_NOTHING = "[]"
_LARGE = 1_000_000  # bytes of a cache
_ALIASES = "aliases"  # the name of the blob that holds them
_CHANGED = 20  # where more than one note in so many has changed, all are asked and stored again
_FEW = 200  # notes, up to which not all that is remembered of the vault is read


class Memory:
    """What the cache remembers of one vault's notes under a key: the rules and their options."""

    def __init__(self, cache: Cache, vault: Vault, key: bytes) -> None:
        self._cache = cache
        self._vault = vault
        self._key = key
        self._entries: Mapping[str, Entry] = {}
        self.few = False  # is little asked, of a vault that may be large
        self._complete = False  # are these all entries of the vault
        self._same: set[str] = set()  # the notes that are still as their entry says
        self._holding: dict[str, bool] = {}
        self._new: dict[str, Entry] = {}
        self._lacks_aliases = False  # was little known when all aliases were asked for
        self.knew_all = False  # did the last `recall` find every result

    def recall(self, paths: Collection[str]) -> dict[str, NoteResult]:
        """The results that still hold, by path."""
        self.few = len(paths) <= _FEW and not self._vault.is_listed and self._is_large()
        if len(paths) > _FEW:
            self._load_all()
        else:
            self._entries = self._cache.load_some(self._key, paths)
        same = self._same = self._with_signature(self._signed(paths))
        same.update(path for path in paths if path not in same and self._is_same(path))
        self._vault.known = Known(self._heads, self._known_aliases)
        # In the order in which they were loaded: of a hundred thousand, none is near by otherwise.
        known: dict[str, NoteResult] = {}
        for path, entry in self._entries.items():
            if path in same and (result := self._result(path, entry)) is not None:
                known[path] = result
        # Of few notes in a large vault no report is kept: to see that nothing changed takes longer.
        self.knew_all = not self.few and len(known) == len(paths) and not self._new
        self._cache.close()  # copies of this process must not share it
        return known

    def _is_large(self) -> bool:
        """Whether the vault has thousands of notes, to judge by what is remembered of it."""
        try:
            return self._cache.path is not None and self._cache.path.stat().st_size > _LARGE
        except OSError:
            return False

    def keep(self, result: NoteResult, trace: Trace | None) -> None:
        """Remember the result of a note that was checked, where it has a trace."""
        if trace is None:
            return
        clean = not result.findings
        data = "\n".join(
            (
                to_text(trace.uses),
                to_text([trace.files, *trace.opened]) if trace.opened else _NOTHING,
                "" if clean else to_text(to_data(result)),
                result.gathered,
                trace.head,
            )
        )
        self._new[result.path] = Entry(trace.signature, trace.digest, data)

    def save(self) -> None:
        """Write what is new, and forget notes that are gone."""
        gone: Iterable[str] = ()
        if self._complete:
            gone = self._entries.keys() - set(self._vault.files.paths)
            gone = {path for path in gone if kind_of(path) != "setting"}  # which are not listed
        if self._new or gone:
            self._cache.save(self._key, self._new, gone)
        if self._lacks_aliases:
            self._keep_aliases()
        self._cache.close()

    def _load_all(self) -> None:
        self._entries = self._cache.load(self._key)
        self._complete = True

    def _is_same(self, path: str) -> bool:
        """Whether the note has the content of its entry, though its file has another signature."""
        entry = self._entries.get(path)
        if entry is None:
            return False
        try:
            signature = settled_signature(self._vault, path)
            if digest(self._vault.data(path)) != entry.digest:
                return False
        except OSError:
            return False
        if signature is not None:
            self._new[path] = entry._replace(signature=signature)
        return True

    def _with_signature(self, signatures: Iterable[tuple[str, Numbers]]) -> set[str]:
        """The notes whose file has the signature given with them."""
        found = set()
        signature_of = self._vault.signature
        for path, signature in signatures:  # of which there may be a hundred thousand
            try:
                same = signature_of(path) == signature
            except OSError:
                continue
            if same:
                found.add(path)
        return found

    def _signed(self, paths: Iterable[str]) -> Iterator[tuple[str, Signature]]:
        """The notes whose entry has a signature, with it."""
        entry_of = self._entries.get
        for path in paths:
            entry = entry_of(path)
            if entry is not None and entry.signature is not None:
                yield path, entry.signature

    def _result(self, path: str, entry: Entry) -> NoteResult | None:
        """The result of a note with the same content, None if the vault has another now."""
        try:
            uses, opened, data, gathered, _ = entry.data.split("\n", 4)
            if self.few and uses != _NOTHING:
                return None  # to ask the whole vault takes longer than to look at the note again
            if not (self._holds(uses) and self._open_still(opened)):
                return None
            if not data:
                return NoteResult(path, (), (), gathered)
            return from_data(path, json.loads(data), gathered)
        except Exception:
            return None  # no data of ours, or no entry any more

    def _holds(self, uses: str) -> bool:
        """Whether the vault still answers alike; the same question is asked for many notes."""
        known = self._holding.get(uses)
        if known is None:
            pairs = [str(use).partition(" ") for use in _list(uses)]
            known = all(self._digest(name) == answer for answer, _, name in pairs)
            self._holding[uses] = known
        return known

    def _digest(self, use: str) -> str:
        """The digest of an answer; that of a note which is still the same need not be read."""
        what, _, path = use.partition(" ")
        if what == "note" and path in self._same:
            return self._entries[path].digest.hex()
        return self._vault.digest(use)

    def _open_still(self, opened: str) -> bool:
        """Whether the links that plainly opened a file do so still; with the same files, all do."""
        if opened == _NOTHING:
            return True
        if self._vault.is_listed and opened.startswith(f'["{self._vault.digest("files")}"'):
            return True
        _, *links = _list(opened)
        return all(map(self._vault.opens_plainly, links))

    def _heads(self) -> Mapping[str, str]:
        """The properties of the notes that are still the same, so that they need not be read."""
        if not self._complete:
            looked_at = self._entries
            self._load_all()
            # What another run has written since may be about another content.
            self._entries = {**self._entries, **looked_at}
            others = set(self._vault.files.notes) - looked_at.keys()
            self._same = self._same | self._with_signature(self._signed(others))
        parts = ((path, self._entries[path].data.split("\n", 4)) for path in self._same)
        return {path: part[4] for path, part in parts if len(part) == 5}

    def _known_aliases(self, notes: Sequence[str]) -> KnownAliases | None:
        """The aliases of the notes that are as they were when an earlier run stored them."""
        if not self._is_large():
            return None
        table = unpack_aliases(self._key, self._cache.get(_ALIASES))
        if table is not None:
            same = self._still_signed(notes, table.signatures)
            unread = [path for path in notes if path not in same]
            if _are_few(len(unread), len(notes)):
                known = {path: texts for path, texts in table.aliases.items() if path in same}
                return KnownAliases(known, unread)
        self._lacks_aliases = True
        return None

    def _still_signed(self, notes: Sequence[str], signatures: Mapping[str, Numbers]) -> set[str]:
        """Those of the notes that are as they were when their file had the signature given."""
        if not self._complete:
            return self._with_signature(signatures.items()).intersection(notes)
        same, signature_of = self._same, signatures.get
        return {
            path
            for path, entry in self._entries.items()
            if path in same and signature_of(path) == entry.signature
        }

    def _keep_aliases(self) -> None:
        """Store the aliases of the notes that are as their entries say."""
        notes = self._vault.files.notes
        signatures = dict(self._signed(path for path in notes if path in self._same))
        if _are_few(len(notes) - len(signatures), len(notes)):
            table = AliasTable(signatures, self._vault.aliases_by_note())
            self._cache.put(_ALIASES, pack_aliases(self._key, table))


def _are_few(changed: int, notes: int) -> bool:
    """Whether so few of the notes have changed that it is worth while to read them alone."""
    return changed * _CHANGED <= notes


def _list(text: str) -> list[str]:
    found = json.loads(text)
    if not isinstance(found, list):
        raise TypeError("a list was expected")
    return found
