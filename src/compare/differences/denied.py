"""What one side denies and the other tells: a negation held against the words it denies.

Found here is what stands in the same place; whether both sides make one assertion, so
that they contradict each other, is asked in `assertion`.
"""

from collections.abc import Iterator

from compare.model import EditKind, Span

from .contrast import Contrast, Form, contrast, place_of, stands
from .denials import (
    LIST_REACH,
    LISTED,
    is_conditional,
    is_denied,
    is_denied_after,
    is_in_list,
    is_thought,
    is_wished,
    negations_of,
    unmatched,
)
from .pair import SURE, Pair, Reading, is_sure
from .scope import Negation
from .view import View, views

#: Words that may stand for the denied one; in a longer rewriting nobody can tell which does.
CLOSE = 2

#: The place of a word in one replacement whose neighbours on both sides are tied.
BOTH_BESIDE = 6.0

#: Share of the content of a clause that has a counterpart, below which a denied word needs
#: a neighbour that has one.
WELL_KNOWN = 0.6

#: The same share, below which what follows the denied word must be the same.
ALL_BUT_THAT = 0.75


def flipped(pair: Pair) -> Iterator[Contrast]:
    """The negations of either side whose word the other side tells without one."""
    if pair.is_salad:
        return
    for view, found in zip(views(pair), unmatched(pair), strict=True):
        for negation in found:
            head = _held(view, negation)
            if head is not None and not _is_shared(view, negation, head):
                denied = view.mine.span(min(head, negation.first), max(head + 1, negation.last))
                plain = not (negation.implicit or negation.double or negation.bare in LISTED)
                form = Form.NOT if plain else Form.DENIAL
                yield contrast(view, denied, head, _told(view, head), place_of(view, head), form)


def _told(view: View, head: int) -> Span:
    words = stands(view, head)
    return view.other.span(min(words), max(words) + 1)


def _held(view: View, negation: Negation) -> int | None:
    """The word denied, if it has a counterpart of one or two words that is no opposite of it."""
    head = next(iter(negation.heads), None)
    if head is None or not 0 < len(stands(view, head)) <= CLOSE:
        return None
    if head not in view.ties and not negation.implicit:
        return None
    if _is_respelt(view, negation.first) or _is_of_thing(view.mine, negation, head):
        return None
    same = is_sure(view.ties, head) or _is_elsewhere(view, head)
    listed = negation.double or negation.bare in LISTED
    if not same and (listed or not _is_word_for_word(view, head)):
        return None
    if _is_astray(view, head) or _is_reworded(view, head) or _goes_on_otherwise(view, head):
        return None
    return None if _is_no_denial(view, negation, head) else head


def _is_of_thing(mine: Reading, negation: Negation, head: int) -> bool:
    """Whether a thing is refused: "denied a Tarvian request", "rejected the plan"; it is there."""
    if negation.implicit and any(n.first <= head < n.last for n in mine.names):
        return True
    return negation.bare in mine.changes.refusals and not _is_clause(mine, negation, head)


def _is_clause(reading: Reading, negation: Negation, head: int) -> bool:
    """Whether what is refused is a deed: denied taking, denied that he took."""
    between = {word.folded for word in reading.words[negation.last : head]}
    return reading.words[head].folded.endswith("ing") or bool(
        between & {"that", "he", "she", "they"}
    )


def _is_no_denial(view: View, negation: Negation, head: int) -> bool:
    """Whether what the other side says of the word leaves room for the denial."""
    other, place = view.other, place_of(view, head)
    if any(is_denied(other, j, soft=False) or is_in_list(other, j) for j in stands(view, head)):
        return True
    return (
        is_conditional(view.mine, head) != is_conditional(other, place)
        or _is_noun_of(view, negation, head)
        or is_wished(other, place)
        or is_denied_after(other, place, view.back)
        or is_thought(other, place)
    )


def _is_noun_of(view: View, negation: Negation, head: int) -> bool:
    """Whether a deed is denied and a thing told: won't freeze tolls, the freeze is short."""
    place = place_of(view, head)
    verb = head == negation.last and negation.bare not in LISTED and not negation.implicit
    if not verb or not place:
        return False
    articles, before = view.other.language.determiners, view.mine.words[head - 1].folded
    return view.other.words[place - 1].folded in articles and before not in articles


def _goes_on_otherwise(view: View, head: int) -> bool:
    """Whether other things are denied and told: wants to pick one, does not want to lose it."""
    place = place_of(view, head)
    after = view.mine.neighbours(head, head + 1)[1]
    beyond = view.other.neighbours(place, place + 1)[1]
    if after is None or beyond is None or (beyond, SURE) in view.ties.get(after, ()):
        return False
    if is_sure(view.ties, after) or is_sure(view.back, beyond):
        return False
    return view.share(*view.mine.clause(head)) < ALL_BUT_THAT


def _is_astray(view: View, head: int) -> bool:
    """Whether little around the denied word has a counterpart: wanted to talk, want no war."""
    place = place_of(view, head)
    beside = view.mine.neighbours(head, head + 1)
    beyond = view.other.neighbours(place, place + 1)
    if None in (*beside, *beyond):
        return False
    near = any(i in beside for j in beyond if j is not None for i, _ in view.back.get(j, ()))
    return not near and view.share(*view.mine.clause(head)) < WELL_KNOWN


def _is_elsewhere(view: View, head: int) -> bool:
    """Whether the other side has the same word in another place of the text."""
    stem = view.mine.words[head].stem
    return any(stem == view.other.words[j].stem for j in stands(view, head))


def _is_word_for_word(view: View, head: int) -> bool:
    """Whether one other word replaced the head between words that are the same on both sides."""
    pair, other = view.pair, place_of(view, head)
    i, j = (head, other) if view.is_a else (other, head)
    verbs = pair.a.changes.verbs
    verb = verbs.get(pair.a.words[i].folded)
    if verb is not None and verb == verbs.get(pair.b.words[j].folded):
        return True  # taking, took
    if pair.place(i, i + 1, j, j + 1) < BOTH_BESIDE:
        return False
    for run in pair.runs:
        if run.a <= i < run.a_end and run.kind is not EditKind.INSERT:
            sides = (pair.a, run.a, run.a_end), (pair.b, run.b, run.b_end)
            return all(sum(map(r.is_content, range(m, n))) == 1 for r, m, n in sides)
    return False


def _is_reworded(view: View, head: int) -> bool:
    """Whether the counterpart is an opposite, so that "not difficult" stands for "easy"."""
    known = view.other.changes.opposites
    sides = view.mine.changes.opposites.get(view.mine.words[head].folded, frozenset())
    return any(
        (line, 1 - side) in known.get(view.other.words[j].folded, frozenset())
        for line, side in sides
        for j in stands(view, head)
    )


def _is_respelt(view: View, first: int) -> bool:
    """Whether the "not" stands on the other side too, inside a word: Do Not Call, do-not-call."""
    folded = view.mine.words[first].folded
    return any(folded in view.other.words[j].folded.split("-") for j, _ in view.ties.get(first, ()))


def _is_shared(view: View, negation: Negation, head: int) -> bool:
    """Whether one "no" of the other side covers a list: no blood and no bones; no blood, bones."""
    if negation.bare not in LISTED:
        return False
    first = min(j for j in stands(view, head))
    begin, end = view.other.clause(first)
    near = range(max(begin, first - LIST_REACH), min(end, first + LIST_REACH))
    return any(n.first in near and not n.soft for n in negations_of(view.other))
