"""How surprising it is that two pieces of text share their words, phrases counted once.

The noisy-copy score of `coincidence`, with one thing added: once two texts share "foreign",
it is no news that they share "minister" as well, and "security guarantees" is one thing to
have in common, not two. The chance of a word is therefore that of finding it where one of
the words just before it is found, learnt from the other passages of the run. So a run about
talks on guarantees is not one great match, and a word that only two passages have tells.

The dependence on one neighbour follows C. K. Chow and C. N. Liu, "Approximating discrete
probability distributions with dependence trees", 1968, with the words before as parents.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING

from compare.coincidence import COPIED, Vocabulary
from compare.evidence.table import distinct
from compare.frozen import dataclass
from compare.model import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Floats = NDArray[np.float64]

#: How many words before a word may have brought it: "Foreign Minister Lavrov" has two.
BEFORE = 2

#: How many passages the chance without a neighbour counts as, beside those that were seen.
PRIOR_PASSAGES = 3.0

#: No chance is nearer to certain than this: a word that always follows still says a little.
MOST_CHANCE = 0.98

#: Nor to impossible.
LEAST_CHANCE = 1e-5

#: How many passages the language counts as beside those of the run, for quoted words.
QUOTED_PRIOR = 5.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage; *article* and *passage* are indices."""

    article: int
    passage: int
    span: Span


def surprises(
    known: Vocabulary,
    together: "Together",
    pieces: Sequence[Piece],
    a: "Numbers",
    b: "Numbers",
) -> "Floats":
    """The score of every a with its b, in nats; above 0 speaks for one statement.

    *a* and *b* are numbers of *pieces*. Swapping them changes nothing. Empty for none. Cost:
    linear in the words of all pairs, times the logarithm of the words of the pieces.
    """
    import numpy as np

    if not len(a):
        return np.zeros(0)
    held = _Pieces(known, together, pieces)
    return (held.directed(a, b) + held.directed(b, a)) / 2


#: Probability that a content word inside quotation marks is kept in another report's
#: quotation of the same remark: more than of free report, less than of one translation.
QUOTED = 0.5


def quoted_surprises(
    together: "Together", a: Sequence[tuple[Piece, ...]], b: Sequence[tuple[Piece, ...]]
) -> "Floats":
    """For every two passages, given by their quotations, how much one quotation has in common.

    The best score of a quotation of either side against everything the other side quotes,
    in nats, 0 at least. Two words of the same person's mouth that stand in both reports are
    the best evidence two translations leave. Empty for none. Cost: linear in the words
    quoted, times the quotations of a passage.
    """
    import numpy as np

    said = _Said(together.known)
    best = [
        max(_quoted(together, said, one, two), _quoted(together, said, two, one))
        for one, two in zip(a, b, strict=True)
    ]
    return np.array(best, dtype=np.float64)


class _Said:
    """The ideas of pieces with their stems, looked up once."""

    def __init__(self, known: Vocabulary) -> None:
        self.known, self.found = known, dict[Piece, dict[int, int]]()

    def ideas(self, piece: Piece) -> dict[int, int]:
        """The ideas of a piece, each with the stem it has last."""
        if piece not in self.found:
            passage = self.known.passages.get((piece.article, piece.passage))
            within = passage.within(piece.span) if passage else slice(0)
            self.found[piece] = (
                dict(zip(passage.numbers[within], passage.stems[within], strict=True))
                if passage
                else {}
            )
        return self.found[piece]


def _quoted(
    together: "Together", said: _Said, one: tuple[Piece, ...], two: tuple[Piece, ...]
) -> float:
    other: dict[int, int] = {}
    for piece in two:
        other |= said.ideas(piece)
    best = 0.0
    for piece in one if other else ():
        ideas = said.ideas(piece)
        shared = ideas.keys() & other.keys()
        if shared:
            chances = (
                together.chance(idea, ideas[idea], len(other), exact=ideas[idea] == other[idea])
                for idea in sorted(shared)
            )
            gain = sum(log((QUOTED + (1 - QUOTED) * chance) / chance) for chance in chances)
            best = max(best, gain + (len(ideas) - len(shared)) * log(1 - QUOTED))
    return best


class _Pieces:
    """The ideas of distinct pieces, each once, with the ideas just before it.

    *keys* are piece times the number of ideas plus idea, rising; *before* has a row of
    `BEFORE` ideas for each key, -1 for none.
    """

    def __init__(self, known: Vocabulary, together: "Together", pieces: Sequence[Piece]) -> None:
        import numpy as np

        self.known, self.together = known, together
        self.width, self.stem_width = len(known.chance), len(known.stem_chance)
        rows, within, ideas, stems = _flat(known, pieces)
        # A piece holds each of its ideas once: where it stands first.
        keys = rows * self.width + ideas
        order = np.argsort(keys, kind="stable")
        ranked = keys[order]
        first = np.ones(len(keys), np.bool_)
        first[1:] = ranked[1:] != ranked[:-1]
        kept = order[first]
        self.keys = ranked[first]
        self.before = _before(ideas, within)[kept]
        self.stems = stems[kept]
        self.sizes = np.bincount(rows[kept], minlength=len(pieces)).astype(np.int64)
        self.starts = np.cumsum(self.sizes) - self.sizes
        self.held = _Held(self.keys, len(pieces) * self.width)
        self.exact = _Held(rows[kept] * self.stem_width + self.stems, len(pieces) * self.stem_width)

    def directed(self, one: "Numbers", two: "Numbers") -> "Floats":
        """The score of each of *one* as a noisy copy out of its one of *two*."""
        import numpy as np

        pair = np.repeat(np.arange(len(one)), self.sizes[one])
        within = np.arange(len(pair)) - np.repeat(
            np.cumsum(self.sizes[one]) - self.sizes[one], self.sizes[one]
        )
        entry = self.starts[one[pair]] + within
        idea = self.keys[entry] % self.width
        shared = self.held.has(two[pair] * self.width + idea)
        pair, entry, idea = pair[shared], entry[shared], idea[shared]
        other = two[pair]
        chance = 1 - (1 - self._single(other, entry, idea)) ** self.sizes[other]
        for before in self.before[entry].T:
            rows = np.flatnonzero(before >= 0)
            rows = rows[self.held.has(other[rows] * self.width + before[rows])]
            after = self.together.chances(before[rows], idea[rows], chance[rows])
            chance[rows] = np.maximum(chance[rows], after)
        chance = chance.clip(1e-9, MOST_CHANCE)
        gain = np.log((COPIED + (1 - COPIED) * chance) / chance)
        missing = self.sizes[one] - np.bincount(pair, minlength=len(one))
        told: Floats = np.bincount(pair, gain, minlength=len(one)) + missing * log(1 - COPIED)
        return told

    def _single(self, other: "Numbers", entry: "Numbers", idea: "Numbers") -> "Floats":
        """The probability of one word: of the stem where that is shared too, else of the idea."""
        import numpy as np

        stem = self.stems[entry]
        same = self.exact.has(other * self.stem_width + stem)
        found: Floats = np.where(same, self.known.stem_chance[stem], self.known.chance[idea])
        return found


def _flat(
    known: Vocabulary, pieces: Sequence[Piece]
) -> "tuple[Numbers, Numbers, Numbers, Numbers]":
    """For each word of the pieces, one after another: its piece, place in it, idea and stem."""
    import numpy as np

    ideas: list[int] = []
    stems: list[int] = []
    sizes = np.zeros(len(pieces), np.int64)
    for row, piece in enumerate(pieces):
        passage = known.passages[piece.article, piece.passage]
        within = passage.within(piece.span)
        ideas += passage.numbers[within]
        stems += passage.stems[within]
        sizes[row] = within.stop - within.start
    rows = np.repeat(np.arange(len(pieces)), sizes)
    within_piece = np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return rows, within_piece, np.array(ideas, np.int64), np.array(stems, np.int64)


def _before(ideas: "Numbers", within: "Numbers") -> "Numbers":
    """The ideas `BEFORE` words to one word before each; -1 outside the piece and for itself."""
    import numpy as np

    found = np.full((len(ideas), BEFORE), -1, np.int64)
    for column, back in enumerate(range(BEFORE, 0, -1)):
        here = np.flatnonzero(within >= back)
        near = ideas[here - back]
        found[here, column] = np.where(near == ideas[here], -1, near)
    return found


#: Cells of a table of all numbers there can be (a byte each), up to which one is made.
TABLE = 1 << 25


class _Held:
    """A set of numbers below *end*, asked for many at once."""

    def __init__(self, numbers: "Numbers", end: int) -> None:
        import numpy as np

        self.table: NDArray[np.bool_] | None = None
        if end <= TABLE:
            self.table = np.zeros(end, np.bool_)
            self.table[numbers] = True
        else:
            self.numbers = np.sort(numbers)

    def has(self, wanted: "Numbers") -> "NDArray[np.bool_]":
        """Whether each of *wanted* is in the set."""
        import numpy as np

        if self.table is not None:
            return self.table[wanted]
        if not len(self.numbers):
            return np.zeros(len(wanted), np.bool_)
        place = np.searchsorted(self.numbers, wanted).clip(max=len(self.numbers) - 1)
        found: NDArray[np.bool_] = self.numbers[place] == wanted
        return found


class Together:
    """In how many passages ideas stand, alone and together."""

    def __init__(self, known: Vocabulary) -> None:
        self.known = known
        self.passages: dict[int, set[int]] = defaultdict(set)
        self.stems: dict[int, set[int]] = defaultdict(set)
        for number, ideas in enumerate(known.passages.values()):
            for idea in set(ideas.numbers):
                self.passages[idea].add(number)
            for stem in set(ideas.stems):
                self.stems[stem].add(number)
        self.counts: dict[int, tuple[int, int]] = {}

    def chances(self, before: "Numbers", idea: "Numbers", alone: "Floats") -> "Floats":
        """The chance of each idea where the one before it stands.

        The two passages that are compared are taken out: both hold both.
        """
        import numpy as np

        pairs, place = distinct(before * len(self.known.chance) + idea)
        counted = [self._count(pair) for pair in pairs.tolist()]
        both, of = np.array(counted, dtype=np.float64).reshape(len(counted), 2)[place].T
        found: Floats = (both + PRIOR_PASSAGES * alone) / (of + PRIOR_PASSAGES)
        return found

    def chance(self, idea: int, stem: int, words: int, *, exact: bool) -> float:
        """The chance of an idea, or *exact* stem, among *words*, by the other passages."""
        single = self.known.stem_chance[stem] if exact else self.known.chance[idea]
        holding = self.stems[stem] if exact else self.passages[idea]
        by_language = 1 - (1 - float(single)) ** words
        seen = max(0, len(holding) - 2) + QUOTED_PRIOR * by_language
        found = seen / (max(0, len(self.known.passages) - 2) + QUOTED_PRIOR)
        return min(max(found, LEAST_CHANCE), MOST_CHANCE)

    def _count(self, pair: int) -> tuple[int, int]:
        """In how many passages both ideas of a pair stand, and the first of them."""
        if pair not in self.counts:
            before, idea = divmod(pair, len(self.known.chance))
            one, two = self.passages[before], self.passages[idea]
            self.counts[pair] = max(0, len(one & two) - 2), max(0, len(one) - 2)
        return self.counts[pair]
