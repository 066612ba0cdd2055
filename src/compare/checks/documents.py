"""Rules on whole documents: copies, near copies, parts of one another, and joined pieces.

Which text was first, and who copied whom, is not said: "here" is only the one checked.
"""

from collections.abc import Iterator

from compare.checks.alike import Twins
from compare.checks.draft import Draft
from compare.checks.edits import Changes, changes
from compare.checks.rule import Setting, Values, rule
from compare.checks.subject import Subject
from compare.model import Level, Location, RepeatKind

#: A document that shares this much of its words with another is more than a quotation long.
LEAST_SHARE = 0.25
LEAST_WORDS = 60
#: The most that is said of a near copy.
SHARE_OF_NEAR = 0.99


@rule(level=Level.WARNING)
def exact_duplicate_document(subject: Subject, values: Values) -> Iterator[Draft]:
    """A document has the same words as another, passage by passage.

    Case, punctuation and white space do not count, so a copy in another encoding or with
    other line ends is one too.

    Reported: the same article saved twice under two names -> the second name
    Not reported: the same article with one word changed -> near-duplicate-document
    """
    for twins in _of(subject, RepeatKind.EXACT):
        yield _draft(twins, f"the same words as {twins.there}")


@rule(
    level=Level.WARNING,
    edits=Setting(40, "How many of the edits are listed; the others are counted."),
)
def near_duplicate_document(subject: Subject, values: Values) -> Iterator[Draft]:
    """Two documents share four fifths of the words of either.

    The edits between the two are listed. An edit that changes a figure is listed like any
    other: read them before you call the two the same.

    Reported: an agency report with eight words changed -> the copy, with the eight edits
    Not reported: two outlets telling the same event in their own words -> nothing
    """
    for twins in _of(subject, RepeatKind.NEAR):
        found = changes(subject, twins, most=int(str(values["edits"])))
        # Of words in passages that are alike; where words differ, it is not all of them.
        shares = min(twins.share_here, SHARE_OF_NEAR), min(twins.share_there, SHARE_OF_NEAR)
        if found and not found.words:  # of a part only, the shares would say nothing
            shares = found.share_here, found.share_there
        message = (
            f"nearly the same as {twins.there}: {percent(shares[0])} of its words are "
            f"there, {percent(shares[1])} of those here"
        )
        if found:
            message += f"; {_edits(found)}"
        yield _draft(twins, message, details=found.listed if found else ())


def _edits(found: Changes) -> str:
    """How many edits there are, how many of them are not listed, and in how much."""
    left = found.count - len(found.listed)
    return (
        f"{found.count} edit{'' if found.count == 1 else 's'}"
        + (f" in the first {found.words:,} words" if found.words else "")
        + (f", {left} not listed" if left else "")
    )


@rule(level=Level.WARNING)
def contained_document(subject: Subject, values: Values) -> Iterator[Draft]:
    """Four fifths of a document's words stand in another, longer one.

    The message says which of the two is in which.

    Reported: three paragraphs of a report saved as a text of their own -> "is contained in"
    Not reported: two texts of one length that share most words -> near-duplicate-document
    """
    for twins in _of(subject, RepeatKind.CONTAINED):
        if twins.share_here >= twins.share_there:
            message = (
                f"is contained in {twins.there}: {percent(twins.share_here)} of its words are "
                f"there, which is {percent(twins.share_there)} of that document"
            )
        else:
            message = (
                f"contains {twins.there}: {percent(twins.share_there)} of that document's words "
                f"are here, which is {percent(twins.share_here)} of this one"
            )
        yield _draft(twins, message)


@rule(
    level=Level.WARNING,
    least_share=Setting(LEAST_SHARE, "Least share of either document, from 0 to 1."),
    least_words=Setting(LEAST_WORDS, "Least words that the two share."),
)
def partial_overlap(subject: Subject, values: Values) -> Iterator[Draft]:
    """A good part of a document stands in another one, though neither contains the other.

    One finding a pair of documents, with the share of each; the passages are listed. A
    text joined from halves of two others is told twice, once for each half.

    Reported: the first half of one report with the second half of another -> two findings
    Not reported: a report of 900 words that shares a quotation of 30 -> shared-passage
    """
    for twins in subject.likenesses.twins:
        if overlaps(twins, values):
            message = (
                f"{percent(twins.share_here)} of its words stand in {twins.there}, "
                f"{percent(twins.share_there)} of that document's here"
            )
            places = subject.shared_places.get((twins.here, twins.there), ())
            yield _draft(twins, message, related=places)


def overlaps(twins: Twins, values: Values) -> bool:
    """Whether the pair is a partial overlap by the options *values* of that rule."""
    return (
        twins.kind is None
        and max(twins.share_here, twins.share_there) >= float(str(values["least-share"]))
        and twins.words >= int(str(values["least-words"]))
    )


def percent(share: float) -> str:
    """A share in whole percent; what is there at all is never none, nor part the whole.

    >>> percent(0.999), percent(0.001), percent(1)
    ('99%', '1%', '100%')
    """
    return f"{min(99, max(1, round(share * 100)))}%" if 0 < share < 1 else f"{round(share * 100)}%"


def _of(subject: Subject, kind: RepeatKind) -> Iterator[Twins]:
    return (twins for twins in subject.likenesses.twins if twins.kind is kind)


def _draft(twins: Twins, message: str, **more: object) -> Draft:
    related = more.pop("related", ()) or ()
    return Draft(
        Location(twins.here),
        message,
        twins.wording,
        (Location(twins.there), *related),  # type: ignore[misc]
        **more,  # type: ignore[arg-type]
    )
