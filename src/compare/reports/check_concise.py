"""One line a finding, `path:line:col: rule message`, as editors and grep know it.

Whole documents are line 1, column 1. Suppressed findings come last and only when asked for,
with what suppresses them.
"""

from typing import TextIO

from compare.checks.outcome import Outcome
from compare.model import Finding
from compare.reports.look import Look
from compare.reports.safe import plain


def write(outcome: Outcome, out: TextIO, *, look: Look) -> None:
    """Write a line for each finding of *outcome*; nothing when there is none."""
    out.writelines(f"{line(finding)}\n" for finding in outcome.findings)
    if look.verbose:
        out.writelines(
            f"{line(one.finding)} [{one.by.value}: {plain(one.reason) or 'no reason given'}]\n"
            for one in outcome.suppressed
        )


def line(finding: Finding) -> str:
    """The line of one finding."""
    where = finding.where
    at = f"{plain(where.path)}:{max(1, where.line)}:{max(1, where.column)}"
    return f"{at}: {finding.rule} {plain(finding.message)}"
