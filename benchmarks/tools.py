"""The programs that are compared: how they are installed, and how they are called."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
NAMES = ("vaultlint", "rumdl", "markdownlint-cli2")
NOT_COPIED = (".*", "build", "dist", "*.egg-info", "__pycache__", "node_modules")


@dataclass(frozen=True)
class Tool:
    """A program that is compared."""

    name: str
    command: tuple[str, ...]
    version: str
    whole_vault: tuple[str, ...] = ()
    """What names the whole vault, when it is the current folder."""
    options: tuple[str, ...] = ()
    """Options of every call."""
    no_cache: tuple[str, ...] = ()
    """What makes a call neither read nor write a cache."""
    has_cache: bool = False
    cache_variable: str = ""
    """The environment variable that names the cache folder."""

    def call(self, notes: Sequence[str], *, cached: bool) -> list[str]:
        """The command line that checks these notes, or without any the whole vault."""
        cache = () if cached else self.no_cache
        return [*self.command, *cache, *self.options, *(notes or self.whole_vault)]


@dataclass
class Installation:
    """A folder in which tools are installed, beside nothing of the user's own."""

    work: Path
    missing: dict[str, str] = field(default_factory=dict)
    """Tools that are not there, and why."""

    def install(self, name: str, vaultlint_command: str | None) -> Tool | None:
        """Install one tool, if it is not there yet; None where that is not possible."""
        try:
            if name == "vaultlint":
                return self.vaultlint(vaultlint_command)
            return self.rumdl() if name == "rumdl" else self.markdownlint()
        except (OSError, subprocess.CalledProcessError) as error:
            detail = getattr(error, "stderr", None) or error
            self.missing[name] = str(detail).strip().splitlines()[-1]
            return None

    def vaultlint(self, command: str | None) -> Tool:
        """This checkout, from a wheel: an editable installation starts more slowly."""
        words = shlex.split(command) if command else [str(self.vaultlint_from_wheel())]
        options = output([*words, "--help"])
        cached = "--no-cache" in options
        return Tool(
            name="vaultlint",
            command=tuple(words),
            version=output([*words, "--version"]).split()[-1],
            no_cache=("--no-cache",) if cached else (),
            has_cache=cached,
            cache_variable="VAULTLINT_CACHE_DIR",
        )

    def vaultlint_from_wheel(self) -> Path:
        """Build a wheel of the checkout and install it, again in every comparison.

        It is built from a copy: a build leaves files behind, which later builds would pack.
        """
        source, wheels = self.work / "source", self.work / "wheels"
        for folder in (source, wheels):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(CHECKOUT, source, ignore=shutil.ignore_patterns(*NOT_COPIED))
        pip = self.pip("vaultlint")
        output([*pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", str(wheels), str(source)])
        wheel = str(next(wheels.glob("*.whl")))
        output([*pip, "install", "--quiet", wheel])  # what it needs
        output([*pip, "install", "--quiet", "--no-deps", "--force-reinstall", wheel])
        return self.script("vaultlint", "vaultlint")

    def rumdl(self) -> Tool:
        """A linter for Markdown in Rust, from PyPI."""
        script = self.script("rumdl", "rumdl")
        if not script.exists():
            output([*self.pip("rumdl"), "install", "--quiet", "rumdl"])
        return Tool(
            name="rumdl",
            command=(str(script), "check"),
            version=output([str(script), "--version"]).split()[-1],
            whole_vault=(".",),
            options=("--flavor", "obsidian"),
            no_cache=("--no-cache",),
            has_cache=True,
            cache_variable="RUMDL_CACHE_DIR",
        )

    def markdownlint(self) -> Tool:
        """A linter for Markdown in JavaScript, from npm."""
        folder = self.work / "node"
        suffix = ".cmd" if os.name == "nt" else ""
        script = folder / "node_modules" / ".bin" / f"markdownlint-cli2{suffix}"
        if not script.exists():
            npm = shutil.which("npm")
            if npm is None:
                raise FileNotFoundError("npm is not installed")
            output([npm, "install", "--silent", "--prefix", str(folder), "markdownlint-cli2"])
        package = folder / "node_modules" / "markdownlint-cli2" / "package.json"
        return Tool(
            name="markdownlint-cli2",
            command=(str(script),),
            version=json.loads(package.read_text("utf-8"))["version"],
            whole_vault=("**/*.md",),
        )

    def pip(self, name: str) -> list[str]:
        """The pip of the virtual environment with this name, which is made first."""
        folder = self.work / "environments" / name
        if not folder.exists():
            output([sys.executable, "-m", "venv", str(folder)])
        return [str(self.script(name, "python")), "-m", "pip", "--disable-pip-version-check"]

    def script(self, environment: str, name: str) -> Path:
        """A program of a virtual environment."""
        folder = self.work / "environments" / environment
        if os.name == "nt":
            return folder / "Scripts" / f"{name}.exe"
        return folder / "bin" / name

    def variables(self) -> dict[str, str]:
        """The environment in which tools run: nothing of the user's own is read or written."""
        home = self.work / "home"
        home.mkdir(exist_ok=True)
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("XDG_", "VAULTLINT_", "RUMDL_", "PYTHON", "VIRTUAL_ENV"))
        }
        homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(home))
        return kept | homes | {"VAULTLINT_STATE_DIR": str(home / "state"), "NO_COLOR": "1"}


def output(command: Sequence[str], variables: Mapping[str, str] | None = None) -> str:
    """What a command prints; its failure is an error that holds what it said."""
    result = subprocess.run(
        command, env=variables, capture_output=True, text=True, check=True, errors="replace"
    )
    return result.stdout
