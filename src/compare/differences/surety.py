"""How surely a difference of facts is one: a probability from what stands around it.

Of the figures, days and names that the rules hold against one another many are of
different things. What tells the true ones was fitted on reports that careful readers judged
and on planted changes (`benchmarks/fit_differences.py`); nothing is fitted here. Negations
have rules of their own, see `assertion`.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from compare.frozen import replace
from compare.model import Difference, Span, Weight

from .around import Words, around
from .moment import Moment
from .names import firm_pairs
from .naming import Name
from .numbers import number_pairs
from .pair import SAME_GAP, SURE, Pair, Reading, is_sure
from .quantity import Quantity
from .slots import Mention, apart, candidates, chance, log_odds
from .unlike import is_person

Signs = dict[str, float]

#: The kinds that get a probability.
KINDS = ("number", "date", "name")

#: Where a reading has the mentions of each kind.
MENTIONS = {"number": "quantities", "date": "moments", "name": "names"}

#: From here on a difference is told as a fact. Of reports in texts that were not fitted 82 of
#: 100 figures, two thirds of the dates and seven of ten names were true from there on.
LEAST = {"number": 0.45, "date": 0.5, "name": 0.6}

#: From here on it is told as a matter of wording, for the reader to judge.
LEAST_TOLD = {"number": 0.05, "date": 0.05, "name": 0.1}

#: Share of the information of either text below which they tell of two things.
STRANGE = 0.15

#: How near to certain the place of two mentions may be, in log-odds.
MOST_SURE = 4.0

#: Shares of content from which texts are alike, and much alike.
ALIKE, MUCH_ALIKE = 0.7, 0.85

#: The signs that count otherwise for each kind.
BY_KIND = ("clause_lo", "sure_lo", "both", "replaced", "tied_lo", "alone")

#: Highest bare figure that is a small one.
SMALL = 10


def judged(pair: Pair, found: Iterable[Difference]) -> Iterator[Difference]:
    """*found* without what is most likely none, and with less weight for what is doubtful.

    A difference that weighs no fact, or of a kind that was not judged, is left as it is.
    Between texts that have hardly a word in common everything is doubtful.
    """
    are_strange = pair.is_salad or max(around(pair).shares) < STRANGE
    for each in found:
        if each.weight is not Weight.FACT or each.kind not in KINDS or _is_firm(pair, each):
            yield each
            continue
        surety = probability(signs(pair, each))
        if surety >= LEAST[each.kind] and not are_strange:
            yield each
        elif surety >= LEAST_TOLD[each.kind]:
            yield replace(each, weight=Weight.WORDING, message=f"perhaps {each.message}")


def _is_firm(pair: Pair, difference: Difference) -> bool:
    """Whether names are held together by how they are built, which says more than any sign."""
    if difference.kind != "name":
        return False
    return any(
        pair.a.span(a.first, a.last).overlap(difference.a)
        and pair.b.span(b.first, b.last).overlap(difference.b)
        for a, b in firm_pairs(pair)
    )


def probability(signs: Signs, weights: Mapping[str, Any] | None = None) -> float:
    """That a difference with these *signs* is a true one, 0 to 1."""
    known = weights or _weights()
    odds = known["base"] + sum(
        known["weights"].get(name, 0.0) * value for name, value in signs.items() if value
    )
    return chance(odds)


@lru_cache(maxsize=1)
def _weights() -> dict[str, Any]:
    text = Path(__file__).parent.with_name("weights").joinpath("surety.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def signs(pair: Pair, difference: Difference) -> Signs:
    """What speaks for and against a difference of *pair*, by name. Cost: the length of both."""
    x, y = pair.a.index(difference.a), pair.b.index(difference.b)
    found = {f"is-{difference.kind}": 1.0, **_of_texts(pair), **_of_place(pair, x, y)}
    found["alone"] = found["both"] * found["clause_lo"] * found["sure_lo"]
    found.update({f"{difference.kind}.{name}": found[name] for name in BY_KIND})
    if difference.kind == "number":
        found.update(_of_figures(pair, difference))
    elif difference.kind == "date":
        found["slot"] = _slot(pair, "date", difference)
    else:
        found.update(_of_names(pair, difference))
    return found


def _of_texts(pair: Pair) -> Signs:
    """How much of the content of either side the other has, in any way and surely."""
    here = around(pair)
    tied = [
        pair.tied_share_a(0, len(pair.a.words)),
        pair.tied_share_b(0, len(pair.b.words)),
    ]
    sure = [_sure_share(here.a), _sure_share(here.b)]
    content = [_content(here.a), _content(here.b)]
    return {
        "tied_lo": min(tied),
        "tied_hi": max(tied),
        "alike": float(min(tied) > ALIKE),
        "much_alike": float(min(tied) > MUCH_ALIKE),
        "sure_lo": min(sure),
        "sure_hi": max(sure),
        "len_lo": math.log1p(min(content)),
        "len_hi": math.log1p(max(content)),
    }


def _content(words: Words) -> int:
    return sum(map(words.reading.is_content, range(len(words.bits))))


def _sure_share(words: Words) -> float:
    content = [n for n in range(len(words.bits)) if words.reading.is_content(n)]
    return sum(is_sure(words.ties, n) for n in content) / len(content) if content else 1.0


def _of_place(pair: Pair, x: tuple[int, int], y: tuple[int, int]) -> Signs:
    """What the words next to the two wordings say."""
    a, b = pair.a, pair.b
    here = around(pair)
    left, right = map(partial(_is_beside, pair), a.neighbours(*x), b.neighbours(*y))
    clauses = [_clause_share(here.a, x), _clause_share(here.b, y)]
    replaced = any(
        SAME_GAP < strength < SURE and y[0] <= j < y[1]
        for n in range(*x)
        for j, strength in pair.ties.get(n, ())
    )
    return {
        "clause_lo": min(clauses),
        "clause_hi": max(clauses),
        "left": left,
        "right": right,
        "both": left * right,
        "before": float(_folded(a, x[0] - 1) == _folded(b, y[0] - 1)),
        "after": float(_folded(a, x[1]) == _folded(b, y[1])),
        "replaced": float(replaced),
        "quoted": float(a.quoted(*x)) + float(b.quoted(*y)),
    }


def _folded(reading: Reading, n: int) -> str:
    return reading.words[n].folded if 0 <= n < len(reading.words) else ""


def _is_beside(pair: Pair, i: int | None, j: int | None) -> float:
    """Whether two neighbours are one, or neither has one."""
    if i is None or j is None:
        return float(i is j)
    sure = any(j == other and strength >= SURE for other, strength in pair.ties.get(i, ()))
    return float(sure or pair.a.words[i].stem == pair.b.words[j].stem)


def _clause_share(words: Words, bounds: tuple[int, int]) -> float:
    """The share of the other content words of its clause that the other side has."""
    first, last = words.reading.clause(min(bounds[0], len(words.bits) - 1))
    content = [
        n
        for n in range(first, last)
        if words.reading.is_content(n) and not bounds[0] <= n < bounds[1]
    ]
    return sum(n in words.ties for n in content) / len(content) if content else 1.0


def _of_figures(pair: Pair, difference: Difference) -> Signs:
    a, b = _at(pair.a, difference.a, "quantities"), _at(pair.b, difference.b, "quantities")
    if not (isinstance(a, Quantity) and isinstance(b, Quantity)):
        return {"unread": 1.0}
    low, high = sorted((abs(a.high), abs(b.high)))
    turned = {q for both in number_pairs(pair) if not both[0].same_value(both[1]) for q in both}
    elsewhere = [  # but not where two figures changed places
        any(own.same_value(q) and q not in turned for q in other)
        for own, other in ((a, pair.b.quantities), (b, pair.a.quantities))
    ]
    return {
        "slot": _slot(pair, "number", difference),
        "noun": float(bool(a.nouns & b.nouns)),
        "other_noun": float(bool(a.nouns and b.nouns and not a.nouns & b.nouns)),
        "one_noun": float(bool(a.nouns) != bool(b.nouns)),
        "unit": float(a.unit == b.unit != ""),
        "other_unit": float(a.unit != b.unit),
        "percent": float(a.unit == b.unit == "percent"),
        "near": float(high <= 1.1 * low),
        "far": apart(a, b),
        "bound": float(bool(a.bound or b.bound)),
        "exact": float(bool(a.decimals and b.decimals)),
        "in_words": float(not (a.digits and b.digits)),
        "small": float(high <= SMALL and not a.unit),
        "elsewhere": float(sum(elsewhere)),
    }


def _of_names(pair: Pair, difference: Difference) -> Signs:
    a, b = _at(pair.a, difference.a, "names"), _at(pair.b, difference.b, "names")
    if not (isinstance(a, Name) and isinstance(b, Name)):
        return {"unread": 1.0}
    persons = is_person(pair.a, a), is_person(pair.b, b)
    parts = pair.a.index(difference.a), pair.b.index(difference.b)
    long = [last - first > 1 for first, last in parts]
    whole = [p == (name.first, name.last) for p, name in zip(parts, (a, b), strict=True)]
    return {
        "slot": _slot(pair, "name", difference),
        "long": float(sum(long)),
        "long_one": float(long[0] != long[1]),
        "person": float(all(persons)),
        "person_one": float(persons[0] != persons[1]),
        "country": float(bool(a.country and b.country)),
        "country_one": float(bool(a.country) != bool(b.country)),
        "acronym": float(bool(a.acronym or b.acronym)),
        "initial": float(_initial(pair.a, parts[0]) == _initial(pair.b, parts[1])),
        "part": float(not all(whole)),
    }


def _initial(reading: Reading, bounds: tuple[int, int]) -> str:
    return reading.words[bounds[0]].folded[:1]


def _at(reading: Reading, span: Span, what: str) -> Mention | None:
    """The mention that *span* is of."""
    found = _all_at(reading, span, what)
    return getattr(reading, what)[found[0]] if found else None


def _slot(pair: Pair, kind: str, difference: Difference) -> float:
    """How surely the two mentions fill one slot, in log-odds."""
    known, what = _odds(pair, kind), MENTIONS[kind]
    mine, theirs = _all_at(pair.a, difference.a, what), _all_at(pair.b, difference.b, what)
    found = [known[i, j] for i in mine for j in theirs]
    return max(-MOST_SURE, min(MOST_SURE, max(found, default=-MOST_SURE)))


def _all_at(reading: Reading, span: Span, what: str) -> list[int]:
    """The numbers of all mentions that *span* is of."""
    known: tuple[Quantity | Moment | Name, ...] = getattr(reading, what)
    return [n for n, m in enumerate(known) if reading.span(m.first, m.last).overlap(span)]


@lru_cache(maxsize=3)  # asked for every difference of a pair
def _odds(pair: Pair, kind: str) -> dict[tuple[int, int], float]:
    """How surely any two mentions of a *kind* fill one slot, in log-odds."""
    a, b = getattr(pair.a, MENTIONS[kind]), getattr(pair.b, MENTIONS[kind])
    return {(i, j): log_odds(kind, features) for i, j, features in candidates(pair, a, b)}
