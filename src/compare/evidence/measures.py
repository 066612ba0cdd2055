"""Every measure of a pair of texts, filled in for many pairs at once.

Each function below returns named columns; units and ranges are in its docstring. Whatever
differs between a and b is given as the lower (`_lo`) and higher (`_hi`) of the two, so that
swapping the texts changes nothing. The idea of adding up many cheap overlap measures is
Wan, Dras, Dale, Paris, "Using dependency-based features to take the 'para-farce' out of
paraphrase", 2006, and Madnani, Tetreault, Chodorow, "Re-examining machine translation
metrics for paraphrase identification", 2012.
"""

import re
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from compare.evidence import dates
from compare.evidence.company import Company, company, strangers
from compare.evidence.grids import (
    Columns,
    Floats,
    bit_hits,
    bits,
    both,
    common_subsequences,
    hits,
    matches,
    next_to,
    overlap,
    padded,
    share,
    taken,
)
from compare.evidence.lexicon import Lexicon, lexicon
from compare.evidence.sketch import text_sketches, word_sketches
from compare.evidence.table import Rows, Unit, distinct, tokenize
from compare.frozen import dataclass

#: Cells of a grid looked at together: few enough to stay in a processor's cache.
BATCH_CELLS = 1 << 20

#: How much a match counts that is not of the same stem: the same sound ("Kiev", "Kyiv") is
#: nearly certain, the same five first letters ("diplomat", "diplomacy") are a good hint.
SAME_SOUND, SAME_STUMP = 0.95, 0.7

#: Steps of rarity, in bits: words are counted from one step to below the next.
BITS_STEPS = (0.1, 10, 12, 14, 16, 18, 21)
IDF_STEPS = (0.01, 3, 4.5, 6, 7.5, 9)

#: Texts whose lengths differ by fewer words than this are padded to one length.
STEP = 16

#: Pairs sketched together, and the most texts whose sketches are kept (16 megabytes).
SKETCHED, KEPT = 512, 8192

#: A word of more bits than this is rare enough to make two texts worth measuring.
RARE = 8.0

#: Two texts are worth measuring that share this many bits, or this much of their letters.
CANDIDATE_BITS, CANDIDATE_COSINE = 12.0, 0.10

NAMES: tuple[str, ...] = tuple(  # a block, because it is read in groups
    """
    words_lo words_hi bigrams_lo bigrams_hi trigrams_lo trigrams_hi fourgrams_lo fourgrams_hi
    order_lo order_hi length_lo length_hi length_ratio
    bits_contain_lo bits_contain_hi bits_shared bits_cos bits_missing_lo bits_missing_hi
    bits_soft_lo bits_soft_hi bits_rarest_shared bits_rarest_missing_lo bits_rarest_missing_hi
    idf_contain_lo idf_contain_hi idf_shared idf_cos idf_missing_lo idf_missing_hi
    idf_soft_lo idf_soft_hi idf_rarest_shared idf_rarest_missing_lo idf_rarest_missing_hi
    information information_log idf_cos_root idf_missing_log_lo idf_missing_log_hi
    phrase_lo phrase_hi phrase_shared phrase_log
    names_contain_lo names_contain_hi names_shared names_missing_lo names_missing_hi
    numbers_contain_lo numbers_contain_hi numbers_shared numbers_missing_lo numbers_missing_hi
    negation quoted_shared quoted_lo quoted_hi
    day_same day_other speaker_same speaker_other
    bits_1_shared bits_1_alone_lo bits_1_alone_hi
    bits_2_shared bits_2_alone_lo bits_2_alone_hi
    bits_3_shared bits_3_alone_lo bits_3_alone_hi
    bits_4_shared bits_4_alone_lo bits_4_alone_hi
    bits_5_shared bits_5_alone_lo bits_5_alone_hi
    bits_6_shared bits_6_alone_lo bits_6_alone_hi
    bits_7_shared bits_7_alone_lo bits_7_alone_hi
    idf_1_shared idf_1_alone_lo idf_1_alone_hi
    idf_2_shared idf_2_alone_lo idf_2_alone_hi
    idf_3_shared idf_3_alone_lo idf_3_alone_hi
    idf_4_shared idf_4_alone_lo idf_4_alone_hi
    idf_5_shared idf_5_alone_lo idf_5_alone_hi
    idf_6_shared idf_6_alone_lo idf_6_alone_hi
    strangers characters characters_root
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Side:
    """The content words of one side of a batch, padded with what matches nothing."""

    mask: NDArray[np.bool_]
    stems: NDArray[np.signedinteger[Any]]
    sounds: NDArray[np.signedinteger[Any]]
    stumps: NDArray[np.signedinteger[Any]]
    names: NDArray[np.bool_]
    numbers: NDArray[np.bool_]
    quoted: NDArray[np.bool_]


class Met(NamedTuple):
    """Which words of each side stand on the other."""

    in_b: NDArray[np.bool_]
    in_a: NDArray[np.bool_]


class Near(NamedTuple):
    """How nearly each word of each side stands on the other, 0 to 1."""

    in_b: Floats
    in_a: Floats


class Table:
    """Texts prepared for measuring: words, their information, names, days, n-grams.

    Information is counted in bits: of the language (`lexicon.background`), and of this
    table, where a word weighs less the more of its texts have it. Only the first
    `table.LONGEST` words of a text are looked at. Cost: grows with the words.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = tuple(units)
        tokens, rows = tokenize([unit.text for unit in self.units])
        self.lexicon = lexicon(tokens)
        self._read(rows)
        self._count()

    def _read(self, rows: Rows) -> None:
        known = self.lexicon
        owners = rows.owners()
        content, word = known.content[rows.flat], known.word[rows.flat]
        self.bits = np.zeros(len(known.stem_names), np.float32)
        self.bits[known.stems] = known.bits
        capital = known.capital[rows.flat]
        named = _is_name(known, rows, capital, content, self.bits)
        # Grids of small numbers are compared twice as fast.
        small: type[np.signedinteger[Any]] = np.int16 if len(known.tokens) < 1 << 15 else np.int32
        self.words, _ = rows.keep(word)
        self.word_stems = known.stems[self.words.flat].astype(small)
        self.content, kept = rows.keep(content)
        self.stems = known.stems[self.content.flat].astype(small)
        self.sounds = known.sounds[self.content.flat].astype(small)
        self.stumps = known.stumps[self.content.flat].astype(small)
        self.numbers = known.number[self.content.flat]
        self.names = (named[known.stems[rows.flat]] & capital)[kept]
        self.quoted = _is_quoted(known.mark[rows.flat], rows, owners)[kept]
        negations = known.negation[rows.flat]
        self.negated = np.bincount(owners, weights=negations, minlength=len(self.units)) > 0
        self.days = _days(self.units, known, rows)
        self.speakers = _speakers(self.units)

    def _count(self) -> None:
        """Count in how many texts each stem stands and sketch the n-grams of each word."""
        count, kinds = len(self.units), max(1, len(self.bits))
        own = self.content.owners()
        pairs, _ = distinct(own * kinds + self.stems)
        self.texts_with = np.bincount(pairs % kinds, minlength=len(self.bits))
        self.idf = np.log2((count + 2) / (self.texts_with + 1)).astype(np.float32)
        self.bits_step = np.digitize(self.bits, BITS_STEPS).astype(np.int8)
        self.idf_step = np.digitize(self.idf, IDF_STEPS).astype(np.int8)
        words = [
            token if word else ""
            for token, word in zip(self.lexicon.tokens, self.lexicon.word, strict=True)
        ]
        counts = np.bincount(self.words.flat, minlength=len(words))
        self._word_sketches = word_sketches(words, counts, count)

    @cached_property
    def company(self) -> Company:
        """Which words of the table stand together in some text."""
        return company(self.content, self.stems, self.texts_with)

    def sketch(self, texts: NDArray[np.int64]) -> NDArray[np.float32]:
        """The character sketches of *texts*, rows of length 1."""
        return text_sketches(self._word_sketches, self.words, texts)

    def measure(
        self, left: NDArray[Any], right: NDArray[Any], only: Collection[str] = NAMES
    ) -> NDArray[np.float32]:
        """One row of `NAMES` for each pair; cost grows with the product of the lengths.

        Measures besides those named in *only*, and what these are made of, may be left 0.
        """
        left, right = self._longer_first(np.asarray(left, np.int64), np.asarray(right, np.int64))
        out = np.zeros((len(left), len(NAMES)), np.float32)
        wanted = _with_sources(only)
        for rows in self._batches(left, right):
            columns = self._columns(left[rows], right[rows], wanted)
            filled = [number for number, name in enumerate(NAMES) if name in columns]
            values = np.stack([columns[NAMES[number]] for number in filled], axis=1)
            out[rows[:, None], filled] = values
        return out

    def _longer_first(
        self, left: NDArray[np.int64], right: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The same pairs, each in an order of its own, so that a and b may be swapped."""
        a, b = self.words.lengths[left], self.words.lengths[right]
        swap = (a < b) | ((a == b) & (left > right))
        return np.where(swap, right, left), np.where(swap, left, right)

    def _batches(
        self, left: NDArray[np.int64], right: NDArray[np.int64]
    ) -> Iterator[NDArray[np.int64]]:
        """Pairs of about the same lengths together, about `BATCH_CELLS` cells each time.

        Few pairs of one length go with those of the next: padding them costs less than a
        batch of their own.
        """
        wide, narrow = (
            np.maximum(1, -(-self.words.lengths[side] // STEP)) for side in (left, right)
        )
        order = np.lexsort((narrow, wide))
        most, first = BATCH_CELLS // STEP**2, 0
        while first < len(order):
            near = order[first : first + most]
            cells = wide[near] * np.maximum.accumulate(narrow[near]) * np.arange(1, len(near) + 1)
            size = max(1, int(np.searchsorted(cells, most, "right")))
            yield near[:size]
            first += size

    def _columns(
        self, left: NDArray[np.int64], right: NDArray[np.int64], wanted: frozenset[str]
    ) -> Columns:
        batch, columns = _Batch(self, left, right), Columns()
        for names, family in _FAMILIES:
            if not wanted.isdisjoint(names):
                columns |= family(batch)
        for name, (sources, curve) in _CURVES.items():
            if name in wanted:
                columns[name] = curve(*(columns[source] for source in sources))
        return columns

    def side(self, texts: NDArray[np.int64], empty: int) -> Side:
        """The content words of *texts*, padded with *empty*."""
        mask, at = padded(self.content, texts)
        return Side(
            mask,
            stems=np.where(mask, taken(self.stems, at), empty),
            sounds=np.where(mask, taken(self.sounds, at), empty),
            stumps=np.where(mask, taken(self.stumps, at), empty),
            names=mask & taken(self.names, at),
            numbers=mask & taken(self.numbers, at),
            quoted=mask & taken(self.quoted, at),
        )

    def steps(self, steps: NDArray[np.int8], *sides: Side) -> list[NDArray[np.int8]]:
        """The step of rarity of each content word, 0 for padding."""
        return [taken(steps, np.maximum(side.stems, 0)) * side.mask for side in sides]

    def word_grid(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which word of one text, of whatever kind, is which of the other."""
        mask, at = padded(self.words, left)
        a = np.where(mask, taken(self.word_stems, at), -1)
        mask, at = padded(self.words, right)
        return matches(a, np.where(mask, taken(self.word_stems, at), -2))

    def in_order(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> Floats:
        """How many words of each pair are in the longest common subsequence."""
        a, b = ([self._spellings[text] for text in side.tolist()] for side in (left, right))
        return common_subsequences(a, b)

    @cached_property
    def _spellings(self) -> list[str] | list[list[int]]:
        """The words of each text as the letters of a string, which rapidfuzz likes best."""
        cuts = [
            slice(start, start + length)
            for start, length in zip(
                self.words.starts.tolist(), self.words.lengths.tolist(), strict=True
            )
        ]
        if len(self.bits) > sys.maxunicode:
            numbers = self.word_stems.tolist()
            return [numbers[cut] for cut in cuts]
        letters = self.word_stems.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        return [letters[cut] for cut in cuts]

    def characters(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> Floats:
        """The cosine of the character n-grams, from about -.1 (chance) to 1."""
        cosine = np.zeros(len(left), np.float32)
        for start in range(0, len(left), SKETCHED):
            rows = slice(start, start + SKETCHED)
            if len(self.units) <= KEPT:
                a, b = self._sketches[left[rows]], self._sketches[right[rows]]
            else:
                a, b = self.sketch(left[rows]), self.sketch(right[rows])
            cosine[rows] = np.einsum("ij,ij->i", a, b)
        return cosine

    @cached_property
    def _sketches(self) -> NDArray[np.float32]:
        return np.concatenate(
            [
                self.sketch(part)
                for part in np.array_split(
                    np.arange(len(self.units)), 1 + len(self.units) // SKETCHED
                )
            ]
        )

    def candidates(self, group: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs of texts of different groups that share something rare; left < right.

        Too much rather than too little: every pair that shares `CANDIDATE_BITS` of words
        rarer than `RARE`, or whose letters are alike. Cost: the square of the texts, in
        blocks of a thousand.
        """
        group = np.asarray(group)
        count, kinds = len(self.units), max(1, len(self.bits))
        dense = np.zeros((count, kinds), np.float32)
        own = self.content.owners()
        rare = self.bits[self.stems] > RARE
        dense[own[rare], self.stems[rare]] = self.bits[self.stems[rare]]
        present, sketches = (dense > 0).astype(np.float32), self.sketch(np.arange(count))
        lefts, rights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for start in range(0, count, 1000):
            rows = slice(start, start + 1000)
            near = dense[rows] @ present.T >= CANDIDATE_BITS
            near |= sketches[rows] @ sketches.T >= CANDIDATE_COSINE
            near &= group[rows, None] != group[None, :]
            left, right = np.nonzero(np.triu(near, start + 1))
            lefts.append(left + start)
            rights.append(right)
        return np.concatenate(lefts), np.concatenate(rights)

    def explain(self, i: int, j: int) -> dict[str, tuple[str, ...]]:
        """Words to show for the evidence of a pair, as printed in text *i*.

        `shared`: words both have, rarest first; `names`, `numbers`: those among them;
        `other_numbers`: numbers that only one of them has.
        """
        a, b = self._spelt(i), self._spelt(j)
        shared = sorted(a.keys() & b.keys(), key=lambda stem: (-self.bits[stem], a[stem]))
        apart = sorted(a.keys() ^ b.keys())
        names, numbers = self._stems_of_kinds
        return {
            "shared": tuple(a[stem] for stem in shared),
            "names": tuple(a[stem] for stem in shared if stem in names),
            "numbers": tuple(a[stem] for stem in shared if stem in numbers),
            "other_numbers": tuple((a | b)[stem] for stem in apart if stem in numbers),
        }

    @cached_property
    def _stems_of_kinds(self) -> tuple[frozenset[int], frozenset[int]]:
        """The stems that are names somewhere in the table, and those that are numbers."""
        names, numbers = (self.stems[kind].tolist() for kind in (self.names, self.numbers))
        return frozenset(names), frozenset(numbers)

    def _spelt(self, text: int) -> dict[int, str]:
        start = int(self.content.starts[text])
        stop = start + int(self.content.lengths[text])
        stems, tokens = self.stems[start:stop].tolist(), self.content.flat[start:stop].tolist()
        return {stem: self.lexicon.tokens[token] for stem, token in zip(stems, tokens, strict=True)}


class _Batch:
    """Pairs measured together; what several measures need is worked out once, when asked."""

    def __init__(self, table: Table, left: NDArray[np.int64], right: NDArray[np.int64]) -> None:
        self.table, self.left, self.right = table, left, right
        lengths = table.words.lengths.astype(np.float32)
        self.words = [np.maximum(lengths[side], 1) for side in (left, right)]

    @cached_property
    def sides(self) -> tuple[Side, Side]:
        return self.table.side(self.left, -1), self.table.side(self.right, -2)

    @cached_property
    def equal(self) -> NDArray[np.bool_]:
        a, b = self.sides
        return matches(a.stems, b.stems)

    @cached_property
    def equal_bits(self) -> NDArray[np.uint64]:
        return bits(self.equal)

    @cached_property
    def met(self) -> Met:
        return Met(*bit_hits(self.equal_bits, self.equal.shape[2]))

    @cached_property
    def near(self) -> Near:
        return _near(*self.sides, self.met)

    @cached_property
    def bits(self) -> list[Floats]:
        return [_weigh(self.table.bits, side) for side in self.sides]

    @cached_property
    def idf(self) -> list[Floats]:
        return [_weigh(self.table.idf, side) for side in self.sides]

    def runs(self) -> Columns:
        return runs(self.table.word_grid(self.left, self.right), *self.words)

    def order(self) -> Columns:
        common = self.table.in_order(self.left, self.right)
        return both("order", *(common / words for words in self.words))

    def lengths(self) -> Columns:
        return lengths(*self.words)

    def coverage(self) -> Columns:
        return coverage("bits", self.met, *self.bits) | coverage("idf", self.met, *self.idf)

    def shortfall(self) -> Columns:
        return shortfall("bits", self.near, *self.bits) | shortfall("idf", self.near, *self.idf)

    def ladders(self) -> Columns:
        bits = self.table.steps(self.table.bits_step, *self.sides)
        idf = self.table.steps(self.table.idf_step, *self.sides)
        return {
            **ladder("bits", len(BITS_STEPS), self.met, *bits),
            **ladder("idf", len(IDF_STEPS), self.met, *idf),
        }

    def phrases(self) -> Columns:
        return phrases(self.equal_bits, *self.bits)

    def names(self) -> Columns:
        a, b = self.sides
        return subset("names", a.names, b.names, self.near, *self.bits)

    def numbers(self) -> Columns:
        a, b = self.sides
        return subset("numbers", a.numbers, b.numbers, self.near, *self.bits)

    def quotation(self) -> Columns:
        a, b = self.sides
        return quotation(a.quoted, b.quoted, self.equal, *self.bits)

    def negation(self) -> Columns:
        negated = self.table.negated
        return {"negation": (negated[self.left] != negated[self.right]).astype(np.float32)}

    def days(self) -> Columns:
        return same_day(self.table.days[self.left], self.table.days[self.right])

    def speakers(self) -> Columns:
        return same_speaker(self.table.speakers[self.left], self.table.speakers[self.right])

    def strangers(self) -> Columns:
        return {"strangers": strangers(self.table.company, self.left, self.right)}

    def characters(self) -> Columns:
        return {"characters": self.table.characters(self.left, self.right)}


def _named(pattern: str) -> frozenset[str]:
    return frozenset(name for name in NAMES if re.match(pattern, name))


#: Which function fills in which measures: those whose names begin so.
_FAMILIES: tuple[tuple[frozenset[str], Callable[[_Batch], Columns]], ...] = (
    (_named("words|bigrams|trigrams|fourgrams"), _Batch.runs),
    (_named("order"), _Batch.order),
    (_named("length"), _Batch.lengths),
    (_named("(bits|idf)_(contain|shared|cos$|rarest_shared)"), _Batch.coverage),
    (_named("(bits|idf)_(soft|missing_.{2}$|rarest_missing)"), _Batch.shortfall),
    (_named(r"(bits|idf)_\d"), _Batch.ladders),
    (_named("phrase_(lo|hi|shared)"), _Batch.phrases),
    (_named("names"), _Batch.names),
    (_named("numbers"), _Batch.numbers),
    (_named("quoted"), _Batch.quotation),
    (_named("negation"), _Batch.negation),
    (_named("day"), _Batch.days),
    (_named("speaker"), _Batch.speakers),
    (_named("strangers"), _Batch.strangers),
    (_named("characters$"), _Batch.characters),
)

#: Curves of other measures, which a sum of weights alone could not follow, with what each is
#: made of. `information` is the shared bits discounted by how little of the texts they make
#: up: ten bits are much in a headline and nothing between two paragraphs.
_CURVES: dict[str, tuple[tuple[str, ...], Callable[..., Floats]]] = {
    "information": (("idf_shared", "idf_cos"), lambda shared, cos: shared * np.sqrt(cos)),
    "information_log": (("information",), np.log1p),
    "idf_cos_root": (("idf_cos",), np.sqrt),
    "idf_missing_log_lo": (("idf_missing_lo",), np.log1p),
    "idf_missing_log_hi": (("idf_missing_hi",), np.log1p),
    "phrase_log": (("phrase_shared",), lambda shared: np.log1p(shared / 4)),
    "characters_root": (("characters",), lambda cosine: np.sqrt(np.maximum(cosine, 0))),
}


def _with_sources(names: Collection[str]) -> frozenset[str]:
    """*names* and the measures that the curves among them are made of."""
    wanted = set(names)
    for name in reversed(_CURVES):
        if name in wanted:
            wanted.update(_CURVES[name][0])
    return frozenset(wanted)


def runs(equal: NDArray[np.bool_], a: Floats, b: Floats) -> Columns:
    """Shared runs of words; *a* and *b* are how many words each side has, at least 1.

    `words`, `bigrams` … `fourgrams`: the share of each side's n-grams that the other has,
    0 to 1 (BLEU's precision, both ways).
    """
    found = overlap(equal)
    columns: Columns = {}
    for size, name in enumerate(("words", "bigrams", "trigrams", "fourgrams")):
        columns |= both(
            name,
            found.in_b[size] / np.maximum(a - size, 1),
            found.in_a[size] / np.maximum(b - size, 1),
        )
    return columns


def lengths(a: Floats, b: Floats) -> Columns:
    """Natural logarithms of how many words each side has, and the ratio, 0 to 1."""
    ratio = np.minimum(a, b) / np.maximum(a, b)
    return {**both("length", np.log(a), np.log(b)), "length_ratio": ratio}


def coverage(name: str, met: Met, a: Floats, b: Floats) -> Columns:
    """How much of the information of each text the other has; *a*, *b* are bits per word.

    `contain` are shares of exact stems, 0 to 1; `cos` a cosine, 0 to 1; `shared` and
    `rarest_shared` are bits.
    """
    in_b, in_a = a * met.in_b, b * met.in_a
    shared_a, shared_b = in_b.sum(1), in_a.sum(1)
    square = np.sqrt((a * a).sum(1) * (b * b).sum(1))
    return {
        **both(f"{name}_contain", share(shared_a, a.sum(1)), share(shared_b, b.sum(1))),
        f"{name}_shared": np.minimum(shared_a, shared_b),
        f"{name}_cos": share(np.sqrt((in_b * in_b).sum(1) * (in_a * in_a).sum(1)), square),
        f"{name}_rarest_shared": in_b.max(1),
    }


def shortfall(name: str, near: Near, a: Floats, b: Floats) -> Columns:
    """What the other text lacks, near spellings forgiven; *a*, *b* are bits per word.

    `soft` are shares of what it has, 0 to 1; `missing` and `rarest_missing` are bits.
    """
    whole_a, whole_b = a.sum(1), b.sum(1)
    missing_a, missing_b = a * (1 - near.in_b), b * (1 - near.in_a)
    lost_a, lost_b = missing_a.sum(1), missing_b.sum(1)
    return {
        **both(f"{name}_soft", share(whole_a - lost_a, whole_a), share(whole_b - lost_b, whole_b)),
        **both(f"{name}_missing", lost_a, lost_b),
        **both(f"{name}_rarest_missing", missing_a.max(1), missing_b.max(1)),
    }


def ladder(name: str, steps: int, met: Met, a: NDArray[np.int8], b: NDArray[np.int8]) -> Columns:
    """How many words of each step of rarity both texts have, and how many only one has.

    *a* and *b* are the step of each word, from 1 to *steps*, 0 for padding. Counts of words,
    `NAME_STEP_shared` and `NAME_STEP_alone_lo`, `_hi`, so that fitting can find what a
    shared word of each rarity is worth.
    """
    columns: Columns = {}
    all_a, in_b = _per_step(a, steps), _per_step(a * met.in_b, steps)
    all_b, in_a = _per_step(b, steps), _per_step(b * met.in_a, steps)
    for step in range(1, steps + 1):
        shared_a, shared_b = in_b[:, step], in_a[:, step]
        columns[f"{name}_{step}_shared"] = np.minimum(shared_a, shared_b)
        columns |= both(
            f"{name}_{step}_alone", all_a[:, step] - shared_a, all_b[:, step] - shared_b
        )
    return columns


def _per_step(words: NDArray[np.int8], steps: int) -> NDArray[np.int64]:
    """For each row, how many words are of each step from 0 to *steps*."""
    cells = words + (np.arange(len(words)) * (steps + 1))[:, None]
    counts = np.bincount(cells.reshape(-1), minlength=len(words) * (steps + 1))
    return counts.reshape(len(words), steps + 1)


def phrases(equal: NDArray[np.uint64], a: Floats, b: Floats) -> Columns:
    """Shared pairs of neighbouring content words: shares, 0 to 1, and their bits.

    *equal* are the bits of the grid of equal words.
    """
    pairs = np.zeros_like(equal)
    pairs[:, :, :-1] = equal[:, :, :-1] & next_to(equal, 1)
    in_b, in_a = bit_hits(pairs, b.shape[1])
    pair_a, pair_b = _with_next(a), _with_next(b)
    shared_a, shared_b = (pair_a * in_b).sum(1), (pair_b * in_a).sum(1)
    return {
        **both("phrase", share(shared_a, pair_a.sum(1)), share(shared_b, pair_b.sum(1))),
        "phrase_shared": np.minimum(shared_a, shared_b),
    }


def _with_next(weights: Floats) -> Floats:
    """The weight of each word and the next together; 0 where there is no next."""
    out = np.zeros_like(weights)
    out[:, :-1] = (weights[:, :-1] + weights[:, 1:]) * (weights[:, 1:] > 0)
    return out


def subset(
    name: str, is_a: NDArray[np.bool_], is_b: NDArray[np.bool_], near: Near, a: Floats, b: Floats
) -> Columns:
    """What becomes of the words of one kind (names, numbers).

    `contain`: the share of each side's that the other has, 0 to 1, and -1 where it has
    none; `shared` and `missing` are bits. Names on both sides that differ are evidence
    against: then `missing_lo` is high.
    """
    a, b = a * is_a, b * is_b
    whole_a, whole_b = a.sum(1), b.sum(1)
    shared_a, shared_b = (a * near.in_b).sum(1), (b * near.in_a).sum(1)
    return {
        **both(
            f"{name}_contain",
            np.where(whole_a > 0, share(shared_a, whole_a), -1),
            np.where(whole_b > 0, share(shared_b, whole_b), -1),
        ),
        f"{name}_shared": np.minimum(shared_a, shared_b),
        **both(f"{name}_missing", whole_a - shared_a, whole_b - shared_b),
    }


def quotation(
    is_a: NDArray[np.bool_], is_b: NDArray[np.bool_], equal: NDArray[np.bool_], a: Floats, b: Floats
) -> Columns:
    """Words inside quotation marks: how much of each text, and how much both quote, 0 to 1."""
    quoted_a, quoted_b = (a * is_a).sum(1), (b * is_b).sum(1)
    least = np.minimum(quoted_a, quoted_b)
    shared = np.zeros(len(a), np.float32)
    told = np.flatnonzero(least > 0)
    if len(told):
        in_b, _ = hits(equal[told] & is_a[told, :, None] & is_b[told, None, :])
        shared[told] = (a[told] * in_b).sum(1)
    return {
        "quoted_shared": share(np.minimum(shared, least), least),
        **both("quoted", share(quoted_a, a.sum(1)), share(quoted_b, b.sum(1))),
    }


def same_day(a: NDArray[np.int32], b: NDArray[np.int32]) -> Columns:
    """1 where both texts name the same day, and 1 where both name days that exclude.

    A month without a day excludes only other months; unknown weekdays only each other.
    """
    same = matches(np.where(a > 0, a, -1), np.where(b > 0, b, -2)).any((1, 2))
    month_a, month_b = a // dates.MONTH, b // dates.MONTH
    loose = (a % dates.MONTH == 0)[:, :, None] | (b % dates.MONTH == 0)[:, None, :]
    fits = (matches(month_a, month_b) & loose & (a > 0)[:, :, None]).any((1, 2))
    unknown = (a >= dates.WEEKDAY).any(1) != (b >= dates.WEEKDAY).any(1)
    told = (a > 0).any(1) & (b > 0).any(1)
    other = told & ~same & ~fits & ~unknown
    return {"day_same": same.astype(np.float32), "day_other": other.astype(np.float32)}


def same_speaker(a: NDArray[np.int32], b: NDArray[np.int32]) -> Columns:
    """1 where both texts are the words of one person, and 1 where of two; else 0."""
    told = (a > 0) & (b > 0)
    return {
        "speaker_same": (told & (a == b)).astype(np.float32),
        "speaker_other": (told & (a != b)).astype(np.float32),
    }


def _near(a: Side, b: Side, exact: Met) -> Near:
    """How nearly each word stands on the other side: 1 for the same stem, 0 for nothing."""
    sound = hits(matches(a.sounds, b.sounds))
    stump = hits(matches(a.stumps, b.stumps))
    return Near(
        *(
            np.where(same, 1, np.where(alike, SAME_SOUND, SAME_STUMP * begun)).astype(np.float32)
            for same, alike, begun in zip(exact, sound, stump, strict=True)
        )
    )


def _weigh(weights: Floats, side: Side) -> Floats:
    weighed: Floats = taken(weights, np.maximum(side.stems, 0)) * side.mask
    return weighed


def _is_name(
    known: Lexicon,
    rows: Rows,
    capital: NDArray[np.bool_],
    content: NDArray[np.bool_],
    bits: NDArray[np.float32],
) -> NDArray[np.bool_]:
    """For each stem whether it is a name: mostly capital where no sentence begins.

    Headlines In Title Case say nothing; a stem seen only there is a name when it is rare.
    """
    owners, kinds = rows.owners(), len(bits)
    count = len(rows.lengths)
    capitals = np.bincount(owners, weights=capital & content, minlength=count)
    title_case = capitals > 0.6 * np.bincount(owners, weights=content, minlength=count)
    telling = content & ~_is_initial(known.mark[rows.flat], rows) & ~title_case[owners]
    stems = known.stems[rows.flat]
    upper = np.bincount(stems[telling & capital], minlength=kinds)
    seen = np.bincount(stems[telling], minlength=kinds)
    number = np.zeros(kinds, np.bool_)
    number[known.stems] = known.number
    return np.where(seen > 0, upper * 2 > seen, bits > 15) & ~number


def _is_initial(mark: NDArray[np.int8], rows: Rows) -> NDArray[np.bool_]:
    initial = np.zeros(len(mark), np.bool_)
    initial[1:] = mark[:-1] != 0
    initial[rows.starts[rows.lengths > 0]] = True
    return initial


def _is_quoted(mark: NDArray[np.int8], rows: Rows, owners: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each token stands inside quotation marks of its own text."""
    opened = np.cumsum((mark == 1).astype(np.int64) - (mark == -1))
    straight = np.cumsum(mark == 2)
    if not len(mark):
        return np.zeros(0, np.bool_)
    first = rows.starts[owners]
    opened -= opened[first] - (mark[first] == 1) + (mark[first] == -1)
    straight -= straight[first] - (mark[first] == 2)
    inside: NDArray[np.bool_] = (opened > 0) | (straight % 2 == 1)
    return inside


def _days(units: Sequence[Unit], known: Lexicon, rows: Rows) -> NDArray[np.int32]:
    found = np.zeros((len(units), dates.MOST), np.int32)
    owners = rows.owners()
    where = np.flatnonzero(known.calendar[rows.flat])
    texts, number = distinct(owners[where])
    first = np.searchsorted(number, np.arange(1, len(texts)))
    for index, here in zip(texts.tolist(), np.split(where, first), strict=False):
        start = int(rows.starts[index])
        tokens = rows.flat[start : start + int(rows.lengths[index])].tolist()
        spelt = [known.tokens[token] for token in tokens]
        codes = dates.days(spelt, units[index].published, at=(here - start).tolist())
        found[index, : len(codes)] = codes
    return found


def _speakers(units: Sequence[Unit]) -> NDArray[np.int32]:
    """Numbers for the last names of speakers, 0 where none is known."""
    from compare.evidence.lexicon import sound_key
    from compare.words import fold

    numbers: dict[str, int] = {}
    codes = np.zeros(len(units), np.int32)
    for index, unit in enumerate(units):
        last = fold(unit.speaker).split()[-1:] if unit.speaker else []
        if last:
            codes[index] = numbers.setdefault(sound_key(last[0]), len(numbers) + 1)
    return codes
