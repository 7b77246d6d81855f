"""Rules of strangers: an installed distribution, and files passed with --plugin."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from vaultlint.page import read_cases
from vaultlint.rule_files import RuleError, find_rules
from vaultlint.testing import check_case, check_page, redraw_page

ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "tests" / "example_plugin"


def run(*arguments: str | Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, `path` before all else on Python's path."""
    environment = dict(os.environ, PYTHONPATH=str(path) if path else "")
    command = [sys.executable, "-m", "vaultlint", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip installed the example distribution."""
    source = tmp_path_factory.mktemp("source") / "plugin"
    shutil.copytree(PLUGIN, source)
    target = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--target", str(target), str(source)], check=True)
    return target


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault with one loud note."""
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "Note.md").write_text("# Beware!!\n\n# Beware!\n", "utf-8")
    return tmp_path


def test_an_installed_distribution_adds_its_rules(installed: Path, vault: Path) -> None:
    result = run("--format", "json", vault, path=installed)
    findings = json.loads(result.stdout)["findings"]
    assert [(f["rule"], f["line"]) for f in findings] == [("loud-heading", 1), ("loud-heading", 3)]
    assert result.returncode == 1
    assert "loud-heading" in run("rules", path=installed).stdout
    assert "how many exclamation marks" in run("explain", "loud-heading", path=installed).stdout


def test_its_options_are_read_and_its_fixes_applied(installed: Path, vault: Path) -> None:
    (vault / "vaultlint.toml").write_text("[rules.loud-heading]\nat-least = 2\n", "utf-8")
    assert run("--fix", "--unsafe-fixes", vault, path=installed).returncode == 0
    assert (vault / "Note.md").read_text("utf-8") == "# Beware\n\n# Beware!\n"


def test_without_it_the_rule_is_unknown(vault: Path) -> None:
    result = run("--select", "loud-heading", vault)
    assert result.returncode == 2
    assert "loud-heading" in result.stderr


@pytest.mark.parametrize("plugin", ["style", "style/loud_heading.py"])
def test_a_plugin_is_a_folder_or_a_file(plugin: str, vault: Path) -> None:
    path = PLUGIN / "example_rules" / plugin
    result = run("--plugin", path, "--format", "json", vault)
    assert [f["rule"] for f in json.loads(result.stdout)["findings"]] == ["loud-heading"] * 2


def test_a_stranger_proves_and_redraws_a_page_as_we_do(tmp_path: Path) -> None:
    shutil.copytree(PLUGIN / "example_rules" / "style", tmp_path / "style")
    (rule,) = (r for r in find_rules([tmp_path / "style"]).values() if r.id == "loud-heading")
    page = rule.page.read_text("utf-8")
    check_page(rule)
    for number, case in enumerate(read_cases(page)):
        check_case(rule, case, tmp_path / f"case {number}")
    undrawn = page.replace("  ^^^^^^^^ the heading Beware!! shouts\n", "").replace(
        "~~~~fixed unsafe\n# Beware\n", "~~~~fixed unsafe\n"
    )
    assert undrawn != page
    rule.page.write_text(undrawn, "utf-8")
    with pytest.raises(AssertionError, match="no case with a finding"):
        check_page(rule)
    redraw_page(rule, tmp_path / "redrawn")
    assert rule.page.read_text("utf-8") == page


def test_our_rules_import_what_a_stranger_may() -> None:
    documented = set(
        re.findall(r"`(vaultlint\.[a-z_.]+)`", (ROOT / "docs/api.md").read_text("utf-8"))
    )
    for file in (ROOT / "rules").rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        modules = {
            n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and not n.level
        }
        ours = {module for module in modules if module and module.startswith("vaultlint")}
        assert ours <= documented, file
    for module in documented:
        assert import_module(module).__doc__


def test_a_vault_cannot_make_its_visitors_run_code(vault: Path) -> None:
    plugin = vault / "evil" / "rule.py"
    plugin.parent.mkdir()
    plugin.write_text(f"open({str(vault / 'ran')!r}, 'w')\n", "utf-8")
    (vault / "vaultlint.toml").write_text('plugins = ["evil"]\n', "utf-8")
    result = run(vault)
    assert result.returncode == 2
    assert "plugins" in result.stderr
    assert not (vault / "ran").exists()


def test_a_broken_plugin_is_named(vault: Path, tmp_path: Path) -> None:
    plugin = tmp_path / "broken" / "rule.py"
    plugin.parent.mkdir()
    plugin.write_text("import nothing_of_that_name\n", "utf-8")
    result = run("--plugin", plugin, vault)
    assert result.returncode == 2
    assert f"{plugin}: ModuleNotFoundError: No module named 'nothing_of_that_name'" in result.stderr
    assert "Traceback" not in result.stderr
    assert f"{plugin}: ModuleNotFoundError" in run("--plugin", plugin.parent, vault).stderr


@pytest.mark.parametrize("name", ["rule.txt", "absent", "absent.py", "dotted.name/rule.py"])
def test_what_is_no_plugin_is_a_mistake(name: str, tmp_path: Path) -> None:
    for file in ("rule.txt", "dotted.name/rule.py"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        shutil.copy(PLUGIN / "example_rules" / "style" / "loud_heading.py", tmp_path / file)
    with pytest.raises(RuleError, match="is no plugin: give a rule"):
        find_rules([tmp_path / name])


def test_a_plugin_without_rules_is_a_mistake(vault: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("--plugin", tmp_path / "empty", vault)
    assert result.returncode == 2
    assert result.stderr == f"vaultlint: there is no rule in {tmp_path / 'empty'}\n"
