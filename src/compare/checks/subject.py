"""What a rule may look at: the checked documents, the older ones, and what is alike."""

from collections.abc import Callable, Mapping
from functools import cached_property

from compare.checks.alike import Likenesses
from compare.checks.draft import Lines
from compare.checks.rule import Values
from compare.checks.waivers import Waiver
from compare.errors import InputError
from compare.frozen import dataclass, field
from compare.model import Article, Location, Passage, Span

#: Gives an article its sentences and quotations.
Segment = Callable[[Article], Article]


@dataclass(frozen=True)
class Subject:
    """One run. *articles* are checked, *older* are what they are held against, by path.

    *older* is empty when a stored corpus was asked. *today* is an ISO date, or empty when
    nobody knows it. *segment* gives an article its quotations; it is asked only when a rule
    needs them. *stored* are near copies out of a stored corpus. *asked* are the rules in
    force with their options: what one of them tells another need not.
    """

    articles: tuple[Article, ...]
    older: tuple[Article, ...] = ()
    likenesses: Likenesses = field(default_factory=Likenesses)
    errors: tuple[InputError, ...] = ()
    today: str = ""
    segment: Segment = lambda article: article
    stored: tuple[Article, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    asked: Mapping[str, Values] = field(default_factory=dict)

    @cached_property
    def segmented(self) -> Mapping[str, Article]:
        """The checked and the older articles by path, with their quotations."""
        return {one.document.path: self.segment(one) for one in (*self.articles, *self.older)}

    @cached_property
    def by_path(self) -> Mapping[str, Article]:
        """All articles at hand, by path."""
        return {one.document.path: one for one in (*self.stored, *self.older, *self.articles)}


def whole(article: Article) -> Location:
    """The whole document as a location."""
    return Location(article.document.path)


def at(article: Article, span: Span) -> Location:
    """A span of the document as a location."""
    return Lines(article.document).location(span)


def words(article: Article, passages: tuple[Passage, ...] | None = None) -> int:
    """How many words *passages* have; all of the article's when not given."""
    chosen = article.passages if passages is None else passages
    return sum(len(article.text_of(passage.span).split()) for passage in chosen)
