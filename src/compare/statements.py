"""Links gathered over any number of documents: the rows of the synopsis.

No chaining: a row holds only members that resemble one another across documents.
"A resembles B, B resembles C" does not put A and C into one row unless they are linked
or stand in one document. Deterministic: the same links give the same rows in any order.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from compare.furniture import unmarked
from compare.model import Article, DocumentId, Link, Place, Span, Statement

#: Two spans of one passage are one member when they share this much of the shorter.
SAME_MEMBER = 0.5

#: Words of a row's label.
LABEL_WORDS = 12


def statements(
    articles: Sequence[Article],
    links: Sequence[Link],
    weaker: Sequence[Link] = (),
    *,
    by_outlet: bool = False,
) -> tuple[Statement, ...]:
    """The rows, in the reading order of the documents that report them.

    Complete linkage over documents: two groups are joined, best link first, when every
    member of one document in the first is linked with a member of each other document
    in the second, and the other way round. Every link's places are in some row.
    *weaker* links make no rows, but say where a missing document might report one after
    all. *by_outlet* takes all documents of one outlet for one: they need not be linked with
    each other, and are missing together. Cost: grows with the links times the size of the
    rows.
    """
    sources = _sources(articles, by_outlet=by_outlet)
    nodes = _Nodes(links, _members(links), sources)
    rows = [row for row in nodes.joined() if len({sources[m.document] for m in row}) > 1]
    documents = [article.document.id for article in articles]
    by_id = {article.document.id: article for article in articles}
    return tuple(
        _statement(f"s{number}", row, documents, by_id, nodes, weaker)
        for number, row in enumerate(_reading_order(rows, documents), 1)
    )


def _sources(articles: Sequence[Article], *, by_outlet: bool) -> Mapping[DocumentId, str]:
    """For each document what it is part of: itself, or the documents of its outlet."""
    documents = [article.document for article in articles]
    outlets = {d.id: f"={d.outlet}" for d in documents if by_outlet and d.outlet}
    return {d.id: outlets.get(d.id, d.id) for d in documents}


def _reading_order(
    rows: Sequence[list[Place]], documents: Sequence[DocumentId]
) -> list[tuple[Place, ...]]:
    """Rows in the order of the first document; what it lacks follows its forerunner.

    A row that only later documents have stands behind the row that comes before it in
    the first of them, so that every document can be read from top to bottom.
    """
    order = {document: number for number, document in enumerate(documents)}
    sorted_rows = [tuple(sorted(row, key=lambda m: (order[m.document], m.span))) for row in rows]
    placed: list[tuple[Place, ...]] = []
    for document in documents:
        here = [row for row in sorted_rows if any(m.document == document for m in row)]
        here.sort(key=lambda row: _first(row, document))
        at = 0
        for row in here:
            if row in placed:
                at = placed.index(row) + 1
            else:
                placed.insert(at, row)
                at += 1
    return placed


def _first(row: tuple[Place, ...], document: DocumentId) -> tuple[Span, tuple[Place, ...]]:
    return min(m.span for m in row if m.document == document), row


def _members(links: Sequence[Link]) -> dict[Place, Place]:
    """Each linked place with the member it belongs to: overlapping spans become one."""
    by_passage: dict[tuple[DocumentId, int], set[Place]] = defaultdict(set)
    for link in links:
        for place in (link.a, link.b):
            by_passage[place.document, place.line].add(place)
    merged: dict[Place, Place] = {}
    for places in by_passage.values():
        merged.update(_merged(sorted(places)))
    return merged


def _merged(places: list[Place]) -> dict[Place, Place]:
    """Overlapping places of one passage with the hull of their group."""
    groups: list[list[Place]] = []
    for place in places:
        home = next((g for g in groups if _same_member(_hull(g).span, place.span)), None)
        if home is None:
            groups.append([place])
        else:
            home.append(place)
    return {place: _hull(group) for group in groups for place in group}


def _same_member(one: Span, two: Span) -> bool:
    return one.overlap(two) > SAME_MEMBER * min(len(one), len(two))


def _hull(places: list[Place]) -> Place:
    span = Span(min(p.span.start for p in places), max(p.span.end for p in places))
    return Place(places[0].document, span, places[0].line)


class _Nodes:
    """Members and how surely each pair of them is linked."""

    def __init__(
        self,
        links: Sequence[Link],
        member_of: Mapping[Place, Place],
        sources: Mapping[DocumentId, str],
    ) -> None:
        self.sources = sources
        self.strength: dict[tuple[Place, Place], float] = {}
        self.neighbours: dict[Place, set[Place]] = defaultdict(set)
        for link in links:
            a, b = member_of[link.a], member_of[link.b]
            for pair in ((a, b), (b, a)):
                self.strength[pair] = max(link.probability, self.strength.get(pair, 0.0))
            self.neighbours[a].add(b)
            self.neighbours[b].add(a)

    def joined(self) -> list[list[Place]]:
        """The rows: members joined best link first, as long as all resemble each other."""
        row_of: dict[Place, list[Place]] = {m: [m] for m in self.neighbours}
        pairs = sorted(self.strength, key=lambda pair: (-self.strength[pair], pair))
        for a, b in pairs:
            one, two = row_of[a], row_of[b]
            if one is not two and self._resemble(one, two):
                one.extend(two)
                for member in two:
                    row_of[member] = one
        seen: dict[int, list[Place]] = {id(row): row for row in row_of.values()}
        return list(seen.values())

    def surest(self, member: Place, row: Sequence[Place]) -> float:
        """The probability of the best link of *member* inside *row*."""
        return max(self.strength[member, n] for n in self.neighbours[member] if n in row)

    def _resemble(self, one: list[Place], two: list[Place]) -> bool:
        return all(
            self._reaches(member, other, source)
            for members, other in ((one, two), (two, one))
            for member in members
            for source in {self.sources[m.document] for m in (*other, *members)}
        )

    def _reaches(self, member: Place, other: list[Place], source: str) -> bool:
        """Whether *member* is linked to a member of *source*, if the other row has one."""
        if source == self.sources[member.document]:
            return True
        theirs = [m for m in other if self.sources[m.document] == source]
        return not theirs or any(m in self.neighbours[member] for m in theirs)


def _statement(
    id: str,  # noqa: A002 - the noun's own name
    row: tuple[Place, ...],
    documents: Sequence[DocumentId],
    texts: dict[DocumentId, Article],
    nodes: _Nodes,
    weaker: Sequence[Link],
) -> Statement:
    present = {nodes.sources[member.document] for member in row}
    return Statement(
        id,
        _label(texts[row[0].document], row[0]),
        row,
        tuple(document for document in documents if nodes.sources[document] not in present),
        min(nodes.surest(member, row) for member in row),
        _possible(row, present, weaker, nodes.sources),
    )


def _possible(
    row: tuple[Place, ...],
    present: set[str],
    weaker: Sequence[Link],
    sources: Mapping[DocumentId, str],
) -> tuple[Place, ...]:
    """Where documents without a member might report the row: their likeliest place each."""
    found: dict[str, Place] = {}
    for link in sorted(weaker, key=lambda link: (-link.probability, link.a, link.b)):
        for here, there in ((link.a, link.b), (link.b, link.a)):
            if sources[there.document] not in present and _is_in(here, row):
                found.setdefault(sources[there.document], there)
    return tuple(found.values())


def _is_in(place: Place, row: tuple[Place, ...]) -> bool:
    return any(
        member.document == place.document and _same_member(member.span, place.span)
        for member in row
    )


def _label(article: Article, place: Place) -> str:
    """The first words of a member, to name the row by."""
    words = unmarked(article.text_of(place.span)).split()
    shown = " ".join(words[:LABEL_WORDS])
    return shown if len(words) <= LABEL_WORDS else f"{shown} …"
