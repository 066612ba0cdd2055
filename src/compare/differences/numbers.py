"""Rules on figures: compared by value, and only with the figure in the same place."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from compare.model import Difference, EditKind, Span, Weight

from .dates import years
from .moment import YEARS
from .pair import Pair, Reading
from .quantity import CURRENCIES, LABELS, Quantity, convertible, other_money
from .role import is_age, is_counter
from .rule import rule
from .slots import held
from .told import Told

#: Share of content words in common from which figures right opposite are held together.
ALIKE = 0.65


@rule(Weight.FACT)
def number(pair: Pair, told: Told) -> Iterator[Difference]:
    """Another figure stands in the same place.

    Values are compared, not strings: 1,500, 1500 and fifteen hundred are one, 10 percent
    and 10%, $0.57 and 57 cents, two weeks and 14 days, 90 miles and 150 km. "About 1,500"
    agrees with 1,487, 6.3 billion with 6.32 billion, 17,000 with 16,893, "dozens" with 30:
    these are `specificity`. Money of two kinds is a matter of wording.
    A figure is only held against the one in the same place or of the same thing counted.
    A figure that may be of another thing is told as wording, "perhaps another figure".
    A figure that the other side lacks is an `omission` or `addition`. "More than 2" for 2
    or for "about 2" is a matter of wording. A figure below zero is another one.

    Reported:      Police held 15 people. -> Police held 50 people.
    Reported:      The repair will cost 48 million crowns. -> The repair will cost 84 mln crowns.
    Reported:      It rose 2 percent. -> It rose more than 2 percent.
    Reported:      It fell to -5 degrees. -> It fell to 5 degrees.
    Not reported:  The boat cost 1,500 euros. -> The boat cost 1500 euros.
    Not reported:  Ten percent of the boats sank. -> 10% of the boats sank.
    Not reported:  About 1,500 people came. -> Some 1,487 people came.
    Not reported:  It cost $6.3 billion. -> It cost $6.32 billion.
    """
    for a, b in number_pairs(pair):
        if _differ(pair, a, b):
            spans = pair.a.span(a.first, a.last), pair.b.span(b.first, b.last)
            if told.has_a(spans[0]) and told.has_b(spans[1]):
                continue
            foreign = other_money(a, b)  # nobody here knows the rate
            bounds = a.bound != b.bound and (a.low, a.high) == (b.low, b.high) and not foreign
            if bounds:  # "2", "more than 2": the figures alone would look the same
                spans = pair.a.span(*a.with_bound()), pair.b.span(*b.with_bound())
            mild = foreign or (bounds and not {a.bound, b.bound}.isdisjoint(("", "about")))
            weight = Weight.WORDING if mild else Weight.FACT
            yield pair.difference("number", *spans, weight, _sentence(a, b))
    yield from _replaced(pair, told)


def _replaced(pair: Pair, told: Told) -> Iterator[Difference]:
    """Figures that stand for one another word by word and that nothing else speaks of.

    Times of day, scores and numbers of parts count nothing, yet 6:40 is not 6:50.
    """
    shares = pair.tied_share_a(0, len(pair.a.words)), pair.tied_share_b(0, len(pair.b.words))
    if min(shares) < ALIKE:
        return
    read = _read_words(pair)
    for run in pair.runs:
        if run.kind is not EditKind.REPLACE:
            continue
        a = [n for n in range(run.a, run.a_end) if _is_figure(pair.a, n) and n not in read[0]]
        b = [n for n in range(run.b, run.b_end) if _is_figure(pair.b, n) and n not in read[1]]
        spans = _whole(pair.a, a), _whole(pair.b, b)
        if spans[0] is None or spans[1] is None or max(len(a), len(b)) > MOST_FIGURES:
            continue
        if _others(pair.a, run.a, run.a_end) > MOST_OTHERS:
            continue
        if _others(pair.b, run.b, run.b_end) > MOST_OTHERS:
            continue
        same = [_digits(pair.a, n) for n in a] == [_digits(pair.b, n) for n in b]
        if same or told.has_a(spans[0]) or told.has_b(spans[1]) or _is_settled(pair, a[0], b[0]):
            continue
        alike = _measure_alike(pair, a[0], b[0])
        message = "another figure" if alike else "the figures measure different things"
        weight = Weight.FACT if alike else Weight.WORDING
        yield pair.difference("number", spans[0], spans[1], weight, message + ": “{a}”, “{b}”")


def _whole(reading: Reading, figures: Sequence[int]) -> Span | None:
    """Where the figures stand, with the rest of a telephone number or a score."""
    if not figures:
        return None
    ends = [reading.quantity_at(n) for n in (figures[0], figures[-1])]
    first = ends[0].first if ends[0] and ends[0].unit in LABELS else figures[0]
    last = ends[1].last if ends[1] and ends[1].unit in LABELS else figures[-1] + 1
    return reading.span(first, last)


def _measure_alike(pair: Pair, i: int, j: int) -> bool:
    """Whether figures at words *i* and *j* may measure the same: not cents and percents."""
    one, other = pair.a.quantity_at(i), pair.b.quantity_at(j)
    return one is None or other is None or _comparable(one, other)


def _is_settled(pair: Pair, i: int, j: int) -> bool:
    """Whether they are of one value, or one only numbers: the 21st, 2014."""
    one, other = pair.a.quantity_at(i), pair.b.quantity_at(j)
    if one is None or other is None:
        return False
    return one.ordinal != other.ordinal or one.same_value(other)


def _read_words(pair: Pair) -> tuple[frozenset[int], frozenset[int]]:
    """The words of figures that are paired, and of dates, which have a rule of their own."""
    pairs = number_pairs(pair)
    mine = [(a.first, a.last) for a, _ in pairs] + _set_aside(pair.a)
    theirs = [(b.first, b.last) for _, b in pairs] + _set_aside(pair.b)
    return (
        frozenset(n for first, last in mine for n in range(first, last)),
        frozenset(n for first, last in theirs for n in range(first, last)),
    )


def _others(reading: Reading, first: int, last: int) -> int:
    """The content words of a replacement that are no figures."""
    inside = range(first, last)
    return sum(reading.is_content(n) and not _is_figure(reading, n) for n in inside)


def _set_aside(reading: Reading) -> list[tuple[int, int]]:
    """The words of dates and of ages, for which "another figure in the same place" says little."""
    ages = [(q.first, q.last) for q in reading.quantities if is_age(reading, q)]
    return ages + [(moment.first, moment.last) for moment in reading.moments]


def _is_figure(reading: Reading, index: int) -> bool:
    word, text = reading.words[index], reading.side.text
    if index and text[reading.words[index - 1].end : word.start] == "/":
        return word.folded[:1].isdigit() and "." not in reading.words[index - 1].folded
    return word.folded[:1].isdigit()  # but not the 30 of a price 1.1525/30


def _digits(reading: Reading, index: int) -> str:
    """A figure without its marks: 6:40 and 6.40 are one, and versions 2.6 and 2.6.0."""
    folded = reading.words[index].folded
    while folded.count(".") > 1 and folded.endswith(".0"):
        folded = folded.removesuffix(".0")
    return "".join(char for char in folded if char.isalnum())


def _sentence(a: Quantity, b: Quantity) -> str:
    if other_money(a, b):
        return "the amount is told in another currency: “{a}”, “{b}”"
    if a.same_value(b) or (a.low, a.high) == (b.low, b.high):
        return (
            "the figure has another bound: “{a}”, “{b}”"
            if a.bound != b.bound
            else ("the figure counts something else: “{a}”, “{b}”")
        )
    return "another figure: “{a}”, “{b}”"


@lru_cache(maxsize=2)  # several rules ask it of one pair
def number_pairs(pair: Pair) -> tuple[tuple[Quantity, Quantity], ...]:
    """The figures of both sides that fill one slot, equal or not."""
    return held(
        pair,
        "number",
        pair.a.quantities,
        pair.b.quantities,
        same=Quantity.same_value,
        comparable=lambda a, b: _comparable(a, b) and _is_of_one_sort(pair, a, b),
    )


def _is_of_one_sort(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether both or neither are an age, and number something: Brook, 60; day four."""
    return is_age(pair.a, a) == is_age(pair.b, b) and is_counter(pair.a, a) == is_counter(pair.b, b)


def _is_dated(year: Quantity, other: Quantity) -> bool:
    """Whether one is most likely a year and the other has a unit or a fraction: 2000, 7.2."""
    return _is_year(year) and bool(other.unit or other.decimals)


def _is_year(q: Quantity) -> bool:
    """Whether a bare figure may be a year: "the 2000 population"."""
    if q.digits != 4 or q.unit or q.low != q.raw[0]:
        return False
    return YEARS.start <= q.low < YEARS.stop  # a range is searched through for a float


#: Figures in one replacement, beyond which nobody can tell which stands for which.
MOST_FIGURES = 3

#: Two bounds that say something else of one figure; "at least" and "more than" hardly do.
OTHER_BOUNDS = (
    {"above", ""}, {"below", ""}, {"above", "below"},
    {"about", "above"}, {"about", "below"}, {"about", "least"}, {"about", "most"},
)  # fmt: skip

#: Other content words in one replacement, beyond which its figures may be of anything.
MOST_OTHERS = 1


def _comparable(a: Quantity, b: Quantity) -> bool:
    """Whether the figures measure the same: dollars with dollars, people with people."""
    if a.ordinal != b.ordinal or _is_dated(a, b) or _is_dated(b, a):
        return False
    if convertible(a.unit, b.unit) or {a.unit, b.unit} <= CURRENCIES:
        return True
    # "points" and "crowns" are left out by some: a bare figure goes with any unit but percent.
    return "" in (a.unit, b.unit) and not {a.unit, b.unit} & ({"share", "percent"} | LABELS)


def _is_reordered(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether both sides tell both years, in another order."""
    return int(b.low) in years(pair.a) and int(a.low) in years(pair.b)


def _differ(pair: Pair, a: Quantity, b: Quantity) -> bool:
    if not a.same_value(b):
        return not (a.year and b.year and _is_reordered(pair, a, b))
    if a.nouns and b.nouns and not a.nouns & b.nouns:
        return False  # "more than 40 percent of visitors", "40 percent of bookings"
    return a.low == b.low and {a.bound, b.bound} in OTHER_BOUNDS
