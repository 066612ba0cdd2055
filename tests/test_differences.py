"""Typed differences: cases anyone could write, the rules' own examples, laws, and a control."""

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import roles
from compare.differences import RULES, Side, differences
from compare.differences.manual import page
from compare.model import Difference, Document, DocumentId, Passage, Role, Span, Weight
from compare.segment import attributions, quotations, segment
from compare.verdicts import Verdict, judge
from compare.wording import edits

ROOT = Path(__file__).resolve().parent.parent
CASES = tomllib.loads((ROOT / "tests" / "data" / "differences.toml").read_text("utf-8"))["case"]

KINDS = {
    "number", "date", "name", "name-spelling", "negation", "modality", "attribution",
    "loaded-word", "synonym", "specificity", "omission", "addition", "editorial-insertion",
    "quote-to-paraphrase", "paraphrase-to-quote", "order", "tense", "spelling", "typography",
}  # fmt: skip


def side(text: str, language: str = "en", published: str = "") -> Side:
    span = Span(0, len(text))
    passages = [Passage(span, 1, Role.BODY)]
    return Side(
        text,
        span,
        language,
        published,
        quotations(text, passages, language)[0],
        attributions(text, passages, language)[0],
    )


def told(a: Side, b: Side) -> tuple[Difference, ...]:
    return differences(a, b, edits(a.text, a.span, b.text, b.span, language=a.language))


def kinds(a: str, b: str, language: str = "en") -> list[str]:
    return [each.kind for each in told(side(a, language), side(b, language))]


def _params() -> Iterator[object]:
    for case in CASES:
        marks = pytest.mark.xfail(strict=True) if case.get("fails") else ()
        yield pytest.param(case, id=case["why"], marks=marks)


@pytest.mark.parametrize("case", list(_params()))
def test_case(case: dict[str, object]) -> None:
    language = str(case.get("language", "en"))
    found = told(side(str(case["a"]), language), side(str(case["b"]), language))
    if "finds" in case:
        assert [each.kind for each in found] == case["finds"]
    else:
        assert [each.kind for each in found if each.weight is Weight.FACT] == case["facts"]


def _examples() -> Iterator[tuple[str, str, str, bool]]:
    for name, rule in RULES.items():
        for line in rule.explanation.splitlines():
            verdict, _, texts = line.partition(":")
            a, _, b = texts.strip().partition(" -> ")
            if verdict in ("Reported", "Not reported") and b:
                yield name, a, b, verdict == "Reported"


@pytest.mark.parametrize(("name", "a", "b", "reported"), list(_examples()))
def test_the_examples_of_a_rule_are_true(name: str, a: str, b: str, reported: bool) -> None:
    assert (name in kinds(a, b)) is reported


def test_the_kinds_are_those_promised_and_each_rule_explains_itself() -> None:
    assert set(RULES) == KINDS
    assert all(rule.summary and "Reported:" in rule.explanation for rule in RULES.values())
    assert all("Not reported:" in rule.explanation for rule in RULES.values())


def test_the_page_of_rules_is_current() -> None:
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == page()


@pytest.mark.parametrize(
    ("a", "b", "published_a", "published_b", "facts"),
    [
        ("She came on Wednesday.", "She came on January 26.", "2022-01-28", "2022-01-27", []),
        ("She came on Wednesday.", "She came on January 25.", "2022-01-28", "2022-01-28", ["date"]),
        ("She came yesterday.", "She came on Wednesday.", "2022-01-27", "2022-01-28", []),
        ("She came yesterday.", "She came today.", "2022-01-27", "2022-01-27", ["date"]),
        ("She came in mid-December.", "She came on December 17, 2021.", "2022-01-26", "", []),
        ("She came in mid-May.", "She came on May 27.", "2022-06-26", "2022-06-28", ["date"]),
        ("She came last week.", "She came on January 20.", "2022-01-27", "2022-01-27", []),
        ("She came on Wednesday.", "She came on January 26.", "", "", []),
        ("She came on 31 June.", "She came on 30 June.", "2022-07-01", "2022-07-01", ["date"]),
    ],
)  # fmt: skip
def test_days_are_counted_from_the_day_of_the_article(
    a: str, b: str, published_a: str, published_b: str, facts: list[str]
) -> None:
    found = told(side(a, published=published_a), side(b, published=published_b))
    assert [each.kind for each in found if each.kind == "date"] == facts


@pytest.mark.parametrize(
    ("a", "b", "readings"),
    [
        (
            "14 tonnes of oranges sank.",
            "Some 14 tonnes of oranges sank.",
            ("14 tonnes", "Some 14 tonnes"),
        ),
        (
            "Police held 15 people.",
            "Police held more than 15 people.",
            ("15", "more than 15"),
        ),
    ],
)
def test_a_figure_that_is_not_equally_exact_is_shown_with_its_bound(
    a: str, b: str, readings: tuple[str, str]
) -> None:
    shown = {(each.a.of(a), each.b.of(b)) for each in told(side(a), side(b))}
    assert readings in shown


def test_another_speaker_is_a_fact_and_another_cue_is_wording() -> None:
    a = side("The dam is safe and dry, Ann Arden said on Monday.")
    b = side("The dam is safe and dry, Ben Brook claimed on Monday.")
    found = {(each.kind, each.weight) for each in told(a, b)}
    assert ("attribution", Weight.WORDING) in found
    assert {kind for kind, weight in found if weight is Weight.FACT} <= {"attribution", "name"}
    assert Weight.FACT in {weight for _, weight in found}


SHORT = "The ferry sank off Torvell in the night."
LONG = "The ferry sank on Monday off Torvell in the night."


def test_a_detail_is_a_fact_only_where_the_whole_other_document_lacks_it() -> None:
    """The line that has it is told instead; `Side.text` is all of the document."""
    (lacking,) = told(side(LONG), side(SHORT))
    assert (lacking.kind, lacking.weight) == ("omission", Weight.FACT)
    text = f"{SHORT}\n\nDivers had searched since Monday."
    (elsewhere,) = told(side(LONG), Side(text, Span(0, len(SHORT))))
    assert elsewhere.weight is Weight.WORDING
    assert elsewhere.message.endswith("told elsewhere in the second, line 3")


def test_a_name_the_other_document_has_is_not_given_for_another() -> None:
    a = "At 5 p.m. the centre of Storm Fabrian was near the coast."
    b = "At 5 p.m. Grethe's centre was near the coast."
    assert "name" in kinds(a, b)
    knows = Side(f"{b}\n\nStorm Fabrian had passed by then.", Span(0, len(b)))
    assert "name" not in [each.kind for each in told(side(a), knows)]


@pytest.mark.parametrize(
    ("start", "is_name"),
    [("Page said so.", True), ("Page one was lost.", False)],
)
def test_a_word_at_the_start_is_what_the_document_makes_of_it(start: str, is_name: bool) -> None:
    """Capitals inside sentences make a name of it, small letters a word."""
    rest = "They met Page twice." if is_name else "They lost a page twice."
    text = f"{start} {rest}"
    found = told(
        Side(text, Span(0, len(start))),
        side(start.replace("Page", "Arden")),
    )
    assert ("name" in [each.kind for each in found]) is is_name


SOUP = (
    "The the Arden Brook not never denied 15 fifty percent $ rose fell on Monday May 2021 said "
    "claimed “ ” [ ] — dam sluice of a and , . ? without Tarvian US 1,500 half about "
    "Дамба не 5 млн рублей вчера"
)
TEXTS = st.lists(st.sampled_from(SOUP.split()), max_size=24).map(" ".join)
ANYTHING = st.text(max_size=80)


@given(ANYTHING | TEXTS)
@settings(max_examples=150, deadline=None)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert told(side(text), side(text)) == ()


@given(ANYTHING | TEXTS, ANYTHING | TEXTS, st.sampled_from(["en", "ru", "xx"]))
@settings(max_examples=250, deadline=None)
def test_every_difference_points_into_both_spans_and_facts_come_first(
    a: str, b: str, language: str
) -> None:
    found = told(side(a, language), side(b, language))
    for each in found:
        assert Span(0, len(a)).covers(each.a)
        assert Span(0, len(b)).covers(each.b)
        assert len(each.a) or len(each.b)
        assert each.message
        assert not each.message.endswith(".") or each.message.endswith("….")
    weights = [list(Weight).index(each.weight) for each in found]
    assert weights == sorted(weights)


#: Kinds that name a side, and what they are from the other side.
MIRRORED = {
    "omission": "addition",
    "addition": "omission",
    "quote-to-paraphrase": "paraphrase-to-quote",
    "paraphrase-to-quote": "quote-to-paraphrase",
}
LEADS = ["The mayor said that", "Arden claims", "On Monday", "In Torvell"]
VERBS = ["bought", "sold", "has not bought", "never sold", "will buy"]
THINGS = ["15 boats", "fifteen boats", "50 boats", "a boat from Brook", "no boats"]
SENTENCES = st.tuples(*map(st.sampled_from, (LEADS, VERBS, THINGS))).map(
    lambda parts: f"{parts[0]} she {parts[1]} {parts[2]}."
)


@given(SENTENCES, SENTENCES)
@settings(max_examples=150, deadline=None)
def test_swapping_the_sides_swaps_the_facts(a: str, b: str) -> None:
    there = Counter(
        (MIRRORED.get(d.kind, d.kind), d.b, d.a)
        for d in told(side(a), side(b))
        if d.weight is Weight.FACT and d.kind in ("number", "date", "name", "negation")
    )
    back = Counter(
        (d.kind, d.a, d.b)
        for d in told(side(b), side(a))
        if d.weight is Weight.FACT and d.kind in ("number", "date", "name", "negation")
    )
    assert there == back


@given(
    st.sampled_from(["closed the dam", "signed the treaty", "freed the gauge from ice"]),
    st.sampled_from(["The mayor", "Arden", "The Tarvian side"]),
)
def test_a_flipped_negation_is_always_on_top(deed: str, who: str) -> None:
    found = kinds(f"{who} has not {deed} in May.", f"{who} has {deed} in May.")
    assert found[:1] == ["negation"]


def is_rounded(one: int, other: int) -> bool:
    """Whether one is the other to fewer digits: 17,000 of 16,893. Figures below 1,000 never are."""
    for rough, fine in ((one, other), (other, one)):
        noughts = len(str(rough)) - len(str(rough).rstrip("0"))
        apart = abs(rough - fine)
        if (
            rough >= 1000
            and fine % 10**noughts
            and apart <= min(10**noughts / 2, 0.025 * max(one, other))
        ):
            return True
    return False


def kinds_of_figures(one: int, other: int) -> list[str]:
    return kinds(f"They counted {one:,} boats at noon.", f"They counted {other:,} boats at noon.")


@given(st.integers(2, 10**9), st.integers(2, 10**9))
@settings(max_examples=100, deadline=None)
def test_another_number_is_always_on_top(one: int, other: int) -> None:
    expected = "" if one == other else "specificity" if is_rounded(one, other) else "number"
    assert "".join(kinds_of_figures(one, other)[:1]) == expected


@given(st.integers(1, 999), st.integers(3, 5), st.data())
@settings(max_examples=50, deadline=None)
def test_a_rounded_number_is_none_of_its_own(head: int, noughts: int, data: st.DataObject) -> None:
    rough = head * 10**noughts
    most = min(10**noughts // 2, rough // 50)
    fine = rough + data.draw(st.integers(-most, most).filter(bool))
    assert kinds_of_figures(rough, fine)[:1] == ["specificity"]


# ------------------------------------------------------------------ the control of the step


CHANGED = [
    ("30 television cameras", "50 television cameras"),
    ("was made on March 1.", "was made on March 11."),
    ("and requested that it not be made public", "and requested that it be made public"),
    ("Chief Negotiator Yohana Hartveg listed", "Chief Negotiator Irma Solberg listed"),
]
CUT = (" That is not something we need. However, we cannot", " However, we cannot")
SPLICED = (
    "sensible seeds can be found in the supplements, and a bag should not be thrown out on account",
    "we cannot accept that somebody upstream shuts the valve and afterwards wonders why our land",
)


def _control() -> tuple[Document, Document]:
    text = (ROOT / "seeds" / "minister" / "veltin.txt").read_text("utf-8")
    changed = text
    for old, new in [*CHANGED, CUT, SPLICED]:
        assert changed.count(old) == 1
        changed = changed.replace(old, new)
    return tuple(  # type: ignore[return-value]
        Document(DocumentId(name), name, each, published="2024-03-14", language="en")
        for name, each in (("as printed", text), ("changed", changed))
    )


def _sides(document: Document) -> dict[int, Side]:
    """A side for each passage, by its line."""
    article = segment(document, roles.divide(document))
    said = attributions(document.text, article.passages, "en")
    return {
        passage.line: Side(
            document.text, passage.span, "en", document.published, passage.quotations, cues
        )
        for passage, cues in zip(article.passages, said, strict=True)
        if not passage.is_furniture
    }


def test_control_each_change_is_told_and_nothing_else_is_a_fact() -> None:
    printed, changed = map(_sides, _control())
    assert printed.keys() == changed.keys()
    found = list(chain(*(told(printed[line], changed[line]) for line in printed)))
    facts = sorted(each.kind for each in found if each.weight is Weight.FACT)
    assert facts == ["date", "name", "negation", "number"]
    dropped = [each.message for each in found if each.kind == "omission"]
    assert any("That is not something we need" in each for each in dropped)


def test_control_the_cut_and_the_spliced_quotation_are_seen() -> None:
    printed, changed = _control()
    sides = _sides(changed)
    quotes = {
        line: quotation.inner.of(changed.text)
        for line, side_ in sides.items()
        for quotation in side_.quotations[:1]
    }
    cut = next(quote for quote in quotes.values() if "nobody is going to" in quote)
    spliced = next(quote for quote in quotes.values() if "Its first page" in quote)
    assert judge(cut, printed.text).verdict is Verdict.CUT
    assert judge(spliced, printed.text).verdict in (Verdict.SPLICED, Verdict.ALTERED)


# ------------------------------------------------------------------------ the real articles


def _real(shared: Path, name: str) -> dict[int, Side]:
    path = next((shared / "seeds").glob(f"{name}_*.txt"))
    document = Document(DocumentId(name), name, path.read_text("utf-8"), language="en")
    return _sides(document)


@pytest.mark.real
def test_rational_arguments_and_kernels_are_other_words(shared: Path) -> None:
    a, b = _real(shared, "000")[8], _real(shared, "001")[11]
    found = [
        (each.a.of(a.text), each.b.of(b.text)) for each in told(a, b) if each.kind == "synonym"
    ]
    assert any("arguments" in x and "kernels" in y for x, y in found)


@pytest.mark.real
def test_a_quotation_of_one_is_told_in_other_words_by_the_other(shared: Path) -> None:
    a, b = _real(shared, "000")[10], _real(shared, "001")[9]
    assert {"quote-to-paraphrase", "paraphrase-to-quote"} & {each.kind for each in told(a, b)}


@pytest.mark.real
def test_two_spellings_of_a_first_name_are_one_name(shared: Path) -> None:
    text = "".join(path.read_text("utf-8") for path in (shared / "seeds").glob("*.txt"))
    assert "Anthony" in text
    assert "Antony" in text
    found = kinds("They met Anthony Blinken there.", "They met Antony Blinken there.")
    assert found == ["name-spelling"]


def test_the_measures_are_kept_without_text() -> None:
    kept = json.loads((ROOT / "benchmarks/results/differences-labelled.json").read_text("utf-8"))
    read = kept["read by hand"]["readings"]
    assert all(each["true"] <= each["reports"] for each in read)
    assert sum(each["reports"] for each in read) >= 200
