"""All the places that a quotation was put together from: one, or several that were joined.

Every place is found by `chaining`; here is decided whether a further one is more than chance.
"""

from .chaining import Piece, locate
from .speech import Speech

#: Bits and words that every piece must share with its place, where there are several, to
#: be more than chance, and the share of its own information that must be found there:
#: "Canadians and Brits" stands anywhere.
LEAST_PIECE_BITS, LEAST_PIECE_WORDS, LEAST_PIECE_SHARE = 25.0, 4, 0.7

#: Pieces at most.
MOST_PIECES = 6


def pieces_of(quote: Speech, source: Speech, main: Piece) -> tuple[Piece, ...]:
    """The main piece, and where the rest of the quotation stands if that is elsewhere.

    In the order of the quotation; no two share words on either side.
    """
    pieces = [main]
    if not _is_solid(quote, main):
        return (main,)
    rests = [(0, main.quoted[0]), (main.quoted[1], len(quote.tokens))]
    while rests and len(pieces) < MOST_PIECES:
        start, end = rests.pop()
        piece = _elsewhere(quote, source, start, end)
        if piece and not any(_overlap(piece, other) for other in pieces):
            pieces.append(piece)
            rests += [(start, piece.quoted[0]), (piece.quoted[1], end)]
    return tuple(sorted(pieces, key=lambda piece: piece.quoted))


def _elsewhere(quote: Speech, source: Speech, start: int, end: int) -> Piece | None:
    if quote.spoken[end] - quote.spoken[start] < LEAST_PIECE_WORDS:
        return None
    piece = locate(quote, source, start, end)
    return piece if piece and _is_solid(quote, piece) else None


def _overlap(a: Piece, b: Piece) -> bool:
    return a.source[0] < b.source[1] and b.source[0] < a.source[1]


def _is_solid(quote: Speech, piece: Piece) -> bool:
    low, high = piece.quoted
    own = sum(token.bits for token in quote.tokens[low:high])
    enough = piece.score >= max(LEAST_PIECE_BITS, LEAST_PIECE_SHARE * own)
    return enough and len(piece.pairs) >= LEAST_PIECE_WORDS
