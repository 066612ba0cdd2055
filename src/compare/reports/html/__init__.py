"""The report as one HTML page that opens anywhere: no network, no other file.

`write` makes the page from a finished result; `files` parts a result too large for one
page by story, and lays style and script beside the page where a server asks for that.
Modules here build plain views; the templates alone write markup, and escape everything.

Nothing is compared, counted anew or left out, and no clock is read: the same result gives
the same bytes, also after it was saved as JSON.
"""

from typing import TextIO

from compare.model import Result
from compare.reports.look import Look

__all__ = ["write"]


def write(result: Result, out: TextIO, *, look: Look = Look()) -> None:  # noqa: B008 - frozen
    """Write *result* as one page with style and script inside it."""
    from compare.reports.html.page import page

    out.write(page(result, look=look).text)
