"""The overview strip: a column for each statement, a line for each document.

Blank where a document has not the statement; the nearer its words to another's, the taller
the mark; a double line below where a fact differs, as under the words themselves. Drawn
with a path for each kind of mark, so that thousands of statements stay small.
"""

from collections.abc import Iterable, Iterator, Sequence

from compare.frozen import dataclass
from compare.model import DocumentId, Relation
from compare.reports.html.rows import Kind, Row
from compare.reports.safe import clipped

#: Height of a line, and of each mark in it, in the strip's own units.
LINE = 18
HEIGHTS = {Relation.VERBATIM: 12, Relation.REWRITE: 8, Relation.PARTIAL: 4}
#: Width of a column and what of it is ink, and its largest width on the screen in pixels.
COLUMN, INK, WIDEST = 10, 8, 30
#: Lines in a band; of more documents only those that have a statement in it have a line.
LINES = 24
#: Characters that a column shows of its statement when pointed at; of many, the number only.
TITLE = 60
#: Columns in one band: few statements are large enough to click, many are still all there.
COLUMNS, MOST_COLUMNS, MANY = 60, 200, 240


@dataclass(frozen=True, slots=True)
class Mark:
    """All marks of one kind in a band as one path; *kind* names its look."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Column:
    """What is clicked to go to a statement."""

    row: Row
    x: int
    title: str


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of statements; sizes are in the strip's units, *pixels* the widest on screen."""

    width: int
    height: int
    pixels: int
    marks: tuple[Mark, ...]
    columns: tuple[Column, ...]
    documents: tuple[DocumentId, ...]


def bands(rows: Sequence[Row], documents: Sequence[DocumentId]) -> tuple[Band, ...]:
    """The strip of *rows*, broken into bands; nothing without rows."""
    most = COLUMNS if len(rows) <= MANY else MOST_COLUMNS
    # A last band that is shorter keeps the scale of the others.
    columns = min(len(rows), most)
    parts = (rows[at : at + most] for at in range(0, len(rows), most))
    return tuple(_band(part, documents, columns, is_named=len(rows) <= MANY) for part in parts)


def _band(
    rows: Sequence[Row], documents: Sequence[DocumentId], columns: int, *, is_named: bool
) -> Band:
    if len(documents) > LINES:
        there = {id_ for row in rows for id_ in row.relations}
        documents = [id_ for id_ in documents if id_ in there]
    return Band(
        columns * COLUMN,
        LINE * len(documents),
        columns * WIDEST,
        tuple(mark for mark in _marks(rows, documents) if mark.path),
        tuple(
            Column(row, n * COLUMN, _title(row) if is_named else "") for n, row in enumerate(rows)
        ),
        tuple(documents),
    )


def _title(row: Row) -> str:
    return clipped(f"{row.number} {row.label}", TITLE)


def _marks(rows: Sequence[Row], documents: Sequence[DocumentId]) -> Iterator[Mark]:
    for relation, height in HEIGHTS.items():
        yield Mark(relation.value, "".join(_rectangles(rows, documents, relation, height)))
    yield Mark("fact", "".join(_lines(rows, documents)))


def _rectangles(
    rows: Sequence[Row], documents: Sequence[DocumentId], relation: Relation, height: int
) -> Iterator[str]:
    for x, y, row, id_ in _grid(rows, documents):
        if row.relations.get(id_) is relation:
            yield f"M{x} {y + 13 - height}h{INK}v{height}h-{INK}z"


def _lines(rows: Sequence[Row], documents: Sequence[DocumentId]) -> Iterator[str]:
    for x, y, row, id_ in _grid(rows, documents):
        if row.kind is Kind.FACT and id_ in row.fact_columns:
            yield f"M{x} {y + 14}h{INK}v1h-{INK}zM{x} {y + 16}h{INK}v1h-{INK}z"


def _grid(
    rows: Sequence[Row], documents: Iterable[DocumentId]
) -> Iterator[tuple[int, int, Row, DocumentId]]:
    for line, id_ in enumerate(documents):
        for column, row in enumerate(rows):
            yield column * COLUMN + 1, line * LINE, row, id_
