"""One number as it is read out of the words: a value, and which words it takes.

What reads them shares these two: figures are read in `figured`, number words in `worded`.
"""

from compare.frozen import dataclass

from .source import Source


@dataclass(frozen=True, slots=True)
class Figures(Source):
    """The words of one side, of which those in *taken* belong to dates and names."""

    taken: frozenset[int]

    def between(self, index: int) -> str:
        """The characters between word *index* and the one after it."""
        if index + 1 >= len(self.words):
            return self.text[self.words[index].end : self.words[index].end + 2]
        return self.text[self.words[index].end : self.words[index + 1].start]

    def free(self, index: int) -> bool:
        """Whether there is a word *index* that nothing else has taken."""
        return 0 <= index < len(self.words) and index not in self.taken

    def folded(self, index: int) -> str:
        """Word *index* folded; empty where there is none."""
        return self.words[index].folded if 0 <= index < len(self.words) else ""


@dataclass(frozen=True, slots=True)
class Value:
    """One number at words [first, last): figures or a run of number words.

    *multiplied* is the worth of its "million"; *grain* that of its last digit, *highest* the
    most a vague one can be ("dozens"), 0 for others. *unit* where the figure says it itself
    (a clock time, US$5), *second* the other figure of a score. *decimals* are the digits after
    the point, *year* when four bare digits may be one.
    """

    first: int
    last: int
    value: float
    ordinal: bool = False
    share: bool = False
    weak: bool = False
    digits: int = 0
    multiplied: float = 1.0
    grain: float = 0.0
    highest: float = 0.0
    unit: str = ""
    second: float = 0.0
    decimals: int = 0
    year: bool = False
