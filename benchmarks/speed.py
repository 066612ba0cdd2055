"""How long the program takes as a whole process, beside an empty Python, and on what.

    python benchmarks/speed.py [--runs 7] [--output benchmarks/results]

Runs `compare --help`, and `compare show` on the seeds and on the five articles in
`../shared/seeds` when they are there, on two cores. Figures are CPU time (user and system)
of the whole process and of the second one it may have, the least of several runs, because
others may load the machine; beside it the seconds that passed, which two cores shorten. The
ratio is against `python -c pass` in the same rounds. Stages come from the same work in a
process of its own, the least of each over the runs; their sum leaves out click and the end
of the process. The first run of each, which compiles, does not count. Writes `speed.json`.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: How many cores the processes may use.
CORES = 2

Stages = dict[str, float]


def inputs() -> dict[str, list[str]]:
    """What is compared, by name; the articles only when they are there."""
    articles = sorted(map(str, (ROOT.parent / "shared" / "seeds").glob("*.txt")))
    return {"seeds": [str(ROOT / "seeds")]} | ({"five articles": articles} if articles else {})


def commands() -> dict[str, list[str]]:
    """The arguments of Python for every process that is timed, the empty one first."""
    shown = {f"show {name}": ["show", *paths] for name, paths in inputs().items()}
    run = {"--help": ["--help"]} | shown
    ours = {f"compare {name}": ["-m", "compare", *given] for name, given in run.items()}
    return {"python -c pass": ["-c", "pass"]} | ours


def timed(arguments: Sequence[str]) -> tuple[float, float]:
    """CPU seconds of one Python process with *arguments*, and the seconds that passed."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, cwd=ROOT, env=environment()
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"speed: failed: python {' '.join(arguments)}")
    return used.ru_utime + used.ru_stime, time.perf_counter() - began


def environment() -> dict[str, str]:
    """Ours, but this checkout is what is measured, and its bytecode may be kept."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(ROOT / "src")}


def processes(runs: int) -> tuple[Stages, Stages]:
    """The least CPU seconds of every command, run in turn, and the least that passed."""
    wanted = commands()
    for arguments in wanted.values():
        timed(arguments)
    rounds = [{name: timed(given) for name, given in wanted.items()} for _ in range(runs)]
    used = {name: min(each[name][0] for each in rounds) for name in wanted}
    return used, {name: min(each[name][1] for each in rounds) for name in wanted}


def stages(paths: Sequence[str], runs: int) -> Stages:
    """The least CPU seconds of every stage, each run in a process of its own."""
    command = [sys.executable, __file__, "--stages", *paths]
    found = [
        json.loads(subprocess.check_output(command, cwd=ROOT, env=environment()))
        for _ in range(runs)
    ]
    return {stage: min(each[stage] for each in found) for stage in found[0]}


def staged(paths: Sequence[str]) -> Stages:
    """CPU seconds of every stage of `compare show` on *paths*, in this process."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    marks = [("start of Python", 0.0), ("imports", time.process_time())]
    from compare import api, pipeline, readers, reports
    from compare.cli import synopsis  # noqa: F401 - what the command imports
    from compare.options import Options
    from compare.selection import select

    def mark(stage: str) -> None:
        marks.append((stage, time.process_time()))

    options = Options()
    mark("reading")
    documents = readers.read(paths).documents
    mark("dividing")
    found = api.Read(pipeline.divide(documents), (), ())
    result = select(api.result_of(found, options, progress=mark, repeated=False), options)
    mark("report")
    reports.write(result, options, "text", StringIO(), color=False)
    mark("end")
    following = marks[1:]
    return {stage: end - start for (stage, start), (_, end) in zip(marks, following, strict=False)}


def table(figures: Stages, base: float) -> str:
    """One line a figure: milliseconds, and how often `python -c pass` fits into it."""
    lines = (f"{name:28} {1e3 * s:8.0f} ms {s / base:8.1f} x" for name, s in figures.items())
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results")
    parser.add_argument("--stages", nargs="+", metavar="PATH", help="one process's stages, as JSON")
    options = parser.parse_args()
    if options.stages:
        print(json.dumps(staged(options.stages)))
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    whole, passed = processes(options.runs)
    base = whole["python -c pass"]
    print(table(whole, base))
    print("\nseconds that passed:", _rounded(passed))
    parts = {name: stages(paths, options.runs) for name, paths in inputs().items()}
    for name, figures in parts.items():
        print(f"\n{name}, by stage\n{table(figures, base)}")
    report = {
        "unit": "CPU seconds (user and system), least of the runs",
        "python": sys.version.split()[0],
        "cores": CORES,
        "runs": options.runs,
        "load": round(os.getloadavg()[0], 1),
        "whole process": _rounded(whole),
        "seconds that passed": _rounded(passed),
        "times python -c pass": {name: round(s / base, 1) for name, s in whole.items()},
        "stages": {name: _rounded(figures) for name, figures in parts.items()},
    }
    options.output.mkdir(exist_ok=True)
    (options.output / "speed.json").write_text(json.dumps(report, indent=1) + "\n", "utf-8")


def _rounded(figures: Stages) -> Stages:
    return {name: round(seconds, 4) for name, seconds in figures.items()}


if __name__ == "__main__":
    main()
