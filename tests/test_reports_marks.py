"""Which words are marked: those of one cell alone, or, where little is shared, the shared."""

from dataclasses import replace

from compare.model import Edit, EditKind, Relation, Result, Span
from compare.reports.marks import Marking, Marks, marks
from compare.reports.overview import Overview
from tests.stories import Story, article, bridge, harvest


def marked(result: Result, row: int) -> dict[str, tuple[Marking, list[str]]]:
    """The marked words of each cell of a row, by path."""
    overview, statement = Overview(result), result.statements[row]
    found = marks(statement, overview.links[statement.id], overview.documents)
    return {
        overview.documents[place.document].path: (
            what.meaning,
            _words(result, place.document, what),
        )
        for place, what in found.items()
    }


def _words(result: Result, document: str, what: Marks) -> list[str]:
    text = next(a.document.text for a in result.articles if a.document.id == document)
    return [span.of(text) for span in what.spans]


def test_two_cells_show_what_the_word_differences_say() -> None:
    assert marked(bridge(), 1) == {
        "press/harbour.txt": (Marking.ONLY_HERE, ["We have found", "14", "and"]),
        "press/daily.txt": (Marking.ONLY_HERE, ["were discovered", "40", "she said"]),
    }


def test_three_cells_show_the_words_that_no_other_has() -> None:
    assert marked(bridge(), 0) == {
        "press/harbour.txt": (Marking.ONLY_HERE, []),
        "press/daily.txt": (Marking.ONLY_HERE, ["traffic"]),
        "press/gazette.txt": (Marking.ONLY_HERE, ["stay"]),
    }


def test_texts_that_share_little_show_the_shared_words() -> None:
    assert marked(harvest(), 0) == {
        "plain.txt": (Marking.SHARED, ["Lissow"]),
        "field.txt": (Marking.SHARED, ["Lissow"]),
    }


def test_a_name_in_another_spelling_is_marked_but_another_case_is_not() -> None:
    found = marked(harvest(), 1)
    assert "Anthony" in found["plain.txt"][1]
    assert "Antony" in found["field.txt"][1]
    a, b = "The Harbour board met.", "The harbour board met."
    story = Story((article("a.txt", a), article("b.txt", b)))
    link = story.link(("a.txt", a), ("b.txt", b), 0.9, Relation.REWRITE)
    whole = Span(0, len(a))
    story.links[:] = [replace(link, edits=(Edit(EditKind.FORM, whole, whole),))]
    story.statement(a, 0.9, ("a.txt", a), ("b.txt", b))
    assert marked(story.result(), 0) == {
        "a.txt": (Marking.ONLY_HERE, []),
        "b.txt": (Marking.ONLY_HERE, []),
    }


def test_a_word_that_another_link_keeps_is_not_of_this_cell_alone() -> None:
    whole = "The mill burned down on Friday and four firemen were hurt."
    parts = ("The mill burned down on Friday.", "Four firemen were hurt in the fire.")
    story = Story((article("a.txt", whole), article("b.txt", "\n".join(parts))))
    for part in parts:
        story.link(("a.txt", whole), ("b.txt", part), 0.9, Relation.PARTIAL)
    story.statement(whole, 0.9, ("a.txt", whole), *(("b.txt", part) for part in parts))
    found = marked(story.result(), 0)
    assert found["a.txt"] == (Marking.ONLY_HERE, ["and"])
    assert found["b.txt"] == (Marking.ONLY_HERE, ["in the fire"])


def test_without_word_differences_the_bare_words_are_compared() -> None:
    result = bridge()
    bare = replace(result, links=tuple(replace(link, edits=()) for link in result.links))
    assert marked(bare, 1)["press/daily.txt"] == (Marking.ONLY_HERE, ["discovered", "40", "said"])


def test_a_dropped_negation_is_marked_whatever_the_list_of_little_words_says() -> None:
    texts = [f"The council will {no}close the library in May." for no in ("not ", "", "")]
    story = Story([article(f"{n}.txt", text) for n, text in enumerate(texts)])
    for n in (1, 2):
        story.link(("0.txt", texts[0]), (f"{n}.txt", texts[n]), 0.9, Relation.REWRITE)
    story.statement(texts[0], 0.9, *((f"{n}.txt", text) for n, text in enumerate(texts)))
    assert marked(story.result(), 0)["0.txt"] == (Marking.ONLY_HERE, ["not"])
