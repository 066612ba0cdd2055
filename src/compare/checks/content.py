"""Rules on what a document consists of."""

from collections.abc import Iterator

from compare.checks.documents import percent
from compare.checks.draft import Draft
from compare.checks.rule import Setting, Values, rule
from compare.checks.subject import Subject, whole, words
from compare.checks.wording import identity
from compare.model import Article, Level


@rule(
    level=Level.WARNING,
    words=Setting(50, "Least words of the article itself."),
)
def too_short(subject: Subject, values: Values) -> Iterator[Draft]:
    """A document has too few words to be an article; furniture does not count.

    Reported: a page of which only the headline and a picture's caption were saved
    Not reported: a report of 50 words
    """
    for article in subject.articles:
        count = article_words(article)
        if count < int(str(values["words"])):
            message = f"{count} words of article, fewer than {values['words']}"
            yield Draft(whole(article), message, (identity(article),))


@rule(
    level=Level.WARNING,
    most_share=Setting(0.5, "Most share of the words that may be furniture, from 0 to 1."),
)
def mostly_furniture(subject: Subject, values: Values) -> Iterator[Draft]:
    """Most words of a document are navigation, captions, related headlines and the like.

    Reported: a page saved with its menus, of whose 900 words 300 are the article
    Not reported: an article with a caption and a list of related headlines
    """
    for article in subject.articles:
        every, own = words(article), article_words(article)
        share = (every - own) / every if every else 0.0
        if share > float(str(values["most-share"])):
            message = f"{percent(share)} of its words are furniture, not article"
            yield Draft(whole(article), message, (identity(article),))


def article_words(article: Article) -> int:
    """How many words the article itself has, furniture left out."""
    return words(article, tuple(one for one in article.passages if not one.is_furniture))
