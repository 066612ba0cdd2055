"""The links as a table for spreadsheets: a header, then one row a link, best first.

Text is as in all reports people read: without control characters, on one line. A cell
that a spreadsheet would run as a formula is given a leading apostrophe.
"""

import csv
from typing import TextIO

from compare.model import Link, Place, Result
from compare.reports.look import Look
from compare.reports.overview import Overview
from compare.reports.plain_words import probability
from compare.reports.safe import plain

#: What Excel, LibreOffice and Google Sheets take for the beginning of a formula; the
#: full-width forms count in some of them (OWASP, "CSV Injection").
FORMULA_SIGNS = tuple("=+-@\t\r＝＋－＠")

COLUMNS = (
    "probability",
    "relation",
    *(f"{side}_{name}" for side in "ab" for name in ("outlet", "path", "line", "start", "end")),
    "a_text",
    "b_text",
    "evidence",
    "differences",
)


def write(result: Result, out: TextIO, *, look: Look = Look()) -> None:  # noqa: B008 - frozen
    """Write the links of *result*; the header alone when there is none."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    overview = Overview(result)
    writer.writerows(_row(link, overview) for link in result.links)


def cell(text: str) -> str:
    """*text* as a cell that is only ever text.

    >>> print(cell('=HYPERLINK("http://example.org")'))
    '=HYPERLINK("http://example.org")
    """
    safe = plain(text)
    # Some programs drop leading blanks before they look for a formula.
    return f"'{safe}" if safe.lstrip().startswith(FORMULA_SIGNS) else safe


def _row(link: Link, overview: Overview) -> tuple[str | int, ...]:
    evidence = (f"{e.name} {e.weight:+.2f}" for e in link.evidence)
    return (
        probability(link.probability),
        link.relation.value,
        *_place(link.a, overview),
        *_place(link.b, overview),
        *(cell(p.span.of(overview.documents[p.document].text)) for p in (link.a, link.b)),
        cell("; ".join(evidence)),
        cell("; ".join(": ".join(filter(None, (d.kind, d.message))) for d in link.differences)),
    )


def _place(place: Place, overview: Overview) -> tuple[str | int, ...]:
    about = overview.documents[place.document]
    span = place.span
    return cell(about.outlet), cell(about.path), place.line, span.start, span.end
