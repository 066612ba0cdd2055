"""A sentence as the words and marks outside its quotations, for reading who speaks.

A quotation counts as one token, so that nobody quoted is taken for the speaker.
"""

import re
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from compare.model import Span
from compare.patterns import pattern
from compare.words import WORD

#: The text of the token that stands for a whole quotation.
QUOTE = '"'
DASHES = "–—---"

_TOKEN = pattern(
    r"""
    # An initial keeps its stop: С. Лугов is no preposition.
    (?<!\w) [A-ZА-ЯЁ] \. (?!\w)
    |"""
    + WORD.pattern
    + r"""
    | [,;:()\[\]–—]
    # A dash as typewriters have it; the whole run, so that a line of hyphens is one.
    | --+
    # A hyphen between spaces is a dash.
    | (?<=\s) - (?=\s)
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word, a mark, or a quotation, at code points [start, end)."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it is a word with a capital letter first."""
        return self.text[0].isupper()

    @property
    def is_acronym(self) -> bool:
        """Whether it is in capitals throughout: TASS, U.S.; not an initial."""
        letters = self.text.replace(".", "")
        return len(letters) > 1 and letters.isupper()

    @property
    def is_possessive(self) -> bool:
        """Whether it ends in 's."""
        return self.folded.endswith("'s")


def tokens(text: str, sentence: Span, quotes: Sequence[Span]) -> list[Token]:
    """The tokens of *sentence*; *quotes* are the quotations that touch it, in order."""
    found: list[Token] = []
    start = sentence.start
    for quote in quotes:
        found.extend(_words(text, start, quote.start))
        found.append(
            Token(max(quote.start, sentence.start), min(quote.end, sentence.end), QUOTE, QUOTE)
        )
        start = quote.end
    found.extend(_words(text, start, sentence.end))
    return found


#: `Token` from a tuple, without the function between: there is one for every word.
_token = partial(tuple.__new__, Token)


def _words(text: str, start: int, end: int) -> list[Token]:
    if start >= end:
        return []
    return [
        _token((match.start(), match.end(), match[0], _folded(match[0])))
        for match in _TOKEN.finditer(text, start, end)
    ]


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    folded = word.casefold().replace("’", "'").replace("ё", "е")
    return folded if len(folded) == 2 else folded.rstrip(".")
