"""One line a link, `path:line:col: message`, as editors and grep know it.

Best first; then a line a quotation that was cut, altered or the like. Line and column, both
from 1, are where the words begin; the kinds of fact that differ stand at the end. Documents
without a link, quotations word for word or found nowhere, and what was skipped are not here.
"""

from typing import TextIO

from compare.model import DocumentId, Link, Place, Result, Weight
from compare.reports import quotes
from compare.reports.look import Look
from compare.reports.overview import Lines, Overview
from compare.reports.plain_words import probability
from compare.reports.safe import clipped, listed, plain

#: Characters of the linked text at the end of a line: enough to know it again.
FIRST_WORDS = 60


def write(result: Result, out: TextIO, *, look: Look = Look()) -> None:  # noqa: B008 - frozen
    """Write a line for each link and each striking quotation of *result*; maybe nothing."""
    where = _Where(result)
    out.writelines(where.line(link) + "\n" for link in result.links)
    striking = quotes.striking(result.quotations)
    out.writelines(quotes.concise_lines(Overview(result), striking))


class _Where:
    """Places in words; counts the lines of each document once."""

    def __init__(self, result: Result) -> None:
        self._documents = {a.document.id: a.document for a in result.articles}
        self._starts = {
            a.document.id: {p.line: p.span.start for p in a.passages} for a in result.articles
        }
        self._lines: dict[DocumentId, Lines] = {}

    def line(self, link: Link) -> str:
        words = clipped(link.a.span.of(self._text(link.a)), FIRST_WORDS)
        return (
            f"{self._at(link.a)}: {link.relation} of {self._at(link.b)}"
            f' ({probability(link.probability)}) "{words}"{_facts(link)}'
        )

    def _at(self, place: Place) -> str:
        lines, start = self._lines_of(place.document), place.span.start
        # A wrapped passage begins on a line above the words.
        begin = self._starts[place.document].get(place.line, start)
        line = place.line + max(0, lines.between(begin, start))
        return f"{plain(self._documents[place.document].path)}:{line}:{lines.column(start)}"

    def _text(self, place: Place) -> str:
        return self._documents[place.document].text

    def _lines_of(self, document: DocumentId) -> Lines:
        if document not in self._lines:
            self._lines[document] = Lines(self._documents[document].text)
        return self._lines[document]


def _facts(link: Link) -> str:
    """The kinds of fact that differ, each once; nothing when none does."""
    kinds = (d.kind for d in link.differences if d.weight is Weight.FACT)
    found = listed(plain(kind) for kind in dict.fromkeys(kinds))
    return f"; facts differ: {found}" if found else ""
