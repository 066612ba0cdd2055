"""The figures in reports: coverage, strips, what only one document has, lines and columns."""

from dataclasses import replace
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from compare import selection
from compare.model import Document, Place, Relation
from compare.options import Options
from compare.reports import concise, excerpts, plain_words, progress, terminal
from compare.reports.excerpts import Tone
from compare.reports.look import Display, Look
from compare.reports.overview import Coverage, Lines, Overview
from tests.stories import Story, article, bridge


def test_every_word_of_the_article_is_counted_once_by_its_nearest_relation() -> None:
    overview = Overview(bridge())
    harbour, daily, gazette = overview.documents
    assert overview.coverage[gazette] == Coverage(words=32, verbatim=11, rewrite=14, partial=0)
    assert overview.coverage[gazette].new == 7
    for id_ in (harbour, daily, gazette):
        assert overview.coverage[id_].new >= 0


def test_words_in_two_rows_count_with_the_nearer() -> None:
    text, other = "The old mill burned down.", "The mill burned."
    story = Story((article("a.txt", text), article("b.txt", f"{text}\n{other}")))
    story.link(("a.txt", text), ("b.txt", text), 1.0, Relation.VERBATIM)
    story.link(("a.txt", "mill burned"), ("b.txt", other), 0.6, Relation.PARTIAL)
    story.statement(text, 1.0, ("a.txt", text), ("b.txt", text))
    story.statement(other, 0.6, ("a.txt", "mill burned"), ("b.txt", other))
    overview = Overview(story.result())
    assert list(overview.coverage.values()) == [Coverage(5, 5, 0, 0), Coverage(8, 5, 0, 3)]


def test_a_passage_is_only_here_when_no_row_touches_it() -> None:
    overview = Overview(bridge())
    lines = {
        overview.documents[id_].path: [passage.line for passage in overview.only_here(id_)]
        for id_ in overview.documents
    }
    assert lines == {"press/harbour.txt": [4], "press/daily.txt": [1, 6], "press/gazette.txt": [3]}


def test_a_row_knows_the_links_inside_it_and_its_nearest_relation() -> None:
    overview = Overview(bridge())
    rows = overview.result.statements
    assert [len(overview.links[row.id]) for row in rows] == [3, 1, 3]
    assert [overview.relation(row).value for row in rows] == ["rewrite", "partial", "verbatim"]


@given(st.text(alphabet="ab\n"), st.data())
def test_line_and_column_lead_back_to_the_position(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    lines = Lines(text)
    line, column = lines.between(0, position), lines.column(position)
    assert len("\n".join(text.split("\n")[:line])) + bool(line) + column - 1 == position


def test_concise_points_at_the_words_in_a_wrapped_passage() -> None:
    text = "The old mill at Ruhn\nburned down on Friday."
    story = Story((article("a.txt", text), article("b.txt", "It burned down on Friday.")))
    story.link(("a.txt", "burned down"), ("b.txt", "burned down"), 0.8, Relation.VERBATIM)
    out = StringIO()
    concise.write(story.result(), out)
    assert out.getvalue() == 'a.txt:2:1: verbatim of b.txt:1:4 (0.80) "burned down"\n'


def test_probabilities_never_look_surer_than_they_are() -> None:
    assert [plain_words.probability(p) for p in (0.29, 0.996, 1.0, 0.0)] == [
        *("0.29", "0.99", "1.00", "0.00"),
    ]
    assert plain_words.certainty(0.93) == "0.93 likely the same statement"
    assert plain_words.certainty(0.1) == "0.10 unlikely to be the same statement"


def test_a_long_linked_span_is_cut_and_says_by_how_much() -> None:
    text = "mill " * 2000
    whole = article("a.txt", text.strip())
    place = Story((whole,)).place("a.txt", text.strip())
    pieces = excerpts.excerpt(whole, place, None)
    assert [piece.tone for piece in pieces] == [Tone.PLAIN, Tone.NOTE]
    assert pieces[1].text == "… (6,999 more characters)"


def test_a_span_inside_a_sentence_is_shown_with_the_sentence_around_it() -> None:
    text = "It rained. The old mill at Ruhn burned down on Friday. Nobody was hurt."
    whole = article("a.txt", text)
    place = Story((whole,)).place("a.txt", "mill at Ruhn")
    shown = [(p.tone, p.text) for p in excerpts.excerpt(whole, place, None)]
    assert shown == [
        (Tone.NOTE, "… "),
        (Tone.CONTEXT, "The old "),
        (Tone.PLAIN, "mill at Ruhn"),
        (Tone.CONTEXT, " burned down on Friday."),
        (Tone.NOTE, " …"),
    ]


def shown(look: Look) -> str:
    out = StringIO()
    terminal.write(bridge(), out, look=look)
    return out.getvalue()


def test_cells_stand_beside_each_other_only_where_there_is_room() -> None:
    assert shown(Look(width=80)).count("┼") == 1
    assert shown(Look(width=120)).count("┼") == 1 + 2 + 2
    assert shown(Look(width=300, display=Display.STACKED)).count("┼") == 0
    assert shown(Look(width=80, display=Display.COLUMNS)).count("┼") == 1 + 2 + 2


def test_no_line_is_wider_than_asked_and_none_ends_in_blanks() -> None:
    for width in (40, 80, 133):
        lines = shown(Look(width=width, explain=True, verbose=True)).split("\n")
        assert max(map(len, lines)) <= width
        assert [line for line in lines if line != line.rstrip()] == []


def test_documents_of_one_outlet_are_told_apart() -> None:
    text = "Rye is dear."
    dated = [
        article(f"{day}.txt", text, published=f"2024-05-0{day}", outlet="Lissow Echo")
        for day in (1, 2)
    ]
    assert [*Overview(Story(dated).result()).names.values()] == [
        *("Lissow Echo 2024-05-01", "Lissow Echo 2024-05-02"),
    ]
    undated = [article(f"{folder}/page.txt", text, outlet="Lissow Echo") for folder in "ab"]
    assert [*Overview(Story(undated).result()).names.values()] == [
        *("Lissow Echo (a/page.txt)", "Lissow Echo (b/page.txt)"),
    ]


def test_only_options_that_change_what_is_found_are_told() -> None:
    assert plain_words.options(bridge()) == "min-probability 0.4"


def test_wide_characters_keep_to_the_width() -> None:
    words = "漢字" * 60
    story = Story([article(f"{n}.txt", words, outlet="報" * (n + 5)) for n in range(2)])
    story.statement(words, 0.9, ("0.txt", words), ("1.txt", words))
    out = StringIO()
    terminal.write(story.result(), out, look=Look(width=80))
    assert max(map(cell_len, out.getvalue().split("\n"))) <= 80


def test_many_documents_and_rows_leave_the_overview_short() -> None:
    words = [f"Remark {number} was made by mayor Aldo Brandt." for number in range(700)]
    paths = [f"{number}.txt" for number in range(30)]
    story = Story([article(path, "\n".join(words)) for path in paths])
    for word in words:
        story.statement(word, 0.9, ("0.txt", word), ("1.txt", word))
    out = StringIO()
    terminal.write(story.result(), out, look=Look(width=80))
    overview = out.getvalue().split("── 1 ")[0]
    assert "One mark stands for 4 statements" in overview
    assert "and 6 more documents (-v names them)" in overview
    assert overview.count("\n") < 200
    short = StringIO()
    terminal.write(story.result(), short, look=Look(width=80, statistics=True))
    assert "No matrix: 30 documents are too many." in short.getvalue()
    assert short.getvalue().count("\n") < 100


def test_a_look_follows_the_options() -> None:
    options = Options(width=66, display="stacked", verbose=2, explain=True, statistics=True)
    assert Look.of(options, color=True) == Look(66, True, Display.STACKED, True, True, True)


def test_progress_is_silent_away_from_a_terminal() -> None:
    out = StringIO()
    with progress.stages(enabled=True, out=out) as step:
        step("reading")
    assert out.getvalue() == ""


def test_progress_is_shown_on_a_terminal_and_not_when_unwanted() -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    out, unwanted = Terminal(), Terminal()
    with progress.stages(enabled=True, out=out) as step:
        step("linking [/oops]")
    with progress.stages(enabled=False, out=unwanted) as step:
        step("linking")
    assert "linking [/oops]" in out.getvalue()
    assert unwanted.getvalue() == ""


def test_a_document_without_outlet_is_called_by_its_file() -> None:
    about = article("press/a.txt", "Rye is dear.").document
    assert (plain_words.outlet(about), plain_words.called(about)) == ("no outlet named", "a.txt")
    assert isinstance(about, Document)


def test_who_was_first_is_told_only_where_dates_differ() -> None:
    overview = Overview(bridge())
    firsts = [overview.first(row) for row in overview.result.statements]
    assert firsts == [("2024-05-03", ("press/harbour.txt",))] * 3
    dated = {"a.txt": "2024-05-03", "b.txt": "2024-05-03", "c.txt": "spring"}
    text = "Rye is dear."
    story = Story([article(path, text, published=date) for path, date in dated.items()])
    story.statement(text, 0.9, *((path, text) for path in dated))
    assert Overview(story.result()).first(story.statements[0]) is None


def test_a_row_lacks_the_documents_that_do_not_report_it() -> None:
    overview = Overview(bridge())
    lacking = {
        about.path: [number for number, _ in overview.missing_here(id_)]
        for id_, about in overview.documents.items()
    }
    assert lacking == {"press/harbour.txt": [], "press/daily.txt": [], "press/gazette.txt": [2]}


def test_shares_are_not_told_of_rows_that_were_selected() -> None:
    selected = selection.select(bridge(), Options(select=("number",)))
    out = StringIO()
    terminal.write(selected, out, look=Look(width=100))
    assert "%" not in out.getvalue()
    assert "Not told, because rows were selected." in out.getvalue()
    assert "2 statements without number (--select)" in out.getvalue()


def test_words_printed_twice_by_one_outlet_are_shown_once() -> None:
    text = "The mill burned down."
    story = Story((article("a.txt", f"{text}\n{text}"), article("b.txt", text)))
    story.statement(text, 0.9, ("a.txt", text), ("b.txt", text))
    first = story.statements[0].members[0]
    again = Place(first.document, first.span.shifted(len(text) + 1), 2)
    story.statements[0] = replace(
        story.statements[0], members=(first, again, *story.statements[0].members[1:])
    )
    out = StringIO()
    terminal.write(story.result(), out, look=Look(width=100))
    assert "(line 2: the same words again)" in out.getvalue()
