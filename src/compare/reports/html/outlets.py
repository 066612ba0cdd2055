"""The head of the page: who is compared, how much is shared, and when it was published.

Figures are those of `overview` and `pairs`; here they become bars, a table and a line of
dates.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from compare.frozen import dataclass, replace
from compare.model import Article, DocumentId
from compare.pipeline import overlaps
from compare.reports import pairs, plain_words
from compare.reports.overview import Overview, document_figures, first_line
from compare.reports.plain_words import counted, percent
from compare.reports.safe import clipped

#: Documents in the matrix of shared words; beyond, no screen has room for it and the work
#: grows with the square.
MATRIX_DOCUMENTS = 24

#: Percent of the line of dates that a date takes with the air around it, on a telephone.
LABEL_ROOM = 30

#: Language tags as browsers know them (BCP 47); anything else would be an error on the page.
_TAG = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,4}$")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a coverage bar: *start* and *width* in percent of the whole."""

    name: str
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """A document as the page speaks of it; *id* is its anchor, `d1` for the first.

    *label* is short and told of no other document, *names* an outlet or says there is none.
    *cite* is what a citation says of it. *group* is the number of the first document of its
    column, its own unless the articles of an outlet stand together (`--by outlet`).
    """

    id: str
    number: int
    label: str
    outlet: str
    title: str
    path: str
    published: str
    language: str
    figures: str
    passages: str
    parts: tuple[Part, ...]
    cite: str
    is_base: bool
    group: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on the line of dates; *at* is how far along it stands, 0 to 100.

    *anchor* is the side of its name on the line that stands there; empty when there is no
    room for the name, which then stands below only.
    """

    date: str
    at: str
    anchor: str
    outlets: tuple[Outlet, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """How much of each document, a row, stands in each other, a column."""

    caption: str
    outlets: tuple[Outlet, ...]
    rows: tuple[tuple[Outlet, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Days in order, the documents without one, and who was first in how many rows."""

    moments: tuple[Moment, ...]
    undated: tuple[Outlet, ...]
    first: str


def outlets(overview: Overview) -> dict[DocumentId, Outlet]:
    """Every document, in the result's order."""
    articles = overview.result.articles
    numbers = {article.document.id: n for n, article in enumerate(articles, 1)}
    return {article.document.id: _outlet(numbers, article, overview) for article in articles}


def heads(overview: Overview, known: Mapping[DocumentId, Outlet]) -> dict[DocumentId, Outlet]:
    """What stands at the head of each column, by the id of the column."""
    return {column.id: replace(known[column.id], label=column.name) for column in overview.columns}


def _outlet(numbers: Mapping[DocumentId, int], article: Article, overview: Overview) -> Outlet:
    about = article.document
    title = clipped(about.title, 2 * plain_words.NAME_CHARACTERS)
    published, path = clipped(about.published, 20), plain_words.path(about)
    furniture = sum(passage.is_furniture for passage in article.passages)
    quoted = f"“{title}”" if title else ""
    name = overview.names[about.id]
    return Outlet(
        f"d{numbers[about.id]}",
        numbers[about.id],
        name,
        clipped(about.outlet, plain_words.NAME_CHARACTERS),
        title,
        path,
        published,
        tag(about.language),
        document_figures(about.id, overview),
        f"{counted(len(article.passages) - furniture, 'passage')}, {furniture} furniture",
        _parts(about.id, overview),
        ", ".join(dict.fromkeys(part for part in (name, quoted, published, path) if part)),
        about.id in overview.base,
        numbers[overview.column_of[about.id].id],
    )


def tag(language: str) -> str:
    """*language* where it is a language tag, else nothing."""
    return language if _TAG.match(language) else ""


def _parts(id_: DocumentId, overview: Overview) -> tuple[Part, ...]:
    """The coverage of a document; nothing where rows were selected and shares would mislead."""
    if not overview.is_whole:
        return ()
    covered, start, parts = overview.coverage[id_], 0.0, []
    for name, words in covered.parts():
        width = 100 * covered.share(words)
        if words:
            parts.append(Part(name, _figure(start), _figure(width)))
        start += width
    return tuple(parts)


def _figure(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def matrix(overview: Overview, known: dict[DocumentId, Outlet]) -> Matrix | None:
    """The shares of every two documents; None for one document, for many, for a selection."""
    if not 1 < len(known) <= MATRIX_DOCUMENTS or not overview.is_whole:
        return None
    found = overlaps(overview.result)
    shares = {(o.a, o.b): o.share_a for o in found} | {(o.b, o.a): o.share_b for o in found}
    rows = (
        (
            outlet,
            tuple("" if id_ == other else percent(shares[id_, other]) for other in known),
        )
        for id_, outlet in known.items()
    )
    return Matrix(pairs.CAPTION, tuple(known.values()), tuple(rows))


def timeline(overview: Overview, known: dict[DocumentId, Outlet]) -> Timeline | None:
    """When the documents were published; None when no date is known."""
    days: dict[date, list[Outlet]] = defaultdict(list)
    undated = []
    for id_, outlet in known.items():
        day = _day(overview.documents[id_].published)
        if day:
            days[day].append(outlet)
        else:
            undated.append(outlet)
    if not days:
        return None
    first, last = min(days), max(days)
    span = max(1, (last - first).days)
    along = {day: 100 * (day - first).days / span for day in sorted(days)}
    anchors = _anchors(along)
    moments = tuple(
        Moment(day.isoformat(), _figure(at), anchors.get(day, ""), tuple(days[day]))
        for day, at in along.items()
    )
    return Timeline(moments, tuple(undated), first_line(overview))


def _anchors(along: Mapping[date, float]) -> dict[date, str]:
    """Which days are named on the line, and where: the two ends, and what has room between."""
    anchors, last = {}, 0.0
    for day, at in along.items():
        if at == 0:
            anchors[day] = "start"
        elif at == 100:
            anchors[day] = "end"
        elif at - last >= LABEL_ROOM and 100 - at >= LABEL_ROOM:
            anchors[day], last = "middle", at
    return anchors


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None
