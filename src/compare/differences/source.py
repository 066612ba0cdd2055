"""The words of one side while numbers, dates or names are read out of them.

What each of the readers needs besides is in a class of its own.
"""

from collections.abc import Sequence

from compare.frozen import dataclass
from compare.languages import Language
from compare.languages.changes import Changes
from compare.words import Word


@dataclass(frozen=True, slots=True)
class Source:
    """A text with its words, whose offsets point into it, and what is known of its language."""

    text: str
    words: Sequence[Word]
    language: Language
    changes: Changes
