"""A small vault with findings of every rule, and a stream of random changes to it."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.check.bench import rules_of
from vaultlint.kinds import kind_of
from vaultlint.note.source import encode
from vaultlint.page import Case, read_cases

NAMES = ["Project X", "Projekt Y", "Analysis", "Café", "Alpha Beta", "Garden", "Home", "Part 1.2"]
FOLDERS = ["", "Daily/", "Deep/Inner/", "Templates/", "Other/"]
ATTACHMENTS = ["image.png", "Garden.pdf", "data.csv", "Home.canvas", "no extension"]
DATES = [
    "2024-03-0{}",
    "0{}.03.2024",
    "2024/03/0{}",
    "{} March 2024",
    "2024-03-0{} 10:00",
    "2024-02-3{}",
]
LINES = [
    "[[Home]] and [[Garden]].",
    "[[Project X]] or [[Analysis]]: ![[image.png]]",
    "[[Alpha Beta]], [Part 1.2](<Part 1.2.md>), [[Café]]",
    "See [[project x]], [[Project Z]], [[Folder/Project X]] and [[Part 1.3]].",
    "A slip: [[Analyssi]], [[Alpha Btea|text]], ![[image.png]], ![[imaeg.png]].",
    "By folder: [[Deep/Inner/Garden]], [[../Garden]], [[./Home]], [[/Home]], [[Inner/Home.md]].",
    "Markdown: [a](Garden.md), [b](<Project X.md>), [c](Deep/Inner/Home.md), [d](nothing.md).",
    "An alias: [[The Plan]], [[the plan]], [[Second Name]], [[Garden.pdf]], [[no extension]].",
    "[[ Home ]] and [[Home.md]] and [[Home|  x]] #tag",
    "itâ€™s cafÃ© %% vaultlint-disable-line mojibake %%",
    "donâ€™t, cafÃ©, Ã¼ber",
    "%% vaultlint-disable-next-line unresolved-link %%",
    "[[Nowhere at all]] %% vaultlint-disable-line %% ",
    "%% vaultlint-disable-file trailing-whitespace %%",
    "%% vaultlint-disable-line no-such-rule %%",
    "## A heading",
    "A paragraph. ^block",
    "![[Home]] and ![[Garden#A heading]], ![[Analysis]], ![[Project X]]",
    "[[Home#A heading]], [[Garden#a Heading]], [[Garden#^block]], [[Part 1.2#block]].",
    "[[Home#One#A heading]], [a](Garden.md#A%20heading), [[Plan.base#Table]], ![[Home.canvas]].",
    "[[Other/Garden|Garden]] [[Home%20x]] [x](Alpha Beta.md), https://example.org [[#A heading]].",
    "| a | b |\n| - | - |\n| [[Home|x]] | ![[Inner/image.png]] |",
    "A footnote[^1] and another[^2].\n\n[^2]: here\n\n[^3]: and there\n",
    "> [!note]A callout, {{title}}, [[Archive/One]], [[Archive/Two]]",
    '```base\nfilters: file.hasLink("Garden") || file.inFolder("Daily")\n```',
    "```",
    "%% open",
    "$$",
    "trailing   ",
    "#Garden, #garden and #garden/beds",
    "#GARDEN/Beds #gardne",
    "odd\u00a0[[Home]]\u00a0spaces",
    "",
]
HEADS = [
    "",
    "---\naliases: [The Plan]\n---\n",
    "---\naliases:\n  - the plan\n  - Second Name\n---\n",
    "---\ndate: {}\n---\n",
    "---\ncreated: {}\nDate: {}\ntags: ['#a', b]\n---\n",
    "---\ntitle: a: b\n---\n",
    "---\ndate: {}\nother: 1\nother: 2\n---\n",
    "---\r\ndate: {}\r\naliases: [Café]\r\n---\r\n",
    "---\nvaultlint: [unresolved-link]\n---\n",
    "---\nstatus: open\ntags: [garden]\n---\n",
    "---\nStatus: open\nrating: '4'\ntags: [Garden, garden]\n---\n",
    "---\nvaultlint: [property-case]\nSTATUS: open\n---\n",
]
SETTINGS = {
    ".obsidian/app.json": [
        "{}",
        '{"newLinkFormat": "relative"}',
        '{"useMarkdownLinks": true}',
        "[",
    ],
    ".obsidian/types.json": [
        '{"types": {"date": "date", "rating": "number"}}',
        '{"types": {"created": "datetime"}}',
    ],
    ".obsidian/templates.json": ['{"folder": "Templates"}', '{"folder": "Daily"}'],
    ".obsidian/daily-notes.json": [
        '{"folder": "Daily", "format": "DD.MM.YYYY"}',
        '{"template": "Garden"}',
        "{}",
    ],
    ".obsidian/core-plugins.json": ['{"templates": false}', '{"daily-notes": true}'],
    ".obsidian/bookmarks.json": [
        '{"items": [{"type": "file", "path": "Home.md"}, {"type": "file", "path": "Old/Home.md"}]}',
        '{"items": [{"type": "folder", "path": "Daily"}, {"type": "folder", "path": "Deep"}]}',
    ],
    ".obsidian/plugins/templater-obsidian/data.json": ['{"templates_folder": "Templates"}', "[]"],
}
# What three rules need of the vault's settings.
SETTLED = {
    ".obsidian/types.json": '{"types": {"rating": "number"}}',
    ".obsidian/daily-notes.json": '{"folder": "Log", "template": "Nowhere/Day"}',
    "Log/2024-05-01.md": "---\ndate: 2024-05-01\nrating: '3'\n---\n",
    "Log/2024-05-02.md": "---\ndate: 2024-05-02\n---\n",
    "Log/2024-05-03.md": "---\ndate: 2024-05-03\n---\n",
    "Log/2024-05-04.md": "---\ndate: 2024-05-03\n---\n",
}
DOCUMENTS = {
    "Home.canvas": [
        """{"nodes": [
        {"id": "1", "type": "file", "file": "Garden.md", "x": 0, "y": 0, "width": 9, "height": 9},
        {"id": "2", "type": "file", "file": "Deep/Inner/Garden.md", "subpath": "#A heading",
         "x": 0, "y": 0, "width": 9, "height": 9},
        {"id": "3", "type": "text", "text": "[[Home#A heading]] ![[image.png]] [[The Plan]]",
         "x": 0, "y": 0, "width": 9, "height": 9}], "edges": []}""",
        '{"nodes": [], "edges": [{"id": "1", "fromNode": "1", "toNode": "2"}]}',
        "[",
        "",
    ],
    "Other/Plan.base": [
        'filters: file.hasLink("Garden")\nviews:\n  - {type: table, name: Table}\n',
        'formulas: {a: link("Home#A heading"), b: image("image.png")}\nviews: [{name: Board}]\n',
        "a: b: c\n",
    ],
    "page.html": ['<img src="Other/image.png"> <a href="Garden.pdf">', "nothing"],
}
CONFIGURATIONS = [
    'exclude = ["Other"]\n',
    '[rules.date-format]\nlevel = "info"\n',
    'ignore = ["mojibake"]\n[[overrides]]\npaths = ["Daily"]\nignore = ["links"]\n',
    'ignore = ["spacing"]\n',
    "",
]


UNSEEN = [
    (b"[[Home", b"[[Hose"),
    (b"[[Garden", b"[[Gerden"),
    (b"   \n", b"...\n"),
    (b"-02-", b"-03-"),
]


def is_locked(file: Path) -> bool:
    """Whether nobody may read the file; the superuser can, all the same."""
    return not file.stat().st_mode & 0o400


def needs_of(case: Case) -> tuple[bool, str]:
    """What a case needs of its vault, so that the least comes first: settings, and options."""
    return any(kind_of(path) == "setting" for path in case.files), case.options


class Changing:
    """A vault in a folder, and what may happen to it; the seed decides what does."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.random = random.Random(seed)
        self.before: dict[str, bytes] = {}  # what notes held some time ago
        self.done: list[str] = []
        self.options = ""  # what rules need to find anything in their cases

    def make(self, notes: int = 45) -> None:
        """Fill the empty folder: a case of each rule, if it may be without options, random notes,
        and the configuration.
        """
        (self.root / ".obsidian").mkdir(parents=True)
        for rule in rules_of().values():
            cases = read_cases(rule.page.read_text("utf-8"))
            case = min((case for case in cases if case.positive), key=needs_of)
            # Settings are the vault's: with some of its own the case would be another vault.
            place = "" if kind_of(case.path) == "setting" else f"Cases/{rule.id}/"
            for path, text in (case.files | {case.path: case.text}).items():
                if not place or kind_of(path) != "setting":
                    self.write(place + path, encode(text))
            if case.options:
                self.options += f"[rules.{rule.id}]\n{case.options}\n"
        self.write("vaultlint.toml", self.options.encode())
        for path, text in SETTLED.items():
            self.write(path, text.encode())
        wanted = len(self.notes()) + notes
        while len(self.notes()) < wanted:
            self.add_note()

    def step(self) -> None:
        """One change."""
        change = self.random.choice(self.changes)
        self.done.append(change.__name__)
        change(self)

    def notes(self) -> list[str]:
        return [path for path in self.files() if path.lower().endswith(".md")]

    def files(self) -> list[str]:
        paths = (path for path in self.root.rglob("*") if path.is_file())
        names = sorted(path.relative_to(self.root).as_posix() for path in paths)
        return [name for name in names if not name.startswith((".obsidian", "vaultlint.toml"))]

    def write(self, path: str, data: bytes) -> None:
        file = self.root / path
        if file.is_symlink() or file.is_dir():
            return
        for folder in file.parents:
            if folder.is_file() or folder.is_symlink():
                return
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists():
            file.chmod(0o644)
        file.write_bytes(data)

    def text(self) -> str:
        head = self.random.choice(HEADS)
        while "{}" in head:
            head = head.replace("{}", self.date(), 1)
        return head + "\n".join(self.random.choices(LINES, k=self.random.randrange(5))) + "\n"

    def date(self) -> str:
        return self.random.choice(DATES).format(self.random.randint(1, 9))

    def data(self) -> bytes:
        data = self.text().encode()
        match self.random.randrange(12):
            case 0:
                return data.decode().encode("utf-16")
            case 1:
                return data.replace(b"e", b"\xe9", 1)
            case 2:
                return b"\xef\xbb\xbf" + data
            case 3:
                return b""
        return data

    def name(self) -> str:
        name = self.random.choice(NAMES)
        if self.random.random() < 0.5:
            name = f"{name} {self.random.randrange(9)}"
        return self.random.choice(FOLDERS) + name + self.random.choice([".md", ".md", ".MD"])

    def some(self) -> Path:
        """A note that can be read."""
        return self.random.choice(
            [path for path in map(self.root.joinpath, self.notes()) if not is_locked(path)]
        )

    def add_note(self) -> None:
        self.write(self.name(), self.data())

    def edit_body(self) -> None:
        note = self.some()
        data = note.read_bytes()
        self.before.setdefault(note.relative_to(self.root).as_posix(), data)
        self.write(note.relative_to(self.root).as_posix(), data + encode(self.random.choice(LINES)))

    def rewrite_note(self) -> None:
        self.write(self.some().relative_to(self.root).as_posix(), self.data())

    def put_back(self) -> None:
        if self.before:
            path = self.random.choice(sorted(self.before))
            self.write(path, self.before.pop(path))

    def remove_note(self) -> None:
        if len(self.notes()) > 30:
            self.some().unlink()

    def link_to_a_new_note(self) -> None:
        """A note that depends on nothing but whether its link opens something."""
        name = f"Target {len(self.done)}"
        self.write(f"{self.random.choice(FOLDERS)}{name}.md", b"x\n")
        self.write(f"{self.random.choice(FOLDERS)}To {name}.md", f"[[{name}]]\n".encode())

    def rename_target(self) -> None:
        targets = [path for path in self.notes() if "Target" in path and "To" not in path]
        if targets:
            target = self.root / self.random.choice(targets)
            self.move(target, target.with_name(f"Elsewhere {len(self.done)}.md"))

    def rename_note(self) -> None:
        self.move(self.some(), self.root / self.name())

    def change_case(self) -> None:
        note = self.some()
        self.move(note, note.with_name(note.stem.swapcase() + note.suffix))

    def change_attachment(self) -> None:
        name = self.random.choice(FOLDERS) + self.random.choice(ATTACHMENTS)
        file = self.root / name
        if file.is_file():
            file.unlink()
        else:
            self.write(name, b"\x89PNG")

    def rename_attachment(self) -> None:
        others = [name for name in self.files() if not name.lower().endswith(".md")]
        if others:
            chosen = self.root / self.random.choice(others)
            self.move(chosen, chosen.with_name(self.random.choice(ATTACHMENTS)))

    def rename_folder(self) -> None:
        folders = sorted(
            path for path in self.root.iterdir() if path.is_dir() and path.name[0] != "."
        )
        folder = self.random.choice(folders)
        self.move(folder, folder.with_name(self.random.choice(["Daily", "Moved", "Inner", "Deep"])))

    def hide_folder(self) -> None:
        hidden = self.root / ".hidden"
        if hidden.exists():
            self.move(hidden, self.root / "Found")
        else:
            self.move(self.root / "Other", hidden)

    def change_aliases(self) -> None:
        self.change_property("aliases", lambda: self.random.choice(["The Plan", "[Second Name]"]))

    def flip_habit(self) -> None:
        """The dates of many notes in one form, so that all others stand out."""
        form = self.random.choice(DATES[:3])
        for _ in range(25):
            self.change_property("date", lambda: form.format(self.random.randint(1, 9)))

    def change_property(self, name: str, value: Callable[[], str]) -> None:
        note = self.some()
        data = note.read_bytes().rpartition(b"---\n")[2]
        head = f"---\n{name}: {value()}\n---\n".encode()
        self.write(note.relative_to(self.root).as_posix(), head + data)

    def change_settings(self) -> None:
        name = self.random.choice(sorted(SETTINGS))
        self.choose(name, SETTINGS[name])

    def change_document(self) -> None:
        name = self.random.choice(sorted(DOCUMENTS))
        self.choose(name, DOCUMENTS[name])

    def change_configuration(self) -> None:
        more = self.random.choice(["", self.options])
        self.choose("vaultlint.toml", [one + more for one in CONFIGURATIONS])

    def choose(self, name: str, contents: Sequence[str]) -> None:
        """Another content for a file, or none."""
        if self.random.random() < 0.3:
            (self.root / name).unlink(missing_ok=True)
        else:
            self.write(name, self.random.choice(contents).encode())

    def change_unseen(self) -> None:
        """Other bytes, but the same size and time."""
        if os.name == "nt":  # where nothing would tell
            return
        for old, new in self.random.sample(UNSEEN, len(UNSEEN)):
            for path in self.random.sample(self.notes(), 20):
                note = self.root / path
                if is_locked(note) or note.is_symlink() or old not in note.read_bytes():
                    continue
                status = note.stat()
                self.write(path, note.read_bytes().replace(old, new))
                os.utime(note, ns=(status.st_atime_ns, status.st_mtime_ns))
                return

    def swap(self) -> None:
        one, other = self.some(), self.some()
        if one != other:
            aside = self.root / ".aside"
            one.rename(aside)
            other.rename(one)
            aside.rename(other)

    def become_a_link(self) -> None:
        note, target = self.some(), self.some()
        if os.name != "nt" and note != target:
            note.unlink()
            note.symlink_to(target)

    def become_a_folder(self) -> None:
        note = self.some()
        note.unlink()
        note.mkdir()
        (note / "Inside.md").write_text("[[Home]]\n", "utf-8")

    def change_mode(self) -> None:
        locked = [path for path in map(self.root.joinpath, self.notes()) if is_locked(path)]
        if locked:
            locked[0].chmod(0o644)
        elif not (note := self.some()).is_symlink():
            note.chmod(0o000)

    def age(self) -> None:
        """Times of long ago, as after a checkout or a copy."""
        for path in self.notes():
            if self.random.random() < 0.5:
                os.utime(self.root / path, (1_600_000_000, 1_600_000_000))

    def copy_over(self) -> None:
        one, other = self.some(), self.some()
        if one != other and not one.is_symlink() and not other.is_symlink():
            shutil.copy2(one, other)

    def odd_name(self) -> None:
        if os.name == "nt":
            return
        pair = self.root / "a\nb.png", self.root / "b.png"
        for file in pair:
            if file.exists():
                file.unlink()
                return
        self.random.choice(pair).write_bytes(b"")

    def move(self, source: Path, target: Path) -> None:
        if source.exists() and not os.path.lexists(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)

    changes: tuple[Callable[[Changing], None], ...] = (
        add_note,
        edit_body,
        edit_body,
        rewrite_note,
        put_back,
        remove_note,
        rename_note,
        link_to_a_new_note,
        rename_target,
        change_case,
        change_attachment,
        rename_attachment,
        rename_folder,
        hide_folder,
        change_aliases,
        flip_habit,
        change_settings,
        change_settings,
        change_document,
        change_document,
        change_configuration,
        change_unseen,
        change_unseen,
        swap,
        become_a_link,
        become_a_folder,
        change_mode,
        age,
        copy_over,
        odd_name,
    )
