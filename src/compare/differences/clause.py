"""Whether the clause a fact is missing from is on the other side, as surely as words can tell.

Both content words beside the gap have to stand on the other side as the same words, with
nothing of the other side's own between them, and most of both clauses besides. Where
another side says the same in words of its own this cannot be seen, and nothing is claimed.
"""

from functools import lru_cache

from compare.frozen import dataclass
from compare.segment import sentences

from .pair import SAME_PLACE, Reading, Ties
from .view import View

#: Share of the clause that must be on the other side, in the same words; a word in the
#: place of another counts half.
MINE_KEPT = 0.5

#: The same of the clause of the other side that lacks the fact; it may be the longer one.
THEIRS_KEPT = 0.3

#: Content words up to which a part between commas is no clause by itself.
LEAST_CLAUSE = 3

#: And at least this many words of the clause are kept, for in shorter ones a share says little.
LEAST_KEPT = 2.0

#: Marks between two parts of a sentence.
_PARTS = frozenset(',;:()[]—–…"“”«»„')


@dataclass(frozen=True, slots=True)
class Hole:
    """Where *other* would have the words [first, last) of *mine*.

    *left* and *right* are the words of *other* beside it, or where its clause begins and
    ends; *mine* and *other* are the bounds [begin, end) of the clause on either side, and
    *kept* is the share of mine, 0 to 1, that the other side has.
    """

    first: int
    last: int
    left: int
    right: int
    mine: tuple[int, int]
    other: tuple[int, int]
    kept: float

    def is_around(self, first: int, last: int) -> bool:
        """Whether words [first, last) of mine stand in the clause and not in the gap."""
        begin, end = self.mine
        return begin <= first and last <= end and not (self.first <= first < self.last)

    def has(self, first: int, last: int) -> bool:
        """Whether words [first, last) of the other side stand in its clause."""
        begin, end = self.other
        return begin <= first and last <= end


def hole(view: View, first: int, last: int) -> Hole | None:
    """Where the other side lacks words [first, last), a gap, of a clause it has; else None.

    Cost: the length of the sentences around.
    """
    beside = _beside(view, first, last)
    if beside is None:
        return None
    left, right = beside
    if _is_filled(view, left + 1, right):
        return None
    here = _clause(view.mine, first, last)
    there = _clause(view.other, max(left, 0), min(right + 1, len(view.other.words)))
    content = _content(view.mine, *here, (first, last))
    if not _is_kept(view.ties, content, MINE_KEPT, LEAST_KEPT):
        return None
    if not _is_kept(view.back, _content(view.other, *there), THEIRS_KEPT):
        return None
    kept = sum(_worth(view.ties, n) for n in content) / len(content)
    return Hole(first, last, left, right, here, there, kept)


def _beside(view: View, first: int, last: int) -> tuple[int, int] | None:
    """The words of the other side for those beside the gap; None when they are not sure.

    Where a comma or the like bounds the gap, the words beyond it are of another clause.
    """
    begin, end = part(view.mine, first)[0], part(view.mine, last - 1)[1]
    before, after = range(first - 1, begin - 1, -1), range(last, end)
    left, right = _nearest(view, before), _nearest(view, after)
    if left is None or right is None or max(left, right) < 0:
        return None
    if not (_is_sure(view, before) or _is_sure(view, after)):
        return None
    begin, end = part(view.other, max(left, right))
    if left < 0:
        return begin - 1, right
    if right < 0:
        return left, end
    begin, end = sentence(view.other, left)
    return (left, right) if left < right < end else None


def _nearest(view: View, away: range) -> int | None:
    """The word of the other side for the nearest of mine; -1 for none, None when unsure."""
    for n in away:
        j = view.sure(n)
        if j >= 0:
            return j
        if view.mine.is_content(n):
            return None
    return -1


def _is_sure(view: View, away: range) -> bool:
    """Whether the nearest word with content is the same on the other side."""
    return view.sure(next((n for n in away if view.mine.is_content(n)), -1)) >= 0


def part(reading: Reading, n: int) -> tuple[int, int]:
    """The words [first, last) between commas or the like that word *n* is in."""
    begin, end = sentence(reading, n)
    first, last = n, n + 1
    while first > begin and not _is_parted(reading, first):
        first -= 1
    while last < end and not _is_parted(reading, last):
        last += 1
    return first, last


def _is_filled(view: View, first: int, last: int) -> bool:
    """Whether the other side has words of its own there: it may tell it in other words."""
    return any(view.other.is_content(n) and not _has_like(view, n) for n in range(first, last))


def _has_like(view: View, n: int) -> bool:
    """Whether mine has word *n* of the other side, or one with content in its place."""
    tied = view.back.get(n, ())
    return any(strength != SAME_PLACE or view.mine.is_content(i) for i, strength in tied)


def _content(reading: Reading, begin: int, end: int, gap: tuple[int, int] = (0, 0)) -> list[int]:
    """The content words of [begin, end) outside the *gap*."""
    within = range(*gap)
    return [n for n in range(begin, end) if n not in within and reading.is_content(n)]


def _is_kept(ties: Ties, content: list[int], share: float, least: float = 0.0) -> bool:
    """Whether so large a *share* of the words is on the other side."""
    return sum(_worth(ties, n) for n in content) >= max(least, share * len(content))


def _worth(ties: Ties, n: int) -> float:
    strengths = {strength for _, strength in ties.get(n, ())}
    return (0.5 if strengths == {SAME_PLACE} else 1.0) if strengths else 0.0


def _clause(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """The words [begin, end) of the clause words [first, last) are in.

    A clause is what stands between commas, with its neighbours where that is short.
    """
    begin, end = sentence(reading, first)
    last = min(last, end)
    while True:
        first, last = part(reading, first)[0], part(reading, last - 1)[1]
        content = sum(reading.is_content(n) for n in range(first, last))
        if content > LEAST_CLAUSE or (first <= begin and last >= end):
            return first, last
        first, last = max(begin, first - 1), min(end, last + 1)


def _is_parted(reading: Reading, n: int) -> bool:
    """Whether a mark stands between word *n* and the one before."""
    if not 0 < n < len(reading.words):
        return True
    between = reading.side.text[reading.words[n - 1].end : reading.words[n].start]
    return not _PARTS.isdisjoint(between) or " - " in between or "--" in between


def sentence(reading: Reading, n: int) -> tuple[int, int]:
    """The words [first, last) of the sentence word *n* is in."""
    starts = _starts(reading)
    first = max((start for start in starts if start <= n), default=0)
    return first, min((start for start in starts if start > n), default=len(reading.words))


@lru_cache(maxsize=8)  # asked for every mention of a side
def _starts(reading: Reading) -> tuple[int, ...]:
    side = reading.side
    found = sentences(side.text, side.span, side.language)
    return tuple(sorted({reading.index(span)[0] for span in found}))
