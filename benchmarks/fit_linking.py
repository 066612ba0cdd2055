"""Fits the weights of a link's score: `src/compare/weights/linking.json`.

    python benchmarks/fit_linking.py            prints cross-validated figures
    python benchmarks/fit_linking.py --write    and writes the weights
    … --semantic MODEL                          the same with the second voice

Fitted on all passage pairs of BASIL stories, three outlets each, that were read for it
(benchmarks/data/basil_links.tsv: places and levels only), and of the project's own seeds
(tests/data/seeds_links.tsv). The five real articles take no part. A pair counts as linked
to the degree in `TARGET`. Split by story. Logistic regression, L2, signs as they must be.
"""

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import average_precision_score, roc_auc_score

from compare import linking, pipeline, readers
from compare.candidates import candidates
from compare.context import Key, contexts
from compare.evidence import NAMES
from compare.linking import CONTEXT_ROUNDS
from compare.linkweights import MEANING_COLUMNS, OWN_COLUMNS, PASSAGE, weights_from
from compare.options import Options
from compare.windows import windows

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
LABELS = ROOT / "benchmarks" / "data" / "basil_links.tsv"
OUT = ROOT / "src" / "compare" / "weights" / "linking.json"

SEEDS = ("minister", "harbour")

#: To what degree a labelled pair is a link: 3 same statement, 2 partly, 1 a touch, 0 no.
TARGET = {3: 1.0, 2: 0.8, 1: 0.25, 0: 0.0}

#: What the context adds, in the order of the columns of the second fit.
CONTEXT = ("lead", "neighbour", "third")

#: The regression is held back this much (C, the inverse of the L2 penalty): columns overlap,
#: stories are few.
STRENGTH = 0.03

#: What the logarithm of the number of competing passages counts. A passage has about one
#: partner in the other document however many passages that has, which would be -1; fitted
#: with four columns it came to -.55 to -.8. Held fast, because no story here has a
#: document as long as a transcript.
RIVALS = -0.5

#: Share of the values at either end that are cut off at the edge of the fitted range.
TAIL = 0.001

#: The seeds count less than their number of pairs: they are invented, and two stories.
SEEDS_WEIGHT = 0.3


@dataclass(frozen=True)
class Rows:
    """Columns of passage pairs, their labels, and the story and pair of passages of each."""

    columns: np.ndarray
    level: np.ndarray
    story: np.ndarray
    keys: list[Key]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--semantic", default="", metavar="MODEL")
    given = parser.parse_args()
    rows = _joined([*_seeds(given.semantic), *_basil(given.semantic)])
    stories = sorted(set(rows.story))
    print(f"{len(rows.level)} pairs, {(rows.level >= 2).sum()} linked, {len(stories)} stories")
    _report(rows, stories)
    if given.write:
        note = "made by benchmarks/fit_linking.py; see src/compare/linkweights.py"
        out = OUT.with_name("linking-semantic.json") if given.semantic else OUT
        out.write_text(json.dumps({"note": note, **_fit(rows)}, indent=1) + "\n", "utf-8")


def _joined(parts: list[Rows]) -> Rows:
    arrays = (
        np.concatenate([getattr(p, name) for p in parts]) for name in ("columns", "level", "story")
    )
    return Rows(*arrays, [key for p in parts for key in p.keys])


def _where(rows: Rows, mask: np.ndarray) -> Rows:
    keys = [key for key, kept in zip(rows.keys, mask, strict=True) if kept]
    return Rows(rows.columns[mask], rows.level[mask], rows.story[mask], keys)


def _measured(paths: list[str], model: str):
    """The measured candidates of *paths*, and the (path, line) of both passages of each."""
    articles = pipeline.divide(readers.read(paths).documents)
    articles = tuple(sorted(articles, key=lambda article: article.document.path))
    options = Options()
    units = windows(articles, options)
    measured = linking.measure(articles, units, candidates(articles, units, options), model=model)
    places = [
        tuple(
            (articles[units[w].article], articles[units[w].article].passages[units[w].passage])
            for w in pair
        )
        for pair in zip(measured.a, measured.b, strict=True)
    ]
    keys = [
        (units[a].article, units[a].passage, units[b].article, units[b].passage)
        for a, b in zip(measured.a, measured.b, strict=True)
    ]
    return keys, measured.columns, places


def _seeds(model: str) -> Iterator[Rows]:
    level: dict[frozenset[str], int] = {}
    for row in csv.DictReader(
        (ROOT / "tests/data/seeds_links.tsv").open(encoding="utf-8"), delimiter="\t"
    ):
        level[frozenset((row["a"], row["b"]))] = int(row["level"])
    for story in SEEDS:
        files = sorted((ROOT / "seeds" / story).iterdir())
        pairs, columns, places = _measured([str(path) for path in files], model)
        keys = [
            frozenset(f"{Path(a.document.path).relative_to(ROOT)}:{p.line}" for a, p in pair)
            for pair in places
        ]
        same = np.array([a.document.language == b.document.language for (a, _), (b, _) in places])
        found = np.array([level.get(key, 0) for key in keys])
        yield _where(Rows(columns, found, np.array([story] * len(found)), pairs), same)


def _basil(model: str) -> Iterator[Rows]:
    """All passage pairs of the BASIL stories that were read for it (`LABELS`)."""
    level: dict[str, dict[frozenset[str], int]] = defaultdict(dict)
    for row in csv.DictReader(LABELS.open(encoding="utf-8"), delimiter="\t"):
        level[row["story"]][frozenset((row["a"], row["b"]))] = int(row["level"])
    for story, known in sorted(level.items()):
        files = sorted((SHARED / "data" / "basil" / story).iterdir())
        pairs, columns, places = _measured([str(path) for path in files], model)
        keys = [
            frozenset(f"{Path(a.document.path).stem}:{p.line}" for a, p in pair) for pair in places
        ]
        found = np.array([known.get(key, 0) for key in keys])
        yield Rows(columns, found, np.array([story] * len(found)), pairs)


def _fit(rows: Rows) -> dict[str, dict[str, dict[str, float]]]:
    """The weights file for *rows*: first the columns, then the context of their sums."""
    low, high = np.quantile(rows.columns, [TAIL, 1 - TAIL], axis=0)
    rivals = OWN_COLUMNS.index("rivals")
    low[rivals], high[rivals] = 0.0, 50.0
    within = rows.columns.clip(low, high)
    mean, scale = within.mean(axis=0), within.std(axis=0)
    scale[scale == 0] = 1.0
    features = (within - mean) / scale
    fixed = RIVALS * within[:, rivals]
    features[:, rivals] = 0.0
    base, *fitted = _model(rows, features, STRENGTH, fixed)
    weight = np.array(fitted)
    alone = base + features @ weight + fixed
    weight[rivals], mean[rivals], scale[rivals] = RIVALS, 0.0, 1.0
    logits = alone
    for _ in range(CONTEXT_ROUNDS):
        features = np.column_stack([alone, _context(rows, logits)])
        second = _model(rows, features, 10.0, 0.0)
        logits = second[0] + features @ second[1:]
    found = (weight, mean, scale, low, high)
    names = (*OWN_COLUMNS, *(f"{PASSAGE}{name}" for name in NAMES), *MEANING_COLUMNS)
    names = names[: rows.columns.shape[1]]
    parts = ("weight", "mean", "scale", "low", "high")
    columns = {
        name: {part: round(float(values[at]), 5) for part, values in zip(parts, found, strict=True)}
        for at, name in enumerate(names)
    }
    prior, alone_weight, *context = (round(float(item), 5) for item in second)
    around = dict(zip(CONTEXT, context, strict=True))
    return {
        "context": {"prior": prior, "base": round(float(base), 5), "alone": alone_weight, **around},
        "columns": columns,
    }


def _context(rows: Rows, alone: np.ndarray) -> np.ndarray:
    """The columns of `CONTEXT`, story by story."""
    out = np.zeros((len(alone), len(CONTEXT)))
    for story in sorted(set(rows.story)):
        here = np.nonzero(rows.story == story)[0]
        found = contexts([rows.keys[n] for n in here], [float(alone[n]) for n in here])
        out[here] = [[getattr(item, name) for name in CONTEXT] for item in found]
    return out


def _model(
    rows: Rows, features: np.ndarray, strength: float, fixed: np.ndarray | float
) -> np.ndarray:
    """Intercept and weights of the logistic regression, with *fixed* added to its log-odds."""
    share = np.array([TARGET[int(level)] for level in rows.level])
    count = np.where(np.isin(rows.story, SEEDS), SEEDS_WEIGHT, 1.0)

    def loss(known: np.ndarray) -> tuple[float, np.ndarray]:
        logits = known[0] + features @ known[1:] + fixed
        told = np.logaddexp(0, -logits) * share + np.logaddexp(0, logits) * (1 - share)
        slope = count * (1 / (1 + np.exp(-logits)) - share)
        held = known[1:] / strength
        return (
            float(count @ told + known[1:] @ held / 2),
            np.r_[slope.sum(), features.T @ slope + held],
        )

    start = np.zeros(features.shape[1] + 1)
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 3000}).x


def _logits(rows: Rows, data: dict[str, dict[str, dict[str, float]]]) -> np.ndarray:
    known = weights_from(data)
    alone = known.base + known.parts(rows.columns).sum(axis=1)
    logits = alone
    for _ in range(CONTEXT_ROUNDS):
        around = _context(rows, logits) @ [known.lead, known.neighbour, known.third]
        logits = known.prior + known.alone * alone + around
    return logits


def _report(rows: Rows, stories: list[str]) -> None:
    """Figures on stories that were not fitted, over six groups of stories."""
    group = {story: number % 6 for number, story in enumerate(stories)}
    folds = np.array([group[story] for story in rows.story])
    logits = np.zeros(len(folds))
    for fold in range(6):
        held = folds == fold
        logits[held] = _logits(_where(rows, held), _fit(_where(rows, ~held)))
    chance = 1 / (1 + np.exp(-logits))
    seeds = np.isin(rows.story, SEEDS)
    for name, part in (("seeds", seeds), ("basil", ~seeds)):
        truth, clear = rows.level[part] >= 2, rows.level[part] != 1
        print(
            f"{name:6} AP {average_precision_score(truth[clear], logits[part][clear]):.3f}"
            f"  same statement {average_precision_score(rows.level[part] == 3, logits[part]):.3f}"
            f"  AUC {roc_auc_score(truth[clear], logits[part][clear]):.3f}"
            f"  ECE {_ece(chance[part], rows.level[part]):.3f}"
        )
        for cut in (0.3, 0.4, 0.5, 0.6, 0.7):
            told = (chance[part] >= cut) & clear
            print(
                f"         from {cut}: precision {truth[told].mean():.3f}"
                f"  recall {(told & truth).sum() / truth.sum():.3f}  ({told.sum()})"
            )


def _ece(chance: np.ndarray, level: np.ndarray) -> float:
    """Expected calibration error over ten bins, against the share a label stands for."""
    share = np.array([TARGET[int(item)] for item in level])
    bins = np.minimum((chance * 10).astype(int), 9)
    return float(
        sum(abs(chance[bins == b].sum() - share[bins == b].sum()) for b in range(10)) / len(chance)
    )


if __name__ == "__main__":
    main()
