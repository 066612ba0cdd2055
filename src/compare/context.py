"""What the other candidates say about one: rivals, neighbours, third documents.

A pair of passages is not judged alone. Reports of one event keep much of its order, a
passage rarely has two equally good partners, and two passages that match one and the
same third are likely to match each other. Only numbers here: articles and windows are not known.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import exp, log1p
from typing import TYPE_CHECKING

from compare.frozen import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Article and passage of a, article and passage of b, as indices.
Key = tuple[int, int, int, int]

#: An article and one of its passages.
Passage = tuple[int, int]

#: How far apart neighbours may stand: the next passage, or the next but one on one side
#: (R. Barzilay and N. Elhadad, "Sentence alignment for monolingual comparable corpora",
#: 2003, on how far order is kept).
NEIGHBOUR_STEPS = (
    *((0, 1), (0, -1), (1, 0), (-1, 0)),
    *((1, 1), (1, 2), (2, 1)),
    *((-1, -1), (-1, -2), (-2, -1)),
)

#: The most log-odds by which a rival's lead counts: a far better rival is no worse
#: (margins: M. Artetxe and H. Schwenk, "Margin-based parallel corpus mining", 2019).
LEAD_LIMIT = 4.0

#: Third documents through which a pair is looked at: the best matches of a passage.
THIRD_PARTNERS = 6

#: Partners of a passage in another document that say what it usually scores.
MARGIN_PARTNERS = 3

#: What a partner scores that was not even a candidate, in nats: about the least of a
#: candidate's conditional surprise.
NO_PARTNER = -3.0


@dataclass(frozen=True, slots=True)
class Context:
    """What the other candidates say of one; `weights/linking.json` says what it counts.

    *lead* is that of a better rival, in log-odds; *neighbour* the probability, 0 to 1, that
    passages next to both match; *third* the probability that both match one passage of a
    third document; *company* the logarithm of one more than the number of other passages of
    the two documents that match, as far as one can tell.
    """

    lead: float
    neighbour: float
    third: float
    company: float


def contexts(keys: Sequence[Key], logits: Sequence[float]) -> list[Context]:
    """The context of every candidate; *logits* are what each comes to by itself.

    Empty for none. Cost: linear in the candidates, times `THIRD_PARTNERS`.
    """
    known = _Known(dict(zip(keys, logits, strict=True)))
    return [
        Context(known.lead(key), known.neighbour(key), known.third(key), known.company(key))
        for key in keys
    ]


def margins(
    keys: Sequence[Key], scores: "Sequence[float] | NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """By how much each candidate scores more than its two passages usually do, in its unit.

    What a passage usually scores is the mean of its `MARGIN_PARTNERS` best partners in the
    other document; missing ones count `NO_PARTNER`. A passage of nothing but the words of
    the whole story scores well with many, and stands out with none (A. Conneau et al.,
    "Word translation without parallel data", 2018, on hubs). Empty for none.
    """
    import numpy as np

    best: dict[tuple[Passage, int], list[float]] = defaultdict(list)
    for (one, i, two, j), score in zip(keys, scores, strict=True):
        best[(one, i), two].append(score)
        best[(two, j), one].append(score)
    usual = {where: _mean_of_best(found) for where, found in best.items()}
    return np.array(
        [
            score - (usual[(one, i), two] + usual[(two, j), one]) / 2
            for (one, i, two, j), score in zip(keys, scores, strict=True)
        ]
    )


def _mean_of_best(scores: list[float]) -> float:
    top = sorted(scores, reverse=True)[:MARGIN_PARTNERS]
    return (sum(top) + NO_PARTNER * (MARGIN_PARTNERS - len(top))) / MARGIN_PARTNERS


class _Known:
    """The candidates by themselves, looked up from all sides."""

    def __init__(self, logits: dict[Key, float]) -> None:
        self.logits = logits
        self.partners: dict[Passage, list[tuple[float, Passage]]] = defaultdict(list)
        for (one, i, two, j), logit in logits.items():
            self.partners[one, i].append((logit, (two, j)))
            self.partners[two, j].append((logit, (one, i)))
        for found in self.partners.values():
            found.sort(key=lambda item: (-item[0], item[1]))
        self.best = self._best()
        self.chances = {where: chance(logit) for where, logit in self.best.items()}
        self.expected = self._expected()

    def _best(self) -> dict[tuple[Passage, int], float]:
        """The best log-odds of each passage in each other article."""
        best: dict[tuple[Passage, int], float] = {}
        for passage, found in self.partners.items():
            for logit, (article, _) in found:
                best.setdefault((passage, article), logit)
        return best

    def _expected(self) -> dict[tuple[int, int], float]:
        """How many passages of each article have a match in each other one, on average."""
        expected: dict[tuple[int, int], float] = defaultdict(float)
        for (passage, article), found in self.chances.items():
            expected[passage[0], article] += found
        return expected

    def company(self, key: Key) -> float:
        """How well the two documents match without these two passages."""
        one, i, two, j = key
        others = min(
            self.expected[one, two] - self.chances[(one, i), two],
            self.expected[two, one] - self.chances[(two, j), one],
        )
        return log1p(max(0.0, others))

    def lead(self, key: Key) -> float:
        """How far the best rival leads, for the passage whose rival leads less.

        A passage that answers two passages at once is not held against either of them.
        """
        one, i, two, j = key
        rival = min(self.best[(one, i), two], self.best[(two, j), one])
        return min(LEAD_LIMIT, rival - self.logits[key])

    def neighbour(self, key: Key) -> float:
        """The best probability that passages next to both match."""
        one, i, two, j = key
        logits = self.logits
        near = [
            logits[beside]
            for a, b in NEIGHBOUR_STEPS
            if (beside := (one, i + a, two, j + b)) in logits
        ]
        return chance(max(near)) if near else 0.0

    def third(self, key: Key) -> float:
        """The best probability that both match one passage of a third document."""
        one, i, two, j = key
        others = {passage: logit for logit, passage in self.partners[two, j][:THIRD_PARTNERS]}
        both = [
            min(logit, others[passage])
            for logit, passage in self.partners[one, i][:THIRD_PARTNERS]
            if passage in others and passage[0] not in (one, two)
        ]
        return chance(max(both)) if both else 0.0


def chance(logit: float) -> float:
    """The probability, 0 to 1, that log-odds stand for.

    >>> chance(0.0)
    0.5
    """
    return 1 / (1 + exp(-logit)) if logit > -700 else 0.0
