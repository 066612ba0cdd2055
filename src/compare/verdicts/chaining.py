"""Where quoted words stand in a source: local alignment of words with affine gaps.

What is aligned and how well; what the words between mean is for `changes`, whether it is
the same utterance for `judging`. Gain and loss are in bits of information, so that
ten little words weigh as much as one name.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from compare.frozen import dataclass

from .speech import Speech

#: Bits a gap costs at once, and for each word skipped in the quotation and in the source.
#: A skipped word of the quotation is worse: the outlet wrote it, so it should be there.
OPEN, SKIP_QUOTED, SKIP_SOURCE = 5.0, 2.0, 0.6

#: Words of the quotation that may be without a counterpart in one gap. More of them in
#: a row are sought elsewhere, as another piece.
MOST_QUOTED = 10

#: Words of the source that one gap may skip: without an ellipsis a sentence, with one a
#: long answer. What lies further apart was said in two places.
MOST_CUT, MOST_ELLIPSIS = 40, 250

#: Votes counted to find where a quotation might stand, places looked at closely, and
#: pairs of equal words aligned there. Only a text that repeats itself reaches them.
MOST_VOTES, MOST_WINDOWS, MOST_PAIRS = 4000, 4, 20_000

#: Words that may be skipped on either side to reach a little word at an end, and what that
#: costs at once.
MOST_STRAY, OPEN_AT_END = 6, 1.0

#: Positions of a quotation's rarest word at which the whole is tried word for word.
MOST_TRIES = 2000

#: Words of a quotation that may well stand in several places word for word.
MOST_REPEATED = 30

#: Bits in neighbouring words below which a place is not worth aligning: about one rare
#: word, and a share of the quotation that "of the" and its like do not reach.
LEAST_BITS, LEAST_SHARE = 8.0, 0.1


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a quotation beside words of the source: *pairs* of token numbers, ascending.

    *score* is what the alignment gained, in bits.
    """

    pairs: tuple[tuple[int, int], ...]
    score: float

    @property
    def quoted(self) -> tuple[int, int]:
        """The half-open range of quotation tokens from the first pair to the last."""
        return self.pairs[0][0], self.pairs[-1][0] + 1

    @property
    def source(self) -> tuple[int, int]:
        """The half-open range of source tokens from the first pair to the last."""
        return self.pairs[0][1], self.pairs[-1][1] + 1


def locate(
    quote: Speech,
    source: Speech,
    start: int = 0,
    end: int | None = None,
    *,
    prefer: Callable[[int], bool] | None = None,
) -> Piece | None:
    """The best place in *source* for tokens [start, end) of *quote*; the first of equals.

    Of places that have it word for word, the first whose offset *prefer* approves. None
    when no place shares two words in a row, and enough of them. Cost: how often the
    rarer words stand in the source, up to `MOST_VOTES`, plus the alignment of at most
    `MOST_WINDOWS` places a little longer than the quotation.
    """
    end = len(quote.tokens) if end is None else end
    if start >= end or not source.tokens:
        return None
    exact = list(_word_for_word(quote, source, start, end))
    if not exact:
        piece = _aligned(quote, source, start, end)
        return _reaching(quote, source, piece, start, end) if piece else None
    liked = (at for at in exact if prefer and prefer(source.tokens[at].start))
    at = next(liked, exact[0])
    bits = sum(token.bits for token in quote.tokens[start:end])
    return Piece(tuple((start + i, at + i) for i in range(end - start)), bits)


def _word_for_word(quote: Speech, source: Speech, start: int, end: int) -> Iterator[int]:
    """The token numbers where the source has just these words; one for a long quotation."""
    wanted = quote.keys[start:end]
    empty: list[int] = []
    rarest = min(range(len(wanted)), key=lambda i: len(source.places.get(wanted[i], empty)))
    keys = source.keys
    for position in source.places.get(wanted[rarest], empty)[:MOST_TRIES]:
        at = position - rarest
        if at >= 0 and keys[at] == wanted[0] and keys[at : at + len(wanted)] == wanted:
            yield at
            if len(wanted) > MOST_REPEATED:
                return


def _aligned(quote: Speech, source: Speech, start: int, end: int) -> Piece | None:
    best: Piece | None = None
    for low, high, votes in _windows(quote, source, start, end):
        if best and votes < best.score / 3:
            break  # with so few pairs in a row it will not win
        pairs = _equal_words(quote, source, range(start, end), low, high)
        piece = _best_chain(quote, pairs)
        if piece and (best is None or piece.score > best.score):
            best = piece
    return best


def _windows(
    quote: Speech, source: Speech, start: int, end: int
) -> Iterator[tuple[int, int, float]]:
    """Ranges of source tokens on whose diagonals much of the quotation's information lies.

    Best first, each with its information in bits. Neighbours of a range, which would
    overlap it, are passed over.
    """
    width = max(20, (end - start) // 2)
    votes = _votes(quote, source, start, end, width)
    least = max(LEAST_BITS, LEAST_SHARE * sum(token.bits for token in quote.tokens[start:end]))
    pairs = {number: votes[number] + votes.get(number + 1, 0.0) for number in votes}
    taken: set[int] = set()
    for number in sorted(pairs, key=lambda number: (-pairs[number], number)):
        if pairs[number] < least or len(taken) == MOST_WINDOWS:
            return
        if taken.isdisjoint((number - 1, number, number + 1)):
            taken.add(number)
            low = (number - 1) * width + start
            yield max(0, low - MOST_CUT), low + 4 * width + (end - start) + MOST_CUT, pairs[number]


def _votes(quote: Speech, source: Speech, start: int, end: int, width: int) -> dict[int, float]:
    """Bits of the words that stand two and two in a row in both, by band of diagonals.

    Single words would vote as well for any page of the same length and subject.
    """
    places, keys, tokens = source.neighbours, quote.keys, quote.tokens
    known = [i for i in range(start, end - 1) if (keys[i], keys[i + 1]) in places]
    known.sort(key=lambda i: len(places[keys[i], keys[i + 1]]))
    votes: dict[int, float] = {}
    left = MOST_VOTES
    for i in known:
        here = places[keys[i], keys[i + 1]]
        left -= len(here)
        if left < 0:
            break
        bits = (tokens[i].bits + tokens[i + 1].bits) / 2
        for number in {(j - i) // width for j in here}:
            votes[number] = votes.get(number, 0.0) + bits
    return votes


def _equal_words(
    quote: Speech, source: Speech, wanted: Sequence[int], low: int, high: int
) -> list[tuple[int, int]]:
    """Pairs of equal words within the window, in order; the commonest left out if too many."""
    ranges: dict[int, list[int]] = {}
    for i in wanted:
        here = source.places.get(quote.keys[i])
        if here:
            ranges[i] = here[bisect_left(here, low) : bisect_left(here, high)]
    left = MOST_PAIRS
    kept: list[tuple[int, int]] = []
    for i in sorted(ranges, key=lambda i: len(ranges[i])):
        left -= len(ranges[i])
        if left < 0:
            break
        kept.extend((i, j) for j in ranges[i])
    return sorted(kept)


def _best_chain(quote: Speech, pairs: Sequence[tuple[int, int]]) -> Piece | None:
    """The chain of *pairs* that gains most; of equal ones that which ends first.

    T. F. Smith and M. S. Waterman, "Identification of common molecular subsequences",
    1981, with the affine gaps of O. Gotoh, "An improved algorithm for matching
    biological sequences", 1982; done on the pairs of equal words alone, since all other
    cells of the table only carry gaps.
    """
    scores: list[float] = []
    before: list[int] = []
    rows: dict[int, tuple[list[int], int]] = {}
    for number, (i, j) in enumerate(pairs):
        columns, _ = rows.setdefault(i, ([], number))
        gain, previous = _predecessor(quote, i, j, rows, scores)
        columns.append(j)
        scores.append(quote.tokens[i].bits + gain)
        before.append(previous)
    if not scores:
        return None
    at = max(range(len(scores)), key=lambda number: (scores[number], -number))
    best, chain = scores[at], []
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return Piece(_without_stray(quote, chain[::-1]), best)


def _without_stray(quote: Speech, chain: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The chain without pairs inside a bracket that was not said as a whole.

    In "theirs [in Harrow] … nobody" for "theirs, and in forty years nobody" the two "in"
    have nothing to do with each other.
    """
    met = {i for i, _ in chain}
    stray = {i for run in quote.brackets if not met.issuperset(run) for i in run}
    kept = tuple(pair for pair in chain if pair[0] not in stray)
    return kept or tuple(chain)


def _predecessor(
    quote: Speech, i: int, j: int, rows: dict[int, tuple[list[int], int]], scores: Sequence[float]
) -> tuple[float, int]:
    """The most a chain can bring to pair (i, j), and its last pair; (0, -1) to start anew."""
    best, previous = 0.0, -1
    skipped = 0
    at = i - 1
    while at >= 0 and skipped <= MOST_QUOTED:
        row = rows.get(at)
        if row:
            gain, number = _best_in_row(quote, (at, i, j), row, scores, skipped)
            if gain > best:
                best, previous = gain, number
            if not skipped and number >= 0 and row[0][number - row[1]] == j - 1:
                break  # the word before follows the word before: no gap can be better
        skipped += not quote.tokens[at].is_aside
        at -= 1
    return best, previous


def _best_in_row(
    quote: Speech,
    step: tuple[int, int, int],
    row: tuple[list[int], int],
    scores: Sequence[float],
    skipped: int,
) -> tuple[float, int]:
    """The best pair of one quotation word to come from, and what it brings after the gap."""
    at, i, j = step
    columns, first = row
    elided = quote.ellipses[i] > quote.ellipses[at]
    reach = MOST_ELLIPSIS if elided else MOST_CUT
    best, previous = 0.0, -1
    for k in range(bisect_left(columns, j) - 1, -1, -1):
        dropped = j - columns[k] - 1
        if dropped > reach:
            break
        gain = scores[first + k]
        if skipped or dropped:
            gain -= OPEN + SKIP_QUOTED * skipped + SKIP_SOURCE * (0 if elided else dropped)
        if gain > best:
            best, previous = gain, first + k
        if not dropped and previous == first + k:
            break
    return best, previous


def _reaching(quote: Speech, source: Speech, piece: Piece, start: int, end: int) -> Piece:
    """The piece with little words at its two ends, which local alignment gives up for a gap.

    In "I know why" for "I do not yet know why" the "I" is worth less than the gap costs,
    but without it the "not" would be lost.
    """
    head = _outward(quote, source, piece.pairs[0], -1, start - 1)
    tail = _outward(quote, source, piece.pairs[-1], 1, end)
    return Piece((*reversed(head), *piece.pairs, *tail), piece.score)


def _outward(
    quote: Speech, source: Speech, pair: tuple[int, int], step: int, stop: int
) -> list[tuple[int, int]]:
    """Pairs of equal words met in the same sentence, going from *pair* by *step* to *stop*."""
    met: list[tuple[int, int]] = []
    i, j = pair
    for k in range(i + step, stop, step):
        skipped = abs(k - i) - 1
        found = _met(quote, source, (k, j), step, skipped) if skipped <= MOST_STRAY else None
        if found is not None:
            met.append((k, found))
            i, j = k, found
    return met


def _met(
    quote: Speech, source: Speech, pair: tuple[int, int], step: int, skipped: int
) -> int | None:
    """The nearest source token beyond *pair* that equals its word and is worth the gap."""
    k, j = pair
    token = quote.tokens[k]
    for dropped in range(MOST_STRAY + 1):
        at = j + step * (dropped + 1)
        if not 0 <= at < len(source.tokens) or _are_parted(source, *sorted((at, at - step))):
            return None
        if source.keys[at] == token.key and not token.is_aside:
            worth = token.bits - OPEN_AT_END - skipped - SKIP_SOURCE * dropped
            return at if worth > 0 else None
    return None


def _are_parted(source: Speech, i: int, j: int) -> bool:
    """Whether two neighbouring tokens belong to two sentences, or to two voices."""
    a, b = source.tokens[i], source.tokens[j]
    between = source.text[a.end : b.start]
    return a.voice != b.voice or any(mark in between for mark in ".!?…\n")
