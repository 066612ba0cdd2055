"""Sentences and quotations of the passages of an article, with who is said to speak.

Passages come in from `roles`; nothing in the text is changed and every span points into
it. Speakers are what the article itself tells: no list of known persons is consulted.
"""

from collections.abc import Sequence

from compare.frozen import replace
from compare.model import Article, Attribution, Document, Passage, Quotation
from compare.segment.marks import Quoted, quoted
from compare.segment.reading import hear
from compare.segment.sentence import sentences

__all__ = ["Attribution", "Quoted", "attributions", "quotations", "quoted", "segment", "sentences"]


def segment(document: Document, passages: Sequence[Passage]) -> Article:
    """The article with the sentences and quotations of every passage.

    A document without a language is read as English.
    """
    heard = hear(document.text, passages, document.language or "en")
    return Article(
        document,
        tuple(
            replace(
                passage,
                sentences=found.sentences,
                quotations=found.quotations,
                attributions=found.attributions,
            )
            for passage, found in zip(passages, heard, strict=True)
        ),
    )


def quotations(
    text: str, passages: Sequence[Passage], language: str
) -> tuple[tuple[Quotation, ...], ...]:
    """The outermost quotations of every passage, in order, with speaker and cue."""
    return tuple(found.quotations for found in hear(text, passages, language))


def attributions(
    text: str, passages: Sequence[Passage], language: str
) -> tuple[tuple[Attribution, ...], ...]:
    """The words of speech of every passage and whose speech it is, quoted or not."""
    return tuple(found.attributions for found in hear(text, passages, language))
