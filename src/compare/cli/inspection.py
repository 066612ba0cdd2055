"""The commands that show what the program was given: inspect and options."""

import json
from pathlib import Path
from typing import Any

import click

from compare.cli import shown
from compare.cli.shared import (
    INPUTS,
    color_on,
    common,
    configured,
    format_of,
    options_of,
    output_to,
    read_inputs,
)
from compare.configuration import effective
from compare.errors import ExitCode
from compare.options import declared, key_of
from compare.overview import COMMANDS
from compare.reports.inspect import FORMATS


@click.command("inspect", help=f"{COMMANDS['inspect'][1]}\n\n{INPUTS}")
@common("input", "display", formats=FORMATS)
def inspect_command(**given: Any) -> int:
    """Read the inputs and print all that is known of them; nothing is compared."""
    from compare.reports import inspect

    options = options_of(given)
    format_ = format_of(given)
    found = read_inputs(given["inputs"], options)
    with output_to(given["output"]) as out:
        inspect.write(
            found.articles,
            out,
            format=format_,
            width=options.width,
            color=color_on(options, out),
            skipped=found.skipped,
            verbose=options.verbose,
        )
    return ExitCode.OK


@click.command("options", help=COMMANDS["options"][1])
@configured
def options_command(config: tuple[str, ...], *, isolated: bool) -> int:
    """Print the effective options as lines that a configuration file could hold."""
    options, used = effective(config, isolated=isolated, folder=Path.cwd())
    click.echo(f"# from {shown(used)}" if used else "# defaults; no configuration file found")
    for name, (_, about) in declared().items():
        choices = f" ({', '.join(about.choices)})" if about.choices else ""
        click.echo(f"{key_of(name)} = {_toml(getattr(options, name))}  # {about.help}{choices}")
    return ExitCode.OK


def _toml(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
