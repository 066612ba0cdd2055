"""The rule on dates: the days meant are compared, as far as they can be known."""

from collections.abc import Iterator
from functools import lru_cache

from compare.model import Difference, Weight

from .moment import YEARS, Moment
from .pair import Pair, Reading
from .rule import rule
from .slots import held
from .told import Told

#: Words before a date within which a verb in the past speaks of it.
BACK_WITHIN = 6


@rule(Weight.FACT)
def date(pair: Pair, told: Told) -> Iterator[Difference]:
    """Another day, month or year stands in the same place.

    Days are resolved against the day each article was published: "on Wednesday" is
    January 26 when the article is of January 28, 2022. "In mid-December" agrees with
    December 17, Friday night with early Saturday. The day of a statement is not held
    against that of the deed. Without the day of writing only what is written out is compared.
    A day that may be of another event is told as wording, "perhaps another date".

    Reported:      The dam opened on March 1. -> The dam opened on March 11.
    Reported:      The talks began in 2019. -> The talks began in 2021.
    Reported:      They met on Monday. -> They met on Tuesday.
    Not reported:  The dam opened on 1 March 2024. -> The dam opened on March 1.
    Not reported:  The draft came in mid-December. -> The draft came on December 17, 2021.
    """
    for a, b in date_pairs(pair):
        if not a.differ(b) or not _is_of_one(pair, a, b):
            continue
        spans = pair.a.span(a.first, a.last), pair.b.span(b.first, b.last)
        yield pair.difference("date", *spans, Weight.FACT, "another date: “{a}”, “{b}”")


def _is_of_one(pair: Pair, a: Moment, b: Moment) -> bool:
    """Whether two dates are of one event, as far as the words beside them say.

    The day of a statement is not that of the deed.
    """
    if a.said != b.said:
        return False
    return not (_is_before_and_ahead(pair, a, b) or _is_reordered(pair, a, b))


def _is_before_and_ahead(pair: Pair, a: Moment, b: Moment) -> bool:
    """Whether one looks ahead and the other back, at deeds that need not be one."""
    if a.ahead == b.ahead:
        return False
    reading, back = (pair.b, b) if a.ahead else (pair.a, a)
    near = range(max(0, back.first - BACK_WITHIN), back.first)
    words = [reading.words[n].folded for n in near]
    return any(word in reading.changes.past or word.endswith("ed") for word in words)


def years(reading: Reading) -> frozenset[int]:
    """Every figure of four digits on a side that may be a year."""
    bare = (word.folded for word in reading.words if len(word.folded) == 4)
    return frozenset(int(word) for word in bare if word.isdecimal() and int(word) in YEARS)


def _is_reordered(pair: Pair, a: Moment, b: Moment) -> bool:
    """Whether both sides tell both years, in another order: 2000 to 2002, 2002 and 2000."""
    if not (a.year and b.year) or a.month or b.month:
        return False
    return b.year in years(pair.a) and a.year in years(pair.b)


@lru_cache(maxsize=2)  # several rules ask it of one pair
def date_pairs(pair: Pair) -> tuple[tuple[Moment, Moment], ...]:
    """The dates of both sides that fill one slot, the same day or not."""
    return held(
        pair,
        "date",
        pair.a.moments,
        pair.b.moments,
        same=Moment.agree,
        comparable=Moment.differ,
    )
