"""What a side denies: its negations, those without a match, and what only looks affirmed.

Each question is asked of one side and a word of it; `denied` holds both sides together.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from compare.words import Word

from .matching import matched
from .pair import Pair, Reading, Ties, is_sure
from .scope import LIGHT, Negation, negations

#: How far before the denied word an "if" may stand, in words.
SUPPOSED = 12

#: The words that are nothing but a "not".
NOTS = frozenset({"not", "не"})

#: Negations that are said again for every part of a list, and how far a list may go, in words.
LISTED = frozenset({"no", "nor", "neither", "nothing", "without", "ни", "без", "нет"})

LIST_REACH = 10

#: Words before "to" and a deed that has not come of it.
WISHES = frozenset(
    {"want", "wants", "wanted", "hope", "hopes", "hoped", "asked", "tried", "wished"}
)
WISHES |= frozenset({"ability", "chance", "able", "plan", "plans", "effort", "efforts", "right"})


@lru_cache(maxsize=256)  # several rules ask it of one side, which is held against several
def negations_of(reading: Reading) -> tuple[Negation, ...]:
    """The negations of one side."""
    return negations(reading.side.text, reading.words, reading.language, reading.changes)


@lru_cache(maxsize=2)  # several rules ask it of one pair
def unmatched(pair: Pair) -> tuple[list[Negation], list[Negation]]:
    """The negations of each side for which the other has none."""
    a, b = _unkept(pair.a, pair.ties), _unkept(pair.b, pair.back)
    firm = matched(a, b, lambda x, y: _worth(pair, x, y) * (not (x.soft or y.soft)), least=1.0)
    a, b = _left(a, (x for x, _ in firm)), _left(b, (y for _, y in firm))
    soft = matched(a, b, lambda x, y: _worth(pair, x, y) * (x.soft != y.soft), least=2.0)
    a, b = _left(a, (x for x, _ in soft)), _left(b, (y for _, y in soft))
    return [x for x in a if not x.soft], [y for y in b if not y.soft]


def _unkept(reading: Reading, ties: Ties) -> tuple[Negation, ...]:
    """The negations of a side, without soft ones that the other side has as they are."""
    found = negations_of(reading)
    return tuple(each for each in found if not (each.soft and is_sure(ties, each.first)))


def _left(mine: Sequence[Negation], taken: Iterable[Negation]) -> tuple[Negation, ...]:
    gone = set(taken)
    return tuple(each for each in mine if each not in gone)


def _worth(pair: Pair, a: Negation, b: Negation) -> float:
    """How surely two negations deny the same: by their words, then by their place."""
    if a.double != b.double:
        return 0.0
    heads = sum(pair.tied(i, j) for i in a.heads for j in b.heads)
    words = pair.place(a.first, a.last, b.first, b.last)
    crossed = any(pair.tied(i, j) for i in range(a.first, a.last) for j in b.heads) or any(
        pair.tied(i, j) for j in range(b.first, b.last) for i in a.heads
    )
    return 2.0 * heads + words + max(crossed, _is_passed_on(pair, a, b))


def _is_passed_on(pair: Pair, a: Negation, b: Negation) -> bool:
    """Whether one denies the thought of what the other denies: not think so, think not so."""
    return _is_passed(pair.a, a, pair.back, b) or _is_passed(pair.b, b, pair.ties, a)


def _is_passed(mine: Reading, thought: Negation, ties: Ties, denied: Negation) -> bool:
    head = next(iter(thought.heads), None)
    if head is None or mine.words[head].folded not in mine.changes.thoughts:
        return False
    rest = range(head + 1, mine.clause(head)[1])
    return any(n in rest for m in denied.heads for n, _ in ties.get(m, ()))


def plain_nots(reading: Reading) -> list[int]:
    """The words that are a "not" of the verb or word after them, first to last."""
    plain = reading.language.negations - LISTED
    return [
        n
        for n, word in enumerate(reading.words[:-1])
        if (word.folded in plain or is_contracted(word.folded)) and not is_asking(word)
        if reading.words[n + 1].folded not in LIGHT
    ]


def is_asking(word: Word) -> bool:
    """Whether its "not" only asks: Didn't you know?"""
    return is_contracted(word.folded) and word.text[:1].isupper()


def is_thought(reading: Reading, index: int) -> bool:
    """Whether a thought is denied before it in its clause: I do not think it will work."""
    first, _ = reading.clause(index)
    return any(
        first <= head < index and reading.words[head].folded in reading.changes.thoughts
        for each in negations_of(reading)
        for head in each.heads[:1]
    )


def is_limited(reading: Reading, index: int, ties: Ties) -> bool:
    """Whether it is said until when, which the other side does not: not open until Monday."""
    rest = range(index + 1, min(reading.clause(index)[1], index + LIST_REACH))
    limits = reading.changes.limits
    return any(reading.words[n].folded in limits and not is_sure(ties, n) for n in rest)


def is_contracted(folded: str) -> bool:
    """Whether a folded word ends in a "not": won't."""
    return folded.endswith("n't")


def all_negations(reading: Reading) -> list[int]:
    """Every word that denies or belongs to what does; some twice, in no order."""
    return (
        [n for n, w in enumerate(reading.words) if w.folded in reading.language.negations]
        + [n for each in negations_of(reading) for n in range(each.first, each.last)]
        + [n for n, w in enumerate(reading.words) if is_contracted(w.folded)]
    )


def is_denied(reading: Reading, index: int, *, soft: bool) -> bool:
    """Whether a negation says so of the word, or with *soft* a verb before it in its clause."""
    first, _ = reading.clause(index)
    return any(
        (soft and first <= each.first < index) if each.soft else index in each.heads
        for each in negations_of(reading)
    )


def is_denied_after(reading: Reading, index: int, ties: Ties) -> bool:
    """Whether a "not" of its own follows in its clause: held as a witness, not a suspect."""
    last = min(reading.clause(index)[1], index + LIST_REACH)
    plain = (n for n in plain_nots(reading) if not is_contracted(reading.words[n].folded))
    return any(index < n < last and not is_sure(ties, n) for n in plain)


def is_wished(reading: Reading, index: int) -> bool:
    """Whether it is only wanted: "wanted to march" goes with "could not march"."""
    if index and reading.changes.verbs.get(reading.words[index - 1].folded) == "be":
        index -= 1
    if index < 2 or reading.words[index - 1].folded != "to":
        return False
    return reading.words[index - 2].folded in WISHES


def is_in_list(reading: Reading, index: int) -> bool:
    """Whether a "not" before it covers a list it ends: could not confirm, deny or comment."""
    if not index or reading.words[index - 1].folded not in ("or", "nor", "или"):
        return False
    first = max(reading.clause(index)[0], index - LIST_REACH)
    return any(n in range(first, index) for n in plain_nots(reading))


def is_conditional(reading: Reading, head: int) -> bool:
    """Whether an "if" stands shortly before word *head* in its clause."""
    first = max(reading.clause(head)[0], head - SUPPOSED)
    before = {word.folded for word in reading.words[first:head]}
    return bool(before & reading.changes.conditions)
