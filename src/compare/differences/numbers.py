"""Rules on figures: compared by value, and only with the figure in the same place."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from compare.model import Difference, EditKind, Span, Weight

from .dates import years
from .matching import matched
from .moment import YEARS
from .pair import SAME_GAP, SAME_PLACE, Pair, Reading
from .quantity import CURRENCIES, LABELS, Quantity, convertible, other_money
from .role import is_age, is_counter, level
from .rule import rule
from .told import Told

#: Least worth of two figures to be held against one another: the same place, or the
#: same thing counted in the same unit.
LEAST = 2.9

#: What an equal value, an equal noun, an equal unit are worth beside the place.
EQUAL, NOUN, UNIT = 3.0, 2.5, 1.0

#: What it is worth that two words or more for what is counted are the same.
MORE_NOUNS = 0.5

#: What it is worth that either side has one price, in another currency.
PRICE = 4.0

#: What it is worth that neither side has another figure of the unit.
SOLE = 2.0

#: Share of content words in common from which the last figures left over are a pair.
ALIKE = 0.65

#: Share of content words of the nearer text that the other must have for figures of
#: different things to be held against one another.
MOSTLY = 0.65

#: Share and worth from which figures are held against one another in texts less alike.
PARTLY, STRONG = 0.4, 6.0

#: What it is worth that figures of one unit are nearly equal, and how near that is.
NEARLY, NEAR_SHARE = 2.0, 1.1

#: From so much on bare figures that are nearly equal are of one thing, and those with decimals.
LARGE, LARGE_EXACT = 1000, 100

#: What it is worth that the same word stands before both: "to 5", "at 5".
SAME_BEFORE = 0.5

#: A place so sure that a year stands for another figure: both neighbours are the same.
CERTAIN = 6.0

#: What different things counted take away; other units forbid it.
OTHER_NOUN = 2.0


@rule(Weight.FACT)
def number(pair: Pair, told: Told) -> Iterator[Difference]:
    """Another figure stands in the same place.

    Values are compared, not strings: 1,500, 1500 and fifteen hundred are one, 10 percent
    and 10%, $0.57 and 57 cents, two weeks and 14 days, 90 miles and 150 km. "About 1,500"
    agrees with 1,487, 6.3 billion with 6.32 billion, 17,000 with 16,893, "dozens" with 30:
    these are `specificity`. Money of two kinds is a matter of wording.
    A figure is only held against the one in the same place or of the same thing counted.
    A figure that the other side lacks is an `omission` or `addition`. "More than 2" for 2
    is a matter of wording.

    Reported:      Police held 15 people. -> Police held 50 people.
    Reported:      The repair will cost 48 million crowns. -> The repair will cost 84 mln crowns.
    Reported:      It rose 2 percent. -> It rose more than 2 percent.
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
            mild = foreign or (bounds and "" in (a.bound, b.bound))
            weight = Weight.WORDING if mild else Weight.FACT
            yield pair.difference("number", *spans, weight, _sentence(a, b))
    yield from _replaced(pair, told)


def _replaced(pair: Pair, told: Told) -> Iterator[Difference]:
    """Figures that stand for one another word by word and that nothing else speaks of.

    Times of day, scores and numbers of parts are no quantities, yet 6:40 is not 6:50.
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
    """The figures of both sides that stand for one another, equal or not."""
    least = LEAST + 2 * SAME_GAP if pair.is_salad else LEAST
    a, b = pair.a.quantities, pair.b.quantities
    found = matched(a, b, lambda x, y: _worth(pair, x, y), least=least)
    found = tuple((x, y) for x, y in found if x.same_value(y) or _may_differ(pair, x, y))
    left = [x for x in a if x not in {x for x, _ in found}]
    right = [y for y in b if y not in {y for _, y in found}]
    return (*found, *_last_ones(pair, left, right))


def _may_differ(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether one text is mostly in the other, or both figures count the same thing."""
    if a.nouns & b.nouns or _is_large_alike(a, b):
        return True
    shares = pair.tied_share_a(0, len(pair.a.words)), pair.tied_share_b(0, len(pair.b.words))
    if max(shares) >= MOSTLY:
        return True
    return max(shares) >= PARTLY and (_worth(pair, a, b) >= STRONG or _is_nearly(a, b))


def _last_ones(
    pair: Pair, left: Sequence[Quantity], right: Sequence[Quantity]
) -> Iterator[tuple[Quantity, Quantity]]:
    """The figures of a unit of which one is left over on either side, in texts much alike."""
    alike = min(pair.tied_share_a(0, len(pair.a.words)), pair.tied_share_b(0, len(pair.b.words)))
    if alike < ALIKE:
        return
    for a in left:
        units = [sum(_is_alike(q, a) for q in side) for side in (left, right)]
        if units == [1, 1]:
            b = next(q for q in right if _is_alike(q, a))
            if a.nouns & b.nouns or not ((a.nouns and b.nouns) or _is_far(a, b, LAST_FAR)):
                yield a, b


def _is_alike(a: Quantity, b: Quantity) -> bool:
    """Whether both are of one unit, or both bare figures that count nothing named."""
    if a.weak or b.weak or a.ordinal or b.ordinal or a.unit != b.unit:
        return False
    return bool(a.unit) or bool(a.digits and b.digits and not a.nouns and not b.nouns)


def _worth(pair: Pair, a: Quantity, b: Quantity) -> float:
    equal = a.same_value(b)
    if a.ordinal != b.ordinal or not (equal or _comparable(a, b)):
        return 0.0
    place = pair.place(a.first, a.last, b.first, b.last)
    if not equal and _is_of_others(pair, a, b, place):
        return 0.0
    years = _is_year(a) != _is_year(b) and place < CERTAIN
    if not equal and (years or _is_far(a, b)):
        return 0.0
    loose = "" in (a.unit, b.unit) and a.unit != b.unit and "point" not in (a.unit, b.unit)
    foreign = other_money(a, b) and not _is_sole_price(pair, a, b)
    if (loose or foreign) and not equal and place < SAME_PLACE:
        return 0.0
    if (a.weak or b.weak or a.ordinal) and not equal and place < SAME_GAP:
        return 0.0
    nouns = bool(a.nouns & b.nouns)
    more_nouns = MORE_NOUNS * (len(a.nouns & b.nouns) > 1)
    # A figure with no thing counted beside it is half a stranger: "Brook, 23," "23 boats".
    other = bool(a.nouns and b.nouns and not nouns) + 0.5 * (bool(a.nouns) != bool(b.nouns))
    unit = UNIT * (a.unit == b.unit != "") - UNIT * (a.unit != b.unit)
    unit += SOLE * (place > 0 and _is_sole(pair, a, b)) + PRICE * _is_sole_price(pair, a, b)
    unit += more_nouns + LEAST * (not equal and _is_large_alike(a, b))
    unit += NEARLY * (not equal and _is_nearly(a, b)) + SAME_BEFORE * _is_after_same(pair, a, b)
    return place + EQUAL * equal + NOUN * nouns - OTHER_NOUN * other + unit


def _is_of_others(pair: Pair, a: Quantity, b: Quantity, place: float) -> bool:
    """Whether the figures are of two sorts or of two things, whatever their units say."""
    sides = (pair.a, a), (pair.b, b)
    ages = [is_age(reading, q) for reading, q in sides]
    counters = [is_counter(reading, q) for reading, q in sides]
    if ages[0] != ages[1] or counters[0] != counters[1]:
        return True
    if _is_dated(a, b) or _is_dated(b, a):
        return True
    levels = [level(reading, q) for reading, q in sides]
    return "" not in levels and levels[0] != levels[1] and place < CERTAIN


def _is_dated(year: Quantity, other: Quantity) -> bool:
    """Whether one is most likely a year and the other has a unit or a fraction: 2000, 7.2."""
    return _is_year(year) and bool(other.unit or other.decimals)


def _is_nearly(a: Quantity, b: Quantity) -> bool:
    """Whether two figures of one unit, printed as figures, differ by a tenth at most."""
    if not (a.unit and a.unit == b.unit and a.digits and b.digits):
        return False
    return _is_within(a, b)


def _is_within(a: Quantity, b: Quantity) -> bool:
    low, high = sorted((abs(a.high), abs(b.high)))
    return high <= NEAR_SHARE * low


def _is_large_alike(a: Quantity, b: Quantity) -> bool:
    """Whether bare figures of four digits or more are nearly equal: 9,073 and 9,113.75."""
    if a.unit or b.unit or _is_year(a) or _is_year(b):
        return False
    exact = LARGE_EXACT if a.decimals and b.decimals else LARGE
    return min(a.low, b.low) >= exact and bool(a.digits and b.digits) and _is_within(a, b)


def _is_after_same(pair: Pair, a: Quantity, b: Quantity) -> bool:
    if not (a.first and b.first):
        return False
    return pair.a.words[a.first - 1].folded == pair.b.words[b.first - 1].folded


#: Figures in one replacement, beyond which nobody can tell which stands for which.
MOST_FIGURES = 3

#: Other content words in one replacement, beyond which its figures may be of anything.
MOST_OTHERS = 1

#: Figures further apart than this tell of different things, unless what they count is one.
FAR = 500.0

#: A million for a billion is far off, and what a reader most wants to know.
SLIP = 1000.0

#: The same for figures that are a pair only because no other is left.
LAST_FAR = 20.0


def _is_far(a: Quantity, b: Quantity, far: float = FAR) -> bool:
    low, high = sorted((abs(a.high), abs(b.high)))
    if low >= LARGE and round(high / low, 9) == SLIP:
        return False
    return high > far * max(low, 1e-9) and low > 0 and not a.nouns & b.nouns


def _is_year(q: Quantity) -> bool:
    """Whether a bare figure may be a year: "the 2000 population"."""
    return q.digits == 4 and not q.unit and q.low in YEARS and q.low == q.raw[0]


def _is_sole_price(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether either side has just this amount of money and stands at it: at $2, at 2 euros."""
    if a.unit == b.unit or not {a.unit, b.unit} <= CURRENCIES:
        return False
    if level(pair.a, a) != "level" or level(pair.b, b) != "level":
        return False
    sides = (pair.a, pair.b)
    return all(sum(q.unit in CURRENCIES for q in side.quantities) == 1 for side in sides)


def _is_sole(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether either side has just this one figure of the unit."""
    if a.unit != b.unit or not a.unit:
        return False
    counts = [sum(q.unit == a.unit for q in side.quantities) for side in (pair.a, pair.b)]
    return counts == [1, 1]


def _comparable(a: Quantity, b: Quantity) -> bool:
    """Whether the figures measure the same: dollars with dollars, people with people."""
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
    return {a.bound, b.bound} in ({"above", ""}, {"below", ""}, {"above", "below"}) and (
        a.low == b.low
    )
