"""The TEI apparatus: well-formed, tied together, and every text can be read through it."""

import re
from io import StringIO
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compare
from compare.model import Document, DocumentId, Relation, Result
from compare.reports import tei
from compare.reports.look import Look
from compare.reports.overview import Overview
from compare.reports.segmentation import BETWEEN, segments
from tests.stories import Story, article, bridge, harvest
from tests.test_reports_json import results

TEI = f"{{{tei.NAMESPACE}}}"
ID = "{http://www.w3.org/XML/1998/namespace}id"

#: What a division of a statement and an apparatus may hold (TEI P5, chapters 4 and 13).
CHILDREN = {
    "TEI": {"teiHeader", "text"},
    "text": {"body"},
    "body": {"div"},
    "div": {"head", "p", "note"},
    "p": {"app", "milestone"},
    "app": {"lem", "rdg"},
    "rdg": {"milestone"},
    "lem": {"milestone"},
    "head": set(),
    "note": set(),
    "milestone": set(),
    "listWit": {"witness"},
    "witness": {"bibl"},
    "bibl": {"publisher", "title", "date", "textLang", "ref", "idno"},
    "encodingDesc": {"appInfo", "variantEncoding", "editorialDecl"},
    "fileDesc": {"titleStmt", "publicationStmt", "sourceDesc"},
}


def written(result: Result, look: Look = Look()) -> str:  # noqa: B008 - frozen
    out = StringIO()
    tei.write(result, out, look=look)
    return out.getvalue()


def parsed(result: Result, look: Look = Look()) -> ET.Element:  # noqa: B008 - frozen
    return ET.fromstring(written(result, look))


def name(element: ET.Element) -> str:
    return element.tag.removeprefix(TEI)


def divisions(root: ET.Element, kind: str) -> list[ET.Element]:
    return [each for each in root.iter(f"{TEI}div") if each.get("type") == kind]


def read_through(division: ET.Element, siglum: str) -> str:
    """The text of one witness: what all share, and its own readings."""
    paragraph = division.find(f"{TEI}p")
    assert paragraph is not None
    return _of(paragraph, siglum)


def _of(element: ET.Element, siglum: str) -> str:
    parts = [element.text or ""]
    for child in element:
        if name(child) == "milestone":
            parts.append(BETWEEN)
        elif name(child) == "app":
            own = [r for r in child if f"#{siglum}" in r.get("wit", "").split()]
            assert len(own) == 1, "each witness of the row has one reading at each place"
            parts.append(_of(own[0], siglum))
        parts.append(child.tail or "")
    return "".join(parts)


@pytest.mark.parametrize("result", [bridge(), harvest(), Result(())], ids=["a", "b", "nothing"])
def test_only_known_elements_stand_in_each_other(result: Result) -> None:
    root = parsed(result)
    assert root.tag == f"{TEI}TEI"
    for element in root.iter():
        if name(element) in CHILDREN:
            assert {name(child) for child in element} <= CHILDREN[name(element)]


@pytest.mark.parametrize("result", [bridge(), harvest()], ids=["bridge", "harvest"])
def test_every_pointer_leads_somewhere_and_no_name_is_given_twice(result: Result) -> None:
    root = parsed(result)
    names = [found for each in root.iter() if (found := each.get(ID))]
    assert len(names) == len(set(names))
    pointers = [
        pointer
        for each in root.iter()
        for attribute in ("wit", "corresp")
        for pointer in each.get(attribute, "").split()
    ]
    assert {pointer.removeprefix("#") for pointer in pointers} <= set(names)
    assert len(pointers) > len(result.articles)


def test_the_figures_that_differ_are_two_readings_of_a_fact() -> None:
    root = parsed(bridge())
    found = [
        {reading.get("wit", ""): reading.text for reading in app}
        for app in root.iter(f"{TEI}app")
        if app.get("subtype") == "number"
    ]
    # Few words are shared, so that the figure stands in longer readings.
    assert [sorted(each) for each in found] == [["#w1", "#w2"]]
    assert "14" in (found[0]["#w1"] or "")
    assert "40" in (found[0]["#w2"] or "")


def test_there_is_a_lemma_only_with_a_base() -> None:
    assert parsed(bridge()).find(f".//{TEI}lem") is None
    lemmas = parsed(bridge(), Look(base="Orland Daily")).findall(f".//{TEI}lem")
    assert lemmas
    assert all("#w2" in lemma.get("wit", "").split() for lemma in lemmas)


def test_missing_witnesses_and_what_only_one_has_are_told() -> None:
    root = parsed(bridge())
    missing = [n for n in root.iter(f"{TEI}note") if n.get("type") == "missing"]
    assert [(n.get("corresp"), n.text) for n in missing] == [("#w3", "not reported")]
    only = divisions(root, "only-in")
    assert [each.get("corresp") for each in only] == ["#w1", "#w2", "#w3"]
    assert "Fishermen were not asked, their union complains." in "".join(only[2].itertext())


def test_every_source_has_its_hash_and_date() -> None:
    header = parsed(bridge()).find(f"{TEI}teiHeader")
    assert header is not None
    assert [d.get("when") for d in header.iter(f"{TEI}date")] == ["2024-05-03", "2024-05-04"]
    assert [name(w) for w in header.iter(f"{TEI}witness")] == ["witness"] * 3


def test_what_two_add_at_one_place_are_readings_of_one_place() -> None:
    texts = ["the bridge is shut", "the old bridge is shut", "the new bridge is shut"]
    names = ["a.txt", "b.txt", "c.txt"]
    told = Story([article(path, text) for path, text in zip(names, texts, strict=True)])
    sides = [*zip(names, texts, strict=True)]
    for one, two in combinations(sides, 2):
        told.link(one, two, 0.9, Relation.REWRITE)
    told.statement("row", 0.9, *sides)
    overview = Overview(told.result())
    (row,) = told.result().statements
    cut = segments(row, overview.links[row.id], overview.documents, overview.cells(row))
    assert [[words for words, _ in segment.readings] for segment in cut] == [
        ["the "],
        ["", "old ", "new "],
        ["bridge is shut"],
    ]


sentences = st.lists(
    st.sampled_from(["the", "bridge", "port", "is", "shut", "14", "40", "days", "not", "-"]),
    min_size=1,
    max_size=9,
).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(sentences, min_size=2, max_size=4))
def test_texts_that_share_words_can_be_read_through_and_share_them(texts: list[str]) -> None:
    names = [f"{n}.txt" for n in range(len(texts))]
    told = Story([article(path, text) for path, text in zip(names, texts, strict=True)])
    sides = [*zip(names, texts, strict=True)]
    for one, two in combinations(sides, 2):
        told.link(one, two, 0.9, Relation.REWRITE)
    told.statement("row", 0.9, *sides)
    result = told.result()
    overview = Overview(result)
    (row,) = result.statements
    cells = overview.cells(row)
    cut = segments(row, overview.links[row.id], overview.documents, cells)
    for id_, text in zip(cells, texts, strict=True):
        read = "".join(words for segment in cut for words, ids in segment.readings if id_ in ids)
        assert read == text
        placed = [span for segment in cut for there, span in segment.places if there == id_]
        assert "".join(span.of(text) for span in placed) == text
    assert (len(cut) == 1 and cut[0].is_shared) is (len(set(texts)) == 1)


@settings(max_examples=80, deadline=None)
@given(results())
def test_every_text_can_be_read_through_its_statements(result: Result) -> None:
    overview = Overview(result)
    for statement in result.statements:
        cells = overview.cells(statement)
        cut = segments(statement, overview.links[statement.id], overview.documents, cells)
        for id_ in cells:
            read = "".join(text for segment in cut for text, ids in segment.readings if id_ in ids)
            texts = [result.text_of(place) for place in statement.cell(id_)]
            cleaned = [text.replace(BETWEEN, "\N{REPLACEMENT CHARACTER}") for text in texts]
            assert read == BETWEEN.join(cleaned)


@settings(max_examples=40, deadline=None)
@given(results())
def test_every_result_is_well_formed_and_loses_no_letter(result: Result) -> None:
    root = parsed(result)
    overview = Overview(result)
    sigla = {id_: f"w{n}" for n, id_ in enumerate(overview.documents, 1)}
    for statement, division in zip(result.statements, divisions(root, "statement"), strict=False):
        for id_ in overview.cells(statement):
            texts = [tei.legal(result.text_of(place)) for place in statement.cell(id_)]
            assert read_through(division, sigla[id_]) == BETWEEN.join(texts)


def test_hostile_text_is_text_and_comes_back() -> None:
    text = "Bridge <script>&\u202ebad\u2066 ]]> \x85 \x9b31m\r\nend"
    result = _alike(text)
    whole = written(result)
    assert not set(whole) & set("\u202e\u2066\x9b\x85\r")
    assert read_through(divisions(parsed(result), "statement")[0], "w1") == text


def test_what_xml_cannot_hold_has_a_stand_in_and_is_counted() -> None:
    result = _alike("The\x00 bridge\x1b[2J is shut\uffff.")
    root = parsed(result)
    assert read_through(divisions(root, "statement")[0], "w1") == "The␀ bridge␛[2J is shut\ufffd."
    assert re.search(r"6 characters that XML cannot hold", "".join(root.itertext()))


def _alike(text: str) -> Result:
    one, two = (article(path, text.replace("\n", " "), outlet=path) for path in ("a.txt", "b.txt"))
    from dataclasses import replace

    from compare.model import Passage, Role, Span

    whole = Span(0, len(text))
    passage = Passage(whole, 1, Role.BODY)
    made = [
        replace(
            each,
            document=Document(DocumentId(each.document.path), each.document.path, text),
            passages=(passage,),
        )
        for each in (one, two)
    ]
    story = Story(made)
    story.statement("alike", 0.9, ("a.txt", text), ("b.txt", text))
    return story.result()


def test_the_same_result_gives_the_same_bytes() -> None:
    assert written(bridge()) == written(bridge())


def test_every_text_of_the_seeds_can_be_read_through_finely(seeds: Path) -> None:
    result = compare.compare([str(seeds)])
    overview = Overview(result)
    found = divisions(parsed(result), "statement")
    sigla = {id_: f"w{n}" for n, id_ in enumerate(overview.documents, 1)}
    shared = 0
    for statement, division in zip(result.statements, found, strict=True):
        for id_ in overview.cells(statement):
            texts = [tei.legal(result.text_of(place)) for place in statement.cell(id_)]
            assert read_through(division, sigla[id_]) == BETWEEN.join(texts)
        paragraph = division.find(f"{TEI}p")
        assert paragraph is not None
        shared += len(paragraph.text or "") + sum(len(each.tail or "") for each in paragraph)
    # Were no word held against another, nothing would be shared by all of a row.
    assert shared > 500
