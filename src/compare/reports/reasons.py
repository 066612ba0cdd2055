"""Why a link is believed, in plain words: its evidence, strongest first.

Weights are log-odds: they add up to the score, and the score is the probability in
another scale. How they look is for `waterfall` and the page.
"""

from compare.frozen import dataclass
from compare.model import Link
from compare.reports.safe import clipped

#: Kinds of evidence in plain words; a name that is not here is shown as it is.
IN_WORDS = {
    "prior": "before any evidence: most passages tell different things",
    "words": "words both have",
    "bigrams": "pairs of words both have",
    "trigrams": "runs of three words both have",
    "fourgrams": "runs of four words both have",
    "lcs": "words both have in the same order",
    "char": "strings of letters both have",
    "length": "how alike they are in length",
    "bits": "words both have that are rare in the language",
    "rare-words": "rare words both have",
    "idf": "words both have that are rare in these documents",
    "names": "names",
    "numbers": "numbers",
    "negation": "negation on both sides, or on one",
    "quoted": "quoted words",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence, fit to be shown: *side* is "for", "against" or "neither"."""

    weight: float
    side: str
    name: str
    detail: str


def reasons(link: Link) -> tuple[Reason, ...]:
    """The evidence of *link*, what weighs most first; what weighs the same by name."""
    ranked = sorted(link.evidence, key=lambda e: (-abs(e.weight), e.name))
    return tuple(_reason(e.name, e.weight, e.detail) for e in ranked)


def _reason(name: str, weight: float, detail: str) -> Reason:
    shown = round(weight, 2) + 0.0  # what is shown as 0.00 is for nothing
    side = "for" if shown > 0 else "against" if shown < 0 else "neither"
    called = IN_WORDS.get(name) or clipped(name.replace("-", " "), 60)
    return Reason(shown, side, called, clipped(detail, 120))


def total(link: Link) -> float:
    """The score of *link*: what its evidence adds up to."""
    return sum((e.weight for e in link.evidence), 0.0)
