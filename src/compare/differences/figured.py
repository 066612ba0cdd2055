"""Numbers in figures: 1,500, 1 500, 2.5 million, 1-11/32, 21st, .20.

Clock times, scores and telephone numbers are no amounts and are read in `label`.
"""

import re

from compare.patterns import pattern

from .value import Figures, Value

#: A figure as `words.WORD` gives it; at most 300 digits, beyond which floats end.
FIGURE = pattern(r"\d{1,300}(?:[.,:]\d{1,300})*")

_GROUPED_EN = pattern(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN_EN = pattern(r"\d+(?:\.\d+)?")
_GROUPED_RU = pattern(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_PLAIN_RU = pattern(r"\d+(?:[.,]\d+)?")

#: White space that parts thousands: 1 500; the plain space only where the language does so.
_THIN = frozenset("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}")

#: Suffixes of ordinals in figures: 3rd, 21st, 5-й.
_ORDINAL = pattern(r"st|nd|rd|th|й|го|м|му|ю|я|е")


def figured(source: Figures, index: int) -> Value | None:
    """The number whose first figure is word *index*; none where it is no amount."""
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
        return Value(index, over[0], over[1], digits=len(digits))
    mixed = _fraction(source, last) if source.between(last - 1) in (" ", "-") else None
    if mixed is not None:
        return Value(index, mixed[0], value + mixed[1], digits=len(digits))
    suffix = source.words[last].folded if last < len(source.words) else ""
    gap = source.between(last - 1) if last < len(source.words) else " "
    if gap in ("", "-") and _ORDINAL.fullmatch(suffix):
        return Value(index, last + 1, value, ordinal=True, digits=len(digits))
    return _multiplied(source, Value(index, last, value, digits=len(digits)))


def _is_tail(source: Figures, index: int) -> bool:
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


def _is_thousand(source: Figures, index: int) -> bool:
    """Whether word *index* and the next are one figure: 1 500."""
    if not source.free(index + 1):
        return False
    gap, after = source.between(index), source.words[index + 1].folded
    spaced = gap in _THIN or (gap == " " and source.language.code == "ru")
    short = len(source.words[index].folded) <= 3
    return spaced and short and len(after) == 3 and after.isdecimal()


def _fraction(source: Figures, index: int) -> tuple[int, float] | None:
    """1 1/2, 1-11/32: the fraction after a whole number, and where it ends."""
    if not (source.free(index) and source.free(index + 1)):
        return None
    over, under = source.words[index].folded, source.words[index + 1].folded
    if source.between(index) != "/" or not (over.isdecimal() and under.isdecimal()):
        return None
    if len(over) > 3 or len(under) > 3 or not int(under):
        return None
    return index + 2, int(over) / int(under)


def _multiplied(source: Figures, value: Value) -> Value:
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
    return Value(
        value.first, index, value.value * factor, value.ordinal, value.share,
        digits=value.digits, multiplied=factor,
    )  # fmt: skip
