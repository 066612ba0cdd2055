"""Comparing passages of a new document with stored ones, by the rule of the engines.

Pure: words in, stretches out. What makes a repeat is `engines.kernel`, as in every engine.
"""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from compare.engines import kernel
from compare.engines.tokens import folded_words, word_hash, word_spans
from compare.store.runs import run_hashes

#: Seeds looked at in a pair of passages; only one of very many repeats of its own parts
#: has more.
MOST_SEEDS = kernel.DIRECT_SEEDS

_Run = tuple[int, int, int, int]


class Stretch(NamedTuple):
    """What two passages share: words [low, high) of either, and how many are the same."""

    low: int
    high: int
    stored_low: int
    stored_high: int
    shared: int


class Vocabulary:
    """The words that are asked about, with their hashes.

    A stored word that is not among them equals none of them, so its hash is not needed;
    that is most of the work of cutting a passage.
    """

    def __init__(self) -> None:
        self._hashes: dict[str, int] = {}

    def learnt(self, text: str) -> list[int]:
        """The word hashes of a text, remembered."""
        words = folded_words(text)
        self._hashes.update((word, word_hash(word)) for word in words if word not in self._hashes)
        return [self._hashes[word] for word in words]

    def known(self, text: str) -> list[int]:
        """The word hashes of a text, -1 for words that were not learnt."""
        hashes = self._hashes
        return [hashes.get(word, -1) for word in folded_words(text)]


class Asked:
    """A passage that is asked about, cut into words once."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.words = vocabulary.learnt(text)
        self.vocabulary = set(self.words)
        self.keys = run_hashes(self.words)
        self._seeds: dict[_Run, list[int]] | None = None
        self._spans: list[tuple[int, int]] | None = None

    @property
    def seeds(self) -> dict[_Run, list[int]]:
        """Where each run of four words begins."""
        if self._seeds is None:
            self._seeds = {}
            for at, run in enumerate(_runs(self.words)):
                self._seeds.setdefault(run, []).append(at)
        return self._seeds

    def offsets(self, low: int, high: int) -> tuple[int, int]:
        """Code points of words [low, high); a whole passage includes its punctuation."""
        if high - low == len(self.words):
            return 0, len(self.text)
        if self._spans is None:
            self._spans = word_spans(self.text)
        return self._spans[low][0], self._spans[high - 1][1]


def stretches(asked: Asked, stored: Sequence[int]) -> tuple[list[Stretch], bool]:
    """What the words of a *stored* passage repeat, best first as found, and whether all.

    Grows with the words of both and the seeds they share.
    """
    if not _can_repeat(asked, stored):
        return [], True
    xs, ys = _seeds(asked, stored)
    count = min(len(xs), MOST_SEEDS)
    if not count:
        return [], True
    words = [*stored, *asked.words]
    starts = [0, len(stored), len(words)]
    row = [0] * kernel.ROW
    out = [0] * (kernel.FIELDS * count)
    work = [0] * (4 * count)
    found = kernel.match_pair(words, starts, 0, 1, xs[:count], ys[:count], count, work, row, out, 0)
    fields = (out[at : at + kernel.FIELDS] for at in range(0, kernel.FIELDS * found, kernel.FIELDS))
    base = len(stored)
    listed = [Stretch(b0 - base, b1 - base, a0, a1, n) for _, _, a0, a1, b0, b1, n in fields]
    return listed, count == len(xs) and not row[kernel.CAPPED]


def _can_repeat(asked: Asked, stored: Sequence[int]) -> bool:
    """Whether enough words are the same, in whatever order, for the two to share a repeat."""
    most = sum(word in asked.vocabulary for word in stored)
    return kernel.acceptable(most, 0, 0, len(asked.words), len(stored))


def _seeds(asked: Asked, stored: Sequence[int]) -> tuple[list[int], list[int]]:
    """The places of all common runs: stored, and asked as the kernel counts them."""
    known = asked.seeds
    base = len(stored)
    common = ((x, known[run]) for x, run in enumerate(_runs(stored)) if run in known)
    # Stopped in time: one word a thousand times has a million pairs with itself.
    pairs = sorted(islice(((base + y, x) for x, ys in common for y in ys), MOST_SEEDS + 1))
    return [x for _, x in pairs], [y for y, _ in pairs]


def _runs(words: Sequence[int]) -> "zip[_Run]":
    return zip(words, words[1:], words[2:], words[3:], strict=False)
