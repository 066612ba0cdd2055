"""Which words keep company in a set of texts, and which never meet.

Reports of one event share a stock of words, and two events of the same kind have one
each: one shooting is "Vancouver" and "party", the other "Troy" and "accountant". Words that
are both common in a table and never stand in one text together speak of different events.
The measure is our own; the idea that words are known by their company is J. R. Firth's
("A synopsis of linguistic theory", 1957).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.evidence.grids import hits, matches, padded, taken
from compare.evidence.table import Rows
from compare.frozen import dataclass

#: Words in fewer texts have had no chance to meet; from this many on more texts add nothing.
LEAST, ENOUGH = 3, 20

#: Words of more than this share of the texts meet everything.
COMMONEST = 0.1

#: At most this many words, the most frequent, because the table grows with their square.
MOST_WORDS = 1000


#: Cells filled in at once.
BLOCK = 1 << 22

#: A matrix product over all words is faster than going through the pairs of each text, up
#: to so many times as many words as the longest text has.
PRODUCT = 25


@dataclass(frozen=True, slots=True)
class Company:
    """*rows* are the telling words of each text, numbered by *met*'s rows.

    *weight* is for each row the root of its texts, capped, and 0 for the last, which stands
    for no word; *met* says which two words stand together in some text.
    """

    rows: Rows
    weight: NDArray[np.float32]
    met: NDArray[np.bool_]


def company(rows: Rows, stems: NDArray[np.integer[Any]], texts_with: NDArray[np.int64]) -> Company:
    """Read who meets whom; *stems* are the words of the texts as in *rows*.

    Cost: the square of the telling words of each text.
    """
    texts = len(rows.lengths)
    fit = (texts_with >= LEAST) & (texts_with < max(COMMONEST * texts, 8))
    chosen = np.flatnonzero(fit)
    chosen = chosen[np.argsort(-texts_with[chosen], kind="stable")][:MOST_WORDS]
    number = np.full(len(texts_with), len(chosen), np.int32)
    number[chosen] = np.arange(len(chosen))
    weight = np.zeros(len(chosen) + 1, np.float32)
    weight[:-1] = np.sqrt(np.minimum(texts_with[chosen], ENOUGH))
    numbered = Rows(number[stems], rows.starts, rows.lengths)
    few, _ = numbered.keep(numbered.flat < len(chosen))
    return Company(few, weight, _met(few, len(weight)))


def _met(rows: Rows, words: int) -> NDArray[np.bool_]:
    """Which two words stand together in some text."""
    met = np.zeros((words, words), np.bool_)
    order = np.argsort(rows.lengths, kind="stable")
    longest = int(rows.lengths.max(initial=1))
    cells = longest**2 if words > PRODUCT * longest else words
    for part in np.array_split(order, 1 + len(order) * cells // BLOCK):
        here = _numbers(rows, part, words - 1)
        if words > PRODUCT * longest:
            met[here[:, :, None], here[:, None, :]] = True
        else:
            stands = np.zeros((len(part), words), np.float32)
            stands[np.arange(len(part))[:, None], here] = 1
            met |= stands.T @ stands > 0
    return met


def _numbers(rows: Rows, texts: NDArray[np.int64], none: int) -> NDArray[np.int32]:
    mask, at = padded(rows, texts)
    return np.where(mask, taken(rows.flat, at), none).astype(np.int32)


def strangers(
    found: Company, left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.float32]:
    """How much the words that only one side has never meet: 0 (always do) to `ENOUGH`.

    It is the mean over all pairs of such words, one of each text.
    """
    none = len(found.weight) - 1
    a, b = (_numbers(found.rows, texts, none) for texts in (left, right))
    in_b, in_a = hits(matches(a, b))
    weight_a, weight_b = found.weight[a] * ~in_b, found.weight[b] * ~in_a
    # One index is looked up several times faster than two.
    cells = a.astype(np.int64)[:, :, None] * len(found.met) + b[:, None, :]
    apart = (~found.met.reshape(-1)[cells]).astype(np.float32)
    total = (np.matmul(apart, weight_b[:, :, None])[:, :, 0] * weight_a).sum(1)
    count = np.count_nonzero(weight_a, axis=1) * np.count_nonzero(weight_b, axis=1)
    mean: NDArray[np.float32] = (total / np.maximum(count, 1)).astype(np.float32)
    return mean
