"""Sentences: where they end, and that no letter is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.model import Span
from compare.segment import sentences

# Each case is one passage with a bar where a new sentence begins.
ENGLISH = [
    "The bridge is closed.| It will open in May.",
    "Gen. Ann Arden met Mr. Moss at 5 p.m. on Jan. 28 in St. Anne.| He left.",
    "The talks ended at 5 p.m.| The minister left at once.",
    "The U.S. Senate met the U.S. envoy.| Nobody spoke.",
    "He moved to the U.S.| The others stayed.",
    "J. K. Moss and A. Arden wrote it.| Yes.",
    "They chose plan B.| The rest is known.",
    "Rule No. 5 holds.| No.| Then not.",
    "It cost 3.5 million, i.e. 1,200.50 a head, in 2021.| The town paid.",
    'She waited… and left.| "We are waiting...| They promised," he said.',
    '"It is so." he said.| "It is not."',
    '"It is over."| He left the room.',
    '"Why now?" Arden asked.| "Why not?"| Moss stayed.',
    "Really?!| Yes!| So it is.",
    "Question: Will it open?| Answer: It will.",
    "The mayor (who is 50. He looks younger) spoke.| Nobody heard.",
    "See https://example.org/a.b?c=D. for more.| Then write to a.b@example.org today.",
    "The works stopped.The town is waiting.",
    "(The mayor left.)| The council stayed.",
    "MARSTON, March 3. /NORD/.| The bridge is closed.| It was old.",
    "Nordic Steel Inc. is closing.| Moss and Co. Chairman Bill Brent said so.",
    "1. The bridge stays.| 2. The road goes.",
    "He paid . . . nothing.| That is all.",
    "It fell.[3]| It rose.",
]
RUSSIAN = [
    "Мост закрыт с 26 янв. 2022 г. из-за ремонта.| Он стар.",
    "Работы, т.е. ремонт, идут на ул. Садовой.| Их ведет С. В. Лугов.",
    "«Мост закрыт!» — сказал Ветров.| Он ушел.",
    "«Мост закрыт».| Он ушел.",
    "Там школа им. Лугова, сад и т.д.| Все это рядом.",
    "Ущерб — 5 млн руб. и более.| Платить некому.",
]


@pytest.mark.parametrize("case", ENGLISH)
def test_english_sentences_end_where_a_reader_ends_them(case: str) -> None:
    assert divided(case, "en") == expected(case)


@pytest.mark.parametrize("case", RUSSIAN)
def test_russian_sentences_end_where_a_reader_ends_them(case: str) -> None:
    assert divided(case, "ru") == expected(case)


def expected(case: str) -> list[str]:
    # Two sentences without a space between them have no room for a bar.
    glued = case.replace("stopped.The", "stopped.|The")
    return [part.strip() for part in glued.split("|")]


def divided(case: str, language: str) -> list[str]:
    text = case.replace("|", "")
    return [span.of(text) for span in sentences(text, Span(0, len(text)), language)]


def test_an_empty_passage_has_no_sentences() -> None:
    assert sentences("  \n ", Span(0, 4), "en") == ()
    assert sentences("Word.", Span(2, 2), "en") == ()


def test_only_the_passage_is_divided() -> None:
    text = "One. Two. Three."
    assert [span.of(text) for span in sentences(text, Span(5, 9), "en")] == ["Two."]


def test_an_unknown_language_is_divided_too() -> None:
    text = "Yksi. Kaksi."
    assert len(sentences(text, Span(0, len(text)), "fi")) == 2


TEXTS = st.text(st.sampled_from("aB5 .!?…\"'“”«»()[]\n-—/") | st.characters(), max_size=120)


@given(TEXTS, st.sampled_from(["en", "ru", "fi"]), st.data())
def test_sentences_hold_every_visible_character_once_and_in_order(
    text: str, language: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = sentences(text, Span(start, end), language)
    held = [index for span in found for index in range(span.start, span.end)]
    visible = [index for index in range(start, end) if not text[index].isspace()]
    assert [index for index in held if not text[index].isspace()] == visible
    assert held == sorted(set(held))
    assert all(span.of(text) == span.of(text).strip() for span in found)


@pytest.mark.parametrize("unit", [".", '."', "(.", ". . ", "word. Gen. ", "?!… ", "A. "])
def test_a_long_line_takes_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    begin = time.process_time()
    sentences(text, Span(0, len(text)), "en")
    assert time.process_time() - begin < 30  # quadratic would take hours
