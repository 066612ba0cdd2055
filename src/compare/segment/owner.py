"""Which cue of a sentence a quotation belongs to.

The one right after it, else the last before it in its sentence, else the one that ends
the sentence. Who the cue's speaker is has been found before.
"""

from bisect import bisect_left, bisect_right

from compare.frozen import dataclass
from compare.model import Attribution, Quotation, QuotationKind, Span
from compare.segment.marks import Quoted

#: Longest stretch, in code points, between the two halves of one quoted sentence.
LONGEST_INTERRUPTION = 80

#: From a cue to the quotation it introduces: `told reporters in a statement: "`.
LONGEST_LEAD = 40

_BESIDE = frozenset(" \t\n\u00a0,.;:–—-")


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its cues, their speakers, and the reach of each."""

    span: Span
    found: tuple[tuple[Attribution, Span], ...]
    subject: str
    before_quote: dict[int, str]


def cue_of(text: str, quote: Quoted, first: Scene, last: Scene) -> tuple[Attribution | None, str]:
    """The cue that owns *quote*, and whether it stands near or far.

    Right after it, else before it in its sentence, else at the end of the sentence
    after a comma.
    """
    index = bisect_left(last.found, quote.span.end, key=_reach_start)
    after = last.found[index] if index < len(last.found) else None
    index = bisect_right(first.found, quote.span.start, key=_reach_end) - 1
    before = first.found[index] if index >= 0 else None
    if after and _follows(text, quote, after) and not (before and _names_a_source(after)):
        return after[0], "near"
    if before:
        attribution, reach = before
        near = quote.span.start - reach.end < LONGEST_LEAD
        return attribution, "near" if near else "far"
    if after and _closes_sentence(text, after):
        return after[0], "far"
    return None, ""


def _reach_start(found: tuple[Attribution, Span]) -> int:
    return found[1].start


def _reach_end(found: tuple[Attribution, Span]) -> int:
    return found[1].end


def _follows(text: str, quote: Quoted, found: tuple[Attribution, Span]) -> bool:
    return _is_beside(text, quote.span.end, found[1].start)


def _names_a_source(found: tuple[Attribution, Span]) -> bool:
    """Whether it is "according to the Mail": in `Arden asserted that he had "the right,"
    according to the Mail` the words are Arden's.
    """
    attribution, reach = found
    return reach.start == attribution.span.start and " " in attribution.lemma


def _closes_sentence(text: str, found: tuple[Attribution, Span]) -> bool:
    """Whether the cue ends a reported sentence: "…, he said" and not "…, asserting that"."""
    attribution, reach = found
    led = text[max(0, reach.start - 3) : reach.start].rstrip()[-1:]
    return attribution.speaker_span is not None and led in (",", "—", "–")


def _is_beside(text: str, start: int, end: int) -> bool:
    return end - start < 12 and all(char in _BESIDE for char in text[start:end])


def resumes_after(before: Quotation, quote: Quoted) -> bool:
    """Whether only the cue of a direct quotation divides it from *quote*."""
    if before.kind is not QuotationKind.DIRECT or before.cue_span is None:
        return False
    between = Span(before.span.end, quote.span.start)
    return between.covers(before.cue_span) and len(between) <= LONGEST_INTERRUPTION
