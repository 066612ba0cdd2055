"""What is known about each distinct word of a table: stem, sound key, information, vector.

A table of sentences repeats its words, so all that can be known of a word alone is
worked out once per distinct word and kept in arrays; sentences are then only numbers.
Nothing here knows about sentences.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare import languages
from compare.frozen import dataclass
from compare.languages.related import related
from compare.patterns import pattern
from compare.words import fold, stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TOKEN = pattern(
    r"""
    # Words with their apostrophes. Hyphens part words, because one outlet writes
    # "court-mandated" and the next "court mandated". First, because they are the most.
    [^\W\d_]{2,} (?: ['’ʼ] [^\W\d_]+ )*
    # Numbers, with the punctuation inside them.
    | \d+ (?: [.,:] \d+ )*
    # Abbreviations with inner full stops: U.S., т.е.
    | (?: \b [^\W\d_] \. ){2,}
    # Words that begin with a single letter: a, o'clock.
    | [^\W\d_] (?: ['’ʼ] [^\W\d_]+ )*
    # Ends of sentences and quotation marks say where names and quotations begin.
    | [.!?"“”„«»]
    """,
    re.VERBOSE,
)

#: Information of a word that the background does not list, in bits: one in ten million.
RARE_BITS = 23.5

#: A quotation mark opens, closes or (straight) does whichever is due.
OPENERS, CLOSERS, TOGGLES = "“„«", "”»", '"'

#: What is written for what, in this order: first the letters of one sound, then soft c.
_SOUNDS = (
    *(("ph", "f"), ("sch", "c"), ("zch", "c"), ("sh", "c"), ("tch", "c"), ("ch", "c")),
    *(("kh", "h"), ("gh", "h"), ("cs", "ks"), ("x", "ks"), ("ce", "se"), ("ci", "si")),
    *(("cy", "sy"), ("ck", "k"), ("qk", "k"), ("c", "k"), ("q", "k"), ("z", "s"), ("w", "v")),
    ("ou", "o"),
)
_VOWELS = pattern(r"[eijy]+")
_DOUBLED = pattern(r"(.)\1+")


@lru_cache(maxsize=1 << 16)
def sound_key(word: str) -> str:
    """A spelling that variants of one name share; latin script only, else *word* itself.

    British and American spellings and the ways of writing Slavic names in latin letters
    fall together; short words are left alone because theirs collide.

    >>> [sound_key(word) for word in ("sergei", "sergey", "kiev", "kyiv", "donbass", "donbas")]
    ['sirgi', 'sirgi', 'kiv', 'kiv', 'donba', 'donba']
    """
    if len(word) < 4 or not word.isascii():
        return word
    for ending in ("ght", "gh"):
        if word.endswith(ending):
            word = word.removesuffix(ending) + "t"
    for letters, sound in _SOUNDS:
        if letters in word:  # hardly ever, and to ask costs half of replacing nothing
            word = word.replace(letters, sound)
    word = _DOUBLED.sub(r"\1", _VOWELS.sub("i", word))
    # The stemmer takes the last letter of "donbas" for a plural, and that of "donbass" not.
    return word.rstrip("s")


@lru_cache(maxsize=4)
def background(language: str) -> dict[str, float]:
    """Information of each stem in bits; empty for a language without a list."""
    if language not in languages.KNOWN:
        return {}
    text = (Path(__file__).parent.with_name("background") / f"{language}.freq").read_text("utf-8")
    table: dict[str, float] = {}
    for line in text.splitlines():
        level, _, stems = line.partition(" ")
        bits = -int(level) / 100 * 3.3219281
        for stem_ in stems.split(" "):
            table[stem_] = bits
    return table


class Tokens(dict[str, int]):
    """Numbers for words, given out in order of first appearance."""

    def __missing__(self, token: str) -> int:
        number = self[token] = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Arrays over distinct tokens; *stems*, *sounds* and *stumps* are numbers of classes.

    *bits* is the information of the word in the language, 0 for punctuation.
    *mark* is 1, -1, 2 for an
    opening, closing, straight quotation mark and 3 for the end of a sentence. *calendar*
    marks the names of months and weekdays.
    """

    tokens: "tuple[str, ...]"
    stem_names: "tuple[str, ...]"
    stems: "NDArray[np.int32]"
    sounds: "NDArray[np.int32]"
    stumps: "NDArray[np.int32]"
    bits: "NDArray[np.float32]"
    word: "NDArray[np.bool_]"
    content: "NDArray[np.bool_]"
    number: "NDArray[np.bool_]"
    capital: "NDArray[np.bool_]"
    negation: "NDArray[np.bool_]"
    calendar: "NDArray[np.bool_]"
    mark: "NDArray[np.int8]"


#: What is left of clitics when a corpus was tokenised: "party 's", "do n't".
STRAYS = frozenset(("s", "t", "re", "ll", "ve", "d", "m"))

_MARKS = (
    dict.fromkeys(OPENERS, 1)
    | dict.fromkeys(CLOSERS, -1)
    | dict.fromkeys(TOGGLES, 2)
    | dict.fromkeys(".!?", 3)
)


def number_value(token: str) -> str:
    """One way of writing a number: no thousands separators, no idle zeros.

    >>> [number_value(token) for token in ("1,500", "1500.0", "9:30", "007")]
    ['1500', '1500', '9:30', '7']
    """
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", token):
        token = token.replace(",", "")
    whole, dot, rest = token.partition(".")
    whole = whole.lstrip("0") or "0"
    if dot and rest.isdigit():
        rest = rest.rstrip("0")
    return f"{whole}.{rest}" if rest else whole


def lexicon(tokens: Iterable[str]) -> Lexicon:
    """Work out everything for *tokens*, which must be distinct, in their order."""
    import numpy as np

    names = tuple(tokens)
    facts = [_facts(token) for token in names]
    classes = [[fact[part] for fact in facts] for part in range(3)]
    kinds = (Tokens(), Tokens(), Tokens())
    arrays: list[Any] = [
        np.fromiter(map(known.__getitem__, spelt), np.int32, len(facts))
        for known, spelt in zip(kinds, classes, strict=True)
    ]
    rest = np.array([fact[3] for fact in facts], np.float32).reshape(-1, len(_REST))
    arrays += [rest[:, part].astype(kind) for part, kind in enumerate(_REST)]
    return Lexicon(names, tuple(kinds[0]), *arrays)


#: The types of the other arrays, from *bits* to *mark*.
_REST = ("f4", "?", "?", "?", "?", "?", "?", "i1")


@lru_cache(maxsize=1 << 16)
def _facts(token: str) -> tuple[Any, ...]:
    """Stem, sound and stump of a token, and what the other arrays say of it."""
    mark = _MARKS.get(token, 0)
    if mark:
        return token, token, token, (0.0, *(False,) * 6, mark)
    folded = token.lower() if token.isascii() else fold(token)
    language = "ru" if "а" <= folded[0] <= "я" else "en"
    known, bits_of = languages.load(language), background(language)
    key, bits, number = _key(folded, language, known.numbers, bits_of)
    function = folded in known.function_words and not number
    stray = folded in STRAYS
    content = not function and not stray and (number or len(folded) > 1)
    stump = related(language).get(key, key[:5])
    return key, key if number else sound_key(key), key if number else stump, (
        bits, not stray, content, number, token[0].isupper() and not function,
        folded in known.negations, folded in known.months or folded in known.weekdays, 0,
    )  # fmt: skip


def _key(
    folded: str, language: str, numbers: dict[str, float], bits_of: dict[str, float]
) -> tuple[str, float, bool]:
    if folded[0].isdigit():
        key = number_value(folded)
        return key, min(9.0 + 3 * (len(key) - 1), 16.0), True
    value = numbers.get(folded)
    key = stem(folded, language)
    if value is not None and value < 1e3 and folded not in ("one", "один", "одна"):
        return f"{value:g}", bits_of.get(key, RARE_BITS), True
    return key, bits_of.get(key, RARE_BITS), False
