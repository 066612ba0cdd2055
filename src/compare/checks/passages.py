"""Rules on passages that stand in two places or more."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from compare.checks.alike import Match, Stretch, Twins
from compare.checks.documents import overlaps
from compare.checks.draft import Draft
from compare.checks.edits import quoted
from compare.checks.rule import Setting, Value, Values, rule
from compare.checks.subject import Subject
from compare.model import Level, RepeatKind, Role, Span
from compare.patterns import pattern

#: Words of a repeat inside one document that is more than a turn of phrase.
LEAST_WITHIN = 8
#: Words of a passage in two documents that is more than a name, a title or a set phrase.
LEAST_SHARED = 12
#: Share of a stretch in quotation marks that makes it a quotation.
QUOTED = 0.8
#: Who sends out copy that others print as it is.
AGENCIES = ("AFP", "ANSA", "AP", "Associated Press", "DPA", "EFE", "Interfax", "Интерфакс",
    "Kyodo", "PA Media", "Reuters", "RIA Novosti", "РИА Новости", "TASS", "ТАСС", "UPI",
    "Xinhua")  # fmt: skip
#: Where in a document agencies are named: the dateline is at the head of the first passages.
HEAD = 120
_CREDITING = frozenset({Role.DATELINE, Role.BYLINE, Role.SOURCE_NOTE})


@rule(
    level=Level.WARNING,
    least_words=Setting(LEAST_WITHIN, "Least words of the second place."),
)
def repeated_passage(subject: Subject, values: Values) -> Iterator[Draft]:
    """A passage stands twice in one document.

    Reported: a paragraph that the web page printed both above and below a picture -> the second
    Not reported: the same passage in another document -> shared-passage
    """
    for match in subject.likenesses.within:
        if match.here.words >= int(str(values["least-words"])):
            first = match.others[0]
            message = f"{_kind(match)} as in line {first.location.line}: {_words(match.here)}"
            yield _draft(match, message, match.others)


@rule(
    level=Level.NOTE,
    least_words=Setting(LEAST_SHARED, "Least words of the passage."),
    exclude_quotations=Setting(False, "Leave out passages that are words in quotation marks."),
    exclude_agency=Setting(False, "Leave out passages of documents that name an agency."),
    agencies=Setting(AGENCIES, "The agencies meant by exclude-agency."),
)
def shared_passage(subject: Subject, values: Values) -> Iterator[Draft]:
    """A passage stands in another document too.

    Told once for a passage, with all the documents that have it. Left out between two
    documents that another rule calls copies, contained or overlapping. Only a note,
    because two reports of one speech share its words; raise its level for a corpus in which
    nothing may stand twice.

    Reported: a paragraph of 40 words that stands in two reports -> the one checked
    Not reported: the paragraphs of a near copy -> near-duplicate-document
    """
    explained = _explained(subject)
    for match in subject.likenesses.shared:
        others = tuple(
            one for one in match.others if frozenset((match.here.path, one.path)) not in explained
        )
        if not others or match.here.words < int(str(values["least-words"])):
            continue
        if values["exclude-quotations"] and _is_quotation(subject, match.here):
            continue
        if values["exclude-agency"] and _is_agency(subject, (match.here, *others), values):
            continue
        more = match.count - (len(match.others) - len(others)) - 1
        where = f"{others[0].path}:{others[0].location.line}"
        also = f" and {more} more" if more > 0 else ""
        message = f"{_kind(match)} as in {where}{also}: {_words(match.here)}"
        yield _draft(match, message, others)


@rule(level=Level.NOTE)
def known_boilerplate(subject: Subject, values: Values) -> Iterator[Draft]:
    """A passage is standing text: it is printed under many documents.

    Told once for a text, with the places of the others. Shares of standing text make no two
    documents alike.

    Reported: "Sign up for our newsletter" under five articles -> the first checked one
    Not reported: a story that five outlets print -> shared-passage
    """
    for one in subject.likenesses.standing:
        message = f"standing text, in {one.count} other places: {_words(one.here)}"
        yield Draft(one.here.location, message, (one.here.text,), one.others)


def _explained(subject: Subject) -> frozenset[frozenset[str]]:
    """The pairs of documents of which a rule on documents that is in force tells."""
    return frozenset(
        frozenset((twins.here, twins.there))
        for twins in subject.likenesses.twins
        if (_RULES[twins.kind] in subject.asked if twins.kind else _is_overlap(subject, twins))
    )


def _is_overlap(subject: Subject, twins: Twins) -> bool:
    values = subject.asked.get("partial-overlap")
    return values is not None and overlaps(twins, values)


_RULES = {
    RepeatKind.EXACT: "exact-duplicate-document",
    RepeatKind.NEAR: "near-duplicate-document",
    RepeatKind.CONTAINED: "contained-document",
}


def _draft(match: Match, message: str, others: Sequence[Stretch]) -> Draft:
    return Draft(
        match.here.location,
        message,
        (match.here.text, others[0].text or match.here.text),
        tuple(other.location for other in others),
    )


def _kind(match: Match) -> str:
    exact = match.kind is RepeatKind.EXACT
    return f"{'the same' if exact else 'nearly the same'} {match.here.words} words"


def _words(stretch: Stretch) -> str:
    return quoted(stretch.text, Span(0, len(stretch.text)))


def _is_quotation(subject: Subject, stretch: Stretch) -> bool:
    """Whether nearly all of it stands in quotation marks in the checked document."""
    span = stretch.location.span
    passages = subject.segmented(subject.by_path[stretch.path]).passages
    first = bisect_right(passages, span.start, key=lambda passage: passage.span.start) - 1
    inside = sum(
        span.overlap(quotation.span)
        for passage in passages[max(0, first) : first + 2]
        for quotation in passage.quotations
    )
    return inside >= QUOTED * len(span)


def _is_agency(subject: Subject, places: Sequence[Stretch], values: Values) -> bool:
    names = _named(values["agencies"])
    return any(
        names.fullmatch(place.outlet) or _credits(subject, place.path, names) for place in places
    )


def _named(agencies: Value) -> re.Pattern[str]:
    listed = agencies if isinstance(agencies, tuple) else (str(agencies),)
    return pattern(rf"\b(?:{'|'.join(map(re.escape, listed)) or '(?!)'})\b", re.IGNORECASE)


def _credits(subject: Subject, path: str, names: re.Pattern[str]) -> bool:
    """Whether a dateline, a byline or a note on the source names one of the agencies."""
    article = subject.by_path.get(path)
    if article is None:
        return False
    plain = [passage for passage in article.passages if passage.role is Role.BODY][:1]
    heads = [article.text_of(passage.span)[:HEAD].partition(" - ")[0] for passage in plain]
    notes = [article.text_of(p.span) for p in article.passages if p.role in _CREDITING]
    return any(names.search(text) for text in (*heads, *notes))
