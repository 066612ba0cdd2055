"""What one side lacks: a fact only where it is surely gone from a clause that is there."""

import pytest

from compare.differences import Side, differences
from compare.model import Difference, Passage, Role, Span, Weight
from compare.segment import attributions, quotations
from compare.wording import edits


def side(text: str, published: str = "") -> Side:
    span = Span(0, len(text))
    passages = [Passage(span, 1, Role.BODY)]
    return Side(
        text,
        span,
        "en",
        published,
        quotations(text, passages, "en")[0],
        attributions(text, passages, "en")[0],
    )


def lacking(a: str, b: str, published: str = "") -> list[Difference]:
    """What is told as an omission or an addition."""
    one, other = side(a, published), side(b, published)
    found = differences(one, other, edits(a, one.span, b, other.span, language="en"))
    return [each for each in found if each.kind in ("omission", "addition")]


def missing(a: str, b: str, published: str = "") -> list[str]:
    """The wordings of a that are told as facts b lacks, and the other way round."""
    return [
        (each.a.of(a) if each.kind == "omission" else each.b.of(b))
        for each in lacking(a, b, published)
        if each.weight is Weight.FACT
    ]


@pytest.mark.parametrize(
    ("a", "b", "facts"),
    [
        (
            "The mayor, whom the council dismissed in February for lying, left the town.",
            "The council dismissed the mayor for lying and he left the town.",
            ["in February"],
        ),
        (
            "He was the clerk the council dismissed in February for quarrelling with the mayor.",
            "The council dismissed Brook for quarrelling with the mayor about the letters.",
            [],  # Brook is there in its place
        ),
        (
            "Arden offered the port a truce in exchange for 14 million crowns in aid for the pier.",
            "Arden offered the port a truce in exchange for aid for the pier.",
            ["14 million crowns"],
        ),
        (
            "Police arrested 33 suspects at the pier, an old hand of the port said.",
            "Police arrested suspects at the pier, an old hand of the port said.",
            ["33"],
        ),
        (
            "Since it was opened in 2014 the tunnel has been closed every winter.",
            "Since it was opened the tunnel has been closed every winter.",
            ["in 2014"],
        ),
    ],
)
def test_a_fact_gone_from_a_clause_that_is_there(a: str, b: str, facts: list[str]) -> None:
    assert missing(a, b) == facts
    assert missing(b, a) == facts


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(
            "The ship left the pier near Torvell for the open sea at noon.",
            "The ship left the old wooden quay for the open sea at noon.",
            id="told in words of its own",
        ),
        pytest.param(
            "Volume was heavy with 14 million shares traded on the Torvell exchange.",
            "Volume was heavy with 19 million shares traded.",
            id="another figure in the clause",
        ),
        pytest.param(
            "With the ousting of Ann Arden as chief of the port the council lost an ally.",
            "Ben Brook lasted barely six months as chief of the port.",
            id="somebody else's clause",
        ),
        pytest.param(
            "The chief of the port served under Ann Arden as mayor of the town.",
            "The chief of the port served as mayor of the town with Ben Brook.",
            id="another name left over",
        ),
        pytest.param(
            "The bill gives money for a fence along the southern border with Tarvia.",
            "The bill gives money for a fence along the southern border.",
            id="which border is meant",
        ),
        pytest.param(
            "“We do what we have to do on the border,” Arden said in the Rose Hall.",
            "“We do what we have to do on the border,” Arden said.",
            id="where it was said",
        ),
        pytest.param(
            "The Centre for Floods and Storms was ordered to study the causes of leaks.",
            "The Centre for Floods was ordered to study the causes of leaks.",
            id="the rest of a body's name",
        ),
        pytest.param(
            "The bill was signed by Ann Arden (Torvell), who had written most of it.",
            "The bill was signed by Ann Arden, who had written most of it.",
            id="a label in brackets",
        ),
        pytest.param(
            "The river stays above the mark but has fallen in the last 24 hours.",
            "The river stays above the mark but has fallen.",
            id="counted back from today",
        ),
        pytest.param(
            "The old sheriff endorsed three-term Torvell Mayor Ann Arden for the seat.",
            "The old sheriff endorsed Torvell Mayor Ann Arden for the seat.",
            id="of a title",
        ),
        pytest.param(
            "The dam broke above the town and drowned 16-year-old Fred Brook in the fog.",
            "The dam broke above the town and drowned Fred Brook in the fog.",
            id="an age",
        ),
        pytest.param(
            "The boat was sold to a museum for 12,390 euros ($13,298).",
            "The boat was sold to a museum for $13,298.",
            id="in another unit",
        ),
        pytest.param(
            "They were held under the Dams Act 2000 for opening the valve at night.",
            "They were held under the Dams Act for opening the valve at night.",
            id="a year in a name",
        ),
        pytest.param(
            "TORVELL, March 14: The leaders of the ports agreed to handle the fog with care.",
            "The leaders of the ports agreed to handle the fog with care.",
            id="the dateline",
        ),
        pytest.param(
            "Neither Ann Arden nor the port could be reached for comment.",
            "Ann Arden would not confirm that an offer was made to the port.",
            id="who, not whether",
        ),
    ],
)
def test_what_is_told_otherwise_or_matters_to_nobody_is_wording(a: str, b: str) -> None:
    assert missing(a, b) == missing(b, a) == []


@pytest.mark.parametrize(
    ("published", "facts"),
    [
        ("2022-01-26", []),  # a Wednesday: the day the article is of
        ("2022-01-27", []),  # the day before, of which papers tell
        ("2022-01-29", ["on Wednesday"]),
        ("", ["on Wednesday"]),
    ],
)
def test_the_day_of_writing_is_no_fact(published: str, facts: list[str]) -> None:
    a = "The ferry sank on Wednesday off the western pier in thick fog."
    b = "The ferry sank off the western pier in thick fog."
    assert missing(a, b, published) == facts


def test_what_is_not_sure_is_still_told_as_wording() -> None:
    a = "The bill gives money for a fence along the southern border with Tarvia."
    b = "The bill gives money for a fence along the southern border."
    (told,) = lacking(a, b)
    assert (told.a.of(a), told.weight) == ("with Tarvia", Weight.WORDING)
