"""What the other candidates say about one: rivals, neighbours, third documents.

A pair of passages is not judged alone. Reports of one event keep much of its order, a
passage rarely has two equally good partners, and two passages that match one and the
same third are likely to match each other. Only numbers here: articles and windows are not known.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

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


@dataclass(frozen=True, slots=True)
class Context:
    """What the other candidates say of one; `weights/linking.json` says what it counts.

    *lead* is that of a better rival, in log-odds; *neighbour* the probability, 0 to 1, that
    passages next to both match; *third* the probability that both match one passage of a
    third document.
    """

    lead: float
    neighbour: float
    third: float


def contexts(keys: Sequence[Key], logits: Sequence[float]) -> list[Context]:
    """The context of every candidate; *logits* are what each comes to by itself.

    Empty for none. Cost: linear in the candidates, times `THIRD_PARTNERS`.
    """
    known = _Known(dict(zip(keys, logits, strict=True)))
    return [Context(known.lead(key), known.neighbour(key), known.third(key)) for key in keys]


class _Known:
    """The candidates by themselves, looked up from all sides."""

    def __init__(self, logits: dict[Key, float]) -> None:
        self.logits = logits
        self.partners: dict[Passage, list[tuple[float, Passage]]] = defaultdict(list)
        self.pairs: dict[tuple[int, int], dict[tuple[int, int], float]] = defaultdict(dict)
        for (one, i, two, j), logit in logits.items():
            self.partners[one, i].append((logit, (two, j)))
            self.partners[two, j].append((logit, (one, i)))
            self.pairs[one, two][i, j] = logit
        for found in self.partners.values():
            found.sort(key=lambda item: (-item[0], item[1]))
        self.best = self._best()
        self.nearest = {
            passage: {partner: logit for logit, partner in found[:THIRD_PARTNERS]}
            for passage, found in self.partners.items()
        }

    def _best(self) -> dict[tuple[Passage, int], float]:
        """The best log-odds of each passage in each other article."""
        best: dict[tuple[Passage, int], float] = {}
        for passage, found in self.partners.items():
            for logit, (article, _) in found:
                best.setdefault((passage, article), logit)
        return best

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
        pairs = self.pairs[one, two]
        near = [pairs[i + a, j + b] for a, b in NEIGHBOUR_STEPS if (i + a, j + b) in pairs]
        return chance(max(near)) if near else 0.0

    def third(self, key: Key) -> float:
        """The best probability that both match one passage of a third document."""
        one, i, two, j = key
        a, b = self.nearest[one, i], self.nearest[two, j]
        shared = [min(a[p], b[p]) for p in a.keys() & b.keys() if p[0] not in (one, two)]
        return chance(max(shared)) if shared else 0.0


def chance(logit: float) -> float:
    """The probability, 0 to 1, that log-odds stand for.

    >>> chance(0.0)
    0.5
    """
    return 1 / (1 + exp(-logit)) if logit > -700 else 0.0
