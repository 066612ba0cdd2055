"""What became of quoted words: cases anyone in a newsroom could write, and laws."""

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.model import (
    Article,
    Document,
    DocumentId,
    Link,
    Passage,
    Place,
    Quotation,
    QuotationKind,
    Relation,
    Role,
    Span,
    Weight,
)
from compare.verdicts import Judgement, Verdict, judge, verdicts

SPEECH = (
    "Good morning. If it depends on Harrow, there will be no quarrel over the ferry. "
    "We bought 15 boats in May, and we may sell five of them before winter. "
    "Nobody asked the islanders whether they wanted a bridge. "
    "Our neighbours closed the lighthouse without a word, and then they sent us the bill. "
    "I do not support the toll on fishing vessels. The colour of the new buoys is a scandal. "
    "Minister Anthony Quint promised me that the harbour wall would be repaired by spring, "
    "that the crane would be painted, and that 1,500 crowns would go to the choir. "
    "That is all I have to say about the sturgeon."
)

#: We know that this is the speech, and say so.
KNOWN = 2.0

# why | quotation | verdict | kinds of difference that must be named
CASES = [
    (*line.split(" | "), "")[:4]
    for line in """
word for word | Nobody asked the islanders whether they wanted a bridge | verbatim
a comma inside the marks | Nobody asked the islanders whether they wanted a bridge, | verbatim
part of a sentence | closed the lighthouse without a word | verbatim
a capital to begin with | There will be no quarrel over the ferry | typographic | typography
a contraction | I don't support the toll on fishing vessels. | typographic
American spelling | The color of the new buoys is a scandal | typographic | spelling
a figure in letters | We bought fifteen boats in May | typographic
thousands without comma | that 1500 crowns would go to the choir | typographic
a dash for a comma | a word — and then they sent us the bill | typographic
an insertion | they wanted a bridge [to Harrow]. Our neighbours closed the lighthouse | marked | editorial-insertion
a bracket for a pronoun | [The islands] bought 15 boats in May, and we may sell five | marked
an ellipsis | We bought 15 boats … and we may sell five of them | marked | omission
a spaced ellipsis over a sentence | no quarrel over the ferry. . . . Nobody asked the islanders | marked
an ellipsis and a bracket at one place | closed the lighthouse [in March] … they sent us the bill | marked
an ellipsis where nothing is missing | a scandal. ... Minister Anthony Quint promised me | typographic
another figure | We bought 50 boats in May, and we may sell five of them | altered | number
another month | We bought 15 boats in June, and we may sell five of them | altered | date
another name | Minister Anthony Brandl promised me that the harbour wall | altered | name
surer than it was said | We bought 15 boats in May, and we will sell five of them | altered | modality
a word replaced | Our neighbours shut the lighthouse without a word | altered | wording
a word added | Our dear neighbours closed the lighthouse without a word | altered | addition
a not added | If it depends on Harrow, there will not be no quarrel over the ferry | altered | negation
a not dropped | I do support the toll on fishing vessels | cut | negation
words dropped | Our neighbours closed the lighthouse, and then they sent us the bill | cut | omission
a sentence dropped takes its not along | We may sell five of them before winter. Our neighbours closed the lighthouse | cut | omission
the later part first | the crane would be painted. We bought 15 boats in May | spliced | splice
never said | The moon is made of an excellent cheese | not-found
a name spelt otherwise | Minister Antony Quint promised me that the harbour wall | typographic | name-spelling
""".strip().splitlines()  # noqa: E501
]


@pytest.mark.parametrize(("why", "quote", "verdict", "kinds"), CASES, ids=[c[0] for c in CASES])
def test_case(why: str, quote: str, verdict: str, kinds: str) -> None:
    judgement = judge(quote, SPEECH, prior=KNOWN)
    assert judgement.verdict == verdict, judgement
    assert set(kinds.split()) <= {difference.kind for difference in judgement.differences}, (
        judgement
    )


FACTS = {"number", "date", "name", "negation", "modality"}


@pytest.mark.parametrize("case", CASES, ids=[c[0] for c in CASES])
def test_facts_come_first_and_only_where_a_fact_changed(case: tuple[str, ...]) -> None:
    judgement = judge(case[1], SPEECH, prior=KNOWN)
    if judgement.verdict is Verdict.NOT_FOUND:
        return
    assert judgement.changes_fact == bool(FACTS & set(case[3].split())), judgement
    weights = [difference.weight for difference in judgement.differences]
    assert weights == sorted(weights, key=[Weight.FACT, Weight.WORDING, Weight.FORM].index)


def test_the_examples_of_the_documentation() -> None:
    page = (Path(__file__).parent.parent / "docs" / "quotations.md").read_text("utf-8")
    source = re.search(r"in each case: \*(.*)\*", page)
    assert source
    rows = re.findall(r"^\| `([\w-]+)` \|.*\| “(.*)” \|$", page, re.MULTILINE)
    assert len(rows) == 5
    judged = [(judge(quote, source[1], prior=KNOWN).verdict.value, quote) for _, quote in rows]
    assert judged == rows


def test_stage_directions_of_a_transcript_were_not_said() -> None:
    flat = "we will build the pier applause and we will build it in oak because oak lasts"
    judgement = judge("We will build the pier and we will build it in oak", flat)
    assert judgement.verdict is Verdict.TYPOGRAPHIC


def test_the_name_of_the_speaker_is_no_part_of_the_quotation() -> None:
    assert judge("QUINT: Nobody asked the islanders whether", SPEECH).wording.is_faithful


def test_an_excerpt_may_begin_inside_a_word() -> None:
    excerpt = "hing real will happen unless the islanders take over the harb"
    quote = "Nothing real will happen unless the islanders take over the harbour."
    assert judge(quote, excerpt).verdict.is_faithful
    assert judge(quote.replace("Nothing", "Something"), excerpt).verdict.is_faithful
    assert not judge(quote.replace("Nothing", "Little"), excerpt).verdict.is_faithful


def test_a_not_is_not_lost_at_the_end_of_a_quotation() -> None:
    said, quoted = "I do not yet know why the ferry sank in fog", "I know why the ferry sank in fog"
    dropped, added = judge(quoted, f"{said}."), judge(said, f"{quoted}.")
    assert (dropped.wording, added.wording) == (Verdict.CUT, Verdict.ALTERED)
    assert dropped.differences[0].kind == added.differences[0].kind == "negation"
    assert dropped.spans == (Span(0, len(said)),)


def test_longer_quotations_are_surer() -> None:
    whole = "Our neighbours closed the lighthouse without a word"
    parts = ("the lighthouse", "closed the lighthouse without", whole)
    chances = [judge(part, SPEECH).probability for part in parts]
    assert chances == sorted(chances)
    assert chances[0] < 0.5 < chances[-1]


def test_one_word_agrees_by_chance_but_is_there() -> None:
    judgement = judge("ferry", SPEECH)
    assert judgement.verdict is Verdict.VERBATIM
    assert judgement.probability < 0.3


def test_russian() -> None:
    said = (
        "Мы закупили 15 лодок в мае. Мы не поддерживаем сбор с рыбаков и никогда его не поддержим."
    )
    assert judge("Мы закупили 15 лодок в мае", said, language="ru").verdict is Verdict.VERBATIM
    flipped = judge("Мы поддерживаем сбор с рыбаков и никогда его", said, language="ru")
    assert flipped.verdict is Verdict.CUT
    assert flipped.differences[0].kind == "negation"
    number = judge("Мы закупили 50 лодок в мае", said, language="ru", prior=KNOWN)
    assert (number.verdict, number.differences[0].kind) == (Verdict.ALTERED, "number")


# Laws

STOCK = re.findall(
    r"\w+",
    "anchor barrel candle dragon ember falcon garden hammer island jacket kettle lantern "
    "meadow needle orchard pepper quarry ribbon saddle timber umbrella velvet walnut yarrow",
)
texts = st.lists(st.sampled_from(STOCK), min_size=30, max_size=60)


def sentence(words: list[str]) -> str:
    return " ".join(words)


@given(texts, st.data())
def test_a_quotation_against_a_text_that_holds_it_is_verbatim(
    words: list[str], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, 20))
    end = data.draw(st.integers(start + 1, 30))
    judgement = judge(sentence(words[start:end]), sentence(words))
    assert judgement.verdict is Verdict.VERBATIM
    assert not judgement.differences


distinct = st.permutations(STOCK)


@given(distinct, st.integers(2, 900), st.integers(2, 900), st.integers(4, 16))
def test_changing_a_number_is_altered_with_a_fact(
    words: list[str], said: int, quoted: int, at: int
) -> None:
    source = [*words[:at], str(said), *words[at:]]
    quote = [*words[:at], str(quoted), *words[at:]]
    judgement = judge(sentence(quote), sentence(source))
    if said == quoted:
        assert judgement.verdict is Verdict.VERBATIM
    else:
        assert judgement.verdict is Verdict.ALTERED
        assert judgement.differences[0].kind == "number"
        assert judgement.differences[0].weight is Weight.FACT


@given(distinct, st.integers(3, 18))
def test_dropping_a_word_is_cut_and_with_an_ellipsis_marked(words: list[str], at: int) -> None:
    source = sentence(words)
    assert judge(sentence([*words[:at], *words[at + 1 :]]), source).verdict is Verdict.CUT
    elided = sentence([*words[:at], "…", *words[at + 1 :]])
    assert judge(elided, source).verdict is Verdict.MARKED


@given(distinct, st.integers(5, 10), st.integers(5, 10))
def test_joining_two_distant_parts_is_spliced(words: list[str], left: int, right: int) -> None:
    between = " ".join(f"plank{number}" for number in range(300))
    source = f"{sentence(words[:left])}. {between}. {sentence(words[-right:])}."
    quote = f"{sentence(words[:left])}, {sentence(words[-right:])}"
    judgement = judge(quote, source)
    assert judgement.verdict is Verdict.SPLICED
    assert [span.of(source) for span in judgement.spans] == [
        sentence(words[:left]),
        sentence(words[-right:]),
    ]


noise = st.text(st.sampled_from("ab 15,.…[]()'’\"-%нет \n"), max_size=80)


@given(st.one_of(noise, st.text(max_size=80)), st.one_of(noise, st.text(max_size=80)))
@settings(max_examples=300)
def test_no_input_crashes_and_spans_lie_in_their_texts(quote: str, source: str) -> None:
    for language in ("en", "ru", "xx"):
        judgement = judge(quote, source, language=language)
        assert 0 <= judgement.probability <= 1
        assert all(0 <= s.start < s.end <= len(source) for s in judgement.spans)
        for difference in judgement.differences:
            assert 0 <= difference.a.start <= difference.a.end <= len(quote)
            assert 0 <= difference.b.start <= difference.b.end <= len(source)
            assert len(difference.a) + len(difference.b)


@pytest.mark.parametrize(
    "quote",
    ["a" * 1_000_000, "a " * 20_000, "[" * 100_000, "'" * 100_000, "a'" * 100_000, "A." * 100_000,
     ". " * 100_000, "1," * 100_000, "(a" * 100_000, "A " * 100_000],
    ids=["long word", "one word again", "brackets", "apostrophes", "joined", "initials",
         "ellipses", "figures", "parentheses", "capitals"],
)  # fmt: skip
def test_hostile_text_takes_a_moment(quote: str) -> None:
    begin = time.process_time()
    judge(quote, SPEECH + quote + " again")
    judge(quote[:500], quote)
    judge(quote + " again", quote)
    assert time.process_time() - begin < 20


# Articles


def article(name: str, text: str, *quoted: str, speaker: str = "") -> Article:
    document = Document(DocumentId(name), name, text, language="en")
    found = tuple(_quotation(text, words, speaker) for words in quoted)
    passage = Passage(Span(0, len(text)), 1, Role.BODY, quotations=found)
    return Article(document, (passage,))


def _quotation(text: str, words: str, speaker: str) -> Quotation:
    start = text.index(words)
    inner = Span(start, start + len(words))
    span = Span(inner.start - 1, inner.end + 1)
    return Quotation(span, inner, QuotationKind.DIRECT, speaker, "said")


WORDS = "Our neighbours closed the lighthouse without a word"
REPORT = article("a.txt", f'"{WORDS}," the mayor said.', WORDS)
TRANSCRIPT = article("t.txt", SPEECH)
OTHER_WORDS = WORDS.replace("closed", "shut")
RIVAL = article("b.txt", f'Quint said: "{OTHER_WORDS}".', OTHER_WORDS, speaker="Anthony Quint")


def test_each_quotation_is_sought_in_the_other_documents() -> None:
    first, second = verdicts([REPORT, RIVAL])
    assert (first.place.document, second.place.document) == ("a.txt", "b.txt")
    assert first.verdict is second.verdict is Verdict.ALTERED
    assert first.source is not None
    assert first.source.span.of(RIVAL.document.text) == OTHER_WORDS
    assert first.found[0].speaker == "Anthony Quint"
    assert first.found[0].cue == "said"


def test_only_the_sources_are_asked_when_there_are_any() -> None:
    found = verdicts([REPORT, RIVAL, TRANSCRIPT], sources=[TRANSCRIPT])
    assert [one.verdict for one in found] == [Verdict.VERBATIM, Verdict.ALTERED]
    assert {place.document for one in found for f in one.found for place in f.places} == {"t.txt"}


def test_the_best_of_several_documents_gives_the_verdict_and_all_are_listed() -> None:
    found = verdicts([REPORT, RIVAL, TRANSCRIPT])[0]
    assert found.verdict is Verdict.VERBATIM
    assert [one.document for one in found.found] == ["t.txt", "b.txt"]


def test_the_order_of_the_documents_means_nothing() -> None:
    there = verdicts([REPORT, RIVAL, TRANSCRIPT])
    back = verdicts([TRANSCRIPT, RIVAL, REPORT])
    assert sorted(there, key=lambda v: v.place) == sorted(back, key=lambda v: v.place)


def test_a_word_in_another_article_is_not_found_but_in_a_source_it_is() -> None:
    report = article("a.txt", 'He spoke of a "scandal" there.', "scandal")
    (among,) = verdicts([report, TRANSCRIPT])
    (against,) = verdicts([report], sources=[TRANSCRIPT])
    assert (among.verdict, against.verdict) == (Verdict.NOT_FOUND, Verdict.VERBATIM)
    assert among.probability < against.probability < 0.5
    assert among.found[0].places == against.found[0].places


def test_a_link_finds_the_remark_in_other_words() -> None:
    other = article("c.txt", '"The people next door put out the beacon and never told us."')
    link = Link(
        Place(DocumentId("a.txt"), Span(0, len(REPORT.document.text)), 1),
        Place(DocumentId("c.txt"), Span(1, 40), 1),
        0.8,
        Relation.REWRITE,
    )
    (found,) = verdicts([REPORT, other], links=[link])
    assert found.verdict is Verdict.TRANSLATED
    assert found.source == link.b
    (alone,) = verdicts([REPORT, other], links=[replace(link, probability=0.2)])
    assert alone.verdict is Verdict.NOT_FOUND


def test_three_words_that_two_long_quotations_share_are_chance() -> None:
    words = (
        "Contempt for the islanders is being shown at the highest level",
        "the highest level of the flood since the lighthouse was built",
    )
    reports = [article(f"{i}.txt", f'"{w}," said Quint.', w) for i, w in enumerate(words)]
    assert {one.verdict for one in verdicts(reports)} == {Verdict.NOT_FOUND}


def test_furniture_is_not_searched_among_articles() -> None:
    caption = replace(TRANSCRIPT.passages[0], role=Role.CAPTION)
    hidden = Article(TRANSCRIPT.document, (caption,))
    assert verdicts([REPORT, hidden])[0].verdict is Verdict.NOT_FOUND
    assert verdicts([REPORT], sources=[hidden])[0].verdict is Verdict.VERBATIM


def test_a_transcript_answers_two_hundred_quotations() -> None:
    words = [f"{STOCK[i * i % 23]}{i % 1700}" for i in range(20_000)]
    starts = range(0, 20_000, 100)
    quoted = [sentence([*words[i : i + 12], "then", *words[i + 13 : i + 25]]) for i in starts]
    text = sentence(words)
    begin = time.process_time()
    found = [judge(quote, text) for quote in quoted]
    assert all(one.verdict is Verdict.ALTERED for one in found)
    assert time.process_time() - begin < 20  # quadratic would take minutes


def told(text: str) -> Article:
    """An article whose quotations are what stands between curly marks."""
    return article("b.txt", text, *re.findall("“([^”]*)”", text))


#: Whole in one article; what the other article has; what became of it there.
RETOLD = [
    (
        "interrupted",
        "“Our neighbours closed the lighthouse,” the mayor said on Monday, “without a word.”",
        "verbatim",
        "",
    ),
    (
        "begun later",
        "Quint was angry. “Closed the lighthouse without a word,” he repeated.",
        "typographic",
        "not-quoted",
    ),
    (
        "partly in the reporter's words",
        "The neighbours did not ask, they “closed the lighthouse without a word”.",
        "verbatim",
        "quote-to-paraphrase",
    ),
    (
        "elided there",
        "“Our neighbours closed … without a word,” he said of the old lighthouse.",
        "verbatim",
        "not-quoted",
    ),
    (
        "a word replaced beyond the interruption",
        "“Our neighbours closed the lighthouse,” he said, “without a letter.”",
        "altered",
        "wording",
    ),
    (
        "a word dropped beyond the interruption",
        "“Our neighbours closed the lighthouse,” he said, “quite without a word.”",
        "cut",
        "omission",
    ),
]


@pytest.mark.parametrize(("why", "text", "verdict", "kind"), RETOLD, ids=[c[0] for c in RETOLD])
def test_an_article_speaks_for_the_speaker_only_in_its_quotation_marks(
    why: str, text: str, verdict: str, kind: str
) -> None:
    link = Link(
        Place(DocumentId("a.txt"), Span(0, 60), 1),
        Place(DocumentId("b.txt"), Span(0, len(text)), 1),
        0.9,
        Relation.REWRITE,
    )
    found = verdicts([REPORT, told(text)], links=[link])[0]
    assert found.verdict == verdict, found
    kinds = {difference.kind for difference in found.differences}
    assert kind in kinds or (not kind and not kinds), found


def test_two_quotations_of_an_article_are_no_splice_but_two_places_of_a_speech_are() -> None:
    between = " ".join(f"plank{number}" for number in range(300))
    first, second = "We bought fifteen new boats in May", "the old crane will be painted by June"
    report = article("a.txt", f'He said: "{first}, {second}."', f"{first}, {second}")
    pieces = told(f"“{first},” he said. {between}. He added: “{second}.”")
    speech = article("t.txt", f"{first}. {between}. And {second}.")
    assert verdicts([report, pieces])[0].verdict.is_faithful
    spliced = verdicts([report], sources=[speech])[0]
    assert spliced.verdict is Verdict.SPLICED
    assert len(spliced.found[0].places) == 2


def test_a_control_cutting_splicing_and_changing_one_article() -> None:
    quoted = {
        "I do support the toll on fishing vessels": ("cut", "negation"),
        "We bought 51 boats in May, and we may sell five of them": ("altered", "number"),
        "Our neighbours closed the lighthouse, and then they sent us the bill": ("cut", "omission"),
        "Nobody asked the islanders, the crane would be painted": ("spliced", "splice"),
        "that 1,500 crowns would go to the choir": ("verbatim", ""),
    }
    text = " ".join(f'"{words}," said Quint.' for words in quoted)
    found = verdicts([article("a.txt", text, *quoted)], sources=[TRANSCRIPT])
    first = [(one.verdict.value, next((d.kind for d in one.differences), "")) for one in found]
    assert dict(zip(quoted, first, strict=True)) == quoted
    assert [one.changes_fact for one in found] == [True, True, False, False, False]


@pytest.mark.real
def test_labelled_quotations(shared: Path) -> None:
    rows = (shared / "data" / "quotes_labelled.tsv").read_text("utf-8").splitlines()
    head = rows[0].split("\t")
    entries = [dict(zip(head, row.split("\t"), strict=True)) for row in rows[1:]]
    judged = [
        (entry["label"], judge(entry["quote"], entry["transcript_span"])) for entry in entries
    ]
    assert _f1(judged) >= 0.9
    same = [(label, found) for label, found in judged if label != "other"]
    right = sum((label != "altered") == found.wording.is_faithful for label, found in same)
    assert right / len(same) >= 0.92


def _f1(judged: list[tuple[str, Judgement]]) -> float:
    said = sum(found.probability >= 0.5 for _, found in judged)
    true = sum(label != "other" for label, _ in judged)
    both = sum(found.probability >= 0.5 and label != "other" for label, found in judged)
    return 2 * both / (said + true)
