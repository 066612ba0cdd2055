"""Rules on what is known of a document beside its text."""

from collections import defaultdict
from collections.abc import Iterator

from compare.checks.draft import Draft
from compare.checks.rule import Setting, Values, rule
from compare.checks.subject import Subject, whole
from compare.checks.wording import identity
from compare.model import Article, Level, Location

_CALLED = {"outlet": "outlet", "published": "date of publication", "title": "title"}


@rule(
    level=Level.NOTE,
    fields=Setting(("outlet", "published", "title"), "Which of outlet, published, title."),
)
def missing_metadata(subject: Subject, values: Values) -> Iterator[Draft]:
    """A document has no outlet, no date or no title, neither in its text nor beside it.

    Reported: a text that names no outlet, in a folder without a manifest
    Not reported: an outlet in the dateline, the front matter, the manifest or NAME=path
    """
    wanted = values["fields"]
    names = wanted if isinstance(wanted, tuple) else (str(wanted),)
    for article in subject.articles:
        lacks = [name for name in _CALLED if name in names and not _known(article, name)]
        if lacks:
            message = f"no {' and no '.join(_CALLED[name] for name in lacks)}"
            yield Draft(whole(article), message, (",".join(lacks), identity(article)))


def _known(article: Article, name: str) -> str:
    return str(getattr(article.document, name))


@rule(level=Level.WARNING)
def date_in_future(subject: Subject, values: Values) -> Iterator[Draft]:
    """A document is dated after today.

    Today is the day of the run, or what --today says.

    Reported: published: 2099-01-28
    Not reported: published: 2022-01-28
    """
    for article in subject.articles:
        date = article.document.published
        if subject.today and date[:10] > subject.today:
            message = f"dated {date}, which is after {subject.today}"
            yield Draft(whole(article), message, (date, identity(article)))


@rule(level=Level.WARNING)
def duplicate_id(subject: Subject, values: Values) -> Iterator[Draft]:
    """Two documents give themselves the same id or the same web address.

    Ids stand in front matter, JSON lines and manifests (id), addresses too (url). A stored
    corpus keeps neither.

    Reported: two lines of a .jsonl with "id": "0412"
    Not reported: two files of one name in two folders
    """
    known: dict[tuple[str, str], list[str]] = defaultdict(list)
    for article in subject.older:
        for key in _ids(article):
            known[key].append(article.document.path)
    for article in subject.articles:
        for key in _ids(article):
            if first := next(iter(known[key]), ""):
                message = f"the {key[0]} {key[1][:80]} is also that of {first}"
                yield Draft(whole(article), message, key, (Location(first),))
            known[key].append(article.document.path)


def _ids(article: Article) -> Iterator[tuple[str, str]]:
    if article.document.source_id:
        yield "id", article.document.source_id
    if article.document.url:
        yield "address", article.document.url
