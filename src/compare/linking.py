"""Which passages of two documents report the same statement, and where exactly.

The score of a link is a sum of named weights: how surprising the words are that its best
windows and its whole passages share (`conditional`), by how much more than either passage's
other partners (`margins`), what the whole passages have in common otherwise (`evidence`),
and what only the two documents can tell: how many passages compete, rivals that fit better,
neighbours that are linked as well. The weights of the sum are data (`weights/linking.json`,
made by `benchmarks/fit_linking.py`).

No grouping over several documents here (see `statements`) and no word differences.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from math import log
from typing import TYPE_CHECKING

from compare.candidates import Candidate, candidates, looked_at
from compare.coincidence import Vocabulary, vocabulary
from compare.conditional import Piece, Together, quoted_surprises, surprises
from compare.context import Context, Key, chance, contexts, margins
from compare.evidence.lexicon import sound_key
from compare.frozen import dataclass
from compare.linkweights import PASSAGE, PASSAGE_MEASURES, Weights, weights
from compare.model import Article, Evidence, Link, Passage, Place, Relation
from compare.options import Options
from compare.windows import Window, windows
from compare.words import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from compare.evidence import Unit

#: How often the context is reckoned from what the candidates come to so far. More rounds
#: make little groups of wrong links believe in each other.
CONTEXT_ROUNDS = 1

#: Of two window pairs within this many nats of each other, the wider one is shown.
WIDER_WITHIN = 1.0


@dataclass(frozen=True, slots=True)
class Linking:
    """The links of a run, best first, and how many pairs were looked at and dropped.

    *measured* is how many passage pairs got the full evidence, *unmeasured* how many had
    too little in common for that, *below* how many of the measured fell short of the least
    probability.
    """

    links: tuple[Link, ...]
    measured: int = 0
    unmeasured: int = 0
    below: int = 0


def link(articles: Sequence[Article], options: Options) -> Linking:
    """All links between different documents at or above the least probability.

    With *options.within* also inside one document. Empty for fewer than two passages.
    Cost: grows with the product of the documents' windows, one matrix product a pair of
    documents; the full evidence is measured on a few window pairs of each passage only.
    """
    units = windows(articles, options)
    ideas = vocabulary(articles, units)
    found = candidates(articles, units, options, ideas)
    unmeasured = looked_at(articles, units, options) - len(found)
    if not found:
        return Linking((), unmeasured=unmeasured)
    measured = measure(articles, units, found, ideas, model=options.model)
    known = weights("semantic" if options.model else "")
    scored = scores(units, measured, known)
    links = [
        _link(articles, units, measured, number, _evidence(measured, number, score, known))
        for number, score in enumerate(scored)
        if score.probability >= options.min_probability
    ]
    links.sort(key=lambda link: (-link.probability, link.a, link.b))
    return Linking(tuple(links), len(found), unmeasured, len(found) - len(links))


@dataclass(frozen=True, slots=True)
class Measured:
    """The candidates with their full evidence, one row a candidate.

    *a* and *b* are the windows of the best pair, the wider one of near equals. *columns*
    are `linkweights.OWN_COLUMNS`, then `linkweights.PASSAGE_MEASURES` of the two whole
    passages, then the cosines of the second voice. *details* are the words behind them.
    """

    a: list[int]
    b: list[int]
    columns: "NDArray[np.float64]"
    details: "Callable[[int], dict[str, str]]"


def measure(
    articles: Sequence[Article],
    units: Sequence[Window],
    found: Sequence[Candidate],
    ideas: Vocabulary,
    *,
    model: str = "",
) -> Measured:
    """The full evidence for every candidate.

    With a *model* (a folder or name) its cosines of the best windows and of the whole
    passages are two more columns. Raises MissingExtraError without `[semantic]`. Cost: one
    batch of measures over the passages of the candidates.
    """
    import numpy as np

    from compare import scoring

    together = Together(ideas)
    best, surprise = _best_windows(units, found, ideas, together)
    a, b = ([pair[side] for pair in best] for side in (0, 1))
    keys = [_key(units, *pair) for pair in best]
    wholes = _Passages(articles, keys)
    passage_surprise = surprises(ideas, together, wholes.pieces(), wholes.left, wholes.right)
    columns: list[NDArray[np.floating]] = [
        surprise,
        passage_surprise,
        margins(keys, surprise),
        margins(keys, passage_surprise),
        quoted_surprises(together, *wholes.quotations()),
        wholes.speakers(),
        np.array(_rivals(units, found)),
        wholes.measures(),
    ]
    if model:
        columns += _meaning(articles, units, best, wholes, model)
    return Measured(
        a,
        b,
        np.column_stack(columns).astype(float),
        lambda number: scoring.details_of(wholes.table, *wholes.rows(number)),
    )


def _best_windows(
    units: Sequence[Window], found: Sequence[Candidate], ideas: Vocabulary, together: Together
) -> "tuple[list[tuple[int, int]], NDArray[np.float64]]":
    """For every candidate its best window pair, the wider of near equals, and its surprise."""
    import numpy as np

    from compare.evidence.table import distinct

    pairs = np.array([pair for candidate in found for pair in candidate.windows], np.int64)
    counts = np.array([len(candidate.windows) for candidate in found])
    used, place = distinct(pairs.reshape(-1))
    pieces = [_piece(units[unit]) for unit in used.tolist()]
    sides = place.reshape(-1, 2).T
    scores = surprises(ideas, together, pieces, *sides)
    lengths = np.array([len(piece.span) for piece in pieces])
    widths = lengths[sides[0]] + lengths[sides[1]]
    starts = np.cumsum(counts) - counts
    owner = np.repeat(np.arange(len(found)), counts)
    near = scores >= np.maximum.reduceat(scores, starts)[owner] - WIDER_WITHIN
    order = np.lexsort((np.arange(len(scores)), -scores, -widths, ~near, owner))
    best = order[starts]
    return [(a, b) for a, b in pairs[best].tolist()], scores[best]


def _piece(window: Window) -> Piece:
    return Piece(window.article, window.passage, window.span)


class _Passages:
    """The whole passages of candidates, each measured once."""

    def __init__(self, articles: Sequence[Article], keys: Sequence[Key]) -> None:
        import numpy as np

        from compare.evidence import Table

        self.articles, self.keys = articles, keys
        self.passages = sorted({key[:2] for key in keys} | {key[2:] for key in keys})
        number = {passage: row for row, passage in enumerate(self.passages)}
        self.left = np.array([number[key[:2]] for key in keys])
        self.right = np.array([number[key[2:]] for key in keys])
        self.table = Table([self._unit(passage) for passage in self.passages])

    def rows(self, number: int) -> tuple[int, int]:
        """The rows of the table that candidate *number* is made of."""
        return int(self.left[number]), int(self.right[number])

    def measures(self) -> "NDArray[np.float32]":
        """`PASSAGE_MEASURES` of every candidate."""
        from compare.evidence import NAMES

        columns = [NAMES.index(name) for name in PASSAGE_MEASURES]
        measured = self.table.measure(self.left, self.right, PASSAGE_MEASURES)
        found: NDArray[np.float32] = measured[:, columns]
        return found

    def pieces(self) -> list[Piece]:
        """The passages, in the order of the rows."""
        return [Piece(*passage, self._passage(passage).span) for passage in self.passages]

    def quotations(self) -> tuple[list[tuple[Piece, ...]], list[tuple[Piece, ...]]]:
        """The quotations in the two passages of every candidate."""
        pieces = [
            tuple(Piece(*key, found.span) for found in self._passage(key).quotations)
            for key in self.passages
        ]
        return [pieces[row] for row in self.left], [pieces[row] for row in self.right]

    def speakers(self) -> "NDArray[np.float64]":
        """Three columns of 0 and 1: the same speaker, others, or only one side has any."""
        import numpy as np

        heard = [_speakers(self._passage(key)) for key in self.passages]
        rows = (
            (bool(one & two), bool(one and two and not one & two), bool(one) != bool(two))
            for one, two in (
                (heard[a], heard[b]) for a, b in zip(self.left, self.right, strict=True)
            )
        )
        return np.array(list(rows), dtype=np.float64).reshape(-1, 3)

    def texts(self) -> tuple[str, ...]:
        """The texts of the passages, in the order of the rows."""
        return tuple(
            self.articles[key[0]].text_of(self._passage(key).span) for key in self.passages
        )

    def _passage(self, key: tuple[int, int]) -> Passage:
        return self.articles[key[0]].passages[key[1]]

    def _unit(self, key: tuple[int, int]) -> "Unit":
        from compare.evidence import Unit

        document = self.articles[key[0]].document
        return Unit(
            self.articles[key[0]].text_of(self._passage(key).span),
            language=document.language or "en",
            published=document.published,
        )


def _speakers(passage: Passage) -> frozenset[str]:
    """The last names of those whose words a passage reports, by their sound."""
    names = (passage.speaker, *(found.speaker for found in passage.attributions))
    return frozenset(sound_key(fold(name.split()[-1])) for name in names if name.strip())


def _meaning(
    articles: Sequence[Article],
    units: Sequence[Window],
    best: Sequence[tuple[int, int]],
    wholes: _Passages,
    model: str,
) -> "list[NDArray[np.float32]]":
    """The second voice's cosines: of the best windows, and of the whole passages."""
    import numpy as np

    from compare import semantic

    voice = semantic.load(model)
    used = sorted({unit for pair in best for unit in pair})
    number = {unit: row for row, unit in enumerate(used)}
    texts = tuple(articles[units[n].article].text_of(units[n].span) for n in used)
    sides = (np.array([number[pair[side]] for pair in best]) for side in (0, 1))
    return [
        voice.cosines(texts, *sides),
        voice.cosines(wholes.texts(), wholes.left, wholes.right),
    ]


def _passage(window: Window) -> tuple[int, int]:
    return window.article, window.passage


def _rivals(units: Sequence[Window], found: Sequence[Candidate]) -> list[float]:
    """The logarithm of how many passages compete in the document that has more."""
    passages = {_passage(unit) for unit in units}
    counts = Counter(article for article, _ in passages)
    return [
        log(max(counts[units[a].article], counts[units[b].article]))
        for a, b in (candidate.windows[0] for candidate in found)
    ]


@dataclass(frozen=True, slots=True)
class Score:
    """What a candidate comes to, in log-odds: by itself, and in its context."""

    alone: float
    context: Context
    logit: float

    @property
    def probability(self) -> float:
        """The probability that both report the same statement, 0 to 1."""
        return chance(self.logit)


def scores(units: Sequence[Window], measured: Measured, known: Weights) -> list[Score]:
    """The score of every candidate, with what the other candidates say about it."""
    alone = [known.base + float(part) for part in known.parts(measured.columns).sum(axis=1)]
    keys = [_key(units, a, b) for a, b in zip(measured.a, measured.b, strict=True)]
    logits = alone
    for _ in range(CONTEXT_ROUNDS):
        around = contexts(keys, logits)
        logits = [
            known.prior
            + known.alone * own
            + known.lead * near.lead
            + known.neighbour * near.neighbour
            + known.third * near.third
            + known.company * near.company
            for own, near in zip(alone, around, strict=True)
        ]
    return [Score(*found) for found in zip(alone, around, logits, strict=True)]


#: What each column of our own is called in a report, and what it says to a reader.
TOLD = {
    "surprise": ("surprise", "content words in common, beyond what chance explains"),
    "passage-surprise": ("surprise", "content words in common, beyond what chance explains"),
    "margin": ("standing-out", "more in common than either has with other passages"),
    "passage-margin": ("standing-out", "more in common than either has with other passages"),
    "quoted-surprise": ("quotation", "the same words in quotation marks"),
    "same-speaker": ("speaker", "whose words both report"),
    "other-speaker": ("speaker", "whose words both report"),
    "one-speaker": ("speaker", "only one of them reports somebody's words"),
    "rivals": ("prior", "how seldom two passages report one thing"),
    "meaning.windows": ("meaning", "how near the two are in the sentence-embedding model"),
    "meaning.passages": ("meaning", "how near the two are in the sentence-embedding model"),
}


def _evidence(
    measured: Measured, number: int, score: Score, known: Weights
) -> tuple[Evidence, ...]:
    """The named weights that add up to a score's log-odds; those of no weight are left out."""
    details = measured.details(number)
    parts = known.alone * known.parts(measured.columns[number : number + 1])[0]
    sums: dict[str, float] = {}
    said: dict[str, str] = {}
    for name, part in zip(known.names, parts.tolist(), strict=True):
        kind, detail = _told(name)
        sums[kind] = sums.get(kind, 0.0) + part
        said[kind] = details.get(kind, detail)
    prior = known.prior + known.alone * known.base + sums.pop("prior", 0.0)
    around = score.context
    found = (
        Evidence("prior", prior, TOLD["rivals"][1]),
        *(Evidence(kind, sums[kind], said[kind]) for kind in sorted(sums, key=_by_size(sums))),
        Evidence("better-elsewhere", known.lead * around.lead, "both fit another one better"),
        Evidence("order", known.neighbour * around.neighbour, "the next passages match too"),
        Evidence("third-document", known.third * around.third, "both match a third document"),
        Evidence("same-report", known.company * around.company, "the two report more together"),
    )
    return tuple(part for part in found if part.weight)


def _told(column: str) -> tuple[str, str]:
    """The kind a column belongs to in reports, and what that says."""
    from compare.scoring import DETAILS, kind_of

    if column in TOLD:
        return TOLD[column]
    kind = kind_of(column.removeprefix(PASSAGE))
    return kind, DETAILS[kind]


def _by_size(sums: dict[str, float]) -> "Callable[[str], tuple[float, str]]":
    return lambda kind: (-abs(sums[kind]), kind)


def _key(units: Sequence[Window], a: int, b: int) -> Key:
    return (*_passage(units[a]), *_passage(units[b]))


def _link(
    articles: Sequence[Article],
    units: Sequence[Window],
    measured: Measured,
    number: int,
    evidence: tuple[Evidence, ...],
) -> Link:
    a, b = (_place(articles, units[side[number]]) for side in (measured.a, measured.b))
    probability = chance(sum(part.weight for part in evidence))
    return Link(a, b, round(probability, 4), Relation.REWRITE, evidence)


def _place(articles: Sequence[Article], window: Window) -> Place:
    article = articles[window.article]
    return Place(article.document.id, window.span, article.passages[window.passage].line)
