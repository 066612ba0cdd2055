"""A second process that works beside this one, where there is a core for it.

A fork, so that it has all that is made so far; it is told what comes later, and its answer
comes back, through pipes. It prints nothing and writes no file. Whatever goes wrong with it,
`LostError` is raised here, and whoever asked does the work, to the same result or the same error.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

#: Where Linux lists the threads of this process, also those that Python does not know.
THREADS = Path("/proc/self/task")


class LostError(Exception):
    """The other process cannot be told or has no answer."""


class Heard:
    """What the second process is told, in order; an iterator that ends with the last of it."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def begins(self) -> bool:
        """Whether anything is there to be read; asked before the first is."""
        from select import select

        return bool(select([self._pipe], [], [], 0)[0])

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
        """Tell it *message*, which can be pickled; may wait till it listens."""
        import pickle

        try:
            self._told.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
            self._told.flush()
        except OSError as error:
            raise LostError from error

    def ask(self) -> None:
        """Tell it that this was all; it is told nothing after that."""
        self.tell(None)

    def answer(self) -> Any:
        """What it answers to all it was told, once it was asked."""
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


def begin(work: Callable[[Heard], object]) -> Beside | None:
    """Begin *work* on what will be told; None where no second process can be had.

    That is anywhere but on Linux, with one core, and beside threads, whose locks a fork
    would keep for ever. Cost: a few milliseconds.
    """
    if not _is_possible():
        return None
    pipes: list[int] = []
    try:
        pipes += os.pipe()
        pipes += os.pipe()
        process = os.fork()
    except OSError:  # no process or no file is left to us
        for pipe in pipes:
            os.close(pipe)
        return None
    heard, told, answer, answered = pipes
    if not process:
        _work(work, heard, answered, (told, answer))
    os.close(heard)
    os.close(answered)
    return Beside(process, told, answer)


def _is_possible() -> bool:
    if sys.platform != "linux":
        return False
    try:
        return len(os.sched_getaffinity(0)) > 1 and len(list(THREADS.iterdir())) == 1
    except OSError:
        return False


def _work(
    work: Callable[[Heard], object], heard: int, answered: int, others: tuple[int, ...]
) -> NoReturn:
    """The life of the second process. No error is told: without an answer all is done again."""
    try:
        for pipe in others:  # or it would never hear that the first process is gone
            os.close(pipe)
        import pickle

        answer = pickle.dumps(work(Heard(heard)), pickle.HIGHEST_PROTOCOL)
        with os.fdopen(answered, "wb") as stream:
            stream.write(answer)
    except BaseException:  # Ctrl-C reaches both processes, and the first one tells it
        os._exit(1)
    os._exit(0)
