"""How a report is to look: the few choices that are the reader's, not the result's.

Every report takes the whole `Look` and uses what concerns it. Nothing here changes
what was found.
"""

from enum import StrEnum

from compare.frozen import dataclass
from compare.options import Options

#: Width when there is no terminal to ask: two columns are read with ease, and so is a
#: saved file.
USUAL_WIDTH = 100


class Display(StrEnum):
    """How the cells of a statement stand: beside or below one another."""

    AUTO = "auto"
    COLUMNS = "columns"
    STACKED = "stacked"


@dataclass(frozen=True, slots=True)
class Look:
    """*width* in terminal cells; *color* stands for every kind of terminal styling.

    *statistics* leaves out the rows and keeps the counts. *base* is the outlet or file
    whose wording the differences are shown against; empty for none.
    """

    width: int = USUAL_WIDTH
    color: bool = False
    display: Display = Display.AUTO
    verbose: bool = False
    explain: bool = False
    statistics: bool = False
    base: str = ""

    @classmethod
    def of(cls, options: Options, *, color: bool) -> "Look":
        """The look that *options* ask for."""
        return cls(
            width=width_of(options.width),
            color=color,
            display=Display(options.display),
            verbose=options.verbose > 0,
            explain=options.explain,
            statistics=options.statistics,
            base=options.base,
        )


def width_of(asked: int) -> int:
    """The width *asked* for, else that of the terminal, else `USUAL_WIDTH`."""
    if asked:
        return asked
    import shutil  # loads every kind of compression

    return shutil.get_terminal_size((USUAL_WIDTH, 24)).columns
