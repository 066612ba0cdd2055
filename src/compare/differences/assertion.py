"""Whether both sides make one assertion, so that a word denied, turned or hedged contradicts.

Two passages on one event share words that are said of different things. So the clauses
around the two words must stand for each other: most of the shorter one and a good part
of the longer, beginning beside the words, with the same subject, speaker and manner.
What falls short of that differs in wording.
"""

from compare.model import Span

from .clauses import FEW, clause, is_beside, is_within, kin, shares
from .contrast import Contrast, Form
from .denials import all_negations, is_conditional, is_limited
from .naming import Name, Relation, relation
from .pair import Pair, Reading, Ties
from .scope import LIGHT
from .voices import other_voices

#: Least share of the content of the closer clause that the other has, and of the other one.
MOST, PART = 0.5, 0.3

#: The same where only a FEW words are shared, which chance may do.
MOST_OF_FEW, PART_OF_FEW = 2 / 3, 0.5

#: Share of the closer clause below which nothing speaks for one assertion.
LEAST_SHARE = 0.25

#: The same for what is denied without a "not" or beside a list: nearly word for word.
NEARLY_ALL, MUCH = 0.8, 0.6

#: How far before a word another may stand that denies it, in words: their failure, again, to meet.
GOVERNED = 8

#: The same before one of two opposites, or where the clauses share much.
CLOSE = 2

#: Words before "to" with which a deed is told all the same: has to share, is able to share.
BOUND = LIGHT | {"able", "due"}

#: Words before a deed in -ing that is only talked of: talks about returning, against returning.
ABOUT = frozenset({"about", "against", "for", "from", "of", "on"})


def is_one(pair: Pair, contrast: Contrast, *, strict: bool = False) -> bool:
    """Whether the clauses around the words stand for one another, beginning beside them.

    With *strict* nearly all of both. What less than that leaves open is told by who is
    spoken of, who speaks and whether a deed is told or meant. Cost: the two clauses.
    """
    if not is_beside(pair, contrast) or not _is_one_word(pair, contrast):
        return False
    greater, lesser, shared = shares(pair, contrast)
    if _is_barred(pair, contrast, lesser):
        return False
    if contrast.form is Form.DENIAL:
        return lesser >= NEARLY_ALL and _is_followed(pair, contrast)
    if greater >= NEARLY_ALL and lesser >= MUCH:
        return True
    least = (MOST_OF_FEW, PART_OF_FEW) if shared < FEW else (MOST, PART)
    enough = greater >= least[0] and lesser >= least[1]
    return enough and not strict and not _is_of_others(pair, contrast)


def _is_barred(pair: Pair, contrast: Contrast, lesser: float) -> bool:
    """Whether something speaks against it however much the clauses share."""
    if _is_asked(pair, contrast):
        return True
    if contrast.form is Form.OPPOSITE and _is_of_another(pair, contrast):
        return True
    loose = contrast.form is not Form.NOT or lesser < MUCH
    if not loose and lesser >= NEARLY_ALL:
        return False
    return _is_denied_too(pair, contrast, near=GOVERNED if loose else CLOSE)


def is_apart(pair: Pair, contrast: Contrast) -> bool:
    """Whether nothing but the words themselves speaks for their being said of one thing."""
    greater, _, _ = shares(pair, contrast)
    return greater < LEAST_SHARE and not is_beside(pair, contrast)


def _is_one_word(pair: Pair, contrast: Contrast) -> bool:
    """Whether the word denied is the very word told, in any form; opposites are never one."""
    if contrast.form in (Form.OPPOSITE, Form.PREFIX):
        return True
    i, j, verbs = contrast.i, contrast.j, pair.a.changes.verbs
    if pair.a.words[i].stem == pair.b.words[j].stem:
        return True
    verb = verbs.get(pair.a.words[i].folded)
    same = verb is not None and verb == verbs.get(pair.b.words[j].folded)
    return same or j in kin(pair.a, pair.b, pair.ties, i)


def _is_followed(pair: Pair, contrast: Contrast) -> bool:
    """Whether the word after both is the same or missing: no dam broke, the dam broke."""
    m, n = _after(pair.a, contrast.i), _after(pair.b, contrast.j)
    return m == n if m is None or n is None else n in kin(pair.a, pair.b, pair.ties, m)


def _after(reading: Reading, index: int) -> int | None:
    rest = range(index + 1, clause(reading, index)[1])
    return next((n for n in rest if reading.is_content(n)), None)


def is_of_one(pair: Pair, contrast: Contrast) -> bool:
    """Whether at least the words before both are the same, of one subject and one speaker."""
    named = bool(_before(pair.a, contrast.i)) and bool(_before(pair.b, contrast.j))
    if not named and not is_beside(pair, contrast, before=True):
        return False
    others = _is_asked(pair, contrast) or _is_denied_too(pair, contrast)
    return not (others or _is_of_others(pair, contrast))


def _is_asked(pair: Pair, contrast: Contrast) -> bool:
    """Whether one side asks it, supposes it, says until when, or of one alone; the other not."""
    i, j = contrast.i, contrast.j
    denied = ((pair.a, i, pair.ties), (pair.b, j, pair.back))[contrast.denier]
    return (
        (contrast.denier >= 0 and is_limited(*denied))
        or _is_question(pair.a, i) != _is_question(pair.b, j)
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
    return None if plain or is_within(reading, at - 2, own) else at - 2


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


def _is_denied_too(pair: Pair, contrast: Contrast, *, near: int = GOVERNED) -> bool:
    """Whether the side that tells it denies it in other words: his refusal to meet."""
    sides = (
        (pair.a, contrast.i, pair.b, pair.ties, contrast.b),
        (pair.b, contrast.j, pair.a, pair.back, contrast.a),
    )
    most = CLOSE if contrast.denier < 0 else near
    return any(
        contrast.denier != side and _is_turned_down(*each, most) for side, each in enumerate(sides)
    )


def _is_turned_down(
    mine: Reading, index: int, other: Reading, ties: Ties, denied: Span, most: int
) -> bool:
    """Whether a word before it denies it that is not on the other side, or is what denies there."""
    near = range(max(clause(mine, index)[0], index - most), index)
    known = {n for n in all_negations(mine) if n in near}
    known |= {n for n in near if mine.words[n].folded in mine.changes.denials}
    for n in known:
        there = [*kin(mine, other, ties, n)]
        if not there or any(is_within(other, m, denied) for m in there):
            return True
    return False
