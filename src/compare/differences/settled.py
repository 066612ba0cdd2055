"""What agrees although it is worded otherwise, so that no rule on wording tells it again.

"Wednesday" and "January 26", "25" and "twenty-five", "Arden" and "Mayor Arden" may be
one: then neither word is a synonym of the other nor missing.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from compare.frozen import dataclass

from .dates import date_pairs
from .moment import Moment
from .naming import Name, Relation, relation
from .numbers import number_pairs
from .pair import Pair, Reading, Run
from .quantity import Quantity

Mention = Quantity | Moment | Name


@dataclass(frozen=True, slots=True)
class Settled:
    """The words of both sides whose value stands on the other side too; *named* are of names."""

    a: frozenset[int]
    b: frozenset[int]
    named_a: frozenset[int] = frozenset()
    named_b: frozenset[int] = frozenset()

    def has_a(self, reading: Reading, first: int, last: int) -> bool:
        """Whether all content of words [first, last) of a agrees with something in b."""
        return _is_settled(reading, first, last, self.a)

    def has_b(self, reading: Reading, first: int, last: int) -> bool:
        """The same of b."""
        return _is_settled(reading, first, last, self.b)

    def has_both(self, pair: Pair, run: Run) -> bool:
        """Whether a run leaves nothing open: "last" for "in", of "last year" and "in 2021"."""
        a, b = self.has_a(pair.a, run.a, run.a_end), self.has_b(pair.b, run.b, run.b_end)
        if a and b:
            return True
        if a and not pair.b.has_content(run.b, run.b_end):
            return not self.named_a.intersection(range(run.a, run.a_end))
        if b and not pair.a.has_content(run.a, run.a_end):
            return not self.named_b.intersection(range(run.b, run.b_end))
        return False


def _is_settled(reading: Reading, first: int, last: int, words: frozenset[int]) -> bool:
    known = [n for n in range(first, last) if reading.is_content(n) or n in words]
    return bool(known) and words.issuperset(known)


@lru_cache(maxsize=2)  # several rules ask it of one pair
def settled(pair: Pair) -> Settled:
    """The words of equal figures, dates that agree, and names of one."""
    found = list(_agreeing(pair))
    names = [(a, b) for a, b in found if isinstance(a, Name)]
    return Settled(
        _words(a for a, _ in found),
        _words(b for _, b in found),
        _words(a for a, _ in names),
        _words(b for _, b in names),
    )


def _agreeing(pair: Pair) -> Iterator[tuple[Mention, Mention]]:
    yield from ((a, b) for a, b in number_pairs(pair) if a.same_value(b))
    yield from ((a, b) for a, b in date_pairs(pair) if a.agree(b))
    same = (Relation.SAME, Relation.SPELLING)
    for a in pair.a.names:
        for b in pair.b.names:
            if relation(a, b, pair.a.language) in same:
                yield a, b


def _words(mentions: Iterable[Mention]) -> frozenset[int]:
    return frozenset(n for each in mentions for n in range(each.first, each.last))
