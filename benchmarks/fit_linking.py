"""Fits the weights of a link's score: `src/compare/weights/linking.json`.

    python benchmarks/fit_linking.py            prints cross-validated figures
    python benchmarks/fit_linking.py --write    and writes the weights

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
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

from compare import linking, pipeline, readers
from compare.candidates import candidates
from compare.options import Options
from compare.windows import windows

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
LABELS = ROOT / "benchmarks" / "data" / "basil_links.tsv"
OUT = ROOT / "src" / "compare" / "weights" / "linking.json"

SEEDS = ("minister", "harbour")

#: To what degree a labelled pair is a link: 3 same statement, 2 partly, 1 a touch, 0 no.
TARGET = {3: 1.0, 2: 0.8, 1: 0.25, 0: 0.0}

#: The parts of a score, in the order of the columns.
NAMES = ("evidence", "surprise", "resemblance", "rivals", "lead", "neighbour", "third")

#: The seeds count less than their number of pairs: they are invented, and two stories.
SEEDS_WEIGHT = 0.3


@dataclass(frozen=True)
class Rows:
    """Feature rows of passage pairs, their labels and the story each is from."""

    features: np.ndarray
    level: np.ndarray
    story: np.ndarray


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    rows = _gathered()
    print(
        f"{len(rows.level)} pairs, {(rows.level >= 2).sum()} linked, {len(set(rows.story))} stories"
    )
    known = _fit(rows)
    _report(rows)
    print(json.dumps(known, indent=1))
    if write:
        note = "made by benchmarks/fit_linking.py; log-odds a unit, see linking.Weights"
        OUT.write_text(json.dumps({"note": note, "weights": known}, indent=1) + "\n", "utf-8")


def _gathered() -> Rows:
    parts = [*_seeds(), *_basil()]
    return Rows(
        *(np.concatenate([getattr(p, f) for p in parts]) for f in ("features", "level", "story"))
    )


def _measured(paths: list[str]):
    """The measured candidates of *paths*, and the (path, line) of both passages of each."""
    articles = pipeline.divide(readers.read(paths).documents)
    articles = tuple(sorted(articles, key=lambda article: article.document.path))
    options = Options()
    units = windows(articles, options)
    measured = linking.measure(articles, units, candidates(articles, units, options))
    places = [
        tuple(
            (articles[units[w].article], articles[units[w].article].passages[units[w].passage])
            for w in pair
        )
        for pair in zip(measured.a, measured.b, strict=True)
    ]
    return units, measured, places


def _features(units, measured) -> np.ndarray:
    """The columns of `NAMES`; the context is reckoned with the present weights."""
    known = linking.weights()
    around = [score.context for score in linking.scores(units, measured, known)]
    own = [measured.evidence, measured.surprise, measured.resemblance, measured.rivals]
    rest = [[getattr(context, name) for context in around] for name in NAMES[4:]]
    return np.column_stack(own + rest).astype(float)


def _seeds() -> Iterator[Rows]:
    level: dict[frozenset[str], int] = {}
    for row in csv.DictReader(
        (ROOT / "tests/data/seeds_links.tsv").open(encoding="utf-8"), delimiter="\t"
    ):
        level[frozenset((row["a"], row["b"]))] = int(row["level"])
    for story in SEEDS:
        files = sorted((ROOT / "seeds" / story).iterdir())
        units, measured, places = _measured([str(path) for path in files])
        keys = [
            frozenset(f"{Path(a.document.path).relative_to(ROOT)}:{p.line}" for a, p in pair)
            for pair in places
        ]
        same = np.array([a.document.language == b.document.language for (a, _), (b, _) in places])
        found = np.array([level.get(key, 0) for key in keys])
        yield Rows(_features(units, measured)[same], found[same], np.array([story] * same.sum()))


def _basil() -> Iterator[Rows]:
    """All passage pairs of the BASIL stories that were read for it (`LABELS`)."""
    level: dict[str, dict[frozenset[str], int]] = defaultdict(dict)
    for row in csv.DictReader(LABELS.open(encoding="utf-8"), delimiter="\t"):
        level[row["story"]][frozenset((row["a"], row["b"]))] = int(row["level"])
    for story, known in sorted(level.items()):
        files = sorted((SHARED / "data" / "basil" / story).iterdir())
        units, measured, places = _measured([str(path) for path in files])
        keys = [
            frozenset(f"{Path(a.document.path).stem}:{p.line}" for a, p in pair) for pair in places
        ]
        found = np.array([known.get(key, 0) for key in keys])
        yield Rows(_features(units, measured), found, np.array([story] * len(found)))


def _fit(rows: Rows) -> dict[str, float]:
    """Weights with the signs they must have: a column with the wrong one is left out."""
    columns = list(range(len(NAMES)))
    wanted = np.array([1, 1, 1, -1, -1, 1, 1])
    while True:
        model = _model(rows, columns)
        signs = model.coef_[0] * wanted[columns]
        if (signs >= 0).all():
            break
        columns.remove(columns[int(signs.argmin())])
    known = dict.fromkeys(NAMES, 0.0)
    known |= {NAMES[c]: round(float(w), 4) for c, w in zip(columns, model.coef_[0], strict=True)}
    return {"prior": round(float(model.intercept_[0]), 4), **known}


def _model(rows: Rows, columns: list[int]) -> LogisticRegression:
    features = rows.features[:, columns]
    share = np.array([TARGET[int(level)] for level in rows.level])
    count = np.where(np.isin(rows.story, SEEDS), SEEDS_WEIGHT, 1.0)
    return LogisticRegression(C=1.0, max_iter=5000).fit(
        np.vstack([features, features]),
        np.r_[np.ones(len(share)), np.zeros(len(share))],
        sample_weight=np.r_[share * count, (1 - share) * count] + 1e-9,
    )


def _report(rows: Rows) -> None:
    """Figures on stories that were not fitted, over five groups of stories."""
    stories = sorted(set(rows.story))
    group = {story: number % 5 for number, story in enumerate(stories)}
    folds = np.array([group[story] for story in rows.story])
    logits = np.zeros(len(folds))
    for fold in range(5):
        held = folds == fold
        known = _fit(Rows(rows.features[~held], rows.level[~held], rows.story[~held]))
        logits[held] = known["prior"] + rows.features[held] @ [known[name] for name in NAMES]
    chance = 1 / (1 + np.exp(-logits))
    for name, part in (
        ("seeds", np.isin(rows.story, SEEDS)),
        ("basil", ~np.isin(rows.story, SEEDS)),
    ):
        truth = rows.level[part] >= 2
        clear = rows.level[part] != 1
        print(
            f"{name:6} AP {average_precision_score(truth[clear], logits[part][clear]):.3f}"
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
