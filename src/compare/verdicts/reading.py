"""A quotation read beside the places it stands in: every change, and how much agrees.

The places are given (`pieces`); whether they are the same utterance is a probability, and
what to make of it is for `judging`.
"""

import json
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from compare.frozen import dataclass
from compare.model import Difference, Span, Weight

from .chaining import MOST_CUT, MOST_ELLIPSIS, Piece
from .changes import change
from .gaps import Change, Effect, Gap
from .model import Verdict
from .speech import Speech
from .typography import in_print

#: What a second place takes from the probability, in bits: it could have been any.
SPLICE_BITS = 12.0

#: What is taken from the log-odds as the part that the other article does not quote grows:
#: the longer the quotation, the more three-word pieces of it there are to be met by chance.
UNTOLD = 2.0

#: Words at the head or tail of a quotation set against as many words of the source.
MOST_EDGE = 3

_VERDICTS = {
    Effect.NONE: Verdict.VERBATIM,
    Effect.FORM: Verdict.TYPOGRAPHIC,
    Effect.MARK: Verdict.MARKED,
    Effect.CUT: Verdict.CUT,
    Effect.ALTER: Verdict.ALTERED,
}
_RANKS = {Weight.FACT: 0, Weight.WORDING: 1, Weight.FORM: 2}


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was seen: what the words became, and how much was found and lost, in bits."""

    verdict: Verdict
    spans: tuple[Span, ...]
    differences: tuple[Difference, ...]
    found: float
    lost: float
    untold: float = 0.0

    @property
    def share(self) -> float:
        """How much of what both say is said by both, 0 to 1, weighed by information."""
        return self.found / max(1.0, self.found + self.lost + self.untold)

    @property
    def features(self) -> dict[str, float]:
        """What the probability is made of, by the names in `weights/quotations.json`."""
        return {
            "constant": 1.0,
            "information": math.log2(max(1.0, self.found)),
            "loss": self.lost / max(1.0, self.found + self.lost),
        }

    def probability(self, prior: float = 0.0) -> float:
        """How likely the words found are the same utterance: more information, less loss."""
        weights = _weights()
        score = prior + sum(weights[name] * value for name, value in self.features.items())
        score -= UNTOLD * math.log(1 + self.untold / max(1.0, self.found))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def read(
    quote: Speech, source: Speech, pieces: Sequence[Piece], edges: tuple[bool, bool]
) -> Reading:
    """All that can be seen of *quote* in the places *pieces*, which are in its order.

    *edges* says that the source goes on unseen before, and after.
    """
    sides = _Sides(quote, source, _is_voiced(source, pieces))
    joins = list(pairwise(pieces))
    changes = [seen for piece in pieces for seen in _inside(sides, piece)]
    spliced = [join for join in joins if not _is_near(sides, *join)]
    changes += [seen for join in joins if (seen := _join(sides, *join))]
    heads = _heads(sides, pieces, edges)
    changes += heads
    changes += in_print(quote, source, pieces, changes)
    splices = [_splice(quote, source, *join) for join in spliced]
    told = [seen for seen in changes if seen.effect is not Effect.NONE]
    return Reading(
        _verdict(changes, is_spliced=bool(spliced)),
        _stretched([source.span(*piece.source) for piece in pieces], heads),
        _ordered([*(seen.difference for seen in changes), *splices]),
        sum(quote.tokens[i].bits for piece in pieces for i, _ in piece.pairs)
        + sum(_formal_bits(seen) for seen in told),
        sum(seen.lost for seen in told) + SPLICE_BITS * len(spliced),
        sum(seen.lost for seen in changes if seen.effect is Effect.NONE),
    )


def _stretched(spans: Sequence[Span], heads: Sequence[Change]) -> tuple[Span, ...]:
    """The places with the other words that stand at their head or tail."""
    stretched = list(spans)
    for other in (seen.difference.b for seen in heads if seen.effect and seen.difference.b):
        at = 0 if other.end <= spans[0].start else -1
        low, high = min(stretched[at].start, other.start), max(stretched[at].end, other.end)
        stretched[at] = Span(low, high)
    return tuple(stretched)


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both texts, and whether the source is an article that quotes the words found."""

    quote: Speech
    source: Speech
    voiced: bool

    def gap(self, a: int, a_end: int, b: int, b_end: int, *, elided: bool = False) -> Gap:
        return Gap(self.quote, self.source, a, a_end, b, b_end, elided, self.voiced)


def _is_voiced(source: Speech, pieces: Sequence[Piece]) -> bool:
    pairs = [j for piece in pieces for _, j in piece.pairs]
    return 2 * sum(source.tokens[j].voice > 0 for j in pairs) >= len(pairs)


def _formal_bits(seen: Change) -> float:
    """A word in another spelling counts as found, but less than the word itself."""
    return 4.0 if seen.effect is Effect.FORM and seen.difference.kind != "typography" else 0.0


def _verdict(changes: Sequence[Change], *, is_spliced: bool) -> Verdict:
    if is_spliced:
        return Verdict.SPLICED
    worst = max((seen.effect for seen in changes), default=Effect.NONE)
    return _VERDICTS[worst]


def _ordered(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    return tuple(sorted(differences, key=lambda d: (_RANKS[d.weight], d.a, d.b, d.kind)))


def _inside(sides: _Sides, piece: Piece) -> Iterator[Change]:
    ellipses = sides.quote.ellipses
    for (i, j), (next_i, next_j) in pairwise(piece.pairs):
        if next_i - i == 1 and next_j - j == 1:
            continue
        elided = ellipses[next_i] > ellipses[i]
        seen = change(sides.gap(i + 1, next_i, j + 1, next_j, elided=elided))
        if seen:
            yield seen


def _is_near(sides: _Sides, left: Piece, right: Piece) -> bool:
    """Whether the right piece follows in the same breath, or beyond an ellipsis.

    Where an article quotes the pieces in two quotations with only its own words between,
    the article has taken them apart, and nobody can tell how far apart they were said.
    """
    dropped = right.source[0] - left.source[1]
    if 0 <= dropped <= (MOST_ELLIPSIS if _elided(sides.quote, left, right) else MOST_CUT):
        return True
    between = sides.source.tokens[left.source[1] : right.source[0]]
    return sides.voiced and dropped >= 0 and not any(token.voice for token in between)


def _elided(quote: Speech, left: Piece, right: Piece) -> bool:
    return quote.ellipses[right.quoted[0]] > quote.ellipses[left.quoted[1] - 1]


def _join(sides: _Sides, left: Piece, right: Piece) -> Change | None:
    """What became of the words between two pieces."""
    a, a_end = left.quoted[1], right.quoted[0]
    b, b_end = left.source[1], right.source[0]
    elided = _elided(sides.quote, left, right)
    if not 0 <= b_end - b <= (MOST_ELLIPSIS if elided else MOST_CUT):
        b_end = b
    return change(sides.gap(a, a_end, b, b_end, elided=elided))


def _splice(quote: Speech, source: Speech, left: Piece, right: Piece) -> Difference:
    a = quote.span(right.quoted[0], right.quoted[1])
    b = source.span(*right.source)
    far = right.source[0] - left.source[1]
    where = f"{far} words further on" if far >= 0 else "earlier"
    return Difference("splice", a, b, Weight.WORDING, f"joined to words said {where}")


def _heads(sides: _Sides, pieces: Sequence[Piece], edges: tuple[bool, bool]) -> list[Change]:
    """What became of the words before the first match and after the last."""
    quote, source = sides.quote, sides.source
    first, last = pieces[0], pieces[-1]
    seen = []
    i, j = first.quoted[0], first.source[0]
    if i and not (edges[0] and _is_fragment(quote, source, i, j, head=True)):
        seen.append(change(_head(sides, i, j)))
    i, j = last.quoted[1], last.source[1]
    if i < len(quote.tokens) and not (edges[1] and _is_fragment(quote, source, i, j, head=False)):
        seen.append(change(_tail(sides, i, j)))
    return [one for one in seen if one]


def _is_fragment(quote: Speech, source: Speech, i: int, j: int, *, head: bool) -> bool:
    """Whether the excerpt ends at token j, perhaps inside the word that token i should meet."""
    left = j if head else len(source.tokens) - j
    if left == 0:
        return True
    if left > 1:
        return False
    if head:
        return quote.tokens[i - 1].key.endswith(source.tokens[0].key)
    return quote.tokens[i].key.startswith(source.tokens[-1].key)


def _head(sides: _Sides, i: int, j: int) -> Gap:
    start = max(0, j - i) if i <= MOST_EDGE else j
    while start < j and _is_beyond(sides, start, j, own=j):
        start += 1
    return sides.gap(0, i, start, j)


def _tail(sides: _Sides, i: int, j: int) -> Gap:
    rest = len(sides.quote.tokens) - i
    end = min(len(sides.source.tokens), j + rest) if rest <= MOST_EDGE else j
    while end > j and _is_beyond(sides, j - 1, end - 1, own=j - 1):
        end -= 1
    return sides.gap(i, len(sides.quote.tokens), j, end)


def _is_beyond(sides: _Sides, i: int, j: int, *, own: int) -> bool:
    """Whether a sentence or a quotation ends between tokens i and j, one of which is *own*."""
    tokens = sides.source.tokens
    other = i if own == j else j
    if sides.voiced and tokens[other].voice != tokens[own].voice:
        return True
    between = sides.source.text[tokens[i].end : tokens[j].start]
    return any(mark in between for mark in ".!?…\n")


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    text = (Path(__file__).parent.with_name("weights") / "quotations.json").read_text("utf-8")
    weights: dict[str, float] = json.loads(text)["weights"]
    return weights
