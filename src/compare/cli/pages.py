"""The HTML report as files: beside one another, each complete or not there at all."""

import os
import sys
from pathlib import Path
from urllib.parse import quote

import click

from compare.cli import shown
from compare.cli.shared import output_to
from compare.errors import UsageError
from compare.model import Result
from compare.options import Options
from compare.reports.look import Look


def write_pages(result: Result, options: Options, path: str | None) -> None:
    """Write the report to *path*, to standard output without one; says what is large.

    A report that is parted by story has its other pages beside *path*; on standard output
    it is one page whatever its size.
    """
    from compare.reports.html.files import files

    if hasattr(sys.stdout, "reconfigure"):
        # The page says of itself that it is UTF-8, whatever a terminal would like.
        sys.stdout.reconfigure(encoding="utf-8")
    target = None if not path or path == "-" else Path(path)
    folder = target.parent if target else Path()
    made = files(
        result,
        name=target.name if target else "report.html",
        look=Look.of(options, color=False),
        assets=_address(options.html_assets, folder),
        single=options.single_file or target is None,
    )
    for file in made.assets:
        _write(Path(options.html_assets) / file.name, file.text)
    for file in made.pages[1:]:
        _write(folder / file.name, file.text)
    # The page that leads to the others comes last: when it is there, all are.
    with output_to(path) as out:
        out.write(made.pages[0].text)
    if not options.quiet:
        for warning in made.warnings:
            click.echo(f"compare: {shown(warning)}", err=True)


def _address(assets: str, folder: Path) -> str:
    """The folder of style and script as a page in *folder* sees it."""
    if not assets:
        return ""
    return quote(Path(os.path.relpath(assets, folder)).as_posix())


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None
    with output_to(str(path)) as out:
        out.write(text)
