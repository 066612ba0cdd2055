"""A second process does part of the work: the result, the errors and what is left behind."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from compare import beside

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
SOURCE = Path(beside.__file__).resolve().parent.parent

if sys.platform != "linux":
    pytest.skip("only on Linux is there a second process", allow_module_level=True)

CORES = sorted(os.sched_getaffinity(0))

#: The tests run beside threads, and a second process does not: so each has a program of its own.
two_cores = pytest.mark.skipif(len(CORES) < 2, reason="there is but one core")


def run(
    script: str, *arguments: str, cores: int = 2, cache: Path | None = None
) -> subprocess.CompletedProcess[str]:
    # An empty value counts as none: byte code is written then, and what goes with it.
    kept = {"PYTHONPYCACHEPREFIX": str(cache), "PYTHONDONTWRITEBYTECODE": ""} if cache else {}
    bind = f"import os; os.sched_setaffinity(0, {CORES[:cores]})\n"
    return subprocess.run(
        [sys.executable, "-c", bind + script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(SOURCE), **kept},
        timeout=300,
    )


#: The program, which says at the end whether there was a second process.
PROGRAM = """
import sys
from compare import beside, cli, linker, patterns
begun, begin = [], beside.begin
linker.begin = lambda work: begun.append(begin(work)) or begun[-1]
code = cli.run(sys.argv[1:])
patterns.keep()
print(bool(begun[0]), code, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def inputs() -> list[str]:
    return stories("harbour")


def stories(name: str) -> list[str]:
    found = sorted(map(str, (SEEDS / name).iterdir()))
    assert len(found) > 1
    return found


@two_cores
@pytest.mark.parametrize("more", [["--format", "json"], ["--min-probability", "0.01"]])
def test_the_report_is_the_same_with_one_core_and_two(more: list[str]) -> None:
    inputs = stories("minister")
    one, two = (run(PROGRAM, "show", *inputs, *more, cores=cores) for cores in (1, 2))
    assert (one.stderr, two.stderr) == ("False 0\n", "True 0\n")
    assert "d1" in one.stdout or "Marks" in one.stdout
    assert one.stdout == two.stdout


@two_cores
def test_what_the_second_process_compiled_is_kept_too(inputs: list[str], tmp_path: Path) -> None:
    kept = []
    for cores in (1, 2):
        cache = tmp_path / str(cores)
        run(PROGRAM, "show", *inputs, cores=cores, cache=cache)
        found = run(
            "from compare import patterns\nprint(*sorted(map(repr, patterns._read())), sep='\\n')",
            cache=cache,
        )
        kept.append(set(found.stdout.splitlines()))
    assert kept[0] <= kept[1]
    assert len(kept[0]) > 20


#: Work that goes wrong in the second process only, in several ways.
FAILING = """
import os, signal, sys, time
from compare import beside, cli, linker
seek = linker._seek
def raises(heard, say):
    raise MemoryError
def ends(heard, say):
    os._exit(0)
def killed(heard, say):
    list(heard)
    os.kill(os.getpid(), signal.SIGKILL)
def unfit(heard, say):
    say(lambda: None)
def halfway(heard, say):
    said = []
    def one(message):
        if len(said) == 3:  # the links and two edits
            os._exit(0)
        said.append(say(message))
    seek(heard, one)
begin, work = beside.begin, globals()[sys.argv.pop()]
linker.begin = lambda _: begin(work)
print(cli.run(sys.argv[1:]), file=sys.stderr)
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("nothing left", file=sys.stderr)
"""


@two_cores
@pytest.mark.parametrize("how", ["raises", "ends", "killed", "unfit", "halfway"])
def test_what_goes_wrong_there_is_done_again_here(inputs: list[str], how: str) -> None:
    whole = run(PROGRAM, "show", *inputs, "--format", "json", cores=1)
    found = run(FAILING, "show", *inputs, "--format", "json", how)
    assert found.stderr == "0\nnothing left\n"
    assert found.stdout == whole.stdout


#: Ctrl-C while the second process is busy for a minute.
INTERRUPTED = """
import os, sys, time
from compare import api, beside, cli, linker
begin, begun = beside.begin, []
def interrupted(*given, **more):
    raise KeyboardInterrupt
linker.begin = lambda _: begun.append(begin(lambda *_: time.sleep(60))) or begun[-1]
api.result_of = interrupted
start = time.monotonic()
code = cli.run(sys.argv[1:])
assert begun[0] is not None
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print(code, time.monotonic() - start < 30)
"""


@two_cores
def test_an_interrupted_run_leaves_no_process(inputs: list[str]) -> None:
    found = run(INTERRUPTED, "show", *inputs)
    assert (found.stdout, found.stderr) == ("130 True\n", "compare: interrupted\n")


@two_cores
@pytest.mark.parametrize("busy", ["list(heard)", "time.sleep(100)", "while True: pass"])
def test_the_second_process_ends_when_the_first_is_gone(busy: str) -> None:
    script = f"""
import os, signal, time
from compare import beside
def work(heard, say):
    {busy}
assert beside.begin(work)
time.sleep(1)
os.kill(os.getpid(), signal.SIGTERM)
"""
    # It holds the pipes of this run: had it not ended, the run would wait for it.
    assert run(script).returncode == -signal.SIGTERM


@two_cores
def test_it_hears_everything_in_order_and_answers() -> None:
    script = """
from compare import beside
def work(heard, say):
    for message in heard:
        say(message * 2)
one = beside.begin(work)
for message in ("a" * 3_000_000, 3, (1, "b")):
    one.tell(message)
one.tell(None)
found = [one.answer() for _ in range(3)]
try:
    one.answer()
except beside.LostError:
    one.end()
    one.end()
    print(len(found[0]), found[1:])
"""
    assert run(script).stdout == "6000000 [6, (1, 'b', 1, 'b')]\n"


@two_cores
def test_its_answer_is_seen_by_a_process_with_many_open_files() -> None:
    script = """
import os, resource, time
from compare import beside
_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
files = [os.open(os.devnull, os.O_RDONLY) for _ in range(1100)]
one = beside.begin(lambda heard, say: say(list(heard)))
early = one.answers()
one.tell(None)
while not one.answers():
    time.sleep(0.01)
print(early, one.answer())
one.end()
"""
    found = run(script)
    assert (found.stdout, found.stderr) == ("False []\n", "")


def test_there_is_none_beside_a_thread() -> None:
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait)
    thread.start()
    try:
        assert beside.begin(lambda heard, say: None) is None
    finally:
        waiting.set()
        thread.join()
