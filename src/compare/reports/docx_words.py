"""The cells of one row of the Word table: the words of each document, or that it has none.

Part of `docx`.
"""

from collections.abc import Sequence

from compare.model import DocumentId, Statement
from compare.reports.docx_page import Cell
from compare.reports.excerpts import excerpt
from compare.reports.notes import notes
from compare.reports.overview import Overview
from compare.reports.variants import Variant


class Words:
    """The cells of one row; *shown* are the differences whose numbers stand in them."""

    def __init__(self, overview: Overview, statement: Statement, shown: Sequence[Variant]) -> None:
        self._overview = overview
        self._statement = statement
        self._marked = overview.marked(statement)
        self._notes = notes(shown, overview.documents)
        self._perhaps = {place.document: place for place in statement.possible}

    def fill(self, cell: Cell, id_: DocumentId) -> None:
        """The words of one document, each place with its line; or that it has none."""
        if not self._statement.cell(id_):
            cell.note(self._not_there(id_))
        article = self._overview.articles[id_]
        seen: set[str] = set()
        for place in self._statement.cell(id_):
            words = article.text_of(place.span)
            if words in seen:
                cell.note(f"line {place.line}: the same words again")
                continue
            seen.add(words)
            cell.note(f"{self._overview.files[id_]}:{place.line}")
            pieces = excerpt(article, place, self._marked.get(place), self._notes.get(id_, ()))
            cell.pieces(pieces, article.document.language)

    def absent(self, cell: Cell) -> None:
        """The documents without the statement, for tables that have no column for them."""
        names, missing = self._overview.names, self._statement.missing
        for id_ in self._perhaps:
            cell.note(f"{names[id_]}: {self._not_there(id_)}")
        if gone := [names[id_] for id_ in missing if id_ not in self._perhaps]:
            cell.note(f"not reported by {', '.join(gone)}")

    def _not_there(self, id_: DocumentId) -> str:
        place = self._perhaps.get(id_)
        return f"perhaps in line {place.line}" if place else "not reported"
