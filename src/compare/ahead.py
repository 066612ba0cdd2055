"""What needs no links, so that it can be done while a second process seeks them.

Whether it is done ahead or when it is asked for makes no difference to what is found.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from compare.frozen import replace
from compare.model import (
    Article,
    Difference,
    DocumentId,
    Edit,
    Link,
    Place,
    QuotationVerdict,
    Repeat,
    Span,
    Spelling,
)

if TYPE_CHECKING:
    from compare.differences import Side
    from compare.verdicts import Seeking

#: Code points of whole documents that are read before a link asks for them.
READ_AHEAD = 1_000_000


class Ahead:
    """Spellings, repeats, verdicts and differences of some articles, each made once."""

    def __init__(self, articles: Sequence[Article], alias: Sequence[str] = ()) -> None:
        from compare.differences.alias import aliases

        self._articles, self._aliases = articles, aliases(alias)
        self._sides = Sides({article.document.id: article for article in articles})

    def work(self, is_late: Callable[[], bool], *, repeated: bool) -> None:
        """Do what is needed in any case, then what probably is, until it *is_late*."""
        from compare.differences.elsewhere import DOCUMENTS, ready

        _ = self.spellings
        self._seeking.judge()
        if repeated:
            _ = self.repeats
        left = READ_AHEAD
        longest = sorted(self._articles, key=lambda each: -len(each.document.text))
        for article in longest[:DOCUMENTS]:
            left -= len(article.document.text)
            if left < 0 or is_late():
                return
            ready(self._sides.whole(article.document.id))

    @cached_property
    def spellings(self) -> tuple[Spelling, ...]:
        """See `compare.spellings`."""
        from compare.spellings import spellings

        return spellings(self._articles)

    @cached_property
    def repeats(self) -> tuple[Repeat, ...]:
        """See `compare.repetition`."""
        from compare.repetition import repeats

        return repeats(self._articles).repeats

    @cached_property
    def _seeking(self) -> "Seeking":
        from compare.verdicts import Seeking

        return Seeking(self._articles)

    def quotations(self, links: Sequence[Link]) -> tuple[QuotationVerdict, ...]:
        """See `compare.verdicts`."""
        return self._seeking.verdicts(links)

    def differences(self, link: Link, edits: Sequence[Edit]) -> tuple[Difference, ...]:
        """See `compare.differences`; names that the user calls one thing are other words."""
        from compare.differences import differences
        from compare.differences.alias import with_aliases

        a, b = self._sides.of(link.a), self._sides.of(link.b)
        return with_aliases(differences(a, b, edits), a.text, b.text, self._aliases)


class Sides:
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
