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
    def by_path(self) -> Mapping[str, Article]:
        """All articles at hand, by path."""
        return {one.document.path: one for one in (*self.stored, *self.older, *self.articles)}

    @cached_property
    def _segmented(self) -> dict[str, Article]:
        return {}

    @cached_property
    def _lines(self) -> dict[str, Lines]:
        return {}

    def segmented(self, article: Article) -> Article:
        """*article* with its quotations; each is read once."""
        path = article.document.path
        if path not in self._segmented:
            self._segmented[path] = self.segment(article)
        return self._segmented[path]

    def at(self, article: Article, span: Span) -> Location:
        """A span of the document as a location."""
        path = article.document.path
        if path not in self._lines:
            self._lines[path] = Lines(article.document)
        return self._lines[path].location(span)

    @cached_property
    def shared_places(self) -> Mapping[tuple[str, str], tuple[Location, ...]]:
        """For a checked and another path the places in the other that stand here too."""
        found: dict[tuple[str, str], set[Location]] = {}
        for match in self.likenesses.shared:
            for other in match.others:
                found.setdefault((match.here.path, other.path), set()).add(other.location)
        return {pair: tuple(sorted(places)) for pair, places in found.items()}


def whole(article: Article) -> Location:
    """The whole document as a location."""
    return Location(article.document.path)


def words(article: Article, passages: tuple[Passage, ...] | None = None) -> int:
    """How many words *passages* have; all of the article's when not given."""
    chosen = article.passages if passages is None else passages
    return sum(len(article.text_of(passage.span).split()) for passage in chosen)
