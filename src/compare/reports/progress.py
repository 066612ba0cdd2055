"""What is being done, on stderr while it is done, and gone afterwards.

Only on a terminal: logs and pipes stay clean. rich is imported only then.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

Step = Callable[[str], None]


@contextmanager
def stages(*, enabled: bool, out: TextIO | None = None) -> Iterator[Step]:
    """A function to call with the name of each stage as it begins.

    Does nothing when not *enabled* or when *out* (stderr) is no terminal.
    """
    stream = out or sys.stderr
    if not enabled or not stream.isatty():
        yield lambda stage: None
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, markup=False, highlight=False, emoji=False)
    with console.status(Text("starting")) as status:
        yield lambda stage: status.update(Text(stage))
