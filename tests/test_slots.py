"""Which mention stands for which, and how surely a difference of them is one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.differences import Side, candidates, slots, surety
from compare.differences.numbers import number_pairs
from compare.differences.pair import Pair, paired
from compare.model import Span, Weight
from compare.wording import edits


def pair(a: str, b: str) -> Pair:
    spans = Span(0, len(a)), Span(0, len(b))
    sides = Side(a, spans[0]), Side(b, spans[1])
    return paired(*sides, edits(a, spans[0], b, spans[1], language="en"))


def figures(a: str, b: str) -> set[tuple[str, str]]:
    both = pair(a, b)
    return {
        (both.a.span(x.first, x.last).of(a), both.b.span(y.first, y.last).of(b))
        for x, y in number_pairs(both)
    }


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        # the same words around them say more than the same order
        (
            "The quay lost 12 boats and 40 nets in the storm.",
            "In the storm 41 nets and 13 boats were lost at the quay.",
            {("12", "13"), ("40", "41")},
        ),
        # an equal value is taken first
        (
            "Orle sold 30 boats in May and 18 in June.",
            "Orle sold 18 boats in June.",
            {("18", "18")},
        ),
    ],
)
def test_which_figure_stands_for_which(a: str, b: str, expected: set[tuple[str, str]]) -> None:
    assert figures(a, b) == expected


WORDS = st.lists(
    st.sampled_from(["the", "ferry", "off", "Torvell", "with", "12", "20", "boats", "and", "on"]),
    min_size=1,
    max_size=25,
).map(" ".join)


@given(WORDS, WORDS)
def test_each_mention_is_held_once_and_probabilities_are_in_range(a: str, b: str) -> None:
    both = pair(a, b)
    found = number_pairs(both)
    assert len({x for x, _ in found}) == len({y for _, y in found}) == len(found)
    for each in candidates(both):
        if each.kind in surety.KINDS:
            assert 0.0 <= surety.probability(surety.signs(both, each)) <= 1.0


@given(WORDS, WORDS)
def test_the_signs_of_a_slot_are_the_same_from_both_sides(a: str, b: str) -> None:
    here, there = pair(a, b), pair(b, a)
    if {(i, j) for i, ties in here.ties.items() for j, _ in ties} != {
        (j, i) for i, ties in there.ties.items() for j, _ in ties
    }:
        return  # two alignments of one cost: another matter
    turned = {
        (j, i): signs
        for i, j, signs in slots.candidates(there, there.a.quantities, there.b.quantities)
    }
    for i, j, signs in slots.candidates(here, here.a.quantities, here.b.quantities):
        assert signs == pytest.approx(turned[i, j])


def test_what_stands_in_a_text_much_alike_is_surer_than_in_one_hardly_alike() -> None:
    alike = pair(
        "The council paid 48 million crowns for the new dam at Torvell.",
        "The council paid 61 million crowns for the new dam at Torvell.",
    )
    hardly = pair(
        "The council paid 48 million crowns for the new dam at Torvell.",
        "A boat of the council, says a critic from Torvell, may lose 61 million crowns a year.",
    )

    def best(both: Pair) -> float:
        found = [d for d in candidates(both) if d.kind == "number"]
        return max((surety.probability(surety.signs(both, d)) for d in found), default=0.0)

    assert best(alike) > surety.LEAST["number"]
    assert best(alike) > best(hardly) + 0.1


def test_nothing_is_a_fact_between_texts_that_share_no_words() -> None:
    both = pair(
        "The ferry carried 90 cars when it sank.",
        "A museum in Torvell showed 14 paintings by local schools.",
    )
    assert all(d.weight is not Weight.FACT for d in surety.judged(both, candidates(both)))


def test_a_doubtful_difference_is_told_as_such() -> None:
    both = pair(
        "About a third of the boats of Orle are insured.",
        "Some 80 percent of the boats of Tarvia are old.",
    )
    for each in surety.judged(both, candidates(both)):
        doubtful = each.kind in surety.KINDS and each.message.startswith("perhaps ")
        assert doubtful == (each.kind in surety.KINDS and each.weight.value == "wording")


def test_the_slots_of_a_pair_are_worked_out_once_for_all_its_differences(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a = " ".join(f"Boat {n} of the harbour took {n + 20} nets." for n in range(12))
    b = " ".join(f"Boat {n} of the harbour took {n + 50} nets." for n in range(12))
    both, asked = pair(a, b), []
    work = slots.candidates

    def counted(*given: Any) -> Any:
        asked.append(given)
        return work(*given)

    monkeypatch.setattr(surety, "candidates", counted)
    found = [each for each in candidates(both) if each.kind == "number"]
    for each in found:
        surety.signs(both, each)
    assert len(found) > 5
    assert len(asked) == 1
