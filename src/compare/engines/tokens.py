"""Passages as runs of 32-bit word hashes: the one rule for what a word is to an engine.

The rule is spelt out per code point (`folded_code`), because the batch engine applies it
to bytes in a compiled loop and the memory engine to `str`; both must cut alike.
It knows nothing of languages: stems, negations and numbers are looked at later.
"""

import re
import unicodedata
from functools import lru_cache

#: What `folded_code` says of a character that ends a word.
SEPARATOR = 0
#: What it says of a character inside words that does not count: don't = dont = don’t.
JOINER = 1

_JOINERS = frozenset(
    "'"
    "\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
    "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
    "\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
)

#: Scripts written without spaces, as ranges of code points: each character is a word.
IDEOGRAPHS = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
#: Code points from here on are ideographs or separators, so tables end here.
TABLE_END = 0x20000

_FIRST_IDEOGRAPH = chr(IDEOGRAPHS[0][0])

_FNV_BASIS = 2166136261
_FNV_PRIME = 16777619


def folded_code(code: int) -> int:
    """The lower-case code point that stands for *code*, or SEPARATOR, or JOINER.

    Always one for one, so that offsets into the folded text are offsets into the text.

    >>> chr(folded_code(ord("É"))), folded_code(ord("!")), folded_code(ord("’"))
    ('é', 0, 1)
    """
    if is_ideograph(code):
        return code
    char = chr(code)
    if char in _JOINERS:
        return JOINER
    if code >= TABLE_END or not (char.isalnum() or unicodedata.category(char)[0] == "M"):
        return SEPARATOR
    low = char.lower()
    return ord("е") if low == "ё" else ord(low) if len(low) == 1 else code


def is_ideograph(code: int) -> bool:
    """Whether the character with that code point is a word by itself."""
    return any(first <= code <= last for first, last in IDEOGRAPHS)


class _Folds(dict[int, int]):
    """A table for `str.translate` that fills itself: separators are spaces."""

    def __missing__(self, code: int) -> int:
        folded = folded_code(code)
        self[code] = ord(" ") if folded == SEPARATOR else folded
        return self[code]


_FOLDS = _Folds()


@lru_cache(maxsize=2)
def _word(ideographs: bool) -> re.Pattern[str]:
    """What a word is in folded text; compiling the ranges of ideographs takes 4 ms."""
    if not ideographs:
        return re.compile("[^ \x01]+(?:\x01+[^ \x01]+)*")
    single = "".join(f"{chr(first)}-{chr(last)}" for first, last in IDEOGRAPHS)
    return re.compile(f"[{single}]|[^ \x01{single}]+(?:\x01+[^ \x01{single}]+)*")


def _may_have_ideographs(folded: str) -> bool:
    return max(folded, default=" ") >= _FIRST_IDEOGRAPH


def folded_words(text: str) -> list[str]:
    """The words of *text*, folded, without their places: several times faster than `tokens`.

    >>> folded_words("Don’t stop, ' don't.")
    ['dont', 'stop', 'dont']
    """
    folded = text.translate(_FOLDS)
    if _may_have_ideographs(folded):
        return [word.replace("\x01", "") for word in _word(True).findall(folded)]
    return folded.replace("\x01", "").split()


def word_hashes(text: str) -> list[int]:
    """The word hashes of *text* without their places.

    >>> word_hashes("Don’t stop, ' don't.") == tokens("Don’t stop, ' don't.")[0]
    True
    """
    return [word_hash(word) for word in folded_words(text)]


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where each word of *text* begins and ends, in code points.

    >>> word_spans("Don’t stop.")
    [(0, 5), (6, 10)]
    """
    folded = text.translate(_FOLDS)
    return [match.span() for match in _word(_may_have_ideographs(folded)).finditer(folded)]


def tokens(text: str) -> tuple[list[int], list[int], list[int]]:
    """The word hashes of *text*, with the start and the end of each word in code points.

    >>> tokens("Don’t stop, don't.")[0] == tokens("dont STOP dont")[0]
    True
    >>> tokens("Don’t stop.")[1:]
    ([0, 6], [5, 10])
    """
    spans = word_spans(text)
    folded = text.translate(_FOLDS)
    hashes = [word_hash(folded[start:end]) for start, end in spans]
    return hashes, [start for start, _ in spans], [end for _, end in spans]


@lru_cache(maxsize=1 << 18)
def word_hash(word: str) -> int:
    """The 32-bit hash of a folded word.

    G. Fowler, L. C. Noll, K.-P. Vo, FNV-1a, 1991, over code points instead of bytes.
    Two of a million different words share a hash about once in 8,600 words; that can
    make a repeat of differing words "exact" only if all other words around are equal,
    and the report compares the words themselves.
    """
    value = _FNV_BASIS
    for char in word:
        if char != "\x01":
            value = ((value ^ ord(char)) * _FNV_PRIME) & 0xFFFFFFFF
    return value
