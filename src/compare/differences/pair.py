"""Two linked spans prepared for the rules: words, who stands for whom, values and names.

Everything is read once here and never changed. The alignment comes from outside, as
edits; nothing is aligned anew.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from compare.frozen import dataclass
from compare.languages import Language, load
from compare.languages.changes import Changes, changes
from compare.model import Attribution, Difference, Edit, EditKind, Quotation, Span, Weight
from compare.patterns import pattern
from compare.words import Word, words_from

from .dated import moments
from .measure import letters, quantities
from .minus import MINUS, minus_at
from .moment import Moment
from .naming import Name, names
from .quantity import Quantity

#: Below this share of content words with a counterpart, two texts say different things
#: side by side, and a word of the one cannot be held against a word of the other.
SALAD_BELOW = 1 / 3

#: Below this share of content words with a counterpart, taken over both sides, only what is
#: longer than a word or two is told of the wording.
LOOSE_BELOW = 0.5

#: For a word the words of the other side in its place, and how surely.
Ties = Mapping[int, tuple[tuple[int, float], ...]]

#: A side of at most so many code points is read only once; a few of them fill no memory.
SHORT = 4000

#: How surely two words stand in the same place, by what holds them together.
SURE, SAME_PLACE, SAME_GAP, ELSEWHERE = 4.0, 3.0, 2.0, 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One side of a link: the text of the document, and which part of it is linked.

    *published* is an ISO date or empty, and dates are then compared as far as they are
    written out. *quotations* and *attributions* may be all of the document's; those
    outside *span* are not looked at.
    """

    text: str
    span: Span
    language: str = "en"
    published: str = ""
    quotations: tuple[Quotation, ...] = ()
    attributions: tuple[Attribution, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the span, with offsets into the whole text."""
        return words_from(self.span.of(self.text), self.span.start, self.language)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What stands on one side; mentions point at words [first, last)."""

    side: Side
    words: tuple[Word, ...]
    language: Language
    changes: Changes
    moments: tuple[Moment, ...]
    names: tuple[Name, ...]
    quantities: tuple[Quantity, ...]
    clauses: tuple[int, ...]

    def span(self, first: int, last: int) -> Span:
        """The code points of words [first, last); where they would stand if there are none."""
        if first < last:
            return self._signed(self.words[first].start, self.words[last - 1].end)
        at = self.words[first - 1].end if first else self.side.span.start
        return Span(at, at)

    def _signed(self, start: int, end: int) -> Span:
        """The span with a currency sign or a minus before it or a percent sign after it."""
        text, signs = self.side.text, self.changes.signs
        if start > self.side.span.start and signs.get(text[start - 1], "percent") != "percent":
            start -= 1
        at = minus_at(text, start + (text[start] in signs), signs)
        if self.side.span.start <= at and text[at] in MINUS:
            start = at
        if end < self.side.span.end and signs.get(text[end]) == "percent":
            end += 1
        return self._bracketed(start, end)

    def _bracketed(self, start: int, end: int) -> Span:
        """The span with the bracket whose other one is inside it: [not] go."""
        text, within = self.side.text, self.side.text[start:end]
        if within.count("]") > within.count("[") and text[start - 1 : start] == "[":
            start -= 1
        if within.count("[") > within.count("]") and text[end : end + 1] == "]":
            end += 1
        return Span(start, end)

    def quantity_at(self, index: int) -> Quantity | None:
        """The quantity that word *index* is in."""
        return next((q for q in self.quantities if q.first <= index < q.last), None)

    def print_of(self, span: Span) -> str:
        """The words at *span* on one line."""
        return " ".join(span.of(self.side.text).split())

    def index(self, span: Span) -> tuple[int, int]:
        """The words [first, last) that begin inside *span*."""
        first = bisect_left(self.words, span.start, key=_start)
        return first, bisect_left(self.words, span.end, lo=first, key=_start)

    def is_content(self, index: int) -> bool:
        """Whether word *index* is more than a function word."""
        return self.words[index].folded not in self.language.function_words

    def has_content(self, first: int, last: int) -> bool:
        """Whether any of the words [first, last) is."""
        return any(self.is_content(index) for index in range(first, last))

    def neighbours(self, first: int, last: int) -> tuple[int | None, int | None]:
        """The nearest content words before *first* and from *last* on, at most four away."""
        before = range(first - 1, max(-1, first - 5), -1)
        after = range(last, min(len(self.words), last + 4))
        left = next((n for n in before if self.is_content(n)), None)
        right = next((n for n in after if self.is_content(n)), None)
        return left, right

    def clause(self, index: int) -> tuple[int, int]:
        """The words [first, last) of the clause that word *index* is in."""
        at = bisect_right(self.clauses, index)
        first = self.clauses[at - 1] if at else 0
        return first, self.clauses[at] if at < len(self.clauses) else len(self.words)

    def quoted(self, first: int, last: int) -> bool:
        """Whether words [first, last) begin inside quotation marks."""
        start = self.words[first].start if first < len(self.words) else self.side.span.end
        return any(q.inner.start <= start < q.inner.end for q in self.side.quotations)


@dataclass(frozen=True, slots=True)
class Run:
    """An edit as words [a, a_end) against [b, b_end); *gap* numbers the place between blocks."""

    kind: EditKind
    a: int
    a_end: int
    b: int
    b_end: int
    gap: int


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Both sides and the ties between their words.

    *ties* has, for a word of a, the words of b in its place and how surely; *back* the
    same from b. *gap_a* and *gap_b* number the gap between aligned words a word is in, or -1.
    """

    a: Reading
    b: Reading
    runs: tuple[Run, ...]
    ties: Ties
    back: Ties
    gap_a: Mapping[int, int]
    gap_b: Mapping[int, int]
    is_salad: bool

    def place(self, first_a: int, last_a: int, first_b: int, last_b: int) -> float:
        """How surely words of a and words of b stand in the same place; 0 when nothing says so."""
        best = 0.0
        gaps = set()
        for i in range(first_a, last_a):
            gaps.add(self.gap_a.get(i, -1))
            for j, strength in self.ties.get(i, ()):
                if first_b <= j < last_b:
                    best = max(best, strength)
        gaps.discard(-1)
        if best < SAME_GAP and gaps & {self.gap_b.get(j, -1) for j in range(first_b, last_b)}:
            best = SAME_GAP
        return best + self._beside(first_a, last_a, first_b, last_b)

    def _beside(self, first_a: int, last_a: int, first_b: int, last_b: int) -> float:
        """1.5 for each side on which the nearest content words stand for each other."""
        beside = zip(
            self.a.neighbours(first_a, last_a), self.b.neighbours(first_b, last_b), strict=True
        )
        return sum(1.5 for i, j in beside if i is not None and j is not None and self.tied(i, j))

    def tied(self, i: int, j: int) -> bool:
        """Whether word *i* of a is held to word *j* of b by the alignment."""
        return any(j == other for other, _ in self.ties.get(i, ()))

    def tied_share_a(self, first: int, last: int) -> float:
        """The share, 0 to 1, of content words of a in [first, last) that b has in some form."""
        return _share(self.a, self.ties, first, last)

    def tied_share_b(self, first: int, last: int) -> float:
        """The same of b."""
        return _share(self.b, self.back, first, last)

    @property
    def is_loose(self) -> bool:
        """Whether both are worded so freely that a word or two of one side tell nothing."""
        shares = self.tied_share_a(0, len(self.a.words)), self.tied_share_b(0, len(self.b.words))
        return sum(shares) < 2 * LOOSE_BELOW

    def difference(self, kind: str, a: Span, b: Span, weight: Weight, message: str) -> Difference:
        """A difference whose {a} and {b} in *message* are the wordings."""
        text = message.format(a=_short(self.a.print_of(a)), b=_short(self.b.print_of(b)))
        return Difference(kind, a, b, weight, text)

    def counterpart_b(self, first: int, last: int) -> Span:
        """Where in b the words [first, last) of a would stand."""
        return _counterpart(self.b, self.ties, first, last, len(self.a.words))

    def counterpart_a(self, first: int, last: int) -> Span:
        """Where in a the words [first, last) of b would stand."""
        return _counterpart(self.a, self.back, first, last, len(self.b.words))


#: Longest wording shown in a message, in code points; the spans have it all.
LONGEST_SHOWN = 120


def _short(text: str) -> str:
    if len(text) <= LONGEST_SHOWN:
        return text
    return text[: LONGEST_SHOWN - 1].rsplit(" ", 1)[0] + "…"


def is_sure(ties: Ties, n: int) -> bool:
    """Whether word *n* surely stands on the other side, in the same or another form."""
    return any(strength >= SURE for _, strength in ties.get(n, ()))


def _start(word: Word) -> int:
    return word.start


def _share(reading: Reading, ties: Ties, first: int, last: int) -> float:
    content = [n for n in range(first, last) if reading.is_content(n)]
    return sum(n in ties for n in content) / len(content) if content else 0.0


def _counterpart(
    other: Reading,
    ties: Ties,
    first: int,
    last: int,
    length: int,
) -> Span:
    for n in range(first - 1, -1, -1):
        if n in ties:
            at = other.words[max(j for j, _ in ties[n])].end
            return Span(at, at)
    for n in range(last, length):
        if n in ties:
            at = other.words[min(j for j, _ in ties[n])].start
            return Span(at, at)
    return Span(other.side.span.start, other.side.span.start)


def paired(a: Side, b: Side, edits: Sequence[Edit]) -> Pair:
    """The two sides read and tied by *edits*. Cost: the length of both."""
    left, right = read(a), read(b)
    runs = tuple(_runs(left, right, edits))
    tied = list(chain.from_iterable(map(_ties, runs)))
    ties = _grouped((i, j, strength) for i, j, strength in tied)
    back = _grouped((j, i, strength) for i, j, strength in tied)
    return Pair(
        left,
        right,
        tuple(_without_article(left, right, run) for run in runs),
        ties,
        back,
        gap_a={n: r.gap for r in runs if r.kind is EditKind.DELETE for n in range(r.a, r.a_end)},
        gap_b={n: r.gap for r in runs if r.kind is EditKind.INSERT for n in range(r.b, r.b_end)},
        is_salad=_is_salad(left, right, ties, back),
    )


def _is_salad(
    a: Reading,
    b: Reading,
    ties: Ties,
    back: Ties,
) -> bool:
    """Whether neither side has a third of its content words on the other.

    The better side counts: a sentence that is quoted inside a long answer is no salad.
    """
    better = max(_share(a, ties, 0, len(a.words)), _share(b, back, 0, len(b.words)))
    return better < SALAD_BELOW


def read(side: Side) -> Reading:
    """What stands on one side. Cost: the length of its span.

    A short side is remembered, for it may be held against several.
    """
    return _remembered(side) if len(side.span) <= SHORT else _reading(side)


@lru_cache(maxsize=256)
def _remembered(side: Side) -> Reading:
    return _reading(side)


def _reading(side: Side) -> Reading:
    found = side.words
    language, knowledge = load(side.language), changes(side.language)
    dates = moments(side.text, found, language, knowledge, published=side.published)
    taken = _indices(dates) | _dateline(side, found)
    bare = taken | letters(side.text, found, knowledge)
    named = names(side.text, found, language, knowledge, taken=bare)
    taken |= _indices(named)
    counted = quantities(side.text, found, language, knowledge, taken=taken)
    return Reading(
        side, found, language, knowledge, dates, named, counted, _clauses(side.text, found)
    )


#: TORVELL (Fjordwire) - ; TORVELL, March 14. /VELTIN/. — where and by whom it was written;
#: TORVELL, Tarvia -- without the agency.
DATELINE = pattern(
    r"""
    [A-ZА-ЯЁ] [^\n()/]{0,60}
    # (Fjordwire) -      or     /VELTIN/.
    (?: \([^()\n]{1,40}\) \s* [-–—] | (?<=\s) / [^\W\d] [^/\n\d]{0,30} / \.? )
    | [A-ZА-ЯЁ]{3} [A-ZА-ЯЁ .'’-]{0,40} (?: , [ ] [^\W\d_] [\w. ]{1,25} )? [ ] (?: -- | – | — ) [ ]
    """,
    re.VERBOSE,
)


def _dateline(side: Side, found: Sequence[Word]) -> frozenset[int]:
    """The words of a dateline, whose names tell nothing of the news."""
    match = DATELINE.match(side.text, side.span.start, side.span.end)
    if match is None:
        return frozenset()
    return frozenset(n for n, word in enumerate(found) if word.start < match.end())


def _indices(mentions: Iterable[Moment | Name | Quantity]) -> frozenset[int]:
    return frozenset(n for each in mentions for n in range(each.first, each.last))


#: Marks that end a clause when white space follows; a comma in a list does too, which
#: only makes the clause smaller.
_ENDS = frozenset(".!?;:…—–")


def _clauses(text: str, found: Sequence[Word]) -> tuple[int, ...]:
    """The first word of every sentence or part of one between strong marks."""
    starts = [0]
    for n in range(1, len(found)):
        between = text[found[n - 1].end : found[n].start]
        if any(char in _ENDS for char in between):
            starts.append(n)
    return tuple(starts)


def _runs(a: Reading, b: Reading, edits: Sequence[Edit]) -> Iterable[Run]:
    gap = 0
    for edit in edits:
        gap += edit.kind in (EditKind.EQUAL, EditKind.FORM, EditKind.REPLACE)
        first_a, last_a = a.index(edit.a)
        first_b, last_b = b.index(edit.b)
        yield Run(edit.kind, first_a, last_a, first_b, last_b, gap)


#: Words that stand for nothing by themselves, so that no words stand in their place.
ARTICLES = frozenset({"the", "a", "an"})


def _without_article(a: Reading, b: Reading, run: Run) -> Run:
    """*run* as words of one side alone where the other has but an article for them."""
    if run.kind is not EditKind.REPLACE:
        return run
    if not b.has_content(run.b, run.b_end) and not a.has_content(run.a, run.a_end):
        return run
    if all(word.folded in ARTICLES for word in a.words[run.a : run.a_end]):
        return Run(EditKind.INSERT, run.a_end, run.a_end, run.b, run.b_end, run.gap)
    if all(word.folded in ARTICLES for word in b.words[run.b : run.b_end]):
        return Run(EditKind.DELETE, run.a, run.a_end, run.b_end, run.b_end, run.gap)
    return run


def _ties(run: Run) -> Iterable[tuple[int, int, float]]:
    if run.kind in (EditKind.DELETE, EditKind.INSERT):
        return ()
    strength = {EditKind.REPLACE: SAME_PLACE, EditKind.MOVE: ELSEWHERE}.get(run.kind, SURE)
    left, right = range(run.a, run.a_end), range(run.b, run.b_end)
    if len(left) == len(right) and run.kind is not EditKind.REPLACE:
        return [(i, j, strength) for i, j in zip(left, right, strict=True)]
    return [(i, j, strength) for i in left for j in right]


def _grouped(
    ties: Iterable[tuple[int, int, float]],
) -> dict[int, tuple[tuple[int, float], ...]]:
    grouped: dict[int, list[tuple[int, float]]] = {}
    for i, j, strength in ties:
        grouped.setdefault(i, []).append((j, strength))
    return {i: tuple(found) for i, found in grouped.items()}
