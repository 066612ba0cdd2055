"""A result parted by story: documents that share statements stay together.

For results too large for one page. What stands in two stories at once, as a repeated
passage may, is in no part; it is counted. The parts together have every statement, link
and quotation of the whole.
"""

from collections.abc import Container, Iterable, Iterator, Mapping

from compare.frozen import dataclass, replace
from compare.model import DocumentId, QuotationVerdict, Result, Statement


@dataclass(frozen=True, slots=True)
class Parted:
    """The stories of a result, in the order of their first documents.

    Documents that share nothing with any other are the last of them, together. *across*
    are the repeats, *beyond* the uncertain partners that stand in two stories at once.
    """

    stories: tuple[Result, ...]
    across: int
    beyond: int


def parted(result: Result) -> Parted:
    """The stories of *result*; one of them when everything hangs together."""
    groups = _groups(result)
    stories = tuple(_part(result, frozenset(group)) for group in groups)
    repeats = sum(len(story.repeats) for story in stories)
    nearest = sum(len(story.nearest) for story in stories)
    return Parted(stories, len(result.repeats) - repeats, len(result.nearest) - nearest)


def _groups(result: Result) -> list[list[DocumentId]]:
    """The documents that hang together, those that stand alone as one last group."""
    above: dict[DocumentId, DocumentId] = {a.document.id: a.document.id for a in result.articles}

    def head(id_: DocumentId) -> DocumentId:
        while above[id_] != id_:
            above[id_] = above[above[id_]]
            id_ = above[id_]
        return id_

    for one, two in _pairs(result):
        above[head(two)] = head(one)
    found: dict[DocumentId, list[DocumentId]] = {}
    for id_ in above:
        found.setdefault(head(id_), []).append(id_)
    alone = [group[0] for group in found.values() if len(group) == 1]
    return [group for group in found.values() if len(group) > 1] + ([alone] if alone else [])


def _pairs(result: Result) -> Iterator[tuple[DocumentId, DocumentId]]:
    for link in result.links:
        yield link.a.document, link.b.document
    for quotation in result.quotations:
        for found in quotation.found:
            if found.places:
                yield quotation.place.document, found.document


def _part(result: Result, ids: frozenset[DocumentId]) -> Result:
    """What of *result* stands in the documents *ids*; what was skipped is told everywhere."""
    return replace(
        result,
        articles=tuple(a for a in result.articles if a.document.id in ids),
        links=tuple(link for link in result.links if link.a.document in ids),
        statements=tuple(_statements(result.statements, ids)),
        repeats=tuple(r for r in result.repeats if all(p.document in ids for p in r.places)),
        quotations=tuple(_quotations(result.quotations, ids)),
        nearest=tuple(n for n in result.nearest if {n.here.document, n.there.document} <= ids),
    )


def _statements(statements: Iterable[Statement], ids: Container[DocumentId]) -> Iterator[Statement]:
    for statement in statements:
        if statement.members[0].document in ids:
            yield replace(
                statement,
                missing=tuple(id_ for id_ in statement.missing if id_ in ids),
                possible=tuple(place for place in statement.possible if place.document in ids),
            )


def _quotations(
    quotations: Iterable[QuotationVerdict], ids: Container[DocumentId]
) -> Iterator[QuotationVerdict]:
    for quotation in quotations:
        if quotation.place.document in ids:
            found = tuple(each for each in quotation.found if each.document in ids)
            yield replace(quotation, found=found)


def numbers(parted: Parted) -> Mapping[str, int]:
    """What is in no page, in words, with how much of it; only what there is."""
    told = {
        "repeats in more than one story": parted.across,
        "uncertain partners in another story": parted.beyond,
    }
    return {name: count for name, count in told.items() if count}
