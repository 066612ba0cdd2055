"""Features of all word pairs weighed into the probability that one word stands for the other.

A small network in three rounds, fitted by `benchmarks/fit_wording.py`: the first round
sees a pair alone; each later round also sees what the round before thought of the
neighbours, of the rivals in the same row and column, and of the stretch around. So a
function word can follow its neighbours, and a synonym the words on both sides of it.
Same idea as the contextual evidence of M. A. Sultan, S. Bethard and T. Sumner, "Back to
Basics for Monolingual Alignment" (TACL 2014), with learnt weights.
"""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from compare.frozen import dataclass

Grid = NDArray[np.float32]
AnyFloat = TypeVar("AnyFloat", np.float32, np.float64)

#: Neighbours of a pair whose probability is looked at: steps in a and in b.
STEPS = (
    (-1, -1), (1, 1), (-2, -2), (2, 2), (0, -1), (0, 1), (-1, 0), (1, 0),
    (-1, 1), (1, -1), (-1, -2), (1, 2), (-2, -1), (2, 1), (-3, -3), (3, 3),
)  # fmt: skip

#: How far along the diagonal a stretch of linked words is felt.
REACH = 6


@dataclass(frozen=True, slots=True)
class Round:
    """One round: hidden = max(0, weights . inputs + bias); score = out . hidden + out_bias."""

    weights: Grid
    bias: Grid
    out: Grid
    out_bias: float


def probabilities(features: Grid, content: NDArray[np.bool_], rounds: Sequence[Round]) -> Grid:
    """The probability, 0 to 1, for each pair of words.

    *features* is features x a x b; *content* marks pairs of content words. Cost: the
    product of the lengths.
    """
    count, rows, columns = features.shape
    flat = features.reshape(count, -1)
    believed = hidden = np.zeros((0, rows * columns), np.float32)
    for number, each in enumerate(rounds):
        scores = _product(each.weights[:, :count], flat)
        if number:
            grid = believed.reshape(rows, columns)
            seen = surroundings(grid, content)
            scores += _product(each.weights[:, count : count + len(seen)], seen)
            scores += _product(each.weights[:, count + len(seen) :], hidden)
        hidden = np.maximum(scores + each.bias[:, None], 0)
        believed = _sigmoid(np.einsum("h,hc->c", each.out, hidden) + each.out_bias)
    return believed.reshape(rows, columns)


#: Multiplications from which OpenBLAS starts threads (4 * 65,536), which for products as
#: small as ours cost many times what they save, above all on a machine that is busy.
THREADLESS = 250_000


def _product(left: Grid, right: Grid) -> Grid:
    """The matrix product, in pieces that stay on one core."""
    width = max(1, THREADLESS // max(1, left.size))
    product = np.empty((len(left), right.shape[1]), np.float32)
    for start in range(0, right.shape[1], width):
        piece = slice(start, start + width)
        np.matmul(left, right[:, piece], out=product[:, piece])
    return product


def surroundings(grid: Grid, content: NDArray[np.bool_]) -> Grid:
    """What the pairs around each pair look like: channels x (a * b)."""
    framed = _framed(grid)
    maps: list[NDArray[np.float32] | NDArray[np.float64]] = [grid * 4]
    maps += [_moved(framed, *step) for step in STEPS]
    maps += [_rival(grid, axis=1), _rival(grid, axis=0), *_boxes(grid)]
    maps += [np.minimum(grid.sum(axis, keepdims=True), 3) for axis in (1, 0)]
    for each in (framed, _framed(grid * content)):
        sums = each.cumsum(0, dtype=np.float64).cumsum(1)
        maps += [_square(sums, 2) / 5, _along(each), _square(sums, REACH) / 13]
    seen = np.empty((len(maps), *grid.shape), np.float32)
    for channel, values in zip(seen, maps, strict=True):
        channel[...] = values
    return seen.reshape(len(maps), -1)


#: Width of the frame of zeros that stands for what is outside: sums need one cell more.
_FRAME = REACH + 1


def _framed(grid: Grid) -> Grid:
    rows, columns = grid.shape
    framed = np.zeros((rows + 2 * _FRAME, columns + 2 * _FRAME), np.float32)
    framed[_FRAME:-_FRAME, _FRAME:-_FRAME] = grid
    return framed


def _moved(framed: NDArray[AnyFloat], down: int, right: int) -> NDArray[AnyFloat]:
    """The cells *down* and *right* of each cell, 0 outside; no copy."""
    rows, columns = framed.shape[0] - 2 * _FRAME, framed.shape[1] - 2 * _FRAME
    top, left = _FRAME + down, _FRAME + right
    return framed[top : top + rows, left : left + columns]


def _square(sums: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """Sums over the square of 2 * reach + 1 cells around each cell, from running sums."""
    low, high = -reach - 1, reach
    whole = _moved(sums, high, high) + _moved(sums, low, low)
    return whole - _moved(sums, high, low) - _moved(sums, low, high)


def _along(framed: Grid) -> Grid:
    """A quarter of the sum along the diagonal, without the cell itself."""
    total = _moved(framed, 1, 1) + _moved(framed, -1, -1)
    for step in range(2, REACH + 1):
        total += _moved(framed, step, step)
        total += _moved(framed, -step, -step)
    return total / np.float32(4)


def _rival(grid: Grid, axis: int) -> Grid:
    """The best other value in the same row or column."""
    if grid.shape[axis] < 2:
        return np.zeros_like(grid)
    top = np.partition(grid, -2, axis=axis)
    second, best = (np.take(top, [place], axis=axis) for place in (-2, -1))
    return np.where(grid >= best, second, best)


#: From this probability on a pair bounds the box its neighbours stand in.
ANCHOR = 0.5

#: Boxes longer than this look alike.
LONG_BOX = 8


def _boxes(grid: Grid) -> list[Grid]:
    """Where both words of a pair stand between the same two anchors, and how wide apart those are.

    Words between two linked pairs are often one phrase rewritten: "would not" / "had no
    plans to". The smaller such a box, the likelier.
    """
    low_i, high_i, height, free_i = _bounds(grid)
    low_j, high_j, width, free_j = _bounds(grid.T)
    rows, columns = np.arange(grid.shape[0])[:, None], np.arange(grid.shape[1])
    inside = (columns > low_i[:, None]) & (columns < high_i[:, None])
    inside &= (rows > low_j) & (rows < high_j)
    box = inside.astype(np.float32)
    tall, wide = (np.minimum(size, LONG_BOX) for size in (height[:, None], width))
    free = np.broadcast_to(free_i[:, None], box.shape), np.broadcast_to(free_j, box.shape)
    maps = [box, box * free[0] * free[1], *free]
    return [*maps, box / tall, box / wide, box * tall / LONG_BOX, box * wide / LONG_BOX]


def _bounds(grid: Grid) -> tuple[NDArray[np.int64], NDArray[np.int64], Grid, Grid]:
    """Per row: columns of the anchors before and after, the distance of those, and whether free."""
    count, width = grid.shape
    anchored = grid.max(1) > ANCHOR
    partner = grid.argmax(1)
    places = np.arange(count)
    before = np.concatenate(([-1], np.maximum.accumulate(np.where(anchored, places, -1))[:-1]))
    later = np.minimum.accumulate(np.where(anchored, places, count)[::-1])[::-1]
    after = np.concatenate((later[1:], [count]))
    low = np.where(before >= 0, partner[before], -1)
    high = np.where(after < count, partner[np.minimum(after, count - 1)], width)
    distance = (after - before - 1).astype(np.float32)
    return low, high, distance, (~anchored).astype(np.float32)


def _sigmoid(scores: Grid) -> Grid:
    return np.float32(1) / (np.float32(1) + np.exp(-np.clip(scores, -30, 30)))
