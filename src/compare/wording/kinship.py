"""When two words or phrases are the same in another form.

Inflection, spelling, case, written numbers and initials; no meaning: "boat" and "ship"
are strangers here, however often they stand for each other.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from compare.languages import load
from compare.words import Word

#: Least length for two words to be called spellings of one another: in shorter words
#: one letter makes another word (war, was; form, from).
SPELLING_LETTERS = 5


def is_same_word(a: Word, b: Word, language: str) -> bool:
    """Whether both are one word: equal, inflected, spelt otherwise, or the same number."""
    return a.folded == b.folded or _same(a.folded, a.stem, b.folded, b.stem, language)


def reads_equal(a: Word, b: Word, language: str, *, at_start: bool) -> bool:
    """Whether two words with the same folding also look the same to a reader.

    Typographic apostrophes do. Capitals count, except where a sentence or a function
    word makes them: "The" and "the" differ only by their place.
    """
    plain_a, plain_b = (unicodedata.normalize("NFKC", word.text) for word in (a, b))
    if _bare(plain_a) == _bare(plain_b) or a.folded in load(language).function_words:
        return True
    return at_start and _bare(plain_a)[1:] == _bare(plain_b)[1:]


def is_same_phrase(a: Sequence[Word], b: Sequence[Word], language: str) -> bool:
    """Whether two runs are one phrase in another form: "U.S." / "United States", "30" / "thirty".

    >>> from compare.words import words
    >>> is_same_phrase(words("U.S."), words("United States"), "en")
    True
    """
    if len(a) == len(b) == 1:
        return is_same_word(a[0], b[0], language)
    short, long = sorted((a, b), key=len)
    joined = {_letters("".join(word.folded for word in side)) for side in (short, long)}
    if len(joined) == 1:  # "face-to-face" / "face to face"
        return True
    return len(short) == 1 and is_initials(short[0].text, [word.folded for word in long])


def is_initials(short: str, long: Sequence[str]) -> bool:
    """Whether *short* is made of the first letters of the folded words *long*."""
    letters = _letters(short)
    marked = short.isupper() or "." in short
    if not marked or len(letters) != len(long) or len(long) < 2:
        return False
    return all(map(str.startswith, long, letters.casefold()))


@lru_cache(maxsize=1 << 16)
def is_mark(folded: str) -> bool:
    """Whether a token has no letter and no digit: quotation marks, commas, dashes."""
    return not any(char.isalnum() for char in folded)


@lru_cache(maxsize=1 << 16)
def number_value(folded: str, language: str) -> float | None:
    """The value of a number in figures or one word; None for anything else.

    >>> number_value("1,500", "en"), number_value("twelve", "en")
    (1500.0, 12.0)
    """
    known = load(language).numbers
    if folded in known:
        return float(known[folded])
    if not folded[:1].isdigit():
        return None
    head, _, tail = folded.replace(",", "").partition(".")
    if not (head.isdecimal() and (not tail or tail.isdecimal()) and len(head) < 16):
        return None
    return float(f"{head}.{tail or 0}")


@lru_cache(maxsize=1 << 16)
def _same(a: str, stem_a: str, b: str, stem_b: str, language: str) -> bool:
    if stem_a == stem_b:
        return not stem_a.isascii() or is_inflection(a, b)
    value = number_value(a, language)
    if value is not None or number_value(b, language) is not None:
        return value == number_value(b, language)
    if load(language).negations & {a, b}:
        return False
    return is_spelling(stem_a, stem_b)


#: What English inflection leaves after the letters two forms share: marry, married.
_ENDINGS = frozenset(
    {"", "s", "es", "'s", "'", "s'", "e", "d", "ed", "ing", "n", "en", "y", "ies", "ied", "ying"}
    | {"ie", "ier", "iest", "r", "er", "st", "est"}
)


def is_inflection(a: str, b: str) -> bool:
    """Whether two English words of one stem differ by an ending only.

    Stems join more than forms: Senate and senator, universe and university.

    >>> is_inflection("stop", "stopped"), is_inflection("senate", "senator")
    (True, False)
    """
    pairs = enumerate(zip(a, b, strict=False))
    shared = next((n for n, (x, y) in pairs if x != y), min(len(a), len(b)))
    return all(
        rest in _ENDINGS or (rest[:1] == a[shared - 1 : shared] and rest[1:] in _ENDINGS)
        for rest in (a[shared:], b[shared:])
    )


def is_spelling(a: str, b: str) -> bool:
    """Whether two folded words are spellings of one: colour/color, sergei/sergey."""
    if min(len(a), len(b)) < SPELLING_LETTERS or a[0] != b[0]:
        return False
    return spelling_key(a) == spelling_key(b)


#: What British, American and transliterated spellings disagree about, in this order.
_RESPELLINGS = (
    ("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("our", "or"), ("tre", "ter"),
    ("ph", "f"), ("iy", "y"), ("ii", "y"), ("ey", "y"), ("ei", "y"), ("yi", "y"), ("kh", "h"),
    ("ks", "x"), ("q", "k"), ("ou", "u"), ("oo", "u"), ("j", "y"), ("i", "y"), ("dzh", "y"),
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def spelling_key(word: str) -> str:
    """*word* as all its spellings have it; of no use for anything but comparing.

    >>> spelling_key("sergei") == spelling_key("sergey"), spelling_key("colour")
    (True, 'color')
    """
    for old, new in _RESPELLINGS:
        word = word.replace(old, new)
    return "".join(char for n, char in enumerate(word) if n == 0 or word[n - 1] != char)


def _bare(word: str) -> str:
    return word.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("\N{SOFT HYPHEN}", "")


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
