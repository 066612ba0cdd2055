"""What speaks for or against one word standing for another: a number per pair of words.

All pairs of two word sequences at once, as arrays. Weighing them is for `network`.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel, Prefix
from rapidfuzz.process import cdist

from compare.frozen import dataclass, field
from compare.languages import Language, load
from compare.words import Word

from .kinship import is_mark, number_value, spelling_key

Grid = NDArray[np.float32]

#: One line a feature: the columns of the grid `pair_features` returns, in this order.
NAMES = (
    "same word",
    "same stem",
    "same spelling key",
    "letters in common",
    "beginning in common",
    "relatedness",
    "learnt odds",
    "learnt pair",
    "both function words",
    "both content words",
    "both punctuation",
    "one punctuation",
    "same number",
    "different numbers",
    "initials",
    "information",
    "difference of information",
    "distance along the texts",
    "distance in words",
    "once on either side",
    "rivals",
    "both capitalised",
    "one capitalised",
    "same word before",
    "same word after",
    "same content word before",
    "same content word after",
    "length",
    "cased",
)

#: Information of a word no list knows, in bits.
RARE_BITS = 22.0


Table = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of words beforehand; every part may be empty.

    *bits* is the information of a stem; *odds* the learnt log-odds that the first of two
    stems stands for the second; *related* how near two stems are in meaning, 0 to 1.
    The two tables need to hold each pair one way only.
    """

    bits: Mapping[str, float] = field(default_factory=dict)
    odds: Table = field(default_factory=dict)
    related: Table = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Side:
    folded: NDArray[np.int32]
    stems: NDArray[np.int32]
    sounds: NDArray[np.int32]
    function: NDArray[np.bool_]
    mark: NDArray[np.bool_]
    capital: NDArray[np.bool_]
    bits: Grid
    values: NDArray[np.float64]


def pair_features(
    a: Sequence[Word], b: Sequence[Word], language: str, knowledge: Knowledge
) -> Grid:
    """An array of len(NAMES) x len(a) x len(b). Cost: the product of the lengths."""
    known = load(language)
    left, right = _sides(a, b, known, knowledge)
    rows, columns = len(a), len(b)
    grid = np.zeros((len(NAMES), rows, columns), np.float32)
    same = left.folded[:, None] == right.folded
    stems = left.stems[:, None] == right.stems
    sounds = left.sounds[:, None] == right.sounds
    content = ~(left.function | left.mark)[:, None] & ~(right.function | right.mark)
    marks = left.mark[:, None] & right.mark
    one_mark = left.mark[:, None] ^ right.mark
    grid[0] = same
    grid[1] = stems & ~same
    grid[2] = sounds & ~stems & content
    grid[3], grid[4] = _letters(a, b)
    grid[5], _ = _looked_up(a, b, knowledge.related)
    grid[6], grid[7] = _looked_up(a, b, knowledge.odds)
    grid[6] /= 4
    grid[8] = left.function[:, None] & right.function
    grid[9] = content
    grid[10] = marks
    grid[11] = one_mark
    numbers = ~np.isnan(left.values)[:, None] & ~np.isnan(right.values)
    equal_numbers = left.values[:, None] == right.values
    grid[12] = equal_numbers
    grid[13] = numbers & ~equal_numbers
    grid[14] = _initials(a, b, known)
    grid[15] = (left.bits[:, None] + right.bits) / 40
    grid[16] = np.abs(left.bits[:, None] - right.bits) / 20
    at_a = (np.arange(rows, dtype=np.float32) + 0.5) / rows
    at_b = (np.arange(columns, dtype=np.float32) + 0.5) / columns
    along = np.abs(at_a[:, None] - at_b)
    grid[17] = along
    grid[18] = np.minimum(along * ((rows + columns) / 20), 2)
    in_row = stems.sum(1, dtype=np.float32)
    in_column = stems.sum(0, dtype=np.float32)
    rivals = np.maximum(in_row[:, None], in_column)
    grid[19] = stems & (rivals == 1)
    grid[20] = np.minimum(rivals, 4) / 4
    grid[21] = left.capital[:, None] & right.capital
    grid[22] = left.capital[:, None] ^ right.capital
    grid[23, 1:, 1:] = same[:-1, :-1]
    grid[24, :-1, :-1] = same[1:, 1:]
    _neighbours(grid, stems & content, left, right)
    grid[27] = min(rows + columns, 100) / 100
    # Lower-cased corpora were linked by another guideline than news as it is printed.
    grid[28] = left.capital.any() or right.capital.any()
    return grid


def _sides(
    a: Sequence[Word], b: Sequence[Word], known: Language, knowledge: Knowledge
) -> tuple[_Side, _Side]:
    folded: dict[str, int] = {}
    stems: dict[str, int] = {}
    sounds: dict[str, int] = {}
    left, right = (_side(side, known, knowledge, folded, stems, sounds) for side in (a, b))
    return left, right


def _side(
    side: Sequence[Word],
    known: Language,
    knowledge: Knowledge,
    folded: dict[str, int],
    stems: dict[str, int],
    sounds: dict[str, int],
) -> _Side:
    function_words, bits = known.function_words, knowledge.bits
    values = [number_value(w.folded, known.code) for w in side]
    return _Side(
        folded=np.array([folded.setdefault(w.folded, len(folded)) for w in side], np.int32),
        stems=np.array([stems.setdefault(w.stem, len(stems)) for w in side], np.int32),
        sounds=np.array(
            [sounds.setdefault(spelling_key(w.stem), len(sounds)) for w in side], np.int32
        ),
        function=np.array([is_little(w.folded, function_words) for w in side], np.bool_),
        mark=np.array([is_mark(w.folded) for w in side], np.bool_),
        capital=np.array([w.text[:1].isupper() for w in side], np.bool_),
        bits=np.array([bits.get(w.stem, RARE_BITS) for w in side], np.float32),
        values=np.array([np.nan if value is None else value for value in values]),
    )


#: Clitics that some corpora part from their word ("do n't", "party 's").
_CLITICS = frozenset({"n't", "'s", "'ll", "'ve", "'re", "'d", "'m", "'"})


def is_little(folded: str, function_words: frozenset[str]) -> bool:
    """Whether a word only holds others together."""
    return folded in function_words or folded in _CLITICS


def _letters(a: Sequence[Word], b: Sequence[Word]) -> tuple[Grid, Grid]:
    # Short words resemble one another by chance: as, is, us.
    left, right = ([w.folded if len(w.folded) > 3 else "" for w in side] for side in (a, b))
    letters = cdist(left, right, scorer=Indel.normalized_similarity, dtype=np.float32)
    beginning = cdist(left, right, scorer=Prefix.similarity, dtype=np.float32)
    filled = np.array([bool(w) for w in left])[:, None] & np.array([bool(w) for w in right])
    letters = np.maximum(letters - 0.4, 0) / 0.6 * filled
    return letters.astype(np.float32), np.minimum(beginning, 8) / 8 * filled


def _looked_up(a: Sequence[Word], b: Sequence[Word], table: Table) -> tuple[Grid, Grid]:
    """The table's value for each pair of stems, and 1 where it has one."""
    values = np.zeros((len(a), len(b)), np.float32)
    listed = np.zeros((len(a), len(b)), np.float32)
    rows, columns = _places(a), _places(b)
    for one, two, value in _entries(table, rows, columns):
        for i, j in product(rows[one], columns[two]):
            values[i, j], listed[i, j] = value, 1
    return values, listed


def _places(words: Sequence[Word]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        places.setdefault(word.stem, []).append(number)
    return places


def _entries(
    table: Table, a: Mapping[str, object], b: Mapping[str, object]
) -> Iterator[tuple[str, str, float]]:
    """The entries of the table, either way, for a stem of *a* and one of *b*."""
    for stem in a.keys() & table.keys():
        row = table[stem]
        yield from ((stem, other, row[other]) for other in row.keys() & b.keys())
    for stem in b.keys() & table.keys():
        row = table[stem]
        yield from ((other, stem, row[other]) for other in row.keys() & a.keys())


def _initials(a: Sequence[Word], b: Sequence[Word], known: Language) -> Grid:
    grid = np.zeros((len(a), len(b)), np.float32)
    for i, j in _initial_cells(a, b, known):
        grid[i, j] = 1
    for j, i in _initial_cells(b, a, known):
        grid[i, j] = 1
    return grid


def _initial_cells(
    short: Sequence[Word], long: Sequence[Word], known: Language
) -> list[tuple[int, int]]:
    """Words of *short* that are made of first letters of neighbouring words of *long*."""
    candidates = [(i, _as_initials(word, known)) for i, word in enumerate(short)]
    candidates = [(i, letters) for i, letters in candidates if letters]
    if not candidates:
        return []
    content = [j for j, w in enumerate(long) if not is_little(w.folded, known.function_words)]
    cells = []
    for positions in ([*range(len(long))], content):
        initials = "".join(long[j].folded[:1] or " " for j in positions)
        for i, letters in candidates:
            at = initials.find(letters)
            if at >= 0:
                cells += [(i, positions[at + k]) for k in range(len(letters))]
    return cells


def _as_initials(word: Word, known: Language) -> str:
    if len(word.text) > 8 or word.folded in known.function_words:
        return ""
    letters = word.folded.replace(".", "")
    marked = "." in word.folded or (word.text.isupper() and len(letters) < 6)
    # A lower-case corpus hides its abbreviations; three letters or more must do there.
    plain = 3 <= len(letters) <= 4
    return letters if letters.isalpha() and len(letters) > 1 and (marked or plain) else ""


def _neighbours(grid: Grid, same: NDArray[np.bool_], left: _Side, right: _Side) -> None:
    """Whether the nearest content words before and after are the same."""
    for row, step in ((25, -1), (26, 1)):
        near_a = _nearest(~(left.function | left.mark), step)
        near_b = _nearest(~(right.function | right.mark), step)
        found = (near_a >= 0)[:, None] & (near_b >= 0)
        grid[row] = same[near_a][:, near_b] & found


def _nearest(content: NDArray[np.bool_], step: int) -> NDArray[np.int64]:
    """For each place the next content word's place in direction *step*, or -1."""
    count = len(content)
    places = np.where(content, np.arange(count), -1 if step < 0 else count)
    if step < 0:
        reached = np.maximum.accumulate(places)
        return np.concatenate(([-1], reached[:-1]))
    reached = np.minimum.accumulate(places[::-1])[::-1]
    nearest = np.concatenate((reached[1:], [count]))
    return np.where(nearest == count, -1, nearest)
