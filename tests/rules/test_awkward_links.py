"""Notes full of links to awkward names, in every place and form: fixes are sound, also together."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from vaultlint.active import ActiveRule
from vaultlint.finding import Safety
from vaultlint.fix import fix_note
from vaultlint.note import Note
from vaultlint.note.headings import compare_form
from vaultlint.rule_files import find_rules
from vaultlint.settings import Settings
from vaultlint.vault import Vault
from vaultlint.vault.places import places_in

RULES = find_rules()
GROUPS = ("links", "markdown", "encoding", "frontmatter")
# Whose fixes change how a link is written, never what it opens.
REWRITE = (
    "ambiguous-link", "broken-table", "link-case", "link-extension", "link-format", "link-padding",
    "link-style", "redundant-display", "stale-path",
)  # fmt: skip
NAMES = [
    "Home", "home/Home", "a/b/Note", "zzzz/Note", "aa/Tie", "bb/Tie", "My Note", "Sub/My Note",
    "A.B", "v1.2", "Café", "100%", "a%20b", "Mr. Smith", "İstanbul", "& amp", "(paren) x", "it's",
    "br[ack]et", "ca^ret", "_under_", "$m$", "==h==", "two  blanks", "new\u00a0space", "日本語",
]  # fmt: skip
FILES = ["p.png", "img/p.png", "img/p q.png", "Board.canvas", "Data.base", "dot.md.md", "UPPER.MD"]
HEADINGS = ["Aim", "What's New?", "A: B", "See [[Home]]", "**Bold**", "Same", "Same", "C# & C++"]
SUBPATHS = ["", "", "", "#Aim", "#aim", "#A: B", "#What's New?", "#^b1", "#^B2", "#b1", "#", "#^"]
DISPLAYS = ["", "", "", "|text", "|Home", "|My Note", r"\|t", "| t ", "|100", "|a|b"]


class Author:
    """Writes notes by chance; the seed decides."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def path(self) -> str:
        path = self.random.choice([*NAMES, *FILES])
        name = path.rpartition("/")[2]
        forms = [path, name, name, name, name.swapcase(), f"{name}.md", f"old/{name}", f"/{path}"]
        return self.random.choice([*forms, f"./{name}", f"../{path}", f" {name} ", "Al", "Nowhere"])

    def link(self) -> str:
        path = self.path() + self.random.choice(SUBPATHS)
        text = self.random.choice(["t", "Home", "*x*", "", "a|100"])
        bare = path.strip().replace(" ", "%20").replace("\u00a0", "%C2%A0")
        forms = [f"[[{path}{self.random.choice(DISPLAYS)}]]"] * 4
        forms += [f"![[{path}]]", f"[{text}]({bare})", f"[t](<{path}>)", f'[t]({bare} "title")']
        forms += [f"![{text}]({bare})", f"[[{path}]", f"[x]([[{path}]])", f"[[{path}^b1]]"]
        return self.random.choice(forms)

    def block(self) -> str:
        one, other, third = self.link(), self.link(), self.link()
        return self.random.choice([
            f"# {self.random.choice(HEADINGS)}", f"## {one} x", f"Text {one} and {other}.",
            f"| a | {one} |\n| - | - |\n| {other} | {third} |",
            f"text\n| a | b |\n| - | - |\n| {one} | x |",
            f"> [!note] {one}\n> {other}", f"- {one}\n  - [ ] {other} ^li1",
            f"A paragraph {one} ^b{self.random.randint(1, 3)}", f"[^1]: {one}", f"See[^1] {one}",
            f"%% {one} %%", f"**{one}** _{other}_ =={third}==", f"key:: {one}",
            f"`{one}` <i>{other}</i>", f"{one}{other}", "[r]: Home.md#Aim\n\n[t][r]",
        ])  # fmt: skip

    def note(self) -> str:
        heads = ["", "", "---\naliases: [Al]\n---\n", f'---\nup: "[[{self.path()}]]"\n---\n']
        blocks = (self.block() for _ in range(self.random.randint(2, 8)))
        text = self.random.choice(heads) + "\n\n".join(blocks) + "\n"
        return text.replace("\n", "\r\n") if self.random.random() < 0.2 else text

    def vault(self) -> Vault:
        settings = Settings(
            new_link_format=self.random.choice(["shortest", "relative", "absolute", None]),
            use_markdown_links=self.random.choice([True, False, None]),
        )
        files = {f"{name}.md": self.note() for name in NAMES if self.random.random() < 0.8}
        return Vault.of(files | dict.fromkeys(FILES, ""), settings)


def active(choose: Callable[[str], bool]) -> Sequence[ActiveRule]:
    options = {"ambiguous-link": {"all": True}}
    return [
        ActiveRule(rule, rule.options(**options.get(rule.id, {})))
        for rule in RULES.values()
        if rule.group in GROUPS and choose(rule.id)
    ]


def opened(vault: Vault, note: Note) -> Counter[tuple[object, ...]]:
    """How many links of the note open which place of which file."""
    own = places_in(note)
    places: Counter[tuple[object, ...]] = Counter()
    for link in note.links:
        found = None if link.external else vault.resolve(link.path, note.path).path
        if link.external or found is not None:
            reached = own if found == note.path else vault.places(found or "")
            subpath = "" if link.external else compare_form(link.subpath)
            reaches = None if link.external else reached.reaches(link.subpath)
            places[found or link.path, subpath, reaches, link.embed] += 1
    return places


@pytest.mark.parametrize("seed", range(12))
def test_all_fixes_together(seed: int) -> None:
    vault = Author(seed).vault()
    rules = active(lambda rule: True)
    for path in vault.files.notes:
        for wanted in (Safety.SAFE, Safety.UNSAFE):
            fixed = fix_note(vault.note(path), vault, rules, wanted)
            assert fixed.problem is None, f"{path}: {fixed.problem}"
            assert not fixed.result.crashes
            again = fix_note(Note(path, fixed.after, vault.settings), vault, rules, wanted)
            assert not again.changed, path


@pytest.mark.parametrize("rule", REWRITE)
def test_no_link_opens_another_place(rule: str) -> None:
    for seed in range(100, 106):
        vault = Author(seed).vault()
        for path in vault.files.notes:
            note = vault.note(path)
            fixed = fix_note(note, vault, active(lambda each: each == rule), Safety.SAFE)
            assert fixed.problem is None, f"{path}: {fixed.problem}"
            after = Note(path, fixed.after, vault.settings)
            assert opened(vault, after) == opened(vault, note), f"{seed} {path}"
            assert places_in(note).stay_in(places_in(after)), f"{seed} {path}"
