"""How surprising it is that two pieces of text share their words, phrases counted once.

The noisy-copy score of `coincidence`, with one thing added: once two texts share "foreign",
it is no news that they share "minister" as well, and "security guarantees" is one thing to
have in common, not two. The chance of a word is therefore that of finding it where one of
the words just before it is found, learnt from the other passages of the run. So a run about
talks on guarantees is not one great match, and a word that only two passages have tells.

The dependence on one neighbour follows C. K. Chow and C. N. Liu, "Approximating discrete
probability distributions with dependence trees", 1968, with the words before as parents.
"""

from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING

from compare.coincidence import COPIED, Vocabulary
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


def surprises(known: Vocabulary, a: Sequence[Piece], b: Sequence[Piece]) -> "Floats":
    """The score of every a with its b, in nats; above 0 speaks for one statement.

    Swapping a and b changes nothing. Empty for none. Cost: linear in the words of all pairs,
    times the logarithm of the words of the distinct pieces.
    """
    import numpy as np

    if not a:
        return np.zeros(0)
    pieces = _Pieces(known, sorted({*a, *b}, key=_order))
    left, right = (np.array([pieces.number[piece] for piece in side]) for side in (a, b))
    return (pieces.directed(left, right) + pieces.directed(right, left)) / 2


#: Probability that a content word inside quotation marks is kept in another report's
#: quotation of the same remark: more than of free report, less than of one translation.
QUOTED = 0.5


def quoted_surprises(
    known: Vocabulary, a: Sequence[tuple[Piece, ...]], b: Sequence[tuple[Piece, ...]]
) -> "Floats":
    """For every two passages, given by their quotations, how much one quotation has in common.

    The best score of a quotation of either side against everything the other side quotes,
    in nats, 0 at least. Two words of the same person's mouth that stand in both reports are
    the best evidence two translations leave. Empty for none. Cost: linear in the words
    quoted, times the quotations of a passage.
    """
    import numpy as np

    together, said = _Together(known), _Said(known)
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
    together: "_Together", said: _Said, one: tuple[Piece, ...], two: tuple[Piece, ...]
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


def _order(piece: Piece) -> tuple[int, int, Span]:
    return piece.article, piece.passage, piece.span


class _Pieces:
    """The ideas of distinct pieces, each once, with the ideas just before it.

    *keys* are piece times the number of ideas plus idea, rising; *before* has a row of
    `BEFORE` ideas for each key, -1 for none.
    """

    def __init__(self, known: Vocabulary, pieces: Sequence[Piece]) -> None:
        import numpy as np

        self.known, self.number = known, {piece: row for row, piece in enumerate(pieces)}
        self.width = len(known.chance)
        self.stem_width = len(known.stem_chance)
        keys, before, stems, sizes = [], [], [], []
        for row, piece in enumerate(pieces):
            passage = known.passages[piece.article, piece.passage]
            within = passage.within(piece.span)
            found = _first(passage.numbers[within], passage.stems[within])
            keys += [row * self.width + idea for idea in sorted(found)]
            before += [found[idea][0] for idea in sorted(found)]
            stems += [found[idea][1] for idea in sorted(found)]
            sizes.append(len(found))
        self.keys = np.array(keys, dtype=np.int64)
        self.before = np.array(before, dtype=np.int64).reshape(len(keys), BEFORE)
        self.stems = np.array(stems, dtype=np.int64)
        rows = self.keys // max(1, self.width)
        self.stem_keys = np.sort(rows * self.stem_width + self.stems)
        self.sizes = np.array(sizes, dtype=np.int64)
        self.starts = np.cumsum(self.sizes) - self.sizes
        self.together = _Together(known)

    def directed(self, one: "Numbers", two: "Numbers") -> "Floats":
        """The score of each of *one* as a noisy copy out of its one of *two*."""
        import numpy as np

        pair = np.repeat(np.arange(len(one)), self.sizes[one])
        within = np.arange(len(pair)) - np.repeat(
            np.cumsum(self.sizes[one]) - self.sizes[one], self.sizes[one]
        )
        entry = self.starts[one[pair]] + within
        idea = self.keys[entry] % self.width
        shared = _holds(self.keys, two[pair] * self.width + idea)
        pair, entry, idea = pair[shared], entry[shared], idea[shared]
        other = two[pair]
        chance = 1 - (1 - self._single(other, entry, idea)) ** self.sizes[other]
        for before in self.before[entry].T:
            held = _holds(self.keys, other * self.width + before)
            rows = np.flatnonzero((before >= 0) & held)
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
        same = _holds(self.stem_keys, other * self.stem_width + stem)
        found: Floats = np.where(same, self.known.stem_chance[stem], self.known.chance[idea])
        return found


def _holds(keys: "Numbers", wanted: "Numbers") -> "NDArray[np.bool_]":
    """Whether each of *wanted* is among *keys*, which rise."""
    import numpy as np

    if not len(keys):
        return np.zeros(len(wanted), np.bool_)
    place = np.searchsorted(keys, wanted).clip(max=len(keys) - 1)
    found: NDArray[np.bool_] = keys[place] == wanted
    return found


def _first(ideas: Sequence[int], stems: Sequence[int]) -> dict[int, tuple[tuple[int, ...], int]]:
    """Each idea with those just before its first place, and its stem there."""
    found: dict[int, tuple[tuple[int, ...], int]] = {}
    padded = [-1] * BEFORE + list(ideas)
    for place, idea in enumerate(ideas):
        if idea not in found:
            near = padded[place : place + BEFORE]
            found[idea] = tuple(-1 if other == idea else other for other in near), stems[place]
    return found


class _Together:
    """In how many passages ideas stand, alone and together."""

    def __init__(self, known: Vocabulary) -> None:
        self.known = known
        self.passages: dict[int, set[int]] = {}
        self.stems: dict[int, set[int]] = {}
        for number, ideas in enumerate(known.passages.values()):
            for idea, stem in zip(ideas.numbers, ideas.stems, strict=True):
                self.passages.setdefault(idea, set()).add(number)
                self.stems.setdefault(stem, set()).add(number)
        self.counts: dict[tuple[int, int], tuple[int, int]] = {}

    def chances(self, before: "Numbers", idea: "Numbers", alone: "Floats") -> "Floats":
        """The chance of each idea where the one before it stands.

        The two passages that are compared are taken out: both hold both.
        """
        import numpy as np

        counted = [self._count(*pair) for pair in zip(before.tolist(), idea.tolist(), strict=True)]
        both, of = np.array(counted, dtype=np.float64).reshape(len(counted), 2).T
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

    def _count(self, before: int, idea: int) -> tuple[int, int]:
        key = before, idea
        if key not in self.counts:
            one, two = self.passages[before], self.passages[idea]
            self.counts[key] = max(0, len(one & two) - 2), max(0, len(one) - 2)
        return self.counts[key]
