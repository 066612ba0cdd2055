"""Two wordings of which one may turn the other round, and what stands for a denied word.

A contrast is only found here; what it is worth is asked in `assertion`.
"""

from enum import Enum

from compare.frozen import dataclass
from compare.model import Span

from .view import View

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


def contrast(view: View, denied: Span, head: int, told: Span, place: int, form: Form) -> Contrast:
    """The contrast of what *mine* of *view* denies and the other side tells, sides in order."""
    if view.is_a:
        return Contrast(denied, told, head, place, form, denier=0)
    return Contrast(told, denied, place, head, form, denier=1)


def place_of(view: View, head: int) -> int:
    """The first word that stands for the denied one."""
    return stands(view, head)[0]


def stands(view: View, head: int) -> tuple[int, ...]:
    """The words that stand for the denied one: in its place, or in that of its denial."""
    found = tuple(j for j, _ in view.ties.get(head, ()))
    return found or _moved(view, head)


def _moved(view: View, head: int) -> tuple[int, ...]:
    """Where the other side has the word in place of its denial: failed to pay, paid."""
    before = range(max(0, head - DENIAL_REACH), head)
    return tuple(
        {j: None for n in before for j, _ in view.ties.get(n, ()) if _is_word(view, head, j)}
    )


def _is_word(view: View, head: int, j: int) -> bool:
    """Whether word *j* of the other side is word *head* in any form."""
    word, other, verbs = view.mine.words[head], view.other.words[j], view.mine.changes.verbs
    verb = verbs.get(word.folded)
    return word.stem == other.stem or (verb is not None and verb == verbs.get(other.folded))
