"""The links as a table for data frames: one row a link, best first, every column of one type.

Texts are exactly as printed. What a column means is in `COLUMNS`, and in docs/export.md.
"""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from compare.errors import MissingExtraError
from compare.frozen import dataclass
from compare.model import Article, DocumentId, Link, Place, Result, Weight
from compare.selection import Inside

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


@dataclass(frozen=True, slots=True)
class _Row:
    """A link with what is known of its documents and of the statement it is in."""

    link: Link
    statement: str
    articles: dict[DocumentId, Article]

    def kinds(self) -> str:
        """The kinds of difference with their counts, most first: `number, omission 3`."""
        counts = Counter(difference.kind for difference in self.link.differences)
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return ", ".join(f"{kind} {n}" if n > 1 else kind for kind, n in ranked)

    def weighing(self, weight: Weight) -> int:
        """How many differences have that weight."""
        return sum(difference.weight is weight for difference in self.link.differences)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the type of all its values, and what it holds."""

    name: str
    type: type
    about: str
    value: Callable[[_Row], Any]


def _of_side(side: str) -> tuple[Column, ...]:
    def place(row: _Row) -> Place:
        return row.link.a if side == "a" else row.link.b

    def article(row: _Row) -> Article:
        return row.articles[place(row).document]

    return (
        Column(f"{side}_outlet", str, "the outlet, or empty", lambda r: article(r).document.outlet),
        Column(f"{side}_path", str, "the file or address", lambda r: article(r).document.path),
        Column(
            f"{side}_published",
            str,
            "the date of publication, or empty",
            lambda r: article(r).document.published,
        ),
        Column(
            f"{side}_line",
            int,
            "the line in the file where the passage begins, from 1",
            lambda r: place(r).line,
        ),
        Column(
            f"{side}_start",
            int,
            "where the words begin, in code points of the decoded text",
            lambda r: place(r).span.start,
        ),
        Column(f"{side}_end", int, "where they end", lambda r: place(r).span.end),
        Column(f"{side}_text", str, "the words", lambda r: article(r).text_of(place(r).span)),
    )


COLUMNS: tuple[Column, ...] = (
    Column("statement", str, "the row of the synopsis it is in, or empty", lambda r: r.statement),
    Column("probability", float, "that both report the same, 0 to 1", lambda r: r.link.probability),
    Column("relation", str, "verbatim, rewrite or partial", lambda r: r.link.relation.value),
    *_of_side("a"),
    *_of_side("b"),
    Column("facts", int, "differences that touch a fact", lambda r: r.weighing(Weight.FACT)),
    Column("wordings", int, "differences of wording", lambda r: r.weighing(Weight.WORDING)),
    Column("forms", int, "differences of form only", lambda r: r.weighing(Weight.FORM)),
    Column("kinds", str, "the kinds of difference with their counts", _Row.kinds),
    Column(
        "differences",
        str,
        "each difference in words",
        lambda r: "; ".join(
            ": ".join(filter(None, (d.kind, d.message))) for d in r.link.differences
        ),
    ),
    Column(
        "evidence",
        str,
        "the weights that add up to the log-odds of the probability",
        lambda r: "; ".join(f"{e.name} {e.weight:+.2f}" for e in r.link.evidence),
    ),
)


def table(result: Result) -> dict[str, list[Any]]:
    """The values of each column, one a link, best first; empty lists when there is none."""
    rows = _rows(result)
    return {column.name: [column.value(row) for row in rows] for column in COLUMNS}


def _rows(result: Result) -> list[_Row]:
    inside = Inside(result)
    # By identity, as two links may be equal; the first row of the synopsis counts.
    home: dict[int, str] = {}
    for statement in result.statements:
        for link in inside.links(statement):
            home.setdefault(id(link), statement.id)
    articles = {article.document.id: article for article in result.articles}
    return [_Row(link, home.get(id(link), ""), articles) for link in result.links]


def to_pandas(result: Result) -> "pd.DataFrame":
    """The links as a pandas frame; MissingExtraError without pandas."""
    try:
        import pandas as pd
    except ModuleNotFoundError:
        raise MissingExtraError("to_pandas", "pandas") from None
    return pd.DataFrame(table(result)).astype({each.name: each.type for each in COLUMNS})


def to_polars(result: Result) -> "pl.DataFrame":
    """The links as a polars frame; MissingExtraError without polars."""
    try:
        import polars as pl
    except ModuleNotFoundError:
        raise MissingExtraError("to_polars", "polars") from None
    return pl.DataFrame(table(result), schema={each.name: each.type for each in COLUMNS})
