"""Why a link is believed: its evidence, strongest first, and what it adds up to.

Weights are log-odds: they add up to the score, and the score is the probability in
another scale. Part of the terminal reports.
"""

from collections.abc import Mapping

from rich.text import Text

from compare.model import DocumentId, Link
from compare.reports.paper import Paper
from compare.reports.plain_words import certainty
from compare.reports.reasons import Reason, reasons, total

#: Characters of bar for one unit of log-odds, and the longest bar.
BAR_UNIT, LONGEST_BAR = 2, 12


def waterfall(link: Link, files: Mapping[DocumentId, str], paper: Paper) -> Text:
    """The evidence of *link*, strongest first, as lines of words and bars."""
    a, b = (f"{files[place.document]}:{place.line}" for place in (link.a, link.b))
    lines = Text(f"Why {a} and {b}: {certainty(link.probability)}")
    for reason in reasons(link):
        lines.append("\n" + _line(reason, paper.glyphs.bar))
    if link.evidence:
        lines.append(f"\n  {total(link):+6.2f}  in all; 0 would be as likely as not")
    return lines


def _line(reason: Reason, bar: str) -> str:
    length = min(LONGEST_BAR, round(abs(reason.weight) * BAR_UNIT))
    detail = f": {reason.detail}" if reason.detail else ""
    bars = f"{bar * length:<{LONGEST_BAR}}"
    return f"  {reason.weight:+6.2f}  {bars}  {reason.side:<7}  {reason.name}{detail}"
