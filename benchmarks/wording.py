"""How good and how fast the word alignment is, beside difflib.

    python benchmarks/wording.py ../shared/data/word_align.tsv            # accuracy and speed
    python benchmarks/wording.py ../shared/data/word_align.tsv --speed    # speed only

Accuracy is cross-validated: for each fold the network and the word pairs are fitted anew
on the other folds, and no sentence is in two folds. Counted over all links of a set
(micro average) against the sure links. Writes `results/wording-*.json`.
"""

import argparse
import difflib
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import numpy as np
from fit_wording import (
    FOLDS,
    Example,
    examples,
    fold_knowledge,
    rounds_of,
    trained,
    training_grids,
)

from compare import wording
from compare.model import EditKind, Span
from compare.wording import alignment
from compare.wording.features import Knowledge
from compare.wording.kinship import is_mark
from compare.wording.network import Round
from compare.words import words

RESULTS = Path(__file__).resolve().parent / "results"

SETS: dict[str, Callable[[Example], bool]] = {
    "edinburgh news": lambda e: e.corpus == "edinburgh" and e.id.startswith("news"),
    "edinburgh other": lambda e: e.corpus == "edinburgh" and not e.id.startswith("news"),
    "mtref dev": lambda e: e.corpus == "mtref",
    "multimwa train": lambda e: e.corpus == "multimwa_mtref" and e.split == "train",
    "multimwa dev": lambda e: e.corpus == "multimwa_mtref" and e.split == "dev",
}

Links = set[tuple[int, int]]


def by_difflib(each: Example) -> Links:
    a, b = ([word.text for word in side] for side in (each.a, each.b))
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return {(i + n, j + n) for i, j, size in blocks for n in range(size)}


def by_align(each: Example) -> Links:
    return wording.align_tokens(*([word.text for word in side] for side in (each.a, each.b)))


def by_edits(each: Example) -> Links:
    """The links that the edits of the running text say, every word of a phrase with every one."""
    (text_a, of_a), (text_b, of_b) = (running(side) for side in (each.a, each.b))
    spans = Span(0, len(text_a)), Span(0, len(text_b))
    found: Links = set()
    for edit in wording.edits(text_a, spans[0], text_b, spans[1], language="en"):
        a, b = tokens_in(text_a, edit.a, of_a), tokens_in(text_b, edit.b, of_b)
        if edit.kind is not EditKind.REPLACE and len(a) == len(b):
            found.update(zip(a, b, strict=True))
        else:
            found.update((i, j) for i in a for j in b)
    return found


def running(side: Sequence) -> tuple[str, list[int]]:
    """The tokens with blanks between, and for each code point the number of its token."""
    text = " ".join(word.text for word in side)
    return text, [n for n, word in enumerate(side) for _ in range(len(word.text) + 1)]


def tokens_in(text: str, span: Span, token_of: Sequence[int]) -> list[int]:
    inside = words(span.of(text))
    found = (token_of[span.start + n] for word in inside for n in range(word.start, word.end))
    return list(dict.fromkeys(found))


def words_only(each: Example, links: Links | frozenset[tuple[int, int]]) -> Links:
    marks_a, marks_b = ({n for n, w in enumerate(s) if is_mark(w.folded)} for s in (each.a, each.b))
    return {(i, j) for i, j in links if i not in marks_a and j not in marks_b}


def accuracy(data: Sequence[Example], *, epochs: int) -> dict[str, dict[str, object]]:
    totals: dict[tuple[str, str], np.ndarray] = defaultdict(lambda: np.zeros(3, int))
    for held in range(FOLDS):
        train = [each for each in data if each.fold != held]
        known = fold_knowledge(train)
        rounds = rounds_of(trained(training_grids(train, known), epochs=epochs))
        with fitted(known[held], rounds):
            for each in (each for each in data if each.fold == held):
                name = next(name for name, holds in SETS.items() if holds(each))
                for method, counts in counted(each):
                    totals[name, method] += counts
        print(f"fold {held} done", flush=True)
    return {f"{name}, {method}": scores(*total) for (name, method), total in sorted(totals.items())}


def counted(each: Example) -> Iterator[tuple[str, np.ndarray]]:
    """Per method how many links are right, given, and in gold."""
    plain = words_only(each, each.gold)
    for name, links, gold in (
        ("difflib", by_difflib(each), each.gold),
        ("align_tokens", by_align(each), each.gold),
        ("difflib, words only", words_only(each, by_difflib(each)), plain),
        ("edits, words only", words_only(each, by_edits(each)), plain),
    ):
        yield name, np.array([len(links & gold), len(links), len(gold)])


def scores(right: int, given: int, gold: int) -> dict[str, object]:
    return {
        "precision": round(right / given, 3),
        "recall": round(right / gold, 3),
        "f1": round(2 * right / (given + gold), 3),
        "links": int(gold),
    }


@contextmanager
def fitted(known: Knowledge, rounds: tuple[Round, ...]) -> Iterator[None]:
    with (
        mock.patch.object(alignment, "knowledge", return_value=known),
        mock.patch.object(alignment, "network", return_value=rounds),
    ):
        yield


def speed() -> dict[str, float]:
    """CPU milliseconds for the edits of two texts of so many words."""
    found = {}
    for size, times in ((10, 100), (30, 100), (100, 20), (600, 3)):
        a = invented("ferry", size)
        b = invented("vessel", size)
        wording.edits(a, Span(0, len(a)), b, Span(0, len(b)), language="en")
        began = time.process_time()
        for _ in range(times):
            wording.edits(a, Span(0, len(a)), b, Span(0, len(b)), language="en")
        found[f"{size} x {size} words"] = round((time.process_time() - began) / times * 1000, 2)
    return found


def invented(noun: str, size: int) -> str:
    parts = [
        "The",
        "{}",
        "number",
        "{}",
        "sank",
        "off",
        "the",
        "northern",
        "harbour",
        "while",
        "crews",
        "were",
        "asleep",
    ]
    return " ".join(parts[n % len(parts)].format(noun if n % 3 else n) for n in range(size))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--speed", action="store_true", help="measure speed only")
    options = parser.parse_args()
    measured = {"speed": {"unit": "CPU ms", **speed()}}
    if not options.speed:
        measured["accuracy"] = accuracy(examples(options.path), epochs=options.epochs)
    for name, result in measured.items():
        text = json.dumps(result, indent=1)
        print(name, text)
        (RESULTS / f"wording-{name}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
