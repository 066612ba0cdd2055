"""What the other candidates say about one: rivals, neighbours, third documents."""

from compare.context import LEAD_LIMIT, contexts


def test_no_candidates_have_no_context() -> None:
    assert contexts([], []) == []


def test_a_lone_candidate_has_no_rival_no_neighbour_and_no_third() -> None:
    (only,) = contexts([(0, 0, 1, 0)], [2.0])
    assert (only.lead, only.neighbour, only.third) == (0.0, 0.0, 0.0)


def test_a_rival_counts_only_when_both_passages_have_one() -> None:
    keys = [(0, 0, 1, 0), (0, 0, 1, 1), (0, 1, 1, 1)]
    one_sided = contexts(keys[:2], [3.0, 1.0])
    assert one_sided[1].lead == 0.0
    both = contexts(keys, [3.0, 1.0, 3.0])
    assert both[1].lead == 2.0


def test_a_far_better_rival_is_no_worse_than_a_better_one() -> None:
    keys = [(0, 0, 1, 0), (0, 0, 1, 1), (0, 1, 1, 1)]
    assert contexts(keys, [50.0, 1.0, 50.0])[1].lead == LEAD_LIMIT


def test_linked_neighbours_speak_for_a_pair() -> None:
    found = contexts([(0, 0, 1, 0), (0, 1, 1, 1), (0, 5, 1, 9)], [4.0, 4.0, 4.0])
    assert [round(item.neighbour, 1) for item in found] == [1.0, 1.0, 0.0]


def test_unlikely_neighbours_say_nothing() -> None:
    found = contexts([(0, 0, 1, 0), (0, 1, 1, 1)], [5.0, -5.0])
    assert [round(item.neighbour, 1) for item in found] == [0.0, 1.0]


def test_a_third_document_that_matches_both_speaks_for_them() -> None:
    found = contexts([(0, 0, 1, 0), (0, 0, 2, 0), (1, 0, 2, 0)], [0.0, 4.0, 3.0])
    assert found[0].third > 0.9
    assert found[1].third == 0.5


def test_a_passage_of_the_same_document_is_no_third() -> None:
    found = contexts([(0, 0, 1, 0), (0, 0, 1, 1)], [4.0, 4.0])
    assert [item.third for item in found] == [0.0, 0.0]
