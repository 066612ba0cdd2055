"""Pairs of ragged rows as padded grids: which word of one text stands in the other.

A grid has a cell for each word of a beside each word of b. Everything here works on a
batch of pairs at once; the caller keeps batches small enough to stay in the cache.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.evidence.table import Rows

Floats = NDArray[Any]
Columns = dict[str, Floats]


def padded(rows: Rows, texts: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Where the items of *texts* stand in `rows.flat`, padded to one width, and the mask.

    The width is a multiple of 8, because then grids are packed into bits at once.
    """
    lengths = rows.lengths[texts]
    width = 8 * max(1, -(-int(lengths.max(initial=0)) // 8))
    mask = np.arange(width) < lengths[:, None]
    return mask, np.where(mask, rows.starts[texts][:, None] + np.arange(width), 0)


def taken(values: NDArray[Any], at: NDArray[np.int64]) -> NDArray[Any]:
    """`values[at]`, and nulls where there are no values at all."""
    return values[at] if len(values) else np.zeros(at.shape, values.dtype)


def matches(a: NDArray[Any], b: NDArray[Any]) -> NDArray[np.bool_]:
    """The grid of equal items; padding must differ on the two sides."""
    grid: NDArray[np.bool_] = np.equal(a[:, :, None], b[:, None, :])
    return grid


def both(name: str, a: Floats, b: Floats) -> Columns:
    """A measure of each side as the lower and the higher, so that a and b may be swapped."""
    return {f"{name}_lo": np.minimum(a, b), f"{name}_hi": np.maximum(a, b)}


def share(part: Floats, whole: Floats) -> Floats:
    """*part* of *whole*, 0 to 1; 0 of nothing."""
    return part / np.maximum(whole, 1e-6)


#: Words of one text fit into one machine word of bits up to this many.
BITS = 64


def hits(grid: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which words of a have a cell in the grid, and which words of b."""
    if grid.shape[2] > BITS:
        return np.any(grid, axis=2), np.any(grid, axis=1)
    rows = _bits(grid)
    columns = np.bitwise_or.reduce(rows, axis=1, initial=np.uint64(0))
    octets = columns.astype("<u8", copy=False).view(np.uint8).reshape(len(rows), 8)
    in_a = np.unpackbits(octets, axis=1, bitorder="little")[:, : grid.shape[2]]
    return np.not_equal(rows, 0), in_a.view(np.bool_)


def _bits(grid: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Each row of the grid as the bits of one integer."""
    octets = np.zeros((*grid.shape[:2], BITS // 8), np.uint8)
    if grid.shape[2] % 8:
        packed = np.packbits(grid, axis=2, bitorder="little")
    else:
        packed = np.packbits(grid.reshape(-1), bitorder="little").reshape(*grid.shape[:2], -1)
    octets[:, :, : packed.shape[2]] = packed
    return octets.view("<u8")[:, :, 0].astype(np.uint64, copy=False)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Counts for each pair of a batch: words, and runs of two, three and four words.

    *in_b* says how many words (or runs) of a also stand in b, *in_a* the reverse, one item
    for each length of run; *ordered* is the longest common subsequence.
    """

    in_b: list[Floats]
    in_a: list[Floats]
    ordered: Floats


def overlap(equal: NDArray[np.bool_], longest: int = 4) -> Overlap:
    """Count the shared runs of up to *longest* words of every pair of the grid."""
    if equal.shape[2] <= BITS:
        return _overlap_bits(equal, longest)
    grids = [equal, *_runs(equal, longest)]
    return Overlap(
        [grid.any(2).sum(1).astype(np.float32) for grid in grids],
        [grid.any(1).sum(1).astype(np.float32) for grid in grids],
        _common_subsequence(equal).astype(np.float32),
    )


def _overlap_bits(equal: NDArray[np.bool_], longest: int) -> Overlap:
    """The same by arithmetic on the bits."""
    rows = _bits(equal)
    in_b, in_a, runs = [], [], rows
    for size in range(1, longest + 1):
        in_b.append((runs != 0).sum(1).astype(np.float32))
        in_a.append(_ones(np.bitwise_or.reduce(runs, axis=1, initial=np.uint64(0))))
        runs = runs[:, :-1] & (rows[:, size:] >> np.uint64(size))
    return Overlap(in_b, in_a, _common_subsequence_bits(rows))


def _common_subsequence_bits(rows: NDArray[np.uint64]) -> Floats:
    """H. Hyyrö, "Bit-parallel LCS-length computation revisited", 2004."""
    free = np.full(len(rows), ~np.uint64(0))
    for row in rows.T:
        used = free & row
        free = (free + used) | (free - used)
    return _ones(~free)


def _ones(values: NDArray[np.uint64]) -> Floats:
    octets = np.ascontiguousarray(values).view(np.uint8).reshape(len(values), 8)
    counts: Floats = _ONES[octets].sum(1)
    return counts


_ONES = np.array([number.bit_count() for number in range(256)], np.float32)


def _runs(equal: NDArray[np.bool_], longest: int) -> list[NDArray[np.bool_]]:
    found, grid = [], equal
    for size in range(1, longest):
        wide = min(equal.shape[1:]) > size
        grid = grid[:, :-1, :-1] & equal[:, size:, size:] if wide else grid[:, :0, :0]
        found.append(grid)
    return found


def _common_subsequence(equal: NDArray[np.bool_]) -> NDArray[np.int16]:
    """One row of lengths at a time, for all pairs of the batch together.

    D. S. Hirschberg, "A linear space algorithm for computing maximal common
    subsequences", 1975.
    """
    lengths = np.zeros((len(equal), equal.shape[2] + 1), np.int16)
    for row in range(equal.shape[1]):
        step = np.maximum(lengths[:, 1:], lengths[:, :-1] + equal[:, row])
        np.maximum.accumulate(step, axis=1, out=lengths[:, 1:])
    longest: NDArray[np.int16] = lengths[:, -1]
    return longest
