"""The stored corpus at a million passages: what it finds, and what it costs.

    python benchmarks/store.py --size 1000000 --seed 2

Some documents of 30 passages are held out of the corpus of `repeats_generator` and asked
about. They are near copies, parts and copies of stored passages, copies of wire stories,
standing text, and text that stands nowhere else. The same documents and the corpus are
given to the engine `batch` together, and both are scored alike. Times are of whole
processes, each beside one of `python -c pass`. Results: `benchmarks/results/store.json`.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from repeats_generator import generate, text

from compare import store
from compare.model import Article, Document, DocumentId, Passage, Role, Span

RESULTS = Path(__file__).parent / "results" / "store.json"
DOCUMENTS, PASSAGES = 20, 30
#: Of the passages of an asked document, how many are of which kind; the rest stand once.
MIXTURE = {"exact": 3, "near": 8, "contained": 6, "wire": 5, "boilerplate": 2}
#: Passages in a stored document.
IN_DOCUMENT = 10
RUNS = 15

Json = dict[str, Any]


class Planted:
    """A corpus, the documents held out of it, and what each held-out passage repeats."""

    def __init__(self, size: int, seed: int) -> None:
        corpus, known, _ = generate(size + DOCUMENTS * PASSAGES, seed)
        self.texts = [text(words, known) for words in corpus.passages]
        self.family = [set(each) for each in corpus.family]
        self.kind: dict[int, str] = {}
        self.source: dict[int, int] = {}
        chosen = list(self._chosen(corpus, random.Random(seed)))
        self.asked = [chosen[n : n + PASSAGES] for n in range(0, len(chosen), PASSAGES)]
        held = set(chosen)
        self.stored = [n for n in range(len(self.texts)) if n not in held]

    def _chosen(self, corpus: Any, rng: random.Random) -> Iterator[int]:
        """Passages to be asked about, a document's together."""
        pairs = {kind: list(found) for kind, found in corpus.pairs.items()}
        clusters = {kind: list(found) for kind, found in corpus.clusters.items()}
        planted = {n for found in pairs.values() for pair in found for n in pair}
        planted |= {n for found in clusters.values() for members in found for n in members}
        alone = [n for n in range(len(self.texts)) if n not in planted]
        for kind in pairs:
            rng.shuffle(pairs[kind])
        for _ in range(DOCUMENTS):
            told: set[int] = set()  # no document tells a story twice
            for kind, count in MIXTURE.items():
                for _ in range(count):
                    if kind in pairs:
                        source, copy = pairs[kind].pop()
                        self.source[copy] = source
                    else:
                        copy = self._member(clusters[kind], rng, told)
                    self.kind[copy] = kind
                    yield copy
            for _ in range(PASSAGES - sum(MIXTURE.values())):
                copy = alone.pop(rng.randrange(len(alone)))
                self.kind[copy] = "alone"
                yield copy

    def _member(self, clusters: list[list[int]], rng: random.Random, told: set[int]) -> int:
        """A passage of a cluster of which enough is left to be found."""
        while True:
            members = rng.choice(clusters)
            left = [n for n in members if n not in self.kind]
            if len(left) > 2 and members[0] not in told:
                told.add(members[0])
                return rng.choice(left)

    def articles(self) -> Iterator[Article]:
        """The stored documents."""
        for first in range(0, len(self.stored), IN_DOCUMENT):
            yield article(f"corpus/{first:07}.txt", self.passages(first))

    def passages(self, first: int) -> list[str]:
        """Those of a stored document."""
        return [self.texts[n] for n in self.stored[first : first + IN_DOCUMENT]]

    def stored_at(self, path: str, line: int) -> int:
        """The passage that stands there."""
        return self.stored[int(path[-11:-4]) + line // 2]


def article(path: str, passages: Sequence[str]) -> Article:
    """A document of *passages*, one a line, with empty lines between."""
    found, at = [], 0
    for number, each in enumerate(passages):
        found.append(Passage(Span(at, at + len(each)), 2 * number + 1, Role.BODY))
        at += len(each) + 2
    document = Document(DocumentId(path), path, "\n\n".join(passages))
    return Article(document, tuple(found))


Found = dict[int, set[int]]


def by_store(planted: Planted, index: str) -> tuple[Found, float]:
    """For each asked passage the stored ones it repeats; and milliseconds a document."""
    found: Found = defaultdict(set)
    start = time.perf_counter()
    for document in planted.asked:
        with store.open(index) as opened:
            answer = opened.search([planted.texts[n] for n in document])
        for hit in answer.hits:
            places = ((place.document.path, place.line) for place in hit.places)
            found[document[hit.passage]].update(planted.stored_at(*each) for each in places)
    return found, 1000 * (time.perf_counter() - start) / len(planted.asked)


def by_batch(planted: Planted) -> Found:
    """The same by a full run over the corpus and the asked documents."""
    from compare.engines.batch import BatchEngine

    order = [*planted.stored, *(n for document in planted.asked for n in document)]
    first = len(planted.stored)
    found: Found = defaultdict(set)
    for group in BatchEngine().repeats(planted.texts[n] for n in order):
        members = {member.passage for member in group.members}
        for asked in (n for n in members if n >= first):
            found[order[asked]].update(order[n] for n in members if n < first)
    return found


def recalls(planted: Planted, found: Found) -> Json:
    """Of each kind the share of asked passages whose source, or family, was found; precision."""
    right: dict[str, list[bool]] = defaultdict(list)
    for asked, kind in planted.kind.items():
        if asked in planted.source:
            right[kind].append(planted.source[asked] in found[asked])
        elif kind != "alone":
            family = planted.family[asked]
            right[kind].append(any(family & planted.family[n] for n in found[asked]))
    pairs = [bool(planted.family[a] & planted.family[b]) for a, bs in found.items() for b in bs]
    shares = {kind: round(statistics.mean(each), 4) for kind, each in sorted(right.items())}
    return {**shares, "precision": round(statistics.mean(pairs), 4), "pairs": len(pairs)}


def beside_pass(command: Sequence[str], environment: Json) -> Json:
    """Milliseconds of *command* and of `python -c pass`, by turns: the median of each."""
    bare = [sys.executable, "-c", "pass"]
    times: dict[str, list[float]] = {"command": [], "pass": []}
    for turn in range(RUNS + 2):
        for name, each in (("command", command), ("pass", bare)):
            start = time.perf_counter()
            done = subprocess.run(each, env=environment, capture_output=True, check=False)
            took = 1000 * (time.perf_counter() - start)
            if done.returncode not in (0, 1):
                raise SystemExit(done.stderr.decode())
            if turn > 1:  # the first ones warm the page cache and write bytecode
                times[name].append(took)
    medians = {f"{name}_ms": round(statistics.median(each), 1) for name, each in times.items()}
    ratios = [a / b for a, b in zip(times["command"], times["pass"], strict=True)]
    return {**medians, "ratio": round(statistics.median(ratios), 2),
            "ratio_worst": round(max(ratios), 2)}  # fmt: skip


QUESTION = (
    "import sys; from compare import store; "
    "passages = open(sys.argv[2], encoding='utf-8').read().split('\\n\\n'); "
    "print(len(store.open(sys.argv[1]).search(passages).hits))"
)


def unadded(index: str) -> None:
    """Take out of an index that was kept what an earlier run added."""
    with store.open(index) as opened:
        new = [each.path for each in opened.documents() if not each.path.startswith("corpus/")]
        if new:
            opened.remove(new)


def processes(planted: Planted, index: str, folder: Path) -> Json:
    """What whole processes take: the store alone, `compare check`, and `compare index add`."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    path = folder / "asked.txt"
    path.write_text("\n\n".join(planted.texts[n] for n in planted.asked[0]), encoding="utf-8")
    python = [sys.executable, "-m", "compare"]
    check = [*python, "check", "--isolated", "--new", str(path), "--against", index]
    return {
        "store alone": beside_pass([sys.executable, "-c", QUESTION, index, str(path)], environment),
        "compare check": beside_pass(check, environment),
        "compare index add": added(planted, [*python, "index", "add", index], folder, environment),
    }


def added(planted: Planted, command: Sequence[str], folder: Path, environment: Json) -> Json:
    """Seconds to add the asked documents one by one, as whole processes."""
    times = []
    for number, document in enumerate(planted.asked):
        path = folder / f"new-{number}.txt"
        path.write_text("\n\n".join(planted.texts[n] for n in document), encoding="utf-8")
        start = time.perf_counter()
        subprocess.run([*command, str(path)], env=environment, capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    return {"median_s": round(statistics.median(times), 3), "worst_s": round(max(times), 3)}


def main() -> None:
    """Build, ask, add, and write what was measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="keep the index here, for another run")
    given = parser.parse_args()
    planted = Planted(given.size, given.seed)
    with tempfile.TemporaryDirectory() as scratch:
        row = measured(planted, given.folder or Path(scratch))
    row = {"passages": given.size, "seed": given.seed, "load": round(os.getloadavg()[0], 1), **row}
    print(json.dumps(row, indent=1))
    rows = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else []
    rows = [old for old in rows if old["passages"] != given.size or old["seed"] != given.seed]
    rows = sorted([*rows, row], key=lambda one: (one["passages"], one["seed"]))
    RESULTS.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def measured(planted: Planted, folder: Path) -> Json:
    """Everything about one corpus."""
    index = str(folder / "corpus.index")
    start = time.perf_counter()
    built = None
    if not Path(index).exists():
        store.build(index, planted.articles())
        built = round(time.perf_counter() - start, 1)
    unadded(index)
    with store.open(index) as opened:
        info = opened.info()
    found, milliseconds = by_store(planted, index)
    row = {
        "build_s": built,
        "size_by_text": round(info.size / info.text, 3),
        "search_ms": round(milliseconds, 1),
        "store": recalls(planted, found),
        "batch": recalls(planted, by_batch(planted)),
        **processes(planted, index, folder),
    }
    with store.open(index) as opened:
        row["size_by_text_after_add"] = round(opened.info().size / opened.info().text, 3)
    return row


if __name__ == "__main__":
    main()
