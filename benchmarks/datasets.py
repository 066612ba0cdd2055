"""The labelled sets beside the project, as pairs of texts with 0/1 labels and groups.

A group is a topic or story; splits never cut one. Nothing is fitted or measured here.
The folder is `../shared/data`; none of its text is ever written anywhere.
"""

import csv
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@dataclass(frozen=True, slots=True)
class Labelled:
    """Pairs with labels; *group* names the topic or story, *part* is train or dev."""

    name: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    label: NDArray[np.int64]
    group: NDArray[np.str_]
    part: NDArray[np.str_]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The texts side by side."""
        return list(zip(self.a, self.b, strict=True))

    def rows(self, mask: NDArray[np.bool_]) -> "Labelled":
        """The pairs where *mask* holds."""
        kept = np.flatnonzero(mask)
        a, b = (tuple(side[index] for index in kept) for side in (self.a, self.b))
        return Labelled(self.name, a, b, self.label[kept], self.group[kept], self.part[kept])


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _labelled(name: str, rows: Iterator[tuple[str, str, int, str, str]]) -> Labelled:
    a, b, label, group, part = zip(*rows, strict=True)
    return Labelled(name, a, b, np.array(label), np.array(group), np.array(part))


def ecbplus() -> Labelled:
    rows = table("ecbplus_pairs.tsv")
    return _labelled(
        "ecbplus",
        ((r["text_a"], r["text_b"], int(r["label"]), r["topic"], r["split"]) for r in rows),
    )


def msrp() -> Labelled:
    rows = table("msrp_pairs.tsv")
    return _labelled(
        "msrp", ((r["text_a"], r["text_b"], int(r["label"]), r["id"], "train") for r in rows)
    )


def paraphraser_ru() -> Labelled:
    """Loose: a strict or loose paraphrase (1, 0) against none (-1)."""
    rows = table("paraphraser_ru.tsv")
    return _labelled(
        "paraphraser_ru",
        ((r["text_a"], r["text_b"], int(int(r["class"]) >= 0), r["id"], "train") for r in rows),
    )


def basil() -> Labelled:
    """Same or partly the same (2-3) against neither (0-1), by the mean of two readers.

    Where the readers fall on different sides and the mean is 1.5, the pair is left out.
    """
    rows = [r for r in table("basil_pairs.tsv") if int(r["label_1"]) + int(r["label_2"]) != 3]
    return _labelled(
        "basil",
        (
            (
                r["text_a"],
                r["text_b"],
                int(int(r["label_1"]) + int(r["label_2"]) > 3),
                r["story"],
                "train",
            )
            for r in rows
        ),
    )


def superpal() -> Labelled:
    """Aligned sentences against all other summary-source pairs of the same topic."""

    def pairs() -> Iterator[tuple[str, str, int, str, str]]:
        rows = table("superpal_spans.tsv")
        for topic in sorted({r["topic"] for r in rows}):
            here = [r for r in rows if r["topic"] == topic]
            aligned = {(r["sum_sentence"], r["doc_sentence"]) for r in here}
            for a in sorted({r["sum_sentence"] for r in here}):
                for b in sorted({r["doc_sentence"] for r in here}):
                    yield a, b, int((a, b) in aligned), topic, "train"

    return _labelled("superpal", pairs())


SETS: dict[str, Callable[[], Labelled]] = {
    "ecbplus": ecbplus,
    "superpal": superpal,
    "msrp": msrp,
    "paraphraser_ru": paraphraser_ru,
    "basil": basil,
}


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows of one to three sentences of a story's articles, and labelled pairs of them."""

    story: str
    texts: tuple[str, ...]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    label: NDArray[np.int64]
    weight: NDArray[np.float64]


_SENTENCE = re.compile(r"""(?<=[.!?”"])\s+(?=[A-Z“"'‘«])""")


def articles(story: str) -> dict[str, list[str]]:
    """The sentences of each outlet's article of a story."""
    found = {}
    for path in sorted((FOLDER / "basil" / story).glob("*.txt")):
        text = path.read_text("utf-8").split("---", 2)[-1]
        lines = (part.strip() for line in text.splitlines() for part in _SENTENCE.split(line))
        found[path.stem] = [line for line in lines if line]
    return found


def basil_windows(*, seed: int = 0, unlike: int = 150) -> Iterator[Windows]:
    """Labelled sentence pairs with up to two neighbours, and windows of other stories.

    A pair keeps its label when neighbours are added. Windows of the most similar *other*
    story are certain negatives; unlabelled pairs of one story are not, and are not used.
    """
    chance = random.Random(seed)
    rows = table("basil_pairs.tsv")
    stories = sorted({row["story"] for row in rows})
    texts = {story: articles(story) for story in stories}
    bags = {
        s: {w.lower() for t in texts[s].values() for x in t for w in x.split()} for s in stories
    }
    for story in stories:
        other = max(
            (s for s in stories if s != story),
            key=lambda s: (len(bags[s] & bags[story]) / len(bags[s]) ** 0.5, s),
        )
        labelled = [row for row in rows if row["story"] == story]
        yield _windows(story, labelled, texts[story], texts[other], chance, unlike)


def _windows(
    story: str,
    labelled: list[dict[str, str]],
    here: dict[str, list[str]],
    there: dict[str, list[str]],
    chance: random.Random,
    unlike: int,
) -> Windows:
    numbers: dict[str, int] = {}
    rows: list[tuple[int, int, int, float]] = []

    def window(sentences: list[str], start: int, stop: int) -> int:
        return numbers.setdefault(" ".join(sentences[start:stop]), len(numbers))

    for row in labelled:
        total = int(row["label_1"]) + int(row["label_2"])
        a, b = here.get(row["outlet_a"], []), here.get(row["outlet_b"], [])
        i, j = _place(a, row["text_a"]), _place(b, row["text_b"])
        if i is None or j is None or total == 3:
            continue
        around = [(p, q) for p in _around(len(a), i) for q in _around(len(b), j)]
        chance.shuffle(around)
        chosen = [((i, i + 1), (j, j + 1)), *around[:5]]
        rows += [(window(a, *p), window(b, *q), int(total > 3), 1 / len(chosen)) for p, q in chosen]
    for a in here.values():
        for b in there.values():
            for _ in range(unlike):
                p, q = (chance.randrange(len(side)) for side in (a, b))
                wide = chance.choice((1, 2, 3)), chance.choice((1, 2, 3))
                rows.append((window(a, p, p + wide[0]), window(b, q, q + wide[1]), 0, 1.0))
    for sentences in here.values():
        for start in range(len(sentences)):
            for size in (1, 2, 3):
                window(sentences, start, start + size)
    left, right, label, weight = (np.array(column) for column in zip(*rows, strict=True))
    return Windows(story, tuple(numbers), left, right, label, weight)


def _place(sentences: list[str], text: str) -> int | None:
    found = (
        index
        for index, sentence in enumerate(sentences)
        if text[:60] in sentence or (len(sentence) > 20 and sentence[:60] in text)
    )
    return next(found, None)


def _around(count: int, index: int) -> list[tuple[int, int]]:
    """Windows of one to three sentences, within *count*, that hold the one at *index*."""
    return [
        (start, start + size)
        for size in (1, 2, 3)
        for start in range(max(0, index - size + 1), index + 1)
        if start + size <= count
    ]
