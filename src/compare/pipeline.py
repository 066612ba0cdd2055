"""The order of the work, from documents to a result.

read → divide → segment → link → statements → word differences → Result. Everything in
between is pure: no files, clock, network, printing or environment here.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from compare.ahead import Ahead
from compare.frozen import replace
from compare.linker import Linker, wanted
from compare.model import (
    Article,
    Difference,
    Document,
    DocumentId,
    Edit,
    EditKind,
    Link,
    Nearest,
    Overlap,
    Place,
    Relation,
    Repeat,
    Result,
    Skipped,
    Span,
    Weight,
)
from compare.options import Options

#: A link is verbatim when this share of the words on both sides are the same.
VERBATIM_SHARE = 0.95

#: A link is partial when one side has this many times the words of the other.
PARTIAL_RATIO = 2.0

Progress = Callable[[str], None]


def divide(documents: Iterable[Document]) -> tuple[Article, ...]:
    """The documents divided into passages with roles, sentences and quotations."""
    from compare import roles, segment

    return tuple(segment.segment(document, roles.divide(document)) for document in documents)


def compare(
    articles: Sequence[Article],
    options: Options,
    *,
    skipped: Sequence[Skipped] = (),
    progress: Progress = lambda stage: None,
    repeated: bool = True,
    linker: Linker | None = None,
) -> Result:
    """Everything the articles share. The order of *articles* makes no difference.

    Repeats are sought only if they are to be told: *repeated*. A *linker* may have a second
    process to seek the links.
    """
    from compare.statements import statements

    articles = tuple(sorted(articles, key=lambda article: article.document.path))
    linker, ahead = linker or Linker(), Ahead(articles, options.alias)
    progress("linking")
    linker.begin(articles, options)
    if linker.is_beside:
        ahead.work(linker.is_done, repeated=repeated)
    found = linker.linking()
    kept = wanted(found.links, options)
    weaker = found.links[len(kept) :]
    progress("wording")
    by_id = {article.document.id: article for article in articles}
    links = tuple(
        _worded(by_id, link, edits, ahead.differences(link, edits))
        for link, edits in zip(kept, linker.edits(), strict=True)
    )
    progress("quotations")
    quotations = ahead.quotations(links)
    progress("statements")
    return Result(
        articles=articles,
        links=links,
        quotations=quotations,
        statements=statements(articles, links, weaker, by_outlet=options.by == "outlet"),
        repeats=_repeats(ahead, progress) if repeated else (),
        skipped=(*skipped, *_dropped(found.measured - len(kept), found.unmeasured, options)),
        options=options.changed(),
        nearest=_nearest(articles, links, weaker),
        spellings=ahead.spellings,
    )


def _repeats(ahead: Ahead, progress: Progress) -> tuple[Repeat, ...]:
    progress("repeats")
    return ahead.repeats


def _nearest(
    articles: Sequence[Article], links: Iterable[Link], weaker: Iterable[Link]
) -> tuple[Nearest, ...]:
    """For each passage of an article that no link touches the surest of the *weaker* links.

    In reading order, a passage at most once; those without any weaker link are not there.
    """
    passages = {article.document.id: article.passages for article in articles}

    def key(place: Place) -> tuple[DocumentId, int]:
        # Windows do not reach over the end of a passage: where one begins says all.
        here = passages[place.document]
        return place.document, bisect_right(here, place.span.start, key=lambda p: p.span.start) - 1

    linked = {key(place) for link in links for place in (link.a, link.b)}
    found: dict[tuple[DocumentId, int], Nearest] = {}
    for link in sorted(weaker, key=lambda link: (-link.probability, link.a, link.b)):
        for here, there in ((link.a, link.b), (link.b, link.a)):
            if key(here) not in linked:
                found.setdefault(key(here), Nearest(here, there, link.probability))
    order = {id_: number for number, id_ in enumerate(passages)}
    return tuple(found[at] for at in sorted(found, key=lambda at: (order[at[0]], at[1])))


def _dropped(below: int, unmeasured: int, options: Options) -> tuple[Skipped, ...]:
    reasons = (
        (unmeasured, "with too little in common to be weighed"),
        (below, f"below the probability {options.min_probability:g}"),
    )
    return tuple(
        Skipped("", f"{count} passage {'pair' if count == 1 else 'pairs'} {reason}")
        for count, reason in reasons
        if count
    )


def _worded(
    articles: dict[DocumentId, Article],
    link: Link,
    edits: tuple[Edit, ...],
    found: tuple[Difference, ...],
) -> Link:
    """The link with its word edits, its typed differences, and its relation."""
    a, b = articles[link.a.document], articles[link.b.document]
    relation = _relation(a, b, link, edits)
    if relation is Relation.VERBATIM and any(each.weight is Weight.FACT for each in found):
        relation = Relation.REWRITE  # a dropped "not" is one word in fifty and turns them all
    return replace(link, edits=edits, differences=found, relation=relation)


def _relation(a: Article, b: Article, link: Link, edits: Sequence[Edit]) -> Relation:
    length_a, length_b = _words(a, link.a.span), _words(b, link.b.span)
    same_a = sum(_words(a, edit.a) for edit in edits if edit.kind is EditKind.EQUAL)
    same_b = sum(_words(b, edit.b) for edit in edits if edit.kind is EditKind.EQUAL)
    if same_a >= VERBATIM_SHARE * length_a and same_b >= VERBATIM_SHARE * length_b:
        return Relation.VERBATIM
    if max(length_a, length_b) >= PARTIAL_RATIO * min(length_a, length_b):
        return Relation.PARTIAL
    return Relation.REWRITE


def _words(article: Article, span: Span) -> int:
    return len(article.text_of(span).split())


def overlaps(result: Result) -> tuple[Overlap, ...]:
    """For every pair of documents how many links and which share of each is in the other.

    Shares are of the words of the article itself (no furniture), 0 to 1.
    """
    return tuple(
        _overlap(result, a, b)
        for number, a in enumerate(result.articles)
        for b in result.articles[number + 1 :]
    )


def _overlap(result: Result, a: Article, b: Article) -> Overlap:
    one, two = a.document.id, b.document.id
    links = [link for link in result.links if {link.a.document, link.b.document} == {one, two}]
    spans = {
        document: {p.span for link in links for p in (link.a, link.b) if p.document == document}
        for document in (one, two)
    }
    return Overlap(one, two, len(links), _share(a, spans[one]), _share(b, spans[two]))


def _share(article: Article, spans: Iterable[Span]) -> float:
    """The share of the article's words that lie in *spans*, each word counted once."""
    whole = sum(_words(article, p.span) for p in article.passages if not p.is_furniture)
    covered, end = 0, 0
    for span in sorted(spans):
        rest = Span(max(span.start, end), max(span.end, end))
        covered += _words(article, rest)
        end = max(end, span.end)
    return min(1.0, covered / whole) if whole else 0.0
