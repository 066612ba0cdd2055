"""Recall, precision, time and memory of repeats on planted passages, beside other tools.

    python benchmarks/repeats.py --sizes 10000 100000 1000000 --seed 2 --peers PYTHON

Every tool runs in a process of its own and is timed from the first passage read to the last
group in hand. PYTHON is an interpreter that has rensa, datasketch, text-dedup and polars;
without it only our engines run. Results: `benchmarks/results/repeats-*.json` and a plot.
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

RESULTS = Path(__file__).parent / "results"
#: Largest size each tool is run at: beyond, it takes more than ten minutes or the memory.
LIMITS = {"batch": 10**7, "memory": 20_000, "rensa": 10**6, "rensa-16": 10**6,
          "polars": 100_000, "datasketch": 100_000, "text-dedup": 100_000}  # fmt: skip
TIMEOUT = 1200
Lists = list[Sequence[int]]


def passages(folder: Path) -> Iterator[str]:
    """The passages, one a line."""
    with (folder / "passages.txt").open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")


def shingles(line: str, width: int = 3) -> list[str]:
    words = line.lower().replace(".", "").split()
    return [" ".join(words[i : i + width]) for i in range(max(1, len(words) - width + 1))]


def batch(folder: Path) -> Lists:
    from compare.engines.batch import BatchEngine

    groups = BatchEngine().repeats(passages(folder))
    return [[member.passage for member in group.members] for group in groups]


def memory(folder: Path) -> Lists:
    from compare.engines.memory import MemoryEngine

    groups = MemoryEngine().repeats(passages(folder))
    return [[member.passage for member in group.members] for group in groups]


def rensa(folder: Path, bands: int = 32) -> Lists:
    """Candidates of 3-word shingles, 128 permutations; what LSH returns, unverified.

    Asked in slices and packed at once, which is not counted: as lists, the candidates of a
    million passages take 16 GB.
    """
    from rensa import RMinHash, RMinHashLSH

    hashes = RMinHash.from_token_sets(
        [shingles(p) for p in passages(folder)], num_perm=128, seed=42
    )
    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=bands)
    index.insert_many(hashes)
    packed: Lists = []
    for first in range(0, len(hashes), 20_000):
        found = index.query_all(hashes[first : first + 20_000])
        start, before = time.perf_counter(), _cpu()
        packed += (array("I", [n, *one]) for n, one in enumerate(found, first))
        UNCOUNTED["wall"] += time.perf_counter() - start
        UNCOUNTED["cpu"] += _cpu() - before
    return packed


#: What a tool did for our sake only.
UNCOUNTED = {"wall": 0.0, "cpu": 0.0}


def rensa_16(folder: Path) -> Lists:
    """The same with half the bands: faster, for passages more alike."""
    return rensa(folder, 16)


def datasketch(folder: Path) -> Lists:
    """MinHashLSH at 0.5 with 128 permutations of 3-word shingles."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=128)
    sets = [[s.encode() for s in set(shingles(p))] for p in passages(folder)]
    hashes = list(MinHash.generator(sets, num_perm=128))
    with index.insertion_session() as session:
        for number, value in enumerate(hashes):
            session.insert(number, value)
    return [[number, *index.query(value)] for number, value in enumerate(hashes)]


def text_dedup(folder: Path) -> Lists:
    """Its command line at 0.5 with 128 permutations of 3-word shingles; clusters of its forest."""
    import pickle

    with tempfile.TemporaryDirectory() as scratch:
        rows = Path(scratch) / "rows.jsonl"
        with rows.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps({"text": p}) + "\n" for p in passages(folder))
        command = [sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files",
                   str(rows), "--split", "train", "--column", "text", "--output", f"{scratch}/out",
                   "--cache_dir", f"{scratch}/cache", "--ngram", "3", "--threshold", "0.5",
                   "--num_perm", "128", "--debug", "--num_proc", str(os.cpu_count())]  # fmt: skip
        subprocess.run(command, check=True, cwd=scratch, capture_output=True)
        # Our neighbour datasets.py would be taken for the library its pickle needs.
        sys.path[:] = [path for path in sys.path if path != str(Path(__file__).parent)]
        forest = pickle.loads((Path(scratch) / "out" / "uf.pkl").read_bytes())
    clusters = defaultdict(list)
    parents = getattr(forest, "parent", forest)
    for number in parents:
        root = number
        while parents[root] != root:
            root = parents[root]
        clusters[root].append(number)
    return [members for members in clusters.values() if len(members) > 1]


def polars(folder: Path) -> Lists:
    """Self-join on 4-word shingles that stand in 2 to 50 passages; pairs sharing 2 or more."""
    import polars as pl

    rows = [shingles(p, 4) for p in passages(folder)]
    frame = pl.DataFrame({"id": range(len(rows)), "gram": rows}).explode("gram").unique()
    frame = frame.filter(pl.len().over("gram").is_between(2, 50))
    joined = frame.join(frame, on="gram").filter(pl.col("id") < pl.col("id_right"))
    pairs = joined.group_by("id", "id_right").len().filter(pl.col("len") >= 2)
    return [list(pair) for pair in pairs.select("id", "id_right").iter_rows()]


TOOLS: dict[str, Callable[[Path], Lists]] = {
    "batch": batch, "memory": memory, "rensa": rensa, "rensa-16": rensa_16,
    "polars": polars, "datasketch": datasketch, "text-dedup": text_dedup,
}  # fmt: skip
OURS = ("batch", "memory")


def child(tool: str, folder: Path) -> None:
    """Run one tool, and print what it cost and found as JSON."""
    from repeats_scoring import scores  # before a tool changes the path

    if tool == "batch":  # compiled code is loaded, or made, once on a machine
        from compare.engines.batch import BatchEngine

        list(BatchEngine().repeats(["ten ships left the port on monday"] * 2))
    start, before = time.perf_counter(), _cpu()
    groups = TOOLS[tool](folder)
    wall = time.perf_counter() - start - UNCOUNTED["wall"]
    cpu = _cpu() - before - UNCOUNTED["cpu"]
    peak = max(resource.getrusage(who).ru_maxrss for who in _WHO) / 1024
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    cost = {"wall": round(wall, 2), "cpu": round(cpu, 2), "memory_mb": round(peak)}
    print(json.dumps({"tool": tool, "passages": gold["passages"], "seed": gold["seed"], **cost,
                      **scores(groups, gold)}))  # fmt: skip


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _cpu() -> float:
    return sum(getattr(resource.getrusage(w), f) for w in _WHO for f in ("ru_utime", "ru_stime"))


def measure(tool: str, folder: Path, peers: str) -> dict[str, Any]:
    """What one tool cost and found, or why it did not finish."""
    python = sys.executable if tool in OURS else peers
    command = [python, __file__, "--child", tool, str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        return {
            "tool": tool,
            "passages": int(folder.name.split("-")[0]),
            "failed": f"more than {TIMEOUT} s",
        }
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"killed by signal {-done.returncode}"])[-1]
        return {"tool": tool, "passages": int(folder.name.split("-")[0]), "failed": last}
    return json.loads(done.stdout.strip().splitlines()[-1])  # type: ignore[no-any-return]


def growth(rows: Sequence[dict[str, Any]], tool: str, column: str) -> float | None:
    """The exponent of *column* over passages: the slope of a line through the logarithms."""
    points = [(math.log(r["passages"]), math.log(r[column])) for r in rows
              if r["tool"] == tool and "failed" not in r]  # fmt: skip
    if len(points) < 2:
        return None
    mx, my = (sum(p[k] for p in points) / len(points) for k in (0, 1))
    slope = sum((x - mx) * (y - my) for x, y in points) / sum((x - mx) ** 2 for x, _ in points)
    return round(slope, 3)


def plot(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Wall time over passages, both on logarithmic axes, as SVG."""
    done = [row for row in rows if "failed" not in row]
    marks, names = [], sorted({row["tool"] for row in done})
    for n, name in enumerate(names):
        points = sorted((row["passages"], row["wall"]) for row in done if row["tool"] == name)
        at = [
            (90 + 170 * (math.log10(x) - 4), 320 - 70 * (math.log10(max(y, 0.1)) + 1))
            for x, y in points
        ]
        line = " ".join(f"{x:.0f},{y:.0f}" for x, y in at)
        dash = f"{2 + 3 * n},{n}" if n else "none"
        marks.append(
            f'<polyline points="{line}" fill="none" stroke="black" stroke-dasharray="{dash}"/>'
        )
        marks += [f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3"/>' for x, y in at]
        marks.append(
            f'<text x="{at[-1][0] + 8:.0f}" y="{at[-1][1] + 4 - 9 * (n % 2):.0f}">{name}</text>'
        )
    for power in (4, 5, 6):
        marks.append(f'<text x="{75 + 170 * (power - 4)}" y="345">{10**power:,}</text>')
    for power in (-1, 0, 1, 2, 3):
        marks.append(f'<text x="20" y="{324 - 70 * (power + 1)}">{10.0**power:g} s</text>')
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="560" height="370" font-family="sans-serif" '
        'font-size="12"><title>Wall time of finding repeats, by passages</title>'
        + "".join(marks) + "</svg>\n", encoding="utf-8")  # fmt: skip


def main() -> None:
    """Generate, measure, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--peers", default="")
    parser.add_argument("--tools", nargs="+", default=list(TOOLS))
    parser.add_argument("--corpora", type=Path, default=Path(tempfile.gettempdir()) / "repeats")
    parser.add_argument("--child", nargs=2)
    given = parser.parse_args()
    if given.child:
        child(given.child[0], Path(given.child[1]))
        return
    for size in given.sizes:
        folder = given.corpora / f"{size}-{given.seed}"
        if not (folder / "gold.json").exists():
            import repeats_generator

            repeats_generator.write(size, given.seed, folder)
        for tool in given.tools:
            if size <= LIMITS[tool] and (given.peers or tool in OURS):
                load = round(os.getloadavg()[0], 1)
                row = {**measure(tool, folder, given.peers), "load_before": load}
                print(json.dumps(row), flush=True)
                record(row, given.seed)


def record(row: dict[str, Any], seed: int) -> None:
    """Put a row into the results in place of an older one, and draw the plot again."""
    path = RESULTS / f"repeats-seed{seed}.json"
    rows = json.loads(path.read_text("utf-8"))["rows"] if path.exists() else []
    key = (row["tool"], row["passages"])
    rows = [old for old in rows if (old["tool"], old["passages"]) != key] + [row]
    rows.sort(key=lambda one: (one["passages"], list(TOOLS).index(one["tool"])))
    exponents = {
        column: {tool: growth(rows, tool, column) for tool in TOOLS} for column in ("wall", "cpu")
    }
    text = json.dumps({"cores": os.cpu_count(), "growth": exponents, "rows": rows}, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    plot(rows, path.with_suffix(".svg"))


if __name__ == "__main__":
    main()
