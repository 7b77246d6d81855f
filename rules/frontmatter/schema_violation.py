"""A property that is not what a schema of the vault wants it to be."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Level, Safety, Span
from vaultlint.note import Note
from vaultlint.rule import Change, rule
from vaultlint.vault import Vault

from ._schema_options import Options


@rule(
    level=Level.WARNING,
    fixes=Safety.UNSAFE,
    changes={Change.PROPERTIES, Change.TAGS, Change.LINKS},
    options=Options,
    uses_vault=True,
    needs=("---",),
)
def check(note: Note, options: Options, vault: Vault) -> Iterator[Finding]:
    """Hold each property against every schema that speaks of it; one finding a value."""
    frontmatter = note.frontmatter
    if not options.schemas or frontmatter is None or not frontmatter.properties:
        return
    from vaultlint.schemas.matching import matching

    from ._schema_values import unknown_names, violations

    schemas = matching(options.schemas, note, vault)
    told: set[Span] = set()
    for finding in (
        *(one for schema in schemas for one in violations(note, frontmatter, schema, vault)),
        *unknown_names(frontmatter, schemas),
    ):
        if finding.span not in told:
            told.add(finding.span)
            yield finding
