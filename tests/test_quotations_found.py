"""Quotations: their marks, kinds, speakers and cues."""

import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.model import Document, DocumentId, Passage, Quotation, Role, Span
from compare.segment import attributions, quotations, quoted, segment


class Found(NamedTuple):
    """A quotation as a newsroom would list it."""

    inner: str
    kind: str
    speaker: str
    cue: str


def passages(text: str, roles: dict[int, Role] | None = None) -> tuple[Passage, ...]:
    """One passage a line, of role body unless told."""
    found = []
    for number, match in enumerate(re.finditer(r"[^\n]+", text), 1):
        role = (roles or {}).get(number, Role.BODY)
        found.append(Passage(Span(*match.span()), number, role))
    return tuple(found)


def found(text: str, language: str = "en") -> list[Found]:
    listed = [q for passage in quotations(text, passages(text), language) for q in passage]
    return [Found(q.inner.of(text), q.kind.value, q.speaker, q.cue) for q in listed]


def marked(text: str) -> list[str]:
    return [quotation.span.of(text) for quotation in quoted(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" twice.', ['"no"']),
        ("He said “no” twice.", ["“no”"]),
        ("Он сказал «нет» и „да“.", ["«нет»", "„да“"]),
        ("“They call it ‘peace’,” she said.", ["“They call it ‘peace’,”"]),
        ("'It is so,' she said.", ["'It is so,'"]),
        ("«Мы видели “это” сами».", ["«Мы видели “это” сами»"]),
        ("Фирма «Завод «Луч» закрыта.", ["«Завод «Луч» закрыта."]),
        ("They won't pay the allies' debts of the '90s.", []),
        ("They won’t pay the allies’ debts of the ’90s.", []),
        ("The ‘allies’ plan’ failed.", ["‘allies’ plan’"]),
        ('A 12" pipe and a 6\'2" man.', []),
        ('He said "no" to us, "yes" to them.', ['"no"', '"yes"']),
        ('"He said "no" to us," she said.', ['"He said "no" to us,"']),
        ('"It ends. He left. "It begins," she said.', ['"It ends.', '"It begins,"']),
        ('"It never ends, he said', ['"It never ends, he said']),
        ('"They promised [a reply] ... soon," he said.', ['"They promised [a reply] ... soon,"']),
        ('The show ("Big Bell") is over.', ['("Big Bell")'[1:-1]]),
    ],
)
def test_marks_open_and_close_where_a_reader_sees_it(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


OPENING = "Nordland Foreign Minister Ann Arden met Deputy Foreign Minister Bill Brent on Friday.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"We do not want this war at all," she emphasized.',
            Found("We do not want this war at all,", "direct", "Ann Arden", "emphasized"),
        ),
        (
            '"We do not want this war," said the foreign minister.',
            Found("We do not want this war,", "direct", "Ann Arden", "said"),
        ),
        (
            '"We do not want this war," the deputy foreign minister concluded.',
            Found("We do not want this war,", "direct", "Bill Brent", "concluded"),
        ),
        (
            "According to her, some of the answers were “misleading,” at best.",
            Found("misleading,", "partial", "Ann Arden", "According to"),
        ),
        (
            'Brent told reporters: "It is not for us to decide."',
            Found("It is not for us to decide.", "direct", "Bill Brent", "told"),
        ),
        (
            'Arden said that the plan was "absolutely out of the question" for her.',
            Found("absolutely out of the question", "partial", "Ann Arden", "said"),
        ),
        (
            'The reply was "polite enough" for a start, Brent said.',
            Found("polite enough", "partial", "Bill Brent", "said"),
        ),
        ('"No," Brent said.', Found("No,", "direct", "Bill Brent", "said")),
        ('The so-called "experts" have left town.', Found("experts", "scare", "", "")),
        ('She was on the "Morning Bell" show.', Found("Morning Bell", "scare", "", "")),
        (
            '"We will see," said Carl Crane, the mayor of Marston.',
            Found("We will see,", "direct", "Carl Crane", "said"),
        ),
        (
            '"We will see about that," Dora Dent, a spokeswoman for North Way, a group, said.',
            Found("We will see about that,", "direct", "Dora Dent", "said"),
        ),
        (
            "“We will see about that,” Sen. Ed Eck (D-Marston) said.",
            Found("We will see about that,", "direct", "Ed Eck", "said"),
        ),
        (
            'Arden: "We will see about that."',
            Found("We will see about that.", "direct", "Ann Arden", ""),
        ),
        (
            'Officials said the plan was "not a menu" to choose from.',
            Found("not a menu", "partial", "Officials", "said"),
        ),
        (
            'Brent asserted that he had "the right to know," according to the Mail.',
            Found("the right to know,", "partial", "Bill Brent", "asserted"),
        ),
    ],
)
def test_a_quotation_has_kind_speaker_and_cue(text: str, expected: Found) -> None:
    assert found(OPENING + text) == [expected]


def test_a_quotation_that_resumes_after_its_cue_keeps_speaker_and_cue() -> None:
    text = 'Ann Arden spoke. "We wait," Arden said. "They promised an answer."'
    first, second = found(text)
    assert second == Found("They promised an answer.", "direct", "Ann Arden", "said")
    assert first.speaker == second.speaker


def test_a_quotation_over_paragraphs_is_continued_and_shares_its_cue() -> None:
    text = 'Ann Arden spoke.\n"We have waited for a year.\n"We shall wait no longer," she said.'
    first, second = (passage[0] for passage in quotations(text, passages(text), "en") if passage)
    assert (first.continued, second.continued) == (False, True)
    assert (first.speaker, first.cue) == (second.speaker, second.cue) == ("Ann Arden", "said")


def test_furniture_between_does_not_end_a_running_quotation() -> None:
    text = '"We have waited.\nA bridge - Nord, 1920\n"We go," Arden said.'
    parts = quotations(text, passages(text, {2: Role.CAPTION}), "en")
    assert parts[2][0].continued


def test_a_missing_closing_mark_does_not_swallow_the_speaker() -> None:
    text = "“We shall go on with this work, Arden wrote.\n“And so will you,” she added."
    first, second = found(text)
    assert (first.inner, first.speaker, first.cue) == (
        "We shall go on with this work,",
        "Arden",
        "wrote",
    )
    assert second.cue == "added"


def test_a_transcript_turn_speaks_its_own_quotations() -> None:
    text = "They said we must “obey the rules of the game at once” or leave."
    turn = Passage(Span(0, len(text)), 1, Role.ANSWER, speaker="Ann Arden")
    (only,) = quotations(text, [turn], "en")[0]
    assert only.inner.of(text) == "obey the rules of the game at once"


RUSSIAN_OPENING = "Министр транспорта Беловодья Игорь Ветров заявил, что мост откроют.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "«Мост будет открыт в срок», — сказал Ветров.",
            Found("Мост будет открыт в срок", "direct", "Игорь Ветров", "сказал"),
        ),
        (
            "По его словам, подрядчики ведут себя «странно».",
            Found("странно", "partial", "Игорь Ветров", "По его словам"),
        ),
        (
            "По словам Ветрова, подрядчики «не торопятся».",
            Found("не торопятся", "partial", "Игорь Ветров", "По словам"),
        ),
        (
            "Министр подчеркнул, что проект «не остановят».",
            Found("не остановят", "partial", "Игорь Ветров", "подчеркнул"),
        ),
        (
            "«Ждем ответа, — добавил он. — Потом решим, что делать».",
            Found(
                "Ждем ответа, — добавил он. — Потом решим, что делать",
                "direct",
                "Игорь Ветров",
                "добавил",
            ),
        ),
        ("«Это неправда», — заявили в мэрии.", Found("Это неправда", "direct", "", "заявили")),
        ("Работает завод «Ромашка».", Found("Ромашка", "scare", "", "")),
    ],
)
def test_russian_quotations_have_kind_speaker_and_cue(text: str, expected: Found) -> None:
    assert found(RUSSIAN_OPENING + text, "ru") == [expected]


def reported(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    listed = attributions(text, passages(text), language)
    return [(a.speaker, a.cue, a.group) for passage in listed for a in passage]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brent insisted that all was well.", ("Bill Brent", "insisted", "assertive")),
        ("All was well, he claimed.", ("Bill Brent", "claimed", "doubting")),
        ("According to Brent, all was well.", ("Bill Brent", "According to", "neutral")),
        ("Arden, who is 50, has repeatedly warned them.", ("Ann Arden", "warned", "warning")),
    ],
)
def test_reported_speech_has_a_speaker_and_a_group(text: str, expected: tuple[str, ...]) -> None:
    opening = "Ann Arden met Bill Brent. Brent left.\n"
    assert reported(opening + text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The town dismissed these claims at once.",
        "He was told to leave.",
        "They need to say more.",
        "The report is out and so are the comments.",
    ],
)
def test_words_that_only_look_like_speech_are_left_alone(text: str) -> None:
    assert reported(text) == []


def test_segment_fills_sentences_and_quotations_and_loses_no_passage() -> None:
    text = 'Ann Arden spoke. "We wait for it," she said.\nNobody came.'
    document = Document(DocumentId("d1"), "a.txt", text, language="en")
    article = segment(document, passages(text))
    assert [len(passage.sentences) for passage in article.passages] == [2, 1]
    assert [len(passage.quotations) for passage in article.passages] == [1, 0]
    assert article.document is document


PIECES = st.sampled_from(
    [
        '"',
        "“",
        "”",
        "«",
        "»",
        "'",
        "’",
        "‘",
        "„",
        " ",
        "\n",
        ", ",
        ". ",
        " said ",
        "Ann Arden",
        "the minister",
        " — сказал ",
        "Ветров",
        ": ",
        "(",
        ")",
        "according to ",
        "who",
        "12",
        "-",
    ]
)


@given(st.lists(PIECES | st.text(max_size=6), max_size=40), st.sampled_from(["en", "ru", "xx"]))
def test_every_quotation_lies_in_its_passage_in_order(pieces: Sequence[str], language: str) -> None:
    text = "".join(pieces)
    divided = passages(text)
    for passage, listed in zip(divided, quotations(text, divided, language), strict=True):
        assert all(is_sound(quotation, passage, text) for quotation in listed)
        starts = [quotation.span.start for quotation in listed]
        ends = [quotation.span.end for quotation in listed]
        assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    attributions(text, divided, language)


def is_sound(quotation: Quotation, passage: Passage, text: str) -> bool:
    cue = quotation.cue_span
    return (
        passage.span.covers(quotation.span)
        and quotation.span.covers(quotation.inner)
        and (cue is None or cue.of(text) == quotation.cue)
    )


@pytest.mark.parametrize(
    "unit", ['"Unclosed said he\n', '"', "said ", "Ann Arden ", 'said "a" ', "The minister said. "]
)
def test_a_long_text_takes_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    begin = time.process_time()
    quotations(text, passages(text), "en")
    assert time.process_time() - begin < 20  # quadratic would take minutes


@pytest.mark.real
def test_the_real_articles_give_their_quotations_to_their_speakers(
    real_seeds: tuple[Path, ...],
) -> None:
    foreign = real_seeds[1].read_text("utf-8")
    direct = [quote for quote in found(foreign) if quote.kind == "direct"]
    assert len(direct) == 4
    assert {quote.speaker for quote in direct} == {"Sergey Lavrov"}
    assert [quote.cue for quote in direct] == [
        "emphasized",
        "explained",
        "pointed out",
        "concluded",
    ]


@pytest.mark.real
def test_titles_and_pronouns_stand_for_the_deputy_where_he_speaks(
    real_seeds: tuple[Path, ...],
) -> None:
    text = real_seeds[3].read_text("utf-8")
    lines = text.splitlines(keepends=True)
    first, last = len("".join(lines[:25])), len("".join(lines[:36]))
    listed = [q for passage in quotations(text, passages(text), "en") for q in passage]
    inside = [q for q in listed if first <= q.span.start < last and q.kind.value != "scare"]
    assert len(inside) == 7
    assert {quotation.speaker for quotation in inside} == {"Alexander Grushko"}


@pytest.mark.real
def test_a_word_woven_into_the_sentence_is_partial(real_seeds: tuple[Path, ...]) -> None:
    first = found(real_seeds[0].read_text("utf-8"))[0]
    assert (first.kind, first.speaker, first.cue) == ("partial", "Sergey Lavrov", "According to")
