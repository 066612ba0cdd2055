"""Opposites in the same place: rose and fell, able and unable.

Whether they are said of one thing is asked in `assertion`.
"""

from collections.abc import Iterator

from compare.model import EditKind

from .clauses import kin
from .contrast import Contrast, Form
from .denials import is_denied, is_denied_after
from .matching import matched
from .pair import Pair, Reading, Ties, is_sure

#: Share of content words in common below which two scales have nothing to do with each other.
LEAST_ALIKE = 0.4

#: The place of a word in one replacement whose neighbours on both sides are tied.
BOTH_BESIDE = 6.0

#: The same with a neighbour tied on one side.
ONE_BESIDE = 4.5

#: How far before a word another may stand that takes it back, in words.
UNDONE_NEAR = 4

#: The lines of `opposites` that are scales of many words: up and down, profit and loss.
SCALES = (0, 1)

#: What it is worth that all words of the scale stand at one end on either side.
ALONE = 2.0

#: Least letters that a negative prefix may leave: able, unable; but not "under".
LEAST_TURNED = 4

#: Words for a side that mostly go with a verb, and how near a figure makes them one.
PARTICLES, FIGURE_NEAR = frozenset({"up", "down", "off", "over", "out"}), 4


def turned(pair: Pair) -> Iterator[Contrast]:
    """One word is the other with a negative prefix: able, unable."""
    for run in pair.runs:
        if run.kind not in (EditKind.REPLACE, EditKind.FORM):
            continue
        for i in range(run.a, run.a_end):
            for j in range(run.b, run.b_end):
                prefixed = _is_turned(pair.a, i, pair.b.words[j].folded)
                if prefixed and not _denied_near(pair, i, j, soft=True):
                    yield _contrast(pair, i, j, Form.PREFIX)


def _contrast(pair: Pair, i: int, j: int, form: Form) -> Contrast:
    return Contrast(pair.a.span(i, i + 1), pair.b.span(j, j + 1), i, j, form)


def _is_turned(reading: Reading, i: int, other: str) -> bool:
    folded = reading.words[i].folded
    long, short = (folded, other) if len(folded) > len(other) else (other, folded)
    if len(short) < LEAST_TURNED or not long.endswith(short):
        return False
    return long.removesuffix(short).rstrip("-") in reading.language.negative_prefixes


def _denied_near(pair: Pair, i: int, j: int, *, soft: bool) -> bool:
    """Whether exactly one of the words may be denied, which makes up for the opposite."""
    return is_denied(pair.a, i, soft=soft) != is_denied(pair.b, j, soft=soft)


def opposed(pair: Pair) -> Iterator[Contrast]:
    """Words of two sides of one thing in the same place: rose, fell."""
    left, right = _sided(pair.a, pair.ties), _sided(pair.b, pair.back)
    if pair.is_salad or not (left and right):
        return
    pairs = matched(left, right, lambda i, j: _opposition(pair, i, j), least=3.0)
    for i, j in pairs:
        undone = _is_undone(pair.a, i) != _is_undone(pair.b, j)
        undone = undone or _is_denied_there(pair, i, j)
        if not undone and not _denied_near(pair, i, j, soft=False):
            yield _contrast(pair, i, j, Form.OPPOSITE)


def _is_denied_there(pair: Pair, i: int, j: int) -> bool:
    """Whether a "not" after one makes up for it: unless it is sold, if it is not sold."""
    if pair.a.is_content(i) and pair.b.is_content(j):
        return False
    return _has_not(pair.a, i, pair.ties) != _has_not(pair.b, j, pair.back)


def _has_not(reading: Reading, index: int, ties: Ties) -> bool:
    """Whether a "not" follows, besides the one that Russian has after nobody: никто не знает."""
    itself = reading.words[index].folded in reading.language.negations
    return not itself and is_denied_after(reading, index, ties)


def _is_undone(reading: Reading, index: int) -> bool:
    """Whether a word before it takes it back: to lift the ban is to allow."""
    first = max(reading.clause(index)[0], index - UNDONE_NEAR)
    return any(w.folded in reading.changes.undoings for w in reading.words[first:index])


def _sided(reading: Reading, ties: Ties) -> list[int]:
    """The words that have an opposite and do not stand on the other side as they are."""
    known = reading.changes.opposites
    found = [n for n, word in enumerate(reading.words) if word.folded in known]
    return [n for n in found if not is_sure(ties, n)]


def _is_particle(reading: Reading, index: int) -> bool:
    """Whether it only goes with its verb: gave up, turned down; but "was up 3 points"."""
    if reading.words[index].folded not in PARTICLES:
        return False
    near = range(index - FIGURE_NEAR, index + FIGURE_NEAR + 1)
    forms = reading.changes.verbs
    before = forms.get(reading.words[index - 1].folded, "") if index else ""
    if before == "give":
        return True  # "gave up 3 points" is down
    return before != "be" and not any(
        q.first in near or q.last - 1 in near for q in reading.quantities
    )


def _is_little(reading: Reading, index: int) -> bool:
    """Whether it is a little word of place or time, such as "before"; "up 3 points" is none."""
    return not reading.is_content(index) and reading.words[index].folded not in PARTICLES


def _opposition(pair: Pair, i: int, j: int) -> float:
    """The place two words share when they are opposites; nought when one is matched elsewhere."""
    mine = pair.a.changes.opposites[pair.a.words[i].folded]
    theirs = pair.b.changes.opposites[pair.b.words[j].folded]
    if mine & theirs or not any((line, 1 - side) in theirs for line, side in mine):
        return 0.0
    place = pair.place(i, i + 1, j, j + 1)
    if place < BOTH_BESIDE and (_is_particle(pair.a, i) or _is_particle(pair.b, j)):
        return 0.0
    if place < ONE_BESIDE and (_is_little(pair.a, i) or _is_little(pair.b, j)):
        return 0.0
    if pair.a.words[i].folded in pair.a.changes.framed and not _is_framed(pair, i, j):
        return 0.0
    return place + ALONE * _is_alone(
        pair, frozenset(place for place in mine | theirs if place[0] in SCALES)
    )


def _is_alone(pair: Pair, sides: frozenset[tuple[int, int]]) -> bool:
    """Whether all words of the scale on this side of the link stand at one end of it."""
    shares = pair.tied_share_a(0, len(pair.a.words)), pair.tied_share_b(0, len(pair.b.words))
    lines = {line for line, _ in sides}
    return max(shares) >= LEAST_ALIKE and all(_ends(r, lines) for r in (pair.a, pair.b))


def _ends(reading: Reading, lines: set[int]) -> bool:
    """Whether the words of the scales *lines* all stand at one end."""
    known = reading.changes.opposites
    found = [known[word.folded] for word in reading.words if word.folded in known]
    ends = [{side for line, side in each if line in lines} for each in found]
    ends = [each for each in ends if each]
    return bool(ends) and bool(set.intersection(*ends))


def is_firm(pair: Pair, contrast: Contrast) -> bool:
    """Whether the place of two opposites is sure: one word beside them is the same.

    Words of time and place and little words are so only between the same words.
    """
    i, j = contrast.i, contrast.j
    if not is_small(pair, contrast):
        return pair.place(i, i + 1, j, j + 1) >= ONE_BESIDE
    return _is_framed(pair, i, j)


def _is_framed(pair: Pair, i: int, j: int) -> bool:
    """Whether the words beside both are the same, or missing on both sides."""
    beside = zip(pair.a.neighbours(i, i + 1), pair.b.neighbours(j, j + 1), strict=True)
    return all(
        m == n if m is None or n is None else n in kin(pair.a, pair.b, pair.ties, m)
        for m, n in beside
    )


def is_small(pair: Pair, contrast: Contrast) -> bool:
    """Whether one is a little word, or one that mostly says when, where or which."""
    return any(_is_small(*each) for each in ((pair.a, contrast.i), (pair.b, contrast.j)))


def _is_small(reading: Reading, index: int) -> bool:
    folded = reading.words[index].folded
    known = reading.changes.circumstances
    return not reading.is_content(index) or folded in PARTICLES or folded in known


def is_moved(pair: Pair, contrast: Contrast) -> bool:
    """Whether both are on a scale, and a figure beside each says by how much or to where."""
    return _has_figure(pair.a, contrast.i) and _has_figure(pair.b, contrast.j)


def _has_figure(reading: Reading, index: int) -> bool:
    lines = {line for line, _ in reading.changes.opposites[reading.words[index].folded]}
    near = range(index - FIGURE_NEAR, index + FIGURE_NEAR + 1)
    return bool(lines & {*SCALES}) and any(
        q.first in near or q.last - 1 in near for q in reading.quantities
    )
