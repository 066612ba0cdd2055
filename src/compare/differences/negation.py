"""The rule on negation: what one side denies and the other does not."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from compare.model import Difference, EditKind, Span, Weight

from .matching import matched
from .pair import SURE, Pair, Reading, Ties
from .rule import rule
from .scope import LIGHT, REACH, Negation, is_idle, negations
from .told import Told

#: Share of content words in common below which two scales have nothing to do with each other.
LEAST_ALIKE = 0.4

#: Words that may stand for the denied one; in a longer rewriting nobody can tell which does.
CLOSE = 2

#: The place of a word in one replacement whose neighbours on both sides are tied.
BOTH_BESIDE = 6.0

#: The same with a neighbour tied on one side.
ONE_BESIDE = 4.5

#: Share of the content of a clause that has a counterpart, below which a denied word needs
#: a neighbour that has one.
WELL_KNOWN = 0.6

#: The same share, below which what follows the denied word must be the same.
ALL_BUT_THAT = 0.75

#: How far before the denied word an "if" may stand, in words.
SUPPOSED = 12

#: How far before a word that is not denied a "not" may stand, in words.
NEAR = 4

#: Negations that are said again for every part of a list, and how far a list may go, in words.
LISTED = frozenset({"no", "nor", "neither", "nothing", "without", "ни", "без", "нет"})
LIST_REACH = 10

#: Words before "to" and a deed that has not come of it.
WISHES = frozenset(
    {"want", "wants", "wanted", "hope", "hopes", "hoped", "asked", "tried", "wished"}
)
WISHES |= frozenset({"ability", "chance", "able", "plan", "plans", "effort", "efforts", "right"})

#: The lines of `opposites` that are scales of many words: up and down, profit and loss.
SCALES = (0, 1)

#: What it is worth that all words of the scale stand at one end on either side.
ALONE = 2.0

#: Least letters that a negative prefix may leave: able, unable; but not "under".
LEAST_TURNED = 4


@rule(Weight.FACT)
def negation(pair: Pair, told: Told) -> Iterator[Difference]:
    """One side denies what the other affirms.

    A negation is held against the words it denies: a "not" counts only where its verb
    has a counterpart that is not denied. "Denied", "failed to", "no longer" and
    "without" deny too; two that cancel out ("never denied") and "not only" do not.
    Opposites in the same place (rose, fell; able, unable) turn the sense as well.

    Reported:      Tarvia does not want war. -> Tarvia wants war.
    Reported:      The shares rose 2 percent. -> The shares fell 2 percent.
    Reported:      The mayor denied taking money. -> The mayor took money.
    Not reported:  He has not signed it. -> He has never signed it.
    Not reported:  It will not be signed. -> It won't be signed.
    Not reported:  They are not only angry. -> They are angry.
    """
    words = [*_turned(pair), *_opposed(pair)]
    # "Denied" is the opposite of "confirmed" and no denial of what it is said of besides.
    found = [*(each for each in _flipped(pair) if not _is_one_of(pair, each, words)), *words]
    if len(found) == 2 and _cancel(found):
        found = []
    yield from _distinct([*found, *_bare(pair)])


def _is_one_of(pair: Pair, flipped: Difference, words: Sequence[Difference]) -> bool:
    """Whether the negation of *flipped* is itself a word that is told as an opposite."""
    sides = ((pair.a, flipped.a, [w.a for w in words]), (pair.b, flipped.b, [w.b for w in words]))
    return any(
        reading.span(each.first, each.last).overlap(word) and span.overlap(word)
        for reading, span, told in sides
        for each in negations_of(reading)
        if each.implicit
        for word in told
    )


def _bare(pair: Pair) -> Iterator[Difference]:
    """A "not" that one side has between words that are the same on both."""
    for i in _nots(pair.a):
        j = _kept_after(pair.a, pair.b, (pair.ties, pair.back), i)
        if j is not None:
            first = j - _is_glued(pair.a, i)
            yield _difference(pair, pair.a.span(i, i + 2), pair.b.span(first, j + 1))
    for n in _nots(pair.b):
        kept = _kept_after(pair.b, pair.a, (pair.back, pair.ties), n)
        if kept is not None:
            first = kept - _is_glued(pair.b, n)
            yield _difference(pair, pair.a.span(first, kept + 1), pair.b.span(n, n + 2))


def _nots(reading: Reading) -> list[int]:
    plain = reading.language.negations - LISTED
    return [
        n
        for n, word in enumerate(reading.words[:-1])
        if word.folded in plain or (_is_contracted(word.folded) and not word.text[:1].isupper())
        if reading.words[n + 1].folded not in LIGHT
    ]


def _is_contracted(folded: str) -> bool:
    return folded.endswith("n't")


def _is_glued(reading: Reading, index: int) -> bool:
    """Whether the "not" is one word with its verb, which the other side then has before."""
    folded = reading.words[index].folded
    return _is_contracted(folded) or folded == "cannot"


def _kept_after(mine: Reading, other: Reading, both: tuple[Ties, Ties], index: int) -> int | None:
    """Where the word after a "not" stands on the other side, if nothing denies it there."""
    ties, back = both
    if index + 1 >= len(mine.words) or mine.clause(index) != mine.clause(index + 1):
        return None
    kept = [j for j, strength in ties.get(index + 1, ()) if strength >= SURE]
    if len(kept) != 1 or not kept[0]:
        return None
    place = kept[0]
    content = next((n for n in range(index + 1, mine.clause(index)[1]) if mine.is_content(n)), None)
    if content is not None and not _is_sure(ties, content):
        return None
    if _is_conditional(mine, index) != _is_conditional(other, place):
        return None
    if _is_wished(other, place) or _is_denied_after(other, place, back):
        return None
    if _goes_on(mine, other, ties, index) or any(
        other.words[j].folded == mine.words[index].folded for j, _ in ties.get(index, ())
    ):
        return None
    before = {j for j, _ in ties.get(index - 1, ())} | {j for j, _ in ties.get(index, ())}
    if place - 1 not in before and not (index and place == other.clause(place)[0]):
        return None
    near = range(max(other.clause(place)[0], place - NEAR), place)
    return None if any(n in near for n in _all_negations(other)) else place


def _goes_on(mine: Reading, other: Reading, ties: Ties, index: int) -> bool:
    """Whether a "not" that denies little goes on with other words: not the first prison."""
    if not is_idle(mine.words, index, mine.changes):
        return False
    first, last = mine.clause(index)
    content = [n for n in range(first, last) if mine.is_content(n)]
    after = [n for n in content if n > index][:REACH]
    kept = [n for n in content if any(strength >= SURE for _, strength in ties.get(n, ()))]
    return not set(after) <= set(kept) and len(kept) < ALL_BUT_THAT * len(content)


def _all_negations(reading: Reading) -> list[int]:
    return (
        [n for n, w in enumerate(reading.words) if w.folded in reading.language.negations]
        + [n for each in negations_of(reading) for n in range(each.first, each.last)]
        + [n for n, w in enumerate(reading.words) if _is_contracted(w.folded)]
    )


def _cancel(found: Sequence[Difference]) -> bool:
    """Whether a "not" and an opposite make up for one another: "did not rise", "fell"."""
    first, second = found
    return bool(first.a.overlap(second.a) or first.b.overlap(second.b)) and (
        "opposite" in first.message
    ) != ("opposite" in second.message)


def _distinct(found: Sequence[Difference]) -> Iterator[Difference]:
    seen: list[Difference] = []
    for each in found:
        if not any(each.a.overlap(x.a) or each.b.overlap(x.b) for x in seen):
            seen.append(each)
            yield each


@lru_cache(maxsize=4)  # several rules ask it of one side
def negations_of(reading: Reading) -> tuple[Negation, ...]:
    """The negations of one side."""
    return negations(reading.side.text, reading.words, reading.language, reading.changes)


def unmatched(pair: Pair) -> tuple[list[Negation], list[Negation]]:
    """The negations of each side for which the other has none."""
    a, b = _unkept(pair.a, pair.ties), _unkept(pair.b, pair.back)
    firm = matched(a, b, lambda x, y: _worth(pair, x, y) * (not (x.soft or y.soft)), least=1.0)
    a, b = _left(a, (x for x, _ in firm)), _left(b, (y for _, y in firm))
    soft = matched(a, b, lambda x, y: _worth(pair, x, y) * (x.soft != y.soft), least=2.0)
    a, b = _left(a, (x for x, _ in soft)), _left(b, (y for _, y in soft))
    return [x for x in a if not x.soft], [y for y in b if not y.soft]


def _unkept(reading: Reading, ties: Ties) -> tuple[Negation, ...]:
    """The negations of a side, without soft ones that the other side has as they are."""
    found = negations_of(reading)
    return tuple(each for each in found if not (each.soft and _is_sure(ties, each.first)))


def _left(mine: Sequence[Negation], taken: Iterable[Negation]) -> tuple[Negation, ...]:
    gone = set(taken)
    return tuple(each for each in mine if each not in gone)


def _worth(pair: Pair, a: Negation, b: Negation) -> float:
    """How surely two negations deny the same: by their words, then by their place."""
    if a.double != b.double:
        return 0.0
    heads = sum(pair.tied(i, j) for i in a.heads for j in b.heads)
    words = pair.place(a.first, a.last, b.first, b.last)
    crossed = any(pair.tied(i, j) for i in range(a.first, a.last) for j in b.heads) or any(
        pair.tied(i, j) for j in range(b.first, b.last) for i in a.heads
    )
    return 2.0 * heads + words + crossed


def _flipped(pair: Pair) -> Iterator[Difference]:
    if pair.is_salad:
        return
    left, right = unmatched(pair)
    for negation in left:
        head = _held(pair, negation, pair.ties)
        if head is not None and not _is_shared(negation, pair.b, pair.ties[head]):
            b = _affirmed(pair.b, pair.ties, head)
            yield _difference(pair, _denied(pair.a, negation, head), b)
    for negation in right:
        head = _held(pair, negation, pair.back)
        if head is not None and not _is_shared(negation, pair.a, pair.back[head]):
            a = _affirmed(pair.a, pair.back, head)
            yield _difference(pair, a, _denied(pair.b, negation, head))


def _held(pair: Pair, negation: Negation, ties: Ties) -> int | None:
    """The word denied, if it has a counterpart of one or two words that is no opposite of it."""
    head = next(iter(negation.heads), None)
    if head is None or not 0 < len(ties.get(head, ())) <= CLOSE:
        return None
    if _is_respelt(pair, negation.first, ties):
        return None
    mine = pair.a if ties is pair.ties else pair.b
    same = _is_sure(ties, head) or _is_elsewhere(pair, head, ties)
    if (negation.double or negation.bare in LISTED) and not same:
        return None
    if negation.implicit and any(n.first <= head < n.last for n in mine.names):
        return None  # "denied a Tarvian request": the request is denied, not Tarvia
    if negation.bare in mine.changes.refusals and not _is_clause(mine, negation, head):
        return None  # "rejected the plan": there is a plan all the same
    if not same and not _is_word_for_word(pair, head, ties):
        return None
    if _is_astray(pair, head, ties) or _is_reworded(pair, head, ties):
        return None
    other = _opposite_side(pair, ties)
    if any(_is_denied(other, j, soft=False) or _is_in_list(other, j) for j, _ in ties[head]):
        return None
    if _is_supposed(pair, head, ties) or _goes_on_otherwise(pair, head, ties):
        return None
    return None if _is_no_denial(pair, negation, head, ties) else head


def _is_no_denial(pair: Pair, negation: Negation, head: int, ties: Ties) -> bool:
    """Whether what the other side says of the word leaves room for the denial."""
    mine, other = (pair.a, pair.b) if ties is pair.ties else (pair.b, pair.a)
    place, back = ties[head][0][0], pair.back if ties is pair.ties else pair.ties
    return (
        _is_noun_of(mine, negation, head, other, place)
        or _is_wished(other, place)
        or _is_denied_after(other, place, back)
    )


def _is_noun_of(mine: Reading, negation: Negation, head: int, other: Reading, place: int) -> bool:
    """Whether a deed is denied and a thing told: won't freeze rates, the freeze is short."""
    verb = head == negation.last and negation.bare not in LISTED and not negation.implicit
    if not verb or not place:
        return False
    articles = other.language.determiners
    return other.words[place - 1].folded in articles and mine.words[head - 1].folded not in articles


def _is_denied_after(reading: Reading, index: int, ties: Ties) -> bool:
    """Whether a "not" of its own follows in its clause: held as a witness, not a suspect."""
    last = min(reading.clause(index)[1], index + LIST_REACH)
    plain = (n for n in _nots(reading) if not _is_contracted(reading.words[n].folded))
    return any(index < n < last and not _is_sure(ties, n) for n in plain)


def _is_wished(reading: Reading, index: int) -> bool:
    """Whether it is only wanted: "wanted to march" goes with "could not march"."""
    if index and reading.changes.verbs.get(reading.words[index - 1].folded) == "be":
        index -= 1
    if index < 2 or reading.words[index - 1].folded != "to":
        return False
    return reading.words[index - 2].folded in WISHES


def _is_in_list(reading: Reading, index: int) -> bool:
    """Whether a "not" before it covers a list it ends: could not confirm, deny or comment."""
    if not index or reading.words[index - 1].folded not in ("or", "nor", "или"):
        return False
    first = max(reading.clause(index)[0], index - LIST_REACH)
    return any(n in range(first, index) for n in _nots(reading))


def _is_clause(reading: Reading, negation: Negation, head: int) -> bool:
    """Whether what is refused is a deed: denied taking, denied that he took."""
    between = {word.folded for word in reading.words[negation.last : head]}
    return reading.words[head].folded.endswith("ing") or bool(
        between & {"that", "he", "she", "they"}
    )


def _opposite_side(pair: Pair, ties: Ties) -> Reading:
    return pair.b if ties is pair.ties else pair.a


def _is_supposed(pair: Pair, head: int, ties: Ties) -> bool:
    """Whether one side only supposes it: "if he is not right" denies nothing."""
    mine, other = (pair.a, pair.b) if ties is pair.ties else (pair.b, pair.a)
    return _is_conditional(mine, head) != _is_conditional(other, ties[head][0][0])


def _is_conditional(reading: Reading, head: int) -> bool:
    first = max(reading.clause(head)[0], head - SUPPOSED)
    before = {word.folded for word in reading.words[first:head]}
    return bool(before & reading.changes.conditions)


def _goes_on_otherwise(pair: Pair, head: int, ties: Ties) -> bool:
    """Whether other things are denied and affirmed: wants to pick one, does not want to lose it."""
    mine, other = (pair.a, pair.b) if ties is pair.ties else (pair.b, pair.a)
    back = pair.back if ties is pair.ties else pair.ties
    share = pair.tied_share_a if ties is pair.ties else pair.tied_share_b
    place = ties[head][0][0]
    after, beyond = mine.neighbours(head, head + 1)[1], other.neighbours(place, place + 1)[1]
    if after is None or beyond is None or (beyond, SURE) in ties.get(after, ()):
        return False
    elsewhere = any(
        strength >= SURE for _, strength in (*ties.get(after, ()), *back.get(beyond, ()))
    )
    return not elsewhere and share(*mine.clause(head)) < ALL_BUT_THAT


def _is_astray(pair: Pair, head: int, ties: Ties) -> bool:
    """Whether little around the denied word has a counterpart: wanted to talk, want no war."""
    mine, share = (pair.a, pair.tied_share_a) if ties is pair.ties else (pair.b, pair.tied_share_b)
    back = pair.back if ties is pair.ties else pair.ties
    other = pair.b if ties is pair.ties else pair.a
    beside = mine.neighbours(head, head + 1)
    place = ties[head][0][0]
    beyond = other.neighbours(place, place + 1)
    if None in (*beside, *beyond):
        return False
    near = any(i == k for j in beyond if j is not None for k, _ in back.get(j, ()) for i in beside)
    return not near and share(*mine.clause(head)) < WELL_KNOWN


def _is_elsewhere(pair: Pair, head: int, ties: Ties) -> bool:
    """Whether the other side has the same word in another place of the text."""
    mine, other = (pair.a, pair.b) if ties is pair.ties else (pair.b, pair.a)
    return any(mine.words[head].stem == other.words[j].stem for j, _ in ties[head])


def _is_word_for_word(pair: Pair, head: int, ties: Ties) -> bool:
    """Whether one other word replaced the head between words that are the same on both sides."""
    other = ties[head][0][0]
    i, j = (head, other) if ties is pair.ties else (other, head)
    verbs = pair.a.changes.verbs
    verb = verbs.get(pair.a.words[i].folded)
    if verb is not None and verb == verbs.get(pair.b.words[j].folded):
        return True  # taking, took
    if pair.place(i, i + 1, j, j + 1) < BOTH_BESIDE:
        return False
    for run in pair.runs:
        first, last = (run.a, run.a_end) if ties is pair.ties else (run.b, run.b_end)
        if first <= head < last:
            sides = (pair.a, run.a, run.a_end), (pair.b, run.b, run.b_end)
            return all(sum(map(r.is_content, range(i, j))) == 1 for r, i, j in sides)
    return False


def _is_reworded(pair: Pair, head: int, ties: Ties) -> bool:
    """Whether the counterpart is an opposite, so that "not difficult" stands for "easy"."""
    mine, other = (pair.a, pair.b) if ties is pair.ties else (pair.b, pair.a)
    sides = mine.changes.opposites.get(mine.words[head].folded, frozenset())
    return any(
        (line, 1 - side) in other.changes.opposites.get(other.words[j].folded, frozenset())
        for line, side in sides
        for j, _ in ties[head]
    )


def _is_respelt(pair: Pair, first: int, ties: Ties) -> bool:
    """Whether the "not" stands on the other side too, inside a word: Do Not Call, do-not-call."""
    mine, other = (pair.a, pair.b) if ties is pair.ties else (pair.b, pair.a)
    folded = mine.words[first].folded
    return any(folded in other.words[j].folded.split("-") for j, _ in ties.get(first, ()))


def _is_shared(negation: Negation, other: Reading, held: tuple[tuple[int, float], ...]) -> bool:
    """Whether one "no" of the other side covers a list: no blood and no bones; no blood, bones."""
    if negation.bare not in LISTED:
        return False
    first = min(j for j, _ in held)
    begin, end = other.clause(first)
    near = range(max(begin, first - LIST_REACH), min(end, first + LIST_REACH))
    return any(n.first in near and not n.soft for n in negations_of(other))


def _denied(reading: Reading, negation: Negation, head: int) -> Span:
    return reading.span(negation.first, max(head + 1, negation.last))


def _affirmed(reading: Reading, ties: Ties, head: int) -> Span:
    words = [j for j, strength in ties[head]]
    return reading.span(min(words), max(words) + 1)


def _difference(pair: Pair, a: Span, b: Span) -> Difference:
    return pair.difference("negation", a, b, Weight.FACT, "one denies it: “{a}”, “{b}”")


def _turned(pair: Pair) -> Iterator[Difference]:
    """One word is the other with a negative prefix: able, unable."""
    for run in pair.runs:
        if run.kind not in (EditKind.REPLACE, EditKind.FORM):
            continue
        for i in range(run.a, run.a_end):
            for j in range(run.b, run.b_end):
                turned = _is_turned(pair.a, i, pair.b.words[j].folded)
                if turned and not _denied_near(pair, i, j, soft=True):
                    spans = pair.a.span(i, i + 1), pair.b.span(j, j + 1)
                    message = "the opposite word: “{a}”, “{b}”"
                    yield pair.difference("negation", *spans, Weight.FACT, message)


def _is_turned(reading: Reading, i: int, other: str) -> bool:
    folded = reading.words[i].folded
    long, short = (folded, other) if len(folded) > len(other) else (other, folded)
    if len(short) < LEAST_TURNED or not long.endswith(short):
        return False
    return long.removesuffix(short).rstrip("-") in reading.language.negative_prefixes


def _denied_near(pair: Pair, i: int, j: int, *, soft: bool) -> bool:
    """Whether exactly one of the words may be denied, which makes up for the opposite."""
    return _is_denied(pair.a, i, soft=soft) != _is_denied(pair.b, j, soft=soft)


def _is_denied(reading: Reading, index: int, *, soft: bool) -> bool:
    """Whether a negation says so of the word, or with *soft* a verb before it in its clause."""
    first, _ = reading.clause(index)
    return any(
        (soft and first <= each.first < index) if each.soft else index in each.heads
        for each in negations_of(reading)
    )


def _opposed(pair: Pair) -> Iterator[Difference]:
    """Words of two sides of one thing in the same place: rose, fell."""
    left, right = _sided(pair.a), _sided(pair.b)
    if pair.is_salad or not (left and right):
        return
    pairs = matched(left, right, lambda i, j: _opposition(pair, i, j), least=3.0)
    for i, j in pairs:
        if not _denied_near(pair, i, j, soft=False):
            spans = pair.a.span(i, i + 1), pair.b.span(j, j + 1)
            yield pair.difference(
                "negation", *spans, Weight.FACT, "the opposite word: “{a}”, “{b}”"
            )


def _sided(reading: Reading) -> list[int]:
    return [n for n, word in enumerate(reading.words) if word.folded in reading.changes.opposites]


#: Words for a side that mostly go with a verb, and how near a figure makes them one.
PARTICLES, FIGURE_NEAR = frozenset({"up", "down", "off", "over", "out"}), 4


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
    if _is_sure(pair.ties, i) or _is_sure(pair.back, j):
        return 0.0
    place = pair.place(i, i + 1, j, j + 1)
    if place < BOTH_BESIDE and (_is_particle(pair.a, i) or _is_particle(pair.b, j)):
        return 0.0
    if place < ONE_BESIDE and (_is_little(pair.a, i) or _is_little(pair.b, j)):
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
    found = [reading.changes.opposites[reading.words[n].folded] for n in _sided(reading)]
    ends = [{side for line, side in each if line in lines} for each in found]
    ends = [each for each in ends if each]
    return bool(ends) and bool(set.intersection(*ends))


def _is_sure(ties: Ties, n: int) -> bool:
    return any(strength >= SURE for _, strength in ties.get(n, ()))
