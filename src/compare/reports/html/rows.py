"""The nouns of the page's rows: a row, its cells, and runs of rows that are put together.

How they are built is for `statements`.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from compare.frozen import dataclass
from compare.model import DocumentId, Relation
from compare.reports.excerpts import Piece
from compare.reports.html.outlets import Outlet
from compare.reports.reasons import Reason
from compare.reports.variants import Variant

#: Identical rows in a run from this length are put together under one line.
RUN = 2


class Kind(StrEnum):
    """What of a row differs, the weightiest of it."""

    FACT = "fact"
    WORDING = "wording"
    SHARED = "shared"
    IDENTICAL = "identical"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one place in *outlet*; *anchor* is its passage in the full text.

    *where* is the line, with the file where a cell has words of several. *again* stands
    where the same words were shown already: the line, and no pieces.
    """

    outlet: Outlet
    anchor: str
    where: str
    pieces: tuple[Piece, ...]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column has of a statement; without words it has nothing.

    *perhaps* is the anchor of a place, and where it is, that might report it after all.
    """

    outlet: Outlet
    relation: str
    words: tuple[Words, ...] = ()
    perhaps: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a link of the row is believed; *rest* is what the reasons not named add up to."""

    between: str
    certainty: str
    reasons: tuple[Reason, ...]
    rest: str
    total: str


@dataclass(frozen=True, slots=True)
class Row:
    """One statement; *classes* are for the filters, *relations* (by column) for the strip."""

    number: int
    label: str
    kind: Kind
    classes: str
    cells: tuple[Cell, ...]
    facts: tuple[Variant, ...]
    flag: str
    others: tuple[Variant, ...]
    rest: tuple[Variant, ...]
    summary: str
    foot: str
    why: tuple[Why, ...]
    salad: tuple[str, ...]
    is_based: bool
    relations: Mapping[DocumentId, Relation]
    fact_columns: frozenset[DocumentId]


@dataclass(frozen=True, slots=True)
class Run:
    """Rows in a row; with a *title* they are identical and collapsed under it."""

    rows: tuple[Row, ...]
    title: str = ""

    @property
    def classes(self) -> str:
        """The texts of its rows, for the filters."""
        found = {name for row in self.rows for name in row.classes.split() if name[0] == "w"}
        return " ".join(sorted(found))


def runs(rows: Sequence[Row]) -> tuple[Run, ...]:
    """The rows as they come, with runs of identical ones put together."""
    found: list[Run] = []
    waiting: list[Row] = []
    for row in rows:
        if row.kind is Kind.IDENTICAL:
            waiting.append(row)
            continue
        found += _run(waiting)
        waiting = []
        found.append(Run((row,)))
    return (*found, *_run(waiting))


def _run(rows: Sequence[Row]) -> list[Run]:
    if len(rows) < RUN:
        return [Run((row,)) for row in rows]
    title = f"{len(rows)} identical statements, {rows[0].number} to {rows[-1].number}"
    return [Run(tuple(rows), title)]
