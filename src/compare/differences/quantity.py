"""An amount with its unit, and when two of them say the same value.

Read out of the words by `measure`; nothing is read here. Amounts of money in two
currencies are neither the same nor another: nobody here knows the rate.
"""

from compare.frozen import dataclass

from .rounding import Printed, agree, near

#: Units of money: a price may be told in any.
DOLLARS = frozenset({"usd", "aud", "cad", "hkd", "nzd", "sgd", "twd"})
CURRENCIES = DOLLARS | {"eur", "pound", "rub", "cny", "jpy", "chf", "inr"}

#: Units with one meaning, and how much of the second is one of the first.
_KIN = {
    ("share", "percent"): 100.0,
    ("month", "time"): 2_629_800.0,
    ("pound", "kg"): 0.45359237,
}

#: How far a share or a time may be off when it is told in the other unit.
_KIN_SPARE = {("share", "percent"): 0.02, ("month", "time"): 0.04}

#: How far a length, a weight or an area may be off that was turned into other units.
CONVERTED = 0.07

#: Degrees Celsius by which a converted temperature may be off.
WARMER = 0.6

#: What a fraction such as "half" is rounded to when it is said to be about it.
ROUGH_SHARE = 0.1

#: What `known` says of a clock time with its zone and in that of Greenwich.
ZONED, GREENWICH = 2, 3

#: The minutes of half a day.
HALF_DAY = 720

#: Above the highest telephone number without the code of an area.
LOCAL = 10_000_000

#: Units of what comes in any part of one; days and years are mostly counted whole.
MEASURED = CURRENCIES | {"metre", "kg", "area", "percent", "degree", "celsius", "fahrenheit"}

#: Units that stand for nothing that can be counted: a bare figure is none of them.
LABELS = frozenset({"clock", "score", "telephone"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value or a range of values at words [first, last), its unit included.

    *bound* is "about", "above", "below", "least", "most" or empty; *ordinal* for "third";
    *unit* is canonical, and *low* and *high* are in it; *nouns* are the stems of the words
    for what is counted. *weak* for words such as "one" that mostly count nothing.
    *digits* is 0 for a number in words; *raw* is the range as written, whatever the unit;
    *decimals* are the digits after its point; *before* and *after* count the words of the
    bound. *grain* is the worth of the last digit in *unit*, *factor* that of the unit as
    written; *year* when four bare digits may be one. *known* is 1 for a clock time
    whose half of the day is not told, 2 for one whose zone is, 3 in GMT; *high* is then that.
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
    grain: float = 0.0
    factor: float = 1.0
    year: bool = False
    known: int = 0

    def with_bound(self) -> tuple[int, int]:
        """The words [first, last) with those of the bound: "14 tonnes", "some 14 tonnes"."""
        return self.first - self.before, self.last + self.after

    def same_value(self, other: "Quantity") -> bool:
        """Whether both can be one value; rounded where one is printed with fewer digits.

        Halves and percents, months and days, miles and metres are brought together.
        """
        if self.ordinal != other.ordinal:
            return False
        if self.ordinal or self.unit in LABELS or other.unit in LABELS:
            return _same_label(self, other)
        units = {self.unit, other.unit}
        if len(units) == 2 and "" in units and self.raw == other.raw:
            return True  # "six years", "six seasons": what is counted is another matter
        if units == {"celsius", "fahrenheit"}:
            return abs(self.celsius() - other.celsius()) <= WARMER
        if not convertible(self.unit, other.unit):
            return False
        if self.unit != other.unit and not units <= DOLLARS:
            return _same_kin(self, other)
        if self.factor != other.factor and self.unit in ("metre", "kg", "area"):
            return _is_converted(self.printed(), other.printed())
        worth = 1 / self.factor if self.factor == other.factor else 1.0
        return agree(self.printed(worth), other.printed(worth))

    def printed(self, worth: float = 1.0) -> Printed:
        """What stands there, without its unit; times *worth*."""
        return Printed(
            self.low * worth, self.high * worth, self.grain * worth, self.bound,
            not self.decimals, ROUGH_SHARE * worth * (self.unit == "share"), self.year,
            self.unit in MEASURED,
        )  # fmt: skip

    def celsius(self) -> float:
        """The temperature of the low end in degrees Celsius."""
        return (self.low - 32) / 1.8 if self.unit == "fahrenheit" else self.low


def convertible(one: str, other: str) -> bool:
    """Whether figures of two units can be brought to one of them."""
    if one == other or ({one, other} <= DOLLARS and "usd" in (one, other)):
        return True  # the dollar of any country is "$" at home
    kin = (one, other) in _KIN or (other, one) in _KIN
    return kin or {one, other} == {"celsius", "fahrenheit"}


def other_money(one: Quantity, other: Quantity) -> bool:
    """Whether both are money, and not of one kind."""
    if not {one.unit, other.unit} <= CURRENCIES:
        return False
    return not convertible(one.unit, other.unit)


def _same_label(one: Quantity, other: Quantity) -> bool:
    if one.unit != other.unit and not one.ordinal:
        return False
    if one.unit == "clock":
        return _is_one_hour(one, other)
    if one.unit == "telephone" and min(one.low, other.low) < LOCAL:
        return one.low % LOCAL == other.low % LOCAL
    return one.low == other.low and one.high == other.high


def _is_one_hour(one: Quantity, other: Quantity) -> bool:
    """Whether two clock times can be one: 2:40 and 2:40 p.m.; another zone is hours away."""
    if min(one.known, other.known) >= ZONED:
        return one.high == other.high
    apart = abs(one.low - other.low)
    if max(one.known, other.known) == GREENWICH:
        return apart % 60 == 0
    return apart == 0 or (apart == HALF_DAY and 1 in (one.known, other.known))


def _same_kin(one: Quantity, other: Quantity) -> bool:
    key = (one.unit, other.unit)
    if key not in _KIN:
        one, other, key = other, one, (other.unit, one.unit)
    a, b = one.printed(_KIN[key]), other.printed()
    spare = _KIN_SPARE.get(key, CONVERTED)
    if near(a.low, b.low, spare) and near(a.high, b.high, spare):
        return True
    return agree(a, b)


def _is_converted(a: Printed, b: Printed) -> bool:
    """Whether a length, weight or area may have been turned into other units: 90 miles, 150 km."""
    if near(a.low, b.low, CONVERTED) and near(a.high, b.high, CONVERTED):
        return True
    return agree(a, b)
