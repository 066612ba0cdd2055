"""Figures below zero: -5 degrees, minus 5, -$3 million.

A hyphen before a figure may as well part a list or a range; only one that stands free
before it and is glued to it takes the figure below zero.
"""

from .value import Figures, Value

#: What a figure below zero begins with.
MINUS = "-\N{MINUS SIGN}"

#: A dash that some print for it; before other figures it is a pause.
DASH = "\N{EN DASH}"

#: What may stand before the sign on its line.
BEFORE = (" ", "\u00a0", "(")

#: Before a minus, or one word earlier, they make both of one figure.
PLUS = frozenset({"plus", "плюс"})

#: Marks and words for what is often below zero.
COLD = ("%", "°")
_COLD_UNITS = frozenset({"percent", "degree", "celsius", "fahrenheit"})


def is_below_zero(source: Figures, value: Value) -> bool:
    """Whether a minus stands before the figure, in a sign or a word."""
    if value.ordinal or value.unit:
        return False
    if is_minus_word(source, value.first - 1):
        before = [source.folded(value.first - back) for back in (2, 3)]
        if before[0][-1:].isdigit() or not PLUS.isdisjoint(before):
            return False  # ten minus five, plus or minus five
        return source.between(value.first - 1).strip("$€£ \u00a0") == ""
    at = minus_at(source.text, source.words[value.first].start, source.changes.signs)
    if at < 0 or source.folded(value.first - 1)[-1:].isdigit():
        return False
    return source.text[at] in MINUS or is_cold(source, value)


def is_minus_word(source: Figures, index: int) -> bool:
    """Whether word *index* is a minus."""
    return source.folded(index) in source.changes.minus


def minus_at(text: str, start: int, signs: dict[str, str]) -> int:
    """Where the minus of a figure that begins at *start* stands; -1 when it has none."""
    at = start - 1
    if at > 0 and text[at] in signs:
        at -= 1
    if at < 0 or text[at] not in MINUS + DASH:
        return -1
    free = text[at - 1] in BEFORE if at else text[at] == MINUS[1]
    return at if free and text[start : start + 1].isdigit() else -1


def is_cold(source: Figures, value: Value) -> bool:
    """Whether the figure has a unit of what is often below zero: degrees, percents."""
    gap = source.between(value.last - 1).lstrip(" \u00a0")
    unit = source.changes.units.get(source.folded(value.last), ("", 1.0))[0]
    return gap[:1] in COLD or unit in _COLD_UNITS
