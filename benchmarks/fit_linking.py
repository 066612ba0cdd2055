"""Fits the weights of a link's score: `src/compare/weights/linking.json`.

    python benchmarks/fit_linking.py            prints cross-validated figures
    python benchmarks/fit_linking.py --write    and writes the weights
    … --semantic MODEL                          the same with the second voice

Fitted on all passage pairs of labelled stories (see `linking_data`). The five real articles
take no part. A pair counts as linked to the degree in `TARGET`. Split by story. Logistic
regression, L2.
"""

import argparse
import json
from pathlib import Path

import linking_data
import numpy as np
from linking_data import Rows
from scipy.optimize import minimize
from sklearn.metrics import average_precision_score, roc_auc_score

from compare.context import contexts
from compare.linking import CONTEXT_ROUNDS
from compare.linkweights import (
    MEANING_COLUMNS,
    OWN_COLUMNS,
    PASSAGE,
    PASSAGE_MEASURES,
    weights_from,
)

OUT = Path(__file__).resolve().parent.parent / "src" / "compare" / "weights" / "linking.json"

#: Groups of stories for the cross-validation.
FOLDS = 6

#: To what degree a labelled pair is a link: 3 same statement, 2 partly, 1 a touch, 0 no.
TARGET = {3: 1.0, 2: 0.8, 1: 0.25, 0: 0.0}

#: What the context adds, in the order of the columns of the second fit.
CONTEXT = ("lead", "neighbour", "third", "company")

#: The regression is held back this much (C, the inverse of the L2 penalty): columns overlap,
#: stories are few.
STRENGTH = 0.01

#: What the logarithm of the number of competing passages counts. A passage has about one
#: partner in the other document however many passages that has, which would be -1; fitted
#: with four columns it came to -.55 to -.8. Held fast, because no story here has a
#: document as long as a transcript.
RIVALS = -0.5

#: Share of the values at either end that are cut off at the edge of the fitted range.
TAIL = 0.001

#: The invented stories weigh about as much as those of BASIL, which have fewer pairs; the
#: seeds less, because they are two stories.
KIND_WEIGHT = {"seeds": 0.3, "invented": 0.5, "basil": 1.0}

#: Runs of two stories teach what passages of different events have in common. They repeat
#: the rows of their stories, so they count less.
TOGETHER_WEIGHT = 0.3


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--semantic", default="", metavar="MODEL")
    given = parser.parse_args()
    rows = linking_data.rows(given.semantic, FOLDS)
    print(f"{len(rows.level)} pairs, {(rows.level >= 2).sum()} linked, {len(set(rows.run))} runs")
    _report(rows)
    if given.write:
        note = "made by benchmarks/fit_linking.py; see src/compare/linkweights.py"
        out = OUT.with_name("linking-semantic.json") if given.semantic else OUT
        out.write_text(json.dumps({"note": note, **_fit(rows)}, indent=1) + "\n", "utf-8")


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
    names = (*OWN_COLUMNS, *(f"{PASSAGE}{name}" for name in PASSAGE_MEASURES), *MEANING_COLUMNS)
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
    """The columns of `CONTEXT`, run by run."""
    out = np.zeros((len(alone), len(CONTEXT)))
    for run in sorted(set(rows.run)):
        here = np.nonzero(rows.run == run)[0]
        found = contexts([rows.keys[n] for n in here], [float(alone[n]) for n in here])
        out[here] = [[getattr(item, name) for name in CONTEXT] for item in found]
    return out


def _model(
    rows: Rows, features: np.ndarray, strength: float, fixed: np.ndarray | float
) -> np.ndarray:
    """Intercept and weights of the logistic regression, with *fixed* added to its log-odds."""
    share = np.array([TARGET[int(level)] for level in rows.level])
    count = np.array(
        [
            KIND_WEIGHT[kind] * (TOGETHER_WEIGHT if "+" in run else 1.0)
            for kind, run in zip(rows.kind, rows.run, strict=True)
        ]
    )

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
        around = _context(rows, logits) @ [getattr(known, name) for name in CONTEXT]
        logits = known.prior + known.alone * alone + around
    return logits


def _report(rows: Rows) -> None:
    """Figures on stories that were not fitted; AP is of all labelled pairs, found or not."""
    logits = np.zeros(len(rows.fold))
    for fold in sorted(set(rows.fold)):
        held = rows.fold == fold
        logits[held] = _logits(rows.where(held), _fit(rows.where(~held)))
    for kind in sorted(set(rows.kind)):
        for runs in ("alone", "two together"):
            part = (rows.kind == kind) & ([("+" in run) == (runs != "alone") for run in rows.run])
            if part.any():
                print(f"{kind}, {runs}: {_figures(rows.where(part), logits[part])}")


def _figures(rows: Rows, logits: np.ndarray) -> str:
    """AP for "at least partly" and "same statement", the curve, the calibration."""
    two, three = (sum(rows.listed[run][n] for run in set(rows.run)) for n in (0, 1))
    truth, clear = rows.level >= 2, rows.level != 1
    chance = 1 / (1 + np.exp(-logits))
    partly = average_precision_score(truth[clear], logits[clear]) * truth.sum() / (two + three)
    same = average_precision_score(rows.level == 3, logits) * (rows.level == 3).sum() / three
    auc = roc_auc_score(truth[clear], logits[clear])
    ece = _ece(chance, rows.level)
    out = [f"AP {partly:.3f}  same statement {same:.3f}  AUC {auc:.3f}  ECE {ece:.3f}"]
    for cut in (0.3, 0.4, 0.5, 0.6, 0.7):
        told = (chance >= cut) & clear
        out.append(
            f"    from {cut}: precision {truth[told].mean():.3f}"
            f"  recall {(told & truth).sum() / (two + three):.3f}  ({told.sum()})"
        )
    return "\n".join(out)


def _ece(chance: np.ndarray, level: np.ndarray) -> float:
    """Expected calibration error over ten bins, against the share a label stands for."""
    share = np.array([TARGET[int(item)] for item in level])
    bins = np.minimum((chance * 10).astype(int), 9)
    return float(
        sum(abs(chance[bins == b].sum() - share[bins == b].sum()) for b in range(10)) / len(chance)
    )


if __name__ == "__main__":
    main()
