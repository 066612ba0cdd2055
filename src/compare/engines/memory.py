"""The engine for small inputs: pure Python, no arrays, no heavy import.

Takes about 10 µs a word, and about 200 bytes of memory. For more than some hundred thousand
words use `batch`; it gives the same groups.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from compare.engines import Engine, Group, Groups, Member, Progress, kernel
from compare.engines.grouping import Grouped, group
from compare.engines.tokens import tokens


class _Tools:
    """Lists, and the kernel as it stands."""

    def zeros(self, count: int) -> list[int]:
        return [0] * count

    def order(self, *keys: list[int]) -> list[int]:
        return sorted(range(len(keys[0])), key=lambda n: tuple(key[n] for key in keys))

    def take(self, run: list[int], indices: list[int]) -> list[int]:
        return [run[n] for n in indices]

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return function(*arguments)


class _Corpus:
    """Passages read once: their texts, and the words of the different ones in one run."""

    def __init__(self, passages: Iterable[str]) -> None:
        self.texts: list[str] = []
        self.words: list[int] = []
        self.starts = [0]
        self.unique: list[int] = []  # passage → number among the different ones, -1 if wordless
        self.places: list[list[int]] = []  # number among the different ones → passages
        self._known: dict[tuple[int, ...], int] = {}
        for text in passages:
            self._add(text)

    def _add(self, text: str) -> None:
        hashes = tuple(tokens(text)[0])
        number = self._known.setdefault(hashes, len(self.places)) if hashes else -1
        if number == len(self.places):
            self.places.append([])
            self.words.extend(hashes)
            self.starts.append(len(self.words))
        if hashes:
            self.places[number].append(len(self.texts))
        self.unique.append(number)
        self.texts.append(text)

    def length(self, number: int) -> int:
        return self.starts[number + 1] - self.starts[number]


class MemoryEngine(Engine):
    """Repeats by a dictionary of all seeds."""

    name = "memory"

    def repeats(self, passages: Iterable[str], *, progress: Progress | None = None) -> Groups:
        """See `Engine.repeats`."""
        say = progress or (lambda stage, share: None)
        say("reading passages", 0.0)
        corpus = _Corpus(passages)
        say("finding repeats", 0.2)
        matches, capped = _matches(corpus)
        say("grouping", 0.9)
        copies = [len(places) for places in corpus.places]
        doubles = [number for number, count in enumerate(copies) if count > 1]
        grouped = group(corpus.words, corpus.starts, copies, doubles, matches, _Tools())
        say("grouping", 1.0)
        return _MemoryGroups(corpus, grouped, len(matches) // kernel.FIELDS, capped)


def _matches(corpus: _Corpus) -> tuple[list[int], int]:
    """All matches, one after another, and the pairs of passages that were capped."""
    owners, ys, xs, rare = _seeds(corpus)
    out = [0] * (kernel.FIELDS * len(xs))
    work = [0] * (4 * len(xs))
    row = [0] * kernel.ROW
    found = kernel.match_seeds(corpus.words, corpus.starts, owners, xs, ys, rare, work, row, out)
    return out[: kernel.FIELDS * found], row[kernel.CAPPED]


def _seeds(corpus: _Corpus) -> list[list[int]]:
    """Passage of x, y, x, and whether the seed is rare, of every two places to compare."""
    owners = _owners(corpus)
    found = []
    for places in _grams(corpus).values():
        rare = len(places) <= kernel.CAP
        for n, x in enumerate(places if rare else places[: kernel.STAR]):
            found += [
                (owners[x], y, x, int(rare))
                for y in places[n + 1 :]
                if owners[x] != owners[y] or y - x >= kernel.GRAM
            ]
    found.sort()
    return [[seed[n] for seed in found] for n in range(4)]


def _owners(corpus: _Corpus) -> list[int]:
    return [number for number in range(len(corpus.places)) for _ in range(corpus.length(number))]


def _grams(corpus: _Corpus) -> dict[tuple[int, ...], list[int]]:
    """Where each run of GRAM words that stands more than once begins, in order."""
    grams: dict[tuple[int, ...], list[int]] = {}
    for number in range(len(corpus.places)):
        for at in range(corpus.starts[number], corpus.starts[number + 1] - kernel.GRAM + 1):
            grams.setdefault(tuple(corpus.words[at : at + kernel.GRAM]), []).append(at)
    return {gram: places for gram, places in grams.items() if len(places) > 1}


class _MemoryGroups(Groups):
    """Groups with their members found in the texts when asked for."""

    def __init__(self, corpus: _Corpus, grouped: Grouped, matches: int, capped: int) -> None:
        self._corpus = corpus
        self._grouped = grouped
        self.counts = {
            "passages": len(corpus.texts),
            "passages without a word": corpus.unique.count(-1),
            "different passages": len(corpus.places),
            "words of different passages": len(corpus.words),
            "matches": matches,
            "pairs of passages with too many chains of seeds": capped,
            "found again through a representative": grouped.rescued,
            "nested groups resolved": grouped.nested,
            "overlapping members dropped": grouped.overlapping,
        }

    def __len__(self) -> int:
        return len(self._grouped.start) - 1

    def __iter__(self) -> Iterator[Group]:
        for first, stop in zip(self._grouped.start, self._grouped.start[1:], strict=False):
            head = self._span(first)
            yield Group(tuple(m for row in range(first, stop) for m in self._members(row, head)))

    def text(self, passage: int) -> str:
        return self._corpus.texts[passage]

    def same(self, passage: int) -> int:
        return self._corpus.unique[passage]

    def words(self, passage: int) -> int:
        number = self._corpus.unique[passage]
        return self._corpus.length(number) if number >= 0 else 0

    def _span(self, row: int) -> list[int]:
        return self._corpus.words[self._grouped.lo[row] : self._grouped.hi[row]]

    def _members(self, row: int, head: list[int]) -> Iterator[Member]:
        """The stretch of that *row* in each passage that has it."""
        span = self._span(row)
        number = self._grouped.passage[row]
        offset = self._grouped.lo[row] - self._corpus.starts[number]
        places = self._corpus.places[number]
        for passage in places[:1] if self._grouped.single[row] else places:
            start, end = self._offsets(passage, offset, offset + len(span))
            shared = self._grouped.shared[row]
            yield Member(passage, start, end, len(span), shared, self.words(passage), span == head)

    def _offsets(self, passage: int, lo: int, hi: int) -> tuple[int, int]:
        """Code points of words [lo, hi); a whole passage includes its punctuation."""
        text = self._corpus.texts[passage]
        if hi - lo == self.words(passage):
            return 0, len(text)
        _, starts, ends = tokens(text)
        return starts[lo], ends[hi - 1]
