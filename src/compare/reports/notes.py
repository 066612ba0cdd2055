"""Where in a text the numbers of an apparatus stand: spans that never overlap.

Facts may share words: a figure inside a clause that others lack. The first has the words, and
the other what is left of them. How a number looks is for the reports.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping

from compare.frozen import dataclass
from compare.model import Document, DocumentId, Span, Weight
from compare.reports.variants import Variant
from compare.words import WORD


@dataclass(frozen=True, slots=True)
class Note:
    """Where the numbers of variants stand in a text: after *span*, which may be empty.

    Without *numbers* the span is the beginning of one that goes on after another.
    *weight* and *kind* are those of the first of them.
    """

    span: Span
    numbers: tuple[int, ...]
    weight: Weight = Weight.FACT
    kind: str = ""


def notes(
    variants: Iterable[Variant], documents: Mapping[DocumentId, Document]
) -> dict[DocumentId, tuple[Note, ...]]:
    """The notes of each document, none overlapping, in reading order.

    Where two variants share words, the first has them, and the other what is left.
    """
    found: dict[DocumentId, _Notes] = {}
    for variant in variants:
        for id_, span in variant.spans:
            found.setdefault(id_, _Notes(documents[id_].text)).add(span, variant)
    return {id_: each.notes() for id_, each in found.items()}


class _Notes:
    """Spans that do not overlap, kept in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: list[Span] = []
        self._numbers: list[list[int]] = []
        self._weights: list[tuple[Weight, str]] = []

    def add(self, span: Span, variant: Variant) -> None:
        """Give *span*, or what others left of it, the number of *variant*."""
        number = variant.number
        parts = [*self._gaps(span)] if len(span) else [*self._caret(span)]
        if not parts:
            taken = self._numbers[self._last(span)]
            taken += [number] if number not in taken else []
        for part in parts:
            at = bisect_left(self._spans, part)
            self._spans.insert(at, part)
            self._numbers.insert(at, [number] if part is parts[-1] else [])
            self._weights.insert(at, (variant.weight, variant.kind))

    def _last(self, span: Span) -> int:
        """The last span that begins before *span* ends, or is the same; -1 for none."""
        if not len(span):
            return bisect_right(self._spans, span) - 1
        return bisect_left(self._spans, Span(span.end, span.end)) - 1

    def _caret(self, span: Span) -> Iterator[Span]:
        at = self._last(span)
        if at < 0 or not (self._spans[at] == span or self._spans[at].end > span.start):
            yield span

    def _gaps(self, span: Span) -> Iterator[Span]:
        """What of *span* is not taken and has a word in it, in reading order."""
        start, at = span.start, max(0, bisect_left(self._spans, Span(span.start, span.start)) - 1)
        for taken in (*self._spans[at : self._last(span) + 1], Span(span.end, span.end)):
            gap = Span(start, min(taken.start, span.end))
            if gap == span:
                yield gap
            elif gap.start < gap.end and (words := bare(self._text, gap)):
                yield words
            start = max(start, taken.end)

    def notes(self) -> tuple[Note, ...]:
        found = zip(self._spans, self._numbers, self._weights, strict=True)
        return tuple(Note(span, tuple(sorted(n)), *what) for span, n, what in found)


def bare(text: str, span: Span) -> Span | None:
    """*span* from its first word to its last; None when it has none."""
    found = [*WORD.finditer(text, span.start, span.end)]
    return Span(found[0].start(), found[-1].end()) if found else None
