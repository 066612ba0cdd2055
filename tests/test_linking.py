"""Linking: what is found, where it is cut, and that nothing depends on the order of inputs."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare import linking, pipeline, readers
from compare.model import Article, Document, DocumentId, Link, Relation, Result
from compare.options import Options

ALL = replace(Options(), min_probability=0.01)

HARBOUR = (
    "The harbour of Velt will stay closed for nine days, minister Ana Kesk told reporters.\n\n"
    "She promised that the herring fishermen would be paid for every day at anchor.\n\n"
    "A new crane is to be tested on the eastern quay in October.\n"
)
PORT = (
    "According to Ana Kesk, the port of Velt remains shut nine days.\n\n"
    "Bread became dearer in Orsa on Monday, the bakers of the town announced.\n\n"
    "The minister pledged that herring fishers will get money for each day they lie at anchor.\n"
)


def articles(*texts: str) -> tuple[Article, ...]:
    documents = (
        Document(DocumentId(f"d{number}"), f"{number}.txt", text, language="en")
        for number, text in enumerate(texts, 1)
    )
    return pipeline.divide(documents)


def lines(link: Link) -> tuple[int, int]:
    return link.a.line, link.b.line


def test_rewordings_are_found_and_other_news_is_not() -> None:
    found = {lines(link) for link in linking.link(articles(HARBOUR, PORT), Options()).links}
    assert found == {(1, 1), (3, 5)}


def test_no_articles_and_one_article_have_no_links() -> None:
    assert linking.link((), Options()).links == ()
    assert linking.link(articles(HARBOUR), Options()).links == ()


def test_what_falls_below_is_counted() -> None:
    found = linking.link(articles(HARBOUR, PORT), Options())
    assert found.measured == len(found.links) + found.below


def test_a_long_answer_is_linked_by_its_part_only() -> None:
    filler = " ".join(
        f"In the year {1900 + n} the council of Orsa bought {n} lamps for the market square."
        for n in range(1, 40)
    )
    answer = f"{filler} We shall keep the harbour of Velt closed for nine days. {filler}\n"
    (link,) = linking.link(articles(answer, PORT.split("\n\n")[0] + "\n"), ALL).links[:1]
    text = link.a.span.of(answer)
    assert "harbour of Velt closed for nine days" in text
    assert len(text) < 400


def test_a_link_inside_one_document_is_found_only_when_asked_for() -> None:
    one = articles(HARBOUR + "\n" + HARBOUR)
    assert linking.link(one, Options()).links == ()
    found = linking.link(one, replace(Options(), within=True)).links
    assert (1, 7) in {lines(link) for link in found}


def test_documents_of_one_outlet_are_not_linked_by_outlet() -> None:
    one, two = articles(HARBOUR, PORT)
    same = [
        replace(article, document=replace(article.document, outlet="Norda"))
        for article in (one, two)
    ]
    assert linking.link(same, replace(Options(), by="outlet")).links == ()


def test_the_weights_add_up_to_the_probability() -> None:
    from math import exp

    for link in linking.link(articles(HARBOUR, PORT), ALL).links:
        total = sum(item.weight for item in link.evidence)
        assert link.probability == pytest.approx(1 / (1 + exp(-total)), abs=1e-4)


sentence = st.lists(
    st.sampled_from(
        ["harbour", "minister", "closed", "nine", "days", "herring", "bread", "Velt", "not", "the"]
    ),
    min_size=3,
    max_size=12,
).map(lambda chosen: " ".join(chosen).capitalize() + ".")
text_drawn = st.lists(sentence, min_size=1, max_size=4).map(lambda parts: "\n\n".join(parts) + "\n")


def compared(documents: dict[str, str]) -> Result:
    divided = pipeline.divide(
        Document(DocumentId(path), path, text, language="en") for path, text in documents.items()
    )
    return pipeline.compare(divided, ALL)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(text_drawn, min_size=2, max_size=3))
def test_the_order_of_the_inputs_changes_nothing(texts: list[str]) -> None:
    documents = {f"{number}.txt": text for number, text in enumerate(texts)}
    assert compared(documents) == compared(dict(reversed(documents.items())))


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(text_drawn, text_drawn)
def test_swapping_the_texts_swaps_the_sides(one: str, two: str) -> None:
    forth = compared({"a": one, "b": two}).links
    back = compared({"a": two, "b": one}).links
    assert {(f.a.span, f.b.span, f.probability) for f in forth} == {
        (f.b.span, f.a.span, f.probability) for f in back
    }


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(text_drawn, min_size=2, max_size=3))
def test_every_span_lies_in_its_passage(texts: list[str]) -> None:
    result = compared({f"{number}.txt": text for number, text in enumerate(texts)})
    for link in result.links:
        for place in (link.a, link.b):
            article = result.article(place.document)
            assert any(p.span.covers(place.span) and p.line == place.line for p in article.passages)
            assert result.text_of(place).strip() == result.text_of(place) != ""


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400), st.text(max_size=400))
def test_no_text_crashes(one: str, two: str) -> None:
    compared({"a": one, "b": two})


def test_a_text_against_itself_is_one_verbatim_link_a_passage() -> None:
    result = pipeline.compare(articles(HARBOUR, HARBOUR), Options())
    verbatim = [link for link in result.links if link.relation is Relation.VERBATIM]
    assert [lines(link) for link in sorted(verbatim, key=lambda link: link.a)] == [
        (1, 1),
        (3, 3),
        (5, 5),
    ]
    assert len(result.links) == len(verbatim)


@pytest.fixture(scope="module")
def real(real_seeds: tuple[Path, ...]) -> Result:
    reading = readers.read([str(path) for path in real_seeds])
    return pipeline.compare(pipeline.divide(reading.documents), ALL)


def ranks(result: Result) -> dict[frozenset[str], int]:
    """The rank of every link by its two places, each as first three letters and line."""
    return {
        frozenset(
            f"{Path(result.article(p.document).document.path).name[:3]}:{p.line}"
            for p in (link.a, link.b)
        ): rank
        for rank, link in enumerate(result.links, 1)
    }


@pytest.mark.real
def test_two_translations_of_one_remark_are_among_the_best(real: Result) -> None:
    assert ranks(real)[frozenset(("000:8", "001:11"))] <= 10


@pytest.mark.real
def test_a_background_paragraph_retold_by_four_is_among_the_best(real: Result) -> None:
    found = ranks(real)
    for pair in combinations(("001:19", "002:33", "003:41", "004:20"), 2):
        assert found[frozenset(pair)] <= 15, pair


@pytest.mark.real
def test_a_figure_of_speech_kept_by_both_is_among_the_best(real: Result) -> None:
    assert ranks(real)[frozenset(("002:283", "003:42"))] <= 20


@pytest.mark.real
def test_links_at_the_default_threshold_are_true(real: Result) -> None:
    """Read by hand: of 16 reported today two are false, 001:19-003:42 and 001:21-003:10."""
    read_as_true = {
        frozenset(pair)
        for pair in (
            *combinations(("001:19", "002:33", "003:41", "003:8", "004:20"), 2),
            ("003:42", "004:20"),
            ("000:6", "001:7"),
            ("001:15", "002:283"),
            ("000:8", "001:11"),
            ("001:13", "002:283"),
            ("002:283", "003:42"),
        )
    }
    found = ranks(real)
    told = [pair for pair, link in zip(found, real.links, strict=True) if link.probability >= 0.5]
    assert len(told) >= 5
    assert sum(pair in read_as_true for pair in told) >= 0.8 * len(told)


def test_what_was_dropped_is_counted_in_one_or_in_many() -> None:
    said = [each.reason for each in pipeline._dropped(1, 2, Options())]
    assert said == [
        "2 passage pairs with too little in common to be weighed",
        "1 passage pair below the probability 0.5",
    ]
    assert pipeline._dropped(0, 0, Options()) == ()
