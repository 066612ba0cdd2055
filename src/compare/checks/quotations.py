"""The rule on quotations that differ from what other documents have."""

from collections.abc import Iterator

from compare.checks.draft import Draft
from compare.checks.edits import quoted
from compare.checks.rule import Setting, Values, rule
from compare.checks.subject import Subject
from compare.engines.tokens import tokens
from compare.model import Article, Level, QuotationVerdict, Verdict

#: A quotation is held against the documents that have so many of its words in a row…
RUN = 3
#: …and of a run that more documents have, against the first ones by path. Quotations times
#: documents is the cost of the rule; a folder of a thousand reports would take hours.
MOST_DOCUMENTS = 20
_Run = tuple[int, ...]

#: Words in which a verdict is told.
_TOLD = {
    "altered": "quoted with other words than",
    "spliced": "joined from two places of",
    "cut": "quoted with words left out unmarked, unlike",
}


@rule(
    level=Level.WARNING,
    verdicts=Setting(("altered", "spliced"), "Which of altered, spliced, cut."),
)
def altered_quotation(subject: Subject, values: Values) -> Iterator[Draft]:
    """A quotation stands with other words in another document.

    Words left out count where a figure, a name or a negation is among them. Which of the two
    is right is not said. Asked of the documents of the run, not of a stored corpus. `compare
    quotes` shows the same with every other verdict.

    Reported: "We do not want war" -> "We want war"
    Not reported: "We do not want war" -> "We do not want […] war"
    """
    wanted = values["verdicts"]
    names = wanted if isinstance(wanted, tuple) else (str(wanted),)
    if len(subject.older) + len(subject.articles) < 2:
        return  # reading the quotations would be for nothing
    from compare.verdicts import verdicts_beside

    beside = _beside(subject)
    involved = sorted(beside.keys() | {path for paths in beside.values() for path in paths})
    articles = [subject.segmented(subject.by_path[path]) for path in involved]
    by_id = {article.document.id: article for article in articles}
    ids = {article.document.path: article.document.id for article in articles}
    sought = {ids[path]: {ids[one] for one in paths} for path, paths in beside.items()}
    for one in verdicts_beside(articles, sought):
        told = one.verdict in names or (one.verdict is Verdict.CUT and one.changes_fact)
        if told and one.source:
            yield _draft(subject, one, by_id[one.place.document], by_id[one.source.document])


def _beside(subject: Subject) -> dict[str, set[str]]:
    """For each checked path the others that have a run of words of one of its quotations."""
    quoted = {article.document.path: _quoted(subject, article) for article in subject.articles}
    having: dict[_Run, list[str]] = {run: [] for runs in quoted.values() for run in runs}
    for article in sorted((*subject.older, *subject.articles), key=lambda a: a.document.path):
        for run in having.keys() & _runs(article.document.text[article.document.body_start :]):
            having[run].append(article.document.path)
    found = {
        path: {one for run in runs for one in having[run][:MOST_DOCUMENTS]} - {path}
        for path, runs in quoted.items()
    }
    return {path: others for path, others in found.items() if others}


def _quoted(subject: Subject, article: Article) -> set[_Run]:
    """The runs of words in the quotations of *article*."""
    return {
        run
        for passage in subject.segmented(article).passages
        if not passage.is_furniture
        for quotation in passage.quotations
        for run in _runs(article.text_of(quotation.inner))
    }


def _runs(text: str) -> set[_Run]:
    words = tokens(text)[0]
    return set(zip(*(words[at:] for at in range(RUN)), strict=False))


def _draft(subject: Subject, one: QuotationVerdict, article: Article, other: Article) -> Draft:
    assert one.source is not None
    theirs = subject.at(other, one.source.span)
    text = article.document.text
    message = (
        f"{_TOLD[one.verdict]} {other.document.path}:{theirs.line}: "
        f"{quoted(text, one.quotation.inner)}"
    )
    wording = (one.quotation.inner.of(text), one.source.span.of(other.document.text))
    return Draft(subject.at(article, one.place.span), message, wording, (theirs,))
