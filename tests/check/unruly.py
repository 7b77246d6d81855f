"""A plugin whose rule does in each note what its text says, and a vault to try it on."""

from __future__ import annotations

from pathlib import Path

RULE = '''
"""A rule that does what the note says."""

import os, re, signal, sys, time
from pathlib import Path

from vaultlint.finding import Finding, Level, Span
from vaultlint.rule import rule


class Dumb(Exception):
    def __str__(self):
        raise RuntimeError("not even that")


@rule(level=Level.WARNING, preset="recommended")
def check(note, options):
    word, _, rest = note.text.split("\\n")[0].partition(" ")
    if rest:
        (Path(rest) / str(os.getpid())).touch()
    match word:
        case "raise":
            raise ValueError("no good")
        case "dumb":
            raise Dumb
        case "leave":
            sys.exit(0)
        case "wrong":
            yield Finding(Span(0, 1), Path("no text"))
        case "print":
            print("printed by a rule")
            sys.stdout.write("and again")
        case "global":
            os.chdir("/")
            os.environ.clear()
        case "exit":
            os._exit(3)
        case "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "once":
            once = Path(rest)
            if not (once / "done").exists():
                (once / "done").touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case "sleep":
            time.sleep(60)
        case "spin":
            while True:
                pass
        case "regex":
            re.match(r"(a|a)*$", "a" * 40 + "b")
        case "never":
            sum(range(10**12))
        case "stubborn":
            for _ in range(2):
                try:
                    time.sleep(60)
                except Exception:
                    pass
        case "loud":
            for _ in range(2_000):
                yield Finding(Span(0, 1), "loud")
        case "slow":
            time.sleep(0.05)
    yield Finding(Span(0, 1), f"says {word}")
'''


def plugin(folder: Path) -> Path:
    """The plugin as a folder."""
    made = folder / "unruly_rules"
    made.mkdir()
    (made / "unruly.py").write_text(RULE, "utf-8")
    return made


def vault(folder: Path, *words: str, calm: int = 12) -> Path:
    """A vault with a note for each word among calm ones; every note has a finding of ours too."""
    root = folder / "vault"
    (root / ".obsidian").mkdir(parents=True)
    for number in range(calm):
        (root / f"{number:02} calm.md").write_text("calm\n\n[[ Padding ]]\n", "utf-8")
    for word in words:
        first = word.split()[0]
        (root / f"{len(first):02} {first}.md").write_text(f"{word}\n\n[[ Padding ]]\n", "utf-8")
    return root
