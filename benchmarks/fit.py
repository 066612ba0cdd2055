"""Fit the weights of `compare.scoring` and write `src/compare/weights/*.json`.

    python benchmarks/fit.py [--check]

Logistic regression with L2 and, for the models that have to carry over to other texts,
with the sign of every weight given beforehand (D. C. Liu, J. Nocedal, "On the limited
memory BFGS method", 1989, with bounds). Every set weighs what `MODELS` says however many
rows it has, and every topic of ECB+ the same, because one topic holds a sixth of all pairs.
`--check` only prints what cross-validation by topic or story gives. Never fitted on
anything from `../shared/seeds`.
"""

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from datasets import SETS, Labelled, basil_windows
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GroupKFold

from compare.evidence import NAMES, Table, Unit

FOLDER = Path(__file__).resolve().parent.parent / "src" / "compare" / "weights"

#: The measure that `[semantic]` adds: the cosine of two sentence embeddings.
MEANING = "meaning"

#: Measures that may only speak against, and those that may speak either way.
AGAINST = ("missing", "alone", "negation", "day_other", "speaker_other", "strangers")
EITHER = ("length", "quoted_lo", "quoted_hi")

#: What sentences hang on that come from anywhere: counts of words by rarity carry over to
#: other topics better than shares of them do (ECB+ dev: AP .74 against .72).
COUNTED = tuple(
    name
    for name in NAMES
    if name.startswith(
        ("length", "names", "numbers", "negation", "strangers", "characters", "order", "phrase")
    )
    or re.match(r"(bits|idf)_\d", name)
)

#: What finer differences hang on; counts by rarity add nothing there.
SHARED = tuple(
    name for name in NAMES if name not in COUNTED or not re.match(r"(bits|idf)_\d|strangers", name)
)

#: What links of whole paragraphs hang on; the fewer, the better it carries over.
PARAGRAPH = (
    "information",
    "information_log",
    "idf_shared",
    "idf_rarest_shared",
    "phrase_shared",
    "characters",
    "trigrams_lo",
    "numbers_missing_lo",
    "idf_contain_hi",
    "quoted_shared",
)


@dataclass(frozen=True, slots=True)
class Model:
    """What is fitted on what: the share each set has, and how freely the weights move.

    Without *voice* the second voice counts nothing: the embedding model that the weights
    were fitted with knows no Russian, and took away more than it gave.
    """

    file: str
    shares: dict[str, float]
    signed: bool
    penalty: float
    clip: float = 5.0
    measures: Sequence[str] = NAMES
    voice: bool = True


MODELS = (
    Model("sentence-en", {"ecbplus": 1, "superpal": 0.5, "basil": 0.5}, signed=True, penalty=0.01),
    Model("sentence-en-crowd", {"ecbplus": 1}, signed=True, penalty=0.01, measures=COUNTED),
    Model(
        "sentence-en-near", {"msrp": 1, "basil": 0.05}, signed=False, penalty=0.003, measures=SHARED
    ),
    Model(
        "sentence-ru",
        {"paraphraser_ru": 1},
        signed=False,
        penalty=0.002,
        measures=SHARED,
        voice=False,
    ),
    Model("paragraph-en", {"windows": 1}, signed=True, penalty=1e-4, clip=20, measures=PARAGRAPH),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A set as measures *x*, labels *y*, and weights that add up to 1."""

    x: NDArray[np.float64]
    y: NDArray[np.int64]
    group: NDArray[np.str_]
    weight: NDArray[np.float64]
    train: NDArray[np.bool_]


@cache
def measured(name: str, semantic: str = "") -> Measured:
    """Measures of a set; train and dev are measured apart, as they would be in use."""
    if name == "windows":
        return measured_windows()
    data = SETS[name]()
    columns = len(NAMES) + bool(semantic)
    x = np.zeros((len(data.label), columns))
    for part in sorted(set(data.part)):
        mask = data.part == part
        x[mask] = measures(data.rows(mask), semantic)
    _, inverse, counts = np.unique(data.group, return_inverse=True, return_counts=True)
    topics = counts[inverse] ** -1.0 if name == "ecbplus" else np.ones(len(x))
    return Measured(x, data.label, data.group, topics / topics.sum(), data.part == "train")


def measures(data: Labelled, semantic: str = "") -> NDArray[np.float64]:
    numbers: dict[str, int] = {}
    left = np.array([numbers.setdefault(text, len(numbers)) for text in data.a])
    right = np.array([numbers.setdefault(text, len(numbers)) for text in data.b])
    found = Table([Unit(text) for text in numbers]).measure(left, right)
    if not semantic:
        return found.astype(np.float64)
    from compare import semantic as voice

    cosines = voice.load(semantic).cosines(list(numbers), left, right)
    return np.column_stack([found, cosines]).astype(np.float64)


def measured_windows() -> Measured:
    parts = []
    for windows in basil_windows():
        x = Table([Unit(text) for text in windows.texts]).measure(windows.left, windows.right)
        parts.append((x, windows.label, np.full(len(x), windows.story), windows.weight))
    x, y, group, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Measured(x.astype(np.float64), y, group, weight / weight.sum(), np.ones(len(y), bool))


def sign(measure: str) -> int:
    """1 where more may only speak for a pair, -1 only against, 0 either way."""
    if measure.startswith(EITHER):
        return 0
    return -1 if any(part in measure for part in AGAINST) else 1


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted model, before it is written."""

    prior: float
    weight: NDArray[np.float64]
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    clip: float

    def logits(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """The log-odds of each row."""
        z = np.clip((x - self.mean) / self.scale, -self.clip, self.clip)
        return z @ self.weight + self.prior


def fit(
    model: Model, x: NDArray[np.float64], y: NDArray[np.int64], w: NDArray[np.float64]
) -> Fitted:
    """Minimise the weighted log loss; *x* has the columns of the model only."""
    mean, scale = np.average(x, axis=0), x.std(axis=0) + 1e-6
    z = np.clip((x - mean) / scale, -model.clip, model.clip)
    target, w = 2.0 * y - 1, w / w.sum()

    def loss(b: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = target * (z @ b[1:] + b[0])
        value = float((w * np.logaddexp(0, -margin)).sum() + model.penalty / 2 * (b[1:] ** 2).sum())
        slope = -w * target / (1 + np.exp(np.clip(margin, -500, 500)))
        return value, np.concatenate([[slope.sum()], z.T @ slope + model.penalty * b[1:]])

    names = [*model.measures, *([MEANING] if x.shape[1] > len(model.measures) else [])]
    signs = [sign(name) if model.signed else 0 for name in names]
    bounds = [(None, None)] + [(0 if s > 0 else None, 0 if s < 0 else None) for s in signs]
    start = np.zeros(1 + x.shape[1])
    best = minimize(
        loss, start, jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 400}
    )
    return Fitted(float(best.x[0]), best.x[1:], mean, scale, model.clip)


def columns(model: Model, x: NDArray[np.float64]) -> NDArray[np.float64]:
    chosen = [NAMES.index(name) for name in model.measures]
    return x[:, chosen + (list(range(len(NAMES), x.shape[1])) if model.voice else [])]


def fit_without(model: Model, left_out: dict[str, NDArray[np.bool_]], semantic: str = "") -> Fitted:
    """Fit *model* on all its sets but the rows *left_out*."""
    parts = []
    for name, share in model.shares.items():
        data, keep = measured(name, semantic), ~left_out.get(name, np.zeros(1, bool))
        keep = np.broadcast_to(keep, data.y.shape)
        weight = data.weight[keep]
        parts.append((columns(model, data.x[keep]), data.y[keep], weight / weight.sum() * share))
    return fit(model, *(np.concatenate(column) for column in zip(*parts, strict=True)))


def calibrated(
    model: Model, fitted: Fitted, left_out: dict[str, NDArray[np.bool_]], semantic: str = ""
) -> Fitted:
    """*fitted* with slope and prior set so that unseen pairs get true probabilities.

    J. C. Platt, "Probabilistic outputs for support vector machines", 1999, on log-odds from
    cross-validation; here every pair counts the same within its set.
    """
    held_out = unseen(model, semantic)
    z, y, w = [], [], []
    for name, share in model.shares.items():
        keep = np.broadcast_to(~left_out.get(name, np.zeros(1, bool)), held_out[name].shape)
        if name == "windows":
            return fitted  # its negatives are drawn, so its prior means nothing
        z.append(held_out[name][keep])
        y.append(measured(name, semantic).y[keep])
        w.append(np.full(int(keep.sum()), share / keep.sum()))
    line = LogisticRegression(C=1e6).fit(
        np.concatenate(z)[:, None], np.concatenate(y), np.concatenate(w)
    )
    slope, shift = float(line.coef_[0, 0]), float(line.intercept_[0])
    return replace(fitted, weight=fitted.weight * slope, prior=fitted.prior * slope + shift)


def unseen(model: Model, semantic: str = "", folds: int = 5) -> dict[str, NDArray[np.float64]]:
    """Log-odds for every row from a model that saw nothing of its topic or story."""
    out = {name: np.zeros(len(measured(name, semantic).y)) for name in model.shares}
    fold = {name: _folds(measured(name, semantic), folds) for name in model.shares}
    for number in range(folds):
        held = {name: fold[name] == number for name in model.shares}
        fitted = fit_without(model, held, semantic)
        for name, mask in held.items():
            out[name][mask] = fitted.logits(columns(model, measured(name, semantic).x[mask]))
    return out


def _folds(data: Measured, folds: int) -> NDArray[np.int64]:
    number = np.zeros(len(data.y), np.int64)
    folds = min(folds, len(set(data.group)))
    for index, (_, held) in enumerate(GroupKFold(folds).split(data.x, data.y, data.group)):
        number[held] = index
    return number


def write(model: Model, fitted: Fitted, semantic: str = "") -> None:
    names = [*model.measures, MEANING][: len(fitted.weight)]
    rows = {
        name: {
            "weight": round(float(w), 5),
            "mean": round(float(m), 5),
            "scale": round(float(s), 5),
        }
        for name, w, m, s in zip(names, fitted.weight, fitted.mean, fitted.scale, strict=True)
        if abs(w) > 5e-6
    }
    data = {
        "made_by": "python benchmarks/fit.py" + (" --semantic MODEL" if semantic else ""),
        "fitted_on": model.shares,
        "prior": round(fitted.prior, 5),
        "clip": model.clip,
        "measures": rows,
    }
    path = FOLDER / f"{model.file}{'-semantic' if semantic else ''}.json"
    path.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(path.name, len(rows), "measures")


def report(model: Model, semantic: str = "") -> None:
    for name, logits in unseen(model, semantic).items():
        y = measured(name, semantic).y
        figures = roc_auc_score(y, logits), average_precision_score(y, logits)
        print(f"  {model.file:18} {name:15} AUC {figures[0]:.3f} AP {figures[1]:.3f}", end="")
        if name == "ecbplus":
            train = measured(name, semantic).train
            held = fit_without(model, {name: ~train}, semantic)
            dev = held.logits(columns(model, measured(name, semantic).x[~train]))
            print(f"   dev AUC {roc_auc_score(y[~train], dev):.3f}", end=" ")
            print(f"AP {average_precision_score(y[~train], dev):.3f}", end="")
        print(flush=True)


def dev_rows(model: Model, semantic: str = "") -> dict[str, NDArray[np.bool_]]:
    """The rows nothing is fitted on: the dev part of ECB+."""
    name = "ecbplus"
    return {name: ~measured(name, semantic).train} if name in model.shares else {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="print cross-validation only")
    parser.add_argument("--semantic", default="", help="a sentence-transformers model or folder")
    options = parser.parse_args()
    for model in MODELS:
        if options.semantic and "windows" in model.shares:
            continue  # the second voice speaks about sentences
        if not options.check:
            held = dev_rows(model, options.semantic)
            fitted = fit_without(model, held, options.semantic)
            write(model, calibrated(model, fitted, held, options.semantic), options.semantic)
        report(model, options.semantic)


if __name__ == "__main__":
    main()
