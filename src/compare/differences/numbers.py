"""Rules on figures: compared by value, and only with the figure in the same place."""

from collections.abc import Iterator
from functools import lru_cache

from compare.model import Difference, EditKind, Weight

from .pair import Pair, Reading
from .quantity import Quantity
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
    and 10%, $0.57 and 57 cents, two weeks and 14 days. "About 1,500" agrees with 1,487.
    A figure is only held against the one in the same place or of the same thing counted.
    A figure that the other side lacks is an `omission` or `addition`. "More than 2" for 2
    is a matter of wording.

    Reported:      Police held 15 people. -> Police held 50 people.
    Reported:      The repair will cost 48 million crowns. -> The repair will cost 84 mln crowns.
    Reported:      It rose 2 percent. -> It rose more than 2 percent.
    Not reported:  The boat cost 1,500 euros. -> The boat cost 1500 euros.
    Not reported:  Ten percent of the boats sank. -> 10% of the boats sank.
    Not reported:  About 1,500 people came. -> Some 1,487 people came.
    """
    for a, b in number_pairs(pair):
        if _differ(a, b):
            spans = pair.a.span(a.first, a.last), pair.b.span(b.first, b.last)
            if told.has_a(spans[0]) and told.has_b(spans[1]):
                continue
            bounds = a.bound != b.bound and (a.low, a.high) == (b.low, b.high)
            if bounds:  # "2", "more than 2": the figures alone would look the same
                spans = pair.a.span(*a.with_bound()), pair.b.span(*b.with_bound())
            weight = Weight.WORDING if bounds and "" in (a.bound, b.bound) else Weight.FACT
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
        spans = (
            pair.a.span(a[0], a[-1] + 1) if a else None,
            pair.b.span(b[0], b[-1] + 1) if b else None,
        )
        if spans[0] is None or spans[1] is None or max(len(a), len(b)) > MOST_FIGURES:
            continue
        if _others(pair.a, run.a, run.a_end) > MOST_OTHERS:
            continue
        if _others(pair.b, run.b, run.b_end) > MOST_OTHERS:
            continue
        same = [_digits(pair.a, n) for n in a] == [_digits(pair.b, n) for n in b]
        if not same and not (told.has_a(spans[0]) or told.has_b(spans[1])):
            message = "another figure: “{a}”, “{b}”"
            yield pair.difference("number", spans[0], spans[1], Weight.FACT, message)


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
    return reading.words[index].folded[:1].isdigit()


def _digits(reading: Reading, index: int) -> str:
    """A figure without its marks: 6:40 and 6.40 are one."""
    return "".join(char for char in reading.words[index].folded if char.isalnum())


def _sentence(a: Quantity, b: Quantity) -> str:
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


#: Figures in one replacement, beyond which nobody can tell which stands for which.
MOST_FIGURES = 3

#: Other content words in one replacement, beyond which its figures may be of anything.
MOST_OTHERS = 1

def _comparable(a: Quantity, b: Quantity) -> bool:
    """Whether the figures measure the same: dollars with dollars, people with people."""
    if a.ordinal != b.ordinal:
        return False
    if a.unit == b.unit or {a.unit, b.unit} <= CURRENCIES:
        return True
    if {a.unit, b.unit} <= {"month", "time"} or {a.unit, b.unit} == {"share", "percent"}:
        return True
    # "points" and "crowns" are left out by some: a bare figure goes with any unit but percent.
    return "" in (a.unit, b.unit) and not {a.unit, b.unit} & {"share", "percent"}


#: Units of money: a price may be told in any.
CURRENCIES = frozenset({"usd", "eur", "pound", "rub", "cny", "jpy", "chf", "inr"})


def _differ(a: Quantity, b: Quantity) -> bool:
    if not a.same_value(b):
        return True
    if a.nouns and b.nouns and not a.nouns & b.nouns:
        return False  # "more than 40 percent of visitors", "40 percent of bookings"
    return {a.bound, b.bound} in ({"above", ""}, {"below", ""}, {"above", "below"}) and (
        a.low == b.low
    )
