"""The words of a cell, cut to what is linked, with their marks: neither rich nor HTML yet.

A cell shows the linked span whole, the rest of its sentence on either side where the
span begins or ends inside one, and an ellipsis where the passage goes on. A span too
long for anyone to read in a cell is cut, and the cut says how much is missing.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from compare.model import Article, Passage, Place, Span
from compare.reports.marks import Marking, Marks
from compare.reports.safe import ELLIPSIS, plain_spans

#: Characters of a sentence shown before or after the linked words.
CONTEXT = 60

#: Characters of a linked span shown; the longest true ones seen have about 1,500.
LONGEST = 3000


class Tone(Enum):
    """What a piece of a cell is."""

    PLAIN = auto()
    CONTEXT = auto()
    ONLY_HERE = auto()
    SHARED = auto()
    NOTE = auto()


_TONES = {Marking.ONLY_HERE: Tone.ONLY_HERE, Marking.SHARED: Tone.SHARED}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of shown text in one tone; sanitized, and ready for the report's own markup."""

    tone: Tone
    text: str


def excerpt(article: Article, place: Place, marks: Marks | None) -> tuple[Piece, ...]:
    """The words at *place* with what is needed of their surroundings, in reading order."""
    return tuple(piece for piece in _pieces(article, place, marks) if piece.text)


def _pieces(article: Article, place: Place, marks: Marks | None) -> Iterator[Piece]:
    span, text = place.span, article.document.text
    passage = _passage(article, place)
    before, after = _context(passage, span)
    if passage and passage.span.start < before:
        yield Piece(Tone.NOTE, ELLIPSIS + " ")
    yield from _shown(text, Span(before, span.start), None, Tone.CONTEXT)
    end = min(span.end, span.start + LONGEST)
    yield from _shown(text, Span(span.start, end), marks, Tone.PLAIN)
    if end < span.end:
        yield Piece(Tone.NOTE, f"{ELLIPSIS} ({span.end - end:,} more characters)")
        return
    yield from _shown(text, Span(span.end, after), None, Tone.CONTEXT)
    if passage and after < passage.span.end:
        yield Piece(Tone.NOTE, " " + ELLIPSIS)


def _passage(article: Article, place: Place) -> Passage | None:
    """The passage that *place* begins in; passages are in reading order, none overlapping."""
    after = bisect_right(article.passages, place.span.start, key=lambda p: p.span.start)
    passage = article.passages[after - 1] if after else None
    return passage if passage and passage.span.overlap(place.span) else None


def _context(passage: Passage | None, span: Span) -> tuple[int, int]:
    """From where to where the sentences of *span* are shown, at most CONTEXT each side."""
    if passage is None:
        return span.start, span.end
    before, after = span.start, span.end
    for sentence in passage.sentences:
        if sentence.overlap(span):
            before, after = min(before, sentence.start), max(after, sentence.end)
    return max(before, span.start - CONTEXT), min(after, span.end + CONTEXT)


def _shown(text: str, span: Span, marks: Marks | None, tone: Tone) -> Iterator[Piece]:
    inside = [s for s in marks.spans if span.covers(s)] if marks else []
    safe, moved = plain_spans(span.of(text), [s.shifted(-span.start) for s in inside])
    at = 0
    for marked in moved:
        yield Piece(tone, safe[at : marked.start])
        if marks:
            yield Piece(_TONES[marks.meaning], marked.of(safe))
        at = marked.end
    yield Piece(tone, safe[at:])
