"""Numbers in words: twenty-five, fifteen hundred, two and a half million.

A run of number words is one value; whether it counts anything is for `measure` to say.
"""

from functools import lru_cache
from math import isfinite

from compare.frozen import replace
from compare.languages import Language, load
from compare.languages.changes import changes

from .label import named_hour
from .value import Figures, Value


def _parts(source: Figures, index: int) -> tuple[str, ...]:
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


@lru_cache(maxsize=8)
def openers(code: str) -> frozenset[str]:
    """The words of a language with which a number in words can begin, alone or before a hyphen.

    Most words of a text are none of them, so it is asked before anything dearer.
    """
    known, others = load(code), changes(code)
    tables = (known.numbers, known.ordinals, known.multipliers, known.fractions)
    single = (phrase.partition(" ")[0] for phrase in others.single)
    return frozenset({"tens"}.union(*tables, others.hours, others.figures, single))


def worded(source: Figures, index: int) -> Value | None:
    """The number whose first word is *index*; none where no number begins."""
    at_once = named_hour(source, index) or _vague(source, index) or _alone(source, index)
    if at_once is not None or not _begins(source, index):
        return at_once
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
            if ordinal and part in source.language.fractions:
                break  # the third-quarter of a year
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
    value = total + group
    grain = DOZEN if source.folded(at - 1) == "dozen" else _grain(value)
    read = Value(index, at, value, ordinal, share, weak, grain=grain)
    return read if ordinal or share else _with_part(source, read)


def _alone(source: Figures, index: int) -> Value | None:
    """A number that one word makes: a pair, the article of "a penny", the third of "a third of"."""
    figure = source.changes.figures.get(source.words[index].folded)
    if figure is not None:
        return Value(index, index + 1, figure, weak=True)
    if _is_single(source, index):
        return Value(index, index + 1, 1.0, weak=True, grain=1.0)
    if _is_part(source, index):
        part = source.language.fractions[source.folded(index)]
        return Value(index, index + 1, part, share=True, weak=True, grain=SHARE)
    return None


def _is_single(source: Figures, index: int) -> bool:
    """Whether it is the article of a unit of which there is one: a penny, a percentage point."""
    before = source.folded(index - 1)
    if before == "of" or before in source.language.fractions:
        return False  # a tenth of a percentage point
    phrases = (" ".join(source.folded(n) for n in range(index, index + k)) for k in (2, 3))
    return any(phrase in source.changes.single for phrase in phrases)


def _is_part(source: Figures, index: int) -> bool:
    """Whether a third is a part of a whole: a third of the boats, not the third of June."""
    both = source.folded(index) in source.language.ordinals
    beside = source.folded(index - 1), source.folded(index + 1)
    known = source.folded(index) in source.language.fractions
    return both and known and beside[0] == "a" and beside[1] == "of"


def _begins(source: Figures, index: int) -> bool:
    """Whether a number begins at word *index*, and not in the middle of another."""
    if not _parts(source, index) or _is_only_ordinal_unit(source, index):
        return False
    if source.folded(index) in source.language.fractions and _is_ordinal(source, index - 1):
        return False  # the third quarter, the first half
    before = source.text[max(0, source.words[index].start - 2) : source.words[index].start]
    # Nor with the million of a figure that could not be read.
    return not (_is_multiplier(source, index) and before[:1].isdigit())


def _with_part(source: Figures, read: Value) -> Value:
    """Two and a half million: the number with the part of one that follows."""
    part = and_a_part(source, read.last)
    if part is None:
        return read
    last, factor = part[0], 1.0
    if _is_multiplier(source, last):
        factor = source.language.multipliers.get(source.folded(last), 1.0)
        last += 1
    value = (read.value + part[1]) * factor
    return replace(read, last=last, value=value, weak=False, grain=PART * factor)


#: What a value with a half or another part is told to.
PART = 0.1

#: What a figure in dozens is told to.
DOZEN = 12.0

#: What a part of one in words is told to: half may be 49 percent.
SHARE = 0.04

#: Words of the longest vague number: hundreds of thousands.
LONGEST_VAGUE = 3


def _grain(value: float) -> float:
    """The worth of the last digit a number in words would have: a million of three million."""
    if not isfinite(value):
        return 1.0  # hundred hundred hundred … without end
    if value < 1 or value != int(value):
        return SHARE if value < 1 else PART
    grain = 1.0
    while value % (grain * 1000) == 0:
        grain *= 1000
    return grain


def _vague(source: Figures, index: int) -> Value | None:
    """Dozens, hundreds of thousands: a number that is only said to be about so many."""
    known = source.changes.vague
    if source.folded(index) not in source.language.multipliers and source.folded(index) != "tens":
        return None
    for length in range(LONGEST_VAGUE, 0, -1):
        found = known.get(" ".join(source.folded(n) for n in range(index, index + length)))
        if found is not None:
            low, high = found
            return Value(index, index + length, low, highest=high, grain=low)
    return None


def and_a_part(source: Figures, at: int) -> tuple[int, float] | None:
    """The part of "five and a half", and where it ends."""
    words = [source.folded(n) for n in range(at, at + 3)]
    part = source.language.fractions.get(words[2])
    if words[0] != "and" or words[1] not in ("a", "one") or part is None:
        return None
    joined = all(source.free(n) and _continues(source, n) for n in range(at, at + 3))
    return (at + 3, part) if joined else None


#: Words for numbers that mostly count nothing.
WEAK = frozenset({"one", "один", "одна", "одно", "одного", "одной", "одному", "пол", "score"})


def _is_multiplier(source: Figures, at: int) -> bool:
    if not source.free(at) or not at or not _continues(source, at):
        return False
    folded, known = source.words[at].folded, source.language
    return max(known.multipliers.get(folded, 0), known.numbers.get(folded, 0)) >= 100


def _is_and(source: Figures, at: int) -> bool:
    """Whether the "and" of two hundred and twelve stands there; "five and six" are two."""
    if not source.free(at):
        return False
    before = source.words[at - 1].folded
    hundreds = source.language.multipliers.get(before, source.language.numbers.get(before, 0))
    folded = source.words[at].folded
    if folded == "of":  # a quarter of a million
        parted = before in source.language.fractions and source.folded(at + 1) == "a"
        return parted and _is_multiplier(source, at + 2)
    if folded == "a":  # half a million
        before = source.folded(at - 2) if before == "of" else before
        return before in source.language.fractions and _is_multiplier(source, at + 1)
    joins = folded in ("and", "и") and hundreds >= 100
    return joins and source.free(at + 1) and bool(_parts(source, at + 1)) and _continues(source, at)


def _is_ordinal(source: Figures, at: int) -> bool:
    return at >= 0 and source.folded(at) in source.language.ordinals


def _is_only_ordinal_unit(source: Figures, index: int) -> bool:
    """Whether a multiplier stands alone as a plural: "thousands", "hundreds of people"."""
    folded = source.words[index].folded
    known = source.language
    return folded in known.multipliers and folded not in known.numbers and len(folded) < 3


def _continues(source: Figures, at: int) -> bool:
    gap = source.between(at - 1)
    spaced = gap == " - " and source.folded(at) in source.language.multipliers
    return gap in (" ", "-", "\u00a0") or gap.strip() == "" or spaced


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
