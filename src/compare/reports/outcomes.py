"""Reports of a run of `check`: an `Outcome` in a form somebody or something can read.

Each is a module with `write(outcome, out, *, look)`, loaded when its format is asked for.
A report decides nothing, drops nothing unsaid and reads no file.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import TextIO

from compare.checks.outcome import Outcome
from compare.errors import UsageError
from compare.reports.look import Look

#: The formats of `check`: each with its module here and what it is for.
FORMATS: Mapping[str, tuple[str, str]] = {
    "text": ("check_terminal", "for reading in a terminal"),
    "concise": ("check_concise", "one line a finding: path:line:col: rule message"),
    "json": ("check_json", "everything, for programs"),
    "sarif": ("sarif", "SARIF 2.1.0, for code scanning"),
    "github": ("github", "annotations and a step summary in GitHub Actions"),
    "gitlab": ("gitlab", "a GitLab code quality report"),
    "junit": ("junit", "JUnit XML, a test case for each document"),
}


def checked_format(name: str) -> str:
    """*name*, if it is a format of `check`; else UsageError with the nearest one."""
    if name in FORMATS:
        return name
    known = f"Known are: {', '.join(FORMATS)}"
    raise UsageError(f"check cannot be written as {name!r}\n  {known}")


def write(outcome: Outcome, format: str, out: TextIO, *, look: Look) -> None:  # noqa: A002
    """Write *outcome* to *out* in the format of that name; UsageError when unknown."""
    module, _ = FORMATS[checked_format(format)]
    import_module(f"compare.reports.{module}").write(outcome, out, look=look)
