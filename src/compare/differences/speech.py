"""Rules on who speaks: attribution, and words quoted here and retold there."""

from collections.abc import Iterator, Sequence

from compare.model import Attribution, Difference, EditKind, Quotation, QuotationKind, Span, Weight

from .assertion import MUCH, NEARLY_ALL
from .clauses import clause, kin, shares
from .contrast import Contrast, Form
from .matching import matched
from .pair import SAME_GAP, Pair, Reading
from .rule import rule
from .told import Told
from .voices import are_two, inside, is_named_near, is_other

#: Share of content words in common from which two lone cues tell of one speech.
MUCH_THE_SAME = 0.6

#: Content words that two cues must have in common beside them to tell of one speech.
LEAST_SAID = 3

#: Code points between a cue, with its speaker, and the quotation it introduces.
BESIDE_CUE = 60

#: Words a quotation must have in the link to be told quoted or retold.
LEAST_QUOTED = 4

#: Share of its content words that the other side must have outside quotation marks.
RETOLD = 0.5

#: The same where the other side quotes nothing at all: then all it tells is told in its words.
RETOLD_PLAIN = 0.3


@rule(Weight.WORDING)
def attribution(pair: Pair, told: Told) -> Iterator[Difference]:
    """The words of speech differ in what they imply, or another person is said to speak.

    "Said" is neutral; "claimed" doubts, "admitted" concedes, "insisted" asserts. Another
    speaker is a fact where both are named beside the word, nearly the same words are said,
    and neither document names the other one nearby, who may speak with him or for him;
    words that only one side attributes to somebody are wording.

    Reported:      The sea is rising, Arden said. -> The sea is rising, Arden claimed.
    Not reported:  The sea is rising, Arden said. -> The sea is rising, Arden told reporters.
    """
    yield from _told_by(pair)
    yield from _cues(pair, told)


def _told_by(pair: Pair) -> Iterator[Difference]:
    a, b = inside(pair.a), inside(pair.b)
    for mine, theirs in matched(a, b, lambda x, y: _worth(pair, x, y), least=1.0):
        if is_other(pair, mine, theirs) and _is_one_speech(pair, mine, theirs):
            spans = mine.speaker_span or mine.span, theirs.speaker_span or theirs.span
            message = f"said by {_plain(mine.speaker)} or by {_plain(theirs.speaker)}"
            weight = Weight.FACT if _is_fact(pair, mine, theirs) else Weight.WORDING
            yield Difference("attribution", *spans, weight, message)
        if mine.group != theirs.group and (mine.is_loaded or theirs.is_loaded):
            yield _cue(pair, mine.span, theirs.span)


def _is_fact(pair: Pair, a: Attribution, b: Attribution) -> bool:
    """Whether nearly the same words are given to two who are named, and to both by neither.

    A speaker whom the other document names nearby may speak for the other one, or with
    him.
    """
    if not are_two(pair, a, b):
        return False
    if is_named_near(pair.b, a.speaker) or is_named_near(pair.a, b.speaker):
        return False
    return _is_same_speech(pair, a, b) or _is_same_quotation(pair, a, b)


def _is_same_speech(pair: Pair, a: Attribution, b: Attribution) -> bool:
    """Whether the clauses of both cues have nearly all their words in common but the speakers."""
    i, j = pair.a.index(a.span)[0], pair.b.index(b.span)[0]
    spans = _cue_span(a), _cue_span(b)
    greater, lesser, shared = shares(pair, Contrast(*spans, i, j, Form.NOT))
    last_a, last_b = _said_before(pair.a, i), _said_before(pair.b, j)
    if last_a is not None and last_b is not None:
        more = shares(pair, Contrast(*spans, last_a, last_b, Form.NOT))
        same = last_b in kin(pair.a, pair.b, pair.ties, last_a)
        greater, lesser, shared = (
            min(greater, more[0]),
            min(lesser, more[1]),
            shared + more[2] + same,
        )
    return shared >= LEAST_SAID and greater >= NEARLY_ALL and lesser >= MUCH


def _said_before(reading: Reading, index: int) -> int | None:
    """The last word of the sentence before, which tells what is said.

    None where the clause of word *index* does not point back to it: об этом сообщил.
    """
    first, last = clause(reading, index)
    points = any(reading.words[n].folded in reading.changes.pointers for n in range(first, last))
    return first - 1 if points and first else None


def _is_same_quotation(pair: Pair, a: Attribution, b: Attribution) -> bool:
    """Whether quotations beside the cues have nearly all words of the shorter one in common."""
    for mine in _beside(pair.a, a):
        there = {
            n for each in _beside(pair.b, b) for n in range(*pair.b.index(_part(pair.b, each)))
        }
        content = [n for n in range(*pair.a.index(_part(pair.a, mine))) if pair.a.is_content(n)]
        theirs = sum(map(pair.b.is_content, there))
        held = sum(any(m in there for m in kin(pair.a, pair.b, pair.ties, n)) for n in content)
        if held >= max(LEAST_SAID, NEARLY_ALL * min(len(content), theirs)):
            return True
    return False


def _words(reading: Reading, quotation: Quotation) -> range:
    return range(*reading.index(_part(reading, quotation)))


def _beside(reading: Reading, cue: Attribution) -> list[Quotation]:
    """The quotations that end or begin beside the cue."""
    return [
        each
        for each in reading.side.quotations
        if each.inner.overlap(reading.side.span)
        and min(abs(cue.span.start - each.inner.end), abs(each.inner.start - cue.span.end))
        <= BESIDE_CUE
    ]


def _cue_span(cue: Attribution) -> Span:
    """The cue with its speaker, who counts neither for nor against the words being the same."""
    at = cue.speaker_span or cue.span
    return Span(min(at.start, cue.span.start), max(at.end, cue.span.end))


def _is_one_speech(pair: Pair, a: Attribution, b: Attribution) -> bool:
    """Whether the cues stand in one place, or the texts around them are much the same."""
    if pair.place(*pair.a.index(a.span), *pair.b.index(b.span)) >= SAME_GAP:
        return True
    both = pair.tied_share_a(0, len(pair.a.words)), pair.tied_share_b(0, len(pair.b.words))
    return min(both) >= MUCH_THE_SAME


def _plain(speaker: str) -> str:
    return " ".join(speaker.split())


def _cue(pair: Pair, a: Span, b: Span) -> Difference:
    message = "not the same word of speech: “{a}”, “{b}”"
    return pair.difference("attribution", a, b, Weight.WORDING, message)


def _worth(pair: Pair, a: Attribution, b: Attribution) -> float:
    """How surely two cues tell of one speech: their place, their speakers, being alone."""
    place = pair.place(*pair.a.index(a.span), *pair.b.index(b.span))
    same = a.speaker and b.speaker and not is_other(pair, a, b)
    alone = len(inside(pair.a)) == len(inside(pair.b)) == 1
    return place + bool(same) + alone


def _cues(pair: Pair, told: Told) -> Iterator[Difference]:
    """Words of speech opposite each other, whoever is said to have spoken."""
    cued = [each.span for each in (*inside(pair.a), *inside(pair.b))]
    for run in pair.runs:
        if run.kind is not EditKind.REPLACE:
            continue
        mine, theirs = _verb(pair.a, run.a, run.a_end), _verb(pair.b, run.b, run.b_end)
        if mine is None or theirs is None or mine[1] == theirs[1]:
            continue
        a, b = pair.a.span(mine[0], mine[0] + 1), pair.b.span(theirs[0], theirs[0] + 1)
        if not any(a.overlap(span) or b.overlap(span) for span in cued) and not told.has_a(a):
            yield _cue(pair, a, b)


def _verb(reading: Reading, first: int, last: int) -> tuple[int, str] | None:
    """The first word of speech among [first, last) and its group."""
    for n in range(first, last):
        verb = reading.language.attribution.get(reading.words[n].folded)
        if verb is not None:
            return n, verb.group
    return None


@rule(Weight.WORDING)
def quote_to_paraphrase(pair: Pair, told: Told) -> Iterator[Difference]:
    """Words that a quotes, b tells without quotation marks.

    At least half of the content of the quotation must stand on the other side, outside
    its quotation marks, or a third where that side quotes nothing; single quoted words do
    not count.

    Reported:      “We will not close the port,” he said. -> They will not close the port, he said.
    Not reported:  “We will not close the port.” -> “We will not close the port.”
    """
    for quotation in pair.a.side.quotations:
        b = _retold(pair.a, pair.b, pair.ties, quotation)
        if b is not None:
            a = _part(pair.a, quotation)
            message = "quoted in the first, retold in the second: “{a}”, “{b}”"
            yield pair.difference("quote-to-paraphrase", a, b, Weight.WORDING, message)


@rule(Weight.WORDING)
def paraphrase_to_quote(pair: Pair, told: Told) -> Iterator[Difference]:
    """Words that b quotes, a tells without quotation marks: the reverse of `quote-to-paraphrase`.

    Reported:      They will not close the port, he said. -> “We will not close the port,” he said.
    Not reported:  “We will not close the port.” -> “We will not close the port.”
    """
    for quotation in pair.b.side.quotations:
        a = _retold(pair.b, pair.a, pair.back, quotation)
        if a is not None:
            b = _part(pair.b, quotation)
            message = "retold in the first, quoted in the second: “{a}”, “{b}”"
            yield pair.difference("paraphrase-to-quote", a, b, Weight.WORDING, message)


def _part(reading: Reading, quotation: Quotation) -> Span:
    inner, span = quotation.inner, reading.side.span
    return Span(max(inner.start, span.start), min(inner.end, span.end))


def _retold(reading: Reading, other: Reading, ties, quotation: Quotation) -> Span | None:  # type: ignore[no-untyped-def]
    """Where the other side has the quoted words without marks; None when it does not."""
    if quotation.kind is QuotationKind.SCARE or not quotation.inner.overlap(reading.side.span):
        return None
    first, last = reading.index(_part(reading, quotation))
    content = [n for n in range(first, last) if reading.is_content(n)]
    if last - first < LEAST_QUOTED or not content:
        return None
    held = [_outside(other, [j for j, _ in ties.get(n, ())]) for n in content]
    found = sorted(j for places in held for j in places)
    plain = not any(q.inner.overlap(other.side.span) for q in other.side.quotations)
    if sum(bool(places) for places in held) < (RETOLD_PLAIN if plain else RETOLD) * len(content):
        return None
    return other.span(found[0], found[-1] + 1) if found else None


def _outside(other: Reading, places: Sequence[int]) -> list[int]:
    return [j for j in places if not other.quoted(j, j + 1)]
