"""A group of commands whose first word may be a path, and whose errors are sentences."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any

import click

from vaultlint.process import INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Sequence

# Errors whose text is for the user, by name: to import them would be slow where there are none.
_FOR_THE_USER = ("ConfigError", "RuleError", "TargetError", "UndoError")
DEBUG = "vaultlint.debug"
WORDS = "vaultlint.words"


class Failure(click.ClickException):
    """Something that the user has to put right: a sentence on standard error, exit status 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the message, one line a problem, with what a terminal would obey drawn."""
        from vaultlint.report.visible import visible

        for line in self.message.split("\n"):
            click.echo(f"vaultlint: {_writable(visible(line))}", file=file, err=True)


class InternalFailure(Failure):
    """An error in vaultlint itself, outside the rules."""

    exit_code = 3


class Commands(click.Group):
    """`GROUP [OPTIONS] WORD…` where WORD may be a command; if none is, the command is `default`."""

    def __init__(self, *args: Any, default: str, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.default = default

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Put the command first, wherever it stands, and the default one where none stands."""
        context.meta[WORDS] = list(args)
        own = {name for option in self.get_params(context) for name in option.opts}
        if args and args[0] in own:
            return super().parse_args(context, args)
        at = self._first_word(context, args)
        if at is not None and args[at] in self.commands:
            args = [args[at], *args[:at], *args[at + 1 :]]
        else:
            args = [self.default, *args]
        return super().parse_args(context, args)

    def _first_word(self, context: click.Context, args: Sequence[str]) -> int | None:
        """Where the first argument stands that is neither an option nor the value of one."""
        taking = {
            name
            for command in self.commands.values()
            for option in command.get_params(context)
            if isinstance(option, click.Option) and not option.is_flag
            for name in option.opts
        }
        at = 0
        while at < len(args):
            if args[at] == "--":
                return None  # what follows are paths, whatever their names
            if not args[at].startswith("-") or args[at] == "-":
                return at
            at += 2 if args[at] in taking else 1
        return None

    def format_usage(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Show how the default command is used: that is what most people want."""
        formatter.write_usage(context.command_path, "[OPTIONS] [PATHS]...")
        formatter.write_usage(context.command_path, "COMMAND [OPTIONS]...", prefix="       ")

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the options of the default command, then the group's own, then the commands."""
        default = self.commands[self.default]
        records = [
            record
            for option in (*default.params, *self.get_params(context))
            if isinstance(option, click.Option) and (record := option.get_help_record(context))
        ]
        with formatter.section("Options"):
            formatter.write_dl(records)
        self.format_commands(context, formatter)

    def invoke(self, context: click.Context) -> Any:
        """Run the command; what went wrong becomes a sentence and an exit status."""
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            raise click.exceptions.Exit(INTERRUPTED) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # click ends quietly
            if context.meta.get(DEBUG):
                raise
            raise _failure(error) from error


def _failure(error: Exception) -> Failure:
    """The sentence for an error that no command caught."""
    if type(error).__name__ in _FOR_THE_USER and type(error).__module__.startswith("vaultlint."):
        return Failure(str(error))
    if isinstance(error, OSError):
        name = f"{error.filename}: " if error.filename else ""
        return Failure(f"{name}{error.strerror or error}")
    return InternalFailure(
        f"internal error, please report it: {type(error).__name__}: {error};"
        " --debug shows the traceback"
    )


def _writable(text: str) -> str:
    """The text in ASCII where standard error may hold nothing else."""
    import sys

    encoding = getattr(sys.stderr, "encoding", None) or "ascii"
    return text.encode(encoding, "backslashreplace").decode(encoding)
