"""What figures and names are called in reports people read: one wording for all of them."""

from compare.model import Document, Result
from compare.options import declared
from compare.reports.safe import clipped

#: A title or an outlet is never longer than this in a report; hostile ones are.
NAME_CHARACTERS = 80

NO_OUTLET = "no outlet named"

#: Least probability, and what it is called. The words are for readers, not for deciding.
_CERTAINTY = (
    (0.95, "very likely the same statement"),
    (0.75, "likely the same statement"),
    (0.5, "more likely than not the same statement"),
    (0.25, "less likely than not the same statement"),
    (0.0, "unlikely to be the same statement"),
)


def probability(value: float) -> str:
    """A probability with two decimals, rounded down: 1.00 means certain and nothing less.

    >>> probability(0.999)
    '0.99'
    """
    # The tiny addend keeps 0.29, which is 28.999… hundredths, what it is.
    return f"{int(value * 100 + 1e-9) / 100:.2f}"


def certainty(value: float) -> str:
    """A probability as a number and in words.

    >>> certainty(0.934)
    '0.93 likely the same statement'
    """
    words = next(words for least, words in _CERTAINTY if value >= least)
    return f"{probability(value)} {words}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """*count* and *noun* in the right number.

    >>> counted(1, "passage"), counted(2_000, "passage")
    ('1 passage', '2,000 passages')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def percent(share: float) -> str:
    """A share as whole percent; what is there at all is never shown as none, nor part as all.

    >>> percent(0.001), percent(0.999), percent(0.5)
    ('1%', '99%', '50%')
    """
    if 0 < share < 1:
        return f"{min(99, max(1, round(share * 100)))}%"
    return f"{round(share * 100)}%"


def outlet(document: Document) -> str:
    """The outlet, or that none is named."""
    return clipped(document.outlet, NAME_CHARACTERS) or NO_OUTLET


def path(document: Document) -> str:
    """The path as the user gave it, fit to be shown."""
    return clipped(document.path, 2 * NAME_CHARACTERS)


def called(document: Document) -> str:
    """How a sentence speaks of the document: the outlet, else its file name."""
    return clipped(document.name, NAME_CHARACTERS)


def options(result: Result) -> str:
    """The options that made *result* other than usual, on one line; empty when none did."""
    known = declared()
    return ", ".join(
        f"{clipped(key, 40)} {clipped(value, 80)}"
        for key, value in result.options
        # How a report looks is not what is in it; a key we do not know may be either.
        if key.replace("-", "_") not in known or known[key.replace("-", "_")][1].group == "analysis"
    )
