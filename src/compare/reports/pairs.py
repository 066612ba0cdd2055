"""How much any two documents share: a matrix of both directions, then the pairs ranked.

The figures are the pipeline's; here they are only laid out. Formats are `text`, `json`,
`csv` and `markdown`.
"""

import csv
from collections.abc import Sequence
from typing import Any, TextIO

from compare.errors import UsageError
from compare.model import DocumentId, Overlap, Result
from compare.reports.look import Look, width_of
from compare.reports.overview import Overview
from compare.reports.plain_words import counted, percent
from compare.reports.safe import clipped

FORMATS = ("text", "json", "csv", "markdown")

#: A matrix of more documents fits on no screen; the ranked table has the linked pairs anyhow.
MATRIX_DOCUMENTS = 12


def write(
    result: Result,
    overlaps: Sequence[Overlap],
    out: TextIO,
    *,
    format: str = "text",  # noqa: A002 - the option's name
    width: int = 0,
    color: bool = False,
) -> None:
    """Write *overlaps*, the pairs of *result*'s documents, best first."""
    table = Table(Overview(result), ranked(overlaps))
    if format == "text":
        from compare.reports import pairs_terminal

        pairs_terminal.write(table, out, Look(width=width_of(width), color=color))
    elif format == "json":
        _write_json(table, out)
    elif format == "csv":
        _write_csv(table, out)
    elif format == "markdown":
        _write_markdown(table, out)
    else:
        known = ", ".join(FORMATS)
        raise UsageError(f"pairs cannot be written as {format}\n  It can be: {known}")


def ranked(overlaps: Sequence[Overlap]) -> tuple[Overlap, ...]:
    """The pairs that share most first: by the larger share, then the smaller, then links."""
    return tuple(
        sorted(
            overlaps,
            key=lambda o: (
                -max(o.share_a, o.share_b),
                -min(o.share_a, o.share_b),
                -o.links,
                o.a,
                o.b,
            ),
        )
    )


class Table:
    """The pairs ready to be laid out."""

    def __init__(self, overview: Overview, overlaps: tuple[Overlap, ...]) -> None:
        self.documents = overview.documents
        self.overlaps = overlaps
        self._names = overview.names
        self._shares = {
            **{(o.a, o.b): o.share_a for o in overlaps},
            **{(o.b, o.a): o.share_b for o in overlaps},
        }

    def share(self, row: DocumentId, column: DocumentId) -> str:
        """How much of *row* stands in *column*, as percent; empty for a document and itself."""
        found = self._shares.get((row, column))
        return "" if found is None else percent(found)

    def matrix(self) -> list[list[str]] | None:
        """Names and shares, a row for each document; None when it would be too large."""
        ids = list(self.documents)
        if len(ids) > MATRIX_DOCUMENTS:
            return None
        numbers = [str(number) for number in range(1, len(ids) + 1)]
        rows = [
            [number, self._names[id_], *(self.share(id_, other) for other in ids)]
            for number, id_ in zip(numbers, ids, strict=True)
        ]
        return [["", "", *numbers], *rows]

    def lines(self) -> list[tuple[str, str, str, str, str]]:
        """The ranked pairs with a link as cells: a, its share in b, b, its share in a, links."""
        return [
            (
                self._names[o.a],
                percent(o.share_a),
                self._names[o.b],
                percent(o.share_b),
                f"{o.links:,}",
            )
            for o in self.overlaps
            if o.links
        ]

    def closing(self) -> str:
        """What all this was, in a line."""
        linked = sum(o.links > 0 for o in self.overlaps)
        rest = len(self.overlaps) - linked
        without = f"; not shown: {rest} without" if rest else ""
        return (
            f"{counted(len(self.overlaps), 'pair')} of "
            f"{counted(len(self.documents), 'document')}, {linked} with a link{without}"
        )


CAPTION = "How much of each document (row) stands in each other (column)"
HEAD = ("a", "of a in b", "b", "of b in a", "links")


def _write_json(table: Table, out: TextIO) -> None:
    from compare.reports.json import SCHEMA_VERSION, dumped

    def side(id_: DocumentId, share: float) -> dict[str, Any]:
        about = table.documents[id_]
        return {"document": id_, "path": about.path, "outlet": about.outlet, "share": share}

    pairs = (
        {"a": side(o.a, o.share_a), "b": side(o.b, o.share_b), "links": o.links}
        for o in table.overlaps
    )
    out.write(f'{{"schema_version": {dumped(SCHEMA_VERSION)},\n"pairs": [\n')
    out.write(",\n".join(map(dumped, pairs)) + "]}\n")


def _write_csv(table: Table, out: TextIO) -> None:
    from compare.reports.csv import cell

    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("a_path", "b_path", "share_a", "share_b", "links"))
    writer.writerows(
        (
            cell(table.documents[o.a].path),
            cell(table.documents[o.b].path),
            f"{o.share_a:.4f}",
            f"{o.share_b:.4f}",
            o.links,
        )
        for o in table.overlaps
    )


def _write_markdown(table: Table, out: TextIO) -> None:
    from compare.reports.markdown import escaped, table_lines

    out.write(f"{CAPTION}\n\n")
    for rows in (table.matrix(), [list(HEAD), *map(list, table.lines())]):
        if rows:
            cells = [[escaped(clipped(text, 200)) for text in row] for row in rows]
            out.writelines(f"{line}\n" for line in table_lines(cells[0], cells[1:]))
            out.write("\n")
    out.write(f"{escaped(table.closing())}\n")
