"""Rules on how sure, how strong and how plain the words are: modality and loaded words."""

from collections.abc import Iterator
from itertools import combinations

from compare.model import Difference, EditKind, Span, Weight

from .assertion import is_one
from .clauses import clause
from .contrast import Contrast, Form
from .modals import TOLD, Modal, both, counterparts, is_told_plainly, modals_of
from .pair import Pair, Reading, Ties, is_sure
from .rule import rule
from .scope import is_idle
from .told import Told

#: Longest hedge in words: "по всей вероятности".
LONGEST_HEDGE = 4

#: Modals that reported speech turns into one another: he said it would, "it will".
SHIFTS = frozenset(
    {frozenset({"certain", "conditional"}), frozenset({"certain-not", "conditional-not"})}
)
#: What is not to be done: must not, may not, cannot.
SHIFTS |= {
    frozenset(both) for both in combinations(("maybe-not", "necessary-not", "impossible"), 2)
}


@rule(Weight.FACT)
def modality(pair: Pair, told: Told) -> Iterator[Difference]:
    """What is said to be certain on one side is possible or due on the other.

    May for will, or a may that came or went, changes the fact where both sides otherwise
    assert the same, in their own voice or nearly word for word; elsewhere it is wording. A
    hedge that came or went ("reportedly", "likely") and an "only" are a matter of wording.
    "Would" for "will" is how speech is reported, and no difference.

    Reported:      The dam may close in May. -> The dam will close in May.
    Reported:      The firm may have sold the dam. -> The firm sold the dam.
    Reported:      He reportedly left the party. -> He left the party.
    Not reported:  It will close, he said: "It will." -> He said it would close: "It will."
    """
    if pair.is_salad:
        return
    yield from _modals(pair, told)
    yield from _restricted(pair, told)
    yield from _hedges(pair, told)


def _modals(pair: Pair, told: Told) -> Iterator[Difference]:
    paired = [*both(pair)]
    for mine, theirs in paired:
        if _is_as_sure(mine, theirs):
            continue
        spans = pair.a.span(mine.first, mine.last), pair.b.span(theirs.first, theirs.last)
        weight = _weight(pair, Contrast(*spans, mine.verb, theirs.verb, Form.NOT))
        yield from _told_once(pair, told, spans, weight)
    yield from _plain(pair, told, {each for each, _ in paired}, {each for _, each in paired})


def _is_as_sure(a: Modal, b: Modal) -> bool:
    """Whether they differ in nothing but how speech is reported, or in a "not"."""
    senses = (a.sense, b.sense) if a.is_denied == b.is_denied else (a.bare, b.bare)
    return senses[0] == senses[1] or frozenset(senses) in SHIFTS


def _plain(pair: Pair, told: Told, used_a: set[Modal], used_b: set[Modal]) -> Iterator[Difference]:
    """Modals of one side whose verb the other tells without one: may have sold, sold."""
    for mine in _one_sided_of(pair.a, used_a):
        for j in counterparts(pair, mine.verb)[:1]:
            if is_told_plainly(pair.b, j):
                spans = pair.a.span(mine.first, mine.verb + 1), pair.b.span(j, j + 1)
                yield from _less(pair, told, mine, spans, (mine.verb, j))
    back = {j: i for i in pair.ties for j in counterparts(pair, i)}
    for theirs in _one_sided_of(pair.b, used_b):
        i = back.get(theirs.verb)
        if i is not None and is_told_plainly(pair.a, i):
            spans = pair.a.span(i, i + 1), pair.b.span(theirs.first, theirs.verb + 1)
            yield from _less(pair, told, theirs, spans, (i, theirs.verb))


def _one_sided_of(reading: Reading, used: set[Modal]) -> list[Modal]:
    return [each for each in modals_of(reading) if each.sense in TOLD and each not in used]


def _less(
    pair: Pair, told: Told, modal: Modal, spans: tuple[Span, Span], verbs: tuple[int, int]
) -> Iterator[Difference]:
    strict = is_one(pair, Contrast(*spans, *verbs, Form.NOT), strict=True)
    weight = Weight.FACT if strict and not modal.weak else Weight.WORDING
    yield from _told_once(pair, told, spans, weight)


def _told_once(
    pair: Pair, told: Told, spans: tuple[Span, Span], weight: Weight
) -> Iterator[Difference]:
    if not (told.has_a(spans[0]) or told.has_b(spans[1])):
        message = "not equally certain: “{a}”, “{b}”"
        yield pair.difference("modality", *spans, weight, message)


def _weight(pair: Pair, contrast: Contrast) -> Weight:
    return Weight.FACT if _is_fact(pair, contrast) else Weight.WORDING


def _restricted(pair: Pair, told: Told) -> Iterator[Difference]:
    """An "only" that one side has between words that are the same on both."""
    for run in pair.runs:
        if run.kind is EditKind.DELETE and _is_restriction(pair.a, pair.ties, run.a, run.a_end):
            spans = pair.a.span(run.a, run.a_end), pair.counterpart_b(run.a, run.a_end)
        elif run.kind is EditKind.INSERT and _is_restriction(pair.b, pair.back, run.b, run.b_end):
            spans = pair.counterpart_a(run.b, run.b_end), pair.b.span(run.b, run.b_end)
        else:
            continue
        if not (told.has_a(spans[0]) or told.has_b(spans[1])):
            message = "of one alone on one side only: “{a}{b}”"
            yield pair.difference("modality", *spans, Weight.WORDING, message)


def _is_restriction(reading: Reading, ties: Ties, first: int, last: int) -> bool:
    """Whether the words are one "only", beside words that stand on the other side; of no figure."""
    if last - first != 1 or reading.words[first].folded not in reading.changes.restrictions:
        return False
    if reading.quantity_at(last) is not None or (
        first and is_idle(reading.words, first - 1, reading.changes)
    ):
        return False
    beside = (n for n in (first - 1, last) if 0 <= n < len(reading.words))
    return all(is_sure(ties, n) for n in beside)


def _is_fact(pair: Pair, contrast: Contrast) -> bool:
    """Whether one assertion is less certain on one side: its own, or nearly word for word.

    Reported speech shifts its modals, and a speaker's doubt is not the article's.
    """
    if not is_one(pair, contrast):
        return False
    reported = _is_reported(pair.a, contrast.i) or _is_reported(pair.b, contrast.j)
    return not reported or is_one(pair, contrast, strict=True)


def _is_reported(reading: Reading, index: int) -> bool:
    span = reading.span(*clause(reading, index))
    quoted = reading.quoted(index, index + 1)
    return quoted or any(span.overlap(cue.span) for cue in reading.side.attributions)


def _hedges(pair: Pair, told: Told) -> Iterator[Difference]:
    message = "certain on one side only: “{a}{b}”"
    for run in pair.runs:
        if run.kind is EditKind.EQUAL:
            continue
        mine, theirs = _hedged(pair.a, run.a, run.a_end), _hedged(pair.b, run.b, run.b_end)
        if bool(mine) == bool(theirs) or run.kind is EditKind.MOVE:
            continue
        if mine and not told.has_a(pair.a.span(*mine)):
            spans = pair.a.span(*mine), pair.counterpart_b(*mine)
            yield pair.difference("modality", *spans, Weight.WORDING, message)
        if theirs and not told.has_b(pair.b.span(*theirs)):
            spans = pair.counterpart_a(*theirs), pair.b.span(*theirs)
            yield pair.difference("modality", *spans, Weight.WORDING, message)


#: Hedges that are more often something else, or belong to a figure.
LOOSE = frozenset({"about", "around", "some", "can", "could", "may", "might", "nearly", "almost"})
LOOSE |= {"often", "sometimes", "usually", "roughly", "approximately", "suggest", "suggested"}
LOOSE |= {"около", "почти", "примерно", "приблизительно", "порядка", "обычно", "часто", "иногда"}
LOOSE |= {"будто", "похоже"}


def _hedged(reading: Reading, first: int, last: int) -> tuple[int, int] | None:
    for n in range(first, last):
        for length in range(min(LONGEST_HEDGE, last - n), 0, -1):
            phrase = " ".join(word.folded for word in reading.words[n : n + length])
            if phrase in reading.language.hedges and phrase not in LOOSE:
                return n, n + length
    return None


@rule(Weight.WORDING)
def loaded_word(pair: Pair, told: Told) -> Iterator[Difference]:
    """A word with a judgement or a strong degree in it stands on one side only.

    Reported:      The regime closed the port. -> The government closed the port.
    Reported:      Prices rose sharply in May. -> Prices rose in May.
    Not reported:  The regime closed the port. -> The port was closed by the regime.
    """
    if pair.is_salad:
        return
    stems_a = {word.stem for word in pair.a.words}
    stems_b = {word.stem for word in pair.b.words}
    for run in pair.runs:
        if run.kind in (EditKind.EQUAL, EditKind.FORM, EditKind.MOVE):
            continue
        mine, theirs = _loaded(pair.a, run.a, run.a_end), _loaded(pair.b, run.b, run.b_end)
        if mine is not None and theirs is None and pair.a.words[mine].stem not in stems_b:
            yield from _one_sided(pair, told, run.b, run.b_end, mine, None)
        if theirs is not None and mine is None and pair.b.words[theirs].stem not in stems_a:
            yield from _one_sided(pair, told, run.a, run.a_end, None, theirs)


def _one_sided(
    pair: Pair, told: Told, first: int, last: int, mine: int | None, theirs: int | None
) -> Iterator[Difference]:
    """The loaded word of one side with the words [first, last) of the other."""
    if mine is not None:
        a = pair.a.span(mine, mine + 1)
        b = pair.b.span(first, last) if first < last else pair.counterpart_b(mine, mine + 1)
    else:
        assert theirs is not None
        b = pair.b.span(theirs, theirs + 1)
        a = pair.a.span(first, last) if first < last else pair.counterpart_a(theirs, theirs + 1)
    if told.has_a(a) or told.has_b(b):
        return
    both = len(a) and len(b)
    message = "stronger or plainer: “{a}”, “{b}”" if both else "on one side only: “{a}{b}”"
    yield pair.difference("loaded-word", a, b, Weight.WORDING, message)


def _loaded(reading: Reading, first: int, last: int) -> int | None:
    for n in range(first, last):
        folded = reading.words[n].folded
        if folded in reading.language.loaded_words:
            return n
        if folded in reading.language.intensifiers and reading.is_content(n):
            return n
    return None
