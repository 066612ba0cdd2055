"""The command about quotations: what became of quoted words elsewhere."""

from collections.abc import Sequence
from typing import Any

import click

from compare import api, pipeline
from compare.cli.shared import (
    INPUTS,
    SAVED,
    color_on,
    common,
    compared,
    format_of,
    options_of,
    output_to,
    read_inputs,
)
from compare.errors import ExitCode, UsageError
from compare.frozen import replace
from compare.model import Article, DocumentId, QuotationVerdict, Result, Verdict
from compare.options import Options
from compare.overview import COMMANDS
from compare.reports import progress
from compare.reports.quotes import FORMATS


@click.command("quotes", help=f"{COMMANDS['quotes'][1]}\n\n{INPUTS}\n{SAVED}")
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="FILE",
    help="Seek the words in this transcript instead; may be given more than once.",
)
@click.option("--verdict", "wanted", metavar="NAMES", help="Only these verdicts, e.g. altered,cut.")
@common("analysis", "input", "display", formats=FORMATS)
def quotes_command(**given: Any) -> int:
    """Print every quotation of the inputs with its verdict."""
    from compare.reports import quotes
    from compare.reports.look import Look
    from compare.selection import select_quotations

    format_ = format_of(given)
    wanted = _verdicts(given["wanted"] or "")
    result, options = _result(given)
    shown = _only(select_quotations(result.quotations, options), wanted)
    left_out = len(result.quotations) - len(shown)
    with output_to(given["output"]) as out:
        look = Look.of(options, color=color_on(options, out))
        quotes.write(
            replace(result, quotations=shown), out, format=format_, look=look, left_out=left_out
        )
    return ExitCode.OK


def _verdicts(names: str) -> frozenset[str]:
    wanted = frozenset(name.strip() for name in names.split(",") if name.strip())
    if unknown := sorted(wanted - {*Verdict}):
        known = ", ".join(Verdict)
        raise UsageError(f"--verdict: unknown verdict {unknown[0]!r}\n  Known are: {known}")
    return wanted


def _only(
    quotations: Sequence[QuotationVerdict], wanted: frozenset[str]
) -> tuple[QuotationVerdict, ...]:
    return tuple(each for each in quotations if not wanted or each.verdict in wanted)


def _result(given: dict[str, Any]) -> tuple[Result, Options]:
    """The result with the verdicts of the other inputs, or of the sources if there are any."""
    if not given["sources"]:
        return compared(given, repeated=False)
    options = options_of(given)
    return _sought(given["inputs"], given["sources"], options), options


def _sought(inputs: Sequence[str], sources: Sequence[str], options: Options) -> Result:
    """The result with the verdicts of the *sources*."""
    from compare.verdicts import verdicts

    with progress.stages(enabled=not (options.no_progress or options.quiet)) as step:
        step("reading")
        asked, given = read_inputs(inputs, options), read_inputs(sources, options)
        transcripts = _numbered_on(given.articles, after=len(asked.articles))
        paths = {article.document.path for article in transcripts}
        own = tuple(article for article in asked.articles if article.document.path not in paths)
        found = api.Read((*own, *transcripts), (), (*asked.skipped, *given.skipped))
        # Links tell where a transcript has the same remark in other words.
        result = pipeline.compare(found.articles, options, skipped=found.skipped, progress=step)
        step("quotations")
        own = tuple(sorted(own, key=lambda article: article.document.path))
        quotations = verdicts(own, sources=transcripts, links=result.links)
        return replace(result, quotations=quotations)


def _numbered_on(articles: Sequence[Article], *, after: int) -> tuple[Article, ...]:
    """The articles with ids that no document of another reading has."""
    return tuple(
        replace(article, document=replace(article.document, id=DocumentId(f"d{number}")))
        for number, article in enumerate(articles, after + 1)
    )
