"""A second process that works beside this one, where there is a core for it.

A fork, so that it has all that is made so far; it is told what comes later, and answers, through
pipes. It prints nothing and writes no file. Whatever goes wrong with it,
`LostError` is raised here, and whoever asked does the work, to the same result or the same error.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Any, NoReturn

#: Where Linux lists the threads of this process, also those that Python does not know.
THREADS = Path("/proc/self/task")

#: Bytes that wait in a pipe: a hundred links with their edits, or a long transcript.
PIPE = 1 << 20

#: Seconds after which the second process looks again whether the first one is there.
LOOK = 1.0

#: How the second process gives an answer, which can be pickled.
Say = Callable[[object], None]


class LostError(Exception):
    """The other process cannot be told or has no answer."""


class Heard:
    """What the second process is told, in order; an iterator that ends with the last of it."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def __iter__(self) -> Iterator[Any]:
        import pickle

        with os.fdopen(self._pipe, "rb") as stream:
            while (message := pickle.load(stream)) is not None:
                yield message


class Beside:
    """The second process as seen from the first."""

    def __init__(self, process: int, told: int, answer: int) -> None:
        self._process = process
        self._told, self._answer = os.fdopen(told, "wb"), os.fdopen(answer, "rb")

    def tell(self, message: object) -> None:
        """Tell it *message*, which can be pickled; None is the last. May wait till it listens."""
        try:
            _write(self._told, message)
        except OSError as error:
            raise LostError from error

    def answers(self) -> bool:
        """Whether an answer is there, or none will ever be; asked before the first is heard."""
        from select import poll  # `select` knows only the first thousand files of a process

        waiting = poll()
        waiting.register(self._answer)
        return bool(waiting.poll(0))

    def answer(self) -> Any:
        """What it says next; waits for it."""
        import pickle

        try:
            return pickle.load(self._answer)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise LostError from error

    def end(self) -> None:
        """Leave nothing of it behind, whatever it is doing; may be called again."""
        process, self._process = self._process, 0
        if not process:
            return
        import signal

        with suppress(OSError):
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        for stream in (self._told, self._answer):
            with suppress(OSError):  # what was not told yet is of no use now
                stream.close()


def begin(work: Callable[[Heard, Say], object]) -> Beside | None:
    """Begin *work* on what will be told; None where no second process can be had.

    That is anywhere but on Linux, with one core, and beside threads, whose locks a fork
    would keep for ever. Cost: a few milliseconds.
    """
    if not _is_possible():
        return None
    pipes: list[int] = []
    first = os.getpid()
    try:
        pipes += os.pipe()
        pipes += os.pipe()
        _widen(pipes)
        process = os.fork()
    except OSError:  # no process or no file is left to us
        for pipe in pipes:
            os.close(pipe)
        return None
    heard, told, answer, answered = pipes
    if not process:
        _work(work, first, heard, answered, (told, answer))
    os.close(heard)
    os.close(answered)
    return Beside(process, told, answer)


def _widen(pipes: Iterable[int]) -> None:
    """Let the processes be some way apart before one has to wait for the other."""
    import fcntl

    for pipe in pipes:
        with suppress(OSError):  # a busy machine may have none left of that size
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE)


def _is_possible() -> bool:
    if sys.platform != "linux":
        return False
    try:
        return len(os.sched_getaffinity(0)) > 1 and len(list(THREADS.iterdir())) == 1
    except OSError:
        return False


def _work(
    work: Callable[[Heard, Say], object],
    first: int,
    heard: int,
    answered: int,
    others: tuple[int, ...],
) -> NoReturn:
    """The life of the second process. No error is told: what is not answered is done again."""
    try:
        _follow(first)
        for pipe in others:  # or it would never hear that the first process is gone
            os.close(pipe)
        with os.fdopen(answered, "wb") as stream:
            work(Heard(heard), partial(_write, stream))
    except BaseException:
        os._exit(1)
    os._exit(0)


def _follow(first: int) -> None:
    """Leave Ctrl-C to the *first* process, and end soon after it, however that ends."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, lambda *_: None if os.getppid() == first else os._exit(1))
    signal.setitimer(signal.ITIMER_REAL, LOOK, LOOK)


def _write(stream: IO[bytes], message: object) -> None:
    import pickle

    stream.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
    stream.flush()
