"""Figures and number words read as values with their units: 1,500 = 1500 = fifteen hundred.

Dates and figures inside names are taken out beforehand. Nothing is compared here.
"""

from collections.abc import Iterator, Sequence

from compare.languages import Language
from compare.languages.changes import Changes
from compare.words import Word

from .figured import figured, lettered
from .minus import is_below_zero, is_cold, is_minus_word
from .quantity import Quantity
from .value import Figures, Value
from .worded import openers, worded

#: How many words a bound may have: "in excess of".
LONGEST_BOUND = 4

#: Highest over lowest of a range with "to": "rose $1.10 to $18.40" is none.
WIDEST = 10

#: The same with "or": eight or nine, 10 or 12.
EITHER = 1.5


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
    source = Figures(text, words, language, changes, taken)
    values = [value for value in _values(source) if not _in_idiom(source, value)]
    return tuple(_measured(source, values))


def letters(text: str, words: Sequence[Word], changes: Changes) -> frozenset[int]:
    """Words with capitals that belong to a figure: US$5, $US13.15, 0240 GMT, degrees Celsius."""
    known = changes.dollars.keys() | changes.zones.keys() | changes.units.keys()
    return frozenset(
        n
        for n, word in enumerate(words)
        if (word.folded in known or word.text[-1].isdigit())
        and _is_of_figure(text, words, n, changes)
    )


def _is_of_figure(text: str, words: Sequence[Word], n: int, changes: Changes) -> bool:
    word = words[n]
    numbered = word.text[:1].isupper() and word.text[-1:].isdigit()
    if numbered or word.folded in changes.dollars:
        return "$" in (text[max(0, word.start - 1) : word.start], text[word.end : word.end + 1])
    before = words[n - 1].folded if n else ""
    if word.folded in changes.zones:
        return before[:1].isdigit() or before.replace(".", "") in ("am", "pm")
    measures = word.folded in changes.units and word.text[:1].isupper()
    return measures and (before[:1].isdigit() or before in changes.units)


def _values(source: Figures) -> Iterator[Value]:
    known, last = openers(source.language.code), 0
    for index, word in enumerate(source.words):
        if index < last or not _may_begin(word, known):
            continue
        value = _value(source, index) if source.free(index) else None
        if value is not None:
            yield value
            last = value.last


def _may_begin(word: Word, known: frozenset[str]) -> bool:
    """Whether a number can begin with *word*: with a digit, a number word or US of US$5."""
    folded = word.folded
    return (
        folded in known
        or folded[:1].isdigit()
        or word.text[-1:].isdigit()
        or ("-" in folded and folded.partition("-")[0] in known)
    )


def _value(source: Figures, index: int) -> Value | None:
    word = source.words[index]
    if word.folded[:1].isdigit():
        return figured(source, index)
    return lettered(source, index) or worded(source, index)


def _in_idiom(source: Figures, value: Value) -> bool:
    idioms = source.changes.number_idioms if value.weak else ()
    return any(_stands_at(source, idiom, value.first) for idiom in idioms)


def _stands_at(source: Figures, phrase: str, first: int) -> bool:
    """Whether word *first* is part of the *phrase*."""
    parts = phrase.split()
    for offset, part in enumerate(parts):
        if part == source.words[first].folded:
            begin = first - offset
            window = source.words[max(0, begin) : begin + len(parts)]
            if begin >= 0 and [word.folded for word in window] == parts:
                return True
    return False


def _measured(source: Figures, values: Sequence[Value]) -> Iterator[Quantity]:
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


def _is_range(source: Figures, low: Value, high: Value) -> bool:
    """10-15, 10 to 15, between 10 and 15, от 10 до 15."""
    if low.ordinal or high.ordinal or low.value >= high.value or low.unit or low.highest:
        return False
    if is_below_zero(source, high) or (is_below_zero(source, low) and is_cold(source, high)):
        return False  # -5 to 10 degrees: two figures
    between = source.words[low.last : high.first]
    gap = source.text[source.words[low.last - 1].end : source.words[high.first].start].strip()
    if not between:
        spaced = source.text[source.words[low.last - 1].end].isspace()
        bare = gap.rstrip("".join(source.changes.signs))  # $1.5-$2 billion
        return bare in ("-", "–", "—") and not (spaced and low.share)
    signs = _sign(source, low.first), _sign(source, high.first)
    if "" not in signs and signs[0] != signs[1]:
        return False
    if signs[1] and between[-1].folded in source.changes.dollars:
        between = between[:-1]  # between US$5 and US$6
    rest = [word.folded for word in between if word.folded not in source.changes.units]
    before = source.words[low.first - 1].folded if low.first else ""
    moved = before in source.changes.opposites or before in ("from", "от", "с")
    if any(char in ",;:()" for char in gap) or moved:
        return False  # "rose 2 percent, to 40"; "fell $2 to $40"; "from 30 to 40": two figures
    if rest in (["to"], ["до"]):
        return _is_one_unit(source, between, high) and high.value <= WIDEST * low.value
    if rest in (["or"], ["или"]):
        return len(between) == 1 and high.value <= EITHER * low.value
    if before in source.changes.dollars:
        before = source.folded(low.first - 2)
    return rest in (["and"], ["и"]) and before in ("between", "между")


def _is_one_unit(source: Figures, between: Sequence[Word], high: Value) -> bool:
    """Whether a unit that stands between stands after too: 5 cents to 25 cents."""
    if len(between) == 1:
        return True
    following = source.words[high.last].folded if high.last < len(source.words) else ""
    return len(between) == 2 and between[0].folded == following


def _quantity(source: Figures, low: Value, high: Value | None) -> Quantity:
    main = high or low
    unit, factor, last = _unit(source, main)
    unit = unit or low.unit or _sign(source, low.first) or "share" * main.share
    lower, upper = low.value, main.highest or main.value
    if high is not None and low.multiplied == 1.0 and lower * high.multiplied < high.value:
        lower *= high.multiplied  # 10-15 million, but not 100,000 to 1 million
    if main.unit == "score":
        upper = main.second
    first = low.first
    if high is None and is_below_zero(source, low):
        lower, upper, first = -lower, -upper, first - is_minus_word(source, first - 1)
    bound, before = _bound(source, first)
    late = "" if bound else _bound_after(source, last)
    return Quantity(
        first,
        last,
        lower * factor,
        upper * factor,
        "" if low.ordinal else unit,
        _nouns(source, last),
        "about" if main.highest and not main.unit else bound or late,
        low.ordinal,
        low.weak and unit in ("", "share", "clock"),
        low.digits,
        (lower, upper),
        main.decimals if main.multiplied == 1.0 else 0,
        before,
        2 if late else 0,
        main.grain * factor,
        factor,
        main.year and not unit,
        int(main.second) if main.unit == "clock" else 0,
    )


def _sign(source: Figures, first: int) -> str:
    """The unit that a sign before the figure gives, with the letters before it: $5, US$5, A$.20."""
    start = source.words[first].start
    before = source.text[max(0, start - 3) : start].removesuffix(".").rstrip()[-1:]
    unit = source.changes.signs.get(before, "")
    if unit == "percent" or not unit:
        return ""
    letters = source.folded(first - 1)
    glued = first and source.between(first - 1).rstrip(" .") == before
    if glued and not source.between(first - 1)[:1].isspace():
        return source.changes.dollars.get(letters, unit) if unit == "usd" else unit
    return unit


def _unit(source: Figures, value: Value) -> tuple[str, float, int]:
    """The unit after the figure, what it is worth, and where the words of it end."""
    gap = source.between(value.last - 1).lstrip(" \u00a0")
    if value.unit:
        return value.unit, 1.0, value.last
    if source.folded(value.last) == "m" and not gap and value.digits:
        return "metre", 1.0, value.last + 1
    sign = source.changes.signs.get(gap[:1], "")
    if sign and (sign == "percent" or gap[1:] or not source.folded(value.last)[:1].isdigit()):
        return sign, 1.0, value.last
    folded = source.words[value.first].folded
    tail = source.words[value.last - 1].folded.rpartition("-")[2]
    if value.multiplied > 1.0 and tail in source.changes.units:  # 1.5 billion-crown
        return (*source.changes.units[tail], value.last)
    if value.last - value.first == 1 and "-" in folded:  # ten-day
        found = source.changes.units.get(folded.split("-")[1])  # and six-year-olds
        return (*found, value.last) if found else ("", 1.0, value.last)
    if value.last < len(source.words) and gap.strip("-") == "":
        word = source.words[value.last].folded
        head = word.partition("-")[0]
        two = "-".join(each.folded for each in source.words[value.last : value.last + 2])
        if two != word and two in source.changes.units and not value.ordinal:
            return (*source.changes.units[two], value.last + 2)  # per cent
        part = _part_of_one(source, value)
        if part is not None:
            return part
        found = source.changes.units.get(word) or source.changes.units.get(head)
        if found and not value.ordinal:
            return (*found, value.last + 1 if head == word else value.last)
    return "", 1.0, value.last


def _part_of_one(source: Figures, value: Value) -> tuple[str, float, int] | None:
    """The unit of "0.04 of a point", "half an hour" and "a tenth of a percentage point"."""
    if value.value >= 1 or not (value.digits or value.share):
        return None
    at = value.last + (source.folded(value.last) == "of")
    if source.folded(at) not in ("a", "an") or (value.digits and at == value.last):
        return None
    for length in (2, 1):
        words = "-".join(source.folded(n) for n in range(at + 1, at + 1 + length))
        if words in source.changes.units:
            return (*source.changes.units[words], at + 1 + length)
    return None


def _nouns(source: Figures, last: int) -> frozenset[str]:
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


def _bound_after(source: Figures, last: int) -> str:
    """The bound after the figure: 25 or more, 30 or less."""
    following = [word.folded for word in source.words[last : last + 2]]
    if len(following) < 2 or following[0] not in ("or", "или"):
        return ""
    if following[1] in ("more", "above", "greater", "higher", "older", "over", "более", "больше"):
        return "least"
    return "most" if following[1] in ("less", "fewer", "below", "under", "менее", "меньше") else ""


def _bound(source: Figures, first: int) -> tuple[str, int]:
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
    if source.folded(first - 1) == "a" and source.folded(first) in source.language.multipliers:
        name, length = _bound(source, first - 1)  # about a dozen
        return name, length + bool(name)
    return "", 0
