"""Arguments in, exit code out.

The commands themselves are in the modules beside this one and are imported only when
called (`compare.overview` names them). `check` is called without click, which alone takes
three times as long to load as Python itself.
"""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from compare.errors import CompareError, ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from compare.cli.commands import EXAMPLES as EXAMPLES
    from compare.cli.commands import program as program

#: New objects after which garbage is looked for, instead of 700. A run makes many lasting
#: objects and hardly a cycle: looking as often as Python does took a tenth of its time. So
#: many take some thirty megabytes, and no run over a few articles makes as many.
GARBAGE = 300_000


def main() -> "NoReturn":
    """Run the program on the command line's arguments and exit with its code."""
    # Read when numpy is imported. Our matrices are small: threads take twice the time on
    # them, and the result must not depend on how many cores there are.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.unraisablehook = _unraisable
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # the reader may have gone away
            stream.flush()
    if "compare.patterns" in sys.modules:
        sys.modules["compare.patterns"].keep()
    # Everything is written and closed; taking the interpreter apart would only take time.
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """The exit code of the program called with *arguments*; prints, never raises."""
    try:
        code = _called(arguments)
        sys.stdout.flush()
        return int(code)
    except CompareError as error:
        return trouble(str(error))
    except KeyboardInterrupt:
        print("compare: interrupted", file=sys.stderr)  # noqa: T201
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader went away; what is still buffered must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.CLOSED_PIPE


def _unraisable(unraisable: "sys.UnraisableHookArgs") -> None:
    """A Ctrl-C that comes while an object is taken apart ends the run, too; Python drops it."""
    if not isinstance(unraisable.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
        return
    print("compare: interrupted", file=sys.stderr, flush=True)  # noqa: T201
    os._exit(ExitCode.INTERRUPTED)


def _called(arguments: Sequence[str]) -> int:
    # What is made while the program starts stays, so looking for garbage among it is idle.
    gc.set_threshold(GARBAGE)
    if arguments[:1] == ["check"]:
        from compare.cli import check

        return check.run(arguments[1:])
    if arguments[:1] == ["index"]:
        from compare.cli import index

        return index.run(arguments[1:])
    from compare.cli import commands

    return commands.invoked(arguments)


def trouble(message: str) -> int:
    """Say *message* on stderr; the exit code for it."""
    print(f"compare: {shown(message)}", file=sys.stderr)  # noqa: T201
    return ExitCode.TROUBLE


def shown(message: str) -> str:
    """*message* fit for a terminal: file names may hold escapes as well as texts do."""
    from compare.reports.safe import plain

    return "\n".join(plain(line) for line in message.split("\n"))


def __getattr__(name: str) -> "Any":
    if name in ("program", "EXAMPLES"):  # what needs click is made when it is asked for
        from importlib import import_module

        return getattr(import_module("compare.cli.commands"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
