"""Figures and number words read as values with their units: 1,500 = 1500 = fifteen hundred.

Dates and figures inside names are taken out beforehand. Nothing is compared here.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from compare.frozen import dataclass
from compare.languages import Language, load
from compare.languages.changes import Changes
from compare.patterns import pattern
from compare.words import Word

from .source import Source

#: A figure as `words.WORD` gives it; at most 300 digits, beyond which floats end.
FIGURE = pattern(r"\d{1,300}(?:[.,:]\d{1,300})*")

_GROUPED_EN = pattern(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN_EN = pattern(r"\d+(?:\.\d+)?")
_GROUPED_RU = pattern(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_PLAIN_RU = pattern(r"\d+(?:[.,]\d+)?")

#: Share of a value that may be lost when it is rounded to a whole figure.
WHOLE_SHARE = 0.02

#: White space that parts thousands: 1 500; the plain space only where the language does so.
_THIN = frozenset("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}")

#: How many words a bound may have: "in excess of".
LONGEST_BOUND = 4

#: Highest over lowest of a range with "to": "rose $1.25 to $21.75" is none.
WIDEST = 10

#: Suffixes of ordinals in figures: 3rd, 21st, 5-й.
_ORDINAL = pattern(r"st|nd|rd|th|й|го|м|му|ю|я|е")


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


@dataclass(frozen=True, slots=True)
class _Source(Source):
    taken: frozenset[int]

    def between(self, index: int) -> str:
        """The characters between word *index* and the one after it."""
        if index + 1 >= len(self.words):
            return self.text[self.words[index].end : self.words[index].end + 2]
        return self.text[self.words[index].end : self.words[index + 1].start]

    def free(self, index: int) -> bool:
        return 0 <= index < len(self.words) and index not in self.taken


@dataclass(frozen=True, slots=True)
class _Value:
    """One number at words [first, last): figures or a run of number words."""

    first: int
    last: int
    value: float
    ordinal: bool = False
    share: bool = False
    weak: bool = False
    digits: int = 0
    multiplied: float = 1.0


def quantities(
    text: str,
    words: Sequence[Word],
    language: Language,
    changes: Changes,
    *,
    taken: frozenset[int] = frozenset(),
) -> tuple[Quantity, ...]:
    """The quantities in reading order; words of *taken* are not looked at.

    Word numbers that are part of an idiom ("one another") are left out.
    """
    source = _Source(text, words, language, changes, taken)
    values = [value for value in _values(source) if not _in_idiom(source, value)]
    return tuple(_measured(source, values))


def _values(source: _Source) -> Iterator[_Value]:
    index = 0
    while index < len(source.words):
        value = _value(source, index) if source.free(index) else None
        if value is None:
            index += 1
            continue
        yield value
        index = value.last


def _value(source: _Source, index: int) -> _Value | None:
    word = source.words[index]
    if word.folded[:1].isdigit():
        return _figured(source, index)
    return _worded(source, index)


def _figured(source: _Source, index: int) -> _Value | None:
    folded = source.words[index].folded
    if not FIGURE.fullmatch(folded) or _is_tail(source, index):
        return None
    last = index + 1
    several = folded.count(".") > 1 and "," not in folded
    if ":" in folded or (several and not _is_grouped(folded)):
        return None  # 9:30 and 1.2.3 are no quantities
    digits = folded
    while _is_thousand(source, last - 1):
        digits += source.words[last].folded
        last += 1
    value = _parsed(digits, source.language.code)
    if value is None:
        return None
    over = _fraction(source, index)
    if over is not None and last == index + 1:
        return _Value(index, over[0], over[1], digits=len(digits))
    mixed = _fraction(source, last) if source.between(last - 1) in (" ", "-") else None
    if mixed is not None:
        return _Value(index, mixed[0], value + mixed[1], digits=len(digits))
    suffix = source.words[last].folded if last < len(source.words) else ""
    gap = source.between(last - 1) if last < len(source.words) else " "
    if gap in ("", "-") and _ORDINAL.fullmatch(suffix):
        return _Value(index, last + 1, value, ordinal=True, digits=len(digits))
    return _multiplied(source, _Value(index, last, value, digits=len(digits)))


def _is_tail(source: _Source, index: int) -> bool:
    """Whether letters and a mark are glued before it: the 2 of A9.2 is no figure."""
    start = source.words[index].start
    glued = source.text[max(0, start - 2) : start]
    return len(glued) == 2 and glued[0].isalnum() and glued[1] == "."


def _is_grouped(folded: str) -> bool:
    return all(len(part) == 3 for part in folded.split(".")[1:])


def _parsed(digits: str, code: str) -> float | None:
    grouped, plain = (_GROUPED_RU, _PLAIN_RU) if code == "ru" else (_GROUPED_EN, _PLAIN_EN)
    if code == "ru" and plain.fullmatch(digits):
        return float(digits.replace(",", "."))
    if grouped.fullmatch(digits):
        marks = (".", ",") if code == "ru" else (",", "")
        bare = digits.replace(marks[0], "")
        return float(bare.replace(marks[1], ".") if marks[1] else bare)
    if plain.fullmatch(digits):
        return float(digits)
    if re.fullmatch(r"\d+(?:[.,]\d+)+", digits):
        return float(re.sub(r"[.,](?=.*[.,])|[.,](?=\d{3}$)", "", digits).replace(",", "."))
    return None


def _is_thousand(source: _Source, index: int) -> bool:
    """Whether word *index* and the next are one figure: 1 500."""
    if not source.free(index + 1):
        return False
    gap, after = source.between(index), source.words[index + 1].folded
    spaced = gap in _THIN or (gap == " " and source.language.code == "ru")
    short = len(source.words[index].folded) <= 3
    return spaced and short and len(after) == 3 and after.isdecimal()


def _fraction(source: _Source, index: int) -> tuple[int, float] | None:
    """1 1/2, 1-11/32: the fraction after a whole number, and where it ends."""
    if not (source.free(index) and source.free(index + 1)):
        return None
    over, under = source.words[index].folded, source.words[index + 1].folded
    if source.between(index) != "/" or not (over.isdecimal() and under.isdecimal()):
        return None
    if len(over) > 3 or len(under) > 3 or not int(under):
        return None
    return index + 2, int(over) / int(under)


def _multiplied(source: _Source, value: _Value) -> _Value:
    """2.5 *million*, 48 *mln*, 5*m*; metres are no millions, which the space tells."""
    index, factor = value.last, 1.0
    while source.free(index):
        folded = source.words[index].folded
        number = source.language.multipliers.get(folded)
        if number is None or source.between(index - 1).strip(" \u00a0-") not in ("", "."):
            break
        if len(folded) == 1 and source.between(index - 1):
            break
        factor *= number
        index += 1
    if factor == 1.0:
        return value
    return _Value(
        value.first, index, value.value * factor, value.ordinal, value.share,
        digits=value.digits, multiplied=factor,
    )  # fmt: skip


def _parts(source: _Source, index: int) -> tuple[str, ...]:
    """The number words of a token: twenty-five is two; a token with any other word is none."""
    return _number_parts(source.words[index].folded, source.language.code)


@lru_cache(maxsize=1 << 14)
def _number_parts(folded: str, code: str) -> tuple[str, ...]:
    parts = folded.split("-")
    known = load(code)
    tables = (known.numbers, known.ordinals, known.multipliers, known.fractions)
    if len(folded) > 1 and all(any(part in table for table in tables) for part in parts):
        return tuple(parts)
    if len(parts) > 1 and (parts[0] in known.numbers or parts[0].isdecimal()):
        return (parts[0],)  # two-year, ten-day
    return ()


def _worded(source: _Source, index: int) -> _Value | None:
    """A run of number words: twenty-five, fifteen hundred, two and a half million."""
    figure = source.changes.figures.get(source.words[index].folded)
    if figure is not None:
        return _Value(index, index + 1, figure, weak=True)
    if not _parts(source, index) or _is_only_ordinal_unit(source, index):
        return None
    before = source.text[max(0, source.words[index].start - 2) : source.words[index].start]
    if _is_multiplier(source, index) and before[:1].isdigit():
        return None  # the million of a figure that could not be read
    total = group = 0.0
    ordinal = share = False
    at, counted = index, 0
    while source.free(at):
        parts = _parts(source, at)
        if not parts and counted and _is_and(source, at):
            at += 1
            continue
        if not parts or (counted and not _continues(source, at)):
            break
        for part in parts:
            so_far = total, group, ordinal, share
            total, group, ordinal, share = _joined(source.language, part, *so_far)
        counted += len(parts)
        at += 1
        if share and (_is_multiplier(source, at) or _is_and(source, at)):
            group, share = total + group, False  # half a million, полтора миллиона
            total = 0.0
        elif ordinal or share:
            break
    first = source.words[index].folded
    weak = counted == 1 and (ordinal or share or first in WEAK)
    return _Value(index, at, total + group, ordinal, share, weak)


#: Words for numbers that mostly count nothing.
WEAK = frozenset({"one", "один", "одна", "одно", "одного", "одной", "одному", "пол", "score"})


def _is_multiplier(source: _Source, at: int) -> bool:
    if not source.free(at) or not at or not _continues(source, at):
        return False
    folded, known = source.words[at].folded, source.language
    return max(known.multipliers.get(folded, 0), known.numbers.get(folded, 0)) >= 100


def _is_and(source: _Source, at: int) -> bool:
    """Whether the "and" of two hundred and twelve stands there; "five and six" are two."""
    if not source.free(at):
        return False
    before = source.words[at - 1].folded
    hundreds = source.language.multipliers.get(before, source.language.numbers.get(before, 0))
    folded = source.words[at].folded
    if folded == "a":  # half a million
        return before in source.language.fractions and _is_multiplier(source, at + 1)
    joins = folded in ("and", "и") and hundreds >= 100
    return joins and source.free(at + 1) and bool(_parts(source, at + 1)) and _continues(source, at)


def _is_only_ordinal_unit(source: _Source, index: int) -> bool:
    """Whether a multiplier stands alone as a plural: "thousands", "hundreds of people"."""
    folded = source.words[index].folded
    known = source.language
    return folded in known.multipliers and folded not in known.numbers and len(folded) < 3


def _continues(source: _Source, at: int) -> bool:
    gap = source.between(at - 1)
    return gap in (" ", "-", "\u00a0") or gap.strip() == ""


def _joined(
    language: Language, part: str, total: float, group: float, ordinal: bool, share: bool
) -> tuple[float, float, bool, bool]:
    if part in language.multipliers:
        factor = language.multipliers[part]
        if factor >= 1000:
            return total + (group or 1.0) * factor, 0.0, ordinal, share
        return total, (group or 1.0) * factor, ordinal, share
    if part in language.numbers:
        value = language.numbers[part]
        if value >= 1000:
            return total + (group or 1.0) * value, 0.0, ordinal, share
        if value == 100:
            return total, (group or 1.0) * 100, ordinal, share
        return total, group + value, ordinal, share
    if part in language.ordinals and not (part in language.fractions and group):
        return total, group + language.ordinals[part], True, share
    if part in language.fractions:
        return total, (group or 1.0) * language.fractions[part], ordinal, True
    return total, group, ordinal, share


def _in_idiom(source: _Source, value: _Value) -> bool:
    if not value.weak:
        return False
    for idiom in source.changes.number_idioms:
        if _stands_at(source, idiom, value.first, value.last):
            return True
    return False


def _stands_at(source: _Source, phrase: str, first: int, last: int) -> bool:
    parts = phrase.split()
    for offset, part in enumerate(parts):
        if part == source.words[first].folded:
            begin = first - offset
            window = source.words[max(0, begin) : begin + len(parts)]
            if begin >= 0 and [word.folded for word in window] == parts:
                return True
    return False


def _measured(source: _Source, values: Sequence[_Value]) -> Iterator[Quantity]:
    """The values with units, bounds and nouns; two that make a range become one."""
    index = 0
    while index < len(values):
        value = values[index]
        following = values[index + 1] if index + 1 < len(values) else None
        if following is not None and _is_range(source, value, following):
            yield _quantity(source, value, following)
            index += 2
        else:
            yield _quantity(source, value, None)
            index += 1


def _is_range(source: _Source, low: _Value, high: _Value) -> bool:
    """10-15, 10 to 15, between 10 and 15, от 10 до 15."""
    if low.ordinal or high.ordinal or low.value >= high.value:
        return False
    between = source.words[low.last : high.first]
    gap = source.text[source.words[low.last - 1].end : source.words[high.first].start].strip()
    if not between:
        spaced = source.text[source.words[low.last - 1].end].isspace()
        return gap in ("-", "–", "—") and not (spaced and low.share)
    rest = [word.folded for word in between if word.folded not in source.changes.units]
    before = source.words[low.first - 1].folded if low.first else ""
    moved = before in source.changes.opposites or before in ("from", "от", "с")
    if any(char in ",;:()" for char in gap) or moved:
        return False  # "rose 2 percent, to 40"; "fell $2 to $40"; "from 30 to 40": two figures
    if rest in (["to"], ["до"]):
        return _is_one_unit(source, between, high) and high.value <= WIDEST * low.value
    return rest in (["and"], ["и"]) and before in ("between", "между")


def _is_one_unit(source: _Source, between: Sequence[Word], high: _Value) -> bool:
    """Whether a unit that stands between stands after too: 5 cents to 25 cents."""
    if len(between) == 1:
        return True
    following = source.words[high.last].folded if high.last < len(source.words) else ""
    return len(between) == 2 and between[0].folded == following


def _quantity(source: _Source, low: _Value, high: _Value | None) -> Quantity:
    main = high or low
    unit, factor, last = _unit(source, main)
    first, sign = _sign(source, low.first)
    unit = unit or sign
    if main.share and not unit:
        unit = "share"
    lower = low.value
    if high is not None and low.multiplied == 1.0 and high.multiplied > 1.0:
        lower *= high.multiplied  # 10-15 million
    nouns = _nouns(source, last)
    bound, before = _bound(source, first)
    late = "" if bound else _bound_after(source, last)
    return Quantity(
        first,
        last,
        lower * factor,
        main.value * factor,
        "" if low.ordinal else unit,
        nouns,
        bound or late,
        low.ordinal,
        low.weak and unit in ("", "share"),
        low.digits,
        (lower, main.value),
        0 if main.multiplied > 1.0 else _decimals(source.words[main.first].folded),
        before,
        2 if late else 0,
    )


def _decimals(folded: str) -> int:
    """The digits after the point of a figure; thousands are not parted by one in English."""
    return len(folded.rpartition(".")[2]) if folded[:1].isdigit() and "." in folded else 0


def _sign(source: _Source, first: int) -> tuple[int, str]:
    """The unit that a sign before the figure gives: $5, US$5."""
    start = source.words[first].start
    sign = source.text[max(0, start - 1) : start]
    if not sign.strip():
        sign = source.text[max(0, start - 2) : max(0, start - 1)]
    return first, source.changes.signs.get(sign, "") if sign != "%" else ""


def _unit(source: _Source, value: _Value) -> tuple[str, float, int]:
    """The unit after the figure, what it is worth, and where the words of it end."""
    gap = source.between(value.last - 1).lstrip(" \u00a0")
    if gap[:1] and gap[:1] in source.changes.signs:
        return source.changes.signs[gap[:1]], 1.0, value.last
    folded = source.words[value.first].folded
    if value.last - value.first == 1 and "-" in folded:  # ten-day
        found = source.changes.units.get(folded.split("-")[1])  # and six-year-olds
        return (*found, value.last) if found else ("", 1.0, value.last)
    if value.last < len(source.words) and gap.strip("-") == "":
        word = source.words[value.last].folded
        head = word.partition("-")[0]
        two = "-".join(each.folded for each in source.words[value.last : value.last + 2])
        if two != word and two in source.changes.units and not value.ordinal:
            return (*source.changes.units[two], value.last + 2)  # per cent
        if _is_part_of_one(source, value):
            unit, factor = source.changes.units[source.words[value.last + 2].folded]
            return unit, factor, value.last + 3
        found = source.changes.units.get(word) or source.changes.units.get(head)
        if found and not value.ordinal:
            return (*found, value.last + 1 if head == word else value.last)
    return "", 1.0, value.last


def _is_part_of_one(source: _Source, value: _Value) -> bool:
    """Whether "of a point" follows a fraction below one: 0.04 of a point."""
    following = [word.folded for word in source.words[value.last : value.last + 3]]
    if value.value >= 1 or value.digits == 0 or following[:2] != ["of", "a"]:
        return False
    return len(following) > 2 and following[2] in source.changes.units


def _nouns(source: _Source, last: int) -> frozenset[str]:
    """The stems of the thing counted: up to three content words, not over a mark."""
    stems: list[str] = []
    for index in range(last, min(last + 3, len(source.words))):
        if source.text[source.words[index - 1].end : source.words[index].start].strip(" %\u00a0-"):
            break
        word = source.words[index]
        if word.folded in source.language.function_words and (stems or word.folded != "of"):
            break
        if not word.folded[:1].isdigit() and word.folded not in source.language.function_words:
            stems.append(word.stem)
    return frozenset(stems)


def _bound_after(source: _Source, last: int) -> str:
    """The bound after the figure: 25 or more, 30 or less."""
    following = [word.folded for word in source.words[last : last + 2]]
    if len(following) < 2 or following[0] not in ("or", "или"):
        return ""
    if following[1] in ("more", "above", "greater", "higher", "older", "over", "более", "больше"):
        return "least"
    return "most" if following[1] in ("less", "fewer", "below", "under", "менее", "меньше") else ""


def _bound(source: _Source, first: int) -> tuple[str, int]:
    """The bound before the figure and how many words it has."""
    tables = (
        ("least", source.changes.least), ("most", source.changes.most),
        ("about", source.changes.about), ("above", source.changes.above),
        ("below", source.changes.below),
    )  # fmt: skip
    for length in range(LONGEST_BOUND, 0, -1):
        if length > first:
            continue
        phrase = " ".join(word.folded for word in source.words[first - length : first])
        for name, table in tables:
            if phrase in table:
                return name, length
    return "", 0
