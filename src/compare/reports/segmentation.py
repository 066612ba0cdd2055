r"""The cells of a statement cut into stretches that all texts share and stretches that differ.

What scholars call parallel segmentation: read one text through all stretches, and it is that
text, letter by letter. The cut follows the word edits of the links; nothing is compared anew
but the few words between two of them. Positions and names are left behind here.

The other texts are collated with one of them, so that a word that only two others share
stands in both of their readings.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from compare.frozen import dataclass
from compare.model import Document, DocumentId, EditKind, Link, Place, Span, Statement
from compare.patterns import pattern
from compare.wording.chain import heaviest_chain
from compare.words import WORD

#: Stands between two passages of one cell; no text of XML can hold it.
BETWEEN = "\uffff"

_WORD_OR_NOT = pattern(rf"{WORD.pattern} | \s+ | .", re.VERBOSE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch: its *readings* with the documents that have them, first come first.

    One reading: all have the same. *places* are where it stands in each document, one
    span a passage; none where a document has nothing here.
    """

    readings: tuple[tuple[str, tuple[DocumentId, ...]], ...]
    places: tuple[tuple[DocumentId, Span], ...]

    @property
    def is_shared(self) -> bool:
        """Whether all documents of the row have the same here."""
        return len(self.readings) == 1


def segments(
    statement: Statement,
    links: Sequence[Link],
    documents: Mapping[DocumentId, Document],
    cells: Sequence[DocumentId],
) -> tuple[Segment, ...]:
    """The stretches of *statement* in reading order of the first of *cells*.

    *links* are those inside the statement. The readings of one document, put together,
    are its cell, with `BETWEEN` between two passages. Cost: n log n in the words.
    """
    witnesses = [_Witness(documents[id_], statement.cell(id_)) for id_ in cells]
    first = witnesses[0]
    variants = [_variants(first, other, _equal_words(first, other, links)) for other in witnesses]
    return tuple(_cut(witnesses, variants))


class _Witness:
    """One text of the row: its tokens, and where each stands in the document."""

    def __init__(self, document: Document, cell: Sequence[Place]) -> None:
        self.id = document.id
        self.tokens: list[str] = []
        self.starts: list[int] = []
        for number, place in enumerate(cell):
            if number:
                self._add(BETWEEN, place.span.start)
            # The separator itself, should a text have it, must not part anything.
            words = place.span.of(document.text).replace(BETWEEN, "\N{REPLACEMENT CHARACTER}")
            for match in _WORD_OR_NOT.finditer(words):
                self._add(match.group(), place.span.start + match.start())
        self._order = sorted(range(len(self.starts)), key=lambda n: (self.starts[n], n))
        self._sorted = [self.starts[n] for n in self._order]

    def _add(self, token: str, start: int) -> None:
        self.tokens.append(token)
        self.starts.append(start)

    def words(self, span: Span) -> list[int]:
        """The numbers of the words that begin in *span* of the document."""
        low, high = bisect_left(self._sorted, span.start), bisect_left(self._sorted, span.end)
        return [n for n in self._order[low:high] if WORD.match(self.tokens[n])]

    def places(self, start: int, end: int) -> Iterator[Span]:
        """Where the tokens from *start* to *end* stand, a span a passage."""
        begin = start
        for n in range(start, end):
            if self.tokens[n] == BETWEEN:
                yield from self._place(begin, n)
                begin = n + 1
        yield from self._place(begin, end)

    def _place(self, start: int, end: int) -> Iterator[Span]:
        if start < end:
            yield Span(self.starts[start], self.starts[end - 1] + len(self.tokens[end - 1]))

    def text(self, start: int, end: int) -> str:
        """The tokens from *start* to *end* as printed."""
        return "".join(self.tokens[start:end])


def _equal_words(first: _Witness, other: _Witness, links: Iterable[Link]) -> list[tuple[int, int]]:
    """The words that some link says are the same, and that are, in order on both sides."""
    found: set[tuple[int, int]] = set()
    for link in links:
        ids = link.a.document, link.b.document
        if ids not in ((first.id, other.id), (other.id, first.id)):
            continue
        for edit in link.edits:
            if edit.kind is EditKind.EQUAL:
                here, there = (edit.a, edit.b) if ids[0] == first.id else (edit.b, edit.a)
                found.update(zip(first.words(here), other.words(there), strict=False))
    same = ((i, j, 1.0) for i, j in found if first.tokens[i] == other.tokens[j])
    return heaviest_chain(same)


@dataclass(frozen=True, slots=True, order=True)
class _Variant:
    """Tokens from *start* to *end* of the first text, and what another has for them."""

    start: int
    end: int
    other_start: int
    other_end: int


def _variants(
    first: _Witness, other: _Witness, equal: Sequence[tuple[int, int]]
) -> tuple[_Variant, ...]:
    """The stretches where the other text is not the first, none touching another."""
    if other is first:
        return ()
    found: list[_Variant] = []
    i = j = 0
    for next_i, next_j in (*equal, (len(first.tokens), len(other.tokens))):
        found += _stripped(first.tokens, other.tokens, _Variant(i, next_i, j, next_j))
        i, j = next_i + 1, next_j + 1
    return tuple(found)


def _stripped(a: Sequence[str], b: Sequence[str], gap: _Variant) -> Iterator[_Variant]:
    """The gap without what both sides begin or end with; nothing when that is all."""
    i, end_i, j, end_j = gap.start, gap.end, gap.other_start, gap.other_end
    while i < end_i and j < end_j and a[i] == b[j]:
        i, j = i + 1, j + 1
    while i < end_i and j < end_j and a[end_i - 1] == b[end_j - 1]:
        end_i, end_j = end_i - 1, end_j - 1
    if i < end_i or j < end_j:
        yield _Variant(i, end_i, j, end_j)


def _cut(
    witnesses: Sequence[_Witness], variants: Sequence[tuple[_Variant, ...]]
) -> Iterator[Segment]:
    """The first text from beginning to end, cut where any other begins or ends to differ."""
    readers = [_Reader(w, own) for w, own in zip(witnesses, variants, strict=True)]
    at = 0
    for start, end in _united(variant for own in variants for variant in own):
        if at < start:
            yield _segment(readers, at, start, differs=False)
        yield _segment(readers, start, end, differs=True)
        at = end
    if at < len(witnesses[0].tokens):
        yield _segment(readers, at, len(witnesses[0].tokens), differs=False)


def _united(variants: Iterable[_Variant]) -> Iterator[tuple[int, int]]:
    """The stretches of the first text in which some other differs, none overlapping."""
    run: tuple[int, int] | None = None
    for start, end in sorted((variant.start, variant.end) for variant in variants):
        if run is None:
            run = start, end
        elif start < run[1] or (start == run[1] and (start == end or run[0] == run[1])):
            # What is inserted at the very end of a stretch belongs to it: nobody could
            # say else on which side of the cut it stands.
            run = run[0], max(run[1], end)
        else:
            yield run
            run = start, end
    if run is not None:
        yield run


class _Reader:
    """Reads one text along the first, from left to right."""

    def __init__(self, witness: _Witness, variants: Sequence[_Variant]) -> None:
        self.witness = witness
        self._variants = variants
        self._next = 0
        self._at = 0

    def read(self, start: int, end: int, *, differs: bool) -> tuple[int, int]:
        """What the text has for the tokens from *start* to *end*, as its own numbers."""
        begin = self._at
        while differs and self._next < len(self._variants):
            variant = self._variants[self._next]
            if not (variant.start >= start and variant.end <= end):
                break
            self._at += variant.start - start + variant.other_end - variant.other_start
            start, self._next = variant.end, self._next + 1
        self._at += end - start
        return begin, self._at


def _segment(readers: Sequence[_Reader], start: int, end: int, *, differs: bool) -> Segment:
    readings: dict[str, list[DocumentId]] = {}
    places: list[tuple[DocumentId, Span]] = []
    for reader in readers:
        witness = reader.witness
        own = reader.read(start, end, differs=differs)
        readings.setdefault(witness.text(*own), []).append(witness.id)
        places += [(witness.id, span) for span in witness.places(*own)]
    told = tuple((text, tuple(ids)) for text, ids in readings.items())
    return Segment(told, tuple(places))
