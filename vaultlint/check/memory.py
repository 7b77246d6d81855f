"""Results of earlier runs that still hold: a note is only looked at again if something changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set

from vaultlint.cache import Cache, Entry, Signature, digest
from vaultlint.check.aliases import AliasTable, Numbers, pack_aliases, unpack_aliases
from vaultlint.check.answers import NOTHING, Answers
from vaultlint.check.coding import to_data, to_text
from vaultlint.check.columns import Columns, pack_columns, result_of, unpack_columns
from vaultlint.check.trace import Trace, settled_signature
from vaultlint.kinds import kind_of
from vaultlint.lint import NoteResult
from vaultlint.process import no_collection
from vaultlint.vault import Vault
from vaultlint.vault.facts import Known, KnownAliases

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
        self._answers = Answers(vault, self._told)
        self._new: dict[str, Entry] = {}
        self._lacks_aliases = False  # was little known when all aliases were asked for
        self._columns: Columns | None = None
        self._as_columns: Set[str] = frozenset()  # the notes that are still as those say
        self._held: Collection[str] = ()  # whose results held, where the columns should have them
        self.knew_all = False  # did the last `recall` find every result

    def recall(self, paths: Collection[str]) -> dict[str, NoteResult]:
        """The results that still hold, by path."""
        self.few = len(paths) <= _FEW and not self._vault.is_listed and self._is_large()
        self._vault.known = Known(self._heads, self._known_aliases)
        with no_collection():
            known = self._recalled(paths)
        # Of few notes in a large vault no report is kept: to see that nothing changed takes longer.
        self.knew_all = not self.few and len(known) == len(paths) and not self._new
        self._cache.close()  # copies of this process must not share it
        return known

    def _recalled(self, paths: Collection[str]) -> dict[str, NoteResult]:
        if len(paths) <= _FEW or not self._vault.is_listed or not self._is_large():
            known = self._from_entries(paths)
        elif not (known := self._from_columns(paths)):
            known = self._from_entries(paths)
            self._held = [*known] if _are_few(len(paths) - len(known), len(paths)) else ()
        else:
            known |= self._from_entries([path for path in paths if path not in known])
        return known

    def _from_entries(self, paths: Collection[str]) -> dict[str, NoteResult]:
        """The results that hold, each from the entry of its note."""
        if self._complete:  # the properties of all notes were asked for
            pass
        elif len(paths) > _FEW:
            self._load_all()
        else:
            self._entries = self._cache.load_some(self._key, paths)
        same = self._with_signature(self._signed(paths))
        same.update(path for path in paths if path not in same and self._is_same(path))
        self._same |= same
        # In the order in which they were loaded: of a hundred thousand, none is near by otherwise.
        entries = (item for item in self._entries.items() if item[0] in same)
        results = ((path, self._result(path, entry)) for path, entry in entries)
        return {path: result for path, result in results if result is not None}

    def _from_columns(self, paths: Collection[str]) -> dict[str, NoteResult]:
        """The results that hold, of those in columns; none where those are of little use."""
        columns = unpack_columns(self._cache.load_sum(self._key))
        if columns is None or columns.files != self._vault.digest("files"):
            return {}
        signed = zip(columns.paths, columns.signatures, strict=True)
        same = self._with_signature(signed)
        if columns.paths != [*paths]:
            same.intersection_update(paths)
        self._columns, self._as_columns = columns, same
        known = columns.results(same, self._answers.holds)
        return known if _are_few(len(paths) - len(known), len(paths)) else {}

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
                to_text([trace.files, *trace.opened]) if trace.opened else NOTHING,
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
        if self._held:
            self._keep_columns()
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
        met, status = self._vault.signatures.get, self._vault.status
        for path, signature in signatures:  # of which there may be a hundred thousand
            now = met(path)
            if now is None:
                try:
                    now = Signature.of(status(path))
                except OSError:
                    continue
            if now == signature:
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
            if self.few and uses != NOTHING:
                return None  # to ask the whole vault takes longer than to look at the note again
            if not (self._answers.hold(uses) and self._answers.open_still(opened)):
                return None
            return result_of(path, data, gathered)
        except Exception:
            return None  # no data of ours, or no entry any more

    def _told(self, path: str) -> bytes | None:
        """The digest of a note that is still the same, None if it may be another one."""
        if path in self._same:
            return self._entries[path].digest
        if self._columns is not None and path in self._as_columns:
            return self._columns.digests[path][0]
        return None

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

    def _keep_columns(self) -> None:
        """Put the results that held into columns."""
        entries = {path: self._new.get(path) or self._entries[path] for path in self._held}
        columns = pack_columns(self._vault.digest("files"), entries)
        if columns is not None:
            self._cache.save_sum(self._key, columns)


def _are_few(changed: int, notes: int) -> bool:
    """Whether so few of the notes have changed that it is worth while to read them alone."""
    return changed * _CHANGED <= notes
