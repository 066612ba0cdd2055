"""The labelled stories that the weights of a link are fitted on (see `fit_linking`).

Three kinds: BASIL stories, three outlets each, read for it (`basil_links.tsv`: places and
levels only); invented interviews told by a transcript, an agency, a broadcaster and a club,
each in a translation of its own (`invented/`); the project's own seeds. Stories are run
alone and two together: people compare folders, and passages of two stories never match.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from compare import linking, pipeline, readers
from compare.candidates import candidates
from compare.coincidence import vocabulary
from compare.context import Key
from compare.model import Article, Passage
from compare.options import Options
from compare.windows import Window, windows

ROOT = Path(__file__).resolve().parent.parent
BASIL = ROOT.parent / "shared" / "data" / "basil"
LABELS = ROOT / "benchmarks" / "data" / "basil_links.tsv"
INVENTED = ROOT / "benchmarks" / "data" / "invented"
SEEDS_LABELS = ROOT / "tests" / "data" / "seeds_links.tsv"

#: A passage: its file and line. A level: 3 same statement, 2 partly, 1 a touch, 0 no.
Levels = dict[frozenset[tuple[Path, int]], int]


@dataclass(frozen=True)
class Story:
    """Files of one event, and the levels of their passage pairs; pairs not listed are 0."""

    name: str
    kind: str
    files: tuple[Path, ...]
    levels: Levels


@dataclass(frozen=True)
class Rows:
    """Columns of passage pairs, their labels, and the run, kind, fold and key of each.

    Runs that share a story share a fold, so that no story is on both sides of a split.
    *listed* counts the labelled pairs of level 2 and 3 whose passages take part, by run.
    """

    columns: np.ndarray
    level: np.ndarray
    run: np.ndarray
    kind: np.ndarray
    fold: np.ndarray
    keys: list[Key]
    listed: dict[str, tuple[int, int]]

    def where(self, mask: np.ndarray) -> "Rows":
        """The rows that *mask* keeps."""
        arrays = (self.columns, self.level, self.run, self.kind, self.fold)
        keys = [key for key, kept in zip(self.keys, mask, strict=True) if kept]
        return Rows(*(array[mask] for array in arrays), keys, self.listed)


def rows(model: str, folds: int) -> Rows:
    """Every measured passage pair of every run; *model* is that of the second voice or empty."""
    stories = [*_seeds(), *_invented(), *_basil()]
    parts = [
        _measured(run, number % folds, model)
        for number, group in enumerate(_pairs(stories))
        for run in _runs(group)
    ]
    listed = {run: counts for part in parts for run, counts in part.listed.items()}
    names = ("columns", "level", "run", "kind", "fold")
    arrays = (np.concatenate([getattr(part, name) for part in parts]) for name in names)
    return Rows(*arrays, [key for part in parts for key in part.keys], listed)


def _pairs(stories: Iterable[Story]) -> Iterator[tuple[Story, ...]]:
    """Neighbours of one kind, two and two; an odd one comes alone."""
    by_kind: dict[str, list[Story]] = defaultdict(list)
    for story in stories:
        by_kind[story.kind].append(story)
    for found in by_kind.values():
        yield from (tuple(found[n : n + 2]) for n in range(0, len(found), 2))


def _runs(group: tuple[Story, ...]) -> Iterator[Story]:
    """Each story alone, and all of the group in one run."""
    yield from group
    if len(group) > 1:
        files = tuple(path for story in group for path in story.files)
        levels = {pair: level for story in group for pair, level in story.levels.items()}
        yield Story("+".join(story.name for story in group), group[0].kind, files, levels)


def _measured(story: Story, fold: int, model: str) -> Rows:
    articles = pipeline.divide(readers.read([str(path) for path in story.files]).documents)
    articles = tuple(sorted(articles, key=lambda article: article.document.path))
    options = Options()
    units = windows(articles, options)
    ideas = vocabulary(articles, units)
    found = candidates(articles, units, options, ideas)
    measured = linking.measure(articles, units, found, ideas, model=model)
    keys = [
        (units[a].article, units[a].passage, units[b].article, units[b].passage)
        for a, b in zip(measured.a, measured.b, strict=True)
    ]
    level = [
        story.levels.get(frozenset((_place(articles, *key[:2]), _place(articles, *key[2:]))), 0)
        for key in keys
    ]
    size = len(keys)
    all_rows = Rows(
        measured.columns,
        np.array(level, dtype=int),
        np.full(size, story.name, dtype=object),
        np.full(size, story.kind, dtype=object),
        np.full(size, fold),
        keys,
        {story.name: _listed(articles, units, story.levels)},
    )
    languages = [article.document.language for article in articles]
    return all_rows.where(np.array([languages[a] == languages[b] for a, _, b, _ in keys]))


def _listed(
    articles: tuple[Article, ...], units: tuple[Window, ...], levels: Levels
) -> tuple[int, int]:
    """How many pairs of level 2 and 3 are of passages that take part."""
    taking_part = {_place(articles, unit.article, unit.passage) for unit in units}
    found = [level for pair, level in levels.items() if pair <= taking_part]
    return found.count(2), found.count(3)


def _place(articles: tuple[Article, ...], article: int, passage: int) -> tuple[Path, int]:
    found: Passage = articles[article].passages[passage]
    return Path(articles[article].document.path), found.line


def _seeds() -> Iterator[Story]:
    levels: dict[str, Levels] = defaultdict(dict)
    for row in _table(SEEDS_LABELS):
        places = [row[side].rpartition(":") for side in ("a", "b")]
        pair = frozenset((ROOT / path, int(line)) for path, _, line in places)
        levels[Path(places[0][0]).parent.name][pair] = int(row["level"])
    for name, found in sorted(levels.items()):
        yield Story(name, "seeds", tuple(sorted((ROOT / "seeds" / name).iterdir())), found)


def _invented() -> Iterator[Story]:
    for folder in sorted(path for path in INVENTED.iterdir() if path.is_dir()):
        levels = _levels(folder, _table(folder / "links.tsv"))
        yield Story(folder.name, "invented", tuple(sorted(folder.glob("?.txt"))), levels)


def _basil() -> Iterator[Story]:
    by_story = defaultdict(list)
    for row in _table(LABELS):
        by_story[row["story"]].append(row)
    for name, found in sorted(by_story.items()):
        folder = BASIL / name
        yield Story(name, "basil", tuple(sorted(folder.iterdir())), _levels(folder, found))


def _levels(folder: Path, table: Iterable[dict[str, str]]) -> Levels:
    """Places are given as name of the file without suffix, colon, line."""
    levels: Levels = {}
    for row in table:
        places = (row[side].split(":") for side in ("a", "b"))
        pair = frozenset((folder / f"{name}.txt", int(line)) for name, line in places)
        levels[pair] = int(row["level"])
    return levels


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))
