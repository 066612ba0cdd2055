"""Numbers in figures: 1,500, 1 500, 2.5 million, 1-11/32, 21st, .20.

Clock times, scores and telephone numbers are no amounts and are read in `label`.
"""

import re
import unicodedata

from compare.frozen import replace
from compare.patterns import pattern

from .label import label
from .moment import YEARS
from .value import Figures, Value
from .worded import PART, and_a_part

#: Digits that a figure has at most, beyond which floats end.
DIGITS = 300

#: A figure as `words.WORD` gives it; its parts are no longer than `DIGITS`.
FIGURE = pattern(r"\d{1,300}(?:[.,:]\d{1,300})*")

_GROUPED_EN = pattern(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN_EN = pattern(r"\d+(?:\.\d+)?")
_GROUPED_RU = pattern(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_PLAIN_RU = pattern(r"\d+(?:[.,]\d+)?")

#: A figure with the letters of a dollar before it: US13.15.
_LETTERED = pattern(r"([A-Za-z]{1,3})(\d{1,300}(?:,\d{3}){0,99}(?:\.\d{1,300})?)(?!\w)")

#: White space that parts thousands: 1 500; the plain space only where the language does so.
_THIN = frozenset("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}")

#: Digits a length in metres has at most, printed as 60m.
LENGTH = 4

#: Suffixes of ordinals in figures: 3rd, 21st, 5-й.
_ORDINAL = pattern(r"st|nd|rd|th|й|го|м|му|ю|я|е")


def figured(source: Figures, index: int) -> Value | None:
    """The number whose first figure is word *index*; none where it is no amount."""
    return label(source, index) or _amount(source, index)


def lettered(source: Figures, index: int) -> Value | None:
    """The amount of $US13.15, whose first word is US13."""
    word = source.words[index]
    if not word.text[-1:].isdigit() or source.text[max(0, word.start - 1) : word.start] != "$":
        return None
    match = _LETTERED.match(source.text, word.start)
    unit = source.changes.dollars.get(match[1].lower()) if match else None
    value = _parsed(match[2], "en") if match else None
    if match is None or unit is None or value is None:
        return None
    last = index + 1
    while last < len(source.words) and source.words[last].start < match.end():
        last += 1
    points = _decimals(match[2])
    return _multiplied(source, Value(
        index, last, value, digits=len(match[2]), grain=10.0**-points, decimals=points, unit=unit
    ))  # fmt: skip


def _amount(source: Figures, index: int) -> Value | None:
    folded = source.words[index].folded
    if not FIGURE.fullmatch(folded) or _is_tail(source, index) or _is_quoted_down(source, index):
        return None
    several = folded.count(".") > 1 and "," not in folded
    if ":" in folded or (several and not _is_grouped(folded)):
        return None  # 9:30 and 1.2.3 are no quantities
    digits, last = _whole(source, index)
    value = _parsed(digits, source.language.code)
    if value is None:
        return None
    points = _decimals(digits)
    if _is_after_point(source, index) and digits.isdecimal():
        value, points = value / 10 ** len(digits), len(digits)
    read = Value(
        index, last, value, digits=len(digits), grain=10.0**-points, decimals=points,
        year=len(digits) == 4 and digits.isdecimal() and int(digits) in YEARS,
    )  # fmt: skip
    return _in_parts(source, read) or _numbering(source, read) or _multiplied(source, read)


def _whole(source: Figures, index: int) -> tuple[str, int]:
    """The digits of a figure that spaces may part, and the word after it: 1 500, 2 . 6."""
    digits, last = source.words[index].folded, index + 1
    while len(digits) < DIGITS and _is_thousand(source, last - 1):
        digits += source.words[last].folded
        last += 1
    for mark in (",", "."):  # texts whose words were parted by spaces
        following = source.folded(last)
        fits = following.isdecimal() and (mark == "." or len(following) == 3)
        if fits and source.free(last) and source.between(last - 1) == f" {mark} ":
            digits += ("" if source.language.code == "ru" and mark == "," else mark) + following
            last += 1
    return digits, last


def _in_parts(source: Figures, read: Value) -> Value | None:
    """A figure with a fraction: 1/2, 5 1/2, 5½, five and a half in figures."""
    over = _fraction(source, read.first)
    if over is not None and read.last == read.first + 1:
        return replace(read, last=over[0], value=over[1], grain=0.0, year=False)
    gap = source.between(read.last - 1)
    mixed = _fraction(source, read.last) if gap in (" ", "-") else None
    part = mixed or _sign_part(source, read.last) or and_a_part(source, read.last)
    if part is None:
        return None
    found = replace(read, last=part[0], value=read.value + part[1], grain=PART, year=False)
    return _multiplied(source, found)


def _sign_part(source: Figures, at: int) -> tuple[int, float] | None:
    """The ½ of 5½, and where it ends."""
    text = source.words[at].text if source.free(at) else ""
    if source.between(at - 1) not in ("", " ", "\u00a0"):
        return None
    if len(text) != 1 or not text.isnumeric() or text.isdigit():
        return None
    part = unicodedata.numeric(text)
    return (at + 1, part) if 0 < part < 1 else None


def _numbering(source: Figures, read: Value) -> Value | None:
    """21st, 5-й."""
    suffix = source.folded(read.last)
    if source.between(read.last - 1) not in ("", "-") or not _ORDINAL.fullmatch(suffix):
        return None
    return replace(read, last=read.last + 1, ordinal=True, year=False)


def _decimals(digits: str) -> int:
    """The digits after the point of a figure; thousands are not parted by one in English."""
    return len(digits.rpartition(".")[2]) if "." in digits else 0


def _is_after_point(source: Figures, index: int) -> bool:
    """Whether a point that ends no sentence is glued before it: .20, $.20."""
    start = source.words[index].start
    before = source.text[max(0, start - 2) : start]
    return before[-1:] == "." and (
        len(before) == 1 or (not before[0].isalnum() and before[0] != ".")
    )


def _is_quoted_down(source: Figures, index: int) -> bool:
    """Whether it is the second price of 1.1525/30, of which only the last digits are printed."""
    if not index or source.between(index - 1) != "/":
        return False
    return "." in source.words[index - 1].folded and source.folded(index).isdecimal()


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
    """Whether word *index* and the next are one figure: 1 500; not flight 12 300."""
    if not source.free(index + 1):
        return False
    gap, after = source.between(index), source.words[index + 1].folded
    numbered = source.folded(index - 1) in source.changes.counted
    spaced = gap in _THIN or (gap == " " and not numbered)
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
    whole, rest = divmod(int(over), 10)
    if whole and len(under) == 1 and 0 < rest < int(under):
        return index + 2, whole + rest / int(under)  # 21/2, whose space was lost
    return index + 2, int(over) / int(under)


def _is_metres(source: Figures, index: int) -> bool:
    """Whether a glued m is a unit: fell 60m down, but 5m people, to 5m and $5m."""
    first, following = source.words[index - 1], source.folded(index + 1)
    sign = source.text[max(0, first.start - 1) : first.start] in source.changes.signs
    before = source.folded(index - 2) in ("to", "at", "by", "of")
    known = following in source.changes.lengthwise or following in source.language.function_words
    whole = first.folded.isdecimal() and len(first.folded) <= LENGTH
    return source.folded(index) == "m" and whole and known and not (sign or before)


def _multiplied(source: Figures, value: Value) -> Value:
    """2.5 *million*, 48 *mln*, 5*m*; metres are no millions, which the space tells."""
    index, factor = value.last, 1.0
    while source.free(index):
        folded = source.words[index].folded
        number = source.language.multipliers.get(folded.partition("-")[0])  # billion-crown
        if number is None or source.between(index - 1).strip(" \u00a0-") not in ("", "."):
            break
        if len(folded) == 1 and (source.between(index - 1) or _is_metres(source, index)):
            break
        factor *= number
        index += 1
    if factor == 1.0:
        return value
    return replace(
        value, last=index, value=value.value * factor, grain=value.grain * factor,
        multiplied=factor, year=False,
    )  # fmt: skip
