"""What `--since REV` means: which files, and what is said of links that the change cut."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from vaultlint.cli.git import Repository
from vaultlint.cli.targets import Target, TargetError, absolute
from vaultlint.cli.work_tree import compare
from vaultlint.finding import Level
from vaultlint.kinds import kind_of
from vaultlint.lint import ActiveRules, Located, NoteResult
from vaultlint.note import Note
from vaultlint.vault.changed import VaultChange

_REFERRING = ("note", "canvas", "base")
# What pre-commit tells the hooks that it runs.
_IN_HOOK = "PRE_COMMIT"
_HOOK_START = "PRE_COMMIT_FROM_REF"


def find_changed(
    paths: Sequence[str], revision: str, find: Callable[[Sequence[str]], list[Target]]
) -> list[Target]:
    """The files that changed since a revision, and those with a link that the change broke.

    Folders among the paths limit them to what lies there; files among the paths are meant in any
    case. find: as `find_targets`, with one vault for each root. Raises TargetError.
    """
    folders = [path for path in paths if os.path.isdir(path)]
    files = [path for path in paths if path not in folders]
    named = {target.vault.root: target for target in find(files)} if files else {}
    starts = [*map(absolute, folders), Path.cwd()]
    found: list[Target] = []
    for whole in find(folders):
        chosen, change = _changed(whole, _meant(revision), starts)
        if also := named.pop(whole.vault.root, None):
            chosen = sorted({*chosen, *also.files})
        found.append(Target(whole.vault, chosen, change))
    return sorted([*found, *named.values()], key=lambda target: target.vault.root)


def with_cut_links(
    result: NoteResult, note: Note, change: VaultChange, rules: ActiveRules
) -> NoteResult:
    """The result of a file in which links that the change left open nothing are no mere remarks.

    A link to an absent note is often meant to become one; this one was one. A level that the user
    chose stays as it is.
    """
    fixed = {active.rule.id for active in rules if active.level is not None}
    cut = [(reference.span, path) for reference, path in change.cut(note)]

    def judge(located: Located) -> Located:
        if located.level != Level.INFO or located.rule in fixed:
            return located
        span = located.finding.span
        opened = [path for (start, end), path in cut if start <= span.start and span.end <= end]
        if not opened:
            return located
        message = f"{located.finding.message}; before the change it opened {opened[0]}"
        finding = replace(located.finding, message=message, level=Level.WARNING)
        return located._replace(level=Level.WARNING, finding=finding)

    return result._replace(findings=tuple(map(judge, result.findings)))


def _changed(
    target: Target, revision: str, starts: Iterable[Path]
) -> tuple[Sequence[str], VaultChange]:
    """The files of a target that changed and those with a link that the change broke, sorted."""
    vault = target.vault
    folder, inner = _part_in_git(vault.root, starts)
    with closing(Repository(folder)) as repository:
        commit = repository.commit(revision)
        settings = [path for path in target.files if kind_of(path) == "setting"]
        # What is not staged is stowed away while pre-commit runs; what git does not know stays.
        untracked = _IN_HOOK not in os.environ
        found = compare(vault, repository, commit, inner, settings, untracked=untracked)
        changed = found.added | found.edited
        rest = (path for path in target.files if path not in changed)
        change = VaultChange(found.before, vault, found.edited)
        broken = change.broken(path for path in rest if kind_of(path) in _REFERRING)
        chosen = sorted({*changed.intersection(target.files), *broken})
    vault.record()  # nothing of this was asked for by a rule
    return chosen, change


def _meant(revision: str) -> str:
    """The revision; with pre-commit's --from-ref, what that says takes the place of HEAD."""
    start = os.environ.get(_HOOK_START)
    in_place = start and _IN_HOOK in os.environ and revision == "HEAD"
    return f"{start}..." if in_place else revision


def _part_in_git(root: Path, starts: Iterable[Path]) -> tuple[Path, str]:
    """The part of a vault that lies in a git repository: the folder, and its vault path.

    That is the vault, or the repository if it lies within the vault. Raises TargetError.
    """
    for start in (*(start for start in starts if start.is_relative_to(root)), root):
        top = Repository(start).top
        if top is not None:
            inner = _vault_path_of(top, root)
            return (root / inner, f"{inner}/") if inner else (root, "")
    raise TargetError(f"{root} lies in no git repository, and --since compares with a revision")


def _vault_path_of(top: str, root: Path) -> str:
    """The vault path of a folder, "" where it does not lie within the vault."""
    parts: list[str] = []
    folder = top
    while not os.path.samefile(folder, root):
        parent, name = os.path.split(folder)
        if parent == folder or not name:
            return ""
        folder = parent
        parts.insert(0, name)
    return "/".join(parts)
