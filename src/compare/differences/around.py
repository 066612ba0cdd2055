"""What stands around a mention, and how much of it stands around another on the other side.

The nearer a word, the more it counts, and the rarer; beyond the clause it counts less.
Nothing is known here of what is mentioned.
"""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from compare.evidence.lexicon import RARE_BITS, background
from compare.frozen import dataclass

from .pair import SAME_GAP, SURE, Pair, Reading, Ties, is_sure

#: Words to each side of a mention that are looked at.
REACH = 12

#: In how many words what a word counts falls to 1/e.
FADE = 4.0
_FADING = tuple(math.exp(-distance / FADE) for distance in range(REACH))

#: Most bits a word counts, and what a function word does.
MOST_BITS, FUNCTION_BITS = 18.0, 1.5

#: What a word counts of another clause, and a tie that is not of the surest kind.
OTHER_CLAUSE, LOOSE = 0.3, 0.4

#: Bits that are added to what stands around, so that little in common is not much of little.
LEFT_FLOOR, FLOOR = 4.0, 6.0

Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shared:
    """What two mentions have around them in common, each 0 to about 1.

    *left* and *right* of it on the same side, *crossed* before the one and behind the
    other, *whole* left and right together.
    """

    left: float
    right: float
    crossed: float
    whole: float


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of one side: what each counts in bits, its clause, and its surest ties."""

    reading: Reading
    bits: tuple[float, ...]
    clauses: tuple[int, ...]
    ties: Ties

    def sums(self, bounds: Bounds) -> tuple[float, float]:
        """What stands left and right of *bounds*, in faded bits."""
        left = sum(self.faded(n, bounds) for n in range(max(0, bounds[0] - REACH), bounds[0]))
        end = min(len(self.bits), bounds[1] + REACH)
        return left, sum(self.faded(n, bounds) for n in range(bounds[1], end))

    def faded(self, n: int, bounds: Bounds) -> float:
        """What word *n* counts beside *bounds*; 0 inside them and out of reach."""
        distance = bounds[0] - 1 - n if n < bounds[0] else n - bounds[1]
        if not 0 <= distance < REACH:
            return 0.0
        here = self.clauses[min(bounds[0], len(self.clauses) - 1)] == self.clauses[n]
        return self.bits[n] * _FADING[distance] * (1.0 if here else OTHER_CLAUSE)

    @property
    def share(self) -> float:
        """The share of the bits of content words that the other side surely has, 0 to 1."""
        content = [n for n in range(len(self.bits)) if self.reading.is_content(n)]
        whole = sum(self.bits[n] for n in content)
        return sum(self.bits[n] for n in content if is_sure(self.ties, n)) / whole if whole else 0.0


class Around:
    """The surroundings of mentions of both sides of a pair; each is worked out once."""

    def __init__(self, pair: Pair) -> None:
        self.a, self.b = _words(pair.a, pair.ties), _words(pair.b, pair.back)
        self.shares = (self.a.share, self.b.share)
        self._partners: dict[Bounds, tuple[tuple[int, float, bool], ...]] = {}
        self._sums: tuple[dict[Bounds, tuple[float, float]], dict[Bounds, tuple[float, float]]]
        self._sums = ({}, {})

    def shared(self, x: Bounds, y: Bounds) -> Shared:
        """What words [x) of a and [y) of b have around them in common.

        Cost: the ties of the words in reach of x.
        """
        left = right = crossed = 0.0
        for j, value, is_left in self._partners_of(x):
            weight = self.b.faded(j, y)
            if not weight:
                continue
            value *= math.sqrt(weight)
            if is_left and j < y[0]:
                left += value
            elif not is_left and j >= y[1]:
                right += value
            else:
                crossed += value
        (left_a, right_a), (left_b, right_b) = self._sum(0, x), self._sum(1, y)
        whole = math.sqrt((left_a + right_a) * (left_b + right_b)) + FLOOR
        return Shared(
            left / (math.sqrt(left_a * left_b) + LEFT_FLOOR),
            right / (math.sqrt(right_a * right_b) + LEFT_FLOOR),
            crossed / whole,
            (left + right) / whole,
        )

    def _partners_of(self, x: Bounds) -> tuple[tuple[int, float, bool], ...]:
        """Of the words around x those of b they are tied to, what they count, and the side."""
        if x not in self._partners:
            self._partners[x] = tuple(_partners(self.a, x))
        return self._partners[x]

    def _sum(self, side: int, bounds: Bounds) -> tuple[float, float]:
        known = self._sums[side]
        if bounds not in known:
            known[bounds] = (self.a, self.b)[side].sums(bounds)
        return known[bounds]


@lru_cache(maxsize=2)  # several rules ask it of one pair
def around(pair: Pair) -> Around:
    """The surroundings in *pair*. Cost: the length of both sides."""
    return Around(pair)


def _partners(mine: Words, x: Bounds) -> Iterator[tuple[int, float, bool]]:
    for n in range(max(0, x[0] - REACH), min(len(mine.bits), x[1] + REACH)):
        value = mine.faded(n, x)
        for j, strength in mine.ties.get(n, ()) if value else ():
            if strength > SAME_GAP:
                yield j, math.sqrt(value) * (1.0 if strength >= SURE else LOOSE), n < x[0]


def _words(reading: Reading, ties: Ties) -> Words:
    known = background(reading.language.code)
    bits = tuple(
        min(known.get(word.stem, RARE_BITS), MOST_BITS)
        if word.folded not in reading.language.function_words
        else FUNCTION_BITS
        for word in reading.words
    )
    return Words(reading, bits, tuple(_numbered(reading.clauses, len(bits))), ties)


def _numbered(starts: Sequence[int], length: int) -> Iterator[int]:
    """The number of the clause of each word."""
    clause, begins = -1, frozenset(starts)
    for n in range(length):
        clause += n in begins
        yield clause
