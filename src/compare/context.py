"""What the other candidates say about one: rivals, neighbours, third documents.

A pair of passages is not judged alone. Reports of one event keep much of its order, a
passage rarely has two equally good partners, and two passages that match one and the
same third are likely to match each other. Only numbers here: articles and windows are not known.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
    return Surroundings(keys).contexts(logits)


class Surroundings:
    """Which candidates have to do with which, however probable they are."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self._keys = keys
        self._partners: dict[Passage, list[tuple[Passage, int]]] = defaultdict(list)
        self._rivals: dict[tuple[Passage, int], list[int]] = defaultdict(list)
        for row, (one, i, two, j) in enumerate(keys):
            for passage, partner in (((one, i), (two, j)), ((two, j), (one, i))):
                self._partners[passage].append((partner, row))
                self._rivals[passage, partner[0]].append(row)
        rows = {key: row for row, key in enumerate(keys)}
        self._neighbours = [
            [rows[near] for a, b in NEIGHBOUR_STEPS if (near := (one, i + a, two, j + b)) in rows]
            for one, i, two, j in keys
        ]

    def contexts(self, logits: Sequence[float]) -> list[Context]:
        """The context of every candidate; *logits* are what each comes to by itself."""
        best = {of: max(logits[row] for row in rows) for of, rows in self._rivals.items()}
        nearest = {passage: self._nearest(passage, logits) for passage in self._partners}
        return [
            Context(
                _lead(key, logit, best),
                chance(max(logits[near] for near in rows)) if rows else 0.0,
                _third(key, nearest),
            )
            for key, logit, rows in zip(self._keys, logits, self._neighbours, strict=True)
        ]

    def _nearest(self, passage: Passage, logits: Sequence[float]) -> dict[Passage, float]:
        """The best matches of a passage, at most `THIRD_PARTNERS`."""
        found = sorted((-logits[row], partner) for partner, row in self._partners[passage])
        return {partner: -less for less, partner in found[:THIRD_PARTNERS]}


def _lead(key: Key, logit: float, best: Mapping[tuple[Passage, int], float]) -> float:
    """How far the best rival leads, for the passage whose rival leads less.

    A passage that answers two passages at once is not held against either of them.
    """
    one, i, two, j = key
    rival = min(best[(one, i), two], best[(two, j), one])
    return min(LEAD_LIMIT, rival - logit)


def _third(key: Key, nearest: Mapping[Passage, Mapping[Passage, float]]) -> float:
    """The best probability that both match one passage of a third document."""
    one, i, two, j = key
    a, b = nearest[one, i], nearest[two, j]
    shared = [min(a[p], b[p]) for p in a.keys() & b.keys() if p[0] not in (one, two)]
    return chance(max(shared)) if shared else 0.0


def chance(logit: float) -> float:
    """The probability, 0 to 1, that log-odds stand for.

    >>> chance(0.0)
    0.5
    """
    return 1 / (1 + exp(-logit)) if logit > -700 else 0.0
