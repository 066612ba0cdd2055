"""The Word document: a table a desk can edit, with marks that need no colour."""

import io
import sys
import zipfile
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from compare.errors import MissingExtraError
from compare.model import Passage, Place, Result, Role, Span
from compare.reports import docx
from compare.reports.look import Display, Look
from tests.stories import article, bridge, harvest
from tests.test_reports_json import results

word = pytest.importorskip("docx")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(result: Result, look: Look = Look()) -> bytes:  # noqa: B008 - frozen
    out = io.BytesIO()
    docx.write(result, out, look=look)
    return out.getvalue()


def opened(result: Result, look: Look = Look()) -> Any:  # noqa: B008 - frozen
    return word.Document(io.BytesIO(written(result, look)))


def xml(result: Result, look: Look = Look()) -> ET.Element:  # noqa: B008 - frozen
    with zipfile.ZipFile(io.BytesIO(written(result, look))) as parts:
        return ET.fromstring(parts.read("word/document.xml"))


def synopsis(document: Any) -> list[list[str]]:
    """The texts of the second table, the first being that of the documents."""
    return [[cell.text for cell in row.cells] for row in document.tables[1].rows]


def runs(result: Result, look: Look = Look()) -> list[tuple[str, str, bool]]:  # noqa: B008
    """Every marked run of the document: its words, its underline, and whether it is bold."""
    document, found = opened(result, look), []
    for run in document.element.body.iter(f"{W}r"):
        text = "".join(each.text or "" for each in run.iter(f"{W}t"))
        if run.style is not None:
            font = next(s for s in document.styles if s.style_id == run.style).font
            found.append((text, str(font.underline), bool(font.bold)))
    return found


def test_a_row_a_statement_and_a_column_an_outlet() -> None:
    table = synopsis(opened(bridge()))
    assert table[0] == ["", "Nordwire", "Orland Daily", "gazette.txt"]
    assert [row[0].split("\n")[0] for row in table[1:]] == ["1", "2", "3"]
    assert table[1][1].startswith("harbour.txt:1\n… The harbour bridge at Orland Bay1 will be")
    assert table[2][3] == "not reported"
    assert table[2][0] == "2\n≠ 1"


def test_the_page_lies_down_and_the_head_stands_on_every_page() -> None:
    document = opened(bridge())
    assert document.sections[0].page_width > document.sections[0].page_height
    rows = [*xml(bridge()).iter(f"{W}tbl")][1].findall(f"{W}tr")
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert rows[1].find(f"{W}trPr/{W}tblHeader") is None


def test_the_kind_of_a_difference_is_told_without_colour() -> None:
    found = runs(bridge())
    assert ("14", "DOUBLE (3)", True) in found
    assert ("40", "DOUBLE (3)", True) in found
    assert any(line == "DASH (7)" and not bold for _, line, bold in found)
    # Two texts that share little: what they share is marked, by a plain line.
    assert any(line == "True" for _, line, _ in runs(harvest()))


def test_every_difference_is_told_in_words_below_the_table() -> None:
    said = [paragraph.text for paragraph in opened(bridge()).paragraphs]
    at = said.index('2. "We have found cracks in 14 of the 60 bearings …')
    assert said[at + 1].startswith("1  number (fact): Nordwire “14” · Orland Daily “40”")
    assert "not reported by gazette.txt" in said[at + 2]


def test_a_row_leads_to_its_differences_and_back() -> None:
    root = xml(bridge())
    names = {each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")}
    links = {each.get(f"{W}anchor") for each in root.iter(f"{W}hyperlink")}
    assert links == names == {f"{part}{n}" for part in ("row", "differences") for n in (1, 2, 3)}
    ids = [each.get(f"{W}id") for each in root.iter(f"{W}bookmarkStart")]
    assert len(set(ids)) == len(ids)


def test_documents_dates_and_sources_are_there() -> None:
    document = opened(replace(bridge(), articles=_hashed(bridge())))
    head = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert head[1][:4] == ["Nordwire", "2024-05-03", "", "press/harbour.txt"]
    sources = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert sources[0] == ["File", "Language", "Encoding", "sha256", "Notes"]
    assert sources[1][3] == "ab" * 32
    assert "press/scan.pdf: not a text file" in [p.text for p in document.paragraphs]


def _hashed(result: Result) -> tuple[Any, ...]:
    return tuple(
        replace(each, document=replace(each.document, sha256="ab" * 32)) for each in result.articles
    )


def test_the_base_stands_first() -> None:
    table = synopsis(opened(bridge(), Look(base="Orland Daily")))
    assert table[0] == ["", "Orland Daily (base)", "Nordwire", "gazette.txt"]


def test_an_outlet_without_a_row_has_no_column_and_is_named() -> None:
    silent = article("z.txt", "Bread is dear.", outlet="Lissow Echo")
    document = opened(replace(bridge(), articles=(*bridge().articles, silent)))
    assert "Lissow Echo" not in synopsis(document)[0]
    said = [paragraph.text for paragraph in document.paragraphs]
    assert "No column, because no row is in it: Lissow Echo." in said


@pytest.mark.parametrize(("many", "display"), [(9, Display.AUTO), (3, Display.STACKED)])
def test_many_outlets_stand_below_one_another_and_none_is_lost(many: int, display: Display) -> None:
    table = synopsis(opened(_told_by(many), Look(display=display)))
    assert table[0] == ["", "Outlet", "Words"]
    assert [row[1] for row in table[1:]] == [f"Outlet {n}" for n in range(many)]


def test_columns_can_be_forced() -> None:
    table = synopsis(opened(_told_by(9), Look(display=Display.COLUMNS)))
    assert len(table[0]) == 1 + 9


def _told_by(many: int) -> Result:
    from compare.model import DocumentId, Statement

    text = "The bridge is shut."
    span = Span(0, len(text))
    articles = tuple(
        replace(
            article(f"{n}.txt", text, outlet=f"Outlet {n}"),
            passages=(Passage(span, 1, Role.BODY),),
        )
        for n in range(many)
    )
    members = tuple(Place(DocumentId(f"{n}.txt"), span, 1) for n in range(many))
    return Result(articles, statements=(Statement("s1", "shut", members, (), 0.9),))


def test_words_are_spelled_by_the_language_of_their_text() -> None:
    with zipfile.ZipFile(io.BytesIO(written(bridge()))) as parts:
        styles = ET.fromstring(parts.read("word/styles.xml"))
    codes = [each.get(f"{W}val") for each in styles.iter(f"{W}lang")]
    assert "en" in codes


def test_the_same_result_gives_the_same_bytes_and_tells_no_time() -> None:
    one = written(bridge())
    assert written(bridge()) == one
    with zipfile.ZipFile(io.BytesIO(one)) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    assert "1980-01-01T00:00:00Z" in core
    assert "20" not in "".join(ET.fromstring(core).itertext()).replace("2.0", "")


@settings(max_examples=25, deadline=None)
@given(results())
def test_any_result_can_be_written_and_opened(result: Result) -> None:
    opened(result, Look(verbose=True))


def test_hostile_text_is_only_text() -> None:
    hostile = "</w:t> & \x00 \x1b[2J \u202e \ufffe bridge"
    span = Span(0, len(hostile))
    made = _told_by(2)
    articles = tuple(
        replace(
            each,
            document=replace(each.document, text=hostile, title=hostile, outlet=hostile),
            passages=(Passage(span, 1, Role.BODY),),
        )
        for each in made.articles
    )
    rows = tuple(
        replace(row, label=hostile, members=tuple(replace(m, span=span) for m in row.members))
        for row in made.statements
    )
    document = opened(replace(made, articles=articles, statements=rows))
    assert "</w:t> & ␀ ␛[2J ⟨U+202E⟩ ⟨U+FFFE⟩ bridge" in synopsis(document)[1][1]


def test_without_python_docx_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "compare.reports.docx_page", raising=False)
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'source-compare\[docx\]'"):
        written(bridge())
