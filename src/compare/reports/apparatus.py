"""The apparatus of a row: every difference once, with who reads what.

Differences are between two places; a row has many. Here those that speak of one spot are
gathered into a `Variant`: its readings, each with the documents that have it. What is
only in some cells is told of those whose words are missing and of no others: a document
that was not held against the words is in no reading.

Pure; names of documents and the look of it are for the reports.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from compare.frozen import replace
from compare.languages import load
from compare.model import Difference, Document, DocumentId, EditKind, Link, Span, Weight
from compare.patterns import pattern
from compare.reports.missing import present
from compare.reports.safe import clipped
from compare.reports.variants import (
    BEHIND,
    MESSAGE_CHARACTERS,
    MIRRORS,
    PRESENCE,
    QUOTED,
    QUOTED_CHARACTERS,
    WEIGHTS,
    Node,
    Reading,
    Told,
    Variant,
    base_first,
    readings,
)
from compare.words import WORD, fold

#: How the message of a doubtful difference begins, and what is said of it beside the wordings.
DOUBT, DOUBTFUL = "perhaps ", "perhaps of another thing"

#: What an editor asks first, within facts as within wording; a kind not here comes last.
ORDER = (
    *("negation", "number", "date", "name", "attribution", "modality", "name-spelling"),
    *("loaded-word", "quote-to-paraphrase", "paraphrase-to-quote", "specificity"),
    *("omission", "addition", "synonym", "tense", "spelling", "editorial-insertion"),
    *("order", "typography"),
)

KEPT = frozenset({EditKind.EQUAL, EditKind.FORM, EditKind.MOVE})

#: A message that has both wordings says nothing beyond the readings.
_REPEATING = pattern(": “|” and “")

#: Words on both sides up to which a replaced run stands for the run opposite; of longer ones
#: nobody can tell which word stands for which.
LONGEST_ANSWERED = 3


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
    paired = [each for each in told if len(each.second[1])]
    lacking = [each for each in told if not len(each.second[1])]
    order = {id_: number for number, id_ in enumerate(documents)}
    found = [*_paired(paired, documents, base), *present(lacking, documents, base)]

    def place(variant: Variant) -> tuple[int, int, list[tuple[int, Span]]]:
        rank = ORDER.index(variant.kind) if variant.kind in ORDER else len(ORDER)
        where = sorted((order[id_], span) for id_, span in variant.spans)
        loudness = 0 if variant.weight is Weight.FACT else 1 if variant.is_loud else 2
        return loudness + WEIGHTS.index(variant.weight) * (loudness > 1), rank, where

    ranked = sorted(found, key=place)
    return tuple(replace(variant, number=n) for n, variant in enumerate(ranked, 1))


def _told(
    links: Iterable[Link], documents: Mapping[DocumentId, Document], base: Container[DocumentId]
) -> Iterator[Told]:
    links = tuple(links)
    kept = _kept_words(links, documents)
    for link in links:
        ids = link.a.document, link.b.document
        if base and not any(id_ in base for id_ in ids):
            continue
        for difference in link.differences:
            told = _turned(ids, difference)
            if told.kind == PRESENCE and _stands_there(told, kept, documents):
                continue
            if told.kind == QUOTED and any(_quotes_too(told, each, documents) for each in links):
                continue
            yield told


def _quotes_too(told: Told, link: Link, documents: Mapping[DocumentId, Document]) -> bool:
    """Whether another passage of the cell has the words and does not tell them as its own."""
    id_, span = told.first
    sides = {link.a.document: link.a, link.b.document: link.b}
    if set(sides) != {id_, told.second[0]} or sides[id_].span.overlap(span) < len(span):
        return False
    turned = [_turned((link.a.document, link.b.document), each) for each in link.differences]
    if any(each.kind == QUOTED and each.first[1].overlap(span) for each in turned):
        return False
    kept = _kept_words((link,), documents).get((id_, told.second[0]), set())
    starts = [*_starts(documents[id_], span)]
    return sum(start in kept for start in starts) > len(starts) / 2


def _turned(ids: tuple[DocumentId, DocumentId], difference: Difference) -> Told:
    kind = MIRRORS.get(difference.kind, difference.kind)
    a, b = (ids[0], difference.a), (ids[1], difference.b)
    is_turned = difference.kind in MIRRORS or not len(difference.a)
    first, second = (b, a) if is_turned else (a, b)
    return Told(kind, difference.weight, first, second, difference.message)


_Kept = Mapping[tuple[DocumentId, DocumentId], set[int]]


def _kept_words(links: Iterable[Link], documents: Mapping[DocumentId, Document]) -> _Kept:
    """Where the words begin that some link finds in the other document.

    A word that has another one opposite, in a difference or a short replaced run, is not
    missing there: the link in which it is so tells what differs.
    """
    kept: dict[tuple[DocumentId, DocumentId], set[int]] = defaultdict(set)
    for link in links:
        a, b = link.a.document, link.b.document
        for one, two, is_kept in _opposite(link):
            here, there = (*_starts(documents[a], one),), (*_starts(documents[b], two),)
            if is_kept or max(len(here), len(there)) <= LONGEST_ANSWERED:
                kept[a, b].update(here)
                kept[b, a].update(there)
    return kept


def _opposite(link: Link) -> Iterator[tuple[Span, Span, bool]]:
    """What stands opposite each other in a link, and whether those are the same words."""
    for edit in link.edits:
        if edit.kind in KEPT or edit.kind is EditKind.REPLACE:
            yield edit.a, edit.b, edit.kind in KEPT
    for each in link.differences:
        if len(each.a) and len(each.b):
            yield each.a, each.b, each.weight is Weight.FACT


def _starts(document: Document, span: Span) -> Iterator[int]:
    return (match.start() for match in WORD.finditer(document.text, span.start, span.end))


def _stands_there(told: Told, kept: _Kept, documents: Mapping[DocumentId, Document]) -> bool:
    """Whether another passage of the same cell has the words after all."""
    id_, span = told.first
    found = kept.get((id_, told.second[0]), set())
    small = load(documents[id_].language or "en").function_words
    words = [*WORD.finditer(documents[id_].text, span.start, span.end)]
    content = [word.start() for word in words if fold(word[0]) not in small]
    return bool(words) and found.issuperset(content or (word.start() for word in words))


def _paired(
    told: Sequence[Told], documents: Mapping[DocumentId, Document], base: Container[DocumentId]
) -> Iterator[Variant]:
    """One variant for all differences of a kind that hang together by their places."""
    hulls = _hulls(told)
    groups = _Groups()
    for each in told:
        groups.join(*(hulls[each.kind, each.weight, node] for node in (each.first, each.second)))
    gathered: dict[_Key, list[Told]] = defaultdict(list)
    for each in told:
        gathered[groups.of(hulls[each.kind, each.weight, each.first])].append(each)
    for group in gathered.values():
        nodes = (*(t.first for t in group), *(t.second for t in group))
        kind, weight = group[0].kind, group[0].weight
        spans = tuple(dict.fromkeys(hulls[kind, weight, node][2] for node in nodes))
        yield _variant(group, spans, documents, base)


_Key = tuple[str, Weight, Node]


def _hulls(told: Iterable[Told]) -> dict[_Key, _Key]:
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
    Union Algorithm", 1975).
    """

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
    group: Sequence[Told],
    spans: tuple[Node, ...],
    documents: Mapping[DocumentId, Document],
    base: Container[DocumentId],
) -> Variant:
    if group[0].kind == QUOTED:
        return _quoted(group, spans, documents, base)
    said = readings(spans, documents, folded=group[0].weight is not Weight.FORM)
    notes = [each.message for each in group if not _REPEATING.search(each.message)]
    if len(said) == 1:
        # The words are the same and something beside them is not; the message says what.
        ids = dict.fromkeys(id_ for id_, _ in spans)
        said = tuple(Reading(said[0].words, (id_,)) for id_ in ids)
        notes = [each.message.partition(": “")[0] for each in group]
    if all(each.message.startswith(DOUBT) for each in group):
        notes = [DOUBTFUL]
    note = "; ".join(dict.fromkeys(clipped(one, MESSAGE_CHARACTERS) for one in notes if one))
    first = group[0]
    return Variant(0, first.kind, first.weight, base_first(said, base), spans, note)


def _quoted(
    group: Sequence[Told],
    spans: tuple[Node, ...],
    documents: Mapping[DocumentId, Document],
    base: Container[DocumentId],
) -> Variant:
    """Who quotes and who tells: which words they do it with is seen in the cells."""
    order = {id_: number for number, id_ in enumerate(documents)}
    quoting = sorted({t.first for t in group}, key=lambda node: (order[node[0]], node[1]))
    ids = {id_ for id_, _ in quoting}
    told = (each.second for each in group if each.second[0] not in ids)
    telling = sorted(set(told), key=lambda node: (order[node[0]], node[1]))
    said = tuple(
        Reading(
            clipped(nodes[0][1].of(documents[nodes[0][0]].text), QUOTED_CHARACTERS),
            tuple(dict.fromkeys(id_ for id_, _ in nodes)),
            how,
        )
        for how, nodes in (("quoted by", quoting), ("told by", telling))
        if nodes
    )
    is_base_telling = any(id_ in base for id_, _ in telling)
    kind = BEHIND[QUOTED] if is_base_telling else QUOTED
    return Variant(0, kind, group[0].weight, base_first(said, base), spans)
