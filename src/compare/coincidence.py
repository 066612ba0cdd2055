"""How surprising it is that two windows share the words they share.

The noisy-copy model: if two windows report one statement, each content word of the one
(or another word for the same idea) stands in the other with probability `COPIED`, or by
chance; if they do not, by chance alone. The score is the log-likelihood ratio of the two,
in nats. Chance comes from how common the word is in the language and in the articles at
hand, and from the length of the other window, so a long answer gains nothing by its length.

Follows the noisy-channel view of W. Gale and K. Church, "A program for aligning
sentences in bilingual corpora", 1993, with words for lengths. Order, names, numbers and
meaning are not looked at here (see `evidence`).
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from compare import languages, words
from compare.evidence.lexicon import RARE_BITS, background, sound_key
from compare.frozen import dataclass
from compare.languages.related import related
from compare.model import Article, Span
from compare.windows import Window
from compare.words import WORD

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Probability that a content word of a statement is kept in another report of it. Of .2,
#: .35 and .5 the lowest ranks independent translations best, and those are our subject.
COPIED = 0.2

#: Weight of the frequency in these articles against that in the language. Half would punish
#: the very words that a story is about; a tenth lets the words that every passage of a
#: story has ("talks", "ministry") count like any other.
CORPUS_SHARE = 0.3

#: Letters of a stem's sound that make an idea: "expand" and "expansion" have other stems,
#: and reports of one remark turn verbs into nouns all the time.
IDEA_LETTERS = 6

#: What the idea of a family of related words begins with.
FAMILY = "~"

#: Chance is reckoned once for each of these lengths (content words of the other window).
LENGTHS = (8, 14, 22, 36, 60, 110)


#: The numbers of an idea and of the stem that told it.
_Both = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ideas:
    """The content words of a passage: where each begins in the document, its idea, its stem."""

    starts: list[int]
    numbers: list[int]
    stems: list[int]

    def within(self, span: Span) -> slice:
        """The words that begin inside *span*."""
        return slice(*(bisect_left(self.starts, edge) for edge in (span.start, span.end)))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The ideas of every window (as numbers) and the probability of each idea.

    *passages* has the ideas of each passage in reading order, by article and passage;
    *stem_chance* is the probability of each stem. *flat* are the rows one after another,
    and row i begins at *starts*[i].
    """

    rows: tuple[frozenset[int], ...]
    chance: "NDArray[np.float64]"
    stem_chance: "NDArray[np.float64]"
    passages: dict[tuple[int, int], Ideas]
    flat: "NDArray[np.int64]"
    starts: "NDArray[np.int64]"

    def ideas(self, rows: Sequence[int]) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """The ideas of *rows*, one after another, and the place among *rows* of each."""
        from compare.evidence.sketch import ragged

        lengths = self.starts[1:] - self.starts[:-1]
        own, at = ragged(self.starts[rows], lengths[rows])
        return self.flat[at], own


def vocabulary(articles: Sequence[Article], units: Sequence[Window]) -> Vocabulary:
    """The ideas of every window, and how likely each is by chance.

    Empty for no windows. Cost: one pass over the words of each passage.
    """
    import numpy as np

    known = _Numbers()
    passages = {
        key: known.of(articles[key[0]], articles[key[0]].passages[key[1]].span)
        for key in dict.fromkeys((unit.article, unit.passage) for unit in units)
    }
    rows = [_row(passages[unit.article, unit.passage], unit) for unit in units]
    flat, stems = _flat(rows), _flat([frozenset(found.stems) for found in passages.values()])
    return Vocabulary(
        tuple(rows),
        _chances(flat, known.general),
        _chances(stems, known.stem_general),
        passages,
        flat,
        np.cumsum([0, *map(len, rows)]),
    )


def _row(found: Ideas, unit: Window) -> frozenset[int]:
    return frozenset(found.numbers[found.within(unit.span)])


def _flat(rows: Sequence[frozenset[int]]) -> "NDArray[np.int64]":
    import numpy as np

    return np.fromiter(chain.from_iterable(rows), np.int64)


def _chances(numbers: "NDArray[np.int64]", general: list[float]) -> "NDArray[np.float64]":
    """How likely each of *numbers* is, by these articles and by the language."""
    import numpy as np

    counts = np.bincount(numbers, minlength=len(general))
    corpus = (counts + 0.5) / (counts.sum() + 0.5 * max(1, len(counts)))
    found: NDArray[np.float64] = CORPUS_SHARE * corpus + (1 - CORPUS_SHARE) * np.array(general)
    return found


class _Numbers:
    """Numbers for ideas and stems, and how common each is in its language, 0 to 1."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.general: list[float] = []
        self.stems: dict[str, int] = {}
        self.stem_general: list[float] = []
        self._printed: dict[str, _Printed] = {}

    def of(self, article: Article, span: Span) -> Ideas:
        """The ideas of a passage."""
        code = article.document.language or "en"
        known = self._printed.get(code)
        if known is None:
            known = self._printed[code] = _Printed(self, code)
        found = [(match.start(), match.group()) for match in WORD.finditer(article.text_of(span))]
        kept = list(_told(found, known))
        return Ideas(
            [span.start + start for start, _ in kept],
            [both[0] for _, both in kept],
            [both[1] for _, both in kept],
        )

    def both(self, stem: str, idea: str, code: str) -> tuple[int, int]:
        """The numbers of an idea and of what a word itself is: of families the stem."""
        number = self.numbers.setdefault(idea, len(self.numbers))
        if number == len(self.general):
            self.general.append(_family_chances(code).get(idea, _rarity(stem, code)))
        name = stem if idea.startswith(FAMILY) else idea
        exact = self.stems.setdefault(name, len(self.stems))
        if exact == len(self.stem_general):
            self.stem_general.append(_rarity(stem, code))
        return number, exact


#: Instead of the numbers of an idea: a function word; a word that may begin one of two.
_NONE, _PERHAPS_TWO = (-1, -1), (-2, -2)


def _told(found: Sequence[tuple[int, str]], known: "_Printed") -> Iterator[tuple[int, _Both]]:
    """Where the words with an idea begin, and its numbers."""
    of_two = False
    for place, (start, printed) in enumerate(found):
        if of_two:  # "States" of "United States" is told already
            of_two = False
            continue
        both = known[printed]
        if both is _PERHAPS_TWO:
            after = found[place + 1][1] if place + 1 < len(found) else ""
            both, of_two = known.before(printed, after)
        if both is not _NONE:
            yield start, both


class _Printed(dict[str, _Both]):
    """The numbers of what each word stands for, worked out once for a word as printed.

    A country or bloc, its people, its adjective and its capital are one idea: one report
    writes "Washington" where the other has "the US" or "American". So is a family of
    related words ("talks", "negotiations"; "call off", "cancel"), else the sound of the stem.
    """

    def __init__(self, numbers: _Numbers, code: str) -> None:
        self.numbers, self.code = numbers, code
        self.language, self.families = languages.load(code), related(code)
        self.of_two = _first_of_two(code)

    def __missing__(self, printed: str) -> _Both:
        word = words.forms(printed, self.code)
        begins = _plain(word) in self.of_two or word.stem in self.of_two
        both = self[printed] = _PERHAPS_TWO if begins else self._alone(printed, word)
        return both

    def before(self, printed: str, after: str) -> tuple[_Both, bool]:
        """The numbers for *printed* before the word *after*, and whether it is told as well."""
        word, language = words.forms(printed, self.code), self.language
        following = _plain(words.forms(after, self.code)) if after else ""
        body = _body(language, f"{_plain(word)} {following}")
        if body:
            return self._both(word, f"@{body}"), True
        return self._alone(printed, word, after=following), False

    def _alone(self, printed: str, word: words.Forms, after: str = "") -> _Both:
        body = _body_of(self.language, printed, _plain(word))
        family = self.families.get(f"{word.stem} {after}")
        if body:
            return self._both(word, f"@{body}")
        if not family and word.folded in self.language.function_words:
            return _NONE
        family = family or self.families.get(word.stem)
        return self._both(word, FAMILY + family if family else _sound(word.stem))

    def _both(self, word: words.Forms, idea: str) -> _Both:
        return self.numbers.both(word.stem, idea, self.code)


def _plain(word: words.Forms) -> str:
    return word.folded.removesuffix("'s")


def _sound(stem: str) -> str:
    return sound_key(stem)[:IDEA_LETTERS]


@lru_cache(maxsize=4)
def _first_of_two(code: str) -> frozenset[str]:
    """The first words of the names of two words, and the first stems of such families."""
    language = languages.load(code)
    names = (*language.countries, *language.bodies, *related(code))
    return frozenset(name.partition(" ")[0] for name in names if " " in name)


def _rarity(stem: str, code: str) -> float:
    return float(2.0 ** -background(code).get(stem, RARE_BITS))


@lru_cache(maxsize=4)
def _family_chances(code: str) -> dict[str, float]:
    """How common the families of related words are: as all their words together."""
    chances: dict[str, float] = {}
    for stem, family in related(code).items():
        idea = FAMILY + family
        chances[idea] = chances.get(idea, 0.0) + _rarity(stem, code)
    return chances


def _body(language: languages.Language, name: str) -> str:
    return language.countries.get(name) or language.bodies.get(name) or ""


def _body_of(language: languages.Language, printed: str, plain: str) -> str:
    """The country or bloc that one word names; capital letters tell "the US" from "us"."""
    if not printed[0].isupper() or (len(plain) == 2 and not printed[:2].isupper()):
        return ""
    return _body(language, plain) or language.capitals.get(plain, "")


def surprise(known: Vocabulary, left: Sequence[int], right: Sequence[int]) -> "NDArray[np.float32]":
    """The score of every window of *left* (rows) against every one of *right* (columns).

    In nats; above 0 speaks for one statement. Swapping the sides transposes. Cost: the
    product of the two numbers of windows and of the stems that both sides hold.
    """
    import numpy as np

    present = np.zeros((2, len(known.chance)), np.bool_)
    for side, rows in zip(present, (left, right), strict=True):
        side[known.ideas(rows)[0]] = True
    shared = np.flatnonzero(present.all(0))
    one, two = _matrix(known, left, shared), _matrix(known, right, shared)
    chance = known.chance[shared]
    forth = _directed(one, two, _lengths(known, left), _lengths(known, right), chance)
    back = _directed(two, one, _lengths(known, right), _lengths(known, left), chance)
    forth += back.T
    forth /= 2
    return forth


def _lengths(known: Vocabulary, rows: Sequence[int]) -> "NDArray[np.float64]":
    import numpy as np

    return np.array([len(known.rows[row]) for row in rows], dtype=np.float64)


def _matrix(
    known: Vocabulary, rows: Sequence[int], shared: "NDArray[np.int64]"
) -> "NDArray[np.float32]":
    """A row for each window with 1 for each of the *shared* ideas it has."""
    import numpy as np

    column = np.full(len(known.chance), -1, np.int64)
    column[shared] = np.arange(len(shared))
    ideas, own = known.ideas(rows)
    place = column[ideas]
    held = place >= 0
    out = np.zeros((len(rows), len(shared)), np.float32)
    out[own[held], place[held]] = 1
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
