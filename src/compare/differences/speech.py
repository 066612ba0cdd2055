"""Rules on who speaks: attribution, and words quoted here and retold there."""

from collections.abc import Iterator, Sequence

from compare.languages import name_key
from compare.model import Attribution, Difference, EditKind, Quotation, QuotationKind, Span, Weight
from compare.words import fold

from .matching import matched
from .pair import SAME_GAP, Pair, Reading
from .rule import rule
from .told import Told

#: Share of content words in common from which two lone cues tell of one speech.
MUCH_THE_SAME = 0.6

#: The vowels that Russian cases end in, transliterated.
_CASE_VOWELS = "aeiouy"

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
    speaker is a fact where both are named beside the word; words that only one side
    attributes to somebody are wording.

    Reported:      The sea is rising, Arden said. -> The sea is rising, Arden claimed.
    Not reported:  The sea is rising, Arden said. -> The sea is rising, Arden told reporters.
    """
    yield from _told_by(pair)
    yield from _cues(pair, told)


def _told_by(pair: Pair) -> Iterator[Difference]:
    a, b = _inside(pair.a), _inside(pair.b)
    for mine, theirs in matched(a, b, lambda x, y: _worth(pair, x, y), least=1.0):
        if _is_other(pair, mine, theirs) and _is_one_speech(pair, mine, theirs):
            spans = mine.speaker_span or mine.span, theirs.speaker_span or theirs.span
            message = f"said by {_plain(mine.speaker)} or by {_plain(theirs.speaker)}"
            named = _is_printed(pair.a, mine) and _is_printed(pair.b, theirs)
            weight = Weight.FACT if named else Weight.WORDING
            yield Difference("attribution", *spans, weight, message)
        if mine.group != theirs.group and (mine.is_loaded or theirs.is_loaded):
            yield _cue(pair, mine.span, theirs.span)


def _is_printed(reading: Reading, cue: Attribution) -> bool:
    """Whether the speaker is named beside the cue: whom "he" stands for may be a mistake."""
    at = cue.speaker_span
    return at is not None and any(
        reading.span(name.first, name.last).overlap(at) for name in reading.names
    )


def _is_one_speech(pair: Pair, a: Attribution, b: Attribution) -> bool:
    """Whether the cues stand in one place, or the texts around them are much the same."""
    if pair.place(*pair.a.index(a.span), *pair.b.index(b.span)) >= SAME_GAP:
        return True
    shares = pair.tied_share_a(0, len(pair.a.words)), pair.tied_share_b(0, len(pair.b.words))
    return min(shares) >= MUCH_THE_SAME


def _plain(speaker: str) -> str:
    return " ".join(speaker.split())


def _cue(pair: Pair, a: Span, b: Span) -> Difference:
    message = "not the same word of speech: “{a}”, “{b}”"
    return pair.difference("attribution", a, b, Weight.WORDING, message)


def _inside(reading: Reading) -> list[Attribution]:
    return [each for each in reading.side.attributions if reading.side.span.covers(each.span)]


def _worth(pair: Pair, a: Attribution, b: Attribution) -> float:
    """How surely two cues tell of one speech: their place, their speakers, being alone."""
    place = pair.place(*pair.a.index(a.span), *pair.b.index(b.span))
    same = a.speaker and b.speaker and not _is_other(pair, a, b)
    alone = len(_inside(pair.a)) == len(_inside(pair.b)) == 1
    return place + bool(same) + alone


def _is_other(pair: Pair, a: Attribution, b: Attribution) -> bool:
    """Whether both speakers are names and have no word in common."""
    if not (_is_named(a.speaker) and _is_named(b.speaker)):
        return False
    return not _is_same(pair, a, b)


def _is_same(pair: Pair, a: Attribution, b: Attribution) -> bool:
    """Whether the speakers have a word in common or stand for one body."""
    mine, theirs = _words(pair.a, a.speaker), _words(pair.b, b.speaker)
    one, two = _body(pair.a, a.speaker), _body(pair.b, b.speaker)
    short = _is_short(a.speaker, b.speaker) or _is_short(b.speaker, a.speaker)
    return bool(mine & theirs) or (bool(one) and one == two) or short


def _is_short(short: str, long: str) -> bool:
    """Whether one name is the initials of the other: H.W.U., Harbour Workers Union."""
    letters = short.replace(".", "")
    parts = [word for word in long.split() if word[:1].isupper()]
    return len(letters) > 1 and letters.isupper() and letters == "".join(p[0] for p in parts)


def _words(reading: Reading, speaker: str) -> set[str]:
    """The words of a name; Russian ones without the vowel of a case: Байдена, Байден."""
    keys = name_key(speaker).split()
    return {key.rstrip(_CASE_VOWELS) for key in keys} if reading.language.code == "ru" else {*keys}


def _body(reading: Reading, speaker: str) -> str:
    """The country or body that a speaker stands for: the US, Washington, the White House."""
    known, folded = reading.language, fold(speaker)
    for phrase in (folded, reading.changes.aliases.get(folded, folded)):
        for bodies in (known.countries, known.capitals, known.bodies):
            if body := bodies.get(phrase):
                return body
    return folded


def _is_named(speaker: str) -> bool:
    parts = speaker.split()
    return len(parts) > 0 and all(part[:1].isupper() for part in parts)


def _cues(pair: Pair, told: Told) -> Iterator[Difference]:
    """Words of speech opposite each other, whoever is said to have spoken."""
    cued = [each.span for each in (*_inside(pair.a), *_inside(pair.b))]
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
