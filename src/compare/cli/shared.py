"""What the commands share: their options, reading the inputs, and where output goes."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from compare import api, reports
from compare.cli import shown
from compare.cli.output import bytes_to, color_on, output_to
from compare.configuration import effective
from compare.errors import UsageError
from compare.frozen import replace
from compare.linker import linker
from compare.model import Document, Result
from compare.options import Declaration, Options, declared, key_of, text_of, with_values
from compare.overview import COMMANDS
from compare.reports import progress

INPUTS = """\b
An input is a file (txt, md, html, jsonl), a folder, a URL, - for standard input,
or NAME=PATH to say which outlet a file is from.
"""

SAVED = """\b
A result saved with -o result.json is shown again without a new comparison.
"""
#: How alike an input that is not there must be to a command: "shw" is, "a.txt" is not.
ALIKE = 0.7

__all__ = ["bytes_to", "color_on", "output_to"]  # from `output`, which needs no click

Decorator = Callable[[Any], Any]


def configured(function: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options that say which configuration counts."""
    for flag in (
        click.option("--isolated", is_flag=True, help="Ignore configuration files."),
        click.option(
            "--config",
            multiple=True,
            metavar="FILE|KEY=VALUE",
            help="A configuration file, or one option's value.",
        ),
    ):
        function = flag(function)
    return function


def common(*groups: str, formats: Sequence[str] = ()) -> Decorator:
    """Gives a command its inputs, the declared options of *groups*, and the output options.

    *formats* are those it can write; all of them where none are given.
    """

    def decorate(function: Any) -> Any:
        return click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")(
            choices(*groups, formats=formats)(function)
        )

    return decorate


def choices(*groups: str, names: Sequence[str] = (), formats: Sequence[str] = ()) -> Decorator:
    """Gives a command the declared options of *groups* and those of *names*, and of output."""

    def decorate(function: Any) -> Any:
        known = ", ".join(formats or reports.FORMATS)
        for flag in (
            click.option("--format", "format_", metavar="NAME", help=f"One of {known}."),
            click.option("-o", "--output", metavar="FILE", help="Write to this file."),
            *(
                _flag(name, *found)
                for name, found in declared().items()
                if found[1].group in groups or name in names
            ),
        ):
            function = flag(function)
        return configured(function)

    return decorate


def _flag(name: str, default: Any, about: Declaration) -> Decorator:
    names = [f"--{key_of(name)}", *([f"-{about.short}"] if about.short else [])]
    if name == "verbose":
        return click.option(*names, count=True, help=about.help)
    if isinstance(default, bool):
        return click.option(*names, is_flag=True, help=about.help)
    text = f"{about.help} [{text_of(default)}]" if default not in ("", (), 0) else about.help
    kind = click.Choice(about.choices) if about.choices and not about.many else None
    return click.option(
        *names, type=kind or str, multiple=about.many, metavar=about.metavar or None, help=text
    )


def options_of(given: dict[str, Any]) -> Options:
    """The options after configuration files, `--config` and flags, in that order."""
    return _effective(given, ())


def _effective(given: dict[str, Any], saved: Sequence[tuple[str, str]]) -> Options:
    options, _ = effective(
        given["config"], isolated=given["isolated"], folder=Path.cwd(), saved=saved
    )
    flags = {key_of(name): value for name, value in _flags(given).items()}
    return with_values(options, flags, origin="command line")


def _flags(given: dict[str, Any]) -> dict[str, Any]:
    """The options that stand on the command line."""
    return {
        name: ",".join(value) if isinstance(value, tuple) else value
        for name, value in given.items()
        if name in declared() and value not in (None, False, (), 0)
    }


def compared(
    given: dict[str, Any], *, repeated: bool, awaited: Callable[[], object] = lambda: None
) -> tuple[Result, Options]:
    """What the inputs have in common, and the options that count; a saved result is opened.

    Repeats are sought only if *repeated*; a saved result has them. *awaited* may be done
    while a second process is waited for.

    Its own options come before configuration files and after the command line. UsageError
    when fewer than two documents can be compared, or an option needs a new comparison.
    """
    result = api.saved(given["inputs"])
    if result is None:
        options = options_of(given)
        result = result_of(given["inputs"], options, repeated=repeated, awaited=awaited)
        return result, options
    return opened(result, given)


def opened(result: Result, given: dict[str, Any]) -> tuple[Result, Options]:
    """The saved *result* with the options that count, noted in it as `report` notes them."""
    options = _effective(given, result.options)
    own = with_values(Options(), _known(result.options), origin="the saved result")
    settled = replace(options, **{name: getattr(own, name) for name in api.SETTLED})
    asked = {name: getattr(options, name) for name in _flags(given)}
    api.check_settled(result, asked)
    noted = {**_others(result.options), **dict(settled.changed())}
    return replace(result, options=tuple(noted.items())), settled


def _known(options: Sequence[tuple[str, str]]) -> dict[str, object]:
    return {key: text for key, text in options if key.replace("-", "_") in declared()}


def _others(options: Sequence[tuple[str, str]]) -> dict[str, str]:
    return {key: text for key, text in options if key.replace("-", "_") not in declared()}


def read_inputs(
    inputs: Sequence[str],
    options: Options,
    *,
    seen: Callable[[Sequence[Document]], None] = lambda documents: None,
) -> api.Read:
    """What was read; names every unreadable input on stderr and stops unless told to go on.

    *seen* is called with the documents before they are divided. UsageError for a saved
    result, which is no article.
    """
    if (result := api.saved(inputs)) is not None:
        count = len(result.articles)
        raise UsageError(
            f"{inputs[0]} is a saved result with {count} documents, and no article\n"
            "  Show it with: compare show, or give the articles themselves"
        )
    found = api.read(inputs, options, seen=seen)
    for error in found.errors:
        click.echo(f"compare: {shown(str(error))}", err=True)
    if found.errors and not options.keep_going:
        count = len(found.errors)
        raise UsageError(
            f"stopped: {count} {'input' if count == 1 else 'inputs'} cannot be read\n"
            "  To leave such inputs out and go on: --keep-going" + _meant(inputs)
        )
    if not options.quiet:
        _warn(found)
    return found


def _meant(inputs: Sequence[str]) -> str:
    """A hint for whoever misspelt a command, or wrote an option before it; else nothing."""
    for word in inputs:
        near = get_close_matches(word, COMMANDS, n=1, cutoff=ALIKE)
        if near and not Path(word).exists():
            return f"\n  If a command was meant, it comes first: compare {near[0]} …"
    return ""


def _warn(found: api.Read) -> None:
    """Says on stderr what was assumed: a guessed encoding may have spoilt the text."""
    for article in found.articles:
        for note in article.document.notes:
            if note.startswith("encoding"):
                click.echo(f"compare: {shown(article.document.path)}: {shown(note)}", err=True)


def result_of(
    inputs: Sequence[str],
    options: Options,
    *,
    repeated: bool,
    awaited: Callable[[], object] = lambda: None,
) -> Result:
    """The result of comparing *inputs*; UsageError when fewer than two can be compared."""
    enabled = not (options.no_progress or options.quiet)
    # The linker first: beside a thread, such as shows the progress, it has no second process.
    with linker(awaited=awaited) as links, progress.stages(enabled=enabled) as step:
        step("reading")
        found = read_inputs(inputs, options, seen=links.foresee)
        _check_enough(found, inputs, options)
        _check_outlets(found, options)
        return api.result_of(found, options, progress=step, repeated=repeated, linker=links)


def _check_enough(found: api.Read, inputs: Sequence[str], options: Options) -> None:
    """UsageError when there are not two documents, or one to look inside."""
    count = len(found.articles)
    if count < (1 if options.within else 2):
        raise UsageError(
            f"nothing to compare: {count} readable "
            f"{'document' if count == 1 else 'documents'} in {' '.join(inputs)}\n"
            "  Give two or more different ones, or --within to look inside one"
        )


def _check_outlets(found: api.Read, options: Options) -> None:
    """UsageError when all documents are one column: by outlet they are not compared."""
    outlets = {article.document.outlet for article in found.articles}
    if options.by == "outlet" and not options.within and len(outlets) == 1 and all(outlets):
        raise UsageError(
            f"nothing to compare: all {len(found.articles)} documents are of {outlets.pop()}\n"
            "  Compare its articles with each other: --by file"
        )


def format_of(given: dict[str, Any], fallback: str = "text") -> str:
    """The format asked for, else that of the output's suffix, else *fallback*."""
    if given["format_"]:
        if given["format_"] not in reports.FORMATS:
            raise UsageError(
                f"unknown format {given['format_']!r}\n  Known are: {', '.join(reports.FORMATS)}"
            )
        return str(given["format_"])
    return (given["output"] and reports.format_of(given["output"])) or fallback


def write_result(result: Result, options: Options, format_: str, path: str | None) -> None:
    """Write *result* to *path*, or to standard output."""
    if format_ == "html":
        from compare.cli.pages import write_pages

        write_pages(result, options, path)
        return
    opened_to = bytes_to if reports.FORMATS[format_].binary else output_to
    with opened_to(path) as out:
        reports.write(result, options, format_, out, color=color_on(options, out))
