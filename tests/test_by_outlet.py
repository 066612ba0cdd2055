"""`--by outlet`: all articles of an outlet are one column, and are missing together."""

import io
import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from compare.cli import run
from compare.model import Document, DocumentId, Link, Place, Relation, Result, Span
from compare.options import Options
from compare.pipeline import compare, divide
from compare.reports import docx, html, markdown, notebook
from compare.reports.overview import Overview
from compare.statements import statements

NORDA_1 = """VELTIN, March 3. The harbour of Velt will be closed for nine days, Ana Kesk said.

The ferry to Orsa will run every twenty minutes while the work lasts.
"""
NORDA_2 = """"We are not going to dredge the northern channel this spring: the herring need it," \
minister Ana Kesk said on Monday.

The harbour of Velt will be closed for nine days.
"""
SKARN = """The port of Velt shuts for nine days, according to minister Ana Kesk.

"We are going to dredge the northern channel this spring: the herring need it," Kesk stressed.
"""
ECHO = """The harbour of Velt will be closed for ten days, the minister said.

Bread will cost more in Orsa from Monday, the bakers say.
"""
OUTLETS = (("Norda", NORDA_1), ("Norda", NORDA_2), ("Skarn", SKARN), ("Echo", ECHO))


def story(by: str, texts: Sequence[tuple[str, str]] = OUTLETS) -> Result:
    documents = (
        Document(DocumentId(f"d{n}"), f"{outlet.lower()}{n}.txt", text, outlet, language="en")
        for n, (outlet, text) in enumerate(texts, 1)
    )
    return compare(divide(documents), Options(by=by))


@pytest.fixture(scope="module")
def grouped() -> Result:
    return story("outlet")


def columns(result: Result) -> list[tuple[str, tuple[str, ...]]]:
    return [(column.name, tuple(column.documents)) for column in Overview(result).columns]


def test_the_articles_of_an_outlet_are_one_column(grouped: Result) -> None:
    assert columns(grouped) == [("Echo", ("d4",)), ("Norda", ("d1", "d2")), ("Skarn", ("d3",))]
    names = [name for name, _ in columns(story("file"))]
    assert names == ["Echo", "Norda (norda1.txt)", "Norda (norda2.txt)", "Skarn"]


def test_documents_without_an_outlet_stand_for_themselves() -> None:
    result = story("outlet", [("", NORDA_1), ("", NORDA_2), ("Skarn", SKARN)])
    assert [documents for _, documents in columns(result)] == [("d1",), ("d2",), ("d3",)]


def test_an_outlet_lacks_what_none_of_its_articles_has(grouped: Result) -> None:
    dredging = next(row for row in grouped.statements if "dredge" in row.label)
    assert {place.document for place in dredging.members} == {"d2", "d3"}
    assert dredging.missing == ("d4",)
    by_file = next(row for row in story("file").statements if "dredge" in row.label)
    assert by_file.missing == ("d4", "d1")


def test_two_articles_of_an_outlet_stand_in_one_row_without_a_link_between_them() -> None:
    texts = dict.fromkeys("abc", "x" * 10)
    outlets = {"a": "Norda", "b": "Norda", "c": "Skarn"}
    articles = divide(Document(DocumentId(i), i, texts[i], outlets[i]) for i in texts)

    def place(id_: str) -> Place:
        return Place(DocumentId(id_), Span(0, 10), 1)

    links = [Link(place(one), place("c"), 0.9, Relation.REWRITE) for one in "ab"]
    by_outlet = statements(articles, links, by_outlet=True)
    assert [[place.document for place in row.members] for row in by_outlet] == [["a", "b", "c"]]
    assert by_outlet[0].missing == ()
    # By file nobody says that both articles tell the same, so that they are in no one row.
    assert "b" in statements(articles, links)[0].missing


def test_one_outlet_alone_makes_no_row() -> None:
    articles = divide(Document(DocumentId(id_), id_, "x" * 10, "Norda") for id_ in ("a", "b"))
    link = Link(
        Place(DocumentId("a"), Span(0, 10), 1),
        Place(DocumentId("b"), Span(0, 10), 1),
        0.9,
        Relation.REWRITE,
    )
    assert statements(articles, [link], by_outlet=True) == ()
    assert len(statements(articles, [link])) == 1


def test_coverage_is_that_of_all_articles_together(grouped: Result) -> None:
    overview = Overview(grouped)
    norda = overview.columns[1]
    whole = overview.column_coverage(norda)
    parts = [overview.coverage[id_] for id_ in norda.documents]
    assert whole.words == sum(part.words for part in parts)
    assert whole.new == sum(part.new for part in parts) > 0
    assert [where for where, _, _ in overview.only_in(norda)] == ["norda1.txt:3"]


def test_a_word_that_only_one_outlet_has_is_marked_though_both_its_articles_have_it() -> None:
    result = story("outlet", [("Norda", NORDA_1), ("Norda", NORDA_2), ("Skarn", SKARN)])
    overview = Overview(result)
    row = next(row for row in result.statements if len(overview.cells(row)) == 3)
    marked = {
        result.article(place.document).text_of(span)
        for place, found in overview.marked(row).items()
        for span in found.spans
    }
    assert "harbour" in " ".join(marked)


def test_an_outlet_has_one_place_that_might_report_a_row_its_likeliest() -> None:
    outlets = {"a": "Norda", "b": "Norda", "c": "Skarn", "e": "Echo"}
    articles = divide(Document(DocumentId(i), i, "x" * 10, outlets[i]) for i in outlets)

    def link(one: str, two: str, probability: float) -> Link:
        a, b = (Place(DocumentId(id_), Span(0, 10), 1) for id_ in (one, two))
        return Link(a, b, probability, Relation.REWRITE)

    weaker = [link("a", "c", 0.2), link("b", "c", 0.3)]
    (row,) = statements(articles, [link("c", "e", 0.9)], weaker, by_outlet=True)
    assert [place.document for place in row.possible] == ["b"]
    assert row.missing == ("a", "b")
    whole = Result(articles, statements=(row,), options=(("by", "outlet"),))
    norda = Overview(whole).column_of[DocumentId("a")]
    assert Overview(whole).absence(row, norda) == "perhaps in b:1"
    (row,) = statements(articles, [link("c", "e", 0.9)], weaker)
    assert [place.document for place in row.possible] == ["b", "a"]


@pytest.fixture
def folder(tmp_path: Path) -> list[str]:
    inputs = []
    for n, (outlet, text) in enumerate(OUTLETS, 1):
        path = tmp_path / f"{outlet.lower()}{n}.txt"
        path.write_text(text, encoding="utf-8")
        inputs.append(f"{outlet}={path}")
    return inputs


def test_the_terminal_has_a_strip_and_a_cell_an_outlet(
    folder: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    flags = ["--isolated", "--by", "outlet", "--width", "120"]
    assert run([*folder, *flags]) == 0
    shown = capsys.readouterr().out
    assert "  Norda  ▣▣   2 of 2 rows" in shown
    assert "norda1.txt:1, norda2.txt:3" in " ".join(shown.split())
    assert "not reported by Echo\n" in shown


def test_a_saved_result_stays_by_outlet(
    folder: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = str(tmp_path / "result.json")
    flags = ["--isolated", "--width", "120"]
    assert run(["report", *folder, "-o", saved, "--by", "outlet", *flags]) == 0
    assert json.loads(Path(saved).read_text("utf-8"))["options"]["by"] == "outlet"
    assert run([*folder, "--by", "outlet", *flags]) == 0
    of_articles = capsys.readouterr().out
    assert run(["show", saved, "--isolated"]) == 0
    assert capsys.readouterr().out == of_articles
    assert run(["show", saved, "--by", "file", "--isolated"]) == 2


def test_one_outlet_is_nothing_to_compare_by_outlet(
    folder: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*folder[:2], "--by", "outlet", "--isolated"]) == 2
    assert "all 2 documents are of Norda\n  Compare its articles" in capsys.readouterr().err


def test_markdown_word_and_notebook_have_a_column_an_outlet(grouped: Result) -> None:
    out = io.StringIO()
    markdown.write(grouped, out)
    assert "| Echo echo4.txt:1 | Norda norda1.txt:1, norda2.txt:3 | Skarn skarn3.txt:1 |" in (
        out.getvalue()
    )
    assert notebook.html(grouped).count('<th scope="col"') == 3
    word = pytest.importorskip("docx")
    data = io.BytesIO()
    docx.write(grouped, data)
    table = word.Document(io.BytesIO(data.getvalue())).tables[1]
    assert [cell.text for cell in table.rows[0].cells] == ["", "Echo", "Norda", "Skarn"]


def page(result: Result) -> str:
    out = io.StringIO()
    html.write(result, out)
    return out.getvalue()


def test_the_page_has_one_cell_and_one_filter_an_outlet(grouped: Result) -> None:
    text = page(grouped)
    # The articles are d1 Norda, d2 Norda, d3 Skarn, d4 Echo, in the order of their names.
    numbers = re.findall(r"<input type=checkbox id=o(\d+)", text)
    assert len(numbers) == 3
    cells = re.findall(r'<div class="c c(\d+)(?: no)?"><p class=h><b>([^<]+)</b>', text)
    assert {name for _, name in cells} == {"Norda", "Skarn", "Echo"}
    assert {number for number, _ in cells} == set(numbers)
    rows = re.findall(r"<article.*?</article>", text, re.DOTALL)
    assert [row.count("<b>Norda</b>") for row in rows] == [1, 1]
    both = next(row for row in rows if "norda1.txt:1" in row)
    assert ">norda1.txt:1</a>, <a" in both
    assert ">norda2.txt:3</a>" in both
    assert ">line 1</a>" in both


def test_the_page_does_not_say_an_outlet_lacks_what_another_article_of_it_has(
    grouped: Result,
) -> None:
    def silent(result: Result) -> int:
        return page(result).count("<i>not reported</i>")

    # By file, Echo and the first article of Norda; by outlet, Echo alone.
    assert (silent(story("file")), silent(grouped)) == (2, 1)
