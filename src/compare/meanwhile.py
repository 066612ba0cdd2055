"""What does not wait for links, or only for their places: differences, quotations, spellings.

Where there is a second core, a second process does it while the first one seeks links and
aligns their words. Who does it makes no difference to what is found.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from compare import patterns
from compare.beside import Beside, Heard, LostError, begin
from compare.frozen import dataclass, replace
from compare.model import (
    Article,
    Difference,
    DocumentId,
    Edit,
    Link,
    Place,
    QuotationVerdict,
    Span,
    Spelling,
)

if TYPE_CHECKING:
    from compare.differences import Side

#: Code points of whole documents that are read before anyone has asked for them.
READ_AHEAD = 1_000_000

#: A link as it was sought, and its edits.
Edited = tuple[Link, tuple[Edit, ...]]


@dataclass(frozen=True, slots=True)
class Done:
    """The differences of each link in the order they were told, and what is told of a run."""

    differences: tuple[tuple[Difference, ...], ...]
    quotations: tuple[QuotationVerdict, ...]
    spellings: tuple[Spelling, ...]


class Meanwhile:
    """The work on some articles: tell it each link with its edits, then ask what is found.

    What would come next anyway may be done while the answer is *awaited* from *beside*.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        beside: Beside | None = None,
        awaited: Callable[[], object] = lambda: None,
    ) -> None:
        self._articles, self._beside, self._awaited = in_order(articles), beside, awaited
        self._told: list[Edited] = []

    def tell(self, link: Link, edits: tuple[Edit, ...]) -> None:
        """Have the differences of *link* found, by the second process if there is one."""
        # Neither rules nor verdicts ask for the evidence.
        self._told.append((replace(link, evidence=()), edits))
        if self._beside:
            try:
                self._beside.tell(self._told[-1])
            except LostError:
                self._end()

    def found(self) -> Done:
        """What is found in all that was told."""
        if self._beside:
            try:
                self._beside.ask()
                self._awaited()
                found, expressions = self._beside.answer()
            except LostError:
                self._end()
            else:
                patterns.made(expressions)
                self._end()
                return found  # type: ignore[no-any-return]
        return _Work(self._articles).found(self._told)

    def _end(self) -> None:
        if self._beside:
            self._beside.end()
        self._beside = None


@contextmanager
def meanwhile(
    articles: Sequence[Article], *, awaited: Callable[[], object] = lambda: None
) -> Iterator[Meanwhile]:
    """The work on *articles*, begun in a second process where one can be had.

    *awaited* is done while that process is waited for. At the end of the context there is no
    such process, whatever happened in it.
    """
    ordered = in_order(articles)
    beside = begin(lambda heard: _work_beside(ordered, heard))
    try:
        yield Meanwhile(ordered, beside, awaited)
    finally:
        if beside:
            beside.end()


def in_order(articles: Iterable[Article]) -> tuple[Article, ...]:
    """The articles in the order in which everything tells them: by path."""
    return tuple(sorted(articles, key=lambda article: article.document.path))


def _work_beside(
    articles: Sequence[Article], heard: Heard
) -> "tuple[Done, tuple[patterns.Key, ...]]":
    """What is found, and the expressions compiled for it, which the first process keeps."""
    known = patterns.new()
    work = _Work(articles)
    work.prepare(heard.begins)
    found = work.found(heard)
    return found, tuple(key for key in patterns.new() if key not in known)


class _Work:
    """What `Meanwhile` promises, done in this process."""

    def __init__(self, articles: Sequence[Article]) -> None:
        from compare.verdicts import Seeking

        self._articles = articles
        self._sides = _Sides({article.document.id: article for article in articles})
        self._seeking = Seeking(articles)
        self._spellings: tuple[Spelling, ...] | None = None

    def prepare(self, is_late: Callable[[], bool]) -> None:
        """Do what needs no links; from when it *is_late* on, only what is needed in any case."""
        from compare.differences.elsewhere import ready

        self._spellings = self._spelt()
        self._seeking.judge()
        left = READ_AHEAD
        for article in sorted(self._articles, key=lambda each: -len(each.document.text)):
            left -= len(article.document.text)
            if left < 0 or is_late():
                return
            ready(self._sides.whole(article.document.id))

    def found(self, told: Iterable[Edited]) -> Done:
        """What is found in all of *told*."""
        from compare.differences import differences

        links: list[Link] = []
        found: list[tuple[Difference, ...]] = []
        for link, edits in told:
            links.append(link)
            found.append(differences(self._sides.of(link.a), self._sides.of(link.b), edits))
        spelt = self._spelt() if self._spellings is None else self._spellings
        return Done(tuple(found), self._seeking.verdicts(links), spelt)

    def _spelt(self) -> tuple[Spelling, ...]:
        from compare.spellings import spellings

        return spellings(self._articles)


class _Sides:
    """Documents as the rules of `differences` want them; each side of a link is made once."""

    def __init__(self, articles: dict[DocumentId, Article]) -> None:
        self._articles = articles
        self._whole: dict[DocumentId, Side] = {}
        self._parts: dict[Place, Side] = {}

    def of(self, place: Place) -> "Side":
        """The side of a link at *place*."""
        if place not in self._parts:
            self._parts[place] = replace(self.whole(place.document), span=place.span)
        return self._parts[place]

    def whole(self, document: DocumentId) -> "Side":
        """The whole *document* as a side."""
        if document not in self._whole:
            self._whole[document] = _side(self._articles[document])
        return self._whole[document]


def _side(article: Article) -> "Side":
    from compare.differences import Side

    document = article.document
    return Side(
        document.text,
        Span(0, len(document.text)),
        document.language or "en",
        document.published,
        tuple(quotation for p in article.passages for quotation in p.quotations),
        tuple(cue for p in article.passages for cue in p.attributions),
    )
