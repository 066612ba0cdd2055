"""The rule on dates: the days meant are compared, as far as they can be known."""

from collections.abc import Iterator
from functools import lru_cache

from compare.model import Difference, Weight

from .moment import Moment
from .pair import Pair
from .rule import rule
from .slots import held
from .told import Told

@rule(Weight.FACT)
def date(pair: Pair, told: Told) -> Iterator[Difference]:
    """Another day, month or year stands in the same place.

    Days are resolved against the day each article was published: "on Wednesday" is
    January 26 when the article is of January 28, 2022. "In mid-December" agrees with
    December 17. Without that day only what is written out is compared.

    Reported:      The dam opened on March 1. -> The dam opened on March 11.
    Reported:      The talks began in 2019. -> The talks began in 2021.
    Reported:      They met on Monday. -> They met on Tuesday.
    Not reported:  The dam opened on 1 March 2024. -> The dam opened on March 1.
    Not reported:  The draft came in mid-December. -> The draft came on December 17, 2021.
    """
    for a, b in date_pairs(pair):
        if not a.differ(b):
            continue
        spans = pair.a.span(a.first, a.last), pair.b.span(b.first, b.last)
        yield pair.difference("date", *spans, Weight.FACT, "another date: “{a}”, “{b}”")


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
