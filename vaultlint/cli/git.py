"""What git knows about a vault: files at a revision, and which of them are as they were there.

git reads its own database here and nothing else: it compares no files, so that no filter, hook or
program that the repository's configuration may name is run (docs/decisions/0008 and 0015).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from vaultlint.cli.targets import TargetError
from vaultlint.lazy import lazy

# Variables that say where a repository is. In a hook they are those of the repository that commits,
# which is found as well; but they would be taken for those of any other.
_WHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX")
_INDEX = "GIT_INDEX_FILE"  # of what is being committed, which is not always all that is staged
IN_HOOK = "PRE_COMMIT"
"""The variable by which pre-commit tells a hook that it runs it."""
_SAFELY = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",  # an object that is not here stays away …
    "GIT_ALLOW_PROTOCOL": "none",  # … also with a git that does not know that word
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}
_OPTIONS = ("--no-pager", "-c", "core.fsmonitor=false")
_BLOB = lazy(r"(?<![^\0])(100[0-7]{3}|120000) blob ([0-9a-f]{40,64})\t([^\0]+)\0")
_SYMLINK = "120000"
# One entry of `ls-files --stage -t --debug`; the lines of --debug may change with git's version.
_ENTRY = lazy(
    r"(?<![^\0\n])(.) \d+ ([0-9a-f]{40,64}) ([0-3])\t([^\0]+)\0"
    r"(?:  ctime: [^\n]*\n  mtime: (\d+):(\d+)\n  dev:[^\n]*\n  uid:[^\n]*\n"
    r"  size: (\d+)\t[^\n]*\n)?"
)
_DIFFERENCE = ("diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "--relative",
    "--ignore-submodules=all")  # fmt: skip
_DIFFERING = lazy(r":([0-7]{6}) [0-7]{6} ([0-9a-f]+) ([0-9a-f]+) [A-Z]\0([^\0]+)\0")
_NO_FILE = "000000"
_BILLION = 1_000_000_000


class Entry(NamedTuple):
    """A file in git's index, in git's words: its state, its blob, its number in a conflict.

    And when its file was written, in seconds and nanoseconds, and how large it was, in 32 bits: as
    far as known. Some keep no nanoseconds.
    """

    state: str
    blob: str
    stage: str
    path: str
    seconds: str
    nanoseconds: str
    size: str

    @property
    def is_absent(self) -> bool:
        """Whether by the user's wish it is not among the files of the work tree."""
        return self.state == "S"

    @property
    def time(self) -> int:
        """When its file was written, in nanoseconds; -1 if that is not known."""
        known = self.seconds and self.stage == "0"
        return int(self.seconds) * _BILLION + int(self.nanoseconds) if known else -1


class Repository:
    """The git repository around a folder, seen from there: paths are relative to the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._git = _find_git()
        self._blobs: subprocess.Popen[bytes] | None = None

    @cached_property
    def top(self) -> str | None:
        """The real path of its work tree, None where the folder lies in none.

        Raises TargetError where git will not tell.
        """
        done = self._run("rev-parse", "--show-toplevel")
        if done.returncode == 0:
            return os.fsdecode(done.stdout.removesuffix(b"\n"))
        if b"not a git repository" in done.stderr or b"must be run in a work tree" in done.stderr:
            return None
        raise _failed(done)

    def commit(self, revision: str) -> str | None:
        """The commit that a revision names; None for HEAD before the first commit.

        "REV..." is the newest commit that REV and HEAD have in common. Raises TargetError.
        """
        name = revision.removesuffix("...")
        found = self._commit(name)
        if found is None and name in ("HEAD", "@") and self._is_unborn():
            return None
        if found is None:
            raise TargetError(f"git knows no revision {revision}{self._hint()}")
        if name == revision:
            return found
        done = self._run("merge-base", found, "HEAD")
        if done.returncode:
            what = f"{name} and HEAD have no commit in common that git knows of"
            raise TargetError(f"{what}{self._hint()}")
        return done.stdout.decode().strip()

    def files_at(self, commit: str | None) -> dict[str, str]:
        """The files below the folder in a commit, with the ids of their blobs; "" for a symlink."""
        if commit is None:
            return {}
        listed = _BLOB.findall(self._output("ls-tree", "-r", "-z", commit))
        return {path: "" if mode == _SYMLINK else blob for mode, blob, path in listed}

    def index(self) -> dict[str, Entry]:
        """The files below the folder that git keeps track of."""
        listed = self._output("ls-files", "--stage", "-t", "--debug", "-z")
        return {entry.path: entry for entry in map(Entry._make, _ENTRY.findall(listed))}

    def staged(self, commit: str | None) -> Iterator[tuple[str, str | None, str]]:
        """Each file of which the index holds another one than the commit: path, blobs then and now.

        As in `files_at`, "" stands for a symlink, and None for no file.
        """
        if commit is None:
            for path, entry in self.index().items():
                yield path, None, entry.blob
            return
        listed = self._output(*_DIFFERENCE, commit)
        for mode, then, now, path in _DIFFERING.findall(listed):
            yield path, None if mode == _NO_FILE else "" if mode == _SYMLINK else then, now

    def untracked(self) -> set[str]:
        """The files below the folder that git neither keeps track of nor ignores."""
        listed = self._output("ls-files", "--others", "--exclude-standard", "-z")
        return {*listed.split("\0")} - {""}

    @cached_property
    def indexed(self) -> int:
        """When the index was written, in nanoseconds; 0 if there is none."""
        done = self._output("rev-parse", "--git-path", "index").removesuffix("\n")
        try:
            return os.stat(os.path.join(self.folder, done)).st_mtime_ns
        except OSError:
            return 0

    def blob(self, name: str) -> bytes:
        """The content of a blob. Raises OSError where git does not have it."""
        if self._blobs is None:
            command = self._command("cat-file", "--batch")
            self._blobs = subprocess.Popen(
                command,
                cwd=self.folder,
                env=_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        asked, told = self._blobs.stdin, self._blobs.stdout
        assert asked is not None
        assert told is not None
        asked.write(name.encode() + b"\n")
        asked.flush()
        words = told.readline().split()
        if len(words) != 3:
            raise FileNotFoundError(f"git does not have the blob {name}")
        data = told.read(int(words[2]))
        told.read(1)
        return data

    def close(self) -> None:
        """End the process that gave the blobs."""
        if self._blobs is not None:
            self._blobs.communicate()
            self._blobs = None

    def _commit(self, name: str) -> str | None:
        if not name or name.startswith("-") or "\0" in name:
            return None
        done = self._run("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        return done.stdout.decode().strip() if done.returncode == 0 else None

    def _is_unborn(self) -> bool:
        return self._run("symbolic-ref", "--quiet", "HEAD").returncode == 0

    def _hint(self) -> str:
        if self._run("rev-parse", "--is-shallow-repository").stdout.strip() != b"true":
            return ""
        return (
            "; the clone is shallow: fetch more first, as with `git fetch --unshallow`, or with"
            " `fetch-depth: 0` in GitHub Actions"
        )

    def _output(self, *arguments: str) -> str:
        done = self._run(*arguments)
        if done.returncode:
            raise _failed(done)
        return os.fsdecode(done.stdout)

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            self._command(*arguments),
            cwd=self.folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )

    def _command(self, *arguments: str) -> list[str]:
        return [self._git, *_OPTIONS, *arguments]


def _failed(done: subprocess.CompletedProcess[bytes]) -> TargetError:
    said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
    return TargetError(f"git cannot say what has changed: {said or 'it gives no reason'}")


def _environment() -> Mapping[str, str]:
    given = dict(os.environ)
    if "GIT_WORK_TREE" not in given:  # with it, somebody has said where all of it is
        for name in _WHERE if IN_HOOK in given else (*_WHERE, _INDEX):
            given.pop(name, None)
    return given | _SAFELY


def _find_git() -> str:
    """The path of git. The current folder, where Windows would look first, may be a stranger's."""
    name = "git.exe" if sys.platform == "win32" else "git"
    for folder in _path_folders():
        path = os.path.join(folder, name)
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    raise TargetError("--since needs git, and there is none")


def _path_folders() -> Iterator[str]:
    return filter(os.path.isabs, os.get_exec_path())
