"""Where the time goes in a vault: microseconds a note for each step of a check, in one process."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from vaultlint.config import load_config
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault


def measure(root: Path) -> tuple[Counter[str], Counter[str], int]:
    """Seconds by step, how many notes were parsed how far, and how many notes there are.

    The steps of a note come in the order of a run: each pays for what it is the first to need, such
    as a rule for the blocks, or for what is asked of the whole vault once. What rules that need all
    notes gather is a step; what they then say of a few notes is left out.
    """
    vault = Vault.open(root)
    config = load_config(root, find_rules())
    notes = vault.files.notes
    seconds: Counter[str] = Counter()
    parsed: Counter[str] = Counter()
    for path in notes:
        all_rules = config.rules_for(path)
        rules = all_rules.of_one_note
        began = process_time()
        note = vault.note(path)
        began = _count(seconds, "read the file", began)
        assert note.text is not None
        began = _count(seconds, "decode it", began)
        shown = rules.concerning(note, vault)
        began = _count(seconds, "see which rules it concerns", began)
        for active in shown:
            for _ in active.rule.run(note, active.options, vault):
                pass
            began = _count(seconds, active.rule.id, began)
        for gather in all_rules.gathers:
            tuple(gather(note))
            began = _count(seconds, f"gather {gather.__name__} for all notes", began)
        parsed["frontmatter"] += "frontmatter" in vars(note)
        parsed["blocks"] += "blocks" in vars(note)
        parsed["all inline Markdown"] += "inline" in vars(note)
    return seconds, parsed, len(notes)


def _count(seconds: Counter[str], step: str, began: float) -> float:
    now = process_time()
    seconds[step] += now - began
    return now


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a Markdown table for each vault that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vault", type=Path, nargs="+")
    for root in parser.parse_args(arguments).vault:
        seconds, parsed, notes = measure(root)
        lines = [f"{root.name}: {notes} notes", "", "| step | µs a note |", "|---|---:|"]
        lines += (
            f"| {step} | {spent / notes * 1e6:.1f} |" for step, spent in seconds.most_common()
        )
        lines.append(f"| **sum** | **{seconds.total() / notes * 1e6:.1f}** |")
        shares = ", ".join(f"{kind} in {count / notes:.1%}" for kind, count in parsed.items())
        lines += ["", f"Parsed: {shares}.", ""]
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
