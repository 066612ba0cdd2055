"""The heaviest chain of links that is in order on both sides.

Knows nothing of words: pairs of indices and weights only.
"""

from bisect import bisect_left
from collections.abc import Iterable


def heaviest_chain(links: Iterable[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """The links (i, j) of greatest total weight with both indices strictly growing.

    Of equally heavy chains the one that ends earliest wins. Cost: n log n by a Fenwick
    tree of prefix maxima (P. M. Fenwick, "A new data structure for cumulative frequency
    tables", 1994) over j.

    >>> heaviest_chain([(0, 1, 1.0), (1, 0, 3.0), (2, 2, 1.0)])
    [(1, 0), (2, 2)]
    """
    # Within one i, larger j first: else two links of one word would follow each other.
    ordered = sorted(links, key=lambda link: (link[0], -link[1]))
    columns = sorted({j for _, j, _ in ordered})
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(columns) + 1)
    before: list[int] = []
    for number, (_, j, weight) in enumerate(ordered):
        column = bisect_left(columns, j)
        total, last = _best_below(best, column)
        before.append(last)
        _raise(best, column + 1, total + weight, number)
    return _traced(ordered, before, _best_below(best, len(columns))[1])


def _best_below(best: list[tuple[float, int]], column: int) -> tuple[float, int]:
    found = best[0]
    while column > 0:
        if best[column][0] > found[0]:
            found = best[column]
        column -= column & -column
    return found


def _raise(best: list[tuple[float, int]], column: int, total: float, number: int) -> None:
    while column < len(best):
        if total > best[column][0]:
            best[column] = (total, number)
        column += column & -column


def _traced(
    ordered: list[tuple[int, int, float]], before: list[int], last: int
) -> list[tuple[int, int]]:
    chain = []
    while last >= 0:
        chain.append(ordered[last][:2])
        last = before[last]
    return chain[::-1]
