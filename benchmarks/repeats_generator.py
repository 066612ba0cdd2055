"""Invented passages with planted repeats, and the gold: the same for the same seed.

Words are made of syllables and drawn by Zipf's law, with a stock of set phrases, so that
seeds of frequent words recur by chance as they do in print. Nothing here is an article.

    python benchmarks/repeats_generator.py 10000 --seed 1 -o FOLDER
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.random import Generator

VOCABULARY = 60_000
PHRASES = 3_000
#: Share of all passages that each kind makes up; the rest stands once.
SHARES = {"exact": 0.03, "near": 0.04, "contained": 0.03, "wire": 0.08}
NEAR_EDITS = (0.05, 0.30)
#: Each copy of a wire story against the story, which itself is not printed: two copies
#: differ by up to twice as much.
WIRE_EDITS = (0.05, 0.20)
WIRE_COPIES = (3, 200)
CONTAINED_WORDS = (15, 60)
PASSAGES_IN_DOCUMENT = 10
#: Standing texts of each sort, and the share of documents that have one.
STANDING = 12
STANDING_SHARE = (0.01, 0.05)

Words = np.ndarray


@dataclass
class Corpus:
    """Passages as word numbers, the document of each, and what was planted.

    *family*[n] are the numbers of the planted texts that passage n has a part of. *pairs*
    has (source, copy) for each kind, *clusters* the members for each kind.
    """

    passages: list[Words] = field(default_factory=list)
    family: list[list[int]] = field(default_factory=list)
    pairs: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    clusters: dict[str, list[list[int]]] = field(default_factory=dict)
    texts: int = 0

    def add(self, words: Words, *families: int) -> int:
        """Append a passage; its number."""
        self.passages.append(words)
        self.family.append(list(families))
        return len(self.passages) - 1

    def text(self) -> int:
        """The number of a new planted text."""
        self.texts += 1
        return self.texts


def vocabulary(rng: Generator) -> list[str]:
    """Distinct invented words, frequent ones short."""
    onsets = [*"bdfghklmnprstvz", "st", "tr", "pl"]
    vowels = [*"aeiou", "ai", "ou"]
    syllables = [onset + vowel for onset in onsets for vowel in vowels]
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        length = 1 + min(3, len(found) // 100 + int(rng.integers(0, 2)))
        found["".join(rng.choice(syllables, length))] = None
    return list(found)


class Writer:
    """Draws words by rank: the probability of rank r goes with 1 / (r + 2.7)."""

    def __init__(self, rng: Generator) -> None:
        self.rng = rng
        weights = 1 / (np.arange(VOCABULARY) + 2.7)
        self._bounds = np.cumsum(weights / weights.sum())
        self._phrases = [self.draw(int(rng.integers(3, 7))) for _ in range(PHRASES)]

    def draw(self, count: int) -> Words:
        """*count* words that follow one another by chance."""
        return np.searchsorted(self._bounds, self.rng.random(count)).clip(0, VOCABULARY - 1)

    def prose(self, count: int) -> Words:
        """About *count* words, every tenth the beginning of a set phrase."""
        words = self.draw(count)
        for at in np.flatnonzero(self.rng.random(count) < 0.03):
            phrase = self._phrases[int(PHRASES * self.rng.random() ** 3)]
            words[at : at + len(phrase)] = phrase[: count - at]
        return words

    def length(self) -> int:
        """Words of a passage: 12 to 200, half of them under 45."""
        return int(np.clip(self.rng.lognormal(3.8, 0.55), 12, 200))

    def edited(self, words: Words, share: float) -> Words:
        """*words* with that share replaced, left out, or something put in before them."""
        changed = self.rng.random(len(words)) < share
        kinds = self.rng.random(len(words))
        new = self.draw(len(words))
        return np.array(list(_apply(words, changed, kinds, new)), dtype=np.int64)


def _apply(words: Words, changed: Words, kinds: Words, new: Words) -> Iterator[int]:
    for word, change, kind, other in zip(words, changed, kinds, new, strict=True):
        if not change:
            yield int(word)
        elif kind < 0.6:
            yield int(other)
        elif kind < 0.8:
            yield int(other)
            yield int(word)


def generate(size: int, seed: int) -> tuple[Corpus, list[str], Words]:
    """About *size* passages in documents: the corpus, its vocabulary, documents by passage."""
    rng = np.random.default_rng(seed)
    known = vocabulary(rng)
    writer, corpus = Writer(rng), Corpus()
    for kind, plant in (("exact", exact), ("near", near), ("contained", contained)):
        corpus.pairs[kind] = [plant(writer, corpus) for _ in range(int(SHARES[kind] * size))]
    corpus.clusters["wire"] = list(wires(writer, corpus, int(SHARES["wire"] * size)))
    documents = size // PASSAGES_IN_DOCUMENT
    for kind, slots in (("boilerplate", False), ("slot boilerplate", True)):
        corpus.clusters[kind] = [
            standing(writer, corpus, documents, slots=slots, appended=n % 3 == 2)
            for n in range(STANDING)
        ]
    while len(corpus.passages) < size:
        corpus.add(writer.prose(writer.length()), corpus.text())
    return shuffled(corpus, rng), known, np.arange(len(corpus.passages)) // PASSAGES_IN_DOCUMENT


def exact(writer: Writer, corpus: Corpus) -> tuple[int, int]:
    """A passage and the same again."""
    words, text = writer.prose(writer.length()), corpus.text()
    return corpus.add(words, text), corpus.add(words, text)


def near(writer: Writer, corpus: Corpus) -> tuple[int, int]:
    """A passage and an edited copy."""
    words, text = writer.prose(writer.length()), corpus.text()
    share = writer.rng.uniform(*NEAR_EDITS)
    return corpus.add(words, text), corpus.add(writer.edited(words, share), text)


def contained(writer: Writer, corpus: Corpus) -> tuple[int, int]:
    """A passage, and a stretch of it alone or, every other time, within other words."""
    count = int(writer.rng.integers(CONTAINED_WORDS[0], CONTAINED_WORDS[1] + 1))
    words, text = writer.prose(count + writer.length()), corpus.text()
    at = int(writer.rng.integers(0, len(words) - count + 1))
    stretch, families = words[at : at + count], [text]
    if writer.rng.random() < 0.5:
        before, after = writer.prose(writer.length()), writer.prose(writer.length())
        stretch, families = np.concatenate((before, stretch, after)), [text, corpus.text()]
    return corpus.add(words, text), corpus.add(stretch, *families)


def wires(writer: Writer, corpus: Corpus, size: int) -> Iterator[list[int]]:
    """Stories in 3 to 200 copies, all edited; small ones as often as large ones by order."""
    left = size
    while left > 0:
        low, high = np.log(WIRE_COPIES)
        copies = int(np.exp(writer.rng.uniform(low, high)) + 0.5)
        story, text = writer.prose(max(20, writer.length())), corpus.text()
        shares = writer.rng.uniform(*WIRE_EDITS, copies)
        yield [corpus.add(writer.edited(story, share), text) for share in shares]
        left -= copies


def standing(
    writer: Writer, corpus: Corpus, documents: int, *, slots: bool, appended: bool
) -> list[int]:
    """A standing text in 1 to 5 % of the documents, alone or at the end of other words."""
    words, text = writer.draw(int(writer.rng.integers(12, 40))), corpus.text()
    holes = writer.rng.choice(len(words) - 4, max(1, len(words) // 12), replace=False)
    copies = max(3, int(writer.rng.uniform(*STANDING_SHARE) * documents))
    members = []
    for _ in range(copies):
        printed, families = words.copy(), [text]
        if slots:
            printed[holes] = writer.rng.integers(1000, VOCABULARY, len(holes))
        if appended:
            printed = np.concatenate((writer.prose(writer.length()), printed))
            families.append(corpus.text())
        members.append(corpus.add(printed, *families))
    return members


def shuffled(corpus: Corpus, rng: Generator) -> Corpus:
    """The same corpus with its passages in another order."""
    order = rng.permutation(len(corpus.passages))
    new = np.empty_like(order)
    new[order] = np.arange(len(order))
    return Corpus(
        [corpus.passages[n] for n in order],
        [corpus.family[n] for n in order],
        {
            kind: [(int(new[a]), int(new[b])) for a, b in pairs]
            for kind, pairs in corpus.pairs.items()
        },
        {
            kind: [[int(new[n]) for n in members] for members in clusters]
            for kind, clusters in corpus.clusters.items()
        },
        corpus.texts,
    )


def text(words: Words, known: list[str]) -> str:
    """The passage as print, with a full stop about every twentieth word."""
    return " ".join(
        known[n] if (n + at) % 20 else f"{known[n]}." for at, n in enumerate(words.tolist())
    )


def write(size: int, seed: int, folder: Path) -> None:
    """One passage a line in `passages.txt`; the gold in `gold.json`."""
    corpus, known, documents = generate(size, seed)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "passages.txt").open("w", encoding="utf-8") as file:
        file.writelines(f"{text(words, known)}\n" for words in corpus.passages)
    gold = {
        "seed": seed,
        "passages": len(corpus.passages),
        "documents": int(documents[-1]) + 1,
        "pairs": corpus.pairs,
        "clusters": corpus.clusters,
        "family": corpus.family,
    }
    (folder / "gold.json").write_text(json.dumps(gold), encoding="utf-8")


def main() -> None:
    """Write a corpus."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("size", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    write(given.size, given.seed, given.output)


if __name__ == "__main__":
    main()
