"""How surprising it is that two windows share the words they share.

The noisy-copy model: if two windows report one statement, each content word of the one
stands in the other with probability `COPIED`, or by chance; if they do not, by chance
alone. The score is the log-likelihood ratio of the two, in nats. Chance comes from how
common the word is in the language and in the articles at hand, and from the length of
the other window, so a long answer gains nothing by its length.

Follows the noisy-channel view of W. Gale and K. Church, "A program for aligning
sentences in bilingual corpora", 1993, with words for lengths. Order, names, numbers and
meaning are not looked at here (see `evidence`).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from compare import languages
from compare.evidence.lexicon import RARE_BITS, background, sound_key
from compare.model import Article, Span
from compare.windows import Window
from compare.words import WORD, fold, stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Probability that a content word of a statement is kept in another report of it. Of .2,
#: .35 and .5 the lowest ranks independent translations best, and those are our subject.
COPIED = 0.2

#: Weight of the frequency in these articles against that in the language. More would
#: punish the very words that a story is about.
CORPUS_SHARE = 0.1

#: Letters of a stem's sound that make an idea: "expand" and "expansion" have other stems,
#: and reports of one remark turn verbs into nouns all the time.
IDEA_LETTERS = 6

#: Chance is reckoned once for each of these lengths (content words of the other window).
LENGTHS = (8, 14, 22, 36, 60, 110)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Content stems of every window (as numbers) and the probability of each stem."""

    rows: tuple[frozenset[int], ...]
    chance: "NDArray[np.float64]"


def vocabulary(articles: Sequence[Article], units: Sequence[Window]) -> Vocabulary:
    """The content stems of every window, and how likely each stem is by chance.

    Empty for no windows. Cost: one pass over the words of each passage.
    """
    import numpy as np

    stems = _Stems()
    rows = [stems.of(articles[unit.article], unit) for unit in units]
    counts = np.bincount(
        np.fromiter(chain.from_iterable(rows), np.int64), minlength=len(stems.general)
    )
    corpus = (counts + 0.5) / (counts.sum() + 0.5 * max(1, len(counts)))
    general = np.array(stems.general, dtype=np.float64)
    return Vocabulary(tuple(rows), CORPUS_SHARE * corpus + (1 - CORPUS_SHARE) * general)


class _Stems:
    """Numbers for content stems; each passage is cut into words once."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.general: list[float] = []
        self.passages: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
        self.printed: dict[str, _Printed] = {}

    def of(self, article: Article, unit: Window) -> frozenset[int]:
        """The stems of a window: those of its passage that begin inside it."""
        key = unit.article, unit.passage
        if key not in self.passages:
            self.passages[key] = self._words(article, article.passages[unit.passage].span)
        starts, stems = self.passages[key]
        first, last = bisect_left(starts, unit.span.start), bisect_left(starts, unit.span.end)
        return frozenset(stems[first:last])

    def _words(self, article: Article, span: Span) -> tuple[list[int], list[int]]:
        """Where each content word of a passage begins, and the number of its idea."""
        code = article.document.language or "en"
        known = self.printed.setdefault(code, _Printed(self, code))
        found = list(WORD.finditer(article.text_of(span)))
        starts, stems = [], []
        for place, match in enumerate(found):
            number = known[match.group()]
            if number == PERHAPS_TWO:
                after = found[place + 1].group() if place + 1 < len(found) else ""
                number = known.before(match.group(), after)
            if number != NO_IDEA:
                starts.append(span.start + match.start())
                stems.append(number)
        return starts, stems

    def number(self, idea: str, stem: str, code: str) -> int:
        """The number of an *idea*, given out in order of first appearance."""
        number = self.numbers.setdefault(idea, len(self.numbers))
        if number == len(self.general):
            self.general.append(2.0 ** -background(code).get(stem, RARE_BITS))
        return number


#: Instead of a number: a function word; a word that may begin a name of two words.
NO_IDEA, PERHAPS_TWO = -1, -2


class _Printed(dict[str, int]):
    """The number of what each word stands for, worked out once for a word as printed.

    That is a country, else the sound of the stem. A country, its people, its adjective and
    its capital are one idea: one report writes "Washington" where the other has "the US" or
    "American". Capital letters tell the US from "us".
    """

    def __init__(self, stems: _Stems, code: str) -> None:
        self.stems, self.code, self.language = stems, code, languages.load(code)
        self.of_two_words = _countries_of_two_words(code)

    def __missing__(self, printed: str) -> int:
        folded = fold(printed)
        number = PERHAPS_TWO if folded in self.of_two_words else self._alone(printed, folded)
        self[printed] = number
        return number

    def before(self, printed: str, after: str) -> int:
        """The number for a word that may begin a name of two words, before the word *after*."""
        folded = fold(printed)
        country = self.language.countries.get(f"{folded} {fold(after)}")
        return self._country(country, folded) if country else self._alone(printed, folded)

    def _alone(self, printed: str, folded: str) -> int:
        if printed[0].isupper() and (folded != "us" or printed.isupper()):
            known = self.language
            country = known.countries.get(folded) or known.capitals.get(folded)
            if country:
                return self._country(country, folded)
        if folded in self.language.function_words:
            return NO_IDEA
        key = stem(folded, self.code)
        return self.stems.number(sound_key(key)[:IDEA_LETTERS], key, self.code)

    def _country(self, country: str, folded: str) -> int:
        return self.stems.number(f"@{country}", stem(folded, self.code), self.code)


@lru_cache(maxsize=4)
def _countries_of_two_words(code: str) -> frozenset[str]:
    """The first words of their names."""
    names = languages.load(code).countries
    return frozenset(name.partition(" ")[0] for name in names if " " in name)


def surprise(known: Vocabulary, left: Sequence[int], right: Sequence[int]) -> "NDArray[np.float32]":
    """The score of every window of *left* (rows) against every one of *right* (columns).

    In nats; above 0 speaks for one statement. Swapping the sides transposes. Cost: the
    product of the two numbers of windows and of the stems that both sides hold.
    """
    shared = sorted(_stems(known, left) & _stems(known, right))
    one, two = _matrix(known, left, shared), _matrix(known, right, shared)
    chance = known.chance[shared]
    forth = _directed(one, two, _lengths(known, left), _lengths(known, right), chance)
    back = _directed(two, one, _lengths(known, right), _lengths(known, left), chance)
    forth += back.T
    forth /= 2
    return forth


def _stems(known: Vocabulary, rows: Sequence[int]) -> set[int]:
    return set().union(*(known.rows[row] for row in rows))


def _lengths(known: Vocabulary, rows: Sequence[int]) -> "NDArray[np.float64]":
    import numpy as np

    return np.array([len(known.rows[row]) for row in rows], dtype=np.float64)


def _matrix(known: Vocabulary, rows: Sequence[int], shared: list[int]) -> "NDArray[np.float32]":
    import numpy as np

    sets = [known.rows[row] for row in rows]
    stems = np.fromiter(chain.from_iterable(sets), np.int64)
    owners = np.repeat(np.arange(len(sets)), [len(found) for found in sets])
    column = np.full(len(known.chance), -1)
    column[shared] = np.arange(len(shared))
    at = column[stems]
    out = np.zeros((len(sets), len(shared)), np.float32)
    out[owners[at >= 0], at[at >= 0]] = 1
    return out


def _directed(
    one: "NDArray[np.float32]",
    two: "NDArray[np.float32]",
    length_one: "NDArray[np.float64]",
    length_two: "NDArray[np.float64]",
    chance: "NDArray[np.float64]",
) -> "NDArray[np.float32]":
    """The ratio for the words of *one* as a noisy copy out of *two*."""
    import numpy as np

    out = np.zeros((len(one), len(two)), np.float32)
    bins = np.digitize(length_two, LENGTHS)
    for number in sorted(set(bins.tolist())):
        columns = bins == number
        by_chance = 1 - (1 - chance) ** length_two[columns].mean()
        gain = np.log((COPIED + (1 - COPIED) * by_chance) / by_chance) - np.log(1 - COPIED)
        out[:, columns] = (one * gain.astype(np.float32)) @ two[columns].T
    out += (length_one[:, None] * np.log(1 - COPIED)).astype(np.float32)
    return out
