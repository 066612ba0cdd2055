"""Passages with an address: the full text of each document, its margin, and what only it has.

Every passage has an anchor (`d1p3`: the third of the first document), so that anything on
the page, or in a mail, can point at it.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping

from compare.frozen import dataclass
from compare.model import Article, DocumentId, Nearest, Passage, Place, Relation, Span
from compare.reports.html.outlets import Outlet
from compare.reports.overview import Overview, word_count
from compare.reports.plain_words import certainty, counted
from compare.reports.safe import clipped, plain
from compare.selection import Inside

#: Characters of a row's name.
LABEL = 120

#: Characters shown of the words that are nearest to a passage.
NEAREST = 200


@dataclass(frozen=True, slots=True)
class Beside:
    """A note in the margin of a passage: the row it stands in, how near, and who else has it."""

    number: int
    relation: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A passage in full; *nearest* is the row it might belong to, too uncertain to be linked."""

    anchor: str
    line: int
    role: str
    is_furniture: bool
    text: str
    relation: str
    margin: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A document in full."""

    outlet: Outlet
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Where a passage might belong; *number* is that of the row there, 0 for none."""

    chance: str
    anchor: str
    where: str
    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Alone:
    """A passage that no statement touches, with the nearest candidates that were too weak."""

    anchor: str
    line: int
    text: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class OnlyHere:
    """What only one document has: passages without and with a candidate; rows it has not."""

    outlet: Outlet
    counts: str
    alone: tuple[Alone, ...]
    unaligned: tuple[Alone, ...]
    missing: tuple[tuple[int, str], ...]


class Passages:
    """The passages of one result by place."""

    def __init__(self, overview: Overview, outlets: Mapping[DocumentId, Outlet]) -> None:
        self._overview = overview
        self._outlets = outlets
        self._inside = Inside(overview.result)
        self._numbers = {row.id: n for n, row in enumerate(overview.result.statements, 1)}
        self._starts = {
            id_: [passage.span.start for passage in article.passages]
            for id_, article in overview.articles.items()
        }
        self._nearest: dict[str, list[Nearest]] = defaultdict(list)
        for each in overview.result.nearest:
            self._nearest[self.anchor(each.here)].append(each)

    def anchor(self, place: Place) -> str:
        """The anchor of the passage that *place* begins in."""
        number = max(1, bisect_right(self._starts[place.document], place.span.start))
        return f"{self._outlets[place.document].id}p{number}"

    def quotations(self, document: DocumentId, span: Span) -> Iterator[Span]:
        """Where quoted words stand in the passages that *span* begins and goes on in."""
        passages = self._overview.articles[document].passages
        at = max(0, bisect_right(self._starts[document], span.start) - 1)
        while at < len(passages) and passages[at].span.start < span.end:
            yield from (quotation.span for quotation in passages[at].quotations)
            at += 1

    def texts(self) -> Iterator[Text]:
        """Every document in full."""
        margins = self._margins()
        for id_, article in self._overview.articles.items():
            outlet = self._outlets[id_]
            yield Text(
                outlet,
                tuple(
                    self._paragraph(f"{outlet.id}p{n}", article, passage, margins)
                    for n, passage in enumerate(article.passages, 1)
                ),
            )

    def _margins(self) -> Mapping[str, list[Beside]]:
        """For every passage that stands in rows, these rows."""
        found: dict[str, dict[int, Beside]] = defaultdict(dict)
        overview = self._overview
        for number, statement in enumerate(overview.result.statements, 1):
            cells = overview.cells(statement)
            for place in statement.members:
                relation = overview.relations[statement.id, place.document].value
                others = tuple(overview.names[id_] for id_ in cells if id_ != place.document)
                found[self.anchor(place)][number] = Beside(number, relation, others)
        return {anchor: [*rows.values()] for anchor, rows in found.items()}

    def _paragraph(
        self, anchor: str, article: Article, passage: Passage, margins: Mapping[str, list[Beside]]
    ) -> Paragraph:
        margin = tuple(margins.get(anchor, ()))
        near = [Relation(beside.relation) for beside in margin]
        return Paragraph(
            anchor,
            passage.line,
            passage.role.value.replace("-", " "),
            passage.is_furniture,
            plain(article.text_of(passage.span)),
            self._overview.nearest(near).value if near else "",
            margin,
        )

    def only_here(self) -> Iterator[OnlyHere]:
        """What only each document has, and what only it has not."""
        for id_, article in self._overview.articles.items():
            text = article.document.text
            passages = self._overview.only_here(id_)
            words = sum(word_count(text, passage.span) for passage in passages)
            told = [self._alone(id_, passage) for passage in passages]
            missing = self._overview.missing_here(id_)
            yield OnlyHere(
                self._outlets[id_],
                f"{counted(len(passages), 'passage')}, {counted(words, 'word')}",
                tuple(each for each in told if not each.candidates),
                tuple(each for each in told if each.candidates),
                tuple((number, clipped(statement.label, LABEL)) for number, statement in missing),
            )

    def _alone(self, id_: DocumentId, passage: Passage) -> Alone:
        place = Place(id_, passage.span, passage.line)
        text = self._overview.documents[id_].text
        near = self._nearest.get(self.anchor(place), ())
        return Alone(
            self.anchor(place),
            passage.line,
            plain(passage.span.of(text)),
            tuple(map(self._candidate, near)),
        )

    def _candidate(self, nearest: Nearest) -> Candidate:
        there = nearest.there
        rows = self._inside.touching(there.document, there.span)
        return Candidate(
            certainty(nearest.probability),
            self.anchor(there),
            f"{self._overview.names[there.document]}, line {there.line}",
            clipped(there.span.of(self._overview.documents[there.document].text), NEAREST),
            min((self._numbers[row] for row in rows), default=0),
        )
