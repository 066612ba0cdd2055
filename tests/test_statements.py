"""Rows of the synopsis: no chaining, one cell a document, the same rows in any order."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from compare.model import Article, Document, DocumentId, Link, Passage, Place, Relation, Role, Span
from compare.statements import statements

PASSAGE_LENGTH = 40


def article(name: str, passages: int = 5) -> Article:
    text = "\n".join(
        f"{name} passage {n} says a thing".ljust(PASSAGE_LENGTH - 1, ".") for n in range(passages)
    )
    document = Document(DocumentId(name), f"{name}.txt", text)
    spans = (Span(n * PASSAGE_LENGTH, (n + 1) * PASSAGE_LENGTH - 1) for n in range(passages))
    return Article(
        document, tuple(Passage(span, line, Role.BODY) for line, span in enumerate(spans, 1))
    )


def place(name: str, passage: int) -> Place:
    start = passage * PASSAGE_LENGTH
    return Place(DocumentId(name), Span(start, start + PASSAGE_LENGTH - 1), passage + 1)


def link(a: tuple[str, int], b: tuple[str, int], probability: float = 0.9) -> Link:
    one, two = sorted((place(*a), place(*b)))
    return Link(one, two, probability, Relation.REWRITE)


ABC = [article("a"), article("b"), article("c")]


def rows(*links: Link) -> list[list[tuple[str, int]]]:
    return [
        [(member.document, member.line - 1) for member in row.members]
        for row in statements(ABC, links)
    ]


def test_no_links_give_no_rows() -> None:
    assert rows() == []


def test_three_documents_that_all_resemble_each_other_are_one_row() -> None:
    found = rows(link(("a", 0), ("b", 0)), link(("b", 0), ("c", 0)), link(("a", 0), ("c", 0)))
    assert found == [[("a", 0), ("b", 0), ("c", 0)]]


def test_a_chain_is_not_a_row() -> None:
    found = rows(link(("a", 0), ("b", 0), 0.9), link(("b", 0), ("c", 0), 0.8))
    assert found == [[("a", 0), ("b", 0)]]


def test_one_passage_against_two_is_one_row() -> None:
    found = rows(link(("a", 0), ("b", 0)), link(("a", 0), ("b", 1)))
    assert found == [[("a", 0), ("b", 0), ("b", 1)]]


def test_who_does_not_report_a_statement_is_named() -> None:
    (row,) = statements(ABC, [link(("a", 0), ("b", 0))])
    assert row.missing == (DocumentId("c"),)


def test_rows_that_the_first_document_lacks_stand_behind_their_forerunner() -> None:
    found = rows(link(("a", 0), ("b", 0)), link(("b", 1), ("c", 1)), link(("a", 3), ("b", 3)))
    assert found == [
        [("a", 0), ("b", 0)],
        [("b", 1), ("c", 1)],
        [("a", 3), ("b", 3)],
    ]


def test_two_parts_of_one_passage_are_two_members() -> None:
    first, second = Place(DocumentId("b"), Span(0, 15), 1), Place(DocumentId("b"), Span(20, 39), 1)
    links = [
        Link(place("a", 0), first, 0.9, Relation.PARTIAL),
        Link(place("a", 3), second, 0.9, Relation.PARTIAL),
    ]
    assert len(statements(ABC, links)) == 2


places = st.tuples(st.sampled_from("abc"), st.integers(0, 4))
links_drawn = st.lists(
    st.tuples(places, places, st.sampled_from([0.6, 0.7, 0.8, 0.9])).filter(
        lambda drawn: drawn[0][0] != drawn[1][0]
    ),
    max_size=12,
)


@given(links_drawn, st.randoms(use_true_random=False))
def test_the_order_of_the_links_changes_nothing(drawn, random) -> None:  # type: ignore[no-untyped-def]
    links = list({(a, b): link(a, b, p) for a, b, p in drawn}.values())
    shuffled = random.sample(links, len(links))
    assert statements(ABC, links) == statements(ABC, shuffled)


@given(links_drawn)
def test_all_members_of_a_row_resemble_one_another(drawn) -> None:  # type: ignore[no-untyped-def]
    links = [link(a, b, p) for a, b, p in drawn]
    linked = {frozenset((item.a, item.b)) for item in links}
    for row in statements(ABC, links):
        for one, two in combinations({m.document for m in row.members}, 2):
            for member in row.cell(one):
                assert any(frozenset((member, other)) in linked for other in row.cell(two))


@given(links_drawn)
def test_no_member_stands_in_two_rows(drawn) -> None:  # type: ignore[no-untyped-def]
    members = [m for row in statements(ABC, [link(*d) for d in drawn]) for m in row.members]
    assert len(members) == len(set(members))


def test_a_missing_document_may_report_a_row_all_the_same() -> None:
    strong = [link(("a", 0), ("b", 0))]
    weak = [
        link(("b", 0), ("c", 2), 0.3),
        link(("a", 0), ("c", 3), 0.25),
        link(("a", 4), ("c", 4), 0.4),
    ]
    (row,) = statements(ABC, strong, weak)
    assert row.missing == (DocumentId("c"),)
    assert row.possible == (place("c", 2),)


def test_weaker_links_make_no_rows() -> None:
    assert statements(ABC, [], [link(("a", 0), ("b", 0), 0.3)]) == ()
