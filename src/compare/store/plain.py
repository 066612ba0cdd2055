"""The loops of building an index in plain Python, for where the extra [scale] is missing.

`compiled` has the same in arrays; both make the same index, to the byte.
"""

from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from compare.engines.tokens import word_hashes
from compare.store.runs import KEPT, MARK_BITS, MARKS, Bucket, passage_keys, whole_hash
from compare.store.spill import HASH_BITS, PART_BITS, PARTS

Row = tuple[int, bytes]
_LOW = (1 << 32) - 1


class Cut(NamedTuple):
    """Some passages in words: for each how many and its hash; and their postings by part."""

    counts: Sequence[int]
    wholes: Sequence[int]
    postings: bytes
    parts: list[int]


def cut(texts: Sequence[str], first: int) -> Cut:
    """The passages *texts*, numbered from *first*. About 2 µs a word."""
    parts = [array("Q") for _ in range(PARTS)]
    counts, wholes = array("I"), array("Q")
    for passage, text in enumerate(texts, first):
        words = word_hashes(text)
        counts.append(len(words))
        wholes.append(whole_hash(words))
        for key in sorted(passage_keys(words)):
            middle = key >> (64 - HASH_BITS) & _LOW
            parts[key >> (64 - PART_BITS)].append(middle << 32 | passage)
    return Cut(counts, wholes, b"".join(p.tobytes() for p in parts), list(map(len, parts)))


def originals(wholes: Sequence[int]) -> tuple[bytearray, list[tuple[int, int]]]:
    """Which passages are copies of an earlier one, and each copy with its original, in order."""
    is_copy = bytearray(len(wholes))
    pairs = []
    order = sorted((n for n in range(len(wholes)) if wholes[n]), key=lambda n: (wholes[n], n))
    for _, same in groupby(order, key=wholes.__getitem__):
        original, *copies = same
        for copy in copies:
            is_copy[copy] = 1
            pairs.append((original, copy))
    return is_copy, sorted(pairs)


def rows(
    postings: "array[int]", part: int, bits: int, is_copy: bytearray
) -> tuple[list[Row], list[tuple[int, int]], int]:
    """The buckets of a part, its runs with too many places, and the postings stored."""
    buckets: list[Row] = []
    frequent: list[tuple[int, int]] = []
    stored = 0
    for number, marked in groupby(
        _marked(postings, part, bits, is_copy), lambda m: m[0] >> MARK_BITS
    ):
        bucket = Bucket()
        for mark, same in groupby(marked, itemgetter(0)):
            places = sorted(passage for _, passage in same)
            bucket.marks.extend([mark % MARKS] * min(KEPT, len(places)))
            bucket.passages.extend(places[:KEPT])
            if len(places) > KEPT:
                frequent.append((mark, len(places)))
        stored += len(bucket.marks)
        buckets.append((number, bucket.packed()))
    return buckets, frequent, stored


def _marked(
    postings: "array[int]", part: int, bits: int, is_copy: bytearray
) -> Iterator[tuple[int, int]]:
    """Mark and passage of every posting that counts, by mark."""
    shift = HASH_BITS - bits - MARK_BITS
    for posting in sorted(set(postings)):
        passage = posting & _LOW
        if not is_copy[passage]:
            yield (part << 32 | posting >> 32) >> shift, passage
