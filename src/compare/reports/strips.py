"""The overview bar of the terminal synopsis: a mark for each statement in each document.

Part of `terminal`. The marks stand in the order of the rows.
"""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.padding import Padding
from rich.text import Text

from compare.model import Article, Relation, Statement
from compare.reports.overview import Column, Overview, column_figures
from compare.reports.paper import Paper
from compare.reports.safe import clipped

#: Lines a document's strip may take before each mark stands for several rows.
STRIP_LINES = 3

#: The longest name that stands before a strip.
LONGEST_NAME = 24


class Strips:
    """Writes the strips of one result."""

    def __init__(self, overview: Overview, paper: Paper) -> None:
        self._overview = overview
        self._paper = paper

    def write(self, articles: Sequence[Article]) -> None:
        """Write the legend and a strip for each column that *articles* stand in."""
        paper = self._paper
        paper.line(self._legend())
        paper.line(paper.legend())
        columns = dict.fromkeys(self._overview.column_of[each.document.id] for each in articles)
        widest = max(cell_len(column.name) for column in columns)
        width = min(LONGEST_NAME, widest)
        room = max(10, paper.look.width - width - 4)
        # Documents times statements must not fill the screen before the first row.
        step = -(-len(self._overview.result.statements) // (room * STRIP_LINES))
        if step > 1:
            paper.line(Text(f"One mark stands for {step} statements, the nearest of them.", "dim"))
        for column in columns:
            for line in self._strip(column, width, room, step):
                paper.line(line)

    def _legend(self) -> Text:
        glyphs = self._paper.glyphs
        signs = "   ".join(f"{glyphs.of(relation)} {relation}" for relation in Relation)
        return Text.assemble(("Rows ", "bold"), f"   {signs}   {glyphs.absent} absent")

    def _strip(self, column: Column, width: int, room: int, step: int) -> Iterator[Text | Padding]:
        """The marks, and the figures behind them or, when there is no room, below."""
        marks = self._marks(column, step)
        name = clipped(column.name, width)
        lines = [marks[at : at + room] for at in range(0, len(marks), room)]
        figures = Text(column_figures(column, self._overview), "dim")
        for number, line in enumerate(lines):
            strip = Text(f"  {set_cell_size('' if number else name, width)}  ").append(line, "bold")
            if len(lines) == 1 and len(line) + 3 + len(figures) <= room:
                yield strip.append("   ").append(figures)
                return
            yield strip
        yield Padding(figures, (0, 0, 0, width + 4))

    def _marks(self, column: Column, step: int) -> str:
        statements = self._overview.result.statements
        return "".join(
            self._mark(column, statements[at : at + step]) for at in range(0, len(statements), step)
        )

    def _mark(self, column: Column, rows: Sequence[Statement]) -> str:
        found = [relation for row in rows if (relation := self._overview.relation_in(row, column))]
        glyphs = self._paper.glyphs
        return glyphs.of(self._overview.nearest(found)) if found else glyphs.absent
