"""Checking again whenever a file changes, until Ctrl-C.

Files are looked at, not listened for: modification times and sizes, some times a second.
That works on every system and on network folders. What is done at a change is handed in.
"""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

#: Seconds between two looks; the eye does not notice, and a thousand files cost 10 ms.
INTERVAL = 0.5
#: Looks without a further change before the change counts as complete: editors write in
#: several steps, and a checkout touches many files.
QUIET = 2

#: Modification time in nanoseconds and size, by path.
Snapshot = dict[str, tuple[int, int]]


def snapshot(paths: Sequence[str]) -> Snapshot:
    """The state of the files at and below *paths*; hidden files and folders are left out."""
    found: Snapshot = {}
    for path in paths:
        for file in _files(path):
            try:
                state = os.stat(file)  # noqa: PTH116 - thousands of them, twice a second
            except OSError:  # gone since it was listed
                continue
            found[file] = state.st_mtime_ns, state.st_size
    return found


def _files(path: str) -> Iterator[str]:
    if not os.path.isdir(path):  # noqa: PTH112
        yield path
        return
    for place, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(place, name) for name in files if not name.startswith("."))  # noqa: PTH118


def changes(states: Iterable[Snapshot], *, quiet: int = QUIET) -> Iterator[Snapshot]:
    """The states at which something is to be done: the first, and each that has settled.

    A state counts when it differs from the one acted on last and was seen *quiet* times in
    a row.

    >>> a, b, c = {"x": (1, 1)}, {"x": (2, 1)}, {"x": (3, 1)}
    >>> [s["x"][0] for s in changes([a, a, b, c, c, c, a, c], quiet=2)]
    [1, 3]
    """
    acted: Snapshot | None = None
    last: Snapshot | None = None
    seen = 0
    for state in states:
        seen = seen + 1 if state == last else 1
        last = state
        if acted is None or (state != acted and seen >= quiet):
            acted = state
            yield state


def watch(
    paths: Sequence[str],
    act: Callable[[], int],
    *,
    states: Iterable[Snapshot] | None = None,
) -> int:
    """Call *act* now and after every change below *paths*, for ever; its last exit code.

    Errors meant for the user are told and do not end the watch: the next change may mend
    them. Ends at Ctrl-C (KeyboardInterrupt goes through), or with *states*.
    """
    from compare.cli import trouble
    from compare.errors import CompareError

    code = 0
    for _ in changes(_polled(paths) if states is None else states):
        try:
            code = act()
        except CompareError as error:
            code = trouble(str(error))
        sys.stdout.flush()
        sys.stderr.write(f"compare: {time.strftime('%H:%M:%S')} watching; Ctrl-C ends\n")
    return code


def _polled(paths: Sequence[str]) -> Iterator[Snapshot]:
    while True:
        yield snapshot(paths)
        time.sleep(INTERVAL)
