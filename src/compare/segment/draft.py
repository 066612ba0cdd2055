"""Passages divided into sentences and quotations, before anybody is said to speak."""

from collections.abc import Iterator, Sequence

from compare.frozen import dataclass, replace
from compare.languages import Language, load
from compare.model import Passage, Span
from compare.segment.marks import Quoted, quoted
from compare.segment.sentence import sentences
from compare.segment.token import Token, tokens

#: Longest attribution, in code points, looked for at the end of an unclosed quotation.
LONGEST_TAIL = 60

#: Code points of a document whose tokens are kept, at about fifty bytes each: many times the
#: longest transcript.
KEPT = 1 << 20


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage divided but not yet read for speakers."""

    passage: Passage
    sentences: tuple[Span, ...]
    quotes: tuple[Quoted, ...]
    continued: bool


def drafts(text: str, passages: Sequence[Passage], language: str) -> Iterator[Draft]:
    """Sentences and marks of every passage; a quotation may run on over article passages."""
    running = ""
    for passage in passages:
        quotes = quoted(text, passage.span, running="" if passage.is_furniture else running)
        quotes = _without_attribution(text, quotes, load(language))
        starts = bool(quotes) and quotes[0].span.start == passage.span.start
        continued = starts and quotes[0].family == running and not passage.is_furniture
        yield Draft(passage, sentences(text, passage.span, language), quotes, continued)
        if not passage.is_furniture:
            open_ = (
                bool(quotes) and not quotes[-1].closed and quotes[-1].span.end == passage.span.end
            )
            running = quotes[-1].family if open_ else ""


def _without_attribution(
    text: str, quotes: tuple[Quoted, ...], language: Language
) -> tuple[Quoted, ...]:
    """The last quotation cut before ", she wrote." when only its closing mark is missing."""
    if not quotes or quotes[-1].closed:
        return quotes
    last = quotes[-1]
    comma = text.rfind(",", max(last.inner.start, last.span.end - LONGEST_TAIL), last.span.end)
    if comma < 0:
        return quotes
    words = text[comma + 1 : last.span.end].rstrip(" .").split()
    if not 2 <= len(words) <= 4:
        return quotes
    spoken = any(word.casefold() in language.attribution for word in (words[0], words[-1]))
    person = any(word[0].isupper() or word in language.pronouns for word in words)
    if not (spoken and person):
        return quotes
    return *quotes[:-1], replace(
        last, span=Span(last.span.start, comma + 1), inner=Span(last.inner.start, comma + 1)
    )


class Words:
    """The sentences of drafts with their tokens, which are read twice.

    They are kept from the first time to the second as far as `KEPT` code points go; of what
    lies beyond, as in a book or a hostile file, they are made twice.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._kept: dict[Span, list[tuple[Span, list[Token]]]] = {}
        self._room = KEPT

    def of(self, draft: Draft) -> list[tuple[Span, list[Token]]]:
        """Every sentence of *draft* with its tokens; nobody may change these."""
        span = draft.passage.span
        if span in self._kept:
            return self._kept[span]
        found = list(tokenized(self._text, draft))
        if len(span) <= self._room:
            self._room -= len(span)
            self._kept[span] = found
        return found


def tokenized(text: str, draft: Draft) -> Iterator[tuple[Span, list[Token]]]:
    """Every sentence with its tokens; a quotation over two sentences is a token of both."""
    quotes = [quote.span for quote in draft.quotes]
    index = 0
    for sentence in draft.sentences:
        while index < len(quotes) and quotes[index].end <= sentence.start:
            index += 1
        last = index
        while last < len(quotes) and quotes[last].start < sentence.end:
            last += 1
        yield sentence, tokens(text, sentence, quotes[index:last])
