"""What a figure does in its clause: an age, a number in a row, a level or a change.

Read from the words beside it, without grammar; where they say nothing, nothing is said.
"""

from .pair import Reading
from .quantity import Quantity

#: Highest figure that is an age.
OLDEST = 120

#: Words before a figure that is where something stands, and before one it moved by.
LEVELS, CHANGES = frozenset({"to", "at"}), frozenset({"by"})

#: The line of `opposites` that is about going up and down.
UP_AND_DOWN = 0

#: How many words of a bound may stand before a figure: more than 2.
LONGEST_BOUND = 3


def is_age(reading: Reading, q: Quantity) -> bool:
    """Whether it stands between commas after a name: Brook, 60, a former mayor."""
    if q.unit or q.low > OLDEST or not q.digits or not _ends_name(reading, q.first):
        return False
    text, end = reading.side.text, reading.words[q.last - 1].end
    before = text[reading.words[q.first - 1].end : reading.words[q.first].start]
    return before.strip() == "," and text[end : end + 1] in tuple(",.;")


def _ends_name(reading: Reading, first: int) -> bool:
    return any(name.last == first for name in reading.names)


def is_counter(reading: Reading, q: Quantity) -> bool:
    """Whether the word before numbers it: "day four", "No. 4" and "flight 12" are no amounts."""
    if not q.first or q.unit or reading.words[q.first - 1].folded not in reading.changes.counted:
        return False
    gap = reading.side.text[reading.words[q.first - 1].end : reading.words[q.first].start]
    return gap in (" ", ". ", "\u00a0", ".\u00a0")


def level(reading: Reading, q: Quantity) -> str:
    """Whether it is where something stands ("level"), what it moved by ("change"), or unknown."""
    before = _before(reading, q)
    word = reading.words[before].folded if before >= 0 else ""
    if word in LEVELS:
        return "level"
    sides = reading.changes.opposites.get(word, frozenset())
    moved = word in CHANGES or any(line == UP_AND_DOWN for line, _ in sides)
    return "change" if moved else ""


def _before(reading: Reading, q: Quantity) -> int:
    """The word before a figure and its bound; -1 where there is none."""
    at = q.first - 1
    if not q.bound:
        return at
    known = reading.changes
    bounds = known.about | known.above | known.below | known.least | known.most
    parts = {part for phrase in bounds for part in phrase.split()} - LEVELS
    for _ in range(LONGEST_BOUND):
        if at >= 0 and reading.words[at].folded in parts:
            at -= 1
    return at
