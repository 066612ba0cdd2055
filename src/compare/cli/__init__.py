"""Arguments in, exit code out.

The commands themselves are in the modules beside this one and are imported only when
called (`compare.overview` names them).
"""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from compare import overview
from compare.errors import CompareError, ExitCode
from compare.overview import COMMANDS

#: Help as click wants it: \b keeps it from being wrapped.
EXAMPLES = f"\b\n{overview.EXAMPLES}"

#: How many new objects there must be before Python looks for cycles among them.
OBJECTS_BETWEEN_COLLECTIONS = 50_000


class Program(click.Group):
    """A group whose default command is `show`: `compare a.txt b.txt` just works."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, its module imported now; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"compare.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def get_help(self, ctx: click.Context) -> str:
        """The overview, which is also printed without click (see `compare.overview`)."""
        return overview.overview().rstrip()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named by the first argument, else `show` with all of them."""
        return super().resolve_command(ctx, args if args[0] in COMMANDS else ["show", *args])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let options of `show` stand before the first input: `compare --explain a b`."""
        own = {"--help", "-h", "--version"}
        if args and args[0].startswith("-") and args[0] not in own:
            args = ["show", *args]
        return super().parse_args(ctx, args)


def main() -> NoReturn:
    """Run the program on the command line's arguments and exit with its code."""
    # Read when numpy is imported. Our matrices are small: threads take twice the time on
    # them, and the result must not depend on how many cores there are.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A run makes many lasting objects and hardly a cycle: to look for cycles as often as
    # Python does by default took a tenth of its time.
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """The exit code of the program called with *arguments*; prints, never raises."""
    try:
        # Not program.main(): it would turn a closed pipe into exit code 1.
        with program.make_context("compare", list(arguments)) as context:
            code = program.invoke(context)
        sys.stdout.flush()
        return int(code or ExitCode.OK)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return ExitCode.TROUBLE
    except click.ClickException as error:
        return _trouble(error.format_message() + _hint(error))
    except CompareError as error:
        return _trouble(str(error))
    except (KeyboardInterrupt, click.Abort):
        click.echo("compare: interrupted", err=True)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader went away; what is still buffered must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.CLOSED_PIPE


def _trouble(message: str) -> int:
    click.echo(f"compare: {shown(message)}", err=True)
    return ExitCode.TROUBLE


def shown(message: str) -> str:
    """*message* fit for a terminal: file names may hold escapes as well as texts do."""
    from compare.reports.safe import plain

    return "\n".join(plain(line) for line in message.split("\n"))


def _hint(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f"\n  Try: {context.command_path} --help" if context else ""


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="source-compare", prog_name="compare")
def program() -> None:
    """See how outlets report the same remark: aligned side by side, differences named."""
