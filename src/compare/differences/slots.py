"""Which figure, day or name of a stands in the place of which of b.

Two mentions fill the same slot when the same words stand around them, nearer than around
any other mention of their kind. How much each sign of it counts was fitted on agreeing
mentions of which one was altered (`benchmarks/fit_differences.py`); nothing is fitted here.
Whether the two really contradict one another is not asked here, see `surety`.
"""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from .around import Around, Bounds, Shared, around
from .moment import Moment
from .naming import Name
from .pair import SAME_GAP, SURE, Pair, Reading
from .quantity import Quantity
from .role import is_age, is_counter, level
from .unlike import is_person

Mention = TypeVar("Mention", Quantity, Moment, Name)
Features = dict[str, float]

#: Least probability that two unequal mentions fill one slot.
LEAST = 0.25

#: The same for two of one value: what is equal is most likely one, wherever it stands.
LEAST_EQUAL = 0.1

#: What it is worth, in log-odds, that two mentions are of one value.
EQUAL = 6.0

#: How far apart two figures may be, in powers of ten, and two lengths of time, in nats.
MOST_APART, MOST_LONGER = 4.0, 6.0

#: A million for a billion is far off, and yet what a reader most wants to know.
SLIP, LARGE = 1000.0, 1000.0

#: Words before a place.
PLACES = frozenset({"in", "at", "near", "from", "of", "to", "on", "в", "во", "на", "из", "у"})

#: Marks that end a part of a sentence.
_MARKS = frozenset('.,;:!?()"“”«»—–')


def held(
    pair: Pair,
    kind: str,
    a: Sequence[Mention],
    b: Sequence[Mention],
    *,
    same: Callable[[Mention, Mention], bool],
    comparable: Callable[[Mention, Mention], bool],
) -> tuple[tuple[Mention, Mention], ...]:
    """The mentions of *a* with those of *b* that fill the same slot, each at most once.

    *kind* is `number`, `date` or `name`. From the surest down: those of the *same* value,
    which counts for them, and *comparable* ones down to `LEAST`; ties in reading order.
    In reading order; empty where a side has none. Cost: the product of the two numbers.
    """
    judged = list(judgements(pair, kind, a, b, same=same, comparable=comparable))
    judged.sort(key=lambda each: (-each[1] - EQUAL * each[0], each[2], each[3]))
    left, right = set(range(len(a))), set(range(len(b)))
    found = []
    for equal, odds, i, j in judged:
        if chance(odds) < (LEAST_EQUAL if equal else LEAST) or i not in left or j not in right:
            continue
        left.remove(i)
        right.remove(j)
        found.append((i, j))
    return tuple((a[i], b[j]) for i, j in sorted(found))


def judgements(
    pair: Pair,
    kind: str,
    a: Sequence[Mention],
    b: Sequence[Mention],
    *,
    same: Callable[[Mention, Mention], bool],
    comparable: Callable[[Mention, Mention], bool],
) -> Iterator[tuple[bool, float, int, int]]:
    """Whether they are equal, the log-odds of one slot, and which two, for all that may be."""
    equal = {(i, j) for i, x in enumerate(a) for j, y in enumerate(b) if same(x, y)}

    def may_be(i: int, j: int) -> bool:
        return (i, j) in equal or comparable(a[i], b[j])

    for i, j, features in candidates(pair, a, b, may_be):
        yield (i, j) in equal, log_odds(kind, features), i, j


def candidates(
    pair: Pair,
    a: Sequence[Mention],
    b: Sequence[Mention],
    may_be: Callable[[int, int], bool] = lambda i, j: True,
) -> Iterator[tuple[int, int, Features]]:
    """All pairs of mentions that *may_be* one, with the signs that they fill one slot.

    How near the others are is a sign too, so those that may not be one count as rivals.
    """
    here = around(pair)
    mine, theirs = [(x.first, x.last) for x in a], [(y.first, y.last) for y in b]
    shared = {(x, y): here.shared(x, y) for x in mine for y in theirs}
    best_a = {x: _two_best(shared[x, y].whole for y in theirs) for x in mine}
    best_b = {y: _two_best(shared[x, y].whole for x in mine) for y in theirs}
    crowd = math.log(max(1, len(mine) * len(theirs)))
    for i, x in enumerate(mine):
        for j, y in enumerate(theirs):
            if not may_be(i, j):
                continue
            found = _of_place(pair, here, x, y, shared[x, y])
            whole = shared[x, y].whole
            leads = whole - _rival(best_a[x], whole), whole - _rival(best_b[y], whole)
            found["lead_lo"], found["lead_hi"] = min(leads), max(leads)
            found["many"] = crowd
            found.update(_of_kind(pair, a[i], b[j]))
            yield i, j, found


def log_odds(kind: str, features: Mapping[str, float]) -> float:
    """That mentions with these signs fill one slot."""
    base, weights = _weights()[kind]
    return base + sum(weights.get(name, 0.0) * value for name, value in features.items() if value)


def chance(odds: float) -> float:
    """The probability of *odds*, which are log-odds."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


@lru_cache(maxsize=1)
def _weights() -> dict[str, tuple[float, dict[str, float]]]:
    text = Path(__file__).parent.with_name("weights").joinpath("slots.json").read_text("utf-8")
    return {kind: (known["base"], known["weights"]) for kind, known in json.loads(text).items()}


def _two_best(values: Iterator[float]) -> tuple[float, float]:
    best = [0.0, 0.0, *sorted(values)]
    return best[-1], best[-2]


def _rival(best: tuple[float, float], own: float) -> float:
    """The best of the others."""
    return best[1] if own >= best[0] else best[0]


def _of_place(pair: Pair, here: Around, x: Bounds, y: Bounds, shared: Shared) -> Features:
    """What the words around two mentions say."""
    a, b = pair.a, pair.b
    edges = [_edge(a, x[0]), _edge(b, y[0]), _edge(a, x[1]), _edge(b, y[1])]
    before = not (edges[0] or edges[1]) and a.words[x[0] - 1].folded == b.words[y[0] - 1].folded
    after = not (edges[2] or edges[3]) and a.words[x[1]].stem == b.words[y[1]].stem
    replaced, sure, else_a = _tied(pair.a, pair.ties, x, y)
    else_b = _tied(pair.b, pair.back, y, x)[2]
    shares = here.shares
    return {
        "left": shared.left,
        "right": shared.right,
        "crossed": shared.crossed,
        "around": shared.whole,
        "both": math.sqrt(shared.left * shared.right),
        "before": float(before),
        "after": float(after),
        "before_two": float(before and _stem(a, x[0] - 2) == _stem(b, y[0] - 2) != ""),
        "after_two": float(after and _stem(a, x[1] + 1) == _stem(b, y[1] + 1) != ""),
        "replace": float(replaced),
        "sure": float(sure),
        "else": float(else_a or else_b),
        "else_both": float(else_a and else_b),
        "share_lo": min(shares),
        "share_hi": max(shares),
        "opens": float(edges[0] and edges[1]),
        "opens_one": float(edges[0] != edges[1]),
        "ends": float(edges[2] and edges[3]),
        "ends_one": float(edges[2] != edges[3]),
        "length": math.log1p(min(len(a.words), len(b.words))),
        "quoted_one": float(a.quoted(*x) != b.quoted(*y)),
    }


def _stem(reading: Reading, n: int) -> str:
    return reading.words[n].stem if 0 <= n < len(reading.words) else ""


def _edge(reading: Reading, n: int) -> bool:
    """Whether a part of a sentence begins with word *n*: after a mark, or with the text."""
    if not 0 < n < len(reading.words):
        return True
    between = reading.side.text[reading.words[n - 1].end : reading.words[n].start]
    return any(char in _MARKS for char in between)


def _tied(
    mine: Reading, ties: Mapping[int, tuple[tuple[int, float], ...]], x: Bounds, y: Bounds
) -> tuple[bool, bool, bool]:
    """Whether words of x were replaced by words of y, stand there, or stand elsewhere."""
    replaced = sure = elsewhere = False
    for n in range(*x):
        for j, strength in ties.get(n, ()):
            inside = y[0] <= j < y[1]
            replaced |= inside and SAME_GAP < strength < SURE
            sure |= inside and strength >= SURE
            elsewhere |= not inside and strength >= SURE and mine.is_content(n)
    return replaced, sure, elsewhere


def _of_kind(pair: Pair, a: Mention, b: Mention) -> Features:
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return _of_figures(pair, a, b)
    if isinstance(a, Moment) and isinstance(b, Moment):
        return _of_days(a, b)
    assert isinstance(a, Name)
    assert isinstance(b, Name)
    return _of_names(pair, a, b)


def _of_figures(pair: Pair, a: Quantity, b: Quantity) -> Features:
    common = a.nouns & b.nouns
    levels = level(pair.a, a), level(pair.b, b)
    sole = _units(pair.a)[a.unit] == _units(pair.b)[b.unit] == 1
    return {
        "unit": float(a.unit == b.unit != ""),
        "other_unit": float(a.unit != b.unit),
        "noun": float(bool(common)),
        "noun2": float(len(common) > 1),
        "other_noun": float(bool(a.nouns and b.nouns and not common)),
        "one_noun": float(bool(a.nouns) != bool(b.nouns)),
        "apart": apart(a, b),
        "age_one": float(is_age(pair.a, a) != is_age(pair.b, b)),
        "counter_one": float(is_counter(pair.a, a) != is_counter(pair.b, b)),
        "level": float(levels[0] == levels[1] != ""),
        "other_level": float("" not in levels and levels[0] != levels[1]),
        "weak": float(a.weak or b.weak),
        "ordinal": float(a.ordinal),
        "decimal_one": float(bool(a.decimals) != bool(b.decimals)),
        "in_words_one": float(bool(a.digits) != bool(b.digits)),
        "in_words": float(not a.digits and not b.digits),
        "sole": float(sole),
        "other_bound": float(a.bound != b.bound),
    }


@lru_cache(maxsize=4)  # asked for every two figures of a pair
def _units(reading: Reading) -> Counter[str]:
    """How many figures of one side have each unit."""
    return Counter(quantity.unit for quantity in reading.quantities)


def apart(a: Quantity, b: Quantity) -> float:
    """How many powers of ten lie between two figures; 2 when one is nought."""
    low, high = sorted((abs(a.high), abs(b.high)))
    if low == high or (low >= LARGE and round(high / low, 9) == SLIP):
        return 0.0
    return min(math.log10(high / low), MOST_APART) if low > 0 else MOST_APART / 2


def _of_days(a: Moment, b: Moment) -> Features:
    longer = 0.0
    if a.start and b.start:
        longer = abs(math.log(max(1, a.end - a.start + 1) / max(1, b.end - b.start + 1)))
    return {
        "alike": float(bool(a.day) == bool(b.day) and bool(a.month) == bool(b.month)),
        "relative_one": float(bool(a.relative) != bool(b.relative)),
        "weekday": float(a.weekday >= 0 and b.weekday >= 0),
        "weekday_one": float((a.weekday >= 0) != (b.weekday >= 0)),
        "longer": min(longer, MOST_LONGER),
    }


def _of_names(pair: Pair, a: Name, b: Name) -> Features:
    sides = (pair.a, a), (pair.b, b)
    persons, speak = zip(*(_traits(*side) for side in sides), strict=True)
    genitive = [r.words[n.last - 1].folded.endswith("'s") for r, n in sides]
    before = [r.words[n.first - 1].folded if n.first else "" for r, n in sides]
    long = [name.last - name.first > 1 for name in (a, b)]
    return {
        "person": float(all(persons)),
        "person_one": float(persons[0] != persons[1]),
        "speaks": float(all(speak)),
        "speaks_one": float(speak[0] != speak[1]),
        "adjective_one": float(a.is_adjective != b.is_adjective),
        "country": float(bool(a.country and b.country)),
        "country_one": float(bool(a.country) != bool(b.country)),
        "acronym_one": float(bool(a.acronym) != bool(b.acronym)),
        "long": float(all(long)),
        "long_one": float(long[0] != long[1]),
        "genitive": float(all(genitive)),
        "genitive_one": float(genitive[0] != genitive[1]),
        "place_one": float((before[0] in PLACES) != (before[1] in PLACES)),
        "the_one": float((before[0] == "the") != (before[1] == "the")),
        "initial": float(a.folded[0][:1] == b.folded[0][:1]),
        "common_word": float(not set(a.folded).isdisjoint(b.folded)),
    }


@lru_cache(maxsize=1 << 10)  # asked of a name once for every name of the other side
def _traits(reading: Reading, name: Name) -> tuple[bool, bool]:
    """Whether the one who is named is a person, and speaks."""
    return is_person(reading, name), _speaks(reading, name)


def _speaks(reading: Reading, name: Name) -> bool:
    """Whether something is reported as said by the one who is named."""
    span = reading.span(name.first, name.last)
    speakers = (cue.speaker_span for cue in reading.side.attributions)
    return any(speaker is not None and span.overlap(speaker) for speaker in speakers)
