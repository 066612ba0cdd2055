"""Facts that only one side of a link has, and whether they matter as such.

A figure, a date, a person, a place or a lone "not" counts as missing when the clause it
stands in is otherwise on the other side and the whole other document has nothing of it.
What is said is left to `presence`.
"""

from collections.abc import Iterator

from compare.frozen import dataclass
from compare.model import EditKind

from .dates import date_pairs
from .denials import unmatched
from .elsewhere import line_elsewhere
from .moment import Moment
from .names import is_of_office, missing_names
from .naming import Name
from .numbers import number_pairs
from .pair import SAME_PLACE, SURE, Pair, Reading, Run, Ties
from .quantity import Quantity
from .scope import Negation

#: Words of a gap up to which a fact in it was dropped from a clause that is otherwise
#: there; in a longer one a whole statement came or went, with its own figures.
SHORT_GAP = 6

#: Share of the clause around the gap that must stand on the other side.
OTHERWISE_THERE = 0.6

#: And at least this many words of it, for in shorter ones a share says little.
LEAST_KEPT = 2.0

#: Words after a figure word that make it look back: "the two", "both".
ANAPHORIC = frozenset({"the", "these", "those", "his", "her", "their", "its", "both", "all"})


@dataclass(frozen=True, slots=True)
class Detail:
    """A fact at words [first, last) of one side that the other side of the link lacks.

    *line* is where the other document has it elsewhere, 1-based, or 0; *is_missing* says
    that it has it nowhere although the clause is there.
    """

    first: int
    last: int
    is_missing: bool
    line: int = 0

    def within(self, first: int, last: int) -> bool:
        """Whether the words [first, last) hold it whole."""
        return first <= self.first and self.last <= last


def details(mine: Reading, other: Reading, pair: Pair) -> tuple[Detail, ...]:
    """The facts of *mine*, a or b of *pair*, that stand in words only that side has."""
    return tuple(_details(_View(mine, other, pair)))


@dataclass(frozen=True, slots=True)
class _View:
    """A pair seen from one of its sides."""

    mine: Reading
    other: Reading
    pair: Pair

    @property
    def is_a(self) -> bool:
        return self.mine is self.pair.a

    @property
    def ties(self) -> Ties:
        return self.pair.ties if self.is_a else self.pair.back

    def share(self, first: int, last: int) -> float:
        """The share of content words in [first, last) that the other side has."""
        side = self.pair.tied_share_a if self.is_a else self.pair.tied_share_b
        return side(first, last)

    def bounds(self, run: Run) -> tuple[int, int]:
        return (run.a, run.a_end) if self.is_a else (run.b, run.b_end)

    def gap(self, mention: "_Mention") -> tuple[int, int] | None:
        """The words only this side has in which all of *mention* stands."""
        kind = EditKind.DELETE if self.is_a else EditKind.INSERT
        for run in self.pair.runs:
            first, last = self.bounds(run)
            if run.kind is kind and first <= mention.first and mention.last <= last:
                return first, last
        return None


_Mention = Quantity | Moment | Name | Negation


def _details(view: _View) -> Iterator[Detail]:
    for mention in _unmatched(view):
        gap = view.gap(mention)
        if gap is None:
            continue
        if isinstance(mention, Negation):
            lone = not view.mine.has_content(*gap) and not mention.implicit
            if lone and _denies_kept(view, mention) and _is_otherwise_there(view, *gap):
                yield Detail(mention.first, mention.last, is_missing=True)
            continue
        line = line_elsewhere(mention, view.other.side)
        matters = not line and _matters(view, mention) and _is_short(view, *gap)
        yield Detail(mention.first, mention.last, matters, line)


def _denies_kept(view: _View, negation: Negation) -> bool:
    """Whether the other side has the very word that is denied."""
    ties = (view.ties.get(head, ()) for head in negation.heads[:1])
    return any(strength >= SURE for tie in ties for _, strength in tie)


def _unmatched(view: _View) -> Iterator[_Mention]:
    side = 0 if view.is_a else 1
    numbers = {pair[side] for pair in number_pairs(view.pair)}
    dates = {pair[side] for pair in date_pairs(view.pair)}
    for quantity in view.mine.quantities:
        if quantity not in numbers and not (quantity.weak or quantity.ordinal):
            yield quantity
    yield from (moment for moment in view.mine.moments if moment not in dates)
    yield from missing_names(view.mine, view.other)
    yield from unmatched(view.pair)[side]


def _matters(view: _View, mention: Quantity | Moment | Name) -> bool:
    """Whether a reader of the other document misses it: not a nationality, a tag, "the two"."""
    if isinstance(mention, Name):
        return not (_is_no_person_or_place(view, mention) or _is_beside_office(view, mention))
    if isinstance(mention, Quantity) and not mention.digits:
        before = view.mine.words[mention.first - 1].folded if mention.first else ""
        return before not in ANAPHORIC
    return True


def _is_no_person_or_place(view: _View, name: Name) -> bool:
    """Whether it is a nationality, an abbreviated body, a seat of government, or the press."""
    if name.is_adjective or name.capital or (name.acronym and not name.country):
        return True
    return not view.mine.changes.media.isdisjoint(name.folded)


def _is_beside_office(view: _View, name: Name) -> bool:
    """Whether it fills out a title or a name: Torvell Mayor, the mayor Arden, Arden of Orle."""
    if is_of_office(view.mine, name):
        return True
    before, words = name.first - 1, view.mine.words
    if before < 0:
        return False
    if _is_tied(view, before) and words[before].folded.rstrip(".") in view.mine.language.titles:
        return True
    return words[before].folded == "of" and any(n.last == before for n in view.mine.names)


def _is_short(view: _View, first: int, last: int) -> bool:
    return last - first <= SHORT_GAP and _is_otherwise_there(view, first, last)


def _is_otherwise_there(view: _View, first: int, last: int) -> bool:
    """Whether the clause around the words, and what is next to them, is on the other side."""
    mine = view.mine
    if _is_beside_cue(mine, first, last):
        return False  # who said it may stand just outside the link, and to whom
    begin, end = mine.clause(first)[0], mine.clause(last - 1)[1]
    around = [n for n in (*range(begin, first), *range(last, end)) if mine.is_content(n)]
    kept = [n for n in around if n in view.ties]
    if len(kept) < max(LEAST_KEPT, OTHERWISE_THERE * len(around)):
        return False
    beside = [n for n in mine.neighbours(first, last) if n is not None and begin <= n < end]
    return all(n in view.ties for n in beside) and any(_is_tied(view, n) for n in beside)


def _is_tied(view: _View, n: int) -> bool:
    return any(strength >= SAME_PLACE for _, strength in view.ties.get(n, ()))


def _is_beside_cue(reading: Reading, first: int, last: int) -> bool:
    """Whether the words, or the one before them, tell that something was said."""
    span = reading.span(max(0, first - 1), last)
    return any(span.overlap(cue.span) for cue in reading.side.attributions)
