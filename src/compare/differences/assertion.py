"""Whether both sides make one assertion, so that a word denied, turned or hedged contradicts.

Two passages on one event share words that are said of different things. So the clauses
around the two words must stand for each other: most of the shorter one and a good part
of the longer, beginning beside the words, with the same subject, speaker and manner.
What falls short of that differs in wording; nothing is compared word by word here.
"""

from collections.abc import Iterator
from enum import Enum
from itertools import islice

from compare.frozen import dataclass
from compare.model import Span

from .denials import all_negations, is_conditional
from .naming import Name, Relation, relation
from .pair import SURE, Pair, Reading, Ties
from .scope import LIGHT
from .voices import other_voices

#: Least share of the content of the closer clause that the other has, and of the other one.
MOST, PART = 0.5, 0.3

#: The same where fewer than so many words are shared, which a chance may do.
FEW, MOST_OF_FEW, PART_OF_FEW = 3, 2 / 3, 0.5

#: Share of the closer clause below which nothing speaks for one assertion.
LEAST_SHARE = 0.25

#: The same for what is denied without a "not" or beside a list: nearly word for word.
NEARLY_ALL, MUCH = 0.8, 0.6

#: Content words before and after a word that are beside it; in a rewording twice as many.
BESIDE = 3

#: How far before a word another may stand that denies it, in words: their failure, again, to meet.
GOVERNED = 8

#: The same before one of two opposites.
CLOSE = 2

#: Words before "to" with which a deed is told all the same: has to share, is able to share.
BOUND = LIGHT | {"able", "due"}


#: Words before a deed in -ing that is only talked of: talks about returning, against returning.
ABOUT = frozenset({"about", "against", "for", "from", "of", "on"})


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


def is_one(pair: Pair, contrast: Contrast, *, strict: bool = False) -> bool:
    """Whether the clauses around the words stand for one another, beginning beside them.

    With *strict* nearly all of both. What the clauses leave open is told by who is spoken
    of, who speaks and whether a deed is told or meant.
    """
    if not _is_beside(pair, contrast):
        return False
    greater, lesser, shared = shares(pair, contrast)
    if _is_asked(pair, contrast):
        return False
    if _is_denied_too(pair, contrast) and (contrast.form is not Form.NOT or lesser < MUCH):
        return False
    if not _is_one_word(pair, contrast):
        return False
    if contrast.form is Form.DENIAL:
        return lesser >= NEARLY_ALL and _is_followed(pair, contrast)
    if contrast.form is Form.OPPOSITE and _is_of_another(pair, contrast):
        return False
    if greater >= NEARLY_ALL and lesser >= MUCH:
        return True
    few, many = (MOST_OF_FEW, PART_OF_FEW), (MOST, PART)
    least = few if shared < FEW else many
    enough = greater >= least[0] and lesser >= least[1]
    return enough and not strict and not _is_of_others(pair, contrast)


def is_apart(pair: Pair, contrast: Contrast) -> bool:
    """Whether nothing but the words themselves speaks for their being said of one thing."""
    greater, _, _ = shares(pair, contrast)
    return greater < LEAST_SHARE and not _is_beside(pair, contrast)


def _is_one_word(pair: Pair, contrast: Contrast) -> bool:
    """Whether the word denied is the very word told, in any form; opposites are never one."""
    if contrast.form in (Form.OPPOSITE, Form.PREFIX):
        return True
    i, j, verbs = contrast.i, contrast.j, pair.a.changes.verbs
    verb = verbs.get(pair.a.words[i].folded)
    same = verb is not None and verb == verbs.get(pair.b.words[j].folded)
    return same or j in kin(pair.a, pair.b, pair.ties, i)


def _is_followed(pair: Pair, contrast: Contrast) -> bool:
    """Whether the word after both is the same or missing: no dam broke, the dam broke."""
    i, j = contrast.i, contrast.j
    after = (
        next((n for n in range(at + 1, clause(reading, at)[1]) if reading.is_content(n)), None)
        for reading, at in ((pair.a, i), (pair.b, j))
    )
    m, n = after
    return m == n if m is None or n is None else n in kin(pair.a, pair.b, pair.ties, m)


def is_of_one(pair: Pair, contrast: Contrast) -> bool:
    """Whether at least the words before both are the same, of one subject and one speaker."""
    named = bool(_before(pair.a, contrast.i)) and bool(_before(pair.b, contrast.j))
    if not named and not _is_beside(pair, contrast, before=True):
        return False
    others = _is_asked(pair, contrast) or _is_denied_too(pair, contrast)
    return not (others or _is_of_others(pair, contrast))


def _held(
    mine: Reading, other: Reading, ties: Ties, index: int, place: int, own: Span
) -> list[bool]:
    """For every content word of the clause but those of *own*, whether the other clause has it.

    Figures, days and names that it does not have are left out: they are told for themselves.
    """
    first, last = clause(other, place)
    words = [
        n
        for n in range(*clause(mine, index))
        if n != index and mine.is_content(n) and not _is_within(mine, n, own)
    ]
    held = {n for n in words if any(first <= m < last for m in kin(mine, other, ties, n))}
    apart = {
        n for m in (*mine.quantities, *mine.moments, *mine.names) for n in range(m.first, m.last)
    }
    return [n in held for n in words if n in held or n not in apart]


def _is_within(reading: Reading, index: int, span: Span) -> bool:
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


def _is_beside(pair: Pair, contrast: Contrast, *, before: bool = False) -> bool:
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
        words = (n for n in way if reading.is_content(n) and not _is_within(reading, n, own))
        yield from islice(words, most)


def _is_asked(pair: Pair, contrast: Contrast) -> bool:
    """Whether one side asks it, supposes it or says it of one alone, and the other does not."""
    i, j = contrast.i, contrast.j
    return (
        _is_question(pair.a, i) != _is_question(pair.b, j)
        or is_conditional(pair.a, i) != is_conditional(pair.b, j)
        or _is_restricted(pair.a, i) != _is_restricted(pair.b, j)
    )


def _is_of_others(pair: Pair, contrast: Contrast) -> bool:
    """Whether it is said of or by somebody else, or a deed is only meant on one side."""
    words = clause(pair.a, contrast.i), clause(pair.b, contrast.j)
    return (
        _is_meant_otherwise(pair, contrast)
        or _is_of_another(pair, contrast)
        or other_voices(pair, *words)
    )


def _is_question(reading: Reading, index: int) -> bool:
    last = clause(reading, index)[1]
    end = reading.words[last].start if last < len(reading.words) else reading.side.span.end
    return "?" in reading.side.text[reading.words[last - 1].end : end]


def _is_restricted(reading: Reading, index: int) -> bool:
    """Whether it is said only of one, which denies it of the others."""
    before = range(clause(reading, index)[0], index)
    return any(reading.words[n].folded in reading.changes.restrictions for n in before)


def _is_meant_otherwise(pair: Pair, contrast: Contrast) -> bool:
    """Whether a deed is told on one side and only meant on the other: plans to sign, signed."""
    i, j = _meant(pair.a, contrast.i, contrast.a), _meant(pair.b, contrast.j, contrast.b)
    if i is None and j is None:
        return False
    return i is None or j is None or j not in kin(pair.a, pair.b, pair.ties, i)


def _meant(reading: Reading, index: int, own: Span) -> int | None:
    """The word before "to" and the word *index* that makes it no deed yet; None without one."""
    if index and reading.words[index - 1].folded in ABOUT and _is_gerund(reading, index):
        return index - 1
    at = index
    while at > 1 and _is_between(reading, at - 1):
        at -= 1
    if at < 2 or reading.words[at - 1].folded != "to":
        return None
    word = reading.words[at - 2]
    plain = not reading.is_content(at - 2) or word.folded in BOUND
    return None if plain or _is_within(reading, at - 2, own) else at - 2


def _is_gerund(reading: Reading, index: int) -> bool:
    return reading.words[index].folded.endswith("ing")


def _is_between(reading: Reading, index: int) -> bool:
    """Whether a word may stand between "to" and its verb: to have been, to not."""
    folded = reading.words[index].folded
    if folded in reading.language.negations:
        return True
    return reading.changes.verbs.get(folded) in ("be", "have")


def _is_of_another(pair: Pair, contrast: Contrast) -> bool:
    """Whether both clauses name somebody before the words, and nobody whom both name."""
    mine, theirs = _before(pair.a, contrast.i), _before(pair.b, contrast.j)
    if not mine or not theirs:
        return False
    return not any(_is_same(pair, a, b) for a in mine for b in theirs)


def _before(reading: Reading, index: int) -> list[Name]:
    first = clause(reading, index)[0]
    return [name for name in reading.names if first <= name.first and name.last <= index]


def _is_same(pair: Pair, a: Name, b: Name) -> bool:
    """Whether both mean one; an index that shares only its last word with another does not."""
    found = relation(a, b, pair.a.language)
    if found is Relation.OTHER or found is Relation.RELATED:
        return any(b.first <= j < b.last for j in kin(pair.a, pair.b, pair.ties, a.first))
    return True


def _is_denied_too(pair: Pair, contrast: Contrast) -> bool:
    """Whether the side that tells it denies it in other words: his refusal to meet."""
    sides = (
        (pair.a, contrast.i, pair.b, pair.ties, contrast.b),
        (pair.b, contrast.j, pair.a, pair.back, contrast.a),
    )
    return any(
        contrast.denier != side and _is_turned_down(*each, contrast.denier < 0)
        for side, each in enumerate(sides)
    )


def _is_turned_down(
    mine: Reading, index: int, other: Reading, ties: Ties, denied: Span, close: bool
) -> bool:
    """Whether a word before it denies it that is not on the other side, or is what denies there."""
    near = range(max(clause(mine, index)[0], index - (CLOSE if close else GOVERNED)), index)
    known = {n for n in all_negations(mine) if n in near}
    known |= {n for n in near if mine.words[n].folded in mine.changes.denials}
    for n in known:
        there = [*kin(mine, other, ties, n)]
        if not there or any(_is_within(other, m, denied) for m in there):
            return True
    return False
