"""The pairs for a terminal: part of `pairs`, apart so that only people pay for rich."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from rich.box import Box
from rich.table import Table as RichTable
from rich.text import Text

from compare.reports.look import Look
from compare.reports.paper import Paper
from compare.reports.plain_words import counted

if TYPE_CHECKING:
    from compare.reports.pairs import Table


def write(table: "Table", out: TextIO, look: Look) -> None:
    """Write the matrix, the ranked pairs and a closing line."""
    from compare.reports.pairs import HEAD

    paper = Paper(out, look)
    write_matrix(table, paper)
    paper.line()
    paper.line(_laid_out(HEAD, table.lines(), names={0, 2}, paper=paper))
    paper.line()
    paper.line(Text(table.closing(), "bold"))


def write_matrix(table: "Table", paper: Paper) -> None:
    """Write the matrix of both directions, or that there are too many documents for one."""
    from compare.reports.pairs import CAPTION

    if matrix := table.matrix():
        paper.line(Text(CAPTION))
        paper.line(_laid_out(matrix[0], matrix[1:], names={1}, paper=paper))
    else:
        paper.line(Text(f"No matrix: {counted(len(table.documents), 'document')} are too many."))


def _laid_out(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, names: set[int], paper: Paper
) -> RichTable:
    """A table with *names* to the left and figures to the right."""
    rule = paper.glyphs.rule
    blank, line = "    \n", f" {rule * 2} \n"
    box = Box(blank * 2 + line + blank * 5, ascii=True)
    table = RichTable(box=box, show_edge=False, pad_edge=False)
    for number, title in enumerate(head):
        name = number in names
        table.add_column(
            Text(title), justify="left" if name else "right", no_wrap=not name, overflow="fold"
        )
    for row in rows:
        table.add_row(*map(Text, row))
    return table
