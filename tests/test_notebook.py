"""A result in a notebook: a safe small table, and the links as data frames."""

import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from compare.errors import MissingExtraError
from compare.model import DocumentId, Passage, Place, Result, Role, Span, Statement
from compare.reports import frames, notebook
from tests.stories import article, bridge, harvest
from tests.test_reports_json import results

ROOT = Path(__file__).resolve().parent.parent

#: All that the table is made of.
TAGS = {"div", "table", "thead", "tbody", "tr", "th", "td", "p", "br", "small", "span", "sup"}
ATTRIBUTES = {"style", "scope", "lang", "dir", "colspan"}


class _Page(HTMLParser):
    """What stands in a piece of HTML; every element opened is closed in its turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag != "br":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def shown(result: Result) -> str:
    return result._repr_html_()


def test_a_row_a_statement_and_a_column_a_document() -> None:
    page = _Page(shown(bridge()))
    assert page.tags.count("th") == 4 + 3
    # Two rows have facts that differ, each told in a row below.
    assert page.tags.count("tr") == 1 + 3 + 2
    assert "Nordwire2024-05-03" in page.words
    assert "not reported" in page.words
    assert "1 number: Nordwire “14” · Orland Daily “40”" in page.words
    assert "3 statements in 3 documents" in page.words


def test_a_fact_is_marked_by_more_than_colour() -> None:
    html = shown(bridge())
    assert '<span style="text-decoration:underline double;font-weight:bold">14</span>' in html
    assert "color:" not in html


@settings(max_examples=40, deadline=None)
@given(results())
def test_nothing_but_a_plain_table_comes_out_of_any_result(result: Result) -> None:
    page = _Page(shown(result))
    assert set(page.tags) <= TAGS
    assert page.attributes <= ATTRIBUTES


def test_hostile_text_is_only_text() -> None:
    bad = '<script>alert(1)</script> & \u202eevil "\x1b[2J </table>'
    result = _alike(bad)
    page = _Page(shown(result))
    assert set(page.tags) <= TAGS
    assert "<script>alert(1)</script>" in page.words
    assert not set(shown(result)) & set("\u202e\x1b")


def test_long_cells_and_many_rows_are_cut_and_counted() -> None:
    long = _alike("Ferry " * 500)
    whole = replace(
        long, statements=tuple(replace(s, id=f"s{n}") for n in range(30) for s in long.statements)
    )
    page = _Page(shown(whole))
    assert page.words.count("2,600 more characters)") == 2 * notebook.ROWS
    assert "and 5 more statements" in page.words
    assert len(shown(whole)) < 60_000


def test_many_documents_are_counted() -> None:
    whole = _alike("The bridge is shut.", documents=11)
    page = _Page(shown(whole))
    assert "and 3 more columns with words in these rows" in page.words


def test_a_result_without_statements_is_one_line() -> None:
    assert "table" not in _Page(shown(Result(()))).tags
    assert "0 statements in 0 documents" in shown(Result(()))


def test_ipython_prints_a_line_and_not_every_article() -> None:
    class Printer:
        said = ""

        def text(self, text: str) -> None:
            self.said += text

    printer = Printer()
    bridge()._repr_pretty_(printer, cycle=False)
    assert printer.said.startswith("Result: 3 statements in 3 documents")
    assert "\n" not in printer.said


def _alike(text: str, documents: int = 2) -> Result:
    """Documents that are one statement, word for word."""
    span = Span(0, len(text))
    articles = []
    for n in range(documents):
        whole = article(f"{n}.txt", "x", outlet=f"Outlet {n}")
        document = replace(whole.document, text=text)
        articles.append(replace(whole, document=document, passages=(Passage(span, 1, Role.BODY),)))
    members = tuple(Place(DocumentId(f"{n}.txt"), span, 1) for n in range(documents))
    return Result(tuple(articles), statements=(Statement("s0", "alike", members, (), 0.9),))


# ---------------------------------------------------------------- data frames


@pytest.mark.parametrize("make", [bridge, harvest])
def test_a_row_a_link_best_first_with_the_words_as_printed(make: Any) -> None:
    result = make()
    table = frames.table(result)
    assert list(table) == [column.name for column in frames.COLUMNS]
    assert table["probability"] == [link.probability for link in result.links]
    assert table["a_text"] == [result.text_of(link.a) for link in result.links]
    assert table["b_start"] == [link.b.span.start for link in result.links]


def test_a_link_is_told_with_its_statement_and_its_differences() -> None:
    table = frames.table(bridge())
    at = next(n for n, text in enumerate(table["b_text"]) if text.startswith("Cracks were"))
    row = {name: values[at] for name, values in table.items()}
    assert row["statement"] == "s2"
    assert (row["facts"], row["wordings"], row["forms"], row["kinds"]) == (1, 0, 0, "number")
    assert row["differences"] == "number: 14 is 40 in the other text"
    assert row["a_outlet"] == "Nordwire"
    assert row["a_published"] == "2024-05-03"
    assert "numbers -0.75" in row["evidence"]


@settings(max_examples=40, deadline=None)
@given(results())
def test_every_value_has_the_type_of_its_column(result: Result) -> None:
    table = frames.table(result)
    for column in frames.COLUMNS:
        assert len(table[column.name]) == len(result.links)
        assert all(type(value) is column.type for value in table[column.name])


@pytest.mark.parametrize("result", [bridge(), Result(())], ids=["links", "none"])
def test_pandas_has_the_columns_and_their_types(result: Result) -> None:
    pandas = pytest.importorskip("pandas")
    frame = result.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == [column.name for column in frames.COLUMNS]
    assert len(frame) == len(result.links)
    assert frame["probability"].dtype == "float64"
    assert frame["a_start"].dtype == "int64"
    assert frame["a_text"].to_list() == frames.table(result)["a_text"]


@pytest.mark.parametrize("result", [bridge(), Result(())], ids=["links", "none"])
def test_polars_has_the_columns_and_their_types(result: Result) -> None:
    polars = pytest.importorskip("polars")
    frame = result.to_polars()
    assert isinstance(frame, polars.DataFrame)
    assert frame.to_dict(as_series=False) == frames.table(result)
    assert frame.schema["facts"] == polars.Int64
    assert frame.schema["kinds"] == polars.String


@pytest.mark.parametrize("extra", ["pandas", "polars"])
def test_a_missing_extra_says_how_to_install_it(
    extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, extra, None)
    with pytest.raises(MissingExtraError, match=rf"pip install 'source-compare\[{extra}\]'"):
        getattr(bridge(), f"to_{extra}")()


def test_every_column_is_explained_in_the_docs() -> None:
    text = (ROOT / "docs" / "export.md").read_text("utf-8")
    for column in frames.COLUMNS:
        name = column.name.replace("b_", "a_", 1) if column.name.startswith("b_") else column.name
        assert f"| `{name}` | {column.type.__name__} | {column.about} |" in text


def test_the_model_imports_no_report_until_a_result_is_shown() -> None:
    code = (
        "import sys; from compare.model import Result;"
        "early = [m for m in sys.modules if m.startswith('compare.reports')];"
        "Result(())._repr_html_();"
        "sys.exit(str(early) if early or 'compare.reports.notebook' not in sys.modules else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
