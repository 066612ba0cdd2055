"""Names that stand in several spellings, told for a whole run."""

from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import pipeline, reports
from compare.model import Article, Document, DocumentId, Result
from compare.options import Options
from compare.reports import json as saved
from compare.spellings import spellings


def read(*texts: str) -> tuple[Article, ...]:
    return pipeline.divide(
        Document(DocumentId(f"d{n}"), f"{n}.txt", text, language="en")
        for n, text in enumerate(texts)
    )


def told(*texts: str) -> list[list[str]]:
    found = read(*texts)
    result = Result(found, spellings=spellings(found))
    return [[result.text_of(place) for place in each.places] for each in result.spellings]


@pytest.mark.parametrize(
    ("one", "two", "names"),
    [
        (
            "He met Anthony Reyl there.",
            "He met Antony Reyl there.",
            ["Anthony Reyl", "Antony Reyl"],
        ),
        ("Of Minister Sergey Vell’s", "Now Sergei Vell", ["Sergey Vell", "Sergei Vell"]),
        ("They fled to Kiev at dawn.", "They fled to Kyiv at dawn.", ["Kiev", "Kyiv"]),
    ],
)
def test_a_name_in_two_spellings_is_told(one: str, two: str, names: list[str]) -> None:
    assert told(one, two) == [names]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("He met Anthony Reyl there.", "They met Anthony Reyl’s wife."),
        ("He met Anthony Reyl there.", "He met Antonia Reyl there."),
        ("The Foreign Minister spoke.", "A foreign minister spoke."),
        ("", ""),
    ],
)
def test_the_same_name_and_other_names_are_not_told(one: str, two: str) -> None:
    assert told(one, two) == []


def test_each_document_has_a_spelling_once() -> None:
    twice = "He met Anthony Reyl there. Then Anthony Reyl left."
    assert told(twice, "He met Antony Reyl.") == [["Anthony Reyl", "Antony Reyl"]]


def test_russian_cases_of_a_name_are_one_spelling() -> None:
    assert told("Вчера видели Сергея Лемова.", "Вчера пришёл Сергей Лемов.") == []
    assert told("Вчера видели Лемова там.", "Вчера пришёл Лемов туда.") == []
    assert told("Вчера был Энтони Брук.", "Вчера был Антони Брук.") == [
        ["Энтони Брук", "Антони Брук"]
    ]


def test_the_end_of_a_title_is_no_first_name() -> None:
    one, two = (
        "He is Minister of Waters Alexey Mirovan.",
        "He is Minister of Waters Alexei Mirovan.",
    )
    assert told(one, two) == [["Alexey Mirovan", "Alexei Mirovan"]]


def test_a_name_that_runs_on_is_told_where_it_also_stands_alone() -> None:
    one, two = "We met Sergey Lemov Junior. We met Sergey Lemov.", "We met Sergei Lemov Junior."
    assert told(one, two) == [["Sergey Lemov", "Sergei Lemov"]]


def test_they_are_in_the_reports_and_come_back_from_the_json(tmp_path: Path) -> None:
    found = read("He met Anthony Reyl there at noon.", "He met Antony Reyl there at noon.")
    result = pipeline.compare(found, Options())
    out, text = StringIO(), StringIO()
    saved.write(result, out)
    (tmp_path / "x.json").write_text(out.getvalue(), "utf-8")
    again = saved.read(tmp_path / "x.json")
    assert again.spellings == result.spellings != ()
    reports.write(result, Options(), "text", text, color=False)
    assert "Anthony Reyl (0.txt) / Antony Reyl (1.txt)" in text.getvalue()


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_crashes_and_places_cut_out_what_they_say(one: str, two: str) -> None:
    for names in told(one, two):
        assert len({name.casefold() for name in names}) >= 2


@pytest.mark.real
def test_the_secretary_of_state_has_two_spellings(real_seeds: tuple[Path, ...]) -> None:
    texts = [path.read_text("utf-8") for path in real_seeds]
    assert any({"Anthony Blinken", "Antony Blinken"} <= set(names) for names in told(*texts))
