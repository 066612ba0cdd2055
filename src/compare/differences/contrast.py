"""Two wordings of which one may turn the other round, and a pair seen from one side.

A contrast is only found here; what it is worth is asked in `assertion`.
"""

from enum import Enum

from compare.frozen import dataclass
from compare.model import Span

from .pair import Pair, Reading, Ties

#: How far before a word what denies it may begin, in words: failed to pay.
DENIAL_REACH = 3


class Form(Enum):
    """How a contrast came about, and so how much has to speak for it."""

    NOT = "not"
    DENIAL = "denial"
    OPPOSITE = "opposite"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Contrast:
    """Wordings *a* and *b*, the words *i* and *j* that they turn on, and how they differ.

    *denier* is the side, 0 or 1, that denies; -1 where neither does.
    """

    a: Span
    b: Span
    i: int
    j: int
    form: Form
    denier: int = -1

    @property
    def spans(self) -> tuple[Span, Span]:
        """Both wordings."""
        return self.a, self.b


@dataclass(frozen=True, slots=True)
class View:
    """A pair seen from the side that denies."""

    pair: Pair
    mine: Reading
    other: Reading
    ties: Ties
    back: Ties

    @property
    def denier(self) -> int:
        """0 where *mine* is a, 1 where it is b."""
        return int(self.mine is not self.pair.a)

    def share(self, first: int, last: int) -> float:
        """The share of content words of [first, last) that the other side has."""
        side = self.pair.tied_share_b if self.denier else self.pair.tied_share_a
        return side(first, last)

    def place(self, head: int) -> int:
        """The first word that stands for the denied one."""
        return self.stands(head)[0]

    def stands(self, head: int) -> tuple[int, ...]:
        """The words that stand for the denied one: in its place, or in that of its denial."""
        found = tuple(j for j, _ in self.ties.get(head, ()))
        return found or self._moved(head)

    def _moved(self, head: int) -> tuple[int, ...]:
        """Where the other side has the word in place of its denial: failed to pay, paid."""
        before = range(max(0, head - DENIAL_REACH), head)
        return tuple(
            {j: None for n in before for j, _ in self.ties.get(n, ()) if self._is_word(head, j)}
        )

    def _is_word(self, head: int, j: int) -> bool:
        """Whether word *j* of the other side is word *head* in any form."""
        word, other, verbs = self.mine.words[head], self.other.words[j], self.mine.changes.verbs
        verb = verbs.get(word.folded)
        return word.stem == other.stem or (verb is not None and verb == verbs.get(other.folded))

    def contrast(self, denied: Span, head: int, told: Span, place: int, form: Form) -> Contrast:
        """The contrast of what *mine* denies and the other side tells, sides in order."""
        if self.denier:
            return Contrast(told, denied, place, head, form, denier=1)
        return Contrast(denied, told, head, place, form, denier=0)


def views(pair: Pair) -> tuple[View, View]:
    """The pair seen from a and from b."""
    return (
        View(pair, pair.a, pair.b, pair.ties, pair.back),
        View(pair, pair.b, pair.a, pair.back, pair.ties),
    )
