"""Modals and the verbs they go with: may sell, has to sell, may have sold.

Read of one side each, and held together by their verbs. What a difference weighs is asked
in `certainty`.
"""

from collections.abc import Iterator
from functools import lru_cache

from compare.frozen import dataclass

from .clauses import clause
from .denials import NOTS, is_contracted
from .pair import SURE, Pair, Reading

#: Longest modal in words: "is required to".
LONGEST = 3

#: Of what "can" or "could" be, one side may tell that it was: could see, saw.
ABLE = frozenset({"can", "could", "мог", "могла", "могли", "могло", "можно"})

#: What one had to do was mostly done.
DONE = frozenset({"had", "needed"})

#: How far after a modal its verb may be, in words: may not have been formally.
FAR = 5

#: Words that no verb follows which tells a deed.
ABOUT = frozenset({"about", "against", "for", "from", "of", "on", "without", "to"})

#: What a modal is with a "not"; "cannot" and "can not" are one.
DENIED = {"possible": "maybe-not", "certain": "certain-not", "conditional": "conditional-not"}
DENIED |= {"necessary": "necessary-not", "advised": "advised-not"}

#: The senses that one side may leave out: "will" and "would" only tell the time.
TOLD = frozenset({"possible", "necessary", "advised"})

#: What a Russian verb ends in that another one governs.
_INFINITIVE = ("ть", "ти", "чь", "ться", "тись", "чься")


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal at words [first, last), its sense and the verb or noun at word *verb*.

    *weak* where it may stand for the deed itself: could see, should rise.
    """

    first: int
    last: int
    sense: str
    verb: int
    weak: bool = False

    @property
    def is_denied(self) -> bool:
        """Whether it has a "not": cannot, will not."""
        return self.sense == "impossible" or self.sense.endswith("-not")

    @property
    def bare(self) -> str:
        """Its sense without one."""
        plain = {"impossible": "possible", "maybe-not": "possible"}
        return plain.get(self.sense, self.sense.removesuffix("-not"))


@lru_cache(maxsize=4)  # asked of a side once for every pair of it
def modals_of(reading: Reading) -> tuple[Modal, ...]:
    """The modals of one side that have a verb, in reading order. Cost: its length."""
    found = (_modal(reading, n) for n in range(len(reading.words)))
    return tuple(each for each in found if each is not None)


def _modal(reading: Reading, first: int) -> Modal | None:
    length, sense = _sense(reading, first)
    if not length or _is_name(reading, first):
        return None
    last = first + length
    after = reading.words[last].folded if last < len(reading.words) else ""
    before = reading.words[first - 1].folded if first else ""
    if before in reading.language.determiners:
        return None  # a can, the will
    denied = after in NOTS or before in NOTS or is_contracted(before)
    if denied and length > 1:
        return None  # do not have to: there the "not" denies that it is due
    able = reading.words[first].folded in ABLE
    if denied:
        sense = "impossible" if able or before in NOTS else DENIED.get(sense, sense)
    verb = _verb(reading, last)
    if verb is None:
        return None
    have = reading.changes.verbs.get(after) == "have"
    done = reading.words[first].folded in DONE
    weak = (able and not have) or done or sense == "advised"
    return Modal(first, last, sense, verb, weak=weak)


def _verb(reading: Reading, start: int) -> int | None:
    """The first word with content from *start* on, over "have been" and "formally"."""
    text, known = reading.side.text, reading.language
    for n in range(start, min(start + FAR, len(reading.words))):
        between = text[reading.words[n - 1].end : reading.words[n].start]
        folded = reading.words[n].folded
        if between.strip() or folded in known.determiners or folded in known.pronouns:
            return None
        if reading.is_content(n) and not folded.endswith("ly"):
            return n
    return None


def _sense(reading: Reading, first: int) -> tuple[int, str]:
    """How many words the modal at *first* has, and its sense; 0 for none."""
    known = reading.changes.modal_phrases
    for length in range(LONGEST, 1, -1):
        phrase = " ".join(word.folded for word in reading.words[first : first + length])
        if phrase in known:
            return length, known[phrase]
    sense = reading.language.modals.get(reading.words[first].folded, "")
    return int(bool(sense)), sense


def _is_name(reading: Reading, index: int) -> bool:
    """Whether it is the month or somebody rather than a modal: on May 5, Mrs May."""
    dated = any(each.first <= index < each.last for each in reading.moments)
    inside = index > clause(reading, index)[0]
    return dated or (inside and reading.words[index].text[:1].isupper())


def both(pair: Pair) -> Iterator[tuple[Modal, Modal]]:
    """The modals of a and b that go with one verb; each at most once."""
    there = modals_of(pair.b)
    by_word, by_verb = {m.first: m for m in there}, {m.verb: m for m in there}
    used: set[Modal] = set()
    for mine in modals_of(pair.a):
        placed = [by_word[j] for j, _ in pair.ties.get(mine.first, ()) if j in by_word]
        placed = [each for each in placed if _is_verb_of(pair, mine.verb, each.verb)]
        verbs = [by_verb[j] for j in counterparts(pair, mine.verb) if j in by_verb]
        theirs = next((each for each in [*placed, *verbs] if each not in used), None)
        if theirs is not None:
            used.add(theirs)
            yield mine, theirs


def _is_verb_of(pair: Pair, i: int, j: int) -> bool:
    return is_same(pair, i, j) or (j, SURE) in pair.ties.get(i, ())


def counterparts(pair: Pair, index: int) -> list[int]:
    """The words of b that surely are word *index* of a, in any form."""
    ties = pair.ties.get(index, ())
    return [j for j, strength in ties if strength >= SURE or is_same(pair, index, j)]


def is_same(pair: Pair, i: int, j: int) -> bool:
    """Whether word *i* of a and word *j* of b are one word in any form."""
    a, b, verbs = pair.a.words[i], pair.b.words[j], pair.a.changes.verbs
    verb = verbs.get(a.folded)
    return a.stem == b.stem or (verb is not None and verb == verbs.get(b.folded))


def is_told_plainly(reading: Reading, verb: int) -> bool:
    """Whether word *verb* is a deed told without any doubt: no modal, "to" or hedge beside it."""
    before = reading.words[verb - 1].folded if verb else ""
    folded = reading.words[verb].folded
    governed = before in ABOUT or before in reading.language.determiners
    governed = governed or folded.endswith(_INFINITIVE)
    if folded.endswith("ing") and reading.changes.verbs.get(before) != "be":
        return False
    if governed or any(each.verb == verb for each in modals_of(reading)):
        return False
    hedges, words = reading.language.hedges, range(*clause(reading, verb))
    return not any(reading.words[n].folded in hedges and not _is_name(reading, n) for n in words)
