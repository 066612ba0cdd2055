"""Why a link is believed: its evidence, strongest first, and what it adds up to.

Weights are log-odds: they add up to the score, and the score is the probability in
another scale. Part of the terminal reports.
"""

from collections.abc import Mapping

from rich.text import Text

from compare.model import DocumentId, Evidence, Link
from compare.reports.paper import Paper
from compare.reports.plain_words import certainty
from compare.reports.safe import clipped

#: Characters of bar for one unit of log-odds, and the longest bar.
BAR_UNIT, LONGEST_BAR = 2, 12

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


def waterfall(link: Link, files: Mapping[DocumentId, str], paper: Paper) -> Text:
    """The evidence of *link*, strongest first, as lines of words and bars."""
    a, b = (f"{files[place.document]}:{place.line}" for place in (link.a, link.b))
    lines = Text(f"Why {a} and {b}: {certainty(link.probability)}")
    total = 0.0
    for evidence in sorted(link.evidence, key=lambda e: (-abs(e.weight), e.name)):
        total += evidence.weight
        lines.append("\n" + _line(evidence, paper.glyphs.bar))
    if link.evidence:
        lines.append(f"\n  {total:+6.2f}  in all; 0 would be as likely as not")
    return lines


def _line(evidence: Evidence, bar: str) -> str:
    weight = round(evidence.weight, 2) + 0.0  # what is shown as 0.00 is for nothing
    length = min(LONGEST_BAR, round(abs(evidence.weight) * BAR_UNIT))
    side = "for" if weight > 0 else "against" if weight < 0 else "neither"
    name = IN_WORDS.get(evidence.name) or clipped(evidence.name.replace("-", " "), 60)
    detail = f": {clipped(evidence.detail, 120)}" if evidence.detail else ""
    return f"  {weight:+6.2f}  {bar * length:<{LONGEST_BAR}}  {side:<7}  {name}{detail}"
