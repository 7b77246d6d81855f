"""What the end-to-end tests share: the command line in its own process, and copies of vaults."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run `vaultlint` with these arguments; its undo store lies in a folder of the test's own."""
    state = tmp_path_factory.mktemp("state")

    def run(
        *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        environment = dict(os.environ, VAULTLINT_STATE_DIR=str(state), COLUMNS="100")
        command = [sys.executable, "-m", "vaultlint", *map(str, arguments)]
        return subprocess.run(
            command, input=stdin, capture_output=True, env=environment, cwd=cwd, check=False
        )

    return run


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git without the user's own configuration."""
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    return subprocess.run(
        ["git", *identity, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ, GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_SYSTEM=os.devnull),
    )


def findings(result: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    """The findings of a run with --format json."""
    assert result.returncode in (0, 1), result.stderr.decode()
    found: list[dict[str, Any]] = json.loads(result.stdout)["findings"]
    return found


def copy_tree(source: Path, target: Path) -> Path:
    """A writable copy of a read-only tree."""
    shutil.copytree(source, target)
    for path in (target, *target.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return target


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file below the folder, and the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
