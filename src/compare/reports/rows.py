"""The rows of the terminal synopsis: a statement's cells beside or below one another.

Part of `terminal`; nothing here is counted or decided, only laid out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.box import Box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from compare.model import DocumentId, Place, Relation, Result, Statement, Weight
from compare.reports import plain_words
from compare.reports.apparatus_terminal import Apparatus
from compare.reports.excerpts import excerpt
from compare.reports.look import Display
from compare.reports.marks import Marks
from compare.reports.notes import Note
from compare.reports.overview import Column, Overview, row_foot
from compare.reports.paper import Paper
from compare.reports.plain_words import counted
from compare.reports.safe import clipped, listed
from compare.reports.variants import Variant
from compare.reports.waterfall import waterfall

#: Cells beside one another need this many characters each to be read with pleasure,
#: and more than four side by side are not read at all.
COLUMN_WIDTH = 34
MOST_COLUMNS = 4

#: Cells stand below one another when one has more lines than this and so many times the
#: text of the next.
TALL, UNEVEN = 20, 2


class Rows:
    """Writes the rows of one result."""

    def __init__(self, result: Result, overview: Overview, paper: Paper) -> None:
        self._result = result
        self._overview = overview
        self._paper = paper
        self._apparatus = Apparatus(overview.names, paper)
        self._box = _box(paper.glyphs.rule, paper.glyphs.column)

    def write(self) -> None:
        """Write every statement, in the result's order."""
        for number, statement in enumerate(self._result.statements, 1):
            self._write_row(number, statement)

    def _write_row(self, number: int, statement: Statement) -> None:
        paper, variants = self._paper, self._overview.variants(statement)
        flag = self._flag(variants)
        room = paper.look.width - 12 - (len(flag) + 4 if flag else 0)
        paper.rule(f"{number}  {clipped(statement.label, max(10, room))}", flag)
        cells = self._cells(statement)
        paper.line(self._columns(cells) if self._beside(cells) else self._stacked(cells))
        self._apparatus.write(variants)
        paper.line(Text(self._foot(statement), "italic" if paper.look.color else ""))
        if paper.look.explain:
            for link in self._overview.links[statement.id]:
                paper.line(waterfall(link, self._overview.files, paper))
        paper.line()

    def _flag(self, variants: Iterable[Variant]) -> str:
        """What tells from afar that facts differ in a row, or that only one side has them."""
        found = [variant.is_detail for variant in variants if variant.weight is Weight.FACT]
        facts, details, glyphs = found.count(False), found.count(True), self._paper.glyphs
        told = (
            f"{glyphs.fact} {counted(facts, 'fact')}" if facts else "",
            f"{glyphs.missing} {counted(details, 'detail')}" if details else "",
        )
        return "  ".join(each for each in told if each)

    def _cells(self, statement: Statement) -> list[tuple[Text, Text]]:
        marked, notes = self._overview.marked(statement), self._overview.notes(statement)
        return [
            (self._head(statement, column), self._body(statement, column, marked, notes))
            for column in self._overview.row_columns(statement)
        ]

    def _head(self, statement: Statement, column: Column) -> Text:
        about = self._overview.documents[column.id]
        relation = self._overview.relation_in(statement, column)
        head = Text(f"{self._paper.glyphs.of(relation or Relation.PARTIAL)} ")
        if about.outlet:
            head.append(plain_words.outlet(about), "bold").append("  ")
        head.append(", ".join(where for _, where in self._where(statement, column)))
        is_base = any(id_ in self._overview.base for id_ in column.documents)
        return head.append("  base", "dim") if is_base else head

    def _where(self, statement: Statement, column: Column) -> Iterator[tuple[DocumentId, str]]:
        """The documents of the column that have words in the row, each with file and lines."""
        for id_ in column.documents:
            if cell := statement.cell(id_):
                lines = dict.fromkeys(str(place.line) for place in cell)
                yield id_, f"{self._overview.files[id_]}:{listed(lines)}"

    def _body(
        self,
        statement: Statement,
        column: Column,
        marked: dict[Place, Marks],
        notes: Mapping[DocumentId, Sequence[Note]],
    ) -> Text:
        lines: list[Text] = []
        seen: set[str] = set()
        parts = [*self._where(statement, column)]
        for id_, where in parts:
            article = self._overview.articles[id_]
            if len(parts) > 1:
                lines.append(Text(where, "dim"))
            for place in statement.cell(id_):
                words = article.text_of(place.span)
                if words in seen:
                    # Printed twice by one outlet; nobody wants to read it twice in one cell.
                    lines.append(Text(f"(line {place.line}: the same words again)", "dim"))
                    continue
                seen.add(words)
                pieces = excerpt(article, place, marked.get(place), notes.get(id_, ()))
                lines.append(self._paper.text(pieces))
        return Text("\n").join(lines)

    def _beside(self, cells: list[tuple[Text, Text]]) -> bool:
        look = self._paper.look
        if look.display is not Display.AUTO:
            return look.display is Display.COLUMNS
        if len(cells) > MOST_COLUMNS or look.width < len(cells) * (COLUMN_WIDTH + 3) - 3:
            return False
        lengths = sorted(len(body) for _, body in cells)
        tall = lengths[-1] * len(cells) > TALL * look.width
        # One long cell beside short ones is a page with a thin column of text on it.
        return not (tall and len(cells) > 2 and lengths[-1] > UNEVEN * lengths[-2])

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
        return row_foot(statement, self._overview)


def _box(rule: str, column: str) -> Box:
    """Columns parted by a line, heads underlined, no frame."""
    cells, head = f"  {column} \n", f" {rule}{'┼' if rule == '─' else '+'} \n"
    ascii_only = rule != "─"
    return Box(cells + cells + head + cells + head + head + cells + cells, ascii=ascii_only)
