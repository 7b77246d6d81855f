"""Compare vaultlint with rumdl and markdownlint-cli2: time, memory, and growth with the vault.

One command installs the three in a work folder, makes vaults, runs every case interleaved, and
prints Markdown tables. Without `--work` the work folder is a temporary one; with it, what was
installed and made there is used again, except vaultlint, which is built anew from this checkout.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from cases import Measurement, Plan, VaultRuns, left_out
from measure import least_memory
from report import Results, growth, times, what_cases_did
from targets import target_table
from tools import NAMES, Installation, Tool

MAKER = Path(__file__).with_name("make_vault.py")
SEED = 1


def say(text: str) -> None:
    """Tell whoever waits what happens now."""
    sys.stderr.write(text.rstrip("\n") + "\n")
    sys.stderr.flush()


def arguments_of(words: Sequence[str] | None) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--work", type=Path, metavar="DIR", help="install and make vaults here, and keep them")
    add("--sizes", default="1000,10000,100000", help="notes of the made vaults (%(default)s)")
    add("--vault", type=Path, action="append", default=[], metavar="DIR", help="measure a copy too")
    add("--runs", type=int, default=7, help="runs of every case after one to warm up (%(default)s)")
    add("--tools", default=",".join(NAMES), help="what is compared (%(default)s)")
    add("--vaultlint-command", metavar="COMMAND", help="measure this, not a wheel of the checkout")
    add("--markdownlint-up-to", type=int, default=10_000, metavar="NOTES", help="(%(default)s)")
    add(
        "--patience",
        type=float,
        default=300,
        metavar="SECONDS",
        help="shortens a case (%(default)s)",
    )
    add("--cases", default="", metavar="NAMES", help="only these, comma-separated")
    add("--pause", type=float, default=3, metavar="SECONDS", help="before warm runs (%(default)s)")
    add("--json", type=Path, metavar="FILE", help="write every single run there")
    arguments = parser.parse_args(words)
    unknown = set(arguments.tools.split(",")) - set(NAMES)
    if unknown:
        parser.error(f"--tools: unknown: {', '.join(sorted(unknown))}")
    if arguments.runs < 1:
        parser.error("--runs: at least 1")
    return arguments


def made_vault(work: Path, notes: int) -> tuple[str, Path]:
    """A vault with so many notes; one that this very program made before is used again.

    It is made by a process of its own: the memory of this one is counted to all that it starts.
    """
    root = work / "vaults" / f"notes-{notes}"
    stamp = root.with_suffix(".stamp")
    wanted = f"{hashlib.sha256(MAKER.read_bytes()).hexdigest()} {notes} {SEED}"
    if not (root.exists() and stamp.exists() and stamp.read_text() == wanted):
        stamp.unlink(missing_ok=True)
        shutil.rmtree(root, ignore_errors=True)
        command = [sys.executable, str(MAKER), str(root), str(notes), "--seed", str(SEED)]
        say(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        stamp.write_text(wanted)
    return f"{notes:,} notes", root


def copied_vault(work: Path, source: Path) -> tuple[str, Path]:
    """A copy of somebody's vault, which itself is never touched."""
    name = source.resolve().name
    root = work / "vaults" / f"copy-of-{name}"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(
        source,
        root,
        symlinks=True,
        ignore=shutil.ignore_patterns(".git"),
        copy_function=shutil.copyfile,
    )
    for folder, _, _ in os.walk(root):
        Path(folder).chmod(0o755)
    return name, root


def vaults(work: Path, arguments: argparse.Namespace) -> Iterator[tuple[str, Path]]:
    """Every vault to measure: its name and its folder."""
    for size in arguments.sizes.split(","):
        if size:
            yield made_vault(work, int(size))
    for source in arguments.vault:
        yield copied_vault(work, source)


def circumstances(tools: Sequence[Tool], missing: dict[str, str]) -> str:
    """What was measured on which machine, and what was not."""
    versions = ", ".join(f"{tool.name} {tool.version}" for tool in tools)
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    lines = [f"{versions}.", f"{system}, {os.cpu_count()} processors."]
    if hasattr(os, "getloadavg"):
        load = os.getloadavg()[0]
        lines[-1] += f" Load before the start: {load:.1f}."
        if load > 0.5:
            lines.append("Something else was running: the figures are less certain than they look.")
    lines += [
        f"Left out: {name}, which cannot be installed: {why}." for name, why in missing.items()
    ]
    without = ", ".join(case.name for case in left_out(tools))
    if without:
        lines.append(f"Left out: {without}; this vaultlint has no cache yet (no `--no-cache`).")
    return "\n".join(lines)


def write_json(
    path: Path, about: str, tools: Sequence[Tool], measurements: Sequence[Measurement]
) -> None:
    """Keep every single run."""
    raw = {
        "about": about,
        "tools": [asdict(tool) for tool in tools],
        "measurements": [asdict(found) for found in measurements],
    }
    path.write_text(json.dumps(raw, indent=1) + "\n", "utf-8")


def compare(work: Path, arguments: argparse.Namespace) -> int:
    """Measure everything and print the tables; the exit status is 1 if a run failed."""
    installation = Installation(work)
    tools = []
    for name in arguments.tools.split(","):
        say(f"installing {name}")
        tool = installation.install(name, arguments.vaultlint_command)
        tools += [tool] if tool else []
    about = circumstances(tools, installation.missing)
    say(about)
    plan = Plan(
        runs=arguments.runs,
        patience=arguments.patience,
        pause=arguments.pause,
        largest_for_markdownlint=arguments.markdownlint_up_to,
        variables=installation.variables(),
        caches=work / "caches",
        seed=SEED,
        cases=[name.strip() for name in arguments.cases.split(",") if name.strip()],
    )
    measurements: list[Measurement] = []
    for name, root in vaults(work, arguments):
        measurements += VaultRuns(name, root, tools, plan).measure(say)
        if arguments.json:  # after every vault: the next may take an hour
            write_json(arguments.json, about, tools, measurements)
    results = Results(measurements)
    made = [f"{int(size):,} notes" for size in arguments.sizes.split(",") if size]
    real = [name for name in results.vaults if name not in made]
    floor = least_memory()
    unknown = f"Memory below {floor / 1e6:.0f} MB is not told apart." if floor else ""
    parts = [
        about,
        unknown,
        f"Medians of {arguments.runs} runs (least–most), fewer where runs are long.",
        what_cases_did(results),
        times(results),
        "Growth:\n\n" + growth(results, made) if len(made) > 1 else "",
        target_table(results, real),
    ]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write("\n\n".join(part.strip() for part in parts if part) + "\n")
    failures = [found for found in measurements if found.failure]
    for found in failures:
        say(f"{found.vault}, {found.case}: {found.failure}")
    return 1 if failures or not tools or "vaultlint" in installation.missing else 0


def main(words: Sequence[str] | None = None) -> int:
    """Compare in the work folder that was asked for, or in a temporary one."""
    arguments = arguments_of(words)
    if arguments.work:
        arguments.work.mkdir(parents=True, exist_ok=True)
        return compare(arguments.work.resolve(), arguments)
    with tempfile.TemporaryDirectory(prefix="vaultlint-benchmark-") as work:
        return compare(Path(work).resolve(), arguments)


if __name__ == "__main__":
    sys.exit(main())
