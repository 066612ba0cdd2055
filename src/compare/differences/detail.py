"""Facts that only one side of a link has, and whether they matter as such.

A figure, a date, a person, a place or a lone "not" counts as missing when the clause it
stands in is otherwise on the other side and the whole other document has nothing of it.
What is said is left to `presence`.
"""

from collections.abc import Iterator

from compare.frozen import dataclass

from .clause import Hole, hole
from .dates import date_pairs
from .denials import unmatched
from .elsewhere import line_elsewhere
from .moment import Moment
from .names import missing_names
from .naming import Name
from .numbers import number_pairs
from .pair import Pair, Reading, is_sure
from .quantity import Quantity
from .scope import Negation
from .trifle import Fact, is_trifle
from .view import View

#: Share of a clause that must be there where a word more than the fact is gone from it.
WHOLLY_KEPT = 0.8

#: Words of a gap up to which that may be.
SHORT_GAP = 5


@dataclass(frozen=True, slots=True)
class Detail:
    """A fact at words [first, last) of one side that the other side of the link lacks.

    *line* is where the other document has it elsewhere, 1-based, or 0; *is_missing* says
    that it has it nowhere although the clause is there.
    """

    first: int
    last: int
    is_missing: bool
    line: int = 0

    def within(self, first: int, last: int) -> bool:
        """Whether the words [first, last) hold it whole."""
        return first <= self.first and self.last <= last


def details(mine: Reading, other: Reading, pair: Pair) -> tuple[Detail, ...]:
    """The facts of *mine*, a or b of *pair*, that stand in words only that side has."""
    return tuple(_details(View(mine, other, pair)))


_Mention = Fact | Negation


def _details(view: View) -> Iterator[Detail]:
    for mention in _unmatched(view):
        gap = view.gap(mention.first, mention.last)
        if gap is None:
            continue
        if isinstance(mention, Negation):
            lone = not view.mine.has_content(*gap) and not mention.implicit
            if lone and _denies_kept(view, mention) and hole(view, *gap) is not None:
                yield Detail(mention.first, mention.last, is_missing=True)
            continue
        line = line_elsewhere(mention, view.other.side)
        matters = not line and _is_missing(view, mention, gap)
        yield Detail(mention.first, mention.last, matters, line)


def _denies_kept(view: View, negation: Negation) -> bool:
    """Whether the other side has the very word that is denied, which is nobody's name."""
    head = next(iter(negation.heads), -1)
    if any(name.first <= head < name.last for name in view.mine.names):
        return False  # neither Arden nor Brook: who did it, not whether
    return is_sure(view.ties, head)


def _unmatched(view: View) -> Iterator[_Mention]:
    side = 0 if view.is_a else 1
    numbers = {pair[side] for pair in number_pairs(view.pair)}
    dates = {pair[side] for pair in date_pairs(view.pair)}
    for quantity in view.mine.quantities:
        if quantity not in numbers and not (quantity.weak or quantity.ordinal):
            yield quantity
    yield from (moment for moment in view.mine.moments if moment not in dates)
    yield from missing_names(view.mine, view.other)
    yield from unmatched(view.pair)[side]


def _is_missing(view: View, mention: Fact, gap: tuple[int, int]) -> bool:
    """Whether it alone, with its phrase, was dropped from a clause the other side has."""
    besides = _besides(view, mention, gap)
    short = gap[1] - gap[0] <= SHORT_GAP
    if besides > int(short) or is_trifle(view, mention, gap):
        return False
    lacking = hole(view, *gap)
    if lacking is None or (besides and lacking.kept < WHOLLY_KEPT):
        return False
    return not (_has_rival(view, mention, lacking) or _says_other(view, lacking))


def _has_rival(view: View, mention: Fact, lacking: Hole) -> bool:
    """Whether the clause there has another of its kind that is left over.

    That may say the same, or else something else is said of another: neither is silence.
    """
    return any(_is_rival(mention, rival) for rival in _left_over(view, lacking))


def _left_over(view: View, lacking: Hole) -> Iterator[_Mention]:
    """The facts of the other side's clause that mine does not have."""
    for mention in _unmatched(View(view.other, view.mine, view.pair)):
        if lacking.has(mention.first, mention.last):
            yield mention


def _says_other(view: View, lacking: Hole) -> bool:
    """Whether a figure or date of both clauses differs, or each names somebody of its own.

    Then the clauses tell two things, and what the one has, the other does not lack.
    """
    theirs = 1 if view.is_a else 0
    changed: list[Fact] = [
        *(p[theirs] for p in number_pairs(view.pair) if not p[0].same_value(p[1])),
        *(p[theirs] for p in date_pairs(view.pair) if p[0].differ(p[1])),
    ]
    if any(lacking.has(each.first, each.last) for each in changed):
        return True
    own = missing_names(view.mine, view.other)
    return any(lacking.is_around(name.first, name.last) for name in own) and any(
        isinstance(each, Name) for each in _left_over(view, lacking)
    )


def _is_rival(mention: Fact, rival: Fact | Negation) -> bool:
    if isinstance(mention, Quantity):
        return isinstance(rival, Quantity) and mention.unit == rival.unit
    if isinstance(mention, Name):
        return isinstance(rival, Name) and not rival.is_adjective
    return isinstance(rival, Moment)


def _besides(view: View, mention: Fact, gap: tuple[int, int]) -> int:
    """How many content words the gap has besides the mention, others, and what it counts."""
    mine = view.mine
    others: tuple[Fact, ...] = (*mine.quantities, *mine.moments, *mine.names)
    known = {n for each in others for n in range(each.first, each.last)}
    known |= {n for n in range(*gap) if mine.words[n].folded.rstrip(".") in mine.language.titles}
    if isinstance(mention, Quantity):
        known |= set(range(*mention.with_bound())) | {mention.last}
    return sum(n not in known and mine.is_content(n) for n in range(*gap))
