"""The synopsis as a Word document that a desk can edit: landscape, one row a statement.

A table with a column per outlet, what differs marked by underlines and numbers, never by
colour alone; below it the differences in words, quotations, what only one has, and the
sources with their sha256. The same result gives the same bytes. Needs the extra [docx].

Text goes out as everywhere where people read: sanitized. What stands in a cell, and how
it is marked, is decided in `excerpts` and `variants`; how it looks is for `docx_page`, and what
follows the table for `docx_below`.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from compare.errors import MissingExtraError
from compare.model import Article, Result, Statement, Weight
from compare.reports import plain_words
from compare.reports.look import Display, Look
from compare.reports.overview import Column, Overview, first_line, kinds_lines
from compare.reports.plain_words import percent
from compare.reports.safe import clipped
from compare.reports.variants import shown

if TYPE_CHECKING:
    from compare.reports.docx_below import Below
    from compare.reports.docx_page import Cell, Page
    from compare.reports.docx_words import Words

_HEAD = (
    *("Outlet", "Published", "Title", "File", "Rows"),
    *("Verbatim", "Rewrite", "Partial", "New"),
)
_WIDTHS = (33, 24, 58, 55, 18, 22, 20, 19, 18)

#: Outlets beside one another on a landscape page; more stand below one another.
MOST_COLUMNS = 6

#: Widths in millimetres: all there is between the margins, and a column of numbers.
PAGE_WIDTH, NUMBER_WIDTH = 267, 12

LEGEND = (
    "Double underline and bold: the facts differ. Dashed underline: words only here. Dotted "
    "underline: the same words in another place. Single underline, in texts that share "
    "little: the words that are shared. ‸: words are missing. Grey: around the linked words. "
    "The number of a row leads to its differences; small numbers name them."
)


def write(result: Result, out: BinaryIO, *, look: Look = Look()) -> None:  # noqa: B008 - frozen
    """Write the synopsis of *result* as a docx file.

    MissingExtraError without python-docx. Cost: grows with the marks and differences, about
    4 s for 1,000 rows of three outlets.
    """
    try:
        from compare.reports.docx_page import Page
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("docx", "lxml"):
            raise
        raise MissingExtraError("a Word document", "docx") from None
    _Report(result, Overview(result, base=look.base), look, Page()).write(out)


class _Report:
    """Puts one result on one page after another."""

    def __init__(self, result: Result, overview: Overview, look: Look, page: "Page") -> None:
        self._result = result
        self._overview = overview
        self._look = look
        self._page = page

    def write(self, out: BinaryIO) -> None:
        page = self._page
        page.title("Synopsis")
        page.paragraph(self._overview.closing())
        page.table(_HEAD, map(self._document, self._result.articles), _WIDTHS)
        for line in self._figures():
            page.paragraph(line)
        below = self._below()
        if not self._look.statistics:
            self._synopsis()
            below.findings()
        below.sources()
        page.save(out)

    def _below(self) -> "Below":
        from compare.reports.docx_below import Below

        return Below(self._result, self._overview, self._look, self._page)

    def _document(self, article: Article) -> tuple[str, ...]:
        about, overview = article.document, self._overview
        covered = overview.coverage[about.id]
        parts = (covered.verbatim, covered.rewrite, covered.partial, covered.new)
        return (
            plain_words.outlet(about),
            clipped(about.published, 20),
            clipped(about.title, plain_words.NAME_CHARACTERS),
            plain_words.path(about),
            f"{overview.reported(about.id)} of {len(self._result.statements)}",
            *(percent(covered.share(part)) if overview.is_whole else "" for part in parts),
        )

    def _figures(self) -> Iterator[str]:
        yield from (f"{name}: {told}" for name, told in kinds_lines(self._overview))
        if said := first_line(self._overview):
            yield f"First: {said}"

    # ------------------------------------------------------------ the table

    def _synopsis(self) -> None:
        page = self._page
        page.heading("Statements side by side")
        if not self._result.statements:
            page.paragraph("No statement was found in two documents or more.")
            return
        page.paragraph(LEGEND)
        columns = self._overview.filled_columns
        if empty := [c.name for c in self._overview.columns if c not in columns]:
            page.paragraph(f"No column, because no row is in it: {', '.join(empty)}.")
        display = self._look.display
        many = display is Display.AUTO and len(columns) > MOST_COLUMNS
        if many or display is Display.STACKED:
            self._stacked()
        else:
            self._beside(columns)

    def _beside(self, columns: Sequence[Column]) -> None:
        width = (PAGE_WIDTH - NUMBER_WIDTH) / len(columns)
        heads = ("", *map(self._head, columns))
        table = self._page.open_table(heads, (NUMBER_WIDTH, *[width] * len(columns)))
        for number, statement in enumerate(self._result.statements, 1):
            cells = table.row()
            self._number(cells[0], number, statement)
            words = self._words(statement)
            for cell, column in zip(cells[1:], columns, strict=True):
                words.fill(cell, column)

    def _stacked(self) -> None:
        """A row a cell, because so many outlets beside one another cannot be read."""
        widths = (NUMBER_WIDTH, 45, PAGE_WIDTH - NUMBER_WIDTH - 45)
        table = self._page.open_table(("", "Outlet", "Words"), widths)
        for number, statement in enumerate(self._result.statements, 1):
            words = self._words(statement)
            for position, column in enumerate(self._overview.row_columns(statement)):
                cells = table.row()
                if not position:
                    self._number(cells[0], number, statement)
                cells[1].line(self._head(column), bold=True)
                words.fill(cells[2], column)
            if statement.missing:
                words.absent(table.row()[2])

    def _head(self, column: Column) -> str:
        is_base = not self._overview.base.isdisjoint(column.documents)
        return f"{column.name}{' (base)' if is_base else ''}"

    def _number(self, cell: "Cell", number: int, statement: Statement) -> None:
        variants = self._overview.variants(statement)
        facts = sum(variant.weight is Weight.FACT for variant in variants)
        cell.jump(str(number), here=f"row{number}", to=f"differences{number}")
        if facts:
            cell.line(f"≠ {facts}", bold=True)

    def _words(self, statement: Statement) -> "Words":
        from compare.reports.docx_words import Words

        seen = shown(self._overview.variants(statement), verbose=self._look.verbose)
        return Words(self._overview, statement, seen)
