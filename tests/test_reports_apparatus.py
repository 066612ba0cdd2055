"""Every difference once, with who reads what; marks that carry its number."""

from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import compare
from compare.errors import UsageError
from compare.model import DocumentId, Edit, EditKind, Relation, Result, Span, Weight
from compare.reports import quotes, terminal
from compare.reports.look import Look
from compare.reports.notes import notes
from compare.reports.overview import Overview
from compare.reports.variants import Variant
from compare.words import WORD
from tests.stories import Story, article, bridge

Told = tuple[str, str, str, Weight, str]

FACT, WORDING = Weight.FACT, Weight.WORDING


def row(texts: Sequence[str], links: dict[tuple[int, int], list[Told]]) -> Result:
    """One statement with a text a document, and differences between some of them."""
    story = Story([article(f"{n}.txt", text) for n, text in enumerate(texts)])
    for (a, b), differences in links.items():
        made = story.link(
            (f"{a}.txt", texts[a]), (f"{b}.txt", texts[b]), 0.9, Relation.REWRITE,
            differences=differences,
        )  # fmt: skip
        story.links[-1] = replace(made, edits=())
    story.statement(texts[0], 0.9, *((f"{n}.txt", text) for n, text in enumerate(texts)))
    return story.result()


def told(result: Result, *, base: str = "") -> list[str]:
    overview = Overview(result, base=base)
    return [_in_words(variant) for variant in overview.variants(result.statements[0])]


def _in_words(variant: Variant) -> str:
    readings = " | ".join(
        " ".join(filter(None, (r.how, ",".join(r.documents), r.words))).replace(".txt", "")
        for r in variant.readings
    )
    return f"{variant.number} {variant.kind}: {readings}"


HURT = ("23 people were hurt.", "32 people were hurt.", "23 were injured.")
FIGURE: Told = ("number", "23", "32", FACT, "another figure: “23”, “32”")
WORD_FOR_IT: Told = ("synonym", "hurt", "injured", WORDING, "other words: “hurt”, “injured”")


def test_a_figure_that_one_of_three_has_otherwise_is_one_variant() -> None:
    back: Told = ("number", "32", "23", FACT, "")
    result = row(HURT, {(0, 1): [FIGURE], (1, 2): [back, WORD_FOR_IT], (0, 2): [WORD_FOR_IT]})
    assert told(result) == ["1 number: 0,2 23 | 1 32", "2 synonym: 0,1 hurt | 2 injured"]


def test_with_a_base_only_what_differs_from_it_is_told_and_it_comes_first() -> None:
    back: Told = ("number", "32", "23", FACT, "")
    result = row(HURT, {(0, 1): [FIGURE], (1, 2): [back, WORD_FOR_IT], (0, 2): [WORD_FOR_IT]})
    assert told(result, base="2.txt") == [
        "1 number: 2 23 | 1 32",
        "2 synonym: 2 injured | 0,1 hurt",
    ]


def test_what_is_missing_is_an_addition_where_the_base_lacks_it() -> None:
    texts = ("It rained on Monday in May.", "It rained.")
    missing: Told = ("omission", "on Monday", "^It rained", WORDING, "")
    result = row(texts, {(0, 1): [missing]})
    assert told(result) == ["1 omission: 0 on Monday | not in 1"]
    assert told(result, base="1.txt") == ["1 addition: not in 1 | 0 on Monday"]


def test_part_of_missing_words_is_told_with_the_whole() -> None:
    texts = ("It rained on Monday in May.", "It rained in May.", "It rained.")
    part: Told = ("omission", "on Monday", "^It rained", WORDING, "")
    whole: Told = ("omission", "on Monday in May", "^It rained", WORDING, "")
    result = row(texts, {(0, 1): [part], (0, 2): [whole]})
    assert told(result) == ["1 omission: 0 on Monday in May | not in 2 | partly in 1"]


def test_words_on_one_side_only_never_put_a_text_on_both() -> None:
    texts = ("It rained.", "It absolutely rained.", "It dramatically rained.")
    first: Told = ("loaded-word", "^It", "absolutely", WORDING, "")
    second: Told = ("loaded-word", "^It", "dramatically", WORDING, "")
    third: Told = ("loaded-word", "absolutely", "^It", WORDING, "")
    result = row(texts, {(0, 1): [first], (0, 2): [second], (1, 2): [third]})
    assert told(result) == [
        "1 loaded-word: 1 absolutely | not in 0,2",
        "2 loaded-word: 2 dramatically | not in 0",
    ]


def test_a_note_repeats_no_reading() -> None:
    spelt: Told = ("spelling", "23", "32", Weight.FORM, "spelt “23” and “32”")
    variants = Overview(row(HURT, {(0, 1): [spelt]}))
    (variant,) = variants.variants(variants.result.statements[0])
    assert [reading.words for reading in variant.readings] == ["23", "32"]
    assert variant.note == ""


def test_a_negation_is_not_hidden_by_another_of_the_same_word() -> None:
    texts = ("He will not go.", "He will go, and not by sea.", "He will go, by sea.")
    first: Told = ("negation", "not", "^He will", FACT, "")
    second: Told = ("negation", "not", "^go,", FACT, "")
    found = told(row(texts, {(0, 1): [first], (1, 2): [second]}))
    assert found == ["1 negation: 0 not | not in 1", "2 negation: 1 not | not in 2"]


def test_who_was_not_compared_is_in_no_reading() -> None:
    missing: Told = ("omission", "people", "^were", WORDING, "")
    assert told(row(HURT, {(0, 2): [missing], (0, 1): []})) == ["1 omission: 0 people | not in 2"]


def test_what_another_passage_of_the_cell_has_is_not_missing() -> None:
    whole = "The mill burned down on Friday."
    story = Story((article("a.txt", whole), article("b.txt", "The mill burned down.\nOn Friday.")))
    missing: Told = ("omission", "on Friday", "^The mill burned down", WORDING, "")
    first = story.link(
        ("a.txt", whole), ("b.txt", "The mill burned down."), 0.9, Relation.PARTIAL,
        differences=[missing],
    )  # fmt: skip
    second = story.link(("a.txt", "on Friday"), ("b.txt", "On Friday"), 0.9, Relation.PARTIAL)
    story.links[:] = [replace(first, edits=())]
    story.statement(
        whole, 0.9, ("a.txt", whole), ("b.txt", "The mill burned down."), ("b.txt", "On Friday")
    )
    assert len(told(story.result())) == 1
    story.links.append(replace(second, edits=(Edit(EditKind.FORM, second.a.span, second.b.span),)))
    assert told(story.result()) == []


def _title_and_body(figure: str, answered: EditKind) -> list[str]:
    """What is told of a text whose words another has in its body and not in its title."""
    whole, body = "The council voted 12 to 5.", f"The council voted 12 to {figure}."
    story = Story((article("a.txt", whole), article("b.txt", f"Council votes.\n{body}")))
    missing: Told = ("omission", "12 to 5", "^Council votes", FACT, "")
    first = story.link(
        ("a.txt", whole), ("b.txt", "Council votes."), 0.9, Relation.PARTIAL, differences=[missing]
    )
    second = story.link(("a.txt", whole), ("b.txt", body), 0.9, Relation.REWRITE)
    a, b = second.a.span, second.b.span
    last_a, last_b = Span(a.end - 2, a.end - 1), Span(b.end - len(figure) - 1, b.end - 1)
    edits = (
        Edit(EditKind.EQUAL, Span(a.start, last_a.start), Span(b.start, last_b.start)),
        Edit(answered, last_a, last_b),
    )
    story.links[:] = [replace(first, edits=()), replace(second, edits=edits)]
    story.statement(whole, 0.9, ("a.txt", whole), ("b.txt", "Council votes."), ("b.txt", body))
    return told(story.result())


def test_a_word_that_has_another_one_opposite_is_not_missing() -> None:
    assert _title_and_body("3", EditKind.REPLACE) == []


def test_a_long_run_that_was_replaced_answers_for_no_word() -> None:
    assert _title_and_body("nobody knows how many at all", EditKind.REPLACE) != []


@pytest.mark.parametrize(("quoting", "count"), [(True, 0), (False, 1)])
def test_who_quotes_the_words_in_another_passage_is_not_said_to_tell_them(
    quoting: bool, count: int
) -> None:
    whole = "“We will never close the old port,” she said."
    body = whole if quoting else "They will never close the old port."
    story = Story((article("a.txt", whole), article("b.txt", f"Port stays open.\n{body}")))
    retold: Told = (
        "quote-to-paraphrase", "We will never close the old port", "Port", WORDING, ""
    )  # fmt: skip
    first = story.link(
        ("a.txt", whole), ("b.txt", "Port stays open."), 0.9, Relation.PARTIAL, differences=[retold]
    )
    again: Told = (*retold[:2], "never close the old port", WORDING, "")
    second = story.link(
        ("a.txt", whole), ("b.txt", body), 0.9, Relation.REWRITE,
        differences=[] if quoting else [again],
    )  # fmt: skip
    same = Edit(EditKind.EQUAL, second.a.span, second.b.span)
    story.links[:] = [replace(first, edits=()), replace(second, edits=(same,))]
    story.statement(whole, 0.9, ("a.txt", whole), ("b.txt", "Port stays open."), ("b.txt", body))
    assert sum("quote-to-paraphrase" in each for each in told(story.result())) == count


def test_a_quote_retold_elsewhere_names_the_quoting_text_first() -> None:
    texts = ("Nobody was hurt, she said.", "“Nobody was hurt,” she said.")
    said: Told = ("paraphrase-to-quote", "Nobody was hurt", "Nobody was hurt", WORDING, "")
    result = row(texts, {(0, 1): [said]})
    assert told(result)[0].startswith("1 quote-to-paraphrase: quoted by 1 ")
    assert told(result, base="0.txt")[0].startswith("1 paraphrase-to-quote: told by 0 ")


def test_the_same_words_in_another_sense_are_told_by_the_message() -> None:
    said: Told = ("attribution", "were", "were", FACT, "said by Aldo Brandt or by Ines Valmar")
    (variant,) = Overview(row(HURT[:2], {(0, 1): [said]})).variants(
        row(HURT[:2], {(0, 1): [said]}).statements[0]
    )
    assert variant.note == "said by Aldo Brandt or by Ines Valmar"
    assert [r.documents for r in variant.readings] == [("0.txt",), ("1.txt",)]


def test_facts_are_visible_without_colour_and_carry_their_number() -> None:
    result = row(HURT[:2], {(0, 1): [FIGURE]})
    out = StringIO()
    terminal.write(result, out, look=Look(width=100))
    assert "‹23›¹ people" in out.getvalue()
    assert "≠ 1 number 0.txt “23” │ 1.txt “32”" in out.getvalue()
    assert "≠ 1 fact ──" in out.getvalue()


def test_a_word_that_is_missing_leaves_a_caret() -> None:
    texts = ("He will not go.", "He will go.")
    said: Told = ("negation", "not", "^He will", FACT, "")
    out = StringIO()
    terminal.write(row(texts, {(0, 1): [said]}), out, look=Look(width=100))
    assert "He will ‹not›¹ go." in out.getvalue()
    assert "He will‸¹ go." in out.getvalue()


def test_wording_beyond_the_first_is_counted_and_shown_with_v() -> None:
    words = "one two three four five six seven"
    differences: list[Told] = [("synonym", w, w.upper(), WORDING, "") for w in words.split()]
    result = row((words, words.upper() + "!"), {(0, 1): differences})
    # The readings differ in nothing but case here, and are told apart by document.
    short, long = StringIO(), StringIO()
    terminal.write(result, short, look=Look(width=100))
    terminal.write(result, long, look=Look(width=100, verbose=True))
    assert "3 more wording differences (-v)" in short.getvalue()
    assert "seven" in long.getvalue()
    assert "more wording" not in long.getvalue()


def test_an_unknown_base_is_an_error_that_names_the_known() -> None:
    with pytest.raises(UsageError, match="Orland Daily"):
        Overview(bridge(), base="Echo")


LETTERS = "ab cd, ef gh; ij"
spans = st.tuples(st.integers(0, len(LETTERS)), st.integers(0, len(LETTERS))).map(
    lambda pair: Span(min(pair), max(pair))
)


@given(st.lists(spans, max_size=8))
def test_notes_never_overlap_and_every_number_is_somewhere(found: list[Span]) -> None:
    whole = article("a.txt", LETTERS)
    id_ = DocumentId("a.txt")
    variants = [
        Variant(number, "number", FACT, (), ((id_, span),)) for number, span in enumerate(found, 1)
    ]
    made = notes(variants, {id_: whole.document}).get(id_, ())
    assert all(a.span.end <= b.span.start for a, b in pairwise(made))
    assert {number for note in made for number in note.numbers} >= {
        number
        for number, span in enumerate(found, 1)
        if not span or WORD.search(LETTERS, span.start, span.end)
    }


def test_quotations_show_verdict_speakers_and_what_changed() -> None:
    out = StringIO()
    quotes.write(bridge(), out, look=Look(width=100))
    for words in ("altered: words changed (0.91)", "Ines Valmar, “told”", "Ines Valmar, “said”"):
        assert words in out.getvalue()
    assert out.getvalue().endswith("1 quotation: 1 altered\n")


def test_every_outlet_is_told_with_its_speaker_and_its_word_for_speech(tmp_path: Path) -> None:
    said = "“We will keep the old port open for all of the fishing boats,”"
    cues = ("Ann Arden said", "Ann Arden insisted", "Ben Brook admitted", "")
    for number, cue in enumerate(cues):
        (tmp_path / f"{number}.txt").write_text(f"{said} {cue}".strip(" ,") + ".\n")
    out = StringIO()
    quotes.write(compare.compare([str(tmp_path)]), out, look=Look(width=200))
    first = out.getvalue().partition("1.txt ──")[0]
    for words in ("1.txt:1  Ann Arden, “insisted”", "2.txt:1, Ben Brook, “admitted” (verbatim)"):
        assert words in first
    assert "3.txt:1 (verbatim)" in first


def test_quotes_knows_its_formats() -> None:
    with pytest.raises(UsageError, match="concise"):
        quotes.write(bridge(), StringIO(), format="docx")


def test_what_may_be_of_another_thing_is_told_as_such() -> None:
    doubtful: Told = ("number", "23", "32", WORDING, "perhaps another figure: “23”, “32”")
    for difference, note in ((FIGURE, ""), (doubtful, "perhaps of another thing")):
        result = row(HURT[:2], {(0, 1): [difference]})
        (variant,) = Overview(result).variants(result.statements[0])
        assert variant.note == note
