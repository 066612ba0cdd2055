"""What can be said of a quotation held against one text.

Two answers are kept apart: whether the words found are the same utterance
(*probability*) and what was changed in them (*verdict*, *differences*). The nouns that
leave this package are in `model`.
"""

from compare.frozen import dataclass
from compare.model import Difference, FoundQuotation, QuotationVerdict, Span, Verdict, Weight

Found = FoundQuotation

__all__ = ["Found", "Judgement", "QuotationVerdict", "Verdict"]


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
