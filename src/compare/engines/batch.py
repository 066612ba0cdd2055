"""The engine for large inputs: arrays, compiled loops and threads; needs the extra [scale].

Reads the passages once and keeps their bytes, four bytes for each word of the different
ones, and the seeds that repeat. Gives the groups `memory` gives.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

from compare.engines import Engine, Group, Groups, Member, Progress, kernel
from compare.engines import compiled as fast
from compare.engines.grouping import Grouped, group
from compare.frozen import dataclass

Array = Any
_T = TypeVar("_T")

#: Passages cut into words at a time.
CHUNK = 16_384
#: Seeds looked for at a time, by hash: so many that their bitmaps stay in the cache.
PART_WORDS = 1 << 20
#: Seeds sorted and matched at a time.
BUCKET_SEEDS = 1 << 19
#: Words are numbered in 32 bits.
MOST_WORDS = (1 << 32) - 1


class BatchEngine(Engine):
    """Repeats by radix partition of all seeds, on *jobs* threads (0: one per processor)."""

    name = "batch"

    def __init__(self, *, jobs: int = 0) -> None:
        self._jobs = jobs or len(os.sched_getaffinity(0))

    def repeats(self, passages: Iterable[str], *, progress: Progress | None = None) -> Groups:
        """See `Engine.repeats`."""
        say = progress or (lambda stage, share: None)
        with _Threads(self._jobs) as threads:
            corpus = _read(passages, threads, say)
            matches, capped = _matches(corpus, threads, say)
            say("grouping", 0.0)
            grouped = group(
                corpus.words, corpus.starts, corpus.copies, corpus.doubles, matches, _Tools()
            )
            found = _BatchGroups(corpus, grouped, threads, len(matches) // kernel.FIELDS, capped)
            say("grouping", 1.0)
        return found


class _Threads:
    """A pool that gives results in order and stops at once when interrupted."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._pool = ThreadPoolExecutor(jobs)

    def __enter__(self) -> "_Threads":
        return self

    def __exit__(self, kind: object, *rest: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=kind is not None)

    def map(self, work: Callable[[Any], _T], items: Iterable[Any]) -> Iterator[_T]:
        """*work* of every item in order, a few ahead; items are taken as they are needed."""
        ahead: list[Future[_T]] = []
        for item in items:
            ahead.append(self._pool.submit(work, item))
            if len(ahead) > 2 * self.jobs:
                yield ahead.pop(0).result()
        for future in ahead:
            yield future.result()


class _Tools:
    """Arrays, radix sort, and the kernel compiled."""

    def zeros(self, count: int) -> Array:
        return np.zeros(count, np.int64)

    def order(self, *keys: Array) -> Array:
        order = np.arange(len(keys[0]))
        other = np.empty_like(order)
        for key in reversed(keys):
            unsigned = (key - (key.min() if len(key) else 0)).astype(np.uint64)
            ordered = fast.radix_order(unsigned, order, other)
            order, other = (order, other) if ordered is order else (ordered, np.empty_like(order))
        return order

    def take(self, run: Array, indices: Array) -> Array:
        return run[indices]

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return fast.compiled(function)(*arguments)


@dataclass(frozen=True, slots=True)
class _Corpus:
    """Passages read once, as bytes, and the words of the different ones in one run.

    *texts* have CHUNK passages each, but for the last; they are never joined, since memory
    touched for the first time costs more than any loop here. *places* lists the passages of
    each different one, from *place_start* on.
    """

    texts: tuple["_Text", ...]
    lengths: Array
    unique: Array
    words: Array
    starts: Array
    copies: Array
    doubles: Array
    places: Array
    place_start: Array


@dataclass(frozen=True, slots=True)
class _Text:
    """Some passages as UTF-8: passage n is [bounds[n], bounds[n + 1])."""

    data: Array
    bounds: Array


@dataclass(slots=True)
class _Chunk:
    """Some passages cut into words."""

    text: _Text
    words: Array
    counts: Array
    lengths: Array
    hashes: Array


def _read(passages: Iterable[str], threads: _Threads, say: Progress) -> _Corpus:
    say("reading passages", 0.0)
    chunks = list(threads.map(_cut, _chunks(passages)))
    say("reading passages", 1.0)
    counts = _joined([chunk.counts for chunk in chunks])
    unique, first = _numbered(_joined([chunk.hashes for chunk in chunks], np.uint64), counts)
    starts = _ends(counts[first])
    if starts[-1] > MOST_WORDS:
        raise OverflowError("more than 4,294,967,295 words")
    words = _gathered(chunks, first, starts)
    places = np.argsort(unique, kind="stable")[np.count_nonzero(unique < 0) :]
    copies = np.bincount(unique[unique >= 0], minlength=len(first)).astype(np.int64)
    return _Corpus(
        tuple(chunk.text for chunk in chunks),
        _joined([chunk.lengths for chunk in chunks]),
        unique, words, starts, copies, np.flatnonzero(copies > 1), places, _ends(copies),
    )  # fmt: skip


def _gathered(chunks: Sequence[_Chunk], first: Array, starts: Array) -> Array:
    """The words of the *first* passages in one run; takes them out of *chunks*."""
    words = np.empty(starts[-1], np.uint32)
    cuts = np.searchsorted(first, CHUNK * np.arange(len(chunks) + 1))
    for n, (chunk, lo, hi) in enumerate(zip(chunks, cuts, cuts[1:], strict=False)):
        fast.gather(
            chunk.words, _ends(chunk.counts), first[lo:hi] - CHUNK * n, starts[lo : hi + 1], words
        )
        chunk.words = None
    return words


def _chunks(passages: Iterable[str]) -> Iterator[list[bytes]]:
    """Passages as UTF-8, some at a time; lone surrogates are kept as they are."""
    chunk: list[bytes] = []
    for text in passages:
        chunk.append(text.encode("utf-8", "surrogatepass"))
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    yield chunk


def _cut(passages: Sequence[bytes]) -> _Chunk:
    data = np.frombuffer(b"".join(passages), np.uint8)
    bounds = _ends(np.fromiter(map(len, passages), np.int64, len(passages)))
    words = np.empty(len(data) // 2 + len(passages) + 1, np.uint32)
    counts, lengths = np.zeros(len(passages), np.int64), np.zeros(len(passages), np.int64)
    hashes = np.zeros(len(passages), np.uint64)
    total = fast.tokenize(
        data, bounds, fast.fold_table(), fast.single_table(), words, counts, lengths, hashes
    )
    return _Chunk(_Text(data, bounds), words[:total].copy(), counts, lengths, hashes)


def _joined(runs: Sequence[Array], kind: Any = np.int64) -> Array:
    return np.concatenate(runs) if runs else np.empty(0, kind)


def _ends(counts: Array) -> Array:
    """Where each run begins when runs of these lengths stand one after another, and the end."""
    ends = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=ends[1:])
    return ends


def _numbered(hashes: Array, counts: Array) -> tuple[Array, Array]:
    """A number for each passage, -1 without words, and the first passage of each number.

    Numbers go by first appearance. Passages of the same 64-bit hash are taken for the same:
    among a million different ones that goes wrong once in 37 million runs.
    """
    with_words = np.flatnonzero(counts)
    _, first, inverse = np.unique(hashes[with_words], return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    unique = np.full(len(hashes), -1, np.int64)
    unique[with_words] = rank[inverse]
    return unique, with_words[first[order]]


def _matches(corpus: _Corpus, threads: _Threads, say: Progress) -> tuple[Array, int]:
    """All matches, one after another, and the pairs of passages that were capped."""
    found = _seeds(corpus, threads, say)
    buckets = _buckets(found, len(corpus.copies))
    matches = []
    capped = 0
    for match, some in threads.map(lambda bucket: _match(corpus, *bucket), buckets):
        matches.append(match)
        capped += some
        say("matching", len(matches) / len(buckets))
    return _joined(matches), capped


@dataclass(frozen=True, slots=True)
class _Parts:
    """All seeds by the highest bits of their hash; part p is [bounds[p], bounds[p + 1])."""

    marks: Array
    places: Array
    bounds: Array


def _seeds(corpus: _Corpus, threads: _Threads, say: Progress) -> list[tuple[Array, Array]]:
    """The two places of every seed to compare, part by part."""
    say("finding seeds", 0.0)
    parts = _partitioned(corpus, threads)
    count = len(parts.bounds) - 1
    found = []
    for seeds in threads.map(lambda part: _part(corpus, parts, part), range(count)):
        found.append(seeds)
        say("finding seeds", len(found) / count)
    return found


def _partitioned(corpus: _Corpus, threads: _Threads) -> _Parts:
    """Scatter all seeds by hash; blocks of passages in order, so that places ascend."""
    count = 2
    while count * PART_WORDS < len(corpus.words):
        count *= 2
    shift = np.uint64(65 - count.bit_length())
    cuts = np.linspace(0, len(corpus.copies), 4 * threads.jobs + 1).astype(np.int64)
    blocks = list(pairwise(cuts))

    def counted(block: tuple[int, int]) -> Array:
        counts = np.zeros(count, np.int64)
        fast.count_parts(corpus.words, corpus.starts, *block, shift, counts)
        return counts

    counts = np.array(list(threads.map(counted, blocks)))
    bounds = _ends(counts.sum(axis=0))
    at = np.cumsum(counts, axis=0) - counts + bounds[:-1]
    parts = _Parts(np.empty(bounds[-1], np.uint32), np.empty(bounds[-1], np.uint32), bounds)

    def scattered(n: int) -> None:
        rows = parts.marks, parts.places
        fast.scatter_parts(corpus.words, corpus.starts, *blocks[n], shift, at[n], *rows)

    for _ in threads.map(scattered, range(len(blocks))):
        pass
    return parts


def _part(corpus: _Corpus, parts: _Parts, part: int) -> tuple[Array, Array]:
    """The seeds of one part, in the order of their hashes."""
    keys, places, owners = _repeated(corpus, parts, part)
    rules = (keys, places, owners, fast.order_seeds(keys), kernel.CAP, kernel.STAR)
    none = np.empty(0, np.uint64), np.empty(0, np.uint32)
    count = fast.emit_seeds(*rules, False, *none)
    pairs, xs = np.empty(count, np.uint64), np.empty(count, np.uint32)
    fast.emit_seeds(*rules, True, pairs, xs)
    return pairs, xs


def _repeated(corpus: _Corpus, parts: _Parts, part: int) -> tuple[Array, Array, Array]:
    """Hash, place and passage of the seeds of a part that seem to stand more than once."""
    here = slice(parts.bounds[part], parts.bounds[part + 1])
    marks, places = parts.marks[here], parts.places[here]
    slots = 1 << max(10, (4 * len(marks)).bit_length())
    once, twice = np.zeros(slots // 64, np.uint64), np.zeros(slots // 64, np.uint64)
    # Of what is asked for, only what is written to takes memory.
    keys, owners = np.empty(len(marks), np.uint64), np.empty(len(marks), np.uint32)
    count = fast.keep_repeated(
        corpus.words, corpus.starts, marks, places, once, twice, keys, owners
    )
    return keys[:count].copy(), places[:count], owners[:count].copy()


def _buckets(found: list[tuple[Array, Array]], passages: int) -> list[tuple[Array, Array]]:
    """The same seeds in buckets of passages; empties *found*, which would double the memory."""
    counts = np.zeros(passages + 1, np.int64)
    for pairs, _ in found:
        fast.count_owners(pairs, counts)
    bucket = (_ends(counts)[:-1] // BUCKET_SEEDS).astype(np.int64)
    bounds = _ends(np.bincount(bucket, counts, int(bucket[-1]) + 1).astype(np.int64))
    all_pairs, all_xs = np.empty(bounds[-1], np.uint64), np.empty(bounds[-1], np.uint32)
    at = bounds[:-1].copy()
    found.reverse()
    while found:
        fast.scatter(*found.pop(), bucket, at, all_pairs, all_xs)
    return [(all_pairs[lo:hi], all_xs[lo:hi]) for lo, hi in pairwise(bounds) if hi > lo]


def _match(corpus: _Corpus, pairs: Array, xs: Array) -> tuple[Array, int]:
    """The matches of one bucket of seeds, and the pairs of passages that were capped."""
    count = len(xs)
    order = fast.radix_order(pairs, np.arange(count), np.empty(count, np.int64))
    owners, sorted_xs, ys, rare = (np.empty(count, np.int64) for _ in range(4))
    fast.unpack(pairs, xs, order, owners, sorted_xs, ys, rare)
    out = np.empty(kernel.FIELDS * count, np.int64)
    work, row = np.empty(4 * count, np.int64), np.zeros(kernel.ROW, np.int64)
    found = fast.compiled(kernel.match_seeds)(
        corpus.words, corpus.starts, owners, sorted_xs, ys, rare, work, row, out
    )
    return out[: kernel.FIELDS * found].copy(), int(row[kernel.CAPPED])


class _BatchGroups(Groups):
    """Groups as arrays; members are made when asked for."""

    def __init__(
        self, corpus: _Corpus, grouped: Grouped, threads: _Threads, matches: int, capped: int
    ) -> None:
        self._corpus = corpus
        self.counts = {
            "passages": len(corpus.unique),
            "passages without a word": int(np.count_nonzero(corpus.unique < 0)),
            "different passages": len(corpus.copies),
            "words of different passages": len(corpus.words),
            "matches": matches,
            "pairs of passages with too many chains of seeds": capped,
            "found again through a representative": int(grouped.rescued),
            "nested groups resolved": int(grouped.nested),
            "overlapping members dropped": int(grouped.overlapping),
        }
        self._start, self._columns = _members(corpus, grouped, threads)

    def __len__(self) -> int:
        return len(self._start) - 1

    def __iter__(self) -> Iterator[Group]:
        # Plain lists are several times faster to read than arrays, one slice at a time.
        for block in range(0, len(self), CHUNK):
            bounds = self._start[block : block + CHUNK + 1].tolist()
            rows = zip(*(c[bounds[0] : bounds[-1]].tolist() for c in self._columns), strict=True)
            members = list(map(Member._make, rows))
            for first, stop in pairwise(bounds):
                yield Group(tuple(members[first - bounds[0] : stop - bounds[0]]))

    def text(self, passage: int) -> str:
        text, n = self._corpus.texts[passage // CHUNK], passage % CHUNK
        here = slice(text.bounds[n], text.bounds[n + 1])
        return bytes(text.data[here]).decode("utf-8", "surrogatepass")

    def same(self, passage: int) -> int:
        return int(self._corpus.unique[passage])

    def words(self, passage: int) -> int:
        number = self._corpus.unique[passage]
        starts = self._corpus.starts
        return int(starts[number + 1] - starts[number]) if number >= 0 else 0


def _members(
    corpus: _Corpus, grouped: Grouped, threads: _Threads
) -> tuple[Array, tuple[Array, ...]]:
    """The columns of `Member` for every place of every group, and where groups begin."""
    rows = np.arange(len(grouped.passage))
    copies = np.where(grouped.single > 0, 1, corpus.copies[grouped.passage])
    row = np.repeat(rows, copies)
    nth = np.arange(len(row)) - np.repeat(_ends(copies)[:-1], copies)
    passage = corpus.places[corpus.place_start[grouped.passage[row]] + nth]
    begin = corpus.starts[grouped.passage]
    lo, hi = grouped.lo - begin, grouped.hi - begin
    of = corpus.starts[grouped.passage + 1] - begin
    start, end = _offsets(corpus, passage, lo[row], hi[row], of[row], threads)
    exact = _exact(corpus, grouped)
    columns = (passage, start, end, (hi - lo)[row], grouped.shared[row], of[row], exact[row])
    return _ends(copies)[grouped.start], columns


def _exact(corpus: _Corpus, grouped: Grouped) -> Array:
    sizes = np.diff(grouped.start)
    heads = np.repeat(grouped.start[:-1], sizes)
    exact = np.zeros(len(grouped.lo), np.bool_)
    fast.mark_exact(
        corpus.words, grouped.lo, grouped.hi, grouped.lo[heads], grouped.hi[heads], exact
    )
    return exact


def _offsets(
    corpus: _Corpus, passage: Array, lo: Array, hi: Array, of: Array, threads: _Threads
) -> tuple[Array, Array]:
    """Code points of words [lo, hi); a whole passage includes its punctuation."""
    start = np.zeros(len(passage), np.int64)
    end = corpus.lengths[passage]
    parts = np.flatnonzero(hi - lo < of)
    parts = parts[np.argsort(passage[parts], kind="stable")]
    cuts = np.searchsorted(passage[parts], CHUNK * np.arange(len(corpus.texts) + 1))

    def find(n: int) -> None:
        some = parts[cuts[n] : cuts[n + 1]]
        begin, stop = np.empty(len(some), np.int64), np.empty(len(some), np.int64)
        text = corpus.texts[n].data, corpus.texts[n].bounds
        fast.find_offsets(
            *text, fast.fold_table(), fast.single_table(),
            passage[some] - CHUNK * n, lo[some], hi[some], begin, stop,
        )  # fmt: skip
        start[some], end[some] = begin, stop

    for _ in threads.map(find, range(len(corpus.texts))):
        pass
    return start, end
