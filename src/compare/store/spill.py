"""Postings sorted outside of memory: parts by the highest bits of the hash, on disk.

A posting is one number of 64 bits: 32 of the hash below those that say the part, and 32 of
the passage, so that a part in ascending order is in the order of the index.
"""

import os
from array import array
from collections.abc import Iterator
from tempfile import TemporaryFile

#: Bits of the hash that say the part. Fewer than those of a bucket, so that none is torn.
PART_BITS = 8
PARTS = 1 << PART_BITS
#: Bits of the hash that are kept: enough for 2 ** 24 buckets.
HASH_BITS = PART_BITS + 32
_WIDTH = 8


class Spill:
    """A file of postings that is gone when it is closed."""

    def __init__(self, folder: str) -> None:
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - closed by close()
        self._bounds: list[list[int]] = []  # for each chunk, where its parts begin, in bytes

    def put(self, postings: bytes, counts: list[int]) -> None:
        """Append a chunk: its parts one after another, *counts*[p] postings in part p."""
        at = self._file.seek(0, os.SEEK_END)
        bounds = [at]
        for count in counts:
            at += count * _WIDTH
            bounds.append(at)
        self._file.write(postings)
        self._bounds.append(bounds)

    def part(self, number: int) -> "array[int]":
        """All postings of a part, those of a chunk together."""
        found = array("Q")
        for bounds in self._bounds:
            self._file.seek(bounds[number])
            found.frombytes(self._file.read(bounds[number + 1] - bounds[number]))
        return found

    def parts(self) -> Iterator["array[int]"]:
        """All parts in order."""
        return map(self.part, range(PARTS))

    def close(self) -> None:
        """Give the space back."""
        self._file.close()
