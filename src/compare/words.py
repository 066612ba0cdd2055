"""Words with their offsets, folded and stemmed, in English and Russian.

Folding (case, accents of letters that are only typography, quotes, dashes, ligatures)
and stemming are means of comparing; offsets always point into the text as given.
No sentences and no meaning here.
"""

import re
import unicodedata
from functools import lru_cache, partial
from typing import NamedTuple

from compare.patterns import pattern

WORD = pattern(
    r"""
    # Words, with the apostrophes and hyphens that hold them together: don't, L'Équipe,
    # face-to-face. First, because they are the most; a second letter parts them from
    # abbreviations.
    [^\W\d] \w+ (?: ['’ʼ‑-] \w+ )*

    # Numbers, with their punctuation inside: 1,500 and 3.5 are one word each, while the
    # full stop in "it cost 5." is not.
    | \d+ (?: [.,:] \d+ )*

    # Abbreviations with inner full stops: U.S., e.g., т.е.
    | (?: \b [^\W\d_] \. ){2,}

    # What begins with a single letter: a, x-ray.
    | \w+ (?: ['’ʼ‑-] \w+ )*
    """,
    re.VERBOSE,
)

_FOLDS = str.maketrans(
    {
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{MODIFIER LETTER APOSTROPHE}": "'",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{HYPHEN}": "-",
        "\N{SOFT HYPHEN}": "",
        "\N{ZERO WIDTH SPACE}": "",
        "ё": "е",
    }
)


class Word(NamedTuple):
    """A word at half-open code points [start, end) of the text it was found in."""

    start: int
    end: int
    text: str
    folded: str
    stem: str


#: `Word` from a tuple, without the function between.
_word = partial(tuple.__new__, Word)


def words(text: str, language: str = "en") -> tuple[Word, ...]:
    """The words of *text* in reading order; punctuation is left out.

    >>> [word.folded for word in words("It cost 1,500 euros; he didn’t pay.")]
    ['it', 'cost', '1,500', 'euros', 'he', "didn't", 'pay']
    """
    return words_from(text, 0, language)


def words_from(text: str, offset: int, language: str = "en") -> tuple[Word, ...]:
    """The words of *text* with offsets into what it was cut from at *offset*."""
    found = []
    for match in WORD.finditer(text):
        word = match.group()
        start, end = match.span()
        folded, stemmed = forms(word, language)
        found.append(_word((start + offset, end + offset, word, folded, stemmed)))
    return tuple(found)


class Forms(NamedTuple):
    """What a printed word is compared by."""

    folded: str
    stem: str


@lru_cache(maxsize=1 << 17)
def forms(word: str, language: str = "en") -> Forms:
    """The forms of one printed *word*, remembered.

    >>> forms("Ports")
    Forms(folded='ports', stem='port')
    """
    folded = fold(word)
    return Forms(folded, stem(folded, language))


def fold(word: str) -> str:
    """*word* in lower case, compatibility-normalised, with plain apostrophes and hyphens."""
    if word.isascii():  # most are, and of theirs only the case is folded
        return word.lower()
    return unicodedata.normalize("NFKC", word).casefold().translate(_FOLDS)


@lru_cache(maxsize=1 << 16)
def stem(folded: str, language: str = "en") -> str:
    """The Snowball stem of a folded word; other languages than en and ru are left alone.

    M. F. Porter, "Snowball: A language for stemming algorithms", 2001. Possessives
    are cut first, so that "Lavrov's" and "Lavrov" meet. Words in the script of the
    other language take the other stemmer.
    """
    bare = folded.removesuffix("'s").rstrip("'").replace(".", "")
    if not bare or bare[0].isdigit():
        return folded
    if "а" <= bare[0] <= "я":
        return _stemmer("russian").stemWord(bare)  # type: ignore[no-any-return]
    if language in ("en", "ru") and bare[0].isascii():
        return _stemmer("english").stemWord(bare)  # type: ignore[no-any-return]
    return bare


@lru_cache(maxsize=4)
def _stemmer(name: str):  # type: ignore[no-untyped-def]
    import Stemmer  # compiled Snowball; imported late because --help needs none

    return Stemmer.Stemmer(name, 0)  # its own memory costs thrice what it saves: see `stem`
