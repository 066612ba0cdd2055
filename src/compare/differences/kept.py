"""A "not" that one side has between words that are the same on both.

Where the words around it are other ones, `denied` looks for the word it denies.
"""

from collections.abc import Iterator

from .contrast import Contrast, Form, contrast
from .denials import (
    NOTS,
    all_negations,
    is_conditional,
    is_contracted,
    is_denied_after,
    is_thought,
    is_wished,
    plain_nots,
)
from .denied import ALL_BUT_THAT
from .pair import SURE, Pair, Reading, is_sure
from .scope import REACH, is_idle
from .view import View, views

#: How far before a word that is not denied a "not" may stand, in words.
NEAR = 4


def bare(pair: Pair) -> Iterator[Contrast]:
    """A "not" that one side has between words that are the same on both."""
    for view in views(pair):
        for n in plain_nots(view.mine):
            place = _kept_after(view, n)
            if place is not None:
                told = view.other.span(place - _is_glued(view.mine, n), place + 1)
                yield contrast(view, view.mine.span(n, n + 2), n + 1, told, place, Form.NOT)


def _is_glued(reading: Reading, index: int) -> bool:
    """Whether the "not" is one word with its verb, which the other side then has before."""
    folded = reading.words[index].folded
    return is_contracted(folded) or folded == "cannot"


def _kept_after(view: View, index: int) -> int | None:
    """Where the word after a "not" stands on the other side, if nothing denies it there."""
    mine, ties = view.mine, view.ties
    if mine.clause(index) != mine.clause(index + 1):
        return None
    kept = [j for j, strength in ties.get(index + 1, ()) if strength >= SURE]
    if len(kept) != 1 or not kept[0]:
        return None
    content = next((n for n in range(index + 1, mine.clause(index)[1]) if mine.is_content(n)), None)
    if content is not None and not is_sure(ties, content):
        return None
    return kept[0] if _is_told_there(view, index, kept[0]) else None


def _is_told_there(view: View, index: int, place: int) -> bool:
    mine, other, ties = view.mine, view.other, view.ties
    if is_conditional(mine, index) != is_conditional(other, place) or is_wished(other, place):
        return False
    if is_denied_after(other, place, view.back) or _goes_on(view, index):
        return False
    if is_thought(other, place) or _is_said_again(mine, index) or _is_yet_to(other, place):
        return False
    if any(other.words[j].folded == mine.words[index].folded for j, _ in ties.get(index, ())):
        return False
    before = {j for n in (index - 1, index) for j, _ in ties.get(n, ())}
    if place - 1 not in before and not (index and place == other.clause(place)[0]):
        return False
    near = range(max(other.clause(place)[0], place - NEAR), place)
    return not any(n in near for n in all_negations(other))


def _is_yet_to(reading: Reading, index: int) -> bool:
    """Whether it denies as much as "not yet": has yet to vote."""
    phrase = [word.folded for word in reading.words[index : index + 2]]
    return phrase == ["yet", "to"]


def _is_said_again(reading: Reading, index: int) -> bool:
    """Whether it only goes with the "not" after it, as Russian has it: никогда не брал."""
    word, after = reading.words[index].folded, reading.words[index + 1].folded
    return word not in NOTS and after in NOTS


def _goes_on(view: View, index: int) -> bool:
    """Whether a "not" that denies little goes on with other words: not the first prison."""
    if not is_idle(view.mine.words, index, view.mine.changes):
        return False
    content = [n for n in range(*view.mine.clause(index)) if view.mine.is_content(n)]
    after = [n for n in content if n > index][:REACH]
    kept = [n for n in content if is_sure(view.ties, n)]
    return not set(after) <= set(kept) and len(kept) < ALL_BUT_THAT * len(content)
