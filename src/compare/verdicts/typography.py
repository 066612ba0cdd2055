"""What differs in print between words that are the same: marks, capitals, brackets, spelling."""

import unicodedata
from collections.abc import Sequence

from compare.model import Difference, Span, Weight

from .chaining import Piece
from .gaps import Change, Effect, message
from .speech import Speech

_SHAPES = str.maketrans(dict.fromkeys("‘’ʼ‚“”„«»‹›", "'") | dict.fromkeys("‐‑‒–—―", "-"))


def in_print(
    quote: Speech, source: Speech, pieces: Sequence[Piece], changes: Sequence[Change]
) -> list[Change]:
    """The one difference in print where all words are the same: marks, capitals, brackets."""
    seen = []
    for piece in pieces:
        a, b = quote.span(*piece.quoted), source.span(*piece.source)
        if _asides(quote, piece) > sum(source.tokens[j].is_aside for _, j in piece.pairs):
            text = message("editorial-insertion", a.of(quote.text)[:80], b.of(source.text)[:80])
            difference = Difference("editorial-insertion", a, b, Weight.FORM, text)
            seen.append(Change(Effect.MARK, difference))
        elif not any(change.effect for change in changes):
            seen += _typography(quote, source, piece)
    return seen


def _asides(quote: Speech, piece: Piece) -> int:
    return sum(quote.tokens[i].is_aside for i, _ in piece.pairs)


def _typography(quote: Speech, source: Speech, piece: Piece) -> list[Change]:
    """What differs in print though every word is the same: the first word that does, or the marks.

    Shapes of quotation marks, apostrophes and dashes are the house's and differ nowhere.
    """
    for i, j in piece.pairs:
        x, y = quote.print_of(i, i + 1), source.print_of(j, j + 1)
        if x != y and _plain(x) != _plain(y):
            return [_seen(quote.span(i, i + 1), source.span(j, j + 1), x, y)]
    a, b = quote.span(*piece.quoted), source.span(*piece.source)
    x, y = a.of(quote.text), b.of(source.text)
    (i, i_end), (j, j_end) = piece.quoted, piece.source
    is_whole = len(piece.pairs) == i_end - i == j_end - j
    if is_whole and x != y and _plain(x) != _plain(y):
        return [_seen(a, b, x[:80], y[:80])]
    return []


def _seen(a: Span, b: Span, x: str, y: str) -> Change:
    kind = "typography" if _letters(x) == _letters(y) else "spelling"
    sentence = message(kind, " ".join(x.split()), " ".join(y.split()))
    return Change(Effect.FORM, Difference(kind, a, b, Weight.FORM, sentence))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _plain(text: str) -> str:
    """*text* with one shape of each mark and without white space: "a -- b" is "a—b"."""
    folded = unicodedata.normalize("NFKC", text).replace('"', "'").translate(_SHAPES)
    return "".join(folded.split()).replace("--", "-")
