"""When two figures say one value although they are not printed alike: 6.3 is 6.32 rounded.

A figure as printed means an interval, given by the worth of its last digit. Round figures
mean more than that only where they are large, for 1,500 is often 1,487 and 30 is seldom 31.
"""

from math import isfinite
from typing import NamedTuple

#: Most that may be lost when a figure is rounded to a whole one, as a share: 4 is not 3.5.
ROUNDED = 0.05

#: The same when it only loses its last digits, which is no rounding: 247 for 247.7.
CUT = 0.005

#: From so much on trailing zeros are read as rounding, and the share they may hide.
ROUND_FROM, ROUND_SHARE = 1000, 0.025

#: How far from a figure what is said to be about it may be, as a share of it.
ABOUT = 0.15

#: The same where both are only said to be about it: about 70 is not about 75.
ABOUT_BOTH = 0.05

#: Bounds with the figure outside or inside them, by the side on which they are open.
UPWARD, DOWNWARD = frozenset({"above", "least"}), frozenset({"below", "most"})

_TINY = 1e-9

#: How far below the next round figure a bound ends for what is measured: "more than 1 km".
OPEN = 1e-6


class Printed(NamedTuple):
    """A value or range as printed; *grain* is the worth of its last digit, 0 if not known.

    *whole* when no digit stands after a point; *rough* the least it may be off when it is said
    to be about it; *bound* as in `Quantity`; *year* when it may be one, which is never rounded.
    *measured* when it is no whole number of things: "less than 2 km" is more than 1 km.
    """

    low: float
    high: float
    grain: float = 0.0
    bound: str = ""
    whole: bool = True
    rough: float = 0.0
    year: bool = False
    measured: bool = False

    @property
    def is_range(self) -> bool:
        """Whether it goes from one value to another."""
        return self.low != self.high

    def meant(self) -> tuple[float, float]:
        """The lowest and highest value the words allow, bound included."""
        step = max(self.grain, trailing(self.low), self.rough)
        if self.bound == "about":
            spare = self.rough / 2 or min(step / 2, ABOUT * abs(self.low))
            return self.low - spare, self.high + spare
        step *= 1 - OPEN * self.measured
        if self.bound in UPWARD:
            return self.low, self.high + step
        return (self.low - step if self.bound in DOWNWARD else self.low), self.high


def trailing(value: float) -> float:
    """What a round figure is rounded to: 100 for 1,500, 10 for 50, 1 for 7; 0 with decimals."""
    if value == 0 or not isfinite(value) or value != int(value):
        return 0.0
    whole, step = abs(int(value)), 1
    while whole % 10 == 0:
        whole //= 10
        step *= 10
    return float(step)


def near(a: float, b: float, share: float = _TINY) -> bool:
    """Whether two values differ by no more than *share* of the larger."""
    return abs(a - b) <= share * max(abs(a), abs(b), 1e-12)


def agree(a: Printed, b: Printed) -> bool:
    """Whether what is printed can be the same value."""
    if near(a.low, b.low) and near(a.high, b.high):
        return True
    if a.is_range and b.is_range:
        return _holds(a, b) or _holds(b, a)
    if a.is_range or b.is_range:
        return _overlap(a, b, closed=True)
    if _open_alike(a, b):
        return rounds(a, b) or rounds(b, a) or _is_beyond(a, b) or _is_beyond(b, a)
    if a.bound == b.bound == "about":
        step, apart = max(trailing(a.low), trailing(b.low)), abs(a.low - b.low)
        return apart < step / 2 and apart <= ABOUT_BOTH * max(abs(a.low), abs(b.low))
    if a.bound or b.bound:
        return _overlap(a, b, closed=not (a.bound and b.bound)) or rounds(a, b) or rounds(b, a)
    return rounds(a, b) or rounds(b, a)


def _holds(rough: Printed, fine: Printed) -> bool:
    """Whether a range only said to be about, such as "dozens", holds the other."""
    return rough.bound == "about" and rough.low <= fine.low and fine.high <= rough.high


def _open_alike(a: Printed, b: Printed) -> bool:
    return {a.bound, b.bound} <= UPWARD or {a.bound, b.bound} <= DOWNWARD


def _is_beyond(rough: Printed, fine: Printed) -> bool:
    """Whether "more than 5,200" can be said of "more than 5,270"."""
    step = trailing(rough.low)
    if abs(rough.low) < ROUND_FROM or step <= max(trailing(fine.low), fine.grain):
        return False
    beyond = fine.low - rough.low if rough.bound in UPWARD else rough.low - fine.low
    return 0 < beyond < min(step, ROUND_SHARE * rough.low)


def _overlap(a: Printed, b: Printed, *, closed: bool) -> bool:
    """Whether some value is allowed by both; a bound against a bound must share more than one."""
    (low, high), (least, most) = a.meant(), b.meant()
    spare = _TINY * max(abs(high), abs(most), 1.0)
    if closed:
        return low <= most + spare and least <= high + spare
    return low < most - spare and least < high - spare


def rounds(rough: Printed, fine: Printed) -> bool:
    """Whether *rough* is *fine* with fewer digits: 6.3 of 6.32, 17,000 of 16,893, 247 of 247.7."""
    apart, largest = abs(rough.low - fine.low), max(abs(rough.low), abs(fine.low))
    if rough.is_range or fine.is_range or rough.year or fine.year:
        return False
    if 0 < fine.grain < rough.grain - _TINY * rough.grain:
        spare = rough.grain / 2 * (1 - _TINY if rough.whole else 1 + 1e-6)
        cut = abs(fine.low) > abs(rough.low) and apart < rough.grain and apart <= CUT * largest
        if cut or (apart <= spare and (not rough.whole or apart <= ROUNDED * largest)):
            return True
    step = trailing(rough.low)
    if abs(rough.low) < ROUND_FROM or step <= max(trailing(fine.low), fine.grain, 1.0):
        return False
    return apart <= step / 2 and apart <= ROUND_SHARE * largest
