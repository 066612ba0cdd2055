"""Pairs of ragged rows as padded grids: which word of one text stands in the other.

A grid has a cell for each word of a beside each word of b. Everything here works on a
batch of pairs at once; the caller keeps batches small enough to stay in the cache.
"""

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.evidence.table import Rows
from compare.frozen import dataclass

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


#: Words of b in one machine word of bits.
BITS = 64


def hits(grid: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which words of a have a cell in the grid, and which words of b."""
    return bit_hits(bits(grid), grid.shape[2])


def bits(grid: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """The grid with the words of b as bits of integers, the first word lowest.

    Arithmetic on them looks at 64 cells at once. The axes are: the pairs, as many integers
    as the words of b need, and the words of a, last because they are the most.
    """
    count, height, width = grid.shape
    octets = np.zeros((count, height, 8 * -(-width // BITS)), np.uint8)
    if width % 8:
        part = np.packbits(grid, axis=2, bitorder="little")
    else:
        part = np.packbits(grid.reshape(-1), bitorder="little").reshape(count, height, -1)
    octets[:, :, : part.shape[2]] = part
    found = octets.view("<u8").astype(np.uint64, copy=False)
    return np.ascontiguousarray(found.transpose(0, 2, 1))


def bit_hits(rows: NDArray[np.uint64], width: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The same as `hits`, for the bits of a grid of *width* columns."""
    octets = _columns(rows).astype("<u8", copy=False).view(np.uint8)
    in_a = np.unpackbits(octets, axis=1, bitorder="little")[:, :width]
    return _any(rows), in_a.view(np.bool_)


def next_to(rows: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """Where the words *size* further on in both texts are equal; fewer words of a by *size*."""
    later = rows[:, :, size:]
    moved = later >> np.uint64(size)
    moved[:, :-1] |= later[:, 1:] << np.uint64(BITS - size)
    return moved


@dataclass(frozen=True, slots=True)
class Overlap:
    """Counts for each pair of a batch: words, and runs of two, three and four words.

    *in_b* says how many words (or runs) of a also stand in b, *in_a* the reverse, one item
    for each length of run.
    """

    in_b: list[Floats]
    in_a: list[Floats]


def overlap(equal: NDArray[np.bool_], longest: int = 4) -> Overlap:
    """Count the shared runs of up to *longest* words of every pair of the grid."""
    rows = bits(equal)
    in_b, in_a, runs = [], [], rows
    for size in range(1, longest + 1):
        in_b.append(_any(runs).sum(1).astype(np.float32))
        in_a.append(_ones(_columns(runs)))
        runs = runs[:, :, :-1] & next_to(rows, size)
    return Overlap(in_b, in_a)


def _any(rows: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which words of a have any bit."""
    found = rows[:, 0] if rows.shape[1] == 1 else np.bitwise_or.reduce(rows, axis=1)
    return np.not_equal(found, 0)


def _columns(rows: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The bits that any word of a has."""
    found: NDArray[np.uint64] = np.bitwise_or.reduce(rows, axis=2, initial=np.uint64(0))
    return found


def _ones(values: NDArray[np.uint64]) -> Floats:
    """How many bits of each row are set."""
    octets = np.ascontiguousarray(values).view(np.uint8).reshape(len(values), -1)
    counts: Floats = _ONES[octets].sum(1)
    return counts


_ONES = np.array([number.bit_count() for number in range(256)], np.float32)


def common_subsequences(a: Sequence[Sequence[Hashable]], b: Sequence[Sequence[Hashable]]) -> Floats:
    """For every two sequences the length of the longest that both hold in the same order.

    H. Hyyrö, "Bit-parallel LCS-length computation revisited", 2004, as rapidfuzz has it.
    """
    from rapidfuzz.distance import LCSseq
    from rapidfuzz.process import cpdist

    # One thread: the same work in any number of threads, and others may want the rest.
    return cpdist(a, b, scorer=LCSseq.similarity, workers=1, dtype=np.float32)
