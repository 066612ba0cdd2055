"""How figures and times are read, and which of them are one value: cases, and laws of rounding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.differences import Side, differences
from compare.differences.pair import read
from compare.differences.rounding import Printed, agree
from compare.model import Span, Weight
from compare.wording import edits


def side(text: str, published: str = "", language: str = "en") -> Side:
    return Side(text, Span(0, len(text)), language, published)


def told(a: str, b: str, published: str = "", language: str = "en") -> list[tuple[str, str]]:
    one, other = side(a, published, language), side(b, published, language)
    found = differences(one, other, edits(a, one.span, b, other.span, language=language))
    return [(each.kind, each.weight.value) for each in found]


def facts(a: str, b: str, published: str = "") -> list[str]:
    return [kind for kind, weight in told(a, b, published) if weight == Weight.FACT.value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It rose .20 percent.", [(0.2, "percent")]),
        ("It cost $.45 a share.", [(0.45, "usd")]),
        ("It cost US$100 in all.", [(100, "usd")]),
        ("It cost A$5 or NZ$6 or HK$7.", [(5, "aud"), (6, "nzd"), (7, "hkd")]),
        ("It cost $US13.15 in all.", [(13.15, "usd")]),
        ("It cost $US1,300 in all.", [(1300, "usd")]),
        ("Some 80 937 boats came.", [(80937, "")]),
        ("On flight 80 937 boats came.", [(80, ""), (937, "")]),
        ("A 1.5 billion-crown dam.", [(1.5e9, "")]),
        ("It took five and a half months.", [(5.5, "month")]),
        ("It took 5½ months.", [(5.5, "month")]),
        ("It took 5 ½ months.", [(5.5, "month")]),
        ("It took 51/2 months.", [(5.5, "month")]),
        ("Two and a half million boats came.", [(2.5e6, "")]),
        ("It fell 11/32 in price.", [(11 / 32, "")]),
        ("The third-quarter results came.", [(3, "")]),
        ("The third quarter results came.", [(3, "")]),
        ("It stood at $1.1525/30 at noon.", [(1.1525, "usd"), (720, "clock")]),
        ("It began at 2:40 p.m. sharp.", [(880, "clock")]),
        ("It began at 0240 GMT sharp.", [(160, "clock")]),
        ("They won 4-2 at home.", [(4, "score")]),
        ("Call 555-0134 now.", [(5550134, "telephone")]),
        ("Call (800) 555-0134 now.", [(8005550134, "telephone")]),
        ("They fell 60m down the slope.", [(60, "metre")]),
        ("Some 60m people came.", [(6e7, "")]),
        ("It was worth £60m in May.", [(6e7, "pound")]),
        ("A quake of 5 . 9 and 2 , 000 tents.", [(5.9, ""), (2000, "")]),
        ("It fell to -5 degrees or minus 6.", [(-5, "degree"), (-6, "")]),
        ("It fell to \N{MINUS SIGN}5 degrees.", [(-5, "degree")]),
        ("It fell to \N{EN DASH}5 degrees.", [(-5, "degree")]),
        ("It lost -$3 million.", [(-3e6, "usd")]),
        ("The boats \N{EN DASH}15 in all \N{EN DASH} sank.", [(15, "")]),
        ("-5 boats sank.", [(5, "")]),
        ("It was right, plus or minus 4 percent.", [(4, "percent")]),
        ("It was -5 to 10 degrees.", [(-5, ""), (10, "degree")]),
        ("Say 10 minus 5.", [(10, ""), (5, "")]),
        ("A third of the boats sank on the third of June.", [(0.333333, "share"), (3, "")]),
        ("It rose a tenth of a percentage point.", [(0.1, "point")]),
        ("It rose half a percentage point in half an hour.", [(0.5, "point"), (1800, "time")]),
        ("It rose 2 percentage points, or a percentage point.", [(2, "point"), (1, "point")]),
        ("A quarter of a million boats sank.", [(250_000, "")]),
        ("A penny or a pen was lost.", [(0.01, "usd")]),
        ("The 9/11 report came.", []),
        ("The mid-1990s were wet, the 1980s were dry.", []),
    ],
)
def test_reading(text: str, values: list[tuple[float, str]]) -> None:
    found = [(each.low, each.unit) for each in read(side(text)).quantities]
    assert [unit for _, unit in found] == [unit for _, unit in values]
    assert [value for value, _ in found] == pytest.approx([value for value, _ in values])


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("It cost $1.5-$2 billion.", 1.5e9, 2e9),
        ("It cost between US$100 and US$150 each.", 100, 150),
        ("Between 100,000 and 1 million boats came.", 1e5, 1e6),
        ("It was 10 -15 degrees.", 10, 15),
        ("It took -16 to 17 hulls.", 16, 17),
        ("Eight or nine boats came.", 8, 9),
        ("Dozens of boats came.", 24, 199),
        ("Hundreds of thousands came.", 200_000, 1_999_999),
    ],
)
def test_a_range_is_one_quantity(text: str, low: float, high: float) -> None:
    (found,) = read(side(text)).quantities
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$6.3 billion", "$6.32 billion"),
        ("17,000 crowns", "16,893 crowns"),
        ("nearly 500 crowns", "480 crowns"),
        ("about a dozen crowns", "13 crowns"),
        ("half of the crowns", "49 percent of the crowns"),
        ("more than half of the crowns", "about 52 percent of the crowns"),
        ("dozens of crowns", "30 crowns"),
        ("$40 million", "$39.5 million"),
        ("$247 billion", "$247.7 billion"),
        ("more than 5,200 crowns", "more than 5,270 crowns"),
        ("at least 767 crowns", "about 770 crowns"),
        ("between 10 and 15 crowns", "12 crowns"),
        ("9 percent", "8.76 percent"),
        ("US$13.15", "$13.15"),
    ],
)
def test_a_rounded_figure_is_no_fact(one: str, other: str) -> None:
    a, b = (
        f"The repair of the dam cost {one} in May.",
        f"The repair of the dam cost {other} in May.",
    )
    assert facts(a, b) == facts(b, a) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,500 boats", "1,600 boats"),
        ("10 percent", "12 percent"),
        ("30 boats", "31 boats"),
        ("300 boats", "296 boats"),
        ("3.5 million crowns", "4 million crowns"),
        ("dozens of boats", "12 boats"),
        ("about 150 boats", "about 200 boats"),
        ("about 70 miles", "about 75 miles"),
        ("at least 10 boats", "at least 20 boats"),
        ("$1.5 million", "$1.5 billion"),
        ("A$5", "A$6"),
        ("between 10 and 15 boats", "16 boats"),
        ("100 km", "101 km"),
        ("100 miles", "200 km"),
    ],
)
def test_another_figure_is_told(one: str, other: str) -> None:
    a, b = f"The storm took {one} in May.", f"The storm took {other} in May."
    assert facts(a, b) == facts(b, a) == ["number"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("200 feet", "60 metres"),
        ("90 miles", "150 kilometres"),
        ("30 pounds", "14 kilograms"),
        ("10 acres", "4 hectares"),
        ("99 degrees Fahrenheit", "37 degrees Celsius"),
    ],
)
def test_another_unit_is_worded_otherwise(one: str, other: str) -> None:
    a, b = f"They told of {one} in all.", f"They told of {other} in all."
    assert facts(a, b) == []
    assert ("specificity", "wording") in told(a, b)


def test_another_currency_is_neither_the_same_nor_another() -> None:
    a, b = "The shares closed at 5.35 euros on Monday.", "The shares closed at $6.30 on Monday."
    assert told(a, b) == [("number", "wording")]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("0240 GMT", "2:40 a.m.", []),
        ("5 p.m. EDT", "2100 GMT", []),
        ("5 p.m. EDT", "2 p.m. PDT", []),
        ("5 p.m. EDT", "4 p.m. EDT", ["number"]),
        ("9:30", "9:30 p.m.", []),
        ("noon", "12 p.m.", []),
        ("noon", "1 p.m.", ["number"]),
        ("9:30 a.m.", "9:30 p.m.", ["number"]),
    ],
)
def test_clock_times(one: str, other: str, expected: list[str]) -> None:
    a, b = f"The ferry leaves at {one} from Torvell.", f"The ferry leaves at {other} from Torvell."
    assert facts(a, b) == facts(b, a) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("The dam broke on Friday night.", "The dam broke early Saturday.", []),
        ("The dam broke on Friday night.", "The dam broke early Sunday.", ["date"]),
        ("The dam broke on Friday.", "The dam broke on Saturday.", ["date"]),
        ("The dam broke on Tuesday.", "The dam broke, Arden said Wednesday.", []),
        ("The mayor left, Arden said Tuesday.", "The mayor left, Arden said Wednesday.", ["date"]),
        ("The talks are to begin on May 2.", "The talks begin on May 12.", ["date"]),
        ("Arden will race on Sunday.", "Arden was named on Tuesday.", []),
        ("Arden left in June.", "Arden left in June 2021.", []),
        ("Arden left in June 2022.", "Arden left in June 2021.", ["date"]),
        ("Arden left in the mid-1990s.", "Arden left in 1995.", []),
        ("Arden left in the mid-1990s.", "Arden left in 1981.", ["date"]),
        ("The 9/11 report came.", "The Sept. 11 report came.", []),
        ("It restated 2002, 2001 and 2000 sums.", "It restated 2000, 2001 and 2002 sums.", []),
    ],
)
def test_days(a: str, b: str, expected: list[str]) -> None:
    one, other = told(a, b, "2022-06-30"), told(b, a, "2022-06-30")
    assert [kind for kind, _ in one if kind == "date"] == expected
    assert [kind for kind, _ in other if kind == "date"] == expected


FACT, WORDING = ("number", "fact"), ("number", "wording")

#: Kinds that do not matter where figures are looked at.
FORMAL = frozenset({"spelling", "typography", "order", "tense", "omission", "addition"})


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("The dam cost $1.5bn to build.", "The dam cost $1.5 million to build.", [FACT]),
        ("The dam cost $2bn to build.", "The dam cost $2m to build.", [FACT]),
        ("It fell to -5 degrees overnight.", "It fell to 5 degrees overnight.", [FACT]),
        ("It fell to minus 5 degrees.", "It fell to 5 degrees.", [FACT]),
        ("It fell to minus 5 degrees.", "It fell to -5 degrees.", []),
        ("About 1,500 people came.", "More than 1,500 people came.", [WORDING]),
        ("About 1,500 people came.", "At least 1,500 people came.", [WORDING]),
        ("About 1,500 people came.", "Fewer than 1,500 people came.", [WORDING]),
        ("About 1,500 people came.", "Some 1,500 people came.", []),
        ("It is less than 2 km from the pier.", "It is 1 km from the pier.", [FACT]),
        (
            "It is less than 2 km from the pier.",
            "It is 1.9 km from the pier.",
            [("specificity", "wording")],
        ),
        ("The shares rose 6 cents on Monday.", "The shares rose a penny on Monday.", [FACT]),
        ("It rose 2 percentage points.", "It rose 2 percent.", [("synonym", "wording")]),
        ("A third of the boats sank.", "33 percent of the boats sank.", []),
        ("Several boats sank.", "Six boats sank.", [("specificity", "wording")]),
        (
            "Many boats sank off Torvell.",
            "60 boats sank off Torvell.",
            [("specificity", "wording")],
        ),
        ("A few old boats sank.", "Six old boats sank.", [("specificity", "wording")]),
    ],
)
def test_figures_are_told(a: str, b: str, expected: list[tuple[str, str]]) -> None:
    for found in (told(a, b), told(b, a)):
        assert [each for each in found if each[0] not in FORMAL] == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Ремонт стоил 300 тыс. крон.", "Ремонт стоил 300 млн крон.", [FACT]),
        ("Около 1500 человек пришли.", "Более 1500 человек пришли.", [WORDING]),
        ("Ночью было минус 5 градусов.", "Ночью было 5 градусов.", [FACT]),
    ],
)
def test_russian_figures_are_told(a: str, b: str, expected: list[tuple[str, str]]) -> None:
    assert told(a, b, language="ru") == told(b, a, language="ru") == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("It is due next week.", "It is due next month.", [("date", "fact")]),
        ("It came last week.", "It came last month.", [("date", "fact")]),
        ("It came this week.", "It came this month.", [("specificity", "wording")]),
        ("It came last week.", "It came on January 20.", [("specificity", "wording")]),
        ("It sank on January 26.", "It sank two days ago.", []),
        ("It sank 2 days ago.", "It sank two days ago.", [("spelling", "form")]),
        ("It sank yesterday.", "It sank a day ago.", []),
        ("It sank two days ago.", "It sank three days ago.", [("date", "fact")]),
        ("It sank more than two days ago.", "It sank more than three days ago.", [FACT]),
        ("It sank on 26/01/2022.", "It sank on January 26, 2022.", []),
        ("It sank on 26/01/2022.", "It sank on January 27, 2022.", [("date", "fact")]),
        ("It sank on 02/01/2022.", "It sank on February 1, 2022.", [("spelling", "form")]),
        ("It sank last year.", "It sank in 2021.", []),
        ("It sank last year after a storm.", "It sank in 2021 after a storm.", []),
        ("The ferry sank last year.", "The ferry sank in 2020.", [("date", "fact")]),
        ("It sank in January.", "It sank on January 17.", [("specificity", "wording")]),
    ],
)
def test_days_are_told(a: str, b: str, expected: list[tuple[str, str]]) -> None:
    assert told(a, b, "2022-01-28") == told(b, a, "2022-01-28") == expected


def test_a_date_told_more_exactly_hides_no_words_beside_it() -> None:
    a = "The pact of January was read."
    b = "The pact of January 17, signed and stamped by both, was read."
    assert told(a, b, "2022-01-28") == [("addition", "wording")]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Паром затонул 26 января у скал.", "Паром затонул в среду у скал.", []),
        ("Паром затонул два дня назад.", "Паром затонул 26 января.", []),
        ("Паром затонул 26 января.", "Паром затонул 27 января.", [("date", "fact")]),
    ],
)
def test_russian_days_are_told(a: str, b: str, expected: list[tuple[str, str]]) -> None:
    assert told(a, b, "2022-01-28", "ru") == told(b, a, "2022-01-28", "ru") == expected


def test_an_ambiguous_day_is_left_alone_where_no_day_is_known() -> None:
    assert [each.year for each in read(side("It sank on 02/01/2022.")).moments] == []
    assert [each.month for each in read(side("It sank on 26/01/2022.")).moments] == [1]


def test_a_figure_that_is_gone_is_no_shade() -> None:
    assert told("Police held 15 people.", "Police held people.") == [("omission", "fact")]
    assert told("Police held people.", "Police held 15 people.") == [("addition", "fact")]


figures = st.builds(
    lambda value, places, bound: Printed(
        float(round(value, places)),
        float(round(value, places)),
        10.0**-places,
        bound,
        places == 0,
    ),
    st.floats(1, 10**6),
    st.integers(0, 3),
    st.sampled_from(["", "about", "above", "below", "least", "most"]),
)


@given(figures, figures)
def test_agreeing_is_mutual(one: Printed, other: Printed) -> None:
    assert agree(one, other) == agree(other, one)


@given(figures)
def test_a_figure_agrees_with_itself(one: Printed) -> None:
    assert agree(one, one)


@given(st.integers(1, 10**9))
def test_what_rounds_to_a_figure_agrees_with_it(value: int) -> None:
    fine = value / 1000
    rough = round(fine, 1)
    apart = abs(fine - rough)
    printed = Printed(fine, fine, 0.001, whole=False)
    assert agree(Printed(rough, rough, 0.1, whole=False), printed) or apart > 0.05


@given(st.text("0123456789.,:-/$½²٣ apmGT", max_size=40), st.integers(0, 2))
def test_no_text_of_figures_is_too_odd(text: str, times: int) -> None:
    long = text + "9" * 299 * times + " trillion trillion"
    assert facts(long, text) is not None


@given(st.integers(1, 999), st.integers(1, 999))
def test_small_whole_figures_are_exact(one: int, other: int) -> None:
    a, b = (Printed(float(each), float(each), 1.0) for each in (one, other))
    assert agree(a, b) is (one == other)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "Ann Arden was paid $1 million by the port to settle the claim.",
            "The port settled the claim with Ann Arden for $500,000.",
        ),
        (
            "The gallery sold the painting for $1 million in June.",
            "The gallery sold the painting to a bank for less than $500,000.",
        ),
        (
            "The rate rose a tenth of a percentage point in May.",
            "The rate rose a percentage point in May.",
        ),
    ],
)
def test_figures_in_clauses_turned_round_are_told(a: str, b: str) -> None:
    assert [kind for kind, _ in told(a, b) if kind == "number"] == ["number"]


@pytest.mark.parametrize("published", ["", "0001-01-01", "9999-12-31", "2022-13-40"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They paid " + "hundred " * 300 + "crowns.", id="a number without end"),
        pytest.param("It cost ." + "123 " * 150 + "crowns.", id="decimals without end"),
        pytest.param("It stood from 1974-" + "9" * 5000 + ".", id="a year without end"),
        pytest.param("It opened last year, in December, on Monday.", id="days of no known year"),
        pytest.param("It opened on 1999-99-15.", id="no month"),
    ],
)
def test_what_no_newspaper_prints_is_read_without_an_error(text: str, published: str) -> None:
    assert told(text, "It cost 5 crowns.", published) is not None
    assert all(moment.month for moment in read(side(text, published)).moments if moment.day)
