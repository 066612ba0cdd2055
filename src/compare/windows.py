"""The pieces of articles that are compared: windows of one to a few sentences.

A transcript's answer runs to 600 words and a report of it to 30; compared whole, the 30
drown. Windows let a link cover the part that is really shared. Nothing is compared here.
"""

from collections.abc import Iterable, Sequence

from compare.frozen import dataclass
from compare.model import ARTICLE_ROLES, Article, Passage, Span
from compare.options import Options
from compare.patterns import pattern

#: Sentences in the longest window of a long passage: three sentences hold every remark
#: that two outlets shared in the articles read; longer windows only blur it.
WINDOW_SENTENCES = 3

#: A passage up to this many words is also compared as a whole.
WHOLE_PASSAGE_WORDS = 130

#: Fewer words than this say nothing that could be recognised ("he said").
LEAST_WORDS = 4


#: `CITY (Agency) -` at the head of a report: where it was filed, not what it says.
DATELINE = pattern(r"[^\W\d_][^\W_]*(?:[ .,'’-]{1,2}[^\W_]+){0,5}\s?\([^()\n]{2,40}\)\s?[-–—]\s+")


#: `CITY, Month D. /AGENCY/.`, which is a sentence of its own.
DATELINE_SENTENCE = pattern(r"[^/\n]{2,60}/[^/\n]{2,40}/\.")


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive sentences of one passage; *article* and *passage* are indices."""

    article: int
    passage: int
    span: Span


def comparable(article: Article, options: Options) -> tuple[int, ...]:
    """Indices of the passages of *article* that take part in the alignment."""
    roles = ARTICLE_ROLES | set(options.role)
    return tuple(
        index
        for index, passage in enumerate(article.passages)
        if passage.role in roles and word_count(article, passage.span) >= LEAST_WORDS
    )


def windows(articles: Sequence[Article], options: Options) -> tuple[Window, ...]:
    """Every window of every comparable passage, in reading order.

    Empty for no articles. Cost: about three windows a sentence.
    """
    return tuple(
        Window(number, index, span)
        for number, article in enumerate(articles)
        for index in comparable(article, options)
        for span in _spans(article, article.passages[index])
    )


def word_count(article: Article, span: Span) -> int:
    """How many words, parted by white space, stand in *span*."""
    return len(article.text_of(span).split())


def _spans(article: Article, passage: Passage) -> Iterable[Span]:
    first, *rest = passage.sentences or (passage.span,)
    if rest and DATELINE_SENTENCE.fullmatch(article.text_of(first)):
        first, *rest = rest
    sentences = [_without_dateline(article, first), *rest]
    counts = [word_count(article, sentence) for sentence in sentences]
    spans = {
        Span(sentences[first].start, sentences[first + size - 1].end)
        for size in range(1, WINDOW_SENTENCES + 1)
        for first in range(len(sentences) - size + 1)
        if sum(counts[first : first + size]) >= LEAST_WORDS
    }
    if sum(counts) <= WHOLE_PASSAGE_WORDS:
        spans.add(Span(sentences[0].start, sentences[-1].end))
    return sorted(spans)


def _without_dateline(article: Article, sentence: Span) -> Span:
    """The sentence without a dateline in capitals at its head."""
    found = DATELINE.match(article.document.text, sentence.start, sentence.end)
    if found and found.group().split("(")[0].isupper() and found.end() < sentence.end:
        return Span(found.end(), sentence.end)
    return sentence
