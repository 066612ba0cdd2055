"""How many content words two texts share, and where they stand.

Counted on stems, without order and without synonyms: the one question here is
whether showing word differences would help a reader or only make a salad.
"""

from collections import Counter
from collections.abc import Sequence

from compare.languages import load
from compare.model import Span
from compare.words import Word, words

#: Below this share of common content words a diff is unreadable: the step's requirement.
SALAD_BELOW = 1 / 3


def shared(a: Sequence[Word], b: Sequence[Word], language: str = "en") -> float:
    """The share, 0 to 1, of content words that both texts have, of the shorter text's.

    Repeated words count as often as both texts have them. The shorter text is the
    measure, because a sentence quoted inside a long answer is wholly shared. A text
    without content words shares nothing, unless both are without them.

    >>> shared(words("Ten boats sank."), words("Ten old boats sank on Monday."))
    1.0
    """
    left, right = (_content_stems(side, language) for side in (a, b))
    shorter = min(left.total(), right.total())
    if shorter == 0:
        return float(left.total() == right.total())
    return (left & right).total() / shorter


def is_salad(a: Sequence[Word], b: Sequence[Word], language: str = "en") -> bool:
    """Whether less than a third of the content words are shared, so that a diff misleads."""
    return shared(a, b, language) < SALAD_BELOW


def shared_spans(
    text_a: str, span_a: Span, text_b: str, span_b: Span, *, language: str
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans of content words that the other side has too, in reading order, per side.

    >>> left, right = shared_spans("The ferry sank", Span(0, 14), "A ferry", Span(0, 7),
    ...                            language="en")
    >>> left, right
    ((Span(start=4, end=9),), (Span(start=2, end=7),))
    """
    a = words_in(text_a, span_a, language)
    b = words_in(text_b, span_b, language)
    common = _content_stems(a, language).keys() & _content_stems(b, language).keys()
    left, right = (
        tuple(Span(word.start, word.end) for word in side if word.stem in common) for side in (a, b)
    )
    return left, right


def words_in(text: str, span: Span, language: str) -> tuple[Word, ...]:
    """The words inside *span*, with offsets into the whole *text*."""
    return tuple(
        word._replace(start=word.start + span.start, end=word.end + span.start)
        for word in words(span.of(text), language)
    )


def _content_stems(side: Sequence[Word], language: str) -> Counter[str]:
    function_words = load(language).function_words
    return Counter(word.stem for word in side if word.folded not in function_words)
