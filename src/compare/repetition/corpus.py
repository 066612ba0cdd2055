"""Where passages stand, without their texts: what repeats are told of documents.

A million passages are kept in flat arrays of numbers; the texts go through to the engine.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence

from compare.frozen import dataclass
from compare.model import Article, DocumentId, Place, Span


@dataclass(frozen=True, slots=True)
class Card:
    """What a report says of a document: everything but its text."""

    id: DocumentId
    path: str
    outlet: str = ""
    published: str = ""
    language: str = ""


class Corpus:
    """Documents in order, and for each passage its document, line and place in the text."""

    def __init__(self) -> None:
        self.cards: list[Card] = []
        self.first: array[int] = array("q", [0])  # document → its first passage
        self._numbers: dict[DocumentId, int] = {}
        self._document: array[int] = array("q")
        self._start: array[int] = array("q")
        self._line: array[int] = array("q")

    def __len__(self) -> int:
        return len(self._document)

    def open(self, card: Card) -> None:
        """Begin the next document."""
        self._numbers[card.id] = len(self.cards)
        self.cards.append(card)
        self.first.append(len(self))

    def add(self, start: int, line: int) -> None:
        """The next passage of the document opened last begins at *start*, in *line*."""
        self._document.append(len(self.cards) - 1)
        self._start.append(start)
        self._line.append(line)
        self.first[-1] = len(self)

    def number(self, document: DocumentId) -> int:
        """Where a document stands in the order."""
        return self._numbers[document]

    def document(self, passage: int) -> int:
        """The number of the document that has the passage."""
        return self._document[passage]

    def card(self, passage: int) -> Card:
        """The document that has the passage."""
        return self.cards[self._document[passage]]

    def passages(self, document: int) -> range:
        """The passages of a document, in reading order."""
        return range(self.first[document], self.first[document + 1])

    def place(self, passage: int, start: int, end: int) -> Place:
        """Where code points [start, end) of a passage stand in its document."""
        at = self._start[passage]
        return Place(self.card(passage).id, Span(at + start, at + end), self._line[passage])

    def texts(self, articles: Iterable[Article]) -> Iterator[str]:
        """The passages of *articles*, entered here as they go by."""
        for article in articles:
            self.open(card(article))
            text = article.document.text
            for passage in article.passages:
                self.add(passage.span.start, passage.line)
                yield passage.span.of(text)


def card(article: Article) -> Card:
    """What a report says of an article's document."""
    document = article.document
    return Card(document.id, document.path, document.outlet, document.published, document.language)


def in_order(articles: Iterable[Article]) -> Sequence[Article]:
    """*articles* by path, so that the order of the arguments changes nothing."""
    return sorted(articles, key=lambda article: (article.document.path, article.document.id))
