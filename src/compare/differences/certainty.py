"""Rules on how sure, how strong and how plain the words are: modality and loaded words."""

from collections.abc import Iterator

from compare.model import Difference, EditKind, Weight

from .assertion import is_one
from .clauses import clause
from .contrast import Contrast, Form
from .denials import is_contracted
from .pair import SURE, Pair, Reading
from .rule import rule
from .told import Told

#: Longest hedge in words: "по всей вероятности".
LONGEST_HEDGE = 4

#: Modals that reported speech turns into one another: he said it would, "it will".
SHIFTS = frozenset(
    {frozenset({"certain", "conditional"}), frozenset({"certain-not", "conditional-not"})}
)


@rule(Weight.FACT)
def modality(pair: Pair, told: Told) -> Iterator[Difference]:
    """What is said to be certain on one side is possible or due on the other.

    May for will changes the fact where both sides otherwise assert the same, in their own
    voice or nearly word for word; elsewhere it is wording. A hedge that came or went
    ("reportedly", "likely") is a matter of wording. "Would" for "will" is how speech is
    reported, and no difference.

    Reported:      The dam may close in May. -> The dam will close in May.
    Reported:      He reportedly left the party. -> He left the party.
    Not reported:  It will close, he said: "It will." -> He said it would close: "It will."
    """
    if pair.is_salad:
        return
    yield from _modals(pair, told)
    yield from _hedges(pair, told)


def _modals(pair: Pair, told: Told) -> Iterator[Difference]:
    known = pair.a.language.modals
    for i, word in enumerate(pair.a.words):
        for j, _ in pair.ties.get(i, ()):
            other = pair.b.words[j].folded
            if word.folded not in known or other not in pair.b.language.modals:
                continue
            mine, theirs = known[word.folded], pair.b.language.modals[other]
            if mine == theirs or frozenset({mine, theirs}) in SHIFTS:
                continue
            if _is_split(pair.a, i, pair.b, j) or _is_split(pair.b, j, pair.a, i):
                continue
            spans = pair.a.span(i, i + 1), pair.b.span(j, j + 1)
            verbs = _verbs(pair, i, j)
            if verbs is not None and not (told.has_a(spans[0]) or told.has_b(spans[1])):
                contrast = Contrast(*spans, *verbs, Form.NOT)
                weight = Weight.FACT if _is_fact(pair, contrast) else Weight.WORDING
                message = "not equally certain: “{a}”, “{b}”"
                yield pair.difference("modality", *spans, weight, message)


def _is_split(mine: Reading, index: int, other: Reading, place: int) -> bool:
    """Whether one has its "not" as a word of its own: will not, won't."""
    after = mine.words[index + 1].folded if index + 1 < len(mine.words) else ""
    joined = is_contracted(other.words[place].folded) or other.words[place].folded == "cannot"
    return joined and after in mine.language.negations


def _verbs(pair: Pair, i: int, j: int) -> tuple[int, int] | None:
    """The one verb that both modals go with: the next content words are the same."""
    right_a, right_b = pair.a.neighbours(i, i + 1)[1], pair.b.neighbours(j, j + 1)[1]
    if right_a is None or right_b is None:
        return None
    same = pair.a.words[right_a].stem == pair.b.words[right_b].stem
    return (right_a, right_b) if same or (right_b, SURE) in pair.ties.get(right_a, ()) else None


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
