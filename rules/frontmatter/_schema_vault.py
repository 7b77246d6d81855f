"""What a schema wants and other notes decide: where a link leads, and whether a value is unique."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vaultlint.kinds import kind_of
from vaultlint.note import Note
from vaultlint.note.frontmatter import Scalar
from vaultlint.note.values import key_name
from vaultlint.schemas import PropertySchema
from vaultlint.schemas.matching import has_tag, link_in
from vaultlint.schemas.values import has_placeholder, one_of, parts
from vaultlint.vault import Vault
from vaultlint.vault.index import fold


def leads_astray(note: Note, scalar: Scalar, wanted: PropertySchema, vault: Vault) -> str | None:
    """What the schema wants instead of a value that is no link to where it should lead, in words.

    None where it leads there, where that is uncertain, and where it opens nothing but may do so.
    """
    link = link_in(scalar.value) if isinstance(scalar.value, str) else None
    where = f"a link to {one_of(map(_place, wanted.link_to))}"
    if link is None:
        return where
    found = vault.resolve(link.path, note.path)
    if found.tie or found.uncertain:
        return None
    if found.path is None:
        return f"{where} that exists" if wanted.exists else None
    if any(_lies_at(found.path, place, vault) for place in wanted.link_to):
        return None
    return f"{where}, and this one opens `{found.path}`"


def other_holder(note: Note, name: str, scalar: Scalar, vault: Vault) -> str | None:
    """Another note whose property has the same value, None if there is none."""
    holders = vault.once(_shared, name.lower()).get(key_name(scalar).strip(), ())
    return next((path for path in holders if path != note.path), None)


def _place(place: str) -> str:
    """Where a link must lead, in words."""
    if place.startswith("#"):
        return f"a note with the tag `{place}`"
    return f"a note in `{place}/`" if place else "a note"


def _lies_at(path: str, place: str, vault: Vault) -> bool:
    if place.startswith("#"):
        return kind_of(path) == "note" and vault.once(_is_tagged, path, place[1:])
    return not place or fold(path).startswith(f"{fold(place)}/")


def _is_tagged(vault: Vault, path: str, tag: str) -> bool:
    """Whether a note has a tag; one that cannot be read now may have any."""
    try:
        return has_tag(vault.note(path), [tag])
    except OSError:
        return True


def _shared(vault: Vault, name: str) -> Mapping[str, tuple[str, ...]]:
    """The values of a property that several notes have, with two of these notes each."""
    holders: dict[str, tuple[str, ...]] = {}
    for path, text in _texts(vault, name):
        known = holders.get(text, ())
        if len(known) < 2 and path not in known:
            holders[text] = (*known, path)
    return {text: paths for text, paths in holders.items() if len(paths) > 1}


def _texts(vault: Vault, name: str) -> Iterator[tuple[str, str]]:
    """Every value of a property as text, with its note; templates have none of their own."""
    for path, value in vault.property_values(name).items():
        if not vault.settings.is_template(path):
            for scalar in parts(value):
                text = key_name(scalar).strip()
                if not has_placeholder(text):
                    yield path, text
