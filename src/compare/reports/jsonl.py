"""One link per line as JSON, best first: for jq, databases and streams.

The objects are those of `links` in the JSON contract. Documents, statements and what
was skipped are not here; use `json` for everything.
"""

from typing import TextIO

from compare.model import Result
from compare.reports.json import link_lines
from compare.reports.look import Look


def write(result: Result, out: TextIO, *, look: Look = Look()) -> None:  # noqa: B008 - frozen
    """Write each link of *result* on a line of its own; nothing when there is none."""
    out.writelines(line + "\n" for line in link_lines(result))
