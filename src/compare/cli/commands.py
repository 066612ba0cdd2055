"""The commands as click knows them; not loaded for `check`, which must start at once."""

from collections.abc import Sequence
from importlib import import_module

import click

from compare import overview
from compare.cli import trouble
from compare.errors import ExitCode
from compare.overview import COMMANDS

#: Help as click wants it: \b keeps it from being wrapped.
EXAMPLES = f"\b\n{overview.EXAMPLES}"


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


def invoked(arguments: Sequence[str]) -> int:
    """The exit code of the command named in *arguments*; prints what click has to say."""
    try:
        # Not program.main(): it would turn a closed pipe into exit code 1.
        with program.make_context("compare", list(arguments)) as context:
            return int(program.invoke(context) or ExitCode.OK)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return ExitCode.TROUBLE
    except click.ClickException as error:
        return trouble(error.format_message() + _hint(error))
    except click.Abort:
        raise KeyboardInterrupt from None


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
