"""A Word document being written: headings, tables, cells and marks, from top to bottom.

Part of `docx`: what is written is decided there. Imports python-docx, an extra. Nothing of
the time or the machine gets into the file.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_UNDERLINE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from compare.reports.excerpts import Piece, Tone

if TYPE_CHECKING:
    from docx.text.run import Run

#: The beginning of time in zip files; a file has the same bytes whenever it is written.
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)

#: A4 lying down.
WIDTH, HEIGHT, MARGIN = Mm(297), Mm(210), Mm(15)

#: Dark enough to be read on white paper (contrast 5.7:1), light enough to stand back.
GREY = RGBColor(0x66, 0x66, 0x66)

#: The styles of marked words, by name, so that a desk can change all of a kind at once.
_UNDERLINES = {
    "Fact": WD_UNDERLINE.DOUBLE,
    "Only Here": WD_UNDERLINE.DASH,
    "Moved": WD_UNDERLINE.DOTTED,
    "Shared": WD_UNDERLINE.SINGLE,
    "Around": WD_UNDERLINE.NONE,
}
_STYLES = {
    Tone.FACT: "Fact",
    Tone.ONLY_HERE: "OnlyHere",
    Tone.FORM: "OnlyHere",
    Tone.MOVED: "Moved",
    Tone.SHARED: "Shared",
    Tone.CONTEXT: "Around",
    Tone.NOTE: "Around",
}


class Page:
    """The document; every method adds something at its end."""

    def __init__(self) -> None:
        self._document = docx.Document()
        self._marks = _Bookmarks()
        self._languages: dict[str, str] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        section = self._document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = WIDTH, HEIGHT
        section.left_margin = section.right_margin = MARGIN
        section.top_margin = section.bottom_margin = MARGIN
        normal = self._document.styles["Normal"]
        normal.font.size = Pt(9)
        normal.paragraph_format.space_after = Pt(3)
        self._name_styles()
        core = self._document.core_properties
        core.title, core.author, core.last_modified_by, core.comments = "Synopsis", "", "", ""
        core.created = core.modified = EPOCH
        core.revision = 1

    def _name_styles(self) -> None:
        styles = self._document.styles
        for name, line in _UNDERLINES.items():
            style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
            style.font.underline = line
            style.font.bold = name == "Fact" or None
        styles["Around"].font.color.rgb = GREY
        place = styles.add_style("Place", WD_STYLE_TYPE.PARAGRAPH)
        place.base_style = styles["Normal"]
        place.paragraph_format.keep_with_next = True
        place.font.italic, place.font.size, place.font.color.rgb = True, Pt(7.5), GREY

    def title(self, text: str) -> None:
        """The title of the whole."""
        self._document.add_heading(text, 0)

    def heading(self, text: str) -> None:
        """The name of a part."""
        self._document.add_heading(text, 1)

    def subheading(self, text: str) -> None:
        """The name of a part of a part."""
        self._document.add_heading(text, 2)

    def jump(self, text: str, *, here: str, to: str) -> None:
        """A heading that leads to the bookmark *to* and is itself called *here*."""
        paragraph = self._document.add_paragraph()
        _set_style(paragraph, "Heading3")
        _jump(paragraph, text, self._marks, here=here, to=to)

    def paragraph(self, text: str) -> None:
        """A paragraph of plain text."""
        self._document.add_paragraph(text)

    def item(self, text: str, name: str = "") -> None:
        """A point of a list, with a *name* in bold before it."""
        paragraph = self._document.add_paragraph()
        _set_style(paragraph, "ListBullet")
        if name:
            paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(text)

    def table(
        self, head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]
    ) -> None:
        """A table of plain text; *widths* in millimetres."""
        table = self.open_table(head, widths)
        for row in rows:
            for cell, text in zip(table.row(), row, strict=True):
                cell.line(text)
        self._document.add_paragraph()

    def open_table(self, head: Sequence[str], widths: Sequence[float]) -> "Rows":
        """A table to be filled row by row; its head stands on every page."""
        table = self._document.add_table(1, len(head), style="Table Grid")
        table.autofit = False
        for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
            column.width = cell.width = Mm(width)
        rows = Rows(table, self)
        for cell, text in zip(rows.cells(0), head, strict=True):
            cell.line(text, bold=True)
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - python-docx has no name for it
        return rows

    def of_language(self, code: str) -> str:
        """The id of the style of words in a language: Word spells them by it."""
        if code not in self._languages:
            style = self._document.styles.add_style(
                f"Cell {len(self._languages) + 1}", WD_STYLE_TYPE.PARAGRAPH
            )
            style.base_style = self._document.styles["Normal"]
            if code.isascii() and code.replace("-", "").isalnum():
                language = OxmlElement("w:lang")
                language.set(qn("w:val"), code)
                style.element.get_or_add_rPr().append(language)
            self._languages[code] = style.style_id
        return self._languages[code]

    @property
    def bookmarks(self) -> "_Bookmarks":
        """The numbers of the bookmarks set so far."""
        return self._marks

    def save(self, out: BinaryIO) -> None:
        """Write the file; the same calls give the same bytes."""
        made = io.BytesIO()
        self._document.save(made)
        with zipfile.ZipFile(made) as parts, zipfile.ZipFile(out, "w") as settled:
            for name in sorted(parts.namelist(), key=lambda name: (name[0] != "[", name)):
                info = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
                info.create_system = 0  # or the file would tell Windows from the rest
                info.compress_type = zipfile.ZIP_DEFLATED
                settled.writestr(info, parts.read(name))


class Rows:
    """A table that grows row by row."""

    def __init__(self, table: Table, page: Page) -> None:
        self._table = table
        self._page = page

    def cells(self, number: int) -> list["Cell"]:
        """The cells of a row that is there."""
        return [Cell(cell, self._page) for cell in self._table.rows[number].cells]

    def row(self) -> list["Cell"]:
        """The cells of another row."""
        row = self._table.add_row()  # type: ignore[no-untyped-call]
        return [Cell(cell, self._page) for cell in row.cells]


class Cell:
    """A cell of a table; every method adds a paragraph to it."""

    def __init__(self, cell: _Cell, page: Page) -> None:
        self._cell = cell
        self._page = page
        self._is_empty = True

    def _paragraph(self) -> Paragraph:
        # A cell is born with one paragraph and is not valid without.
        paragraph: Paragraph = (
            self._cell.paragraphs[0] if self._is_empty else self._cell.add_paragraph()
        )
        self._is_empty = False
        return paragraph

    def line(self, text: str, *, bold: bool = False) -> None:
        """Plain text."""
        self._paragraph().add_run(text).bold = bold or None

    def note(self, text: str) -> None:
        """What is said about the words, smaller than they are."""
        paragraph = self._paragraph()
        _set_style(paragraph, "Place")
        paragraph.add_run(text)

    def jump(self, text: str, *, here: str, to: str) -> None:
        """Text that leads to the bookmark *to* and is itself called *here*."""
        _jump(self._paragraph(), text, self._page.bookmarks, here=here, to=to)

    def pieces(self, pieces: Iterable[Piece], language: str) -> None:
        """The words of a text with their marks."""
        paragraph = self._paragraph()
        _set_style(paragraph, self._page.of_language(language))
        for piece in pieces:
            _add_piece(paragraph, piece)


def _set_style(paragraph: Paragraph, style_id: str) -> None:
    # The way around python-docx, which searches all styles for each paragraph: twice as fast.
    paragraph._p.get_or_add_pPr().style = style_id  # noqa: SLF001


def _add_piece(paragraph: Paragraph, piece: Piece) -> None:
    run = paragraph.add_run(piece.text or "‸")
    if piece.tone in _STYLES and piece.text:
        run._r.style = _STYLES[piece.tone]  # noqa: SLF001 - as in _set_style
    if piece.numbers:
        paragraph.add_run(",".join(map(str, piece.numbers))).font.superscript = True


class _Bookmarks:
    """Numbers for bookmarks: Word wants each to have its own."""

    def __init__(self) -> None:
        self._count = 0

    def next(self) -> str:
        """A number that no other has."""
        self._count += 1
        return str(self._count)


def _jump(paragraph: Paragraph, text: str, bookmarks: _Bookmarks, *, here: str, to: str) -> None:
    """*text* as a link inside the document, and as a place that others lead to."""
    run: Run = paragraph.add_run(text)
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    number = bookmarks.next()
    for mark in (start, end):
        mark.set(qn("w:id"), number)
    start.set(qn("w:name"), here)
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), to)
    element = run._r  # noqa: SLF001 - python-docx makes no links of its own
    element.addprevious(start)
    element.addnext(end)
    element.addprevious(link)
    link.append(element)
