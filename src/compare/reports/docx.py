"""The synopsis as a Word document that a desk can edit: landscape, one row a statement.

A table with a column per outlet, what differs marked by underlines and numbers, never by
colour alone; below it the differences in words, quotations, what only one has, and the
sources with their sha256. The same result gives the same bytes. Needs the extra [docx].

Text goes out as everywhere where people read: sanitized. What stands in a cell, and how
it is marked, is decided in `excerpts` and `variants`; how it looks is for `docx_page`.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from compare.errors import MissingExtraError
from compare.model import Article, DocumentId, Result, Statement, Weight
from compare.reports import plain_words, quotes
from compare.reports.look import Display, Look
from compare.reports.overview import Overview, first_line, kinds_lines, row_foot, word_count
from compare.reports.plain_words import counted, percent
from compare.reports.safe import clipped, listed
from compare.reports.variants import Variant, left_out, reading_in_words, shown

if TYPE_CHECKING:
    from compare.reports.docx_page import Cell, Page
    from compare.reports.docx_words import Words

_HEAD = (
    *("Outlet", "Published", "Title", "File", "Rows"),
    *("Verbatim", "Rewrite", "Partial", "New"),
)
_WIDTHS = (35, 22, 60, 58, 18, 19, 19, 18, 18)

#: Outlets beside one another on a landscape page; more stand below one another.
MOST_COLUMNS = 6

#: Passages, rows and quotations listed before the others are counted; `-v` lists all.
LISTED = 20

#: Characters shown of a passage that is listed, and of a row's name.
PASSAGE_CHARACTERS, LABEL_CHARACTERS = 400, 120

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

    MissingExtraError without python-docx. Cost: grows with the words in cells, about 1 s
    for 1,000 rows of three outlets.
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
        if not self._look.statistics:
            self._synopsis()
            self._differences()
            self._quotations()
            self._lists()
        self._skipped()
        self._sources()
        page.save(out)

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
        columns, empty = self._columns()
        if empty:
            page.paragraph(f"No column, because no row is in it: {', '.join(empty)}.")
        display = self._look.display
        many = display is Display.AUTO and len(columns) > MOST_COLUMNS
        if many or display is Display.STACKED:
            self._stacked()
        else:
            self._beside(columns)

    def _columns(self) -> tuple[tuple[DocumentId, ...], tuple[str, ...]]:
        """The documents that have rows, the base first, and the names of those without."""
        overview = self._overview
        having = {p.document for row in self._result.statements for p in row.members}
        empty = tuple(name for id_, name in overview.names.items() if id_ not in having)
        columns = (id_ for id_ in overview.documents if id_ in having)
        return tuple(sorted(columns, key=lambda id_: id_ not in overview.base)), empty

    def _beside(self, columns: Sequence[DocumentId]) -> None:
        width = (PAGE_WIDTH - NUMBER_WIDTH) / len(columns)
        heads = ("", *map(self._head, columns))
        table = self._page.open_table(heads, (NUMBER_WIDTH, *[width] * len(columns)))
        for number, statement in enumerate(self._result.statements, 1):
            cells = table.row()
            self._number(cells[0], number, statement)
            words = self._words(statement)
            for cell, id_ in zip(cells[1:], columns, strict=True):
                words.fill(cell, id_)

    def _stacked(self) -> None:
        """A row a cell, because so many outlets beside one another cannot be read."""
        widths = (NUMBER_WIDTH, 45, PAGE_WIDTH - NUMBER_WIDTH - 45)
        table = self._page.open_table(("", "Outlet", "Words"), widths)
        for number, statement in enumerate(self._result.statements, 1):
            words = self._words(statement)
            for position, id_ in enumerate(self._overview.cells(statement)):
                cells = table.row()
                if not position:
                    self._number(cells[0], number, statement)
                cells[1].line(self._head(id_), bold=True)
                words.fill(cells[2], id_)
            if statement.missing:
                words.absent(table.row()[2])

    def _head(self, id_: DocumentId) -> str:
        base = " (base)" if id_ in self._overview.base else ""
        return f"{self._overview.names[id_]}{base}"

    def _number(self, cell: "Cell", number: int, statement: Statement) -> None:
        variants = self._overview.variants(statement)
        facts = sum(variant.weight is Weight.FACT for variant in variants)
        cell.jump(str(number), here=f"row{number}", to=f"differences{number}")
        if facts:
            cell.line(f"≠ {facts}", bold=True)

    def _words(self, statement: Statement) -> "Words":
        from compare.reports.docx_words import Words

        return Words(self._overview, statement, self._shown(statement))

    def _shown(self, statement: Statement) -> tuple[Variant, ...]:
        return shown(self._overview.variants(statement), verbose=self._look.verbose)

    # ------------------------------------------------------------ what stands below it

    def _differences(self) -> None:
        if not self._result.statements:
            return
        page, overview = self._page, self._overview
        page.heading("Differences")
        for number, statement in enumerate(self._result.statements, 1):
            label = clipped(statement.label, LABEL_CHARACTERS)
            page.jump(f"{number}. {label}", here=f"differences{number}", to=f"row{number}")
            variants, seen = overview.variants(statement), self._shown(statement)
            for variant in seen:
                page.item(*self._variant(variant))
            if rest := left_out(variants, seen):
                page.item(rest)
            page.item(f"{row_foot(statement, overview)}.")

    def _variant(self, variant: Variant) -> tuple[str, str]:
        kind = f"{variant.number}  {variant.kind.replace('-', ' ')}"
        kind += " (fact)" if variant.weight is Weight.FACT else ""
        names = self._overview.names
        readings = " · ".join(reading_in_words(r, names) for r in variant.readings)
        return f"{readings}{f' ({variant.note})' if variant.note else ''}", kind

    def _quotations(self) -> None:
        every = self._result.quotations
        if not every:
            return
        wanted = every if self._look.verbose else quotes.striking(every)
        told = quotes.Told(self._overview)
        rows = [quotes.row(told.line(each)) for each in wanted[: self._most(wanted)]]
        self._page.heading("Quotations")
        if rows:
            self._page.table(quotes.HEAD, rows, (35, 40, 70, 25, 62, 35))
        self._more(wanted)
        self._page.paragraph(f"{quotes.counts(every)}.")

    def _lists(self) -> None:
        """For each document what only it has, and what others have and it has not."""
        if len(self._result.articles) < 2:
            return
        self._page.heading("Only here, missing here")
        if not self._overview.is_whole:
            self._page.paragraph("Not told, because rows were selected.")
            return
        for article in self._result.articles:
            self._only_here(article)

    def _only_here(self, article: Article) -> None:
        page, about = self._page, article.document
        passages = self._overview.only_here(about.id)
        missing = self._overview.missing_here(about.id)
        words = sum(word_count(about.text, passage.span) for passage in passages)
        page.subheading(self._overview.names[about.id])
        page.paragraph(
            f"Only here: {counted(len(passages), 'passage')}, {counted(words, 'word')}. Missing "
            f"here: {len(missing)} of {counted(len(self._result.statements), 'row')}."
        )
        for passage in passages[: self._most(passages)]:
            text = clipped(passage.span.of(about.text), PASSAGE_CHARACTERS)
            page.item(text, f"only here, line {passage.line}")
        self._more(passages)
        for number, row in missing[: self._most(missing)]:
            page.item(clipped(row.label, LABEL_CHARACTERS), f"missing here, row {number}")
        self._more(missing)

    def _most(self, items: Sequence[object]) -> int:
        return len(items) if self._look.verbose else LISTED

    def _more(self, items: Sequence[object]) -> None:
        if (rest := len(items) - self._most(items)) > 0:
            self._page.item(f"and {rest:,} more (-v)")

    def _skipped(self) -> None:
        if self._result.skipped:
            self._page.heading("Left out")
        for item in self._result.skipped:
            parts = (clipped(item.path, 160), clipped(item.reason, 400))
            self._page.item(": ".join(part for part in parts if part))

    def _sources(self) -> None:
        self._page.heading("Sources")
        rows = (
            (
                plain_words.path(article.document),
                clipped(article.document.language, 20),
                clipped(article.document.encoding, 20),
                clipped(article.document.sha256, 64),
                listed(clipped(note, 200) for note in article.document.notes),
            )
            for article in self._result.articles
        )
        self._page.table(
            ("File", "Language", "Encoding", "sha256", "Notes"), rows, (52, 22, 22, 121, 50)
        )
