"""The words of a cell, cut to what is linked, with their marks: neither rich nor HTML yet.

A cell shows the linked span whole, the rest of its sentence on either side where the
span begins or ends inside one, and an ellipsis where the passage goes on. A span too
long for anyone to read in a cell is cut, and the cut says how much is missing.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from compare.frozen import dataclass
from compare.model import Article, Passage, Place, Span, Weight
from compare.reports.marks import Marking, Marks
from compare.reports.notes import Note, bare
from compare.reports.safe import ELLIPSIS, plain_spans

#: Characters of a sentence shown before or after the linked words.
CONTEXT = 60

#: Characters of a linked span shown; the longest true ones seen have about 1,500.
LONGEST = 3000


#: The kind of difference that is the same words in another place.
MOVED = "order"

#: Characters shown of a quotation, or of a place where its words stand.
QUOTED = 600


class Tone(Enum):
    """What a piece of a cell is."""

    PLAIN = auto()
    CONTEXT = auto()
    ONLY_HERE = auto()
    SHARED = auto()
    FACT = auto()
    VARIANT = auto()
    MOVED = auto()
    FORM = auto()
    NOTE = auto()


_TONES = {Marking.ONLY_HERE: Tone.ONLY_HERE, Marking.SHARED: Tone.SHARED}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of shown text in one tone; sanitized, and ready for the report's own markup.

    *numbers* are those of the variants that end here; without text, words are missing.
    """

    tone: Tone
    text: str
    numbers: tuple[int, ...] = ()


def excerpt(
    article: Article, place: Place, marks: Marks | None, notes: Sequence[Note] = ()
) -> tuple[Piece, ...]:
    """The words at *place* with what is needed of their surroundings, in reading order.

    *notes* are those of the document, in reading order; they go before *marks*.
    """
    pieces = _pieces(article, place, marks, notes)
    return tuple(piece for piece in pieces if piece.text or piece.numbers)


def _pieces(
    article: Article, place: Place, marks: Marks | None, notes: Sequence[Note]
) -> Iterator[Piece]:
    span, text = place.span, article.document.text
    passage = _passage(article, place)
    before, after = _context(passage, span)
    if passage and passage.span.start < before:
        yield Piece(Tone.NOTE, ELLIPSIS + " ")
    yield from _shown(text, Span(before, span.start), (), Tone.CONTEXT)
    end = min(span.end, span.start + LONGEST)
    shown = Span(span.start, end)
    yield from _shown(text, shown, [*_marked(text, shown, marks, notes)], Tone.PLAIN)
    if end < span.end:
        yield Piece(Tone.NOTE, f"{ELLIPSIS} ({span.end - end:,} more characters)")
        return
    yield from _shown(text, Span(span.end, after), (), Tone.CONTEXT)
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


def quoted(text: str, spans: Sequence[Span], notes: Sequence[Note]) -> tuple[Piece, ...]:
    """The words at *spans*, one after the other, with *notes* marked; cut when too long."""
    pieces: list[Piece] = []
    for number, span in enumerate(spans):
        if number:
            pieces.append(Piece(Tone.NOTE, f" {ELLIPSIS} "))
        end = min(span.end, span.start + QUOTED)
        shown = Span(span.start, end)
        pieces += _shown(text, shown, [*_marked(text, shown, None, notes)], Tone.PLAIN)
        if end < span.end:
            pieces.append(Piece(Tone.NOTE, ELLIPSIS))
    return tuple(piece for piece in pieces if piece.text or piece.numbers)


@dataclass(frozen=True, slots=True)
class _Marked:
    span: Span
    tone: Tone
    numbers: tuple[int, ...] = ()


def _marked(
    text: str, shown: Span, marks: Marks | None, notes: Sequence[Note]
) -> Iterator[_Marked]:
    """What of *shown* is marked, none overlapping, in reading order."""
    facts = [note for note in notes if shown.covers(note.span)]
    words = [span for span in marks.spans if shown.covers(span)] if marks else []
    tone = _TONES[marks.meaning] if marks else Tone.PLAIN
    parts = _without(words, [note.span for note in facts]) if facts else words
    # What is left between two facts may be a comma; a mark is for words.
    rest = [_Marked(found, tone) for part in parts if (found := bare(text, part))]
    noted = (each for note in facts for each in _noted(text, note, words))
    yield from sorted((*rest, *noted), key=lambda each: each.span)


def _noted(text: str, note: Note, words: Sequence[Span]) -> Iterator[_Marked]:
    """*note* as it is marked; of the wording, what only this cell has apart from the rest.

    Words that other cells have as well may differ from those of one cell: a difference, but
    not one that tells this cell from all others.
    """
    tone = _tone(note)
    if tone is not Tone.ONLY_HERE or not note.kind or not len(note.span):
        yield _Marked(note.span, tone, note.numbers)
        return
    first = bisect_right(words, note.span.start, key=lambda span: span.end)
    here = []
    for span in words[first:]:
        if span.start >= note.span.end:
            break
        here.append(Span(max(span.start, note.span.start), min(span.end, note.span.end)))
    shared = (bare(text, part) for part in _without([note.span], here))
    parts = sorted((*((span, tone) for span in here), *((s, Tone.VARIANT) for s in shared if s)))
    for number, (span, its) in enumerate(parts, 1):
        yield _Marked(span, its, note.numbers if number == len(parts) else ())


def _tone(note: Note) -> Tone:
    if note.weight is Weight.FACT:
        return Tone.FACT
    if note.kind == MOVED:
        return Tone.MOVED
    # Without a kind (the changes of a quotation) a mark says no more than "not there".
    return Tone.FORM if note.weight is Weight.FORM and note.kind else Tone.ONLY_HERE


def _without(spans: Sequence[Span], taken: Sequence[Span]) -> Iterator[Span]:
    """The parts of *spans* that are not *taken*; both in order, neither overlapping."""
    first = 0
    for span in spans:
        while first < len(taken) and taken[first].end <= span.start:
            first += 1
        start, at = span.start, first
        while at < len(taken) and taken[at].start < span.end:
            if start < taken[at].start:
                yield Span(start, taken[at].start)
            start, at = max(start, taken[at].end), at + 1
        if start < span.end:
            yield Span(start, span.end)


def _shown(text: str, span: Span, marked: Sequence[_Marked], tone: Tone) -> Iterator[Piece]:
    safe, moved = plain_spans(span.of(text), [m.span.shifted(-span.start) for m in marked])
    at = 0
    for each, there in zip(marked, moved, strict=True):
        yield Piece(tone, safe[at : there.start])
        yield Piece(each.tone, there.of(safe), each.numbers)
        at = there.end
    yield Piece(tone, safe[at:])
