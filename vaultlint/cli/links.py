"""What `vaultlint links` says: what each link of a note opens and why, and what links to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from vaultlint import __version__
from vaultlint.cli.targets import TargetError, absolute, vault_of, vault_path
from vaultlint.kinds import kind_of
from vaultlint.note import Note
from vaultlint.report.output import Output, write_alike
from vaultlint.report.place import Place
from vaultlint.report.summary import plural
from vaultlint.report.visible import visible
from vaultlint.vault import Vault
from vaultlint.vault.backlinks import backlinks
from vaultlint.vault.following import Followed, follow
from vaultlint.vault.resolve import opened
from vaultlint.vault.suggest import suggest_note


class Asked(NamedTuple):
    """The file whose links are asked for, in its vault."""

    place: Place
    vault: Vault
    path: str


def find_note(given: str, root: Path | None) -> Asked:
    """The file that somebody means: by its path, or by its name as in a wikilink.

    Raises TargetError where there is none.
    """
    path = absolute(given)
    if path.is_file():
        fixed = absolute(root) if root is not None else vault_of(path.parent)
        vault = Vault.open(fixed)
        inner = vault_path(path, fixed, given)
        spelt = [one for one in vault.files.at(inner) if one == inner] or vault.files.at(inner)
        if not spelt:
            raise TargetError(f"Obsidian does not see {given}")
        return Asked(Place(fixed, Path.cwd()), vault, spelt[0])
    fixed = absolute(root) if root is not None else vault_of(Path.cwd())
    vault = Vault.open(fixed)
    found = vault.resolve(given, "")
    if not given.strip() or found.path is None:
        meant = suggest_note(vault, given, "") if given.strip() else None
        hint = "" if meant is None else f"; did you mean {meant}?"
        raise TargetError(f"there is no note {given} in the vault {fixed}{hint}")
    return Asked(Place(fixed, Path.cwd()), vault, found.path)


def show_links(asked: Asked, output: Output) -> None:
    """Write for people what the file's links open, and what links to it."""
    _, vault, path = asked
    note = vault.note_to_check(path)
    leading = [_line(note, found, _answer(found, path)) for found in follow(vault, note)]
    reaching = [
        (file.path, _line(file, found, _place(found) or ""))
        for file, found in backlinks(vault, path)
    ]
    output.line(output.style(visible(path), bold=True))
    output.line(f"{plural(len(leading), 'link')}{':' if leading else ''}")
    for line in _aligned(leading):
        output.line(f"  {line}")
    files = len({source for source, _ in reaching})
    told = f" in {plural(files, 'file')}:" if reaching else ""
    output.line(f"{plural(len(reaching), 'backlink')}{told}")
    for (source, _), line in zip(reaching, _aligned([one for _, one in reaching]), strict=True):
        output.line(f"  {visible(source)}:{line}")
    output.flush()


def print_links(asked: Asked, output: Output) -> None:
    """The same as one JSON object, described for users in docs/json.md."""
    place, vault, path = asked
    note = vault.note_to_check(path)
    write_alike(output.stream, "")
    data = {
        "version": __version__,
        "vault": str(place.root),
        "path": path,
        "links": [_data(note, found) for found in follow(vault, note)],
        "backlinks": [
            {"source": file.path, **_data(file, found)} for file, found in backlinks(vault, path)
        ],
    }
    output.line(json.dumps(data, indent=2))
    output.flush()


def _line(file: Note, found: Followed, answer: str) -> tuple[str, str, str]:
    """The columns of one reference: where, how it is written, what is to be said of it."""
    line, column = file.lines.position(found.reference.span.start)
    return f"{line}:{column}", visible(found.reference.written), visible(answer)


def _aligned(rows: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    places = max((len(place) for place, _, _ in rows), default=0)
    texts = max((len(text) for _, text, _ in rows if len(text) <= 40), default=0)
    for place, text, answer in rows:
        yield f"{place:<{places}}  {text:<{texts}}  {answer}".rstrip()


def _answer(found: Followed, source: str) -> str:
    """What a reference of the file `source` opens and why, in words."""
    answer = _file(found, source)
    place = _place(found)
    return answer if place is None else f"{answer}; {place}"


def _file(found: Followed, source: str) -> str:
    path, how, candidates, tie, uncertain = found.resolution
    if uncertain:
        return f"not known what Obsidian opens{_among(candidates)}"
    if path is None:
        return f"opens nothing: {_why_nothing(found.reference.exact, candidates)}"
    if tie:
        equals = " or ".join(opened(found.resolution, source))
        return f"opens {equals}: equally good, Obsidian's choice is unstable"
    match how:
        case "self":
            return "this file"
        case "only":
            why = "the only file of that name"
        case "relative":
            why = "the path from this file's folder"
        case "exact":
            why = "its path in the vault"
        case "own folder":
            why = f"in or below this file's folder{_beside(candidates)}"
        case _:
            why = "its path ends so" if len(candidates) < 2 else "the shortest of these paths"
            why += _beside(candidates)
    return f"opens {path}: {why}"


def _why_nothing(exact: bool, candidates: Iterable[str]) -> str:
    others = ", ".join(candidates)
    if not others:
        return "no file there" if exact else "no file of that name"
    return f"no file there; of that name there is {others}"


def _beside(candidates: Sequence[str]) -> str:
    return f" (not {', '.join(candidates[1:])})" if len(candidates) > 1 else ""


def _among(candidates: Sequence[str]) -> str:
    return f": {' or '.join(candidates)}" if candidates else ""


def _place(found: Followed) -> str | None:
    """Whether the place within the file exists, in words; None where none is named."""
    subpath = found.reference.subpath
    path = found.resolution.path
    if not subpath.strip("#") or path is None or kind_of(path) == "attachment":
        return None
    last = subpath.rpartition("#")[2]
    what = "block" if last.startswith("^") else "footnote" if last.startswith("[^") else "heading"
    if kind_of(path) == "base":
        what = "view"
    known = {True: "found", False: "not found", None: "may or may not be found"}
    return f"{what} {known[found.reaches]}"


def _data(file: Note, found: Followed) -> dict[str, object]:
    reference, resolution, reaches = found
    line, column = file.lines.position(reference.span.start)
    end_line, end_column = file.lines.position(reference.span.end)
    return {
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "written": reference.written,
        "linkpath": reference.path,
        "subpath": reference.subpath,
        "embed": reference.embed,
        "opens": resolution.path,
        "how": resolution.how,
        "candidates": list(resolution.candidates),
        "tie": resolution.tie,
        "certain": not resolution.uncertain,
        "place_exists": reaches if reference.subpath.strip("#") else None,
    }
