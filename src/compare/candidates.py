"""Which window of which passage might report what another one reports: the short list.

Every two passages of different documents are looked at by way of their best window pair
(see `coincidence`); the most surprising partners of each passage go on to the full
evidence. How many were looked at is told by `looked_at`; the comments at `PARTNERS` and
`LEAST_SURPRISE` say what is lost.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from compare import coincidence
from compare.frozen import dataclass
from compare.model import Article
from compare.options import Options
from compare.windows import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Partners of a passage, in one other document, that go on to the full evidence.
PARTNERS = 4

#: Window pairs of two passages that go on: the most surprising ones.
WINDOW_PAIRS = 2

#: Passage pairs whose best windows are less surprising than this many nats get no full
#: evidence. On the read BASIL stories the short list leaves out four in a hundred pairs
#: that report the same statement, and one in five that partly do.
LEAST_SURPRISE = 1.0

#: Windows of one side that are scored at once; bounds the memory for long documents.
BLOCK = 2048


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two passages that may report one statement.

    *windows* are pairs of window indices, most surprising first.
    """

    windows: tuple[tuple[int, int], ...]


def candidates(
    articles: Sequence[Article],
    units: Sequence[Window],
    options: Options,
    known: coincidence.Vocabulary,
) -> tuple[Candidate, ...]:
    """The short list, in reading order of the first passage, then the second.

    Cost: for every two documents the product of their windows (a matrix product over the
    stems that both hold).
    """
    passages = _passages(units)
    found: dict[tuple[int, int], Candidate] = {}
    for ours, theirs in _document_pairs(articles, units, options):
        found.update(_between(known, passages, ours, theirs))
    return tuple(found[key] for key in sorted(found))


def looked_at(articles: Sequence[Article], units: Sequence[Window], options: Options) -> int:
    """How many passage pairs the short list was chosen from."""
    numbers = _passages(units)
    count = 0
    for ours, theirs in _document_pairs(articles, units, options):
        one, two = ({numbers[row] for row in rows} for rows in (ours, theirs))
        count += len(one) * (len(one) - 1) // 2 if ours is theirs else len(one) * len(two)
    return count


def _passages(units: Sequence[Window]) -> list[int]:
    """The number of its passage for every window; numbers rise in reading order."""
    numbers: dict[tuple[int, int], int] = {}
    return [numbers.setdefault((unit.article, unit.passage), len(numbers)) for unit in units]


def _document_pairs(
    articles: Sequence[Article], units: Sequence[Window], options: Options
) -> Iterator[tuple[list[int], list[int]]]:
    """The windows of every two documents that may be linked with each other."""
    rows: dict[int, list[int]] = defaultdict(list)
    for number, unit in enumerate(units):
        rows[unit.article].append(number)
    for one in sorted(rows):
        for two in sorted(rows):
            if one < two and _may_link(articles[one], articles[two], options):
                yield rows[one], rows[two]
        if options.within:
            yield rows[one], rows[one]


def _may_link(a: Article, b: Article, options: Options) -> bool:
    outlets = a.document.outlet, b.document.outlet
    return options.within or options.by != "outlet" or not outlets[0] or outlets[0] != outlets[1]


def _between(
    known: coincidence.Vocabulary, passages: list[int], ours: list[int], theirs: list[int]
) -> dict[tuple[int, int], Candidate]:
    """The candidates of two documents, keyed by their passage numbers."""
    import numpy as np

    blocks = [
        coincidence.surprise(known, ours[start : start + BLOCK], theirs)
        for start in range(0, len(ours), BLOCK)
    ]
    scores = np.vstack(blocks)
    one, two = _Bounds.of(passages, ours), _Bounds.of(passages, theirs)
    best = np.maximum.reduceat(np.maximum.reduceat(scores, one.starts, axis=0), two.starts, axis=1)
    if ours is theirs:
        best[np.tril_indices(len(best))] = -np.inf
    return {
        (one.passages[i], two.passages[j]): _candidate(
            scores[one.cut(i), two.cut(j)], ours[one.cut(i)], theirs[two.cut(j)]
        )
        for i, j in _partners(best)
    }


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Where the windows of each passage begin in a list of windows; the last is the end."""

    passages: list[int]
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, passages: list[int], rows: list[int]) -> "_Bounds":
        starts = [
            n for n, row in enumerate(rows) if not n or passages[row] != passages[rows[n - 1]]
        ]
        return cls([passages[rows[n]] for n in starts], starts, [*starts[1:], len(rows)])

    def cut(self, number: int) -> slice:
        return slice(self.starts[number], self.ends[number])


def _partners(best: "NDArray[np.float32]") -> list[tuple[int, int]]:
    """Passage pairs of which either is among the best partners of the other."""
    import numpy as np

    kept = np.zeros(best.shape, bool)
    for axis in (0, 1):
        # A stable sort keeps ties in reading order, whatever the machine.
        rank = np.argsort(np.argsort(-best, axis=axis, kind="stable"), axis=axis, kind="stable")
        kept |= rank < PARTNERS
    kept &= best > LEAST_SURPRISE
    return [(int(i), int(j)) for i, j in zip(*np.nonzero(kept), strict=True)]


def _candidate(
    scores: "NDArray[np.float32]", ours: Sequence[int], theirs: Sequence[int]
) -> Candidate:
    """The candidate of two passages from the scores of their windows."""
    import numpy as np

    flat = scores.flatten()
    places: list[int] = []
    for _ in range(min(WINDOW_PAIRS, flat.size)):
        place = int(flat.argmax())  # of equals the first
        flat[place] = -np.inf
        places.append(place)
    pairs = (divmod(place, scores.shape[1]) for place in places)
    return Candidate(tuple((ours[i], theirs[j]) for i, j in pairs))
