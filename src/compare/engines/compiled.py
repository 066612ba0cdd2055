"""The compiled half of the batch engine: bytes to words, seeds by radix partition, sorting.

Imported only by `batch`. The rules of what matches are not here: `kernel` is compiled as it
stands. All loops release the interpreter's lock, so that threads share the work.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numba
import numpy as np
from numba.extending import register_jitable

from compare.engines import kernel, tokens

#: The functions of `kernel` that its other functions call, callees first.
_INNER = (
    kernel.lcs, kernel.chain, kernel.rank, kernel.resync, kernel.extend, kernel.acceptable,
    kernel.write, kernel.walk, kernel.is_told, kernel.grow, kernel.match_pair,
    kernel.passage_from, kernel.end_fill, kernel.equal_grams, kernel.seeds_between,
    kernel.overlap_percent, kernel.direct, kernel.stretch, kernel.explaining,
)  # fmt: skip
for _function in _INNER:
    register_jitable(_function)

jit = numba.njit(cache=True, nogil=True)


@lru_cache(maxsize=32)
def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of `kernel` as machine code; the first call on a machine takes seconds."""
    return jit(function)


@lru_cache(maxsize=1)
def fold_table() -> Any:
    """`tokens.folded_code` for every code point below TABLE_END."""
    codes = (tokens.folded_code(code) for code in range(tokens.TABLE_END))
    return np.fromiter(codes, np.int32, tokens.TABLE_END)


@lru_cache(maxsize=1)
def single_table() -> Any:
    """Whether a code point below TABLE_END is a word by itself."""
    table = np.zeros(tokens.TABLE_END, np.bool_)
    for first, last in tokens.IDEOGRAPHS:
        table[first : min(last + 1, tokens.TABLE_END)] = True
    return table


@jit
def code_at(data, i):  # type: ignore[no-untyped-def]
    """The code point at byte *i* of UTF-8 known to be well formed, and its bytes."""
    first = np.int64(data[i])
    if first < 0x80:
        return first, 1
    if first < 0xE0:
        return (first & 0x1F) << 6 | np.int64(data[i + 1]) & 0x3F, 2
    two = (np.int64(data[i + 1]) & 0x3F) << 6 | np.int64(data[i + 2]) & 0x3F
    if first < 0xF0:
        return (first & 0x0F) << 12 | two, 3
    return (first & 0x07) << 18 | two << 6 | np.int64(data[i + 3]) & 0x3F, 4


@jit
def fold_code(code, folds, singles):  # type: ignore[no-untyped-def]
    """What the code point becomes, and whether it is a word by itself."""
    if code < len(folds):
        return np.int64(folds[code]), singles[code]
    if 0x20000 <= code <= 0x3FFFF:
        return code, True
    return np.int64(0), False


@jit
def tokenize(data, bounds, folds, singles, words, counts, lengths, hashes):  # type: ignore[no-untyped-def]
    """Cut passages [bounds[n], bounds[n + 1]) of *data* into words; how many in all.

    Fills *words*, and for each passage its words, its code points, and a 64-bit hash.
    """
    total = 0
    for n in range(len(counts)):
        begin = total
        points = 0
        value = np.int64(-1)
        i = bounds[n]
        while i < bounds[n + 1]:
            single = False
            if data[i] < 0x80:
                code = np.int64(folds[data[i]])
                i += 1
            else:
                code, size = code_at(data, i)
                i += size
                code, single = fold_code(code, folds, singles)
            points += 1
            if code > 1 and not single:
                if value < 0:
                    value = np.int64(2166136261)
                value = (value ^ code) * 16777619 & 0xFFFFFFFF
                continue
            if code == 1:
                continue
            if value >= 0:
                words[total] = value
                total += 1
                value = np.int64(-1)
            if single:
                words[total] = (np.int64(2166136261) ^ code) * 16777619 & 0xFFFFFFFF
                total += 1
        if value >= 0:
            words[total] = value
            total += 1
        counts[n] = total - begin
        lengths[n] = points
        hashes[n] = hash_words(words, begin, total)
    return total


@jit
def mix(value):  # type: ignore[no-untyped-def]
    """Scrambled 64 bits. G. Steele, D. Lea, C. Flood, SplitMix, 2014."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@jit
def hash_words(words, begin, end):  # type: ignore[no-untyped-def]
    """A 64-bit hash of a run of words."""
    value = np.uint64(end - begin)
    for i in range(begin, end):
        value = mix(value ^ np.uint64(words[i])) + np.uint64(0x9E3779B97F4A7C15)
    return value


@jit
def hash_gram(words, i):  # type: ignore[no-untyped-def]
    """A 64-bit hash of the seed that begins at word *i*.

    D. Lemire, O. Kaser, "Strongly universal string hashing is fast", 2014: multilinear.
    """
    value = (
        np.uint64(words[i]) * np.uint64(0x9E3779B97F4A7C15)
        + np.uint64(words[i + 1]) * np.uint64(0xC2B2AE3D27D4EB4F)
        + np.uint64(words[i + 2]) * np.uint64(0x165667B19E3779F9)
        + np.uint64(words[i + 3]) * np.uint64(0x27D4EB2F165667C5)
    )
    return (value ^ (value >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)


@jit
def find_offsets(data, bounds, folds, singles, passages, lo, hi, start, end):  # type: ignore[no-untyped-def]
    """Fill *start* and *end* with the code points of words [lo, hi) of the passages."""
    for n in range(len(passages)):
        i = bounds[passages[n]]
        stop = bounds[passages[n] + 1]
        points = word = last = 0
        inside = False
        start[n] = -1
        while i < stop and word < hi[n]:
            code, size = code_at(data, i)
            i += size
            points += 1
            code, single = fold_code(code, folds, singles)
            if code == 1:
                continue
            if inside and (code == 0 or single):
                word += 1
                inside = False
                if word == hi[n]:
                    break
            if code == 0:
                continue
            if not inside and word == lo[n] and start[n] < 0:
                start[n] = points - 1
            last = points
            inside = True
            if single:
                word += 1
                inside = False
        end[n] = last


@jit
def gather(words, begins, chosen, starts, out):  # type: ignore[no-untyped-def]
    """Copy the words of the *chosen* passages to *out*, where *starts* has them."""
    for n in range(len(chosen)):
        at = begins[chosen[n]]
        for k in range(starts[n + 1] - starts[n]):
            out[starts[n] + k] = words[at + k]


@jit
def count_parts(words, starts, first, last, shift, counts):  # type: ignore[no-untyped-def]
    """Add to *counts* the seeds of each part, by the highest bits of their hash."""
    for n in range(first, last):
        for i in range(starts[n], starts[n + 1] - 3):
            counts[hash_gram(words, i) >> shift] += 1


@jit
def scatter_parts(words, starts, first, last, shift, at, marks, places):  # type: ignore[no-untyped-def]
    """Copy the seeds of passages [first, last) to their parts; each is next filled *at*.

    A mark is 32 bits of the hash, enough to tell the seeds that may stand twice.
    """
    for n in range(first, last):
        for i in range(starts[n], starts[n + 1] - 3):
            value = hash_gram(words, i)
            part = value >> shift
            marks[at[part]] = value & np.uint64(0xFFFFFFFF)
            places[at[part]] = i
            at[part] += 1


@jit
def keep_repeated(words, starts, marks, places, once, twice, keys, owners):  # type: ignore[no-untyped-def]
    """Move the seeds of one part that may stand twice to the front of *places*; how many.

    *once* and *twice* are bitmaps, all zero. *keys* and *owners* become the full hash and
    the passage of each. *places* ascend, and so passages are found by walking along.
    """
    size = np.uint64(len(once) * 64 - 1)
    one = np.uint64(1)
    for k in range(len(marks)):
        slot = np.uint64(marks[k]) & size
        bit = one << (slot & np.uint64(63))
        seen = once[slot >> np.uint64(6)]
        twice[slot >> np.uint64(6)] |= seen & bit
        once[slot >> np.uint64(6)] = seen | bit
    count = 0
    n = 0
    for k in range(len(marks)):
        slot = np.uint64(marks[k]) & size
        if twice[slot >> np.uint64(6)] >> (slot & np.uint64(63)) & one:
            place = int(places[k])
            n = kernel.passage_from(starts, n, place)
            keys[count] = hash_gram(words, place)
            places[count] = place
            owners[count] = n
            count += 1
    return count


@jit
def radix_order(keys, order, other):  # type: ignore[no-untyped-def]
    """Rearrange *order* so that it sorts the 64-bit unsigned *keys*; ties stay as they are.

    The right one of *order* and *other* is returned. H. Seward, radix sort by counting, 1954.
    """
    most = np.uint64(0)
    for k in range(len(keys)):
        most |= keys[k]
    shift = np.uint64(0)
    counts = np.empty(2049, np.int64)
    while most >> shift > 0:
        counts[:] = 0
        for k in range(len(keys)):
            counts[(keys[k] >> shift & np.uint64(2047)) + np.uint64(1)] += 1
        for c in range(2048):
            counts[c + 1] += counts[c]
        for k in range(len(order)):
            item = order[k]
            digit = keys[item] >> shift & np.uint64(2047)
            other[counts[digit]] = item
            counts[digit] += 1
        order, other = other, order
        shift += np.uint64(11)
        if shift >= np.uint64(64):
            break
    return order


@jit
def order_run(keys, order, begin, end):  # type: ignore[no-untyped-def]
    """Sort a run by whole keys; they hardly ever differ in it, so by insertion."""
    for k in range(begin + 1, end):
        item = order[k]
        j = k
        while j > begin and keys[order[j - 1]] > keys[item]:
            order[j] = order[j - 1]
            j -= 1
        order[j] = item


@jit
def emit_seeds(keys, places, owners, order, cap, star, fill, pairs, xs):  # type: ignore[no-untyped-def]
    """Two places to compare for every seed, as `memory` chooses them; how many.

    Writes to *pairs* (owner of x, y, and whether the seed is rare, from the highest bit to
    the lowest) and *xs* only when *fill* is set.
    """
    total = 0
    begin = 0
    while begin < len(order):
        stop = begin + 1
        while stop < len(order) and keys[order[stop]] == keys[order[begin]]:
            stop += 1
        rare = np.uint64(1 if stop - begin <= cap else 0)
        partners = stop - begin if rare else star
        for j in range(begin + 1, stop):
            y = np.int64(places[order[j]])
            for i in range(begin, min(j, begin + partners)):
                x = np.int64(places[order[i]])
                if owners[order[i]] == owners[order[j]] and y - x < 4:
                    continue
                if fill:
                    owner = np.uint64(owners[order[i]]) << np.uint64(33)
                    pairs[total] = owner | np.uint64(y) << np.uint64(1) | rare
                    xs[total] = x
                total += 1
        begin = stop
    return total


@jit
def order_seeds(keys):  # type: ignore[no-untyped-def]
    """The indices that bring equal keys together, ties as they stand.

    Sorts by 33 bits, and by all of them only where different keys meet.
    """
    low = keys & np.uint64((1 << 33) - 1)
    order = radix_order(low, np.arange(len(keys)), np.empty(len(keys), np.int64))
    begin = 0
    while begin < len(order):
        end = begin + 1
        mixed = False
        while end < len(order) and low[order[end]] == low[order[begin]]:
            mixed |= keys[order[end]] != keys[order[begin]]
            end += 1
        if mixed:
            order_run(keys, order, begin, end)
        begin = end
    return order


@jit
def count_owners(pairs, counts):  # type: ignore[no-untyped-def]
    """Add the seeds of each passage to *counts*."""
    for k in range(len(pairs)):
        counts[pairs[k] >> np.uint64(33)] += 1


@jit
def scatter(pairs, xs, bucket, at, out_pairs, out_xs):  # type: ignore[no-untyped-def]
    """Copy seeds to the *bucket* of their passage; each is next filled *at*."""
    for k in range(len(pairs)):
        b = bucket[pairs[k] >> np.uint64(33)]
        out_pairs[at[b]] = pairs[k]
        out_xs[at[b]] = xs[k]
        at[b] += 1


@jit
def unpack(pairs, xs, order, owners, out_xs, out_ys, rare):  # type: ignore[no-untyped-def]
    """Sorted seeds as `kernel.match_seeds` wants them."""
    for k in range(len(order)):
        item = order[k]
        owners[k] = pairs[item] >> np.uint64(33)
        out_ys[k] = pairs[item] >> np.uint64(1) & np.uint64(0xFFFFFFFF)
        rare[k] = pairs[item] & np.uint64(1)
        out_xs[k] = xs[item]


@jit
def mark_exact(words, lo, hi, head_lo, head_hi, exact):  # type: ignore[no-untyped-def]
    """Set *exact* where a span has the same words as its representative's."""
    for n in range(len(lo)):
        same = hi[n] - lo[n] == head_hi[n] - head_lo[n]
        k = 0
        while same and k < hi[n] - lo[n]:
            same = words[lo[n] + k] == words[head_lo[n] + k]
            k += 1
        exact[n] = same
