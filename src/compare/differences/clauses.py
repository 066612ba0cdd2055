"""How much the clauses around two words have in common, and what is beside them.

Nothing is judged here; `assertion` says how much is enough.
"""

from collections.abc import Iterator
from itertools import islice

from compare.model import Span

from .contrast import Contrast
from .moment import Moment
from .naming import Name
from .pair import SURE, Pair, Reading, Ties
from .quantity import Quantity

#: Fewer words in common may be so by chance.
FEW = 3

#: Content words before and after a word that are beside it; in a rewording twice as many.
BESIDE = 3


def shares(pair: Pair, contrast: Contrast) -> tuple[float, float, int]:
    """The greater and the lesser share, 0 to 1, of both clauses, and the words shared.

    Without any other content on both sides the shares are 1. Cost: the two clauses.
    """
    a = _held(pair.a, pair.b, pair.ties, contrast.i, contrast.j, contrast.a)
    b = _held(pair.b, pair.a, pair.back, contrast.j, contrast.i, contrast.b)
    if not a and not b:
        return 1.0, 1.0, FEW
    both = sorted((sum(each) / len(each) if each else 0.0 for each in (a, b)), reverse=True)
    return both[0], both[1], max(sum(a), sum(b))


def _held(
    mine: Reading, other: Reading, ties: Ties, index: int, place: int, own: Span
) -> list[bool]:
    """For every content word of the clause but those of *own*, whether the other clause has it.

    Figures, days and names that it does not have are left out, for they are told for themselves,
    and so are words that only affirm.
    """
    first, last = clause(other, place)
    words = [
        n
        for n in range(*clause(mine, index))
        if n != index and mine.is_content(n) and not is_within(mine, n, own)
    ]
    held = {n for n in words if any(first <= m < last for m in kin(mine, other, ties, n))}
    told: list[Quantity | Moment | Name] = [*mine.quantities, *mine.moments, *mine.names]
    apart = {n for mention in told for n in range(mention.first, mention.last)}
    apart.update(n for n in words if mine.words[n].folded in mine.changes.affirmations)
    return [n in held for n in words if n in held or n not in apart]


def is_within(reading: Reading, index: int, span: Span) -> bool:
    """Whether word *index* begins inside *span*."""
    return span.start <= reading.words[index].start < span.end


def kin(mine: Reading, other: Reading, ties: Ties, index: int) -> Iterator[int]:
    """The words of the other side that surely are word *index* of *mine*, wherever they moved."""
    for j, strength in ties.get(index, ()):
        if strength >= SURE or mine.words[index].stem == other.words[j].stem:
            yield j


def clause(reading: Reading, index: int) -> tuple[int, int]:
    """The clause of word *index*, over full stops that end nothing: Mr. Brook, .XYZ."""
    first, last = reading.clause(index)
    while first and _goes_on(reading, first - 1):
        first = reading.clause(first - 1)[0]
    while last < len(reading.words) and _goes_on(reading, last - 1):
        last = reading.clause(last)[1]
    return first, last


def _goes_on(reading: Reading, index: int) -> bool:
    """Whether the full stop after word *index* belongs to a word that is written short."""
    word, text = reading.words[index], reading.side.text
    between = text[word.end : reading.words[index + 1].start]
    if between.endswith(".") or between.isspace():
        return True
    bare, known = word.folded.rstrip("."), reading.language
    short = bare in known.honorifics or bare in known.titles or bare in reading.changes.short_forms
    initials = "." in bare or (len(bare) == 1 and bare.isalpha())
    return between.strip() == "." and (short or initials)


def is_beside(pair: Pair, contrast: Contrast, *, before: bool = False) -> bool:
    """Whether words beside both stand for one another, or neither has any; with *before* the last
    ones before them.
    """
    sides = (pair.a, contrast.i, contrast.a), (pair.b, contrast.j, contrast.b)
    most = 1 if before else BESIDE
    mine, theirs = ([*_near(*side, most, before=before)] for side in sides)
    if not mine and not theirs:
        return not before
    wide_a, wide_b = ([*_near(*side, 2 * BESIDE, before=before)] for side in sides)
    there = any(m in wide_b for n in mine for m in kin(pair.a, pair.b, pair.ties, n))
    return there and any(m in wide_a for n in theirs for m in kin(pair.b, pair.a, pair.back, n))


def _near(reading: Reading, index: int, own: Span, most: int, *, before: bool) -> Iterator[int]:
    """At most so many content words of the clause before word *index*, and after it."""
    first, last = clause(reading, index)
    ways = [range(index - 1, first - 1, -1), range(index + 1, last)]
    for way in ways[: 1 if before else 2]:
        words = (n for n in way if reading.is_content(n) and not is_within(reading, n, own))
        yield from islice(words, most)
