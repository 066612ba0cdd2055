"""A result as a notebook shows it: a small table of HTML that needs nothing and does nothing.

No script, no style sheet, no colour of its own, so that it reads in light and dark. The
first rows and the beginnings of long cells; what is left out is counted. The whole is what
`html` writes.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from compare.model import DocumentId, Place, Result, Statement, Weight
from compare.reports import plain_words
from compare.reports.excerpts import Piece, Tone, excerpt
from compare.reports.overview import Column, Overview
from compare.reports.plain_words import counted
from compare.reports.safe import ELLIPSIS, clipped, listed
from compare.reports.variants import reading_in_words

#: Rows and outlets shown, facts of a row, and characters of a cell: what one looks at
#: between two lines of code. A saved notebook keeps all of it.
ROWS, OUTLETS, FACTS, CHARACTERS = 25, 8, 6, 400

LEGEND = (
    "Double underline: a fact differs. Dashed: words only here. Dotted: the same words in "
    "another place. Single, where texts share little: shared words."
)

_STYLES = {
    Tone.FACT: "text-decoration:underline double;font-weight:bold",
    Tone.ONLY_HERE: "text-decoration:underline dashed",
    Tone.FORM: "text-decoration:underline dashed",
    Tone.MOVED: "text-decoration:underline dotted",
    Tone.SHARED: "text-decoration:underline",
    Tone.CONTEXT: "opacity:.7",
    Tone.NOTE: "opacity:.7",
}

_CELL = "text-align:left;vertical-align:top;padding:.3em .6em;white-space:normal"


def html(result: Result) -> str:
    """The synopsis of *result* as a table; the closing line alone when there is no row."""
    overview = Overview(result)
    shown = overview.filled_columns[:OUTLETS]
    rows = "".join(
        _row(number, row, overview, shown) for number, row in enumerate(result.statements[:ROWS], 1)
    )
    head = "".join(
        f'<th scope="col" style="{_CELL}">{_head(column, overview)}</th>' for column in shown
    )
    table = (
        f'<div style="overflow-x:auto"><table><thead><tr><th style="{_CELL}"></th>{head}</tr>'
        f"</thead><tbody>{rows}</tbody></table></div><p>{LEGEND}</p>"
    )
    said = "".join(f"<p>{escape(line)}</p>" for line in _closing(overview))
    return f"<div>{table if result.statements else ''}{said}</div>"


def text(result: Result) -> str:
    """What *result* holds, in a line; its own words would fill the screen."""
    return f"Result: {Overview(result).closing()}"


def _closing(overview: Overview) -> Iterator[str]:
    rows, outlets = len(overview.result.statements), len(overview.filled_columns)
    if rows > ROWS:
        yield f"and {counted(rows - ROWS, 'more statement')}"
    if outlets > OUTLETS:
        yield f"and {counted(outlets - OUTLETS, 'more column')} with words in these rows"
    yield overview.closing()


def _head(column: Column, overview: Overview) -> str:
    dates = dict.fromkeys(overview.documents[id_].published for id_ in column.documents)
    said = escape(listed(clipped(date, 20) for date in dates if date))
    name = escape(clipped(column.name, plain_words.NAME_CHARACTERS))
    return f"{name}<br>{said}" if said else name


def _row(number: int, statement: Statement, overview: Overview, shown: Sequence[Column]) -> str:
    marked, notes = overview.marked(statement), overview.notes(statement)

    def words(place: Place, file: str) -> str:
        id_ = place.document
        pieces = excerpt(overview.articles[id_], place, marked.get(place), notes.get(id_, ()))
        return f"<small>{escape(file)}{place.line}:</small> {_words(pieces)}"

    def cell(column: Column) -> str:
        many = len(column.documents) > 1
        parts = [
            words(place, f"{overview.files[id_]}:" if many else "")
            for id_ in column.documents
            for place in statement.cell(id_)
        ]
        return "<br>".join(parts) or escape(overview.absence(statement, column))

    cells = "".join(
        f'<td{_language(column.id, overview)} dir="auto" style="{_CELL}">{cell(column)}</td>'
        for column in shown
    )
    number_cell = f'<th scope="row" style="{_CELL}">{number}</th>'
    return f"<tr>{number_cell}{cells}</tr>{_facts(statement, overview, len(shown))}"


def _language(id_: DocumentId, overview: Overview) -> str:
    code = overview.documents[id_].language
    return f' lang="{code}"' if code.isascii() and code.replace("-", "").isalnum() else ""


def _facts(statement: Statement, overview: Overview, width: int) -> str:
    """Which facts differ, in a row of its own below the cells; nothing when none does."""
    facts = [v for v in overview.variants(statement) if v.weight is Weight.FACT]
    if not facts:
        return ""
    lines = [
        f"{variant.number} {escape(variant.kind)}: "
        + escape(" · ".join(reading_in_words(r, overview.names) for r in variant.readings))
        for variant in facts[:FACTS]
    ]
    if len(facts) > FACTS:
        lines.append(f"and {counted(len(facts) - FACTS, 'more fact')}")
    told = "<br>".join(lines)
    return f'<tr><td></td><td colspan="{width}" style="{_CELL}"><small>{told}</small></td></tr>'


def _words(pieces: Iterable[Piece]) -> str:
    """The first words of a cell with their marks, and how much is missing."""
    parts, room, left = [], CHARACTERS, 0
    for piece in pieces:
        words, left = piece.text[:room], left + max(0, len(piece.text) - room)
        room -= len(words)
        if words or (piece.numbers and not piece.text and room):
            parts.append(_piece(piece, words))
    return "".join(parts) + (f"{ELLIPSIS} ({left:,} more characters)" if left else "")


def _piece(piece: Piece, words: str) -> str:
    shown = escape(words) or "‸"
    if style := _STYLES.get(piece.tone):
        shown = f'<span style="{style}">{shown}</span>'
    numbers = ",".join(map(str, piece.numbers))
    return f"{shown}<sup>{numbers}</sup>" if numbers and words == piece.text else shown
