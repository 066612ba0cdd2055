"""The rule on quotations that differ from what other documents have."""

from collections.abc import Iterator

from compare.checks.draft import Draft
from compare.checks.edits import quoted
from compare.checks.rule import Setting, Values, rule
from compare.checks.subject import Subject, at
from compare.model import Article, Level, QuotationVerdict, Verdict

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
    articles = tuple(subject.segmented.values())
    if len(articles) < 2:
        return
    from compare.verdicts import verdicts

    checked = {article.document.path for article in subject.articles}
    by_id = {article.document.id: article for article in articles}
    for one in verdicts(articles):
        article = by_id[one.place.document]
        told = one.verdict in names or (one.verdict is Verdict.CUT and one.changes_fact)
        if told and one.source and article.document.path in checked:
            yield _draft(one, article, by_id[one.source.document])


def _draft(one: QuotationVerdict, article: Article, other: Article) -> Draft:
    assert one.source is not None
    theirs = at(other, one.source.span)
    text = article.document.text
    message = (
        f"{_TOLD[one.verdict]} {other.document.path}:{theirs.line}: "
        f"{quoted(text, one.quotation.inner)}"
    )
    wording = (one.quotation.inner.of(text), one.source.span.of(other.document.text))
    return Draft(at(article, one.place.span), message, wording, (theirs,))
