"""The distribution: the wheel holds what the tree holds, and runs where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {"vaultlint": "vaultlint", "rules": "vaultlint/rules"}
KINDS = ("*.py", "*.md", "*.json", "py.typed")


@pytest.fixture(scope="session")
def clean_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what git tracks or would track: a stale build/ would ship deleted rules."""
    copy = tmp_path_factory.mktemp("clean") / "tree"
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="session")
def built(clean_tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel built from that sdist."""
    output = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(output)]
    subprocess.run([*build, str(clean_tree)], check=True, capture_output=True)
    return output


def tree_files(root: Path) -> set[str]:
    """Every module and rule page of the tree, under the name it has when installed."""
    return {
        f"{installed}/{path.relative_to(root / folder).as_posix()}"
        for folder, installed in PACKAGES.items()
        for kind in KINDS
        for path in (root / folder).rglob(kind)
    }


def test_the_wheel_holds_the_tree_and_nothing_else(clean_tree: Path, built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert names == tree_files(clean_tree)


def test_the_sdist_holds_what_the_wheel_needs(clean_tree: Path, built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {member.name.partition("/")[2] for member in archive.getmembers()}
    assert "LICENSE" in names
    assert {name.replace("vaultlint/rules/", "rules/") for name in tree_files(clean_tree)} <= names


def test_every_package_is_listed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    listed = set(project["tool"]["setuptools"]["packages"])
    packages = {
        name.rpartition("/")[0] for name in tree_files(ROOT) if name.endswith("/__init__.py")
    }
    assert listed == {name.replace("/", ".") for name in packages}


def test_the_installed_wheel_runs(built: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=False)
    scripts = "Scripts" if sys.platform == "win32" else "bin"
    python = tmp_path / "env" / scripts / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q"]
    subprocess.run([*pip, str(next(built.glob("*.whl")))], check=True, capture_output=True)
    command = tmp_path / "env" / scripts / "vaultlint"
    rules = subprocess.run([command, "rules"], check=True, capture_output=True, text=True).stdout
    modules = [path for path in (ROOT / "rules").glob("*/*.py") if not path.stem.startswith("_")]
    for module in modules:
        assert module.stem.replace("_", "-") in rules
    vault = tmp_path / "vault"
    shutil.copytree(ROOT / "examples" / "vault", vault)
    result = subprocess.run([command, vault], capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "mojibake" in result.stdout


def test_the_readme_installs_the_right_project() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert not re.search(r"pip install (-\S+ )*vaultlint\b", readme), (
        "that is somebody else's project"
    )


def test_ci_runs_the_test_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    command = (ROOT / ".ci" / "run").read_text("utf-8").strip().splitlines()[-1]
    assert command in readme
