"""The command about repeats: passages that stand twice, copied documents, standing text."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compare.cleaning import LOG, Cleaning, Keep, Reason
from compare.cli import shown
from compare.cli.shared import (
    INPUTS,
    color_on,
    common,
    format_of,
    options_of,
    output_to,
    read_inputs,
)
from compare.engines import ENGINES, Progress
from compare.errors import ExitCode, UsageError
from compare.model import Article, DocumentId, Skipped
from compare.options import Options
from compare.overview import COMMANDS
from compare.repetition.finding import MIN_WORDS
from compare.reports import progress
from compare.reports.repeats import FORMATS

if TYPE_CHECKING:
    from compare.reports.repeats import Report

#: What only the streaming reader reads.
STREAMED = (".csv", ".tsv", ".parquet", ".gz")
#: A folder with more files, or an input of more bytes, is streamed: as articles it would
#: be in memory three times over.
MANY_FILES, MANY_BYTES = 5_000, 64 << 20

STREAMING = """
A csv, tsv, parquet or gz file, or a very large folder, is streamed: a row with a column
"text", or a file, is a document, and a line of it a passage.
"""


@click.command("repeats", help=f"{COMMANDS['repeats'][1]}\n\n{INPUTS}{STREAMING}")
@click.option("--clean", is_flag=True, help="Write the documents without repeats: -o DIR.")
@click.option(
    "--keep",
    type=click.Choice([each.value for each in Keep]),
    help="With --clean: which place of a repeat stays. [first]",
)
@click.option("--boilerplate", is_flag=True, help="Show only standing text.")
@click.option("--no-within", is_flag=True, help="Leave out repeats inside one document.")
@click.option(
    "--min-words",
    type=click.IntRange(min=1),
    default=MIN_WORDS,
    metavar="N",
    help=f"Least words of a repeat that is no standing text. [{MIN_WORDS}]",
)
@click.option(
    "--engine",
    type=click.Choice([*ENGINES]),
    default="auto",
    help="memory starts at once; batch (extra [scale]) is for much text. [auto]",
)
@common("input", "display", formats=FORMATS)
def repeats_command(**given: Any) -> int:
    """Print the repeats of the inputs, or write the inputs without them."""
    options = options_of(given)
    if given["clean"]:
        return _clean(given, options)
    if given["keep"]:
        raise UsageError("--keep goes with --clean\n  Say: --clean -o DIR --keep newest")
    return _report(given, options, format_of(given))


def _report(given: dict[str, Any], options: Options, format_: str) -> int:
    from compare.reports import repeats
    from compare.reports.look import Look

    if format_ not in repeats.FORMATS:  # said before the work, not after it
        known = ", ".join(repeats.FORMATS)
        raise UsageError(f"repeats cannot be written as {format_}\n  It can be: {known}")
    find = _of_stream if is_streamed(given["inputs"]) else _of_articles
    report = find(given, options)
    with output_to(given["output"]) as out:
        look = Look.of(options, color=color_on(options, out))
        repeats.write(report, out, format=format_, look=look)
    return ExitCode.OK


def is_streamed(inputs: Iterable[str]) -> bool:
    """Whether any input is a table, or more than is good to hold as articles."""
    return any(_is_large(Path(one)) for one in inputs)


def _is_large(path: Path) -> bool:
    try:
        if path.is_dir():
            return _has_many(path)
        size = path.stat().st_size
        return path.suffix.casefold() in STREAMED or size > MANY_BYTES
    except (OSError, ValueError):  # a URL, NAME=PATH, or nothing at all: readers will say
        return False


def _has_many(folder: Path) -> bool:
    """Whether *folder* holds MANY_FILES or MANY_BYTES; stops counting there."""
    files = size = 0
    for place, _, names in os.walk(folder):
        files += len(names)
        size += sum(_size(Path(place, name)) for name in names)
        if files > MANY_FILES or size > MANY_BYTES:
            return True
    return False


def _size(path: Path) -> int:
    return path.lstat().st_size if path.is_file() else 0


def _of_articles(given: dict[str, Any], options: Options) -> "Report":
    from compare.repetition import repeats
    from compare.reports.repeats import Report

    with _shown_progress(options) as step:
        step("reading", 0)
        read = read_inputs(given["inputs"], options)
        found = repeats(read.articles, progress=step, **_settings(given))
    return Report(found, _texts(read.articles), read.skipped, given["boilerplate"])


def _texts(articles: Iterable[Article]) -> Iterator[tuple[DocumentId, str]]:
    return ((article.document.id, article.document.text) for article in articles)


def _settings(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "engine_name": given["engine"],
        "within": not given["no_within"],
        "min_words": given["min_words"],
    }


def _of_stream(given: dict[str, Any], options: Options) -> "Report":
    """The report of inputs that are read twice: for repeats, then for the words to show."""
    from compare.repetition import repeats_of_files
    from compare.repetition.streaming import Stream
    from compare.reports.repeats import Report

    inputs = given["inputs"]
    _refuse_what_is_no_file(inputs)
    if not options.quiet:
        click.echo("compare: streamed: a line is a passage; roles are not told apart", err=True)
    with _shown_progress(options) as step:
        found, skipped = repeats_of_files(inputs, progress=step, **_settings(given))
        _stop_at_unreadable(inputs, skipped, options)
    again = Stream(tuple(Path(one) for one in inputs))
    texts = ((card.id, text) for card, text in again)
    return Report(found, texts, skipped, given["boilerplate"])


def _refuse_what_is_no_file(inputs: Sequence[str]) -> None:
    for one in inputs:
        if not os.path.lexists(one):
            raise UsageError(
                f"{one} is no file or folder; - , URLs and NAME=PATH cannot be streamed\n"
                "  Give files and folders only, or leave out what is streamed (csv, parquet, gz)"
            )


def _stop_at_unreadable(
    inputs: Sequence[str], skipped: Iterable[Skipped], options: Options
) -> None:
    """A file that the user named must not be missing from the result unsaid."""
    named = {Path(one).as_posix() for one in inputs if not Path(one).is_dir()}
    bad = [one for one in skipped if one.path in named]
    if bad and not options.keep_going:
        raise UsageError(
            f"cannot read {bad[0].path}: {bad[0].reason}\n"
            "  To leave such inputs out and go on: --keep-going"
        )


@contextmanager
def _shown_progress(options: Options) -> Iterator[Progress]:
    """The stage and how much of it is done, on stderr if that is a terminal."""
    with progress.stages(enabled=not (options.no_progress or options.quiet)) as step:

        def tell(stage: str, share: float) -> None:
            step(f"{stage} {share:.0%}" if share else stage)

        yield tell


def _clean(given: dict[str, Any], options: Options) -> int:
    """Write the inputs without their repeats, complete or not at all."""
    from compare import cleaning
    from compare.repetition import repeats

    folder = _folder_for(given)
    with _shown_progress(options) as step:
        step("reading", 0)
        read = read_inputs(given["inputs"], options)
        found = repeats(read.articles, progress=step, **_settings(given))
        step("writing", 0)
        wanted = [r for r in found.repeats if r.boilerplate or not given["boilerplate"]]
        keep = Keep(given["keep"] or Keep.FIRST)
        plan = cleaning.removals(read.articles, wanted, keep=keep)
        written = _or_usage_error(lambda: cleaning.write(read.articles, plan, folder), folder)
    if not options.quiet:
        click.echo(_summary(plan, written, len(read.articles), folder))
    return ExitCode.OK


def _folder_for(given: dict[str, Any]) -> Path:
    if not given["output"] or given["output"] == "-":
        raise UsageError("--clean needs a folder to write to\n  Say where: -o DIR")
    if given["format_"]:
        raise UsageError("--clean writes documents, not a report\n  Leave out --format")
    if is_streamed(given["inputs"]):
        raise UsageError(
            "--clean cannot be used on tables or on so much text\n"
            "  Give it text files, in parts of at most "
            f"{MANY_FILES:,} files and {MANY_BYTES >> 20} MB"
        )
    return Path(given["output"])


def _or_usage_error(write: Callable[[], int], folder: Path) -> int:
    try:
        return write()
    except OSError as error:
        raise UsageError(f"cannot write {folder.as_posix()}: {error.strerror or error}") from None


def _summary(plan: Cleaning, written: int, of: int, folder: Path) -> str:
    """What went, what stayed although it repeats, and where to look."""
    from compare.reports.plain_words import counted

    standing = sum(one.reason is Reason.BOILERPLATE for one in plan.removals)
    copies = len(plan.removals) - standing
    return (
        f"{counted(written, 'document')} of {of:,} written to {shown(folder.as_posix())}\n"
        f"left out: {counted(copies, 'copy', 'copies')}"
        f" and {counted(standing, 'place')} of standing text, all in {LOG}\n"
        f"kept although they repeat: {plan.facts_differ:,} because facts differ,"
        f" {plan.less_than_a_sentence:,} less than a sentence"
    )
