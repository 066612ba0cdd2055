"""Quotations and repeats of the page, in the words of `quotes` and `repeats`.

Those that an editor has to look at first, all others below: nothing is left out.
"""

from collections.abc import Mapping

from compare.frozen import dataclass
from compare.model import DocumentId, QuotationVerdict, Verdict
from compare.reports import quotes
from compare.reports.html.outlets import Outlet
from compare.reports.html.passages import Passages
from compare.reports.overview import Overview


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation with its verdict; *number* is its place in the result, and its anchor."""

    number: int
    outlet: Outlet
    anchor: str
    line: quotes.Line
    witnesses: tuple[tuple[quotes.Witness, Outlet, str], ...]


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotations that were changed, all others, and the counts of all."""

    striking: tuple[Said, ...]
    others: tuple[Said, ...]
    counts: str


def quotations(
    overview: Overview, outlets: Mapping[DocumentId, Outlet], passages: Passages
) -> Quotations:
    """Every quotation of the result, once."""
    every = overview.result.quotations
    told, numbers = quotes.Told(overview), {id(each): n for n, each in enumerate(every, 1)}

    def said(quotation: QuotationVerdict) -> Said:
        line = told.line(quotation)
        witnesses = tuple(
            (witness, outlets[found.document], passages.anchor(found.places[0]))
            for witness, found in zip(line.witnesses, quotation.found, strict=True)
            if found.places and found.verdict is not Verdict.NOT_FOUND
        )
        return Said(
            numbers[id(quotation)],
            outlets[quotation.place.document],
            passages.anchor(quotation.place),
            line,
            witnesses,
        )

    striking = quotes.striking(every)
    first = {id(each) for each in striking}
    return Quotations(
        tuple(map(said, striking)),
        tuple(said(each) for each in every if id(each) not in first),
        quotes.counts(every),
    )
