"""The command about saved results: another format, without a new comparison."""

from typing import Any

import click

from compare.cli.shared import choices, format_of, opened, write_result
from compare.errors import ExitCode, UsageError
from compare.overview import COMMANDS
from compare.selection import select

DETAILS = """
RESULT is what compare report -o result.json wrote; - reads it from standard input. The
file is the same, byte for byte, as compare report would write of the articles themselves.
"""


@click.command("export", help=f"{COMMANDS['export'][1]}\n{DETAILS}")
@choices("display", names=("base", "select", "ignore", "top"))
@click.argument("saved", metavar="RESULT.json")
def export_command(**given: Any) -> int:
    """Write the saved result in the format asked for."""
    from compare.reports import json

    if not given["output"] and not given["format_"]:
        raise UsageError("export needs a file\n  Say where: -o report.docx, or say a --format")
    format_ = format_of(given)
    result, options = opened(json.read(given["saved"]), given)
    write_result(select(result, options), options, format_, given["output"])
    return ExitCode.OK
