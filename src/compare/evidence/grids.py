"""Pairs of ragged rows as padded grids: which word of one text stands in the other.

A grid has a cell for each word of a beside each word of b. Everything here works on a
batch of pairs at once; the caller keeps batches small enough to stay in the cache.
"""

import numpy as np
from numpy.typing import NDArray

from compare.evidence.table import Rows

Floats = NDArray[np.floating]
Columns = dict[str, Floats]


def padded(rows: Rows, texts: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Where the items of *texts* stand in `rows.flat`, padded to one width, and the mask."""
    lengths = rows.lengths[texts]
    width = max(1, int(lengths.max()) if len(lengths) else 1)
    mask = np.arange(width) < lengths[:, None]
    return mask, np.where(mask, rows.starts[texts][:, None] + np.arange(width), 0)


def taken(values: NDArray[np.generic], at: NDArray[np.int64]) -> NDArray[np.generic]:
    """`values[at]`, and nulls where there are no values at all."""
    return values[at] if len(values) else np.zeros(at.shape, values.dtype)


def matches(a: NDArray[np.generic], b: NDArray[np.generic]) -> NDArray[np.bool_]:
    """The grid of equal items; padding must differ on the two sides."""
    return np.equal(a[:, :, None], b[:, None, :])


def both(name: str, a: Floats, b: Floats) -> Columns:
    """A measure of each side as the lower and the higher, so that a and b may be swapped."""
    return {f"{name}_lo": np.minimum(a, b), f"{name}_hi": np.maximum(a, b)}


def share(part: Floats, whole: Floats) -> Floats:
    """*part* of *whole*, 0 to 1; 0 of nothing."""
    return part / np.maximum(whole, 1e-6)


def runs(equal: NDArray[np.bool_], longest: int) -> list[NDArray[np.bool_]]:
    """Grids of shared runs: where two, three … *longest* words in a row are the same."""
    found, grid = [], equal
    for size in range(1, longest):
        wide = min(equal.shape[1:]) > size
        grid = grid[:, :-1, :-1] & equal[:, size:, size:] if wide else grid[:, :0, :0]
        found.append(grid)
    return found


def common_subsequence(equal: NDArray[np.bool_]) -> NDArray[np.int16]:
    """How many words both texts have in the same order (longest common subsequence).

    D. S. Hirschberg, "A linear space algorithm", 1975: one row of lengths at a time, here
    for all pairs of the batch together.
    """
    lengths = np.zeros((len(equal), equal.shape[2] + 1), np.int16)
    for row in range(equal.shape[1]):
        step = np.maximum(lengths[:, 1:], lengths[:, :-1] + equal[:, row])
        np.maximum.accumulate(step, axis=1, out=lengths[:, 1:])
    longest: NDArray[np.int16] = lengths[:, -1]
    return longest
