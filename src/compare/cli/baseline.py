"""The commands on known findings: `compare baseline create|update|audit|prune`."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from compare import baseline as file
from compare.arguments import Flag, Given, help_text, read
from compare.baseline import Audited, Baseline, State
from compare.checks.outcome import Outcome
from compare.cli.checkflags import DISPLAY, INPUT, SCOPE
from compare.errors import ExitCode, UsageError
from compare.overview import COMMANDS

#: Where a baseline is when nothing else is said.
USUAL = "source-compare-baseline.json"

OWN = (
    Flag("baseline", "FILE", f"The file of the baseline. [{USUAL}]"),
    Flag("reason", "TEXT", "Why these findings are all right; for create and update."),
    Flag("expires", "DATE", "The last day on which they are, as 2022-01-28."),
)
FLAGS = (*OWN, *SCOPE, *INPUT, *DISPLAY)

MORE = """\
Actions:
  create  Write a new baseline of all that `compare check` finds with the same options.
  update  Add what is new; reasons stay and nothing is dropped.
  audit   Show every known finding with its reason, its end, and whether it still occurs.
          Without inputs the documents are not looked at.
  prune   Drop what no longer occurs.
"""


def run(arguments: Sequence[str]) -> int:
    """The exit code of `compare baseline` with *arguments*; raises CompareError."""
    given = read(arguments, FLAGS, command="compare baseline")
    usage = "compare baseline create|update|audit|prune DIR... [OPTIONS]"
    if given.has("help"):
        sys.stdout.write(help_text(usage, COMMANDS["baseline"][1], FLAGS, MORE))
        return ExitCode.OK
    action = given.inputs.pop(0) if given.inputs else ""
    if action not in ACTIONS:
        said = f"baseline has no action {action!r}" if action else "baseline needs an action"
        raise UsageError(f"{said}\n  As in: {usage}")
    return ACTIONS[action](given)


def _outcome(given: Given, *, known: Baseline | None = None) -> tuple[Outcome, str]:
    """What a check finds with the same options, and the day of the run."""
    from compare.cli.checking import Call
    from compare.cli.output import plain_progress

    call = Call(given)
    quiet = call.options.quiet or call.options.no_progress
    with plain_progress(enabled=not quiet) as progress:
        outcome = call.outcome(known.known if known else {}, progress=progress)
    if outcome.is_empty:
        raise UsageError("nothing was checked: no document could be read")
    return outcome, call.today


def _path(given: Given) -> str:
    """Where the baseline is: the flag, the configuration, or the usual place."""
    from compare.cli.checking import Call

    return given.one("baseline") or Call(given).baseline or USUAL


def _create(given: Given) -> int:
    path = _path(given)
    if Path(path).exists():
        raise UsageError(
            f"{path} is there already\n  To add what is new: compare baseline update; "
            "to begin anew, delete the file"
        )
    outcome, _ = _outcome(given)
    made = file.created(outcome, made_by=_version(), reason=given.one("reason"),
                        expires=_expires(given))  # fmt: skip
    file.save(made, path)
    _say(given, f"{_counted(made)} written to {path}\nUse it: compare check --baseline {path}")
    return ExitCode.OK


def _update(given: Given) -> int:
    path = _path(given)
    old = file.load(path)
    outcome, _ = _outcome(given)
    new = file.updated(old, outcome, made_by=_version(), reason=given.one("reason"),
                       expires=_expires(given))  # fmt: skip
    file.save(new, path)
    more = _sum(new) - _sum(old)
    _say(given, f"{more} more, {_counted(new)} in {path}")
    return ExitCode.OK


def _prune(given: Given) -> int:
    path = _path(given)
    old = file.load(path)
    outcome, _ = _outcome(given)
    new = file.pruned(old, outcome, made_by=_version())
    file.save(new, path)
    _say(given, f"{_sum(old) - _sum(new)} dropped, {_counted(new)} left in {path}")
    return ExitCode.OK


def _audit(given: Given) -> int:
    path = _path(given)
    known = file.load(path)
    found = None
    if given.inputs or given.has("new") or given.has("since"):
        outcome, today = _outcome(given, known=known)
        found = file.count(file.findings_of(outcome))
    else:
        from compare.cli.checking import Call

        today = Call(given).today
    audited = file.audit(known, found, today=today)
    sys.stdout.writelines(f"{line}\n" for line in _audit_lines(audited, looked=found is not None))
    return ExitCode.OK


ACTIONS: dict[str, Callable[[Given], int]] = {
    "create": _create,
    "update": _update,
    "audit": _audit,
    "prune": _prune,
}


def _audit_lines(audited: Sequence[Audited], *, looked: bool) -> Iterator[str]:
    from compare.reports.safe import plain

    for one in audited:
        entry = one.entry
        until = f" (until {entry.expires})" if entry.expires else ""
        reason = entry.reason or "no reason given"
        times = f" x{entry.count}" if entry.count > 1 else ""
        state = f"{one.state.value}: " if looked or one.state is State.EXPIRED else ""
        fewer = f" {one.found} of {entry.count}" if one.state is State.FEWER else ""
        yield plain(f"{entry.rule}{times}  {entry.where}  {state}{reason}{until}{fewer}")
    expired = sum(one.state is State.EXPIRED for one in audited)
    gone = sum(one.state in (State.GONE, State.FEWER) for one in audited)
    silent = sum(not one.entry.reason for one in audited)
    yield (
        f"{len(audited)} known: {expired} expired, {silent} without a reason"
        + (f", {gone} no longer there (compare baseline prune)" if looked else "")
    )


def _expires(given: Given) -> str:
    from compare.cli.checking import as_date

    return as_date("--expires", given.one("expires")) if given.has("expires") else ""


def _say(given: Given, message: str) -> None:
    if not given.has("quiet"):
        from compare.cli import shown

        sys.stderr.write(f"{shown(message)}\n")


def _counted(baseline: Baseline) -> str:
    count = _sum(baseline)
    return f"{count} known finding{'' if count == 1 else 's'}"


def _sum(baseline: Baseline) -> int:
    return sum(entry.count for entry in baseline.entries)


def _version() -> str:
    from importlib.metadata import version

    return f"source-compare {version('source-compare')}"
