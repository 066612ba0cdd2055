"""The rule on quotations that differ from what other documents have."""

from collections.abc import Iterator, Sequence

from compare.checks.draft import Draft
from compare.checks.edits import quoted
from compare.checks.rule import Setting, Value, Values, rule
from compare.checks.subject import Subject
from compare.engines.tokens import tokens
from compare.model import Article, Level, QuotationVerdict, Verdict

#: A quotation is held against the documents that have so many of its words in a row…
RUN = 3
#: …and of a run that more documents have, against the first ones by path. Quotations times
#: documents is the cost of the rule; a folder of a thousand reports would take hours.
MOST_DOCUMENTS = 20
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
    for article, others in _candidates(subject):
        yield from _drafts(subject, article, others, names)


def _candidates(subject: Subject) -> Iterator[tuple[Article, tuple[Article, ...]]]:
    """Each checked document with those that have a run of words of one of its quotations."""
    every = [*subject.older, *subject.articles]
    if len(every) < 2:  # reading the quotations would be for nothing
        return
    runs: dict[tuple[int, ...], list[str]] = {}
    quoted = {}
    for article in subject.articles:
        quoted[article.document.path] = {
            run
            for passage in subject.segmented(article).passages
            if not passage.is_furniture
            for quotation in passage.quotations
            for run in _runs(article.text_of(quotation.inner))
        }
        runs.update((run, []) for run in quoted[article.document.path])
    for article in sorted(every, key=lambda one: one.document.path):
        for run in runs.keys() & _runs(article.document.text[article.document.body_start :]):
            runs[run].append(article.document.path)
    for article in subject.articles:
        path = article.document.path
        others = {one for run in quoted[path] for one in runs[run][:MOST_DOCUMENTS]} - {path}
        if others:
            yield article, tuple(subject.by_path[one] for one in sorted(others))


def _runs(text: str) -> set[tuple[int, ...]]:
    words = tokens(text)[0]
    return set(zip(*(words[at:] for at in range(RUN)), strict=False))


def _drafts(
    subject: Subject, article: Article, others: Sequence[Article], names: Sequence[Value]
) -> Iterator[Draft]:
    from compare.verdicts import verdicts

    asked = [subject.segmented(one) for one in (article, *others)]
    by_id = {one.document.id: one for one in asked}
    for one in verdicts(asked, only=article.document.id):
        told = one.verdict in names or (one.verdict is Verdict.CUT and one.changes_fact)
        if told and one.source:
            yield _draft(subject, one, article, by_id[one.source.document])


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
