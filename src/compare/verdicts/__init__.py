"""What became of quoted words elsewhere: a verdict for every quotation.

`verdicts` asks the other documents, `judge` one text. "The same utterance?" and "what was
changed?" are answered apart, because short words agree by chance.
Finding the quotations in an article is for `segment`.
"""

from .judging import judge
from .model import Found, Judgement, QuotationVerdict, Verdict
from .seeking import Seeking, verdicts, verdicts_beside

__all__ = [
    "Found",
    "Judgement",
    "QuotationVerdict",
    "Seeking",
    "Verdict",
    "judge",
    "verdicts",
    "verdicts_beside",
]
