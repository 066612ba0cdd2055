"""The words between two pairs of equal words, and what is said of them.

A `Gap` knows its words on both sides and who speaks there; a `Change` is what became of it.
What became of it is decided in `changes`.
"""

from enum import IntEnum

from compare.frozen import dataclass
from compare.model import Difference, Span, Weight

from .speech import Speech, Token

#: Words shown of each side in a message.
SHOWN = 12


class Effect(IntEnum):
    """How far a change takes a quotation from its source."""

    NONE = 0
    FORM = 1
    MARK = 2
    CUT = 3
    ALTER = 4


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, its effect, and the information in bits that it cost."""

    effect: Effect
    difference: Difference
    lost: float = 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """Tokens [a, a_end) of the quotation where the source has [b, b_end).

    *elided* says that the quotation has an ellipsis there. *voiced* says that the source is
    an article that quotes these words: what it says between is not said by the speaker.
    """

    quote: Speech
    source: Speech
    a: int
    a_end: int
    b: int
    b_end: int
    elided: bool = False
    voiced: bool = False

    @property
    def quoted(self) -> tuple[Token, ...]:
        """The words of the quotation."""
        return self.quote.tokens[self.a : self.a_end]

    @property
    def said(self) -> tuple[Token, ...]:
        """The words of the source; of an article, those of the quotations on either side."""
        said = self.source.tokens[self.b : self.b_end]
        if not self.voiced:
            return said
        voices = set(self.voices) - {0}
        return tuple(token for token in said if token.voice in voices)

    @property
    def voices(self) -> tuple[int, int]:
        """The quotations of the article that the words before and after the gap are in."""
        tokens = self.source.tokens
        after = tokens[self.b_end].voice if self.b_end < len(tokens) else 0
        return tokens[self.b - 1].voice if self.b else 0, after

    @property
    def is_spoken(self) -> bool:
        """Whether the source lets the speaker speak here, so that words can be held against it.

        An article that closes its quotation, or has an ellipsis, does not say what came there.
        """
        if self.said:
            return True
        before, after = self.voices
        tokens = self.source.tokens[self.b : self.b_end + 1]
        if before and after and any(token.after_ellipsis for token in tokens):
            return False
        return not self.voiced or before == after > 0

    @property
    def told(self) -> tuple[int, int]:
        """The tokens of the source from the first that was said to the last."""
        if not self.voiced or not self.said:
            return self.b, self.b_end
        voices = set(self.voices) - {0}
        said = [j for j in range(self.b, self.b_end) if self.source.tokens[j].voice in voices]
        return said[0], said[-1] + 1

    @property
    def spans(self) -> tuple[Span, Span]:
        """Where the words, or the place of the missing ones, are on both sides."""
        return self.quote.span(self.a, self.a_end), self.source.span(*self.told)

    @property
    def prints(self) -> tuple[str, str]:
        """The words on both sides as printed, shortened for a message."""
        return _shown(self.quote, self.a, self.a_end), _shown(self.source, *self.told)


def _shown(speech: Speech, start: int, end: int) -> str:
    text = speech.print_of(start, min(end, start + SHOWN))
    text = " ".join(text[:200].split())
    return f"{text} …" if end - start > SHOWN else text


_SENTENCES = {
    "number": "the figure is another: “{a}” quoted, “{b}” in the source",
    "date": "the date is another: “{a}” quoted, “{b}” in the source",
    "name": "the name is another: “{a}” quoted, “{b}” in the source",
    "negation": "the sense is turned round: “{a}” quoted, “{b}” in the source",
    "modality": "how certain it is has changed: “{a}” quoted, “{b}” in the source",
    "wording": "other words: “{a}” quoted, “{b}” in the source",
    "spelling": "written “{a}” for “{b}”",
    "name-spelling": "a name spelt “{a}” for “{b}”",
    "typography": "other marks or capitals: “{a}” for “{b}”",
    "editorial-insertion": "“{a}” in brackets for “{b}”",
}


def message(kind: str, a: str, b: str) -> str:
    """One sentence for a difference of that *kind* between the words *a* and *b*."""
    if not a:
        return f"dropped without a mark: “{b}”" + _hint(kind)
    if not b and kind == "editorial-insertion":
        return f"inserted in brackets: “{a}”"
    if not b:
        return f"not in the source: “{a}”" + _hint(kind)
    return _SENTENCES.get(kind, _SENTENCES["wording"]).format(a=a, b=b)


def _hint(kind: str) -> str:
    return f" ({kind})" if kind in ("number", "date", "name", "negation", "modality") else ""


def difference(gap: Gap, kind: str, weight: Weight) -> Difference:
    """The words of *gap* as a difference, with its sentence."""
    a, b = gap.prints
    sentence = message(kind, a, b)
    if gap.elided and not a:
        sentence = sentence.replace("without a mark", "at the ellipsis")
    return Difference(kind, *gap.spans, weight, sentence)
