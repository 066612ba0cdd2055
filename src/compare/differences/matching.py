"""Which mention of a stands for which of b: the best pairs first, each mention once.

Shared by negations and speakers. What makes a good pair is for each to say.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

A = TypeVar("A")


def matched(
    a: Sequence[A], b: Sequence[A], worth: Callable[[A, A], float], *, least: float
) -> tuple[tuple[A, A], ...]:
    """Pairs of *worth* at or above *least*, greedily from the best; ties in reading order.

    Cost: the product of the two lengths, which are the mentions of one link.
    """
    scored = [(worth(x, y), i, j) for i, x in enumerate(a) for j, y in enumerate(b)]
    scored.sort(key=lambda each: (-each[0], abs(each[1] - each[2]), each[1] + each[2], each[1]))
    left, right = set(range(len(a))), set(range(len(b)))
    pairs: list[tuple[int, int]] = []
    for value, i, j in scored:
        if value < least:
            break
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((i, j))
    return tuple((a[i], b[j]) for i, j in sorted(pairs))
