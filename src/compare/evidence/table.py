"""Units as rows of numbers: everything that can be prepared once per text is prepared here."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from compare.evidence.lexicon import TOKEN, Tokens
from compare.frozen import dataclass
from compare.patterns import pattern

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Words of a unit beyond this many are not looked at: grids grow with the product of both.
LONGEST = 256


@dataclass(frozen=True, slots=True)
class Unit:
    """A text to be compared: *published* is an ISO date or empty, *speaker* a name or empty."""

    text: str
    language: str = "en"
    published: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Ragged rows of token numbers: row i is `flat[starts[i] : starts[i] + lengths[i]]`."""

    flat: "NDArray[np.int32]"
    starts: "NDArray[np.int64]"
    lengths: "NDArray[np.int64]"

    def owners(self) -> "NDArray[np.int64]":
        """For each item of `flat`, its row."""
        import numpy as np

        return np.repeat(np.arange(len(self.lengths)), self.lengths)

    def keep(
        self, mask: "NDArray[np.bool_]", limit: int = LONGEST
    ) -> "tuple[Rows, NDArray[np.bool_]]":
        """The rows with only the items where *mask* holds, at most *limit* each."""
        import numpy as np

        owner = self.owners()
        position = np.cumsum(mask) - 1
        first = np.zeros(len(self.lengths), np.int64)
        counts = np.bincount(owner, weights=mask, minlength=len(self.lengths)).astype(np.int64)
        first[1:] = np.cumsum(counts)[:-1]
        if len(mask):
            mask = mask & (position - first[owner] < limit)
        counts = np.minimum(counts, limit)
        starts = np.zeros(len(counts), np.int64)
        starts[1:] = np.cumsum(counts)[:-1]
        return Rows(self.flat[mask], starts, counts), mask


def distinct(values: "NDArray[Any]") -> "tuple[NDArray[Any], NDArray[np.int64]]":
    """The distinct values in rising order, and for each value its place among them.

    As `numpy.unique` does, which imports masked arrays for it; for one run that takes
    longer than all the rest.
    """
    import numpy as np

    order = np.argsort(values)
    ranked = values[order]
    first = np.ones(len(ranked), np.bool_)
    first[1:] = ranked[1:] != ranked[:-1]
    inverse = np.empty(len(values), np.int64)
    inverse[order] = np.cumsum(first) - 1
    return ranked[first], inverse


_APART = pattern(r"(?<=\d) ([.,]) (?=\d)")


def _joined(text: str) -> str:
    """Undo what tokenised corpora do, so that no measure can tell them by it."""
    if "`" in text or "''" in text:
        text = text.replace("``", '"').replace("''", '"')
    return _APART.sub(r"\1", text) if " . " in text or " , " in text else text


def tokenize(texts: Sequence[str]) -> tuple[Tokens, Rows]:
    """Number the tokens of *texts*."""
    import numpy as np

    tokens = Tokens()
    find, number = TOKEN.findall, tokens.__getitem__
    flat: list[int] = []
    lengths = np.zeros(len(texts), np.int64)
    for index, text in enumerate(texts):
        row = find(_joined(text[: LONGEST * 40]))
        lengths[index] = len(row)
        flat += map(number, row)
    starts = np.zeros(len(texts), np.int64)
    starts[1:] = np.cumsum(lengths)[:-1]
    return tokens, Rows(np.array(flat, np.int32), starts, lengths)
