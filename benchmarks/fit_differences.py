"""Fit what tells that two mentions fill one slot, and that a difference of them is a fact.

First `weights/slots.json`: logistic regression for figures, days and names, on

    planted changes (see `planted`) in links of stories and in paraphrases: the altered
        mention with the one it stood for, against either with every other mention;
    etpc_changes.tsv: labelled changes of entities, of the three quarters looked at;
    data/differences-judged.tsv: reports that careful readers judged.

Stories and pairs whose name does not begin with 0 to 7 are left out of this fit, as is the
unseen quarter of ETPC.

Then, with these slots, `weights/surety.json` on all judged reports, true ones (T, S) against
all others, and on planted changes, which are true. What it does on texts that were not
fitted is told by cross-validation over texts; no report of ETPC's unseen quarter is judged here.

    python benchmarks/fit_differences.py ../shared/data [--write]
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import differences as labelled
import numpy as np
import planted
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from compare import pipeline, readers
from compare.ahead import Sides
from compare.differences import Side, candidates, slots, surety
from compare.differences.naming import Relation, relation
from compare.differences.pair import Pair
from compare.frozen import replace
from compare.model import Difference, Span

HERE = Path(__file__).resolve().parent
JUDGED = HERE / "data" / "differences-judged.tsv"
WEIGHTS = HERE.parent / "src" / "compare" / "weights"

#: How much an example of each source counts.
COUNTS = {"story": 2.0, "msrp": 1.0, "ecb": 1.0, "etpc": 1.5, "judged": 2.0}
COUNTS |= {f"judged {source}": 1.0 for source in ("msrp", "ecb", "etpc")} | {"judged story": 2.0}
COUNTS |= {"stranger": 0.3, "copy": 0.05, "paraphrase": 0.05, "link": 0.05}

#: Links of stories into which changes are planted for fitting.
LEAST_LINK = 0.4

#: Planted changes of a pair, and pairs of each set of sentences, that are used.
STORY_MOST, PAIR_MOST, MSRP_MOST, ECB_MOST = 4, 3, 1200, 600

#: Pairs of sentences that have nothing to do with one another.
STRANGERS = 500

#: How strongly weights are held near nought (scikit-learn's C).
SLOT_C, SURETY_C = 0.1, 0.1

#: Pairs of MSRP into which changes are planted for the second fit, and changes of a kind in each.
SURE_MOST, SURE_OF_KIND = 500, 2

RESULTS = HERE / "results" / "differences-fit.txt"

#: What was printed.
SAID: list[str] = []

TRUE = frozenset("TS")
KINDS = planted.KINDS


@dataclass(frozen=True, slots=True)
class Example:
    """What a fit learns from: the signs of two mentions or a report, and whether it is so."""

    source: str
    name: str
    kind: str
    label: bool
    features: dict[str, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """A judged report: the set and text it is of, the spans, the reader's code, the link."""

    source: str
    name: str
    kind: str
    a: Span
    b: Span
    code: str
    link: str

    @property
    def is_true(self) -> bool:
        """Whether the reader found that the wordings stand for one another and differ."""
        return self.code in TRUE


def judged() -> list[Judged]:
    rows = []
    for line in JUDGED.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            source, name, kind, *offsets, code, link = line.split("\t")
            a, a_end, b, b_end = map(int, offsets)
            rows.append(Judged(source, name, kind, Span(a, a_end), Span(b, b_end), code, link))
    return rows


class Texts:
    """The sides of judged reports, found again in the data."""

    def __init__(self, data: Path) -> None:
        self._files = dict(planted.stories(data))
        self._pairs = {
            text.name: (text.left, text.right)
            for file, label in (("msrp_pairs.tsv", "1"), ("ecbplus_pairs.tsv", "1"))
            for text in _all_sentences(data, file, label)
        }
        for row in labelled.rows_of(data / "etpc_changes.tsv"):
            a, b = row["text_a"], row["text_b"]
            name = planted.name_of(a, b)
            if name not in self._pairs:
                self._pairs[name] = (planted.side_of(a), planted.side_of(b))
        self._stories: dict[str, Callable[[str], Side]] = {}

    def of(self, row: Judged) -> tuple[Side, Side]:
        """The two sides that *row* was reported of."""
        if row.source != "story":
            return self._pairs[row.name]
        one, two = row.link.split(" ")
        side = self._story(row.name)
        return side(one), side(two)

    def _story(self, name: str) -> Callable[[str], Side]:
        if name not in self._stories:
            files = [str(path) for path in self._files[name]]
            articles = pipeline.divide(readers.read(files).documents)
            by_id = {str(article.document.id): article for article in articles}
            sides = Sides({article.document.id: article for article in articles})

            def side(place: str) -> Side:
                document, _, bounds = place.partition(":")
                first, last = map(int, bounds.split("-"))
                whole = sides.whole(by_id[document].document.id)
                return replace(whole, span=Span(first, last))

            self._stories[name] = side
        return self._stories[name]


def _all_sentences(data: Path, file: str, label: str) -> Iterator[planted.Text]:
    for row in labelled.rows_of(data / file):
        if row["label"] == label:
            a, b = row["text_a"], row["text_b"]
            yield planted.Text("", planted.name_of(a, b), planted.side_of(a), planted.side_of(b))


def slot_examples(data: Path, texts: Texts) -> Iterator[Example]:
    chance = random.Random(3)
    for name, files in planted.stories(data):
        if planted.is_for_fitting(name):
            for _, text in planted.linked(name, files, LEAST_LINK):
                yield from _of_planted(text, STORY_MOST, name)
    for file, most in (("msrp_pairs.tsv", MSRP_MOST), ("ecbplus_pairs.tsv", ECB_MOST)):
        pairs = list(planted.sentences(data, file, wanted="1"))
        pairs = [text for text in pairs if planted.is_for_fitting(text.name)]
        for text in chance.sample(pairs, min(most, len(pairs))):
            yield from _of_planted(text, PAIR_MOST, text.name)
    yield from _of_etpc(data)
    yield from _of_judged(texts)
    for text in strangers(data):
        pair = planted.pair_of(text.left, text.right)
        for kind in KINDS:
            for _, _, signs in list(_unequal(pair, kind))[:1]:
                yield Example("stranger", text.name, kind, False, signs)


def strangers(data: Path) -> Iterator[planted.Text]:
    """Sentences that have nothing to do with one another, so that none of theirs is one."""
    chance = random.Random(5)
    texts = [
        text
        for text in planted.sentences(data, "msrp_pairs.tsv", wanted="1")
        if planted.is_for_fitting(text.name)
    ]
    others = chance.sample(texts, len(texts))
    for one, other in zip(texts[:STRANGERS], others, strict=False):
        if one.name != other.name:
            yield planted.Text("stranger", one.name, one.left, other.right)


def _of_planted(text: planted.Text, most: int, group: str) -> Iterator[Example]:
    source = {"ecbplus": "ecb"}.get(text.source, text.source)
    for each in planted.planted(text.left, text.right, random.Random(text.name), most):
        pair = planted.pair_of(each.left, each.right)
        for x, y, features in _unequal(pair, each.kind):
            hits = (x == each.a, y == each.b)
            if any(hits):
                yield Example(source, group, each.kind, all(hits), features)


def _unequal(pair: Pair, kind: str) -> Iterator[tuple[Span, Span, dict[str, float]]]:
    """All mentions of both sides that are not of one value, with their signs."""
    a, b = planted.reading_of(pair, kind)
    for i, j, features in slots.candidates(pair, a, b):
        x, y = a[i], b[j]
        if not _is_same(kind, x, y, pair):
            yield pair.a.span(x.first, x.last), pair.b.span(y.first, y.last), features


def _is_same(kind: str, x, y, pair: Pair) -> bool:  # type: ignore[no-untyped-def]
    if kind == "number":
        return bool(x.same_value(y))
    if kind == "date":
        return bool(x.agree(y))
    return relation(x, y, pair.a.language) is not Relation.OTHER


def _of_etpc(data: Path) -> Iterator[Example]:
    changed = defaultdict(list)
    for row in labelled.rows_of(data / "etpc_changes.tsv"):
        wanted = labelled.WANTED.get(row["change"], ("",))[0] == "entity"
        if wanted and row["sense_preserving"] == "no" and not labelled.unseen(row["msrp_id"]):
            changed[row["msrp_id"]].append(row)
    for rows in changed.values():
        yield from _of_changes(rows)


def _of_changes(rows: Sequence[dict[str, str]]) -> Iterator[Example]:
    """One pair: mentions that a labelled change joins, against either with any other."""
    a, b = rows[0]["text_a"], rows[0]["text_b"]
    gold = [(labelled.located(a, r["a_span"]), labelled.located(b, r["b_span"])) for r in rows]
    pair = planted.pair_of(planted.side_of(a), planted.side_of(b))
    for kind in KINDS:
        known = list(_unequal(pair, kind))
        joined = [
            (x, y)
            for x, y, _ in known
            if any(p and q and x.overlap(p) and y.overlap(q) for p, q in gold)
        ]
        mine, theirs = Counter(x for x, _ in joined), Counter(y for _, y in joined)
        clear = {(x, y) for x, y in joined if mine[x] == theirs[y] == 1}
        left, right = {x for x, _ in clear}, {y for _, y in clear}
        for x, y, features in known:
            if x in left or y in right:
                yield Example("etpc", rows[0]["msrp_id"], kind, (x, y) in clear, features)


def _of_judged(texts: Texts) -> Iterator[Example]:
    """Reports whose mentions stand for one another (T, S, R, E) and those that do not (D)."""
    for row in judged():
        if row.kind not in KINDS or row.code == "M" or not planted.is_for_fitting(row.name):
            continue
        if row.source == "etpc":
            continue  # told by the labels themselves
        pair = planted.pair_of(*texts.of(row))
        found = [f for x, y, f in _unequal(pair, row.kind) if x.overlap(row.a) and y.overlap(row.b)]
        if len(found) == 1:
            yield Example("judged", row.name, row.kind, row.code != "D", found[0])


#: Signs that can only speak for a difference, and those that can only speak against it.
FOR = frozenset(
    (
        *("tied_lo", "tied_hi", "alike", "much_alike", "sure_lo", "sure_hi", "clause_lo"),
        *("clause_hi", "left", "right", "both", "before", "after", "replaced", "alone"),
        *("slot", "noun", "unit", "long", "person"),
    )
)
AGAINST = frozenset(
    (
        *("other_noun", "one_noun", "other_unit", "far", "bound", "elsewhere", "unread"),
        *("long_one", "person_one", "country_one", "part", "initial", "small", "in_words"),
    )
)


class Held:
    """Logistic regression on standardised columns, signs held; *strength* is scikit-learn's C."""

    def __init__(self, names: Sequence[str], strength: float) -> None:
        self._bounds = [(None, None), *map(_bounds, names)]
        self._strength = strength

    def fit(self, values: np.ndarray, labels: np.ndarray, counts: np.ndarray) -> "Held":
        """Fit by L-BFGS-B; *counts* is how much each row weighs."""
        scale = values.std(axis=0)
        self._scale = np.where(scale > 0, scale, 1.0)
        columns = values / self._scale
        signs = np.where(labels, 1.0, -1.0)

        def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
            margins = signs * (weights[0] + columns @ weights[1:])
            pull = -counts * signs / (1.0 + np.exp(margins))
            slope = np.concatenate([[pull.sum()], columns.T @ pull + weights[1:] / self._strength])
            lost = float(counts @ np.logaddexp(0.0, -margins))
            return lost + float(weights[1:] @ weights[1:]) / self._strength / 2, slope

        start = np.zeros(values.shape[1] + 1)
        found = minimize(loss, start, jac=True, bounds=self._bounds, method="L-BFGS-B").x
        self.base, self.weights = float(found[0]), found[1:] / self._scale
        return self

    def probabilities(self, values: np.ndarray) -> np.ndarray:
        """Of each row, 0 to 1."""
        return 1.0 / (1.0 + np.exp(-(self.base + values @ self.weights)))


def _bounds(name: str) -> tuple[float | None, float | None]:
    bare = name.rpartition(".")[2]
    return (0.0 if bare in FOR else None, 0.0 if bare in AGAINST else None)


def held_fit(examples: Sequence[Example]) -> dict[str, object]:
    """The weights of the second fit, and how well it does on texts left out."""
    names = sorted({name for each in examples for name in each.features})
    values = np.array([[each.features.get(name, 0.0) for name in names] for each in examples])
    labels = np.array([each.label for each in examples])
    counts = np.array([COUNTS[each.source] for each in examples])
    unseen = np.zeros(len(labels))
    for train, test in GroupKFold(10).split(values, labels, [each.name for each in examples]):
        model = Held(names, SURETY_C).fit(values[train], labels[train], counts[train])
        unseen[test] = model.probabilities(values[test])
    for source in ("judged", *sorted({each.source for each in examples})):
        here = np.array([each.source.startswith(source) for each in examples])
        _say(f"{source}, by texts left out:", here.sum(), _cut(labels[here], unseen[here]))
    for kind in surety.KINDS:
        here = np.array([e.source.startswith("judged") and e.kind == kind for e in examples])
        _say(f"judged {kind}, by texts left out:", here.sum(), _cut(labels[here], unseen[here]))
    model = Held(names, SURETY_C).fit(values, labels, counts)
    weights = {n: round(float(w), 4) for n, w in zip(names, model.weights, strict=True) if w}
    return {"base": round(model.base, 4), "weights": weights}


def fitted(examples: Sequence[Example], strength: float) -> dict[str, object]:
    """The weights of one kind, as of features as they are, and how well they do unseen."""
    names = sorted({name for each in examples for name in each.features})
    values = np.array([[each.features.get(name, 0.0) for name in names] for each in examples])
    labels = np.array([each.label for each in examples])
    counts = np.array([COUNTS[each.source] for each in examples])
    groups = [each.name for each in examples]
    model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=5000))
    given = {"logisticregression__sample_weight": counts}
    unseen = cross_val_predict(
        model, values, labels, groups=groups, cv=GroupKFold(8), method="predict_proba", params=given
    )[:, 1]
    model.fit(values, labels, **given)
    scaler, logistic = model[0], model[1]
    slope = logistic.coef_[0] / scaler.scale_
    base = logistic.intercept_[0] - float(slope @ scaler.mean_)
    weights = {n: round(float(w), 4) for n, w in zip(names, slope, strict=True)}
    _say(len(labels), "AUC unseen", round(roc_auc_score(labels, unseen), 3), end=" ")
    _say(_cut(labels, unseen))
    return {"base": round(float(base), 4), "weights": weights}


def _say(*parts: object, end: str = "\n") -> None:
    """Print, and keep for the results."""
    print(*parts, end=end)
    SAID.append(" ".join(map(str, parts)) + end)


def _cut(labels: np.ndarray, found: np.ndarray) -> str:
    shown = []
    for cut in (0.3, 0.45, 0.5, 0.6):
        kept = found >= cut
        precision = labels[kept].mean() if kept.any() else 0.0
        recall = labels[kept].sum() / max(1, labels.sum())
        shown.append(f"at {cut}: precision {precision:.2f} recall {recall:.2f}")
    return "; ".join(shown)


def judged_examples(texts: Texts) -> Iterator[Example]:
    """The judged reports that are still made, with the signs that they are true."""
    lost = 0
    for row in judged():
        if row.kind not in surety.KINDS:
            continue
        pair = planted.pair_of(*texts.of(row))
        same = [d for d in candidates(pair) if _is_one(d, row)]
        lost += not same
        for found in same[:1]:
            signs = surety.signs(pair, found)
            yield Example(f"judged {row.source}", row.name, row.kind, row.is_true, signs)
    _say("judged reports no longer made:", lost)


def sure_examples(data: Path) -> Iterator[Example]:
    """Planted changes that the rules find: true by what they are.

    In a sentence against itself ("copy"), against its paraphrase, and in links of stories.
    """
    chance = random.Random(4)
    texts = [
        text
        for text in planted.sentences(data, "msrp_pairs.tsv", wanted="1")
        if planted.is_for_fitting(text.name)
    ]
    for text in chance.sample(texts, SURE_MOST):
        copy = planted.Text("copy", text.name, text.left, text.left)
        yield from _sure("copy", copy)
        yield from _sure("paraphrase", text)
    for name, files in planted.stories(data):
        if planted.is_for_fitting(name):
            for _, text in planted.linked(name, files):
                yield from _sure("link", text)


def stranger_examples(data: Path) -> Iterator[Example]:
    """Differences that the rules find between strangers: all false."""
    for text in strangers(data):
        pair = planted.pair_of(text.left, text.right)
        for found in list(candidates(pair))[:2]:
            if found.kind in surety.KINDS:
                signs = surety.signs(pair, found)
                yield Example("stranger", text.name, found.kind, False, signs)


def _sure(source: str, text: planted.Text) -> Iterator[Example]:
    seen: Counter[str] = Counter()
    for each in planted.planted(text.left, text.right, random.Random(text.name), 99):
        seen[each.kind] += 1
        if seen[each.kind] <= SURE_OF_KIND:
            pair = planted.pair_of(each.left, each.right)
            yield from _hit(source, text.name, pair, each.kind, each.a, each.b)


def _hit(
    source: str, name: str, pair: Pair, kind: str, a: Span | None, b: Span
) -> Iterator[Example]:
    for found in candidates(pair):
        here = found.b.overlap(b) and (a is None or found.a.overlap(a))
        if found.kind == kind and here:
            yield Example(source, name, kind, True, surety.signs(pair, found))


def _is_one(found: Difference, row: Judged) -> bool:
    return found.kind == row.kind and bool(found.a.overlap(row.a) and found.b.overlap(row.b))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", choices=("slots", "surety"))
    given = parser.parse_args()
    texts = Texts(given.data)
    if given.only != "surety":
        examples = list(slot_examples(given.data, texts))
        _say(sorted(Counter((e.source, e.kind, e.label) for e in examples).items()))
        found = {}
        for kind in KINDS:
            _say(kind, end=" ")
            found[kind] = fitted([each for each in examples if each.kind == kind], SLOT_C)
        _keep("slots.json", found, write=given.write)
    if given.only != "slots":
        _fit_surety(given.data, texts, write=given.write)
    if given.write:
        RESULTS.write_text("".join(SAID), "utf-8")


def _fit_surety(data: Path, texts: Texts, *, write: bool) -> None:
    examples = [*judged_examples(texts), *sure_examples(data), *stranger_examples(data)]
    _say(sorted(Counter((e.source, e.kind, e.label) for e in examples).items()))
    _keep("surety.json", held_fit(examples), write=write)


def _keep(name: str, weights: object, *, write: bool) -> None:
    if write:
        (WEIGHTS / name).write_text(json.dumps(weights, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
