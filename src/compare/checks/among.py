"""What the repeats of a folder say of its checked documents.

Seen from each checked document, the older ones first. A copy of a whole document is told
once, beside the one that stands for all its copies. Nothing is compared here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from compare.checks.alike import Likenesses, Match, Standing, Stretch, Twins, merged
from compare.checks.draft import Lines
from compare.checks.wording import digest, identity
from compare.model import Article, DocumentId, Place, Repeat, RepeatKind, Span

if TYPE_CHECKING:
    from compare.repetition import DocumentRepeat, Found

#: In a repeat that stands in more documents than this, each is paired with the first only,
#: and so many places of it are listed; all are counted.
MOST_PAIRED = 50


def among(articles: Sequence[Article], found: "Found", *, checked: Collection[str]) -> Likenesses:
    """What *found* says of the documents at the *checked* paths, all others being older."""
    return _Among(articles, found, frozenset(checked)).likenesses()


class _Among:
    """The repeats of one run, seen from the checked documents."""

    def __init__(
        self, articles: Sequence[Article], found: "Found", checked: Collection[str]
    ) -> None:
        self._articles = {article.document.id: article for article in articles}
        self._lines: dict[DocumentId, Lines] = {}
        self._stretches: dict[Place, Stretch] = {}
        self._identities: dict[DocumentId, str] = {}
        self._found, self._checked = found, checked
        self._words = {name: _words(article) for name, article in self._articles.items()}
        self._alone = self._representatives()

    def likenesses(self) -> Likenesses:
        passages = [one for one in self._found.repeats if not self._iswhole_span(one)]
        # What a copy of a whole document repeats is told by that one finding.
        plain = [
            (one, tuple(place for place in places if self._alone[place.document] == place.document))
            for one, places in map(self._ordered, passages)
            if not one.boilerplate
        ]
        every = [self._ordered(one) for one in self._found.repeats]
        return Likenesses(
            tuple(match for one, places in plain for match in self._shared(one, places)),
            tuple(match for one, places in plain for match in self._within(one, places)),
            tuple(
                match
                for one in passages
                if one.boilerplate
                for match in self._standing(*self._ordered(one))
            ),
            tuple(self._twins(plain)),
            self._repeated(places for _, places in every),
            self._found.counts,
        )

    def _representatives(self) -> dict[DocumentId, DocumentId]:
        """For every document the one that stands for all its copies: an older one if any."""
        classes: dict[DocumentId, list[DocumentId]] = {name: [name] for name in self._articles}
        for one in self._found.documents:
            if one.kind is RepeatKind.EXACT:
                classes[one.a] += classes.pop(one.b)
        firsts = [(min(copies, key=self._age), copies) for copies in classes.values()]
        return {name: first for first, copies in firsts for name in copies}

    def _age(self, document: DocumentId) -> tuple[bool, str]:
        """Older documents first, then by path."""
        path = self._articles[document].document.path
        return path in self._checked, path

    def _iswhole_span(self, repeat: Repeat) -> bool:
        """Whether it is the copy of a document from its first passage to its last."""
        return repeat.kind is RepeatKind.EXACT and all(
            place.span == whole_span(self._articles[place.document]) for place in repeat.places
        )

    def _ordered(self, repeat: Repeat) -> tuple[Repeat, tuple[Place, ...]]:
        """The repeat with its places, those of older documents first."""
        return repeat, tuple(sorted(repeat.places, key=self._is_checked))

    def _is_checked(self, place: Place) -> bool:
        return self._articles[place.document].document.path in self._checked

    def _shared(self, repeat: Repeat, places: Sequence[Place]) -> Iterator[Match]:
        """For each checked document but the first one, its first place beside the others'."""
        first: dict[DocumentId, Place] = {}
        for place in places:
            first.setdefault(place.document, place)
        head = [*first.values()][: MOST_PAIRED + 1]
        for place in [*first.values()][1:]:
            if self._is_checked(place):
                others = tuple(self._stretch(one) for one in head if one is not place)
                yield Match(repeat.kind, self._stretch(place), others[:MOST_PAIRED], len(first) - 1)

    def _within(self, repeat: Repeat, places: Sequence[Place]) -> Iterator[Match]:
        """For each further place in a checked document, the first one there."""
        first: dict[DocumentId, Place] = {}
        for place in places:
            known = first.setdefault(place.document, place)
            if known is not place and self._is_checked(place):
                yield self._match(repeat, place, (self._stretch(known),), 1)

    def _match(
        self, repeat: Repeat, place: Place, others: tuple[Stretch, ...], count: int
    ) -> Match:
        here = self._stretch(place)
        # The repeat is as loose as its loosest place; these two may be the same.
        same = digest(here.text) == digest(others[0].text)
        return Match(RepeatKind.EXACT if same else repeat.kind, here, others, count)

    def _standing(self, repeat: Repeat, places: Sequence[Place]) -> Iterator[Standing]:
        here = next((place for place in places if self._is_checked(place)), None)
        if here is not None:
            others = tuple(self._stretch(one).location for one in places if one is not here)
            yield Standing(self._stretch(here), others, len(others))

    def _stretch(self, place: Place) -> Stretch:
        if place not in self._stretches:
            self._stretches[place] = self._made(place)
        return self._stretches[place]

    def _made(self, place: Place) -> Stretch:
        article = self._articles[place.document]
        if place.document not in self._lines:
            self._lines[place.document] = Lines(article.document)
        text = article.text_of(place.span)
        where = self._lines[place.document].location(place.span)
        return Stretch(where, text, len(text.split()), article.document.outlet)

    # ------------------------------------------------------------------ documents

    def _twins(self, plain: Iterable[tuple[Repeat, Sequence[Place]]]) -> Iterator[Twins]:
        """Pairs of documents with at least one checked, by path."""
        kinds = {self._key(one): one for one in self._found.documents}
        spans = self._common(plain)
        pairs = {*kinds, *spans}
        for here, there in sorted(map(self._sides, filter(self._any_checked, pairs))):
            pair = frozenset((here[-1], there[-1]))
            yield self._pair(here[-1], there[-1], kinds.get(pair), spans.get(pair, {}))

    def _key(self, one: "DocumentRepeat") -> frozenset[DocumentId]:
        """The pair that is told: copies are told beside the one that stands for them."""
        if one.kind is not RepeatKind.EXACT:
            return frozenset((self._alone[one.a], self._alone[one.b]))
        first = self._alone[one.a]
        return frozenset((first, one.a if one.b == first else one.b))

    def _common(
        self, plain: Iterable[tuple[Repeat, Sequence[Place]]]
    ) -> dict[frozenset[DocumentId], dict[DocumentId, list[Span]]]:
        """For each pair of documents the spans of either that are in repeats of both."""
        common: dict[frozenset[DocumentId], dict[DocumentId, list[Span]]] = {}
        for _, places in plain:
            here = defaultdict(list)
            for place in places:
                here[place.document].append(place.span)
            for a, b in _pairs([*here]):
                sides = common.setdefault(frozenset((a, b)), {a: [], b: []})
                sides[a] += here[a]
                sides[b] += here[b]
        return common

    def _any_checked(self, pair: frozenset[DocumentId]) -> bool:
        return any(self._articles[one].document.path in self._checked for one in pair)

    def _sides(
        self, pair: frozenset[DocumentId]
    ) -> tuple[tuple[bool, str, DocumentId], tuple[bool, str, DocumentId]]:
        """The pair as (here, there): checked before older, then the later path."""
        keys = [(self._articles[one].document.path, one) for one in pair]
        there, here = sorted((path in self._checked, path, one) for path, one in keys)
        return here, there

    def _pair(
        self,
        here: DocumentId,
        there: DocumentId,
        known: "DocumentRepeat | None",
        spans: Mapping[DocumentId, Sequence[Span]],
    ) -> Twins:
        path_here, path_there = (self._articles[one].document.path for one in (here, there))
        words = self._covered(here, spans.get(here, ()))
        about = words, (self._identity(here), self._identity(there))
        if known is not None:
            a_first = self._alone[known.a] == self._alone[here]
            shares = (known.share_a, known.share_b) if a_first else (known.share_b, known.share_a)
            return Twins(path_here, path_there, known.kind, *shares, *about)
        share_here, share_there = (self._share(one, spans[one]) for one in (here, there))
        return Twins(path_here, path_there, None, share_here, share_there, *about)

    def _identity(self, document: DocumentId) -> str:
        if document not in self._identities:
            self._identities[document] = identity(self._articles[document])
        return self._identities[document]

    def _covered(self, document: DocumentId, spans: Iterable[Span]) -> int:
        """How many words of a document stand in *spans*."""
        text = self._articles[document].document.text
        return sum(len(span.of(text).split()) for span in merged(spans))

    def _share(self, document: DocumentId, spans: Iterable[Span]) -> float:
        return min(1.0, self._covered(document, spans) / max(1, self._words[document]))

    def _repeated(self, places: Iterable[Sequence[Place]]) -> dict[str, int]:
        """For each checked path the words that have an earlier place."""
        spans = defaultdict(list)
        for group in places:
            for place in group[1:]:
                if self._is_checked(place):
                    spans[place.document].append(place.span)
        return {
            self._articles[name].document.path: self._covered(name, found)
            for name, found in spans.items()
        }


def _pairs(documents: Sequence[DocumentId]) -> Iterator[tuple[DocumentId, DocumentId]]:
    firsts = documents if len(documents) <= MOST_PAIRED else documents[:1]
    for number, a in enumerate(firsts):
        for b in documents[number + 1 :]:
            yield a, b


def whole_span(article: Article) -> Span:
    """A document from its first passage to its last."""
    if not article.passages:
        return Span(0, 0)
    return Span(article.passages[0].span.start, article.passages[-1].span.end)


def _words(article: Article) -> int:
    return sum(len(article.text_of(passage.span).split()) for passage in article.passages)
