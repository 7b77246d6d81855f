"""What the command line asks for, and from it the vaults, their configuration and their files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vaultlint.active import ActiveRules
from vaultlint.cache import Cache
from vaultlint.cli.shell import shell_command
from vaultlint.cli.targets import (
    Target,
    TargetError,
    Wish,
    absolute,
    find_targets,
    vault_of,
    vault_path,
)
from vaultlint.config import CommandLine, Config, load_config, read_plugins, user_config_file
from vaultlint.finding import Safety
from vaultlint.footprint import Walk
from vaultlint.kinds import kind_of
from vaultlint.note import Note
from vaultlint.report.place import Place
from vaultlint.report.tally import Mode
from vaultlint.rule import Rule
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault

if TYPE_CHECKING:
    from vaultlint.vault.changed import VaultChange

_LONG = 100  # characters; a hook passes all changed notes, and nobody reads them in a command


class Request(NamedTuple):
    """What the command line asks for; the fields are its options.

    words: the command line as it was typed. walk: what was met when the vault was looked at before.
    """

    words: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preset: tuple[str, ...] = ()
    format: str = "text"
    fail_on: str | None = None
    stdin_filename: str | None = None
    vault: Path | None = None
    plugin: tuple[Path, ...] = ()
    since: str | None = None
    jobs: int | None = None
    no_cache: bool = False
    debug: bool = False
    walk: Walk | None = None

    @property
    def command(self) -> str:
        """The command line, for the list of runs that can be undone."""
        return shell_command(["vaultlint", *self.words])

    @property
    def mode(self) -> Mode:
        """What is to be done to the notes; --diff writes nothing, whatever else is asked for."""
        return "diff" if self.diff else "fix" if self.fix else "check"

    @property
    def wanted(self) -> Safety:
        """How safe a fix must be to be applied."""
        return Safety.UNSAFE if self.unsafe_fixes else Safety.SAFE

    @property
    def fix_command(self) -> str:
        """The command that fixes what this one checks; "..." stands for many paths."""
        words = ["vaultlint", "--fix"]
        for option, values in (
            ("--vault", (self.vault,) if self.vault else ()),
            ("--plugin", self.plugin),
            ("--preset", self.preset),
            ("--select", self.select),
            ("--ignore", self.ignore),
            ("--since", (self.since,) if self.since is not None else ()),
        ):
            words += (word for value in values for word in (option, str(value)))
        if self.stdin_filename is not None:
            words += "--stdin-filename", self.stdin_filename
        elif any(path.startswith("-") for path in self.paths):
            words.append("--")
        paths = shell_command(self.paths)
        return f"{shell_command(words)} {paths if len(paths) < _LONG else '...'}".strip()


class Job(NamedTuple):
    """One vault of a run: how its files are named, its configuration, and the files to look at.

    cache: what earlier runs found out about it, None if nothing is to be recalled or kept. change:
    what happened to it, where only the files that it concerns are looked at. whole: whether the
    files are all that the configuration does not leave out.
    """

    place: Place
    vault: Vault
    config: Config
    files: Sequence[str]
    cache: Cache | None = None
    change: VaultChange | None = None
    whole: bool = False

    def rules_for(self, path: str) -> ActiveRules:
        """The rules that run on the file at a vault path. Raises as `Config.rules_for` does."""
        config = self.config
        return config.rules_for(path) if self.whole else config.rules_for_some(path)

    def notes(self) -> Iterator[str]:
        """The notes of the vault that the configuration does not leave out."""
        if self.whole:
            return (path for path in self.files if kind_of(path) == "note")
        return (path for path in self.vault.files.notes if not self.config.excludes(path))


def known_rules(plugins: Iterable[Path]) -> dict[str, Rule]:
    """Every rule, those of the plugins given and of the user's own configuration included.

    Raises RuleError or ConfigError.
    """
    return dict(find_rules([*read_plugins(user_config_file()), *plugins]))


def plan(request: Request) -> list[Job]:
    """The vaults of a run. Raises TargetError, RuleError or ConfigError."""
    rules = known_rules(request.plugin)
    configs: dict[Path, Config] = {}
    caches: dict[Path, Cache] = {}
    vaults: dict[Path, Vault] = {}

    def wish_for(root: Path) -> Wish:
        config = configs[root] = configs.get(root) or config_of(root, rules, request)
        return Wish(config.kinds, config.excludes if config.excludes_some else None)

    def open_vault(root: Path) -> Vault:
        if root in vaults:
            return vaults[root]
        if request.no_cache:
            return vaults.setdefault(root, Vault.open(root))
        caches[root] = cache = Cache(root)
        store = cache.path and cache.path.with_suffix(".names")
        walk = request.walk if request.walk and request.walk.root == str(root) else None
        return vaults.setdefault(root, Vault.open(root, store, walk))

    def find(paths: Sequence[str], root: Path | None) -> list[Target]:
        return find_targets(paths, root, wish_for, open_vault)

    if request.since is None:
        targets = find(request.paths, request.vault)
    else:
        from vaultlint.cli.since import Ways, find_changed

        def open_configured(root: Path) -> Vault:
            wish_for(root)
            return open_vault(root)

        root = absolute(request.vault) if request.vault else None
        ways = Ways(find, open_configured, root)
        targets = find_changed(request.paths, request.since, ways)
    return [
        _job(target, configs[target.vault.root], caches.get(target.vault.root))
        for target in targets
    ]


def _job(target: Target, config: Config, cache: Cache | None = None) -> Job:
    vault, files, change, whole = target
    job = Job(Place(vault.root, Path.cwd()), vault, config, files, cache, change, whole)
    vault.survey.notes = job.notes
    return job


def plan_stdin(request: Request, data: bytes) -> tuple[Job, Note]:
    """The vault of the note from standard input, and that note, which need not exist on disk.

    The job has no files if the configuration leaves the note out. Raises as `plan` does.
    """
    given = request.stdin_filename or ""
    path = absolute(given)
    if not path.parent.is_dir():
        raise TargetError(f"there is no folder {path.parent} that could hold {given}")
    root = absolute(request.vault) if request.vault else vault_of(path.parent)
    vault = Vault.open(root)
    inner = vault_path(path, root, given)
    config = config_of(root, known_rules(request.plugin), request)
    files = [] if config.excludes(inner) else [inner]
    job = _job(Target(vault, files), config)
    return job, Note(inner, data, vault.settings)


def config_of(root: Path, rules: dict[str, Rule], request: Request) -> Config:
    """The configuration of the vault at a root. Raises ConfigError."""
    given = CommandLine(request.preset, request.select, request.ignore, request.fail_on)
    return load_config(root, rules, user_file=user_config_file(), command_line=given)
