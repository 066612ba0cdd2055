"""The commands about statements: show, report and pairs."""

from typing import Any

import click

from compare.cli import EXAMPLES
from compare.cli.shared import (
    INPUTS,
    SAVED,
    color_on,
    common,
    compared,
    format_of,
    output_to,
    write_result,
)
from compare.errors import ExitCode, UsageError
from compare.overview import COMMANDS
from compare.pipeline import overlaps
from compare.reports import FORMATS, load
from compare.reports.pairs import FORMATS as PAIR_FORMATS
from compare.selection import select


@click.command("show", help=f"{COMMANDS['show'][1]}\n\n{INPUTS}\n{SAVED}", epilog=EXAMPLES)
@common("analysis", "input", "display")
def show_command(**given: Any) -> int:
    """Compare the inputs and print the synopsis, or any other report."""
    return _report(given)


@click.command("report", help=f"{COMMANDS['report'][1]}\n\n{INPUTS}\n{SAVED}")
@common("analysis", "input", "display")
def report_command(**given: Any) -> int:
    """Like show, but a file or a format must be named."""
    if not given["output"] and not given["format_"]:
        raise UsageError("report needs a file\n  Say where: -o report.json, or use: compare show")
    return _report(given)


def _report(given: dict[str, Any]) -> int:
    format_ = format_of(given)
    result, options = compared(
        given, repeated=FORMATS[format_].repeats, awaited=lambda: load(format_)
    )
    write_result(select(result, options), options, format_, given["output"])
    return ExitCode.OK


@click.command("pairs", help=f"{COMMANDS['pairs'][1]}\n\n{INPUTS}\n{SAVED}")
@common("analysis", "input", "display", formats=PAIR_FORMATS)
def pairs_command(**given: Any) -> int:
    """Compare the inputs and print the shares, pair by pair."""
    from compare.reports import pairs

    format_ = format_of(given)
    result, options = compared(given, repeated=False)
    if len(result.articles) == 2 and format_ == "text":
        # Two inputs have one pair: its rows say more than a matrix of one number.
        write_result(result, options, format_, given["output"])
        return ExitCode.OK
    with output_to(given["output"]) as out:
        color = color_on(options, out)
        pairs.write(result, overlaps(result), out, format=format_, width=options.width, color=color)
    return ExitCode.OK
