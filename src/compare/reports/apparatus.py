"""The apparatus of a row: every difference once, with who reads what.

Differences are between two places; a row has many. Here those that speak of one spot are
gathered into a `Variant`: its readings, each with the documents that have it. What is
only in some cells is told of those whose words are missing and of no others: a document
that was not held against the words is in no reading.

Pure; names of documents and the look of it are for the reports.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compare.model import (
    Difference,
    Document,
    DocumentId,
    EditKind,
    Link,
    Span,
    Weight,
)
from compare.reports.safe import clipped
from compare.words import WORD

#: Characters shown of a reading, and of what a rule says of a difference.
WORDS_CHARACTERS, MESSAGE_CHARACTERS = 80, 200

#: Without a first text, one of these is the other seen from behind.
MIRRORS = {"addition": "omission", "paraphrase-to-quote": "quote-to-paraphrase"}
_BEHIND = {kind: mirror for mirror, kind in MIRRORS.items()}

#: The kind that has words on one side and nothing but their absence on the other.
PRESENCE = "omission"

#: What an editor asks first, within facts as within wording; a kind not here comes last.
ORDER = (
    *("negation", "number", "date", "name", "attribution", "modality", "name-spelling"),
    *("loaded-word", "quote-to-paraphrase", "paraphrase-to-quote", "specificity"),
    *("omission", "addition", "synonym", "tense", "spelling", "editorial-insertion"),
    *("order", "typography"),
)

_KEPT = frozenset({EditKind.EQUAL, EditKind.FORM, EditKind.MOVE})
_WEIGHTS = tuple(Weight)


@dataclass(frozen=True, slots=True)
class Reading:
    """Words as *documents* print them, on one line; empty where they have nothing."""

    words: str
    documents: tuple[DocumentId, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """One difference of a row, *number* from 1, with two readings or more.

    *spans* are where it stands, an empty one where words are missing. *note* is what the
    rule says beyond both wordings, or empty.
    """

    number: int
    kind: str
    weight: Weight
    readings: tuple[Reading, ...]
    spans: tuple[tuple[DocumentId, Span], ...]
    note: str = ""

    @property
    def is_loud(self) -> bool:
        """Whether every reader is to see it: a fact, or the name of somebody misspelt."""
        return self.weight is Weight.FACT or self.kind == "name-spelling"


def apparatus(
    links: Sequence[Link],
    documents: Mapping[DocumentId, Document],
    *,
    base: Container[DocumentId] = frozenset(),
) -> tuple[Variant, ...]:
    """The variants of a row with these *links* inside, facts first, numbered from 1.

    With a *base* only differences to its documents count, and its reading comes first.
    Cost: grows with the differences and the lengths of what they span.
    """
    told = [*_told(links, documents, base)]
    paired = [each for each in told if each.kind != PRESENCE]
    present = [each for each in told if each.kind == PRESENCE]
    order = {id_: number for number, id_ in enumerate(documents)}
    found = [*_paired(paired, documents, base), *_present(present, documents, base)]

    def place(variant: Variant) -> tuple[int, int, list[tuple[int, Span]]]:
        rank = ORDER.index(variant.kind) if variant.kind in ORDER else len(ORDER)
        where = sorted((order[id_], span) for id_, span in variant.spans)
        return _WEIGHTS.index(variant.weight), rank, where

    ranked = sorted(found, key=place)
    return tuple(replace(variant, number=n) for n, variant in enumerate(ranked, 1))


_Node = tuple[DocumentId, Span]


@dataclass(frozen=True, slots=True)
class _Told:
    """A difference turned so that *first* is the base, or has the words, or quotes."""

    kind: str
    weight: Weight
    first: _Node
    second: _Node
    message: str


def _told(
    links: Iterable[Link], documents: Mapping[DocumentId, Document], base: Container[DocumentId]
) -> Iterator[_Told]:
    links = tuple(links)
    kept = _kept_words(links, documents)
    for link in links:
        ids = link.a.document, link.b.document
        if base and not any(id_ in base for id_ in ids):
            continue
        for difference in link.differences:
            told = _turned(ids, difference)
            if told.kind != PRESENCE or not _stands_there(told, kept, documents):
                yield told


def _turned(ids: tuple[DocumentId, DocumentId], difference: Difference) -> _Told:
    kind = MIRRORS.get(difference.kind, difference.kind)
    a, b = (ids[0], difference.a), (ids[1], difference.b)
    first, second = (b, a) if difference.kind in MIRRORS else (a, b)
    return _Told(kind, difference.weight, first, second, difference.message)


_Kept = Mapping[tuple[DocumentId, DocumentId], set[int]]


def _kept_words(links: Iterable[Link], documents: Mapping[DocumentId, Document]) -> _Kept:
    """Where the words begin that some link finds in the other document."""
    kept: dict[tuple[DocumentId, DocumentId], set[int]] = defaultdict(set)
    for link in links:
        a, b = link.a.document, link.b.document
        for edit in link.edits:
            if edit.kind in _KEPT:
                kept[a, b].update(_starts(documents[a], edit.a))
                kept[b, a].update(_starts(documents[b], edit.b))
    return kept


def _starts(document: Document, span: Span) -> Iterator[int]:
    return (match.start() for match in WORD.finditer(document.text, span.start, span.end))


def _stands_there(told: _Told, kept: _Kept, documents: Mapping[DocumentId, Document]) -> bool:
    """Whether another passage of the same cell has the words after all."""
    id_, span = told.first
    found = kept.get((id_, told.second[0]), set())
    return len(span) > 0 and all(start in found for start in _starts(documents[id_], span))


def _paired(
    told: Sequence[_Told], documents: Mapping[DocumentId, Document], base: Container[DocumentId]
) -> Iterator[Variant]:
    """One variant for all differences of a kind that hang together by their places."""
    hulls = _hulls(told)
    groups = _Groups()
    for each in told:
        groups.join(*(hulls[each.kind, each.weight, node] for node in (each.first, each.second)))
    gathered: dict[_Key, list[_Told]] = defaultdict(list)
    for each in told:
        gathered[groups.of(hulls[each.kind, each.weight, each.first])].append(each)
    for group in gathered.values():
        first, second = (
            dict.fromkeys(hulls[t.kind, t.weight, node][2] for t in group for node in (side(t),))
            for side in (_first, _second)
        )
        yield _variant(group, first, second, documents, base)


def _first(told: _Told) -> _Node:
    return told.first


def _second(told: _Told) -> _Node:
    return told.second


_Key = tuple[str, Weight, _Node]


def _hulls(told: Iterable[_Told]) -> dict[_Key, _Key]:
    """For every node the one that stands for it: of facts, all that overlap are one."""
    places: dict[tuple[str, Weight, DocumentId], set[Span]] = defaultdict(set)
    for each in told:
        for id_, span in (each.first, each.second):
            places[each.kind, each.weight, id_].add(span)
    hulls: dict[_Key, _Key] = {}
    for (kind, weight, id_), spans in places.items():
        for span, hull in _united(sorted(spans), together=weight is Weight.FACT):
            hulls[kind, weight, (id_, span)] = kind, weight, (id_, hull)
    return hulls


def _united(spans: Sequence[Span], *, together: bool) -> Iterator[tuple[Span, Span]]:
    """Each of the sorted *spans* with the union of those it overlaps."""
    run: list[Span] = []
    end = -1
    for span in spans:
        if run and not (together and span.start < end):
            yield from ((each, Span(run[0].start, end)) for each in run)
            run = []
        end = max(end, span.end) if run else span.end
        run.append(span)
    yield from ((each, Span(run[0].start, end)) for each in run)


class _Groups:
    """Nodes that hang together (R. E. Tarjan, "Efficiency of a Good But Not Linear Set
    Union Algorithm", 1975)."""

    def __init__(self) -> None:
        self._above: dict[_Key, _Key] = {}

    def of(self, node: _Key) -> _Key:
        """The node that stands for the whole group of *node*."""
        while (above := self._above.setdefault(node, node)) != node:
            self._above[node] = self._above[above]
            node = self._above[node]
        return node

    def join(self, one: _Key, two: _Key) -> None:
        """From here on both are of one group."""
        self._above[self.of(two)] = self.of(one)


def _variant(
    group: Sequence[_Told],
    first: Iterable[_Node],
    second: Iterable[_Node],
    documents: Mapping[DocumentId, Document],
    base: Container[DocumentId],
) -> Variant:
    spans = tuple(dict.fromkeys((*first, *second)))
    readings = _readings(spans, documents)
    notes = [each.message for each in group if ": “" not in each.message]
    if len(readings) == 1:
        # The words are the same and something beside them is not; the message says what.
        readings = tuple(Reading(readings[0].words, (id_,)) for id_ in readings[0].documents)
        notes = [each.message.partition(": “")[0] for each in group]
    kind = group[0].kind
    if base and kind in _BEHIND and any(each.second[0] in base for each in group):
        kind = _BEHIND[kind]
    note = "; ".join(dict.fromkeys(clipped(said, MESSAGE_CHARACTERS) for said in notes if said))
    return Variant(0, kind, group[0].weight, _base_first(readings, base), spans, note)


def _readings(
    spans: Iterable[_Node], documents: Mapping[DocumentId, Document]
) -> tuple[Reading, ...]:
    """The words at *spans*, alike ones once, with the documents that have them."""
    words: dict[str, str] = {}
    having: dict[str, dict[DocumentId, None]] = defaultdict(dict)
    for id_, span in spans:
        printed = clipped(span.of(documents[id_].text), WORDS_CHARACTERS)
        words.setdefault(printed.casefold(), printed)
        having[printed.casefold()][id_] = None
    order = {id_: number for number, id_ in enumerate(documents)}
    return tuple(
        Reading(words[key], tuple(sorted(ids, key=order.__getitem__)))
        for key, ids in having.items()
    )


def _base_first(
    readings: Iterable[Reading], base: Container[DocumentId]
) -> tuple[Reading, ...]:
    return tuple(sorted(readings, key=lambda r: not any(id_ in base for id_ in r.documents)))


def _present(
    told: Iterable[_Told], documents: Mapping[DocumentId, Document], base: Container[DocumentId]
) -> Iterator[Variant]:
    """One variant for the same words missing anywhere: who has them, and who has not."""
    gathered: dict[str, list[_Told]] = defaultdict(list)
    for each in told:
        id_, span = each.first
        gathered[clipped(span.of(documents[id_].text), WORDS_CHARACTERS).casefold()].append(each)
    order = {id_: number for number, id_ in enumerate(documents)}
    for group in gathered.values():
        spans = tuple(dict.fromkeys(each.first for each in group))
        having = {id_ for id_, _ in spans}
        lacking = {each.second[0] for each in group} - having
        if not lacking:
            continue
        words = _readings(spans[:1], documents)[0].words
        readings = (
            Reading(words, tuple(sorted(having, key=order.__getitem__))),
            Reading("", tuple(sorted(lacking, key=order.__getitem__))),
        )
        is_added = any(id_ in base for id_ in lacking)
        kind = _BEHIND[PRESENCE] if is_added else PRESENCE
        weight = min((each.weight for each in group), key=_WEIGHTS.index)
        yield Variant(0, kind, weight, _base_first(readings, base), spans)


@dataclass(frozen=True, slots=True)
class Note:
    """Where the numbers of variants stand in a text: after *span*, which may be empty.

    Without *numbers* the span is the beginning of one that goes on after another.
    """

    span: Span
    numbers: tuple[int, ...]


def notes(
    variants: Iterable[Variant], documents: Mapping[DocumentId, Document]
) -> dict[DocumentId, tuple[Note, ...]]:
    """The notes of each document, none overlapping, in reading order.

    Where two variants share words, the first has them, and the other what is left.
    """
    found: dict[DocumentId, _Notes] = {}
    for variant in variants:
        for id_, span in variant.spans:
            found.setdefault(id_, _Notes(documents[id_].text)).add(span, variant.number)
    return {id_: each.notes() for id_, each in found.items()}


class _Notes:
    """Spans that do not overlap, kept in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: list[Span] = []
        self._numbers: list[list[int]] = []

    def add(self, span: Span, number: int) -> None:
        parts = [part for part in self._rest(span) if self._is_worth(part, span)]
        if not parts:
            taken = self._numbers[max(0, bisect_left(self._spans, Span(span.end, span.end)) - 1)]
            if number not in taken:
                taken.append(number)
            return
        for part in parts:
            at = bisect_left(self._spans, part)
            self._spans.insert(at, part)
            self._numbers.insert(at, [number] if part is parts[-1] else [])

    def _is_worth(self, part: Span, span: Span) -> bool:
        return part == span or WORD.search(self._text, part.start, part.end) is not None

    def _rest(self, span: Span) -> Iterator[Span]:
        """What of *span* is not taken yet; an empty span is taken only by its like."""
        at = max(0, bisect_left(self._spans, Span(span.start, span.start)) - 1)
        start = span.start
        for taken in self._spans[at:]:
            if taken.start >= span.end and taken != span:
                break
            if taken == span or (taken.start <= start and span.end <= taken.end and len(taken)):
                return
            if taken.end > start and len(taken):
                if taken.start > start:
                    yield Span(start, taken.start)
                start = taken.end
        if start < span.end or start == span.start:
            yield Span(start, max(start, span.end))

    def notes(self) -> tuple[Note, ...]:
        pairs = zip(self._spans, self._numbers, strict=True)
        return tuple(Note(span, tuple(sorted(numbers))) for span, numbers in pairs)
