"""Rows for reports: repeats, documents and standing text as plain values, and as CSV.

The order is that of `Found`; nothing is left out and nothing computed that is not there.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO

from compare.model import DocumentId, Place, Repeat
from compare.repetition.boilerplate import Boilerplate
from compare.repetition.corpus import Card
from compare.repetition.documents import DocumentRepeat
from compare.repetition.finding import Found

Row = dict[str, object]
Cards = Mapping[DocumentId, Card]


def cards(found: Found) -> Cards:
    """The documents by id."""
    return {card.id: card for card in found.cards}


def repeat_rows(found: Found) -> Iterator[Row]:
    """One row for each place of each repeat."""
    known = cards(found)
    for number, repeat in enumerate(found.repeats, 1):
        yield from _places(number, repeat, known)


def _places(number: int, repeat: Repeat, known: Cards) -> Iterator[Row]:
    for place, likeness in zip(repeat.places, repeat.likenesses, strict=True):
        yield {
            "repeat": number,
            "kind": likeness.kind.value,
            "words": repeat.words,
            "boilerplate": repeat.boilerplate,
            **_where(place, known),
            "share_first": round(likeness.share_first, 4),
            "share_here": round(likeness.share_here, 4),
            "differences": "; ".join(one.message for one in likeness.differences),
        }


def _where(place: Place, known: Cards) -> Row:
    card = known[place.document]
    return {
        "path": card.path,
        "outlet": card.outlet,
        "line": place.line,
        "start": place.span.start,
        "end": place.span.end,
    }


def document_rows(found: Found) -> Iterator[Row]:
    """One row for each pair of documents."""
    known = cards(found)
    return (_pair(pair, known) for pair in found.documents)


def _pair(pair: DocumentRepeat, known: Cards) -> Row:
    return {
        "kind": pair.kind.value,
        "a": known[pair.a].path,
        "b": known[pair.b].path,
        "share_a": round(pair.share_a, 4),
        "share_b": round(pair.share_b, 4),
        "words_a": pair.words_a,
        "words_b": pair.words_b,
        "inner": known[pair.inner].path if pair.inner else "",
    }


def boilerplate_rows(found: Found) -> Iterator[Row]:
    """One row for each standing text, by words saved."""
    known = cards(found)
    return (_standing(one, known) for one in found.boilerplate)


def _standing(one: Boilerplate, known: Cards) -> Row:
    standing = one.standing
    return {
        "words_saved": standing.words_saved,
        "documents": standing.documents,
        "places": len(one.repeat.places),
        "words": one.repeat.words,
        "owner": standing.owner,
        "outlets": "; ".join(f"{name} {here}/{all_}" for name, here, all_ in standing.outlets),
        "slots": standing.has_slots,
        "pattern": standing.pattern,
        **_where(one.repeat.places[0], known),
    }


def write_csv(rows: Iterable[Row], file: IO[str], columns: Sequence[str] = ()) -> None:
    """Write *rows* with a header; without rows the header is *columns*.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    listed = list(rows)
    writer = csv.DictWriter(file, list(listed[0]) if listed else columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _safe(value) for key, value in row.items()} for row in listed)


def _safe(value: object) -> object:
    """CWE-1236: article text must not become a formula."""
    if isinstance(value, str) and value[:1] in "=+-@\t\r" and value:
        return f"'{value}"
    return value
