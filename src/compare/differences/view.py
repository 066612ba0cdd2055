"""A pair seen from one of its sides: *mine* has something, *other* may lack it."""

from compare.frozen import dataclass
from compare.model import EditKind

from .pair import SURE, Pair, Reading, Run, Ties


@dataclass(frozen=True, slots=True)
class View:
    """A pair seen from one of its sides, a or b."""

    mine: Reading
    other: Reading
    pair: Pair

    @property
    def is_a(self) -> bool:
        """Whether *mine* is a of the pair."""
        return self.mine is self.pair.a

    @property
    def ties(self) -> Ties:
        """For a word of *mine* the words of *other* in its place, and how surely."""
        return self.pair.ties if self.is_a else self.pair.back

    @property
    def back(self) -> Ties:
        """The same the other way."""
        return self.pair.back if self.is_a else self.pair.ties

    def share(self, first: int, last: int) -> float:
        """The share of content words of *mine* in [first, last) that the other side has."""
        side = self.pair.tied_share_a if self.is_a else self.pair.tied_share_b
        return side(first, last)

    def sure(self, n: int) -> int:
        """The word of *other* that is word *n* in the same order of words, or -1."""
        return next((j for j, strength in self.ties.get(n, ()) if strength >= SURE), -1)

    def gap(self, first: int, last: int) -> tuple[int, int] | None:
        """The words only this side has in which all of words [first, last) stands."""
        kind = EditKind.DELETE if self.is_a else EditKind.INSERT
        for run in self.pair.runs:
            begin, end = self._bounds(run)
            if run.kind is kind and begin <= first and last <= end:
                return begin, end
        return None

    def _bounds(self, run: Run) -> tuple[int, int]:
        return (run.a, run.a_end) if self.is_a else (run.b, run.b_end)


def views(pair: Pair) -> tuple[View, View]:
    """The pair seen from a and from b."""
    return View(pair.a, pair.b, pair), View(pair.b, pair.a, pair)
