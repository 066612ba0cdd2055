"""Documents that are copies, near copies or parts of one another.

Shares are of words in repeats both documents have, so every figure can be counted again
from the repeats. Says which document holds the other, never who copied.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from compare.engines import Group, Groups, Member
from compare.frozen import dataclass
from compare.model import DocumentId, Likeness, Place, Repeat, RepeatKind, Span
from compare.repetition.corpus import Corpus

#: Share of its words in common repeats that makes a document a near copy, or contained.
SHARE = 0.8
#: A share that makes a pair of documents worth counting exactly.
CANDIDATE = 0.5
#: In a repeat of more documents than this, each is paired with the representative's only.
MOST_PAIRED = 50


@dataclass(frozen=True, slots=True)
class DocumentRepeat:
    """Two documents that share most of at least one: *a* comes first in the order.

    *share_a* and *share_b*, from 0 to 1, are the words of each that stand in repeats of
    both. EXACT: the same words; NEAR: both shares are SHARE or more; CONTAINED: one is.
    """

    a: DocumentId
    b: DocumentId
    kind: RepeatKind
    share_a: float
    share_b: float
    words_a: int
    words_b: int

    @property
    def inner(self) -> DocumentId | None:
        """The document that is contained in the other; None when neither is."""
        if self.kind is not RepeatKind.CONTAINED:
            return None
        return self.a if self.share_a > self.share_b else self.b


@dataclass(frozen=True, slots=True)
class Copies:
    """Documents of the same words: *original*[d] is the first document like document d."""

    original: tuple[int, ...]
    repeats: tuple[Repeat, ...]

    def position(self, corpus: Corpus, member: Member) -> tuple[int, int, int]:
        """Where a member stands, the same for the same place in two copies of a document."""
        document = corpus.document(member.passage)
        within = member.passage - corpus.first[document]
        return self.original[document], within, member.start


def copies(corpus: Corpus, groups: Groups) -> Copies:
    """Which documents have the same words, passage by passage. Empty documents have no copy."""
    known: dict[tuple[int, ...], int] = {}
    original = []
    for document in range(len(corpus.cards)):
        signature = tuple(groups.same(passage) for passage in corpus.passages(document))
        empty = all(number < 0 for number in signature)
        original.append(document if empty else known.setdefault(signature, document))
    return Copies(tuple(original), tuple(_whole_repeats(original, corpus, groups)))


def _whole_repeats(original: Sequence[int], corpus: Corpus, groups: Groups) -> Iterable[Repeat]:
    """One exact repeat for each document that has copies."""
    alike = defaultdict(list)
    for document, first in enumerate(original):
        alike[first].append(document)
    exact = Likeness(RepeatKind.EXACT, 1.0, 1.0)
    return (
        Repeat(
            RepeatKind.EXACT,
            tuple(_whole(document, corpus, groups) for document in documents),
            _length(first, corpus, groups),
            likenesses=(exact,) * len(documents),
        )
        for first, documents in alike.items()
        if len(documents) > 1
    )


def _whole(document: int, corpus: Corpus, groups: Groups) -> Place:
    """A document from its first passage to its last."""
    passages = corpus.passages(document)
    first = corpus.place(passages[0], 0, 0)
    last = corpus.place(passages[-1], 0, len(groups.text(passages[-1])))
    return Place(first.document, Span(first.span.start, last.span.end), first.line)


def _length(document: int, corpus: Corpus, groups: Groups) -> int:
    return sum(groups.words(passage) for passage in corpus.passages(document))


def document_repeats(
    kept: Sequence[Group],
    is_standing: Sequence[bool],
    corpus: Corpus,
    groups: Groups,
    whole: Copies,
) -> tuple[tuple[DocumentRepeat, ...], dict[str, int]]:
    """Copied, nearly copied and contained documents in order, and what was capped.

    Standing text alone makes no two documents alike, but counts where other text does.
    """
    candidates, capped = _candidates(kept, is_standing, corpus, groups, whole)
    lengths = {number: _length(number, corpus, groups) for pair in candidates for number in pair}
    shared = _shared(kept, candidates, corpus)
    found = [_pair(pair, shared[pair], lengths, corpus) for pair in sorted(candidates)]
    exact = _exact_pairs(whole, corpus, groups)
    listed = sorted(
        (*exact, *(pair for pair in found if pair is not None)),
        key=lambda pair: (corpus.number(pair.a), corpus.number(pair.b)),
    )
    return tuple(listed), {"repeats paired with the representative's document only": capped}


_Pair = tuple[int, int]


def _candidates(
    kept: Sequence[Group],
    is_standing: Sequence[bool],
    corpus: Corpus,
    groups: Groups,
    whole: Copies,
) -> tuple[set[_Pair], int]:
    """Pairs of different originals that may share enough, and how many repeats were capped."""
    counted: dict[_Pair, int] = defaultdict(int)
    capped = 0
    for group, standing in zip(kept, is_standing, strict=True):
        if standing:
            continue
        documents = _documents(group, corpus, whole)
        capped += len(documents) > MOST_PAIRED
        for pair in _pairs(documents):
            counted[pair] += group.members[0].words
    lengths: dict[int, int] = {}
    for pair in counted:
        for number in pair:
            if number not in lengths:
                lengths[number] = _length(number, corpus, groups)
    return {
        pair
        for pair, words in counted.items()
        if words >= CANDIDATE * min(lengths[pair[0]], lengths[pair[1]])
    }, capped


def _documents(group: Group, corpus: Corpus, whole: Copies) -> list[int]:
    """The originals that have a place in *group*, the representative's first."""
    numbers = (whole.original[corpus.document(member.passage)] for member in group.members)
    return list(dict.fromkeys(numbers))


def _pairs(documents: Sequence[int]) -> Iterable[_Pair]:
    firsts = documents if len(documents) <= MOST_PAIRED else documents[:1]
    for n, a in enumerate(firsts):
        for b in documents[n + 1 :]:
            yield (a, b) if a < b else (b, a)


def _shared(
    kept: Sequence[Group], candidates: set[_Pair], corpus: Corpus
) -> dict[_Pair, tuple[int, int]]:
    """How many words of either document of a pair stand in repeats that both have."""
    partners: dict[int, list[int]] = defaultdict(list)
    for a, b in candidates:
        partners[a].append(b)
    covered: dict[tuple[int, int, int], int] = defaultdict(int)
    for group in kept:
        here = defaultdict(list)
        for member in group.members:
            here[corpus.document(member.passage)].append(member)
        for a in here.keys() & partners.keys():
            for b in here.keys() & set(partners[a]):
                for number in (a, b):
                    _count(covered, (a, b), here[number])
    return _sums(covered, candidates, corpus)


def _count(
    covered: dict[tuple[int, int, int], int], pair: _Pair, members: Iterable[Member]
) -> None:
    """Add the words of *members* to their passages, none counting more than it has."""
    for member in members:
        key = (*pair, member.passage)
        covered[key] = min(member.of, covered[key] + member.words)


def _sums(
    covered: dict[tuple[int, int, int], int], candidates: set[_Pair], corpus: Corpus
) -> dict[_Pair, tuple[int, int]]:
    sums = dict.fromkeys(candidates, (0, 0))
    for (a, b, passage), words in covered.items():
        in_a, in_b = sums[a, b]
        mine = corpus.document(passage) == a
        sums[a, b] = (in_a + words, in_b) if mine else (in_a, in_b + words)
    return sums


def _pair(
    pair: _Pair, shared: tuple[int, int], lengths: dict[int, int], corpus: Corpus
) -> DocumentRepeat | None:
    a, b = pair
    share_a, share_b = shared[0] / lengths[a], shared[1] / lengths[b]
    if max(share_a, share_b) < SHARE:
        return None
    kind = RepeatKind.NEAR if min(share_a, share_b) >= SHARE else RepeatKind.CONTAINED
    ids = corpus.cards[a].id, corpus.cards[b].id
    return DocumentRepeat(*ids, kind, share_a, share_b, lengths[a], lengths[b])


def _exact_pairs(whole: Copies, corpus: Corpus, groups: Groups) -> Iterable[DocumentRepeat]:
    """Each copy with the first document of the same words."""
    for document, first in enumerate(whole.original):
        if document != first:
            length = _length(first, corpus, groups)
            ids = corpus.cards[first].id, corpus.cards[document].id
            yield DocumentRepeat(*ids, RepeatKind.EXACT, 1.0, 1.0, length, length)
