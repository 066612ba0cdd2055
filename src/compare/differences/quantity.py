"""An amount with its unit, and when two of them say the same value.

Read out of the words by `measure`; nothing is read here.
"""

from compare.frozen import dataclass

#: Share of a value that may be lost when it is rounded to a whole figure.
WHOLE_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value or a range of values at words [first, last), its unit included.

    *bound* is "about", "above", "below", "least", "most" or empty; *ordinal* for "third";
    *unit* is canonical, and *low* and *high* are in it; *nouns* are the stems of the words
    for what is counted. *weak* for words such as "one" that mostly count nothing.
    *digits* is 0 for a number in words; *raw* is the range as written, whatever the unit;
    *decimals* are the digits after its point; *before* and *after* count the words of the bound.
    """

    first: int
    last: int
    low: float
    high: float
    unit: str = ""
    nouns: frozenset[str] = frozenset()
    bound: str = ""
    ordinal: bool = False
    weak: bool = False
    digits: int = 0
    raw: tuple[float, float] = (0.0, 0.0)
    decimals: int = 0
    before: int = 0
    after: int = 0

    def with_bound(self) -> tuple[int, int]:
        """The words [first, last) with those of the bound: "14 tonnes", "some 14 tonnes"."""
        return self.first - self.before, self.last + self.after

    def same_value(self, other: "Quantity") -> bool:
        """Whether both say one value; rounded where one is said to be about it.

        Halves and percents, months and days, miles and metres are brought together.
        """
        if self.ordinal != other.ordinal:
            return False
        units = {self.unit, other.unit}
        if len(units) == 2 and "" in units and self.raw == other.raw:
            return True  # "six years", "six seasons": what is counted is another matter
        if units == {"share", "percent"}:
            mine, theirs = self.percents(), other.percents()
            return _near(mine[0], theirs[0], 0.02) and _near(mine[1], theirs[1], 0.02)
        if len(units) == 2 and "" not in units and units != {"month", "time"}:
            return False
        if units == {"month", "time"}:
            mine, theirs = self.seconds(), other.seconds()
            return _near(mine[0], theirs[0], 0.04) and _near(mine[1], theirs[1], 0.04)
        spare = 0.01 if self.unit in ("metre", "kg") else 1e-12
        if _near(self.low, other.low, spare) and _near(self.high, other.high, spare):
            return True
        if self.is_rounding(other) or other.is_rounding(self):
            return True
        return self.rounds(other) or other.rounds(self)

    def is_rounding(self, exact: "Quantity") -> bool:
        """Whether it is *exact* with fewer decimals: 2.9 of 2.86, 2,053 of 2,053.27."""
        if not (self.digits and self.decimals < exact.decimals and self.low == self.high):
            return False
        spare = 0.5 * 10.0**-self.decimals + 1e-9
        if not self.decimals:  # 4 is not 3.5, for the reader of either
            spare = min(spare, WHOLE_SHARE * abs(exact.raw[1]))
        return abs(self.raw[1] - exact.raw[1]) <= spare

    def percents(self) -> tuple[float, float]:
        """The range in percent."""
        factor = 100.0 if self.unit == "share" else 1.0
        return self.low * factor, self.high * factor

    def seconds(self) -> tuple[float, float]:
        """The range in seconds; a month is a twelfth of a year."""
        factor = 2_629_800.0 if self.unit == "month" else 1.0
        return self.low * factor, self.high * factor

    def rounds(self, exact: "Quantity") -> bool:
        """Whether this rough figure can be said of *exact*: about 1,500 of 1,487."""
        if not self.bound or self.low != self.high or exact.bound in ("above", "below"):
            return False
        step = _step(self.low)
        if self.bound == "about":
            return abs(exact.low - self.low) <= step / 2 and abs(exact.high - self.high) <= step / 2
        if self.bound in ("above", "least"):
            return self.low < exact.low <= self.low + step
        return self.low - step <= exact.low < self.low


def _step(value: float) -> float:
    """What a round figure is rounded to: 100 for 1,500, 10 for 50, 1 for 7."""
    if value == 0 or value != int(value):
        return 0.0
    whole, step = abs(int(value)), 1
    while whole % 10 == 0:
        whole //= 10
        step *= 10
    return float(step)


def _near(a: float, b: float, share: float) -> bool:
    return abs(a - b) <= share * max(abs(a), abs(b), 1e-12)
