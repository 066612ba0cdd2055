"""Long texts divided at words that both have exactly once, so that each part stays small.

The divisions are only a means against cost; texts of usual length are one part.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from compare.words import Word

from .chain import heaviest_chain

Range = tuple[int, int]


def divided(
    a: Sequence[Word], b: Sequence[Word], *, most_cells: int
) -> Iterator[tuple[Range, Range]]:
    """Ranges of a and b that belong together, in order, covering both sides.

    No part has more than *most_cells* pairs of words. Words that occur once on either
    side, in order on both, are where it is cut (Bram Cohen's patience diff, 2008); where
    there is none, both sides are cut in proportion.
    """
    whole = ((0, len(a)), (0, len(b)))
    if len(a) * len(b) <= most_cells:
        yield whole
        return
    anchors = _anchors(a, b)
    stack = [whole]
    while stack:
        part = stack.pop()
        if _cells(part) <= most_cells:
            yield part
        else:
            stack.extend(reversed(_halves(part, anchors)))


def _anchors(a: Sequence[Word], b: Sequence[Word]) -> list[tuple[int, int]]:
    once_a, once_b = (_once(side) for side in (a, b))
    return heaviest_chain((i, once_b[s], 1.0) for s, i in once_a.items() if s in once_b)


def _once(side: Sequence[Word]) -> dict[str, int]:
    counts = Counter(word.stem for word in side)
    return {word.stem: n for n, word in enumerate(side) if counts[word.stem] == 1}


def _cells(part: tuple[Range, Range]) -> int:
    (a, a_end), (b, b_end) = part
    return (a_end - a) * (b_end - b)


def _halves(
    part: tuple[Range, Range], anchors: Sequence[tuple[int, int]]
) -> list[tuple[Range, Range]]:
    """*part* in two: at the anchor nearest to the middle of its longer side, else there."""
    (a, a_end), (b, b_end) = part
    middle_a, middle_b = (a + a_end) // 2, (b + b_end) // 2
    inside = anchors[bisect_left(anchors, (a + 1, 0)) : bisect_left(anchors, (a_end, 0))]
    inside = [(i, j) for i, j in inside if b < j < b_end]
    # An anchor at the very edge would leave the other part as large as before.
    cut_a, cut_b = min(
        inside, key=lambda at: abs(at[0] - middle_a) + abs(at[1] - middle_b),
        default=(middle_a, middle_b),
    )  # fmt: skip
    if max((cut_a - a) / (a_end - a), (a_end - cut_a) / (a_end - a)) > 0.9:
        cut_a, cut_b = middle_a, middle_b
    return [((a, cut_a), (b, cut_b)), ((cut_a, a_end), (cut_b, b_end))]
