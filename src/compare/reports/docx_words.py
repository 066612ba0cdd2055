"""The cells of one row of the Word table: the words of each document, or that it has none.

Part of `docx`.
"""

from collections.abc import Sequence

from compare.model import Statement
from compare.reports.docx_page import Cell
from compare.reports.excerpts import excerpt
from compare.reports.notes import notes
from compare.reports.overview import Column, Overview
from compare.reports.variants import Variant


class Words:
    """The cells of one row; *shown* are the differences whose numbers stand in them."""

    def __init__(self, overview: Overview, statement: Statement, shown: Sequence[Variant]) -> None:
        self._overview = overview
        self._statement = statement
        self._marked = overview.marked(statement)
        self._notes = notes(shown, overview.documents)

    def fill(self, cell: Cell, column: Column) -> None:
        """The words of one column, each place with its file and line; or that it has none."""
        if self._overview.relation_in(self._statement, column) is None:
            cell.note(self._overview.absence(self._statement, column))
        seen: set[str] = set()
        for place in (p for id_ in column.documents for p in self._statement.cell(id_)):
            article = self._overview.articles[place.document]
            words = article.text_of(place.span)
            where = f"{self._overview.files[place.document]}:{place.line}"
            if words in seen:
                cell.note(f"{where}: the same words again")
                continue
            seen.add(words)
            cell.note(where)
            numbered = self._notes.get(place.document, ())
            pieces = excerpt(article, place, self._marked.get(place), numbered)
            cell.pieces(pieces, article.document.language)

    def absent(self, cell: Cell) -> None:
        """The columns without the statement, for tables that have no cell for them."""
        overview, statement = self._overview, self._statement
        for column in dict.fromkeys(overview.column_of[id_] for id_ in statement.missing):
            cell.note(f"{column.name}: {overview.absence(statement, column)}")
