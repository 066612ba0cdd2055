"""What a stored corpus has of the checked documents; the only place that asks one.

Gives the same `Likenesses` as comparing everything at once, document by document, without
the corpus being loaded. Checked documents are compared with one another too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from compare import store
from compare.checks.alike import Likenesses, Match, Standing, Stretch, Twins, merged
from compare.checks.draft import Lines
from compare.checks.retrieved import Texts, as_article
from compare.checks.subject import Subject
from compare.checks.wording import identity
from compare.engines.tokens import folded_words
from compare.model import (
    Article,
    Location,
    RepeatKind,
    Span,
)
from compare.store.matching import Asked, Vocabulary, stretches
from compare.store.records import Answer, Hit, StoredDocument, StoredPlace

#: From so many stored places on, a passage of a document that is no copy is standing text.
#: What the repeats of a whole corpus ask for: `repetition.boilerplate`.
STANDING = 5
#: The same as a share of the stored documents.
STANDING_SHARE = 0.001
#: Documents that share so much of either tell the same story; the figure of `boilerplate`.
STORY_SHARE = 0.3
#: A stored document that shares less, of itself and of what is checked, is not read.
LEAST_READ = 0.05
#: Pairs of passages with a set phrase in common that are compared before an engine is loaded.
MOST_PAIRS = 40
#: A stretch that overlaps a better one by this share of the shorter is the same finding.
SAME_STRETCH = 0.5


def likenesses(subject: Subject, path: str) -> tuple[Likenesses, int, tuple[Article, ...]]:
    """What is alike, how many documents are stored, and the stored near copies as articles.

    Raises StoreError when there is no sound index at *path*.
    """
    with store.open(path) as index:
        count, texts = index.count(), Texts(index)
        asked = [_Asked(article, index, texts, count) for article in subject.articles]
        copies = {one.path: one for each in asked for one in each.near_copies()}
        articles = tuple(as_article(one, texts) for _, one in sorted(copies.items()))
    found = [each.likenesses() for each in asked]
    return _together([*found, _among_checked(subject.articles)]), count, articles


def _together(parts: Sequence[Likenesses]) -> Likenesses:
    counts: dict[str, int] = defaultdict(int)
    repeated: dict[str, int] = defaultdict(int)
    for part in parts:
        for name, count in part.counts:
            counts[name] += count
        for path, words in part.repeated.items():
            repeated[path] = max(repeated[path], words)
    return Likenesses(
        tuple(one for part in parts for one in part.shared),
        tuple(one for part in parts for one in part.within),
        tuple(one for part in parts for one in part.standing),
        tuple(one for part in parts for one in part.twins),
        repeated,
        tuple(counts.items()),
    )


def _among_checked(articles: Sequence[Article]) -> Likenesses:
    """What the checked documents repeat of themselves and of one another."""
    if not _may_repeat(articles):
        return Likenesses()
    from compare.checks.among import among
    from compare.repetition import repeats

    paths = {article.document.path for article in articles}
    return among(articles, repeats(articles), checked=paths)


def _may_repeat(articles: Iterable[Article]) -> bool:
    """Whether any two passages, or parts of one, repeat each other.

    Most new documents repeat nothing, and to know that takes a tenth of loading an engine.
    """
    vocabulary = Vocabulary()
    texts = (each.text_of(one.span) for each in articles for one in each.passages)
    passages = [Asked(text, vocabulary) for text in texts]
    known: dict[tuple[int, ...], list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for number, each in enumerate(passages):
        if any(len(places) > 1 for places in each.seeds.values()):
            return True
        for run in each.seeds or ([tuple(each.words)] if each.words else []):
            pairs.update((first, number) for first in known[run])
            known[run].append(number)
        if len(pairs) > MOST_PAIRS:
            return True
    return any(
        passages[first].words == passages[other].words
        or stretches(passages[other], passages[first].words)[0]
        for first, other in pairs
    )


class _Asked:
    """One checked document and what the index says of it."""

    def __init__(self, article: Article, index: store.Store, texts: Texts, count: int) -> None:
        self._article = article
        self._path = article.document.path
        self._lines = Lines(article.document)
        passages = [article.text_of(passage.span) for passage in article.passages]
        self._answer: Answer = index.search(passages, leave_out=[self._path])
        self._often = max(STANDING, STANDING_SHARE * count)
        self._texts = texts
        self._spans: dict[str, list[Span]] = defaultdict(list)
        self._places: dict[str, dict[StoredPlace, int]] = defaultdict(dict)
        self._collect()
        self._shares = self._measured()
        self._twins = tuple(self._found_twins())
        self._groups = [(hits, self._match(hits)) for hits in self._grouped()]

    def near_copies(self) -> Iterator[StoredDocument]:
        """The stored documents whose edits will be listed."""
        return (one.document for one in self._answer.documents if one.kind == RepeatKind.NEAR.value)

    def likenesses(self) -> Likenesses:
        standing = [match for hits, match in self._groups if self._is_standing(hits)]
        plain = tuple(match for hits, match in self._groups if not self._is_standing(hits))
        spans = [match.here.location.span for _, match in self._groups]
        text = self._article.document.text
        repeated = sum(len(span.of(text).split()) for span in merged(spans))
        return Likenesses(
            plain,
            (),
            (
                *(self._standing_match(match) for match in standing),
                *self._standing_texts(spans),
            ),
            self._twins,
            {self._path: repeated} if repeated else {},
            tuple(self._answer.counts.items()),
        )

    # ------------------------------------------------------------------ passages

    def _grouped(self) -> list[list[Hit]]:
        """The hits on one stretch together, the best first."""
        groups: dict[int, list[list[Hit]]] = defaultdict(list)
        for hit in self._answer.hits:
            known = groups[hit.passage]
            mine = next((one for one in known if _same_stretch(one[0], hit)), None)
            if mine is None:
                known.append([hit])
            else:
                mine.append(hit)
        return [group for known in groups.values() for group in known]

    def _match(self, hits: Sequence[Hit]) -> Match:
        best = hits[0]
        others: dict[str, Stretch] = {}
        for hit in hits:
            for place in hit.places:
                others.setdefault(place.document.path, self._other(hit, place))
        kind = RepeatKind(max((hit.kind for hit in hits), key=_LOOSEST.index))
        count = sum(hit.total for hit in hits)
        return Match(kind, self._here(best), tuple(others.values()), count)

    def _here(self, hit: Hit) -> Stretch:
        span = Span(hit.start, hit.end).shifted(self._article.passages[hit.passage].span.start)
        document = self._article.document
        text = span.of(document.text)
        return Stretch(self._lines.location(span), text, len(text.split()), document.outlet)

    def _other(self, hit: Hit, place: StoredPlace) -> Stretch:
        span = Span(place.start, place.end)
        where = Location(place.document.path, *place.first, *place.last, span)
        return Stretch(where, place.text, hit.stored_words, place.document.outlet)

    def _is_standing(self, hits: Sequence[Hit]) -> bool:
        """Whether so many documents have it that it is standing text, and tell no one story."""
        if sum(hit.total for hit in hits) < self._often:
            return False
        paths = {place.document.path for hit in hits for place in hit.places}
        alike = sum(max(self._shares[path]) >= STORY_SHARE for path in paths)
        return 2 * alike < len(paths)

    def _standing_match(self, match: Match) -> Standing:
        return Standing(match.here, tuple(one.location for one in match.others), match.count)

    def _standing_texts(self, known: Sequence[Span]) -> Iterator[Standing]:
        """Texts too frequent to be compared one by one, where nothing else was found."""
        for one in self._answer.standing:
            span = Span(one.start, one.end).shifted(self._article.passages[one.passage].span.start)
            if not any(2 * span.overlap(other) >= len(span) for other in known):
                text = span.of(self._article.document.text)
                yield Standing(Stretch(self._lines.location(span), text, one.words), (), one.total)

    # ------------------------------------------------------------------ documents

    def _found_twins(self) -> Iterator[Twins]:
        known = {one.document.path for one in self._answer.documents}
        # Of a document that shares a phrase, the rest need not be read.
        partly = [
            (next(iter(self._places[path])).document, here, there)
            for path, (here, there) in sorted(self._shares.items())
            if path not in known and max(here, there) >= LEAST_READ
        ]
        whole = [one.document for one in self._answer.documents]
        self._texts.read([*whole, *(document for document, _, _ in partly)])
        for one in self._answer.documents:
            kind = RepeatKind(one.kind)
            yield self._pair(one.document, kind, one.share_asked, one.share_stored)
        for document, here, there in partly:
            yield self._pair(document, None, here, there)

    def _measured(self) -> dict[str, tuple[float, float]]:
        """By stored path the share of the words here that stand there, and of those there."""
        words = _word_count(self._article.text_of(p.span) for p in self._article.passages)
        shares = {}
        for path, spans in self._spans.items():
            here = _word_count(map(self._article.text_of, merged(spans))) / max(1, words)
            places = self._places[path]
            there = sum(places.values()) / max(1, next(iter(places)).document.words)
            shares[path] = min(1.0, here), min(1.0, there)
        return shares

    def _collect(self) -> None:
        """By stored path the spans here that stand there, and the places there with words."""
        for hit in self._answer.hits:
            start = self._article.passages[hit.passage].span.start
            for place in hit.places:
                path = place.document.path
                self._spans[path].append(Span(hit.start, hit.end).shifted(start))
                self._places[path][place] = hit.stored_words

    def _pair(
        self, document: StoredDocument, kind: RepeatKind | None, here: float, there: float
    ) -> Twins:
        article, path = self._article, document.path
        spans = merged(self._spans.get(path, ()))
        words = sum(len(article.text_of(span).split()) for span in spans)
        wording = identity(article), self._texts.identity(document)
        return Twins(self._path, path, kind, here, there, words, wording)


_LOOSEST = (RepeatKind.EXACT.value, RepeatKind.NEAR.value, RepeatKind.CONTAINED.value)


def _same_stretch(a: Hit, b: Hit) -> bool:
    overlap = Span(a.start, a.end).overlap(Span(b.start, b.end))
    shorter = min(a.end - a.start, b.end - b.start)
    return overlap >= SAME_STRETCH * shorter


def _word_count(texts: Iterable[str]) -> int:
    return sum(len(folded_words(text)) for text in texts)
