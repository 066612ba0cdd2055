"""The rows of the terminal synopsis: a statement's cells beside or below one another.

Part of `terminal`; nothing here is counted or decided, only laid out.
"""

from rich.box import Box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from compare.model import DocumentId, Link, Place, Result, Statement
from compare.reports import plain_words
from compare.reports.excerpts import excerpt
from compare.reports.look import Display
from compare.reports.marks import Marks, marks
from compare.reports.overview import Overview
from compare.reports.paper import Paper
from compare.reports.plain_words import certainty
from compare.reports.safe import clipped, listed
from compare.reports.waterfall import waterfall

#: Cells beside one another need this many characters each to be read with pleasure,
#: and more than four side by side are not read at all.
COLUMN_WIDTH = 34
MOST_COLUMNS = 4


class Rows:
    """Writes the rows of one result."""

    def __init__(self, result: Result, overview: Overview, paper: Paper) -> None:
        self._result = result
        self._overview = overview
        self._paper = paper
        self._box = _box(paper.glyphs.rule, paper.glyphs.column)

    def write(self) -> None:
        """Write every statement, in the result's order."""
        for number, statement in enumerate(self._result.statements, 1):
            self._write_row(number, statement)

    def _write_row(self, number: int, statement: Statement) -> None:
        paper, links = self._paper, self._overview.links[statement.id]
        paper.rule(f"{number}  {clipped(statement.label, max(10, paper.look.width - 12))}")
        cells = self._cells(statement, links)
        paper.line(self._columns(cells) if self._beside(len(cells)) else self._stacked(cells))
        for told in self._overview.differences(statement):
            paper.item(told.kind, told.words)
        paper.line(Text(self._foot(statement), "italic" if paper.look.color else ""))
        if paper.look.explain:
            for link in links:
                paper.line(waterfall(link, self._overview.files, paper))
        paper.line()

    def _cells(self, statement: Statement, links: tuple[Link, ...]) -> list[tuple[Text, Text]]:
        marked = marks(statement, links, self._overview.documents)
        documents = dict.fromkeys(place.document for place in statement.members)
        return [
            (self._head(statement, document), self._body(statement.cell(document), marked))
            for document in documents
        ]

    def _head(self, statement: Statement, document: DocumentId) -> Text:
        about = self._overview.documents[document]
        lines = dict.fromkeys(str(place.line) for place in statement.cell(document))
        glyph = self._paper.glyphs.of(self._overview.relations[statement.id, document])
        head = Text(f"{glyph} ").append(plain_words.outlet(about), "bold")
        return head.append(f"  {self._overview.files[document]}:{listed(lines)}", "cyan")

    def _body(self, cell: tuple[Place, ...], marked: dict[Place, Marks]) -> Text:
        article = self._overview.articles[cell[0].document]
        return Text("\n").join(
            self._paper.text(excerpt(article, place, marked.get(place))) for place in cell
        )

    def _beside(self, cells: int) -> bool:
        look = self._paper.look
        if look.display is not Display.AUTO:
            return look.display is Display.COLUMNS
        return cells <= MOST_COLUMNS and look.width >= cells * (COLUMN_WIDTH + 3) - 3

    def _columns(self, cells: list[tuple[Text, Text]]) -> Table:
        table = Table(box=self._box, show_edge=False, pad_edge=False, expand=True)
        for head, _ in cells:
            table.add_column(head, ratio=1, overflow="fold", header_style="")
        table.add_row(*(body for _, body in cells))
        return table

    def _stacked(self, cells: list[tuple[Text, Text]]) -> Padding | Table:
        table = Table.grid()
        for head, body in cells:
            table.add_row(head)
            table.add_row(Padding(body, (0, 0, 0, 2)))
        return table

    def _foot(self, statement: Statement) -> str:
        foot = f"{certainty(statement.probability)}, {self._overview.relation(statement)}"
        if not statement.missing:
            return foot
        names = (self._overview.names[id_] for id_ in statement.missing)
        return f"{foot}; not reported by {listed(names)}"


def _box(rule: str, column: str) -> Box:
    """Columns parted by a line, heads underlined, no frame."""
    cells, head = f"  {column} \n", f" {rule}{'┼' if rule == '─' else '+'} \n"
    ascii_only = rule != "─"
    return Box(cells + cells + head + cells + head + head + cells + cells, ascii=ascii_only)
