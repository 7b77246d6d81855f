"""The command line: its options and commands; this package alone prints and exits.

What a command needs is imported inside it: `vaultlint --version` and `--help` must be instant.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from vaultlint import __version__
from vaultlint.cli.commands import DEBUG, WORDS, Commands, Failure
from vaultlint.footprint import Walk
from vaultlint.process import INTERRUPTED

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_HELP = {"help_option_names": ["-h", "--help"]}


def _keep_debug(context: click.Context, _: click.Parameter, value: bool) -> bool:
    context.meta[DEBUG] = value
    return value


vault_option = click.option(
    "--vault", metavar="DIR", type=_FOLDER, help="Take DIR as the root of the vault."
)
plugin_option = click.option(
    "--plugin",
    metavar="PATH",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="Load rules from a .py file or a folder; this runs their code. Repeatable.",
)
debug_option = click.option(
    "--debug", is_flag=True, callback=_keep_debug, help="Show the traceback of an internal error."
)


@click.group(cls=Commands, default="check", context_settings=_HELP)
@click.version_option(__version__, message="vaultlint %(version)s")
def cli() -> None:
    """Check Obsidian vaults, and fix what can be fixed without changing what a note says.

    PATHS are notes and folders; without any, the vault around the current folder is checked. A
    first word that names none of the commands below is a path.
    """


@cli.command(context_settings=_HELP)
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--fix", is_flag=True, help="Apply the safe fixes; `vaultlint undo` undoes them.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: the unsafe ones too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@click.option(
    "--select",
    metavar="RULES",
    multiple=True,
    help="Run only these rules, groups or presets (comma-separated, repeatable).",
)
@click.option(
    "--ignore",
    metavar="RULES",
    multiple=True,
    help="Leave out these rules, groups or presets (comma-separated, repeatable).",
)
@click.option(
    "--preset",
    type=click.Choice(["recommended", "tidy"]),
    multiple=True,
    help="Start from these rules, not from the preset of the configuration.",
)
@click.option(
    "--format",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to report findings.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["info", "warning", "error"]),
    help="The lowest level that makes the exit status 1.  [default: warning]",
)
@click.option(
    "--since",
    metavar="REV",
    help="Only what changed since the git revision REV, and what has links that this broke.",
)
@click.option(
    "--stdin-filename",
    metavar="NAME",
    help="Read one note from standard input, in place of the file NAME; PATHS is `-`.",
)
@click.option(
    "--jobs",
    "-j",
    metavar="N",
    type=click.IntRange(1, 256),
    help="Check in N processes.  [default: as many as the work is worth]",
)
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what runs found out.")
@vault_option
@plugin_option
@debug_option
@click.pass_context
def check(context: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Check notes; this is what runs when no command is named.

    Exit status: 0 nothing wrong, 1 findings (or a fix that failed), 2 wrong usage or
    configuration, 3 an error inside a rule.
    """
    from vaultlint.cli.plan import Request
    from vaultlint.cli.run import run
    from vaultlint.cli.targets import TargetError
    from vaultlint.near import did_you_mean

    request = Request(tuple(context.meta[WORDS]), paths=paths, walk=context.obj, **options)
    if request.unsafe_fixes and request.mode == "check":
        raise click.UsageError("--unsafe-fixes needs --fix or --diff")
    if request.mode == "diff" and request.format != "text":
        raise click.UsageError("--diff prints a diff: leave --format out")
    if request.stdin_filename is None and "-" in paths:
        raise click.UsageError("to read a note from `-`, name it with --stdin-filename NAME")
    if request.stdin_filename is not None and paths not in ((), ("-",)):
        raise click.UsageError("--stdin-filename reads one note from `-`; give no other path")
    if request.stdin_filename is not None and request.since is not None:
        raise click.UsageError("--since is about files; a note from `-` is checked in any case")
    try:
        status = run(request)
    except TargetError as error:
        mistyped = paths[:1] if paths and not os.path.lexists(paths[0]) else ()
        hint = "".join(did_you_mean(word, cli.commands, 0.7) for word in mistyped)
        raise Failure(f"{error}{hint}") from None
    context.exit(status)


@cli.command(context_settings=_HELP)
@plugin_option
@debug_option
def rules(plugin: tuple[Path, ...], debug: bool) -> None:
    """List all rules: id, level, preset, fix, and what each finds."""
    from vaultlint.cli.catalogue import list_rules, print_lines
    from vaultlint.cli.plan import known_rules

    print_lines(list_rules(known_rules(plugin)))


@cli.command(context_settings=_HELP)
@click.argument("rule")
@click.option("--text", help="Show how mojibake decodes TEXT; `-` is standard input.")
@plugin_option
@debug_option
def explain(rule: str, text: str | None, plugin: tuple[Path, ...], debug: bool) -> None:
    """Print the page of a RULE: why, examples, options."""
    from vaultlint.cli.catalogue import NoSuchRuleError, print_lines
    from vaultlint.cli.catalogue import explain as page_of
    from vaultlint.cli.plan import known_rules

    if text is not None and rule == "mojibake":
        from vaultlint.cli.decoding import explain_text, read_text

        print_lines(explain_text(read_text(text)))
        return
    try:
        page = page_of(rule, known_rules(plugin))
    except NoSuchRuleError as error:
        raise Failure(str(error)) from None
    if text is not None:
        raise click.UsageError(f"--text goes with mojibake alone: {rule} decodes no text")
    print_lines(page.rstrip("\n").split("\n"))


@cli.command("config-schema", context_settings=_HELP)
@plugin_option
@debug_option
def config_schema(plugin: tuple[Path, ...], debug: bool) -> None:
    """Print a JSON Schema of vaultlint.toml, for editors."""
    from vaultlint.cli.catalogue import print_lines
    from vaultlint.cli.plan import known_rules
    from vaultlint.config.published import schema_text

    print_lines(schema_text(known_rules(plugin)).split("\n"))


@cli.command(context_settings=_HELP)
@click.argument("note")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print them.",
)
@vault_option
@debug_option
def links(note: str, format_name: str, vault: Path | None, debug: bool) -> None:
    """Show what each link of a NOTE opens and why, and what links to it.

    NOTE is a path, or a name as a wikilink has it.
    """
    from vaultlint.cli.links import find_note, print_links, show_links
    from vaultlint.report.output import Output

    asked = find_note(note, vault)
    show = print_links if format_name == "json" else show_links
    show(asked, Output(sys.stdout))


@cli.command(context_settings=_HELP)
@click.option("--list", "listing", is_flag=True, help="List the runs that can be undone.")
@vault_option
@debug_option
@click.pass_context
def undo(context: click.Context, listing: bool, vault: Path | None, debug: bool) -> None:
    """Take back the last run with --fix in a vault."""
    from vaultlint.cli.targets import absolute, vault_of
    from vaultlint.cli.undoing import list_runs, undo_last
    from vaultlint.report.output import Output

    root = absolute(vault) if vault is not None else vault_of(Path.cwd())
    output, errors = Output(sys.stdout), Output(sys.stderr)
    context.exit(list_runs(root, output) if listing else undo_last(root, output, errors))


@cli.command(context_settings=_HELP)
@click.argument("action", type=click.Choice(["clear"]))
@vault_option
@debug_option
@click.pass_context
def cache(context: click.Context, action: str, vault: Path | None, debug: bool) -> None:
    """Clear the cache of all vaults, or that of the vault DIR."""
    from vaultlint.cli.caching import clear_caches
    from vaultlint.cli.targets import absolute
    from vaultlint.report.output import Output

    context.exit(clear_caches(vault and absolute(vault), Output(sys.stdout), Output(sys.stderr)))


def main(walk: Walk | None = None) -> None:
    """The command `vaultlint`; walk: what is known of the vault in which it was called."""
    try:
        cli(prog_name="vaultlint", obj=walk)
    except KeyboardInterrupt:  # before click could take care of it
        sys.exit(INTERRUPTED)
