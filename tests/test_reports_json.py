"""The JSON contract: what is written can be read, validates, and never lies about spans."""

import importlib
import json as standard
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import model
from compare.errors import InputError
from compare.model import DocumentId, Span
from compare.reports import json, schema
from tests.stories import bridge, harvest

ROOT = Path(__file__).resolve().parent.parent


def dumped(result: model.Result) -> str:
    out = StringIO()
    json.write(result, out)
    return out.getvalue()


def read_back(result: model.Result, tmp_path: Path) -> model.Result:
    path = tmp_path / "result.json"
    path.write_text(dumped(result), encoding="utf-8")
    return json.read(path)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5})?", fullmatch=True)
probabilities = st.floats(0, 1)


def spans_in(text: str) -> st.SearchStrategy[Span]:
    ends = st.integers(0, len(text))
    return st.tuples(ends, ends).map(lambda pair: Span(min(pair), max(pair)))


@st.composite
def articles(draw: st.DrawFn, number: int) -> model.Article:
    text = draw(texts)
    spans = spans_in(text)
    origins = st.builds(model.Origin, texts, texts)
    document = model.Document(
        DocumentId(f"d{number}"),
        draw(texts),
        text,
        outlet=draw(texts),
        title=draw(texts),
        published=draw(texts),
        language=draw(texts),
        url=draw(texts),
        encoding=draw(texts),
        sha256=draw(texts),
        body_start=draw(st.integers(0, 99)),
        origins=draw(st.lists(origins, max_size=2).map(tuple)),
        notes=draw(st.lists(texts, max_size=2).map(tuple)),
    )
    quotations = st.builds(
        model.Quotation,
        spans,
        spans,
        st.sampled_from(model.QuotationKind),
        texts,
        texts,
        st.none() | spans,
        st.booleans(),
    )
    passages = st.builds(
        model.Passage,
        spans,
        st.integers(1, 99),
        st.sampled_from(model.Role),
        st.lists(spans, max_size=2).map(tuple),
        st.lists(quotations, max_size=2).map(tuple),
        texts,
    )
    return model.Article(document, tuple(draw(st.lists(passages, max_size=3))))


@st.composite
def results(draw: st.DrawFn) -> model.Result:
    all_articles = tuple(draw(articles(number)) for number in range(draw(st.integers(1, 3))))
    whole = {article.document.id: article.document.text for article in all_articles}
    ids = st.sampled_from(sorted(whole))

    def place() -> st.SearchStrategy[model.Place]:
        return ids.flatmap(
            lambda id_: st.builds(
                model.Place, st.just(id_), spans_in(whole[id_]), st.integers(1, 99)
            )
        )

    def differences(a: str, b: str) -> st.SearchStrategy[tuple[model.Difference, ...]]:
        made = st.builds(
            model.Difference,
            names,
            spans_in(whole[DocumentId(a)]),
            spans_in(whole[DocumentId(b)]),
            st.sampled_from(model.Weight),
            texts,
        )
        return st.lists(made, max_size=2).map(tuple)

    def link() -> st.SearchStrategy[model.Link]:
        evidence = st.builds(
            model.Evidence, names, st.floats(allow_nan=False, allow_infinity=False), texts
        )
        return st.tuples(place(), place()).flatmap(
            lambda sides: st.builds(
                model.Link,
                st.just(sides[0]),
                st.just(sides[1]),
                probabilities,
                st.sampled_from(model.Relation),
                st.lists(evidence, max_size=2).map(tuple),
                st.lists(
                    st.builds(
                        model.Edit,
                        st.sampled_from(model.EditKind),
                        spans_in(whole[sides[0].document]),
                        spans_in(whole[sides[1].document]),
                    ),
                    max_size=2,
                ).map(tuple),
                differences(sides[0].document, sides[1].document),
            )
        )

    def verdict(
        number: int, passage: model.Passage, quotation: model.Quotation
    ) -> st.SearchStrategy[model.QuotationVerdict]:
        here = all_articles[number].document.id

        def found(there: DocumentId) -> st.SearchStrategy[model.FoundQuotation]:
            places = st.builds(
                model.Place, st.just(there), spans_in(whole[there]), st.integers(1, 99)
            )
            return st.builds(
                model.FoundQuotation,
                st.just(there),
                st.sampled_from(model.Verdict),
                probabilities,
                st.lists(places, min_size=1, max_size=2).map(tuple),
                differences(here, there),
                texts,
                texts,
            )

        def whole_verdict(
            others: list[model.FoundQuotation],
        ) -> st.SearchStrategy[model.QuotationVerdict]:
            best = others[0] if others else None
            return st.builds(
                model.QuotationVerdict,
                st.just(model.Place(here, quotation.span, passage.line)),
                st.just(quotation),
                st.sampled_from(model.Verdict),
                probabilities,
                st.just(best.places[0] if best else None),
                st.just(best.differences if best else ()),
                st.just(tuple(others)),
            )

        return st.lists(ids.flatmap(found), max_size=2).flatmap(whole_verdict)

    quotations = (
        draw(verdict(number, passage, quotation))
        for number, article in enumerate(all_articles)
        for passage in article.passages
        for quotation in passage.quotations
    )
    statement = st.builds(
        model.Statement,
        st.uuids().map(str),
        texts,
        st.lists(place(), min_size=1, max_size=3).map(tuple),
        st.lists(ids, max_size=2).map(tuple),
        probabilities,
        st.lists(place(), max_size=2).map(tuple),
    )
    repeat = st.builds(
        model.Repeat,
        st.sampled_from(model.RepeatKind),
        st.lists(place(), min_size=2, max_size=3).map(tuple),
        st.integers(0, 999),
        st.booleans(),
    )
    finding = st.builds(
        model.Finding,
        names,
        st.sampled_from(model.Level),
        texts,
        texts,
        st.integers(0, 99),
        spans_in("x" * 99),
        st.lists(st.builds(model.Location, texts, *[st.integers(0, 99)] * 4), max_size=2).map(
            tuple
        ),
        texts,
    )
    return model.Result(
        all_articles,
        tuple(draw(st.lists(link(), max_size=3))),
        tuple(draw(st.lists(statement, max_size=2))),
        tuple(draw(st.lists(repeat, max_size=2))),
        tuple(quotations) if draw(st.booleans()) else (),
        tuple(draw(st.lists(finding, max_size=2))),
        tuple(draw(st.lists(st.builds(model.Skipped, texts, texts), max_size=2))),
        tuple(draw(st.dictionaries(texts, texts, max_size=2)).items()),
        tuple(
            draw(st.lists(st.builds(model.Nearest, place(), place(), probabilities), max_size=2))
        ),
    )


def test_a_repeat_is_read_back_with_its_likenesses(tmp_path: Path) -> None:
    result = bridge()
    link = result.links[0]
    likenesses = (
        model.Likeness(model.RepeatKind.EXACT, 1.0, 1.0),
        model.Likeness(model.RepeatKind.NEAR, 0.9, 0.8, link.edits, link.differences),
    )
    repeat = model.Repeat(
        model.RepeatKind.NEAR, (link.a, link.b), 9, differences=(), likenesses=likenesses
    )
    whole = replace(result, repeats=(repeat,))
    assert read_back(whole, tmp_path) == whole


def test_a_result_saved_before_there_were_verdicts_is_read(tmp_path: Path) -> None:
    data = standard.loads(dumped(replace(bridge(), quotations=())))
    for quotation in data["quotations"]:
        del quotation["probability"], quotation["found"]
    path = tmp_path / "old.json"
    path.write_text(standard.dumps(data), encoding="utf-8")
    assert json.read(path) == replace(bridge(), quotations=())


@settings(max_examples=60, deadline=None)
@given(results())
def test_reading_gives_back_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, result: model.Result
) -> None:
    assert read_back(result, tmp_path_factory.mktemp("saved")) == result


@settings(max_examples=30, deadline=None)
@given(results())
def test_every_result_validates_against_the_published_schema(result: model.Result) -> None:
    published = standard.loads((ROOT / schema.PATH).read_text("utf-8"))
    validator = importlib.import_module("jsonschema")  # has no types of its own
    validator.validate(standard.loads(dumped(result)), published)


def test_the_published_schema_is_current() -> None:
    assert (ROOT / schema.PATH).read_text("utf-8") == schema.schema(), (
        "run: python -m compare.reports.schema"
    )


def test_the_keys_are_those_of_the_contract_in_its_order() -> None:
    data = standard.loads(dumped(bridge()))
    assert list(data) == [
        *("schema_version", "documents", "links", "statements", "repeats"),
        *("quotations", "findings", "skipped", "options", "nearest", "spellings"),
    ]
    assert list(data["documents"][0])[:9] == [
        *("id", "path", "outlet", "title", "published", "language", "encoding", "sha256"),
        "passages",
    ]
    assert list(data["documents"][0]["passages"][0])[:4] == ["line", "start", "end", "role"]
    assert list(data["links"][0])[:6] == [
        *("a", "b", "probability", "relation", "evidence", "differences"),
    ]
    assert list(data["links"][0]["a"])[:5] == ["path", "line", "start", "end", "text"]
    assert list(data["statements"][0])[:4] == ["id", "label", "members", "missing"]
    assert list(data["quotations"][0])[:9] == [
        *("path", "line", "start", "end", "text", "speaker", "verdict", "source", "differences"),
    ]


def test_the_same_result_gives_the_same_bytes() -> None:
    assert dumped(bridge()) == dumped(bridge())


def test_text_that_would_act_on_a_terminal_is_escaped_and_comes_back(tmp_path: Path) -> None:
    result = harvest()
    text = "\x1b[2J\x9b31m \u202e \u200b \U000e0041 [/oops] \0 «да»"
    document = model.Document(DocumentId("d1"), text, text, text)
    hostile = model.Result((*result.articles, model.Article(document, ())))
    written = dumped(hostile)
    assert "«да»" in written
    assert not set(written) & set("\x1b\x9b\u202e\u200b\U000e0041\0")
    assert read_back(hostile, tmp_path) == hostile


def _changed(change: Any) -> str:
    data = standard.loads(dumped(bridge()))
    change(data)
    return standard.dumps(data)


BROKEN: list[tuple[str, Any, str]] = [
    ("a list", lambda: "[]", "not a result saved"),
    ("no JSON", lambda: "Once upon a time", "not a result saved"),
    ("nesting without end", lambda: "[" * 200_000, "not a result saved"),
    ("other JSON", lambda: '{"a": 1}', "not a result saved"),
    ("nothing", lambda: "", "not a result saved"),
    (
        "another version",
        lambda: '{"schema_version": "2"}',
        'its schema_version is "2", and this program reads "1"',
    ),
    (
        "a missing key",
        lambda: _changed(lambda d: d["links"][1].pop("relation")),
        "links.1.relation: field required",
    ),
    (
        "an unknown relation",
        lambda: _changed(lambda d: d["links"][0].update(relation="copied")),
        "links.0.relation: input should be",
    ),
    (
        "a span beyond the text",
        lambda: _changed(lambda d: d["statements"][0]["members"][0].update(end=9999)),
        "statements.0: 31 to 9999 is not in a text of",
    ),
    (
        "words the document does not have",
        lambda: _changed(lambda d: d["links"][0]["a"].update(text="The ferry sank.")),
        "links.0.a: the text is not what the document has there",
    ),
    (
        "a document that is not there",
        lambda: _changed(lambda d: d["links"][0]["b"].update(document="x")),
        "links.0.b: there is no document 'x'",
    ),
    (
        "a verdict on words that are not there",
        lambda: _changed(lambda d: d["quotations"][0]["found"][0]["places"][0].update(text="No")),
        "quotations.0: the text is not what the document has there",
    ),
    (
        "an unknown verdict",
        lambda: _changed(lambda d: d["quotations"][0].update(verdict="stolen")),
        "quotations.0.verdict: input should be",
    ),
    (
        "one document twice",
        lambda: _changed(lambda d: d["documents"].append(d["documents"][0])),
        "documents: two have the same id",
    ),
]


@pytest.mark.parametrize(
    ("text", "message"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_a_file_that_is_not_a_sound_result_is_refused(
    text: Any, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "result.json"
    path.write_text(text(), encoding="utf-8")
    with pytest.raises(InputError, match="cannot read") as caught:
        json.read(path)
    assert message in str(caught.value)


def test_a_file_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        json.read(tmp_path / "none.json")


def test_keys_we_do_not_know_yet_are_let_through(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text(_changed(lambda data: data.update(later={})), encoding="utf-8")
    assert json.read(path) == bridge()


def test_a_saved_result_is_told_from_other_files() -> None:
    assert json.looks_like_result(dumped(harvest())[:100])
    assert not json.looks_like_result('{"text": "Rye is dear."}')


def test_writing_json_and_concise_loads_neither_rich_nor_pydantic() -> None:
    code = (
        "import sys; from io import StringIO; from compare import reports, model, options;"
        "r = model.Result(());"
        "[reports.write(r, options.Options(), f, StringIO())"
        " for f in ('json', 'jsonl', 'concise', 'csv', 'markdown')];"
        "sys.exit(bool({'rich', 'pydantic', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
