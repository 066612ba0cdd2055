"""What can be said of a quotation: its verdict, where its words stand, what differs.

Two answers are kept apart: whether the words found are the same utterance
(*probability*) and what was changed in them (*verdict*, *differences*).
"""

from dataclasses import dataclass
from enum import StrEnum

from compare.model import Difference, DocumentId, Place, Quotation, Span, Weight


class Verdict(StrEnum):
    """What became of quoted words in another text, from the most faithful to none.

    VERBATIM: the same words, marks and case; only white space, the shapes of quotation
    marks and dashes, and the marks at the two ends may differ. TYPOGRAPHIC: other marks,
    case, contractions or spelling. MARKED: changed only as an honest editor marks it, with
    [insertions] and … for dropped words. CUT: words dropped without an ellipsis. ALTERED:
    words replaced or added. SPLICED: words from two places joined. TRANSLATED: the same
    remark in other words. NOT_FOUND: none of these is likely.
    """

    VERBATIM = "verbatim"
    TYPOGRAPHIC = "typographic"
    MARKED = "marked"
    CUT = "cut"
    ALTERED = "altered"
    SPLICED = "spliced"
    TRANSLATED = "translated-differently"
    NOT_FOUND = "not-found"

    @property
    def is_faithful(self) -> bool:
        """Whether an editor would print the quotation as it is."""
        return self in FAITHFUL


FAITHFUL = frozenset({Verdict.VERBATIM, Verdict.TYPOGRAPHIC, Verdict.MARKED})


@dataclass(frozen=True, slots=True)
class Judgement:
    """A quotation held against one text.

    *probability* says how likely quotation and *spans* are the same utterance, 0 to 1.
    *verdict* is NOT_FOUND where that is unlikely; *wording* is what the verdict would
    be if they were the same, so that the two questions can be asked apart.
    *spans* are the places in the source, in the order of the quotation; several only
    where words were joined or an ellipsis stands. *differences* have the quotation as
    a and the source as b, facts first. *share* is how much of what both say is said by
    both, 0 to 1, weighed by information.
    """

    verdict: Verdict
    probability: float
    wording: Verdict = Verdict.NOT_FOUND
    share: float = 0.0
    spans: tuple[Span, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def span(self) -> Span | None:
        """From the first matched word of the source to the last; None when there is none."""
        if not self.spans:
            return None
        return Span(min(s.start for s in self.spans), max(s.end for s in self.spans))

    @property
    def changes_fact(self) -> bool:
        """Whether a number, a negation, a name or the like is among the differences."""
        return any(difference.weight is Weight.FACT for difference in self.differences)


@dataclass(frozen=True, slots=True)
class Found:
    """What one other document has of a quotation.

    *speaker* and *cue* are those that document gives, empty when it does not quote.
    """

    document: DocumentId
    verdict: Verdict
    probability: float
    places: tuple[Place, ...]
    differences: tuple[Difference, ...] = ()
    speaker: str = ""
    cue: str = ""


@dataclass(frozen=True, slots=True)
class QuotationVerdict:
    """What became of one quotation in all the other documents.

    *verdict*, *probability* and *differences* are those of the document that has it
    best, the first of *found*; *source* is where its words stand, from the first to the
    last, and None when the quotation was found nowhere.
    """

    place: Place
    quotation: Quotation
    verdict: Verdict
    probability: float = 0.0
    source: Place | None = None
    differences: tuple[Difference, ...] = ()
    found: tuple[Found, ...] = ()

    @property
    def changes_fact(self) -> bool:
        """Whether a number, a negation, a name or the like is among the differences."""
        return any(difference.weight is Weight.FACT for difference in self.differences)
