"""A property without a value that a schema of the vault requires."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaultlint.finding import Finding, Fix, Level, Safety, Span
from vaultlint.note import Note
from vaultlint.note.frontmatter import Property
from vaultlint.rule import Change, rule
from vaultlint.schemas import Schema
from vaultlint.vault import Vault

from ._schema_options import Options


@rule(
    level=Level.WARNING,
    fixes=Safety.UNSAFE,
    changes={Change.PROPERTIES, Change.TAGS, Change.LINKS},
    options=Options,
    uses_vault=True,
)
def check(note: Note, options: Options, vault: Vault) -> Iterator[Finding]:
    """Find what each schema that holds for the note requires; put in the default, if it has one."""
    if not options.schemas or _is_misplaced(note):
        return
    from vaultlint.schemas.matching import matching
    from vaultlint.schemas.values import is_empty

    told: set[str] = set()
    for schema in matching(options.schemas, note, vault):
        absent: list[str] = []
        for name in schema.required:
            entry = note.frontmatter.get(name) if note.frontmatter is not None else None
            if name.lower() in told or (entry is not None and not is_empty(entry.value)):
                continue
            told.add(name.lower())
            if entry is None:
                absent.append(name)
            else:
                yield _empty(note, schema, entry)
        if absent:
            yield _absent(note, schema, absent)


def _is_misplaced(note: Note) -> bool:
    """Whether properties seem to be there that Obsidian does not see, which is another finding."""
    return note.frontmatter is None and note.text.lstrip("\ufeff \t\r\n").startswith("---")


def _absent(note: Note, schema: Schema, names: Sequence[str]) -> Finding:
    from ._defaults import insert_defaults

    *rest, last = (f"`{name}`" for name in names)
    words = f"{', '.join(rest)} and {last}" if rest else last
    message = f"the schema `{schema.name}` requires {words}, which this note lacks"
    inserted = insert_defaults(note, schema, names)
    if inserted is None:
        return Finding(Span(0, 0), message)
    edit, put_in = inserted
    title = f"put in the default of {' and '.join(put_in)}"
    return Finding(Span(0, 0), message, Fix(title, (edit,), Safety.UNSAFE))


def _empty(note: Note, schema: Schema, entry: Property) -> Finding:
    from ._defaults import default_of, fill_in

    message = f"the schema `{schema.name}` requires a value for `{entry.name}`, which is empty here"
    default = default_of(schema, entry.name)
    edits = None if default is None else fill_in(note, entry, default)
    if edits is None:
        return Finding(entry.key.span, message)
    title = f"put in the default of {entry.name}"
    return Finding(entry.key.span, message, Fix(title, edits, Safety.UNSAFE))
