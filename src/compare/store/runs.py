"""Runs of words as numbers, and where they stand: the postings of the index.

A run of four words has a hash; its highest bits say which bucket it is in, the next 16
tell it from others there. A bucket lists the passages of its runs. Two runs that look
alike by chance cost a comparison, never a finding, because the words are compared.
"""

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from zlib import crc32

from compare.engines.kernel import GRAM

#: Passages stored for one run; beyond, they are only counted. A run in more than CAP places
#: is compared with the first STAR of them, so this many may be removed before one is missed.
KEPT = 64
#: Bits that tell runs of a bucket apart.
MARK_BITS = 16
MARKS = 1 << MARK_BITS
#: Postings in a bucket when an index is built. A row costs twelve bytes whatever it holds.
LOAD = 64
#: Fewest buckets, so that a small index has room to grow: to 250,000 passages.
LEAST_BITS = 12
#: Most buckets: a billion postings fit well.
MOST_BITS = 24

_ALL = (1 << 64) - 1
#: Odd random numbers, from the digits of pi.
FACTORS = (0x243F6A8885A308D3, 0x13198A2E03707345, 0xA4093822299F31D1, 0x082EFA98EC4E6C89)
_CHECK = 4  # bytes of a sum


def run_hashes(words: Sequence[int]) -> list[int]:
    """The 64-bit hash of each run of four words; none for fewer words.

    D. Lemire, O. Kaser, "Strongly universal string hashing is fast", 2014: multilinear,
    of which the upper half is good, and only that is used.
    """
    k, m, n, o = FACTORS
    runs = zip(words, words[1:], words[2:], words[3:], strict=False)
    return [(a * k + b * m + c * n + d * o) & _ALL for a, b, c, d in runs]


def whole_hash(words: Iterable[int]) -> int:
    """The hash of a whole passage, however short; 0 for one without words.

    Passages with the same hash are taken for copies when an index is built: among a
    million different ones that goes wrong once in 37 million times.
    G. Steele, D. Lea, C. Flood, SplitMix, 2014; as `hash_words` of the batch engine.
    """
    listed = list(words)
    value = len(listed)
    for word in listed:
        value ^= word
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9 & _ALL
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB & _ALL
        value = (value ^ (value >> 31)) + 0x9E3779B97F4A7C15 & _ALL
    return value


def passage_keys(words: Sequence[int]) -> set[int]:
    """The hashes a passage is found by: its runs, each once, and itself as a whole."""
    return {*run_hashes(words), whole_hash(words)} if words else set()


def bits_for(postings: int) -> int:
    """How many bits number the buckets of an index with so many postings."""
    return min(MOST_BITS, max(LEAST_BITS, (postings // LOAD).bit_length()))


def mark_of(key: int, bits: int) -> int:
    """Bucket and mark of a hash in one number: `>> MARK_BITS` is the bucket."""
    return key >> (64 - bits - MARK_BITS)


class Bucket:
    """The postings of a bucket: marks in ascending order, and the passage of each."""

    __slots__ = ("marks", "passages")

    def __init__(self) -> None:
        self.marks = array("H")
        self.passages = array("I")

    @classmethod
    def checked(cls, data: bytes) -> "Bucket | None":
        """The bucket that was packed as *data*; None when it does not add up."""
        body = data[_CHECK:]
        if len(body) % 6 or crc32(body) != int.from_bytes(data[:_CHECK], "little"):
            return None
        found = cls()
        cut = len(body) // 3
        found.marks.frombytes(body[:cut])
        found.passages.frombytes(body[cut:])
        _in_native_order(found.marks, found.passages)
        return found

    def places(self, mark: int) -> "array[int]":
        """The passages of a run, in the order in which they came in."""
        low = bisect_left(self.marks, mark)
        return self.passages[low : bisect_right(self.marks, mark, low)]

    def put(self, mark: int, passage: int) -> None:
        """Enter a passage that is later than all others of the run."""
        at = bisect_right(self.marks, mark)
        self.marks.insert(at, mark)
        self.passages.insert(at, passage)

    def take(self, mark: int, passage: int) -> bool:
        """Delete a posting; whether it was there."""
        low = bisect_left(self.marks, mark)
        high = bisect_right(self.marks, mark, low)
        for at in range(low, high):
            if self.passages[at] == passage:
                del self.marks[at], self.passages[at]
                return True
        return False

    def replace(self, mark: int, old: int, new: int) -> bool:
        """Put a later passage in the place of another; whether that was there."""
        if not self.take(mark, old):
            return False
        at = bisect_left(self.marks, mark)
        while at < len(self.marks) and self.marks[at] == mark and self.passages[at] < new:
            at += 1
        self.marks.insert(at, mark)
        self.passages.insert(at, new)
        return True

    def packed(self) -> bytes:
        """The bucket as bytes, with their sum in front."""
        return pack(_bytes(self.marks), _bytes(self.passages))


def pack(marks: bytes, passages: bytes) -> bytes:
    """A bucket from its little-endian columns."""
    body = marks + passages
    return crc32(body).to_bytes(_CHECK, "little") + body


def places_in(data: bytes, mark: int) -> "array[int] | None":
    """The passages of a run in a packed bucket; None when it does not add up.

    As `Bucket.checked(data).places(mark)`, but nothing is unpacked except what is found.
    """
    size = len(data) - _CHECK
    if size % 6 or crc32(data[_CHECK:]) != int.from_bytes(data[:_CHECK], "little"):
        return None
    end = _CHECK + size // 3
    wanted = mark.to_bytes(2, "little")
    low = data.find(wanted, _CHECK, end)
    while low >= 0 and low % 2:  # half of one mark and half of the next
        low = data.find(wanted, low + 1, end)
    passages = array("I")
    if low >= 0:
        high = low + 2
        while high < end and data[high : high + 2] == wanted:
            high += 2
        shift = end - 2 * _CHECK
        passages.frombytes(data[shift + 2 * low : shift + 2 * high])
        _in_native_order(passages)
    return passages


def _in_native_order(*numbers: "array[int]") -> None:
    if sys.byteorder == "big":
        for each in numbers:
            each.byteswap()


def _bytes(numbers: "array[int]") -> bytes:
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


assert len(FACTORS) == GRAM
