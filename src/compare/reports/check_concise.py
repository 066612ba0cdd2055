"""One line a finding, `path:line:col: rule message`, as editors and grep know it.

Suppressed findings are not here; whole documents are line 1, column 1.
"""

from typing import TextIO

from compare.checks.outcome import Outcome
from compare.model import Finding
from compare.reports.look import Look
from compare.reports.safe import plain


def write(outcome: Outcome, out: TextIO, *, look: Look) -> None:
    """Write a line for each finding of *outcome*; nothing when there is none."""
    out.writelines(f"{line(finding)}\n" for finding in outcome.findings)


def line(finding: Finding) -> str:
    """The line of one finding."""
    where = finding.where
    at = f"{plain(where.path)}:{max(1, where.line)}:{max(1, where.column)}"
    return f"{at}: {finding.rule} {plain(finding.message)}"
