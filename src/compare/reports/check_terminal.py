"""The findings for reading in a terminal: by document, with their details and a summary.

Plain writes with a little colour, because a gate must start at once. Level is said in
words; colour only repeats it.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import TextIO

from compare.checks.outcome import Outcome, Suppressed
from compare.model import Detail, Finding, Level, Location
from compare.reports.look import Look
from compare.reports.plain_words import counted
from compare.reports.safe import plain

#: Other places of a finding that are listed; the rest are counted.
MOST_PLACES = 5
_COLORS = {Level.ERROR: "31", Level.WARNING: "33", Level.NOTE: "36"}
_BOLD, _DIM = "1", "2"


def write(outcome: Outcome, out: TextIO, *, look: Look) -> None:
    """Write *outcome*: findings, suppressed ones when asked for (verbose), the summary."""
    paint = _Paint(look.color)
    for path, findings in groupby(outcome.findings, key=lambda finding: finding.path):
        out.write(f"{paint(plain(path), _BOLD)}\n")
        for finding in findings:
            out.writelines(f"{line}\n" for line in _finding(finding, paint))
        out.write("\n")
    if look.verbose and outcome.suppressed:
        out.write(f"{paint('suppressed', _BOLD)}\n")
        out.writelines(
            f"{line}\n" for one in outcome.suppressed for line in _suppressed(one, paint)
        )
        out.write("\n")
    out.writelines(f"{line}\n" for line in summary(outcome))


class _Paint:
    """Puts colour around words, or leaves them as they are."""

    def __init__(self, on: bool) -> None:
        self._on = on

    def __call__(self, text: str, color: str) -> str:
        return f"\x1b[{color}m{text}\x1b[0m" if self._on else text


def _finding(finding: Finding, paint: _Paint) -> Iterator[str]:
    level = paint(f"{finding.level.value:7}", _COLORS[finding.level])
    where = f"{finding.where.line}:{finding.where.column}" if finding.where.line else "-"
    yield f"  {where:>7}  {level}  {paint(finding.rule, _BOLD)}  {plain(finding.message)}"
    for detail in finding.details:
        yield f"{'':20}{_detail(detail)}"
    # A place named in the message need not stand again below it.
    others = [one for one in finding.related if one.line and not _is_named(one, finding)]
    for other in others[:MOST_PLACES]:
        yield paint(f"{'':20}also {_short(other)}", _DIM)
    if len(others) > MOST_PLACES:
        yield paint(f"{'':20}and {len(others) - MOST_PLACES} more places", _DIM)


def _is_named(other: Location, finding: Finding) -> bool:
    """Whether the message says where *other* is."""
    here = other.path == finding.path and f"as in line {other.line}:" in finding.message
    return here or f"{other.path}:{other.line}" in finding.message


def _detail(detail: Detail) -> str:
    line = f"line {detail.a.line}: " if detail.a and detail.a.line else ""
    return f"{line}{plain(detail.message)}"


def _short(location: Location) -> str:
    path = plain(location.path)
    return f"{path}:{location.line}" if location.line else path


def _suppressed(one: Suppressed, paint: _Paint) -> Iterator[str]:
    finding = one.finding
    reason = f": {plain(one.reason)}" if one.reason else ", no reason given"
    until = f" (until {plain(one.expires)})" if one.expires else ""
    yield f"  {_short(finding.where)}  {finding.rule}  {plain(finding.message)}"
    yield paint(f"{'':4}{one.by.value}{reason}{until}", _DIM)


def summary(outcome: Outcome) -> Iterator[str]:
    """What was found in how much, in one to three lines."""
    looked = counted(len(outcome.documents), "document")
    against = f" against {counted(outcome.against, 'other')}" if outcome.against else ""
    yield f"{_found(outcome)} in {looked}{against}{_set_aside(outcome)}"
    for budget in outcome.budgets:
        sign = "over" if budget.is_exceeded else "within"
        yield (
            f"{sign} --{budget.name}: {_number(budget.actual)}{budget.unit} of "
            f"{_number(budget.limit)}{budget.unit}"
        )
    if outcome.skipped:
        yield f"{len(outcome.skipped)} skipped: " + "; ".join(
            f"{plain(one.path)}: {plain(one.reason)}" if one.path else plain(one.reason)
            for one in outcome.skipped[:MOST_PLACES]
        )


def _found(outcome: Outcome) -> str:
    if not outcome.findings:
        return "nothing found" if not outcome.suppressed else "nothing new"
    levels = (
        counted(number, level.value)
        for level in (Level.ERROR, Level.WARNING, Level.NOTE)
        if (number := outcome.counted(level))
    )
    return ", ".join(levels)


def _set_aside(outcome: Outcome) -> str:
    """How many findings do not count, by what."""
    by = [one.by.value for one in outcome.suppressed]
    parts = [f"{by.count(name)} by {name}" for name in ("baseline", "waiver") if name in by]
    return f"; suppressed: {', '.join(parts)}" if parts else ""


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
