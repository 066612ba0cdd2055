"""A verdict on one quotation held against one text.

Finds the places (`pieces`), reads them (`reading`), and calls them found or not. Which
documents to ask is for `seeking`.
"""

from collections.abc import Callable
from functools import lru_cache

from .chaining import Piece, locate
from .model import Judgement, Verdict
from .pieces import pieces_of
from .reading import Reading, read
from .speech import Speech, speech

#: At or above this probability the words count as found.
LIKELY = 0.5

#: The same words; whether by chance is for the probability to say.
SAME_WORDS = frozenset({Verdict.VERBATIM, Verdict.TYPOGRAPHIC})


def judge(quote: str, source: str, *, language: str = "en", prior: float = 0.0) -> Judgement:
    """What became of the words *quote* in the text *source*.

    Offsets of the differences point into the two texts as given. A source that begins
    with a small letter or ends without a full stop counts as an excerpt: words of the
    quotation beyond its edge are unknown, not added. Without words on either side:
    not found, probability 0. *prior* is added to the log-odds for what is known
    besides; nought stands for any speech of the same people. The last few sources are
    remembered, so many quotations can be held against one transcript.

    >>> judge("We sold 15 old fishing boats", "So we sold fifty old fishing boats.").wording
    <Verdict.ALTERED: 'altered'>
    """
    return _judged(reading_of(quote, source, language=language), prior)


@lru_cache(maxsize=4)
def _remembered(text: str, language: str) -> Speech:
    return speech(text, language)


def _edges(text: str) -> tuple[bool, bool]:
    bare = text.strip()
    return bare[:1].islower(), bool(bare) and bare[-1] not in ".!?…\"'”’»)]"


def judge_speech(
    quote: Speech,
    source: Speech,
    *,
    prior: float = 0.0,
    prefer: Callable[[int], bool] | None = None,
) -> Judgement:
    """As `judge`, of texts taken apart before, neither of them an excerpt.

    Of several places with just these words, one whose offset *prefer* approves.
    """
    main = locate(quote, source, prefer=prefer)
    return _judged(_reading(quote, source, main, (False, False)) if main else None, prior)


def _judged(reading: "Reading | None", prior: float) -> Judgement:
    if reading is None:
        return Judgement(Verdict.NOT_FOUND, 0.0)
    probability = reading.probability(prior)
    likely = probability >= LIKELY or reading.verdict in SAME_WORDS
    return Judgement(
        reading.verdict if likely else Verdict.NOT_FOUND,
        probability,
        reading.verdict,
        reading.share,
        reading.spans,
        reading.differences,
    )


def reading_of(quote: str, source: str, *, language: str = "en") -> Reading | None:
    """What `judge` sees before it decides; None when the texts share nothing to speak of."""
    spoken, said = speech(quote, language), _remembered(source, language)
    main = locate(spoken, said)
    return _reading(spoken, said, main, _edges(source)) if main else None


def _reading(quote: Speech, source: Speech, main: Piece, edges: tuple[bool, bool]) -> Reading:
    return read(quote, source, pieces_of(quote, source, main), edges)
