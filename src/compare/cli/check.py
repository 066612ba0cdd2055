"""The command of the gate, `compare check`. Reads its flags without click."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from compare.arguments import Given, help_text, read
from compare.cli.checkflags import CHECK
from compare.errors import ExitCode, UsageError
from compare.overview import COMMANDS

if TYPE_CHECKING:
    from compare.checks.outcome import Outcome
    from compare.cli.checking import Call

USAGE = "compare check DIR...  |  compare check [DIR...] --new FILE... [--against DIR|INDEX]"
MORE = """\
  An input is a file (txt, md, html, jsonl), a folder, a URL, - for standard input,
  or NAME=PATH to say which outlet a file is from. The exit code is 0 when nothing was found
  from --fail-on on, 1 when something was or a limit is overspent, 2 for wrong usage or an
  input that cannot be read, and when nothing was checked at all.
"""


def run(arguments: Sequence[str]) -> int:
    """The exit code of `compare check` with *arguments*; raises CompareError."""
    given = read(arguments, CHECK, command="compare check")
    if given.has("help"):
        sys.stdout.write(help_text(USAGE, COMMANDS["check"][1], CHECK, MORE))
        return ExitCode.OK
    from compare.cli.checking import Call

    outputs = _outputs(given)
    call = Call(given)
    if given.has("watch"):
        from compare.cli.watching import watch

        paths = [*given.inputs, *given.all("new"), *given.all("against")]
        return watch(paths, lambda: _once(call, outputs))
    return _once(call, outputs)


def _outputs(given: Given) -> tuple[tuple[str, str], ...]:
    """The formats with where they go, standard output last and as an empty path."""
    from compare.reports.outcomes import FORMATS, checked_format

    outputs = []
    for text in given.all("output"):
        name, sign, path = text.partition("=")
        if not sign or not path:
            raise UsageError(
                f"--output wants a format and a file, not {text!r}\n"
                f"  As in: --output sarif=check.sarif; known are: {', '.join(FORMATS)}"
            )
        outputs.append((checked_format(name), path))
    return (*outputs, (checked_format(given.one("format", "text")), ""))


def _once(call: "Call", outputs: Sequence[tuple[str, str]]) -> int:
    from compare.cli.output import plain_progress

    known = call.known()
    quiet = call.options.quiet or call.options.no_progress
    with plain_progress(enabled=not quiet) as progress:
        outcome = call.outcome(known, progress=progress)
    if outcome.is_empty:
        raise UsageError("nothing was checked: no document could be read")
    for name, path in outputs:
        _write(outcome, call, name, path)
    if any(name == "github" for name, _ in outputs):
        from compare.cli.stepsummary import append_summary

        append_summary(outcome, os.environ)
    if outputs[-1][0] != "text" and not call.options.quiet:
        from compare.reports.check_terminal import summary

        sys.stderr.writelines(f"compare: {line}\n" for line in summary(outcome))
    return outcome.code


def _write(outcome: "Outcome", call: "Call", name: str, path: str) -> None:
    from compare.cli.output import color_on, output_to
    from compare.reports import outcomes
    from compare.reports.look import Look

    with output_to(path or None) as out:
        color = color_on(call.options, out)
        shown = call.given.has("show-suppressed")
        outcomes.write(outcome, name, out, look=Look(color=color, verbose=shown))
