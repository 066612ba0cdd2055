"""Measure and fit the quotation verdicts on news quotations held against transcripts.

Reads `quotes_labelled.tsv` (article, label, quote, transcript_span): the labels exact,
trivial, marked, altered are the same utterance, other is not. Everything fitted is
cross-validated by article. Two questions are measured apart:

same utterance     is the probability at least .5 just where the label is not "other"?
faithful           among the same: exact, trivial and marked against altered

    python benchmarks/quotations.py ../shared/data/quotes_labelled.tsv [--fit] [--errors]

`--fit` writes `src/compare/weights/quotations.json`; the measures go to
`benchmarks/results/quotations-verdicts.json` and hold no text.
"""

import argparse
import csv
import difflib
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from compare.verdicts import judge
from compare.verdicts.judging import reading_of
from compare.words import words

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "src" / "compare" / "weights" / "quotations.json"
RESULTS = ROOT / "benchmarks" / "results" / "quotations-verdicts.json"

#: Strength of the pull of the weights towards nought; 120 rows carry three weights.
RIDGE = 0.1

#: Quotations of one to three words that agree by chance with some text: the labelled set
#: has none (it begins at about six), so these say what everyone knows of them. Given as
#: information in bits, and the probability that it is the same utterance.
SHORT = ((8.0, 0.02), (14.0, 0.10), (20.0, 0.25), (28.0, 0.50))

FAITHFUL = {"exact": True, "trivial": True, "marked": True, "altered": False}


@dataclass(frozen=True)
class Row:
    """One labelled quotation, with what the program says of it."""

    number: int
    article: str
    label: str
    quote: str
    said: str
    features: tuple[float, ...]
    faithful: bool
    verdict: str


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row(number, entry) for number, entry in enumerate(table)]


def row(number: int, entry: dict[str, str]) -> Row:
    quote, said = entry["quote"], entry["transcript_span"]
    reading = reading_of(quote, said)
    return Row(
        number,
        entry["article"],
        entry["label"],
        quote,
        said,
        tuple(reading.features.values()) if reading else (1.0, 0.0, 1.0),
        reading is not None and reading.verdict.is_faithful,
        reading.verdict.value if reading else "not-found",
    )


def fit(rows: Sequence[Row]) -> NDArray[np.float64]:
    """Weights of a logistic regression with a ridge, by Newton's method."""
    short = [(1.0, float(np.log2(bits)), 0.0) for bits, _ in SHORT]
    x = np.array([one.features for one in rows] + short)
    y = np.array([float(one.label != "other") for one in rows] + [p for _, p in SHORT])
    weights = np.zeros(x.shape[1])
    pull = np.diag([0.0] + [RIDGE] * (x.shape[1] - 1))
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - y) + pull @ weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + pull
        weights -= np.linalg.solve(hessian, gradient)
    return weights


def folds(rows: Sequence[Row]) -> list[tuple[list[Row], list[Row]]]:
    """Each article left out once."""
    articles = sorted({one.article for one in rows})
    return [
        ([r for r in rows if r.article != name], [r for r in rows if r.article == name])
        for name in articles
    ]


def probabilities(rows: Sequence[Row]) -> dict[int, float]:
    """The probability of each row by weights that have not seen its article."""
    found: dict[int, float] = {}
    for rest, held in folds(rows):
        weights = fit(rest)
        for one in held:
            found[one.number] = float(1 / (1 + np.exp(-np.dot(one.features, weights))))
    return found


def folded(text: str) -> str:
    return " ".join(word.folded for word in words(text.replace("-", " ")))


def difflib_ratio(one: Row) -> float:
    return difflib.SequenceMatcher(
        None, folded(one.quote), folded(one.said), autojunk=False
    ).ratio()


def partial_ratio(one: Row) -> float:
    from rapidfuzz import fuzz

    return fuzz.partial_ratio(folded(one.quote), folded(one.said)) / 100


def ratio(one: Row) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(folded(one.quote), folded(one.said)) / 100


def best_cut(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """The threshold with the best F1 there, halfway to the next score."""
    cuts = sorted(set(scores))
    return max(cuts, key=lambda cut: f1([s >= cut for s in scores], truth)[2])


def by_threshold(
    rows: Sequence[Row], score: Callable[[Row], float], truth: Callable[[Row], bool]
) -> list[bool]:
    """Decisions by a threshold fitted on the other articles, in the order of *rows*."""
    scores = {one.number: score(one) for one in rows}
    said: dict[int, bool] = {}
    for rest, held in folds(rows):
        cut = best_cut([scores[r.number] for r in rest], [truth(r) for r in rest])
        said |= {one.number: scores[one.number] >= cut for one in held}
    return [said[one.number] for one in rows]


def f1(said: Sequence[bool], truth: Sequence[bool]) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    both = sum(s and t for s, t in zip(said, truth, strict=True))
    precision, recall = both / max(1, sum(said)), both / max(1, sum(truth))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def accuracy(said: Sequence[bool], truth: Sequence[bool]) -> float:
    return sum(s == t for s, t in zip(said, truth, strict=True)) / max(1, len(truth))


def measure(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    same = [one.label != "other" for one in rows]
    kept = [one for one in rows if one.label != "other"]
    faithful = [FAITHFUL[one.label] for one in kept]
    chances = probabilities(rows)
    table = {
        "this program": _line(
            [chances[r.number] >= 0.5 for r in rows], same, [r.faithful for r in kept], faithful
        )
    }
    for name, score in (
        ("difflib ratio", difflib_ratio),
        ("rapidfuzz ratio", ratio),
        ("rapidfuzz partial_ratio", partial_ratio),
    ):
        table[name] = _line(
            by_threshold(rows, score, lambda r: r.label != "other"),
            same,
            by_threshold(kept, score, lambda r: FAITHFUL[r.label]),
            faithful,
        )
    inexact = [
        (s, t, r) for s, t, r in zip([r.faithful for r in kept], faithful, kept, strict=True)
    ]
    hard = [(s, t) for s, t, r in inexact if r.label != "exact"]
    table["this program"]["accuracy without exact"] = accuracy(*map(list, zip(*hard, strict=True)))
    return table


def _line(
    found: Sequence[bool], same: Sequence[bool], kept: Sequence[bool], faithful: Sequence[bool]
) -> dict[str, float]:
    precision, recall, both = f1(found, same)
    return {
        "precision": precision,
        "recall": recall,
        "F1": both,
        "accuracy faithful": accuracy(kept, faithful),
    }


def show(table: dict[str, dict[str, float]]) -> None:
    names = list(next(iter(table.values())))
    print(f"{'':26}" + "".join(f"{name:>24}" for name in names))
    for who, line in table.items():
        print(f"{who:26}" + "".join(f"{line[n]:24.3f}" if n in line else "" for n in names))


def errors(rows: Sequence[Row]) -> None:
    chances = probabilities(rows)
    for one in rows:
        wrong = (chances[one.number] >= 0.5) != (one.label != "other")
        unfaithful = one.label in FAITHFUL and one.faithful != FAITHFUL[one.label]
        if wrong or unfaithful:
            print(f"{one.number:4} {one.label:8} {one.verdict:12} {chances[one.number]:.2f}")
            print(f"     {one.quote}\n     {one.said}")


def speed() -> float:
    """Seconds for 200 quotations of 25 words against an invented text of 20,000 words."""
    rng = np.random.default_rng(1)
    stock = [
        f"{a}{b}"
        for a in ["ba", "co", "du", "fe", "gi", "ho", "lu", "ma", "ne"]
        for b in _syllables()
    ]
    shares = 1 / (np.arange(len(stock)) + 2.7)  # Mandelbrot's law: the commonest word is 6 %
    said = [stock[int(i)] for i in rng.choice(len(stock), 20_000, p=shares / shares.sum())]
    text = " ".join(said)
    quotes = []
    for number in range(200):
        at = int(rng.integers(0, len(said) - 30))
        part = said[at : at + 25]
        if number % 2:
            part[12] = "altogether"
        quotes.append(" ".join(part))
    begin = time.perf_counter()
    for quote in quotes:
        judge(quote, text)
    return time.perf_counter() - begin


def _syllables() -> list[str]:
    return [f"{a}{b}{c}" for a in "bdfgklmn" for b in "aeiou" for c in "rstnm"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--fit", action="store_true", help="write the weights")
    parser.add_argument("--errors", action="store_true", help="show the rows it gets wrong")
    options = parser.parse_args()
    rows = read(options.path)
    if options.fit:
        names = ("constant", "information", "loss")
        weights = {n: round(float(w), 3) for n, w in zip(names, fit(rows), strict=True)}
        WEIGHTS.write_text(json.dumps({"weights": weights}, indent=1) + "\n", "utf-8")
        print(weights)
    table = measure(rows)
    show(table)
    counts = Counter((one.label, one.verdict) for one in rows)
    verdicts = {f"{label} → {verdict}": n for (label, verdict), n in sorted(counts.items())}
    seconds = round(speed(), 2)
    print(f"200 quotations against 20,000 words: {seconds} s")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(
        json.dumps({"measures": table, "verdicts": verdicts, "seconds": seconds},
                   indent=1, ensure_ascii=False) + "\n", "utf-8")  # fmt: skip
    if options.errors:
        errors(rows)


if __name__ == "__main__":
    main()
