"""Where output goes: standard output or a file, coloured or not, and what is being done.

Loads nothing: `check` uses it before anything else is needed.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, BinaryIO, TextIO

from compare.errors import UsageError
from compare.options import Options


def color_on(options: Options, out: IO[Any]) -> bool:
    """Whether to colour *out*; the NO_COLOR convention counts only where nothing is asked for."""
    if options.color == "auto":
        return out.isatty() and "NO_COLOR" not in os.environ
    return options.color == "always"


@contextmanager
def output_to(path: str | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears only when it is complete."""
    if not path or path == "-":
        if hasattr(sys.stdout, "reconfigure"):
            # A terminal in another encoding must not end the run at the first curly quote.
            sys.stdout.reconfigure(errors="backslashreplace")
        yield sys.stdout
        return
    with _complete(path) as part, open(part, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123
        yield file


@contextmanager
def bytes_to(path: str | None) -> "Iterator[BinaryIO]":
    """The same for formats that are not text; a terminal is no place for them."""
    if not path or path == "-":
        if sys.stdout.isatty():
            raise UsageError("this format is not text\n  Say where: -o report.docx")
        yield sys.stdout.buffer
        return
    with _complete(path) as part, open(part, "wb") as file:  # noqa: PTH123
        yield file


@contextmanager
def _complete(path: str) -> Iterator[str]:
    """A name to write to; what is there in the end becomes *path* in one step."""
    temporary = f"{path}.{os.getpid()}.part"
    try:
        yield temporary
        os.replace(temporary, path)  # noqa: PTH105
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None
    finally:
        if os.path.exists(temporary):  # noqa: PTH110
            os.unlink(temporary)  # noqa: PTH108


@contextmanager
def plain_progress(*, enabled: bool) -> Iterator[Callable[[str, float], None]]:
    """A function to call with each stage; it is shown on stderr if that is a terminal."""
    out = sys.stderr
    if not enabled or not out.isatty():
        yield lambda stage, share: None
        return

    def tell(stage: str, share: float) -> None:
        out.write(f"\r\x1b[K{stage}{f' {share:.0%}' if share else ''}")
        out.flush()

    try:
        yield tell
    finally:
        out.write("\r\x1b[K")
        out.flush()
