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


@dataclass(frozen=True, slots=True)
class Value:
    """One number at words [first, last): figures or a run of number words."""

    first: int
    last: int
    value: float
    ordinal: bool = False
    share: bool = False
    weak: bool = False
    digits: int = 0
    multiplied: float = 1.0
