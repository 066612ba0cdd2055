"""An index survives being killed at any moment: it holds the old state or the new one.

    python tests/test_store_killed.py 200

kills as often as that and says what was found; the test suite does it a few times.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from compare import store
from compare.model import Article, Document, DocumentId, Passage, Role, Span

#: In the test suite; ten times as many take half a minute.
KILLS = 20
#: Passages of a document, many enough that a change takes a while.
PASSAGES = 120
#: Changes after which the last three documents begin again.
CYCLE = 9


def document(number: int) -> Article:
    """A document that has a passage of its own, and one in common with all others."""
    rng = random.Random(number)
    texts = [f"Tide table {number} of the port of Ostmere for ships below four metres."]
    texts += ["The port authority answers no questions about the tides on a Sunday."]
    texts += [
        " ".join(f"w{rng.randrange(10**6)}" for _ in range(40))
        for _ in range(PASSAGES - len(texts))
    ]
    found, at = [], 0
    for line, text in enumerate(texts, 1):
        found.append(Passage(Span(at, at + len(text)), line, Role.BODY))
        at += len(text) + 1
    path = f"tide-{number}.txt"
    return Article(Document(DocumentId(path), path, "\n".join(texts)), tuple(found))


def change(index: store.Store, step: int) -> None:
    """Change number *step*: two documents are added, then one is removed."""
    if step % 3 == 2:
        index.remove([f"tide-{step - 1}.txt"])
    else:
        index.add([document(step)])


def after(steps: int) -> list[str]:
    """The documents that are there after so many changes."""
    return [f"tide-{n}.txt" for n in range(steps) if n % 3 == 0 or (n % 3 == 1 and n + 1 >= steps)]


def work(path: str, first: int) -> None:
    """Make changes from number *first* on, and say each that is done, until killed."""
    with store.open(path) as index:
        print("ready", flush=True)  # noqa: T201
        for step in range(first, first + 10_000):
            change(index, step)
            print(step + 1, flush=True)  # noqa: T201


def killed_once(path: str, done: int, wait: float) -> int:
    """Kill a process *wait* seconds into its changes; how many changes it said were done."""
    command = [sys.executable, __file__, "--work", path, str(done)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(wait)
    process.kill()
    said = process.communicate()[0].split()
    assert process.returncode == -9
    return int(said[-1]) if said else done


def held(path: str) -> list[str]:
    """The documents of a sound index, each found by its own passage."""
    with store.open(path) as index:
        index.verify()
        paths = [each.path for each in index.documents()]
        for number in range(len(paths) + 3):
            passage = document(3 * number).text_of(document(3 * number).passages[0].span)
            wanted = f"tide-{3 * number}.txt"
            hits = [hit for hit in index.search([passage]).hits if hit.kind == "exact"]
            assert bool(hits) == (wanted in paths)
    return paths


def kill(folder: Path, times: int, seed: int = 1) -> Counter[str]:
    """Kill so often; how often the old state was found, the new one, or one in between."""
    rng = random.Random(seed)
    path = str(folder / "tides.index")
    store.build(path, [document(0)], plain=True)
    done, outcomes = 1, Counter[str]()
    for _ in range(times):
        said = killed_once(path, done, rng.uniform(0.0, 0.25))
        paths = held(path)
        if paths == after(said):
            outcomes["as said"] += 1
            done = said
        else:  # killed after the change, before it could be said
            assert paths == after(said + 1), (said, paths)
            outcomes["one more"] += 1
            done = said + 1
    outcomes["changes"] = done
    return outcomes


def test_an_index_that_is_killed_holds_the_old_state_or_the_new(tmp_path: Path) -> None:
    outcomes = kill(tmp_path, KILLS)
    assert outcomes["as said"] + outcomes["one more"] == KILLS
    # A machine with much else to do makes few changes before it kills; none would prove nothing.
    assert outcomes["changes"] > 2


def test_a_build_that_is_killed_leaves_the_old_index(tmp_path: Path) -> None:
    path = tmp_path / "tides.index"
    store.build(str(path), [document(0)], plain=True)
    code = (
        "import os, signal, sys; from compare import store; sys.path.insert(0, sys.argv[2]);"
        "from test_store_killed import document\n"
        "def some():\n"
        "    yield from (document(n) for n in range(1, 9))\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "store.build(sys.argv[1], some(), plain=True)"
    )
    folder = str(Path(__file__).parent)
    done = subprocess.run([sys.executable, "-c", code, str(path), folder], check=False)
    assert done.returncode == -9
    assert held(str(path)) == ["tide-0.txt"]
    store.build(str(path), [document(3)], plain=True)
    assert held(str(path)) == ["tide-3.txt"]
    assert [each.name for each in tmp_path.iterdir()] == ["tides.index"]


if __name__ == "__main__":
    if sys.argv[1] == "--work":
        work(sys.argv[2], int(sys.argv[3]))
    else:
        with tempfile.TemporaryDirectory() as scratch:
            print(dict(kill(Path(scratch), int(sys.argv[1]))))  # noqa: T201
