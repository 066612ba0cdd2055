"""Which passages of two documents report the same statement, and where exactly.

The score of a link is a sum of named weights: the evidence of its best window pair
(`scoring`), how surprising the words are that the two share (`coincidence`), how much the
whole passages resemble each other, and what only the two documents can tell: how many
passages compete, rivals that fit better, neighbours that are linked as well. The weights
of the sum are data (`weights/linking.json`, made by `benchmarks/fit_linking.py`).

No grouping over several documents here (see `statements`) and no word differences.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from compare.candidates import Candidate, candidates
from compare.context import Context, Key, Surroundings, chance
from compare.linkweights import PASSAGE, Weights, weights
from compare.model import Article, Evidence, Link, Place, Relation, Span
from compare.options import Options
from compare.windows import Window, windows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from compare.evidence import Unit

#: The weights that judge windows (see `scoring`).
UNIT = "paragraph"

#: Chances nearer to 0 or 1 than this are not told apart.
LEAST_CHANCE = 1e-9

#: How often the context is reckoned: what the others come to by themselves says what they
#: come to in context, and that says more. A third round changes next to nothing.
CONTEXT_ROUNDS = 2

#: Of two windows within this much log-odds of each other, the wider one is shown.
WIDER_WITHIN = 0.35


@dataclass(frozen=True, slots=True)
class Linking:
    """The links of a run, best first, and how many pairs were looked at and dropped.

    *measured* is how many passage pairs got the full evidence, *below* how many of those
    fell short of the least probability.
    """

    links: tuple[Link, ...]
    measured: int = 0
    below: int = 0


def link(articles: Sequence[Article], options: Options) -> Linking:
    """All links between different documents at or above the least probability.

    With *options.within* also inside one document. Empty for fewer than two passages.
    Cost: grows with the product of the documents' windows, one matrix product a pair of
    documents; the full evidence is measured on a few window pairs of each passage only.
    """
    units = windows(articles, options)
    found = candidates(articles, units, options)
    if not found:
        return Linking(())
    measured = measure(articles, units, found, model=options.model)
    known = weights("semantic" if options.model else "")
    scored = scores(units, measured, known)
    links = [
        _link(articles, units, measured, number, _evidence(measured, number, score, known))
        for number, score in enumerate(scored)
        if score.probability >= options.min_probability
    ]
    links.sort(key=lambda link: (-link.probability, link.a, link.b))
    return Linking(tuple(links), len(found), len(found) - len(links))


@dataclass(frozen=True, slots=True)
class Measured:
    """The candidates with their full evidence, one row a candidate.

    *a* and *b* are the windows of the best pair, the wider one of near equals. *columns*
    are `linkweights.OWN_COLUMNS` (the log-odds of that pair by its own evidence; surprise
    in nats; the cosine of the whole passages; the logarithm of how many passages compete
    in the document that has more), then the measures of the two whole passages.
    *waterfall* is what the first column is made of.
    """

    a: list[int]
    b: list[int]
    columns: "NDArray[np.float64]"
    waterfall: "Callable[[int], tuple[Evidence, ...]]"


def measure(
    articles: Sequence[Article],
    units: Sequence[Window],
    found: Sequence[Candidate],
    *,
    model: str = "",
) -> Measured:
    """The full evidence for every candidate.

    With a *model* (a folder or name) its cosines of the best windows and of the whole
    passages are two more columns. Raises MissingExtraError without `[semantic]`. Cost: one
    batch of measures over the window pairs of the candidates, and one over their passages.
    """
    import numpy as np

    from compare import scoring
    from compare.evidence import Table

    used = sorted({unit for candidate in found for pair in candidate.windows for unit in pair})
    row_of = {unit: row for row, unit in enumerate(used)}
    table = Table([_unit(articles, units[number], units[number].span) for number in used])
    pairs = [(row_of[a], row_of[b]) for candidate in found for a, b in candidate.windows]
    left, right = (np.array(side) for side in zip(*pairs, strict=True))
    codes = [_language(articles, units[used[a]], units[used[b]]) for a, b in pairs]
    judged = scoring.measures_of(UNIT, sorted(set(codes)))
    measures = table.measure(left, right, judged)
    logits = _logits(measures, codes)
    best = _best_rows(found, units, logits)

    def waterfall(number: int) -> tuple[Evidence, ...]:
        row = best[number]
        details = scoring.details_of(table, int(left[row]), int(right[row]))
        return scoring.waterfall(measures[row], unit=UNIT, language=codes[row], details=details)

    resemblance, whole = _whole_passages(articles, units, found)
    columns: list[NDArray[np.floating]] = [
        logits[best],
        np.array([candidate.surprise for candidate in found]),
        resemblance,
        np.array(_rivals(units, found)),
        whole,
    ]
    if model:
        columns += _meaning(articles, units, found, [pairs[row] for row in best], used, model)
    return Measured(
        a=[used[left[row]] for row in best],
        b=[used[right[row]] for row in best],
        columns=np.column_stack(columns).astype(float),
        waterfall=waterfall,
    )


def _meaning(
    articles: Sequence[Article],
    units: Sequence[Window],
    found: Sequence[Candidate],
    best: Sequence[tuple[int, int]],
    used: Sequence[int],
    model: str,
) -> "list[NDArray[np.float32]]":
    """The second voice's cosines: of the best windows, and of the whole passages."""
    import numpy as np

    from compare import semantic

    voice = semantic.load(model)
    texts = tuple(articles[units[n].article].text_of(units[n].span) for n in used)
    windows_near = voice.cosines(texts, *(np.array(side) for side in zip(*best, strict=True)))
    keys = sorted({_passage(units[w]) for candidate in found for w in candidate.windows[0]})
    number = {key: row for row, key in enumerate(keys)}
    whole = tuple(
        articles[article].text_of(articles[article].passages[passage].span)
        for article, passage in keys
    )
    sides = (
        np.array([number[_passage(units[candidate.windows[0][side]])] for candidate in found])
        for side in (0, 1)
    )
    return [windows_near, voice.cosines(whole, *sides)]


def _unit(articles: Sequence[Article], window: Window, span: Span) -> "Unit":
    from compare.evidence import Unit

    article = articles[window.article]
    return Unit(
        article.text_of(span),
        language=article.document.language or "en",
        published=article.document.published,
    )


def _language(articles: Sequence[Article], a: Window, b: Window) -> str:
    """The language whose weights judge this pair; a pair of two languages gets English's."""
    one, two = (articles[window.article].document.language for window in (a, b))
    return one if one and one == two else "en"


def _logits(measures: "NDArray[np.float32]", codes: list[str]) -> "NDArray[np.float64]":
    """The log-odds of every window pair, each by the weights of its language."""
    import numpy as np

    from compare import scoring

    logits = np.zeros(len(codes))
    for code in sorted(set(codes)):
        rows = np.array([of == code for of in codes])
        chances = scoring.probabilities(measures[rows], unit=UNIT, language=code)
        chances = chances.clip(LEAST_CHANCE, 1 - LEAST_CHANCE)
        logits[rows] = np.log(chances / (1 - chances))
    return logits


def _best_rows(
    found: Sequence[Candidate], units: Sequence[Window], logits: "NDArray[np.float64]"
) -> list[int]:
    """For every candidate the row of its best window pair, the wider one of near equals."""
    rows, first, values = [], 0, logits.tolist()
    for candidate in found:
        last = first + len(candidate.windows)
        top = max(values[first:last])
        near = [row for row in range(first, last) if values[row] >= top - WIDER_WITHIN]
        widths = {
            row: sum(len(units[unit].span) for unit in candidate.windows[row - first])
            for row in near
        }
        rows.append(max(near, key=lambda row: (widths[row], values[row], -row)))
        first = last
    return rows


def _whole_passages(
    articles: Sequence[Article], units: Sequence[Window], found: Sequence[Candidate]
) -> "tuple[NDArray[np.float64], NDArray[np.float32]]":
    """For each candidate the n-gram cosine and the measures of its two whole passages."""
    import numpy as np

    from compare.evidence import Table

    keys = sorted({_passage(units[w]) for candidate in found for w in candidate.windows[0]})
    number = {key: row for row, key in enumerate(keys)}
    spans = [articles[article].passages[passage].span for article, passage in keys]
    table = Table(
        [
            _unit(articles, Window(article, passage, span), span)
            for (article, passage), span in zip(keys, spans, strict=True)
        ]
    )
    left, right = (
        np.array([number[_passage(units[candidate.windows[0][side]])] for candidate in found])
        for side in (0, 1)
    )
    sketch = table.sketch(np.arange(len(keys)))
    cosines = np.einsum("ij,ij->i", sketch[left], sketch[right]).clip(0, 1)
    return cosines, table.measure(left, right)


def _passage(window: Window) -> tuple[int, int]:
    return window.article, window.passage


def _rivals(units: Sequence[Window], found: Sequence[Candidate]) -> list[float]:
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
    logits, surroundings = alone, Surroundings(keys)
    for _ in range(CONTEXT_ROUNDS):
        around = surroundings.contexts(logits)
        logits = [
            known.prior
            + known.alone * own
            + known.lead * near.lead
            + known.neighbour * near.neighbour
            + known.third * near.third
            for own, near in zip(alone, around, strict=True)
        ]
    return [Score(*found) for found in zip(alone, around, logits, strict=True)]


def _evidence(
    measured: Measured, number: int, score: Score, known: Weights
) -> tuple[Evidence, ...]:
    """The named weights that add up to a score's log-odds; those of no weight are left out.

    The first column is taken apart into what the evidence of the windows is made of, and
    joined by kind with the measures of the whole passages; what is left of it, its mean
    and prior, goes to the prior.
    """
    parts = known.alone * known.parts(measured.columns[number : number + 1])[0]
    evidence, surprise, resemblance, rivals = (float(part) for part in parts[:4])
    meaning = float(parts[[name.startswith("meaning.") for name in known.names]].sum())
    steps = measured.waterfall(number)
    unit = known.alone * float(known.weight[0] / known.scale[0])
    told = _told(steps, unit, parts, known)
    rest = evidence - unit * sum(step.weight for step in steps if step.name != "prior")
    prior = known.prior + known.alone * known.base
    around = score.context
    found = (
        Evidence("prior", prior + rivals + rest, "how seldom two passages report one thing"),
        *told,
        Evidence("surprise", surprise, "content words in common, beyond what chance explains"),
        Evidence("resemblance", resemblance, "the two passages as a whole are spelt alike"),
        Evidence("meaning", meaning, "how near the two are in the sentence-embedding model"),
        Evidence("better-elsewhere", known.lead * around.lead, "both fit another one better"),
        Evidence("order", known.neighbour * around.neighbour, "the next passages match too"),
        Evidence("third-document", known.third * around.third, "both match a third document"),
    )
    return tuple(part for part in found if part.weight)


def _told(
    steps: Sequence[Evidence], unit: float, parts: "NDArray[np.float64]", known: Weights
) -> list[Evidence]:
    """What windows and whole passages share, summed by kind, the weightiest first."""
    from compare.scoring import DETAILS, kind_of

    details = {step.name: step.detail for step in steps}
    sums = {step.name: unit * step.weight for step in steps if step.name != "prior"}
    for name, part in zip(known.names, parts, strict=True):
        if name.startswith(PASSAGE):
            kind = kind_of(name.removeprefix(PASSAGE))
            sums[kind] = sums.get(kind, 0.0) + float(part)
    told = (Evidence(kind, w, details.get(kind, DETAILS[kind])) for kind, w in sums.items())
    return sorted(told, key=lambda item: (-abs(item.weight), item.name))


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
