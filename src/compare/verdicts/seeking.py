"""Every quotation of some articles sought in the other ones, or in given sources.

Each is held against each other document once, by words; links, where there are any, say
where the same remark stands in other words. Nothing is found here that `judging` or a
link did not find.
"""

import math
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice

from compare.frozen import dataclass, field, replace
from compare.languages import guess, name_key
from compare.model import Article, DocumentId, Link, Passage, Place, Quotation, Span

from .judging import LIKELY, judge_speech
from .model import Found, Judgement, QuotationVerdict, Verdict
from .speech import Speech, speech

#: What it adds to the log-odds that the user named the source. By judgement: the labelled
#: quotations were sought in all speeches of two years, here they are in one.
GIVEN_SOURCE = 2.0

#: What it adds to the log-odds that the words found stand in quotation marks there too, and
#: that both name one speaker. By judgement, not fitted: no labelled set has both sides.
QUOTED_THERE, SAME_SPEAKER = 1.0, 1.5

#: Share of a quotation that a link must cover to speak of it; and share of the words that
#: must agree for a linked remark to be the same words altered, not other words.
LEAST_COVER, LEAST_SHARE = 0.5, 0.5

#: A link speaks of a quotation when the quotation is this much of what is linked and has
#: so many words; it says nothing of two words in a long sentence.
LEAST_PART, LEAST_WORDS = 0.25, 5

#: Quotations times documents judged before the links are known; the others are judged after.
JUDGED_AHEAD = 1 << 16

#: What the words alone say of a quotation in a document.
_Judged = dict[tuple[Place, DocumentId], Judgement]

_ORDER = {verdict: number for number, verdict in enumerate(Verdict)}


def verdicts(
    articles: Sequence[Article],
    *,
    sources: Sequence[Article] = (),
    links: Sequence[Link] = (),
) -> tuple[QuotationVerdict, ...]:
    """What became of each quotation of *articles*, in the order of the articles and the text.

    Sought in the other articles, or only in *sources* when there are any (a source's
    own quotations are not asked about). Another article speaks for the speaker only in its
    quotation marks; what it tells in its own words is not held against a quotation,
    and neither is where its quotation begins and ends. Furniture is left out, but in sources all is
    searched, since a transcript's layout is often taken for it. *links* let a
    remark in other words be found: translated-differently. A source that has the very
    words has them, however few; in another article a few words agree by chance, so there
    they count as found only when that is likely. Cost: every quotation
    times every other document, about a millisecond each for a transcript.
    """
    return Seeking(articles, sources=sources).verdicts(links)


class Seeking:
    """The quotations of `verdicts` and what they are sought in, ready before the links are."""

    def __init__(self, articles: Sequence[Article], *, sources: Sequence[Article] = ()) -> None:
        self._articles = articles
        self._pages = tuple(
            _Page.of(article, whole=bool(sources)) for article in sources or articles
        )
        self._has_sources = bool(sources)
        self._judged: _Judged = {}

    def judge(self) -> None:
        """Do what needs no links; at most `JUDGED_AHEAD` judgements are made and kept."""
        search = self._search(())
        pairs = ((asked, page) for asked in self._asked() for page in _others(asked, search))
        for asked, page in islice(pairs, JUDGED_AHEAD):
            self._judged[asked.place, page.document] = _judgement(asked, page, search)

    def verdicts(self, links: Iterable[Link]) -> tuple[QuotationVerdict, ...]:
        """What `verdicts` says with these links."""
        search = self._search(links)
        return tuple(_verdict(asked, search) for asked in self._asked())

    def _search(self, links: Iterable[Link]) -> "_Search":
        return _Search(self._pages, _Links(links), self._has_sources, self._judged)

    def _asked(self) -> Iterator["_Asked"]:
        own = {page.document for page in self._pages} if self._has_sources else set()
        return chain.from_iterable(
            _quotations(article) for article in self._articles if article.document.id not in own
        )


def verdicts_beside(
    articles: Sequence[Article], beside: Mapping[DocumentId, Collection[DocumentId]]
) -> Iterator[QuotationVerdict]:
    """As `verdicts`, each quotation being sought in the documents *beside* its own only.

    Articles that have none beside them are not asked about. For large sets, when it is known
    which documents can have a quotation at all; each is made ready once.
    """
    by_id = {article.document.id: article for article in articles}
    page = cache(lambda name: _Page.of(by_id[name], whole=False))
    for article in articles:
        if others := beside.get(article.document.id):
            search = _Search(tuple(map(page, sorted(others))), _Links(()), has_sources=False)
            yield from (_verdict(asked, search) for asked in _quotations(article))


@dataclass(frozen=True, slots=True)
class _Page:
    """A document ready to be searched."""

    document: DocumentId
    speech: Speech
    starts: tuple[int, ...]
    passages: tuple[Passage, ...]
    quoted: tuple[Span, ...]

    @classmethod
    def of(cls, article: Article, *, whole: bool) -> "_Page":
        kept = tuple(p for p in article.passages if whole or not p.is_furniture)
        text = article.document.text
        voices = () if whole else _quoted_ranges(p for p in kept if not p.speaker)
        spoken = speech(text, _language(article), (passage.span for passage in kept), voices)
        starts = tuple(passage.span.start for passage in kept)
        return cls(article.document.id, spoken, starts, kept, _quoted_ranges(kept))

    def is_quoted(self, position: int) -> bool:
        """Whether *position* lies in quotation marks."""
        number = bisect_right(self.quoted, position, key=lambda span: span.start) - 1
        return number >= 0 and position < self.quoted[number].end

    def voice(self, span: Span) -> tuple[str, bool]:
        """Who speaks at *span* by this document, and whether in quotation marks."""
        quotation = self.quotation_over(span)
        if quotation:
            return quotation.speaker, True
        return self.passage_at(span.start).speaker, False

    def passage_at(self, position: int) -> Passage:
        return self.passages[max(0, bisect_right(self.starts, position) - 1)]

    def place(self, span: Span) -> Place:
        return Place(self.document, span, self.passage_at(span.start).line)

    def quotation_over(self, span: Span) -> Quotation | None:
        """The quotation of this document that holds most of *span*, if one does."""
        near = self.passage_at(span.start).quotations
        best = max(near, key=lambda q: q.span.overlap(span), default=None)
        return best if best and best.span.overlap(span) > 0 else None


def _quoted_ranges(passages: Iterable[Passage]) -> tuple[Span, ...]:
    return tuple(quotation.span for passage in passages for quotation in passage.quotations)


def _language(article: Article) -> str:
    return article.document.language or guess(article.document.text) or "en"


class _Links:
    """Links by document, from either side."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._sides: dict[tuple[DocumentId, DocumentId], list[tuple[Span, Place, float]]] = {}
        for link in links:
            for own, other in ((link.a, link.b), (link.b, link.a)):
                entry = (own.span, other, link.probability)
                self._sides.setdefault((own.document, other.document), []).append(entry)

    def best(self, place: Place, other: DocumentId) -> tuple[Place, float] | None:
        """Where *other* reports what stands at *place*, and how probably."""
        sides = self._sides.get((place.document, other), ())
        near = [(to, p) for span, to, p in sides if _is_about(span, place.span)]
        return max(near, key=lambda entry: (entry[1], entry[0]), default=None)


def _is_about(linked: Span, quotation: Span) -> bool:
    both = linked.overlap(quotation)
    return both >= LEAST_COVER * len(quotation) and both >= LEAST_PART * len(linked) > 0


@dataclass(frozen=True, slots=True)
class _Search:
    """All that quotations are held against."""

    pages: tuple[_Page, ...]
    links: _Links
    has_sources: bool
    judged: _Judged = field(default_factory=dict)

    def holds(self, found: Found) -> bool:
        """Whether *found* may be called a verdict on the quotation."""
        return self.has_sources or found.probability >= LIKELY


def _verdict(asked: "_Asked", search: _Search) -> QuotationVerdict:
    place, quotation = asked.place, asked.quotation
    seen = (_found(asked, page, search) for page in _others(asked, search))
    found = tuple(sorted((one for one in seen if one), key=_rank))
    if not found or not search.holds(found[0]):
        chance = found[0].probability if found else 0.0
        return QuotationVerdict(place, quotation, Verdict.NOT_FOUND, chance, found=found)
    best = found[0]
    return QuotationVerdict(
        place, quotation, best.verdict, best.probability, _hull(best.places),
        best.differences, found,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Asked:
    """A quotation to be sought."""

    place: Place
    quotation: Quotation
    words: Speech


def _quotations(article: Article) -> Iterator[_Asked]:
    """The quotations of the article itself, to be sought."""
    text, language = article.document.text, _language(article)
    for passage in article.passages:
        for quotation in () if passage.is_furniture else passage.quotations:
            place = Place(article.document.id, quotation.span, passage.line)
            yield _Asked(place, quotation, speech(text, language, [quotation.inner]))


def _others(asked: _Asked, search: _Search) -> Iterator[_Page]:
    return (page for page in search.pages if page.document != asked.place.document)


def _rank(found: Found) -> tuple[bool, int, float, DocumentId]:
    """Likely before unlikely, then the more faithful, then the more probable."""
    return found.probability < LIKELY, _ORDER[found.verdict], -found.probability, found.document


def _hull(places: Sequence[Place]) -> Place | None:
    if not places:
        return None
    first = min(places)
    return replace(first, span=Span(first.span.start, max(p.span.end for p in places)))


def _found(asked: _Asked, page: _Page, search: _Search) -> Found | None:
    known = search.judged.get((asked.place, page.document))
    judgement = known or _judgement(asked, page, search)
    linked = search.links.best(asked.place, page.document)
    if judgement.spans:
        judgement = _in_context(judgement, asked.quotation, page, linked)
    if judgement.verdict is Verdict.NOT_FOUND:
        judgement = _told_otherwise(asked, judgement, page, linked)
    if judgement.verdict is Verdict.NOT_FOUND:
        return None
    return _as_found(judgement, page)


def _judgement(asked: _Asked, page: _Page, search: _Search) -> Judgement:
    """What the words alone say, before links and speakers."""
    prior = GIVEN_SOURCE * search.has_sources
    return judge_speech(asked.words, page.speech, prior=prior, prefer=page.is_quoted)


def _in_context(
    judgement: Judgement, quotation: Quotation, page: _Page, linked: tuple[Place, float] | None
) -> Judgement:
    """The judgement with what stands around the words found taken into account."""
    speaker, is_quoted = page.voice(judgement.spans[0])
    bonus = QUOTED_THERE * is_quoted + SAME_SPEAKER * _is_one(speaker, quotation.speaker)
    probability = _raised(judgement.probability, bonus * judgement.share)
    if linked and judgement.share >= LEAST_SHARE and _is_within(judgement, linked[0]):
        # Two witnesses: the words agree, and so do the passages they stand in.
        probability = 1 - (1 - probability) * (1 - linked[1])
    verdict = judgement.wording if probability >= LIKELY else judgement.verdict
    return replace(judgement, probability=probability, verdict=verdict)


def _raised(probability: float, bonus: float) -> float:
    odds = probability / max(1e-12, 1 - probability) * math.exp(bonus)
    return odds / (1 + odds)


def _is_one(a: str, b: str) -> bool:
    """Whether two names can be one person's: the last words agree."""
    if not a or not b:
        return False
    return name_key(a.split()[-1]) == name_key(b.split()[-1])


def _is_within(judgement: Judgement, linked: Place) -> bool:
    return any(span.overlap(linked.span) for span in judgement.spans)


def _told_otherwise(
    asked: _Asked, judgement: Judgement, page: _Page, linked: tuple[Place, float] | None
) -> Judgement:
    """The place of the link: other words, so there is no word-by-word difference to show."""
    if linked is None or linked[1] < LIKELY or len(asked.words.tokens) < LEAST_WORDS:
        return judgement
    there, here = page.voice(linked[0].span)[0], asked.quotation.speaker
    if there and here and not _is_one(there, here):
        return judgement
    return Judgement(Verdict.TRANSLATED, linked[1], Verdict.TRANSLATED, spans=(linked[0].span,))


def _as_found(judgement: Judgement, page: _Page) -> Found:
    places = tuple(page.place(span) for span in judgement.spans)
    there = page.quotation_over(places[0].span)
    return Found(
        page.document, judgement.verdict, judgement.probability, places,
        judgement.differences, page.voice(places[0].span)[0], there.cue if there else "",
    )  # fmt: skip
