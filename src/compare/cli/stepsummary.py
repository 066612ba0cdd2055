"""The summary of a step in a GitHub workflow: appended to the file that GitHub names.

The one thing of `compare check` that the environment decides, because GitHub has it so.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from compare.errors import UsageError

if TYPE_CHECKING:
    from compare.checks.outcome import Outcome

VARIABLE = "GITHUB_STEP_SUMMARY"


def append_summary(outcome: "Outcome", environment: Mapping[str, str]) -> None:
    """Append what was found as Markdown; nothing outside a workflow.

    What other commands of the step have written counts towards GitHub's limit. UsageError
    when the file cannot be written.
    """
    from compare.reports.github import MOST_SUMMARY_BYTES, summary

    if not environment.get(VARIABLE):
        return
    path = Path(environment[VARIABLE])
    try:
        taken = path.stat().st_size if path.exists() else 0
        with path.open("a", encoding="utf-8", newline="\n") as out:
            out.write(summary(outcome, room=MOST_SUMMARY_BYTES - taken))
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"cannot write the file that {VARIABLE} names: {reason}") from None
