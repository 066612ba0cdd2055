"""How surprising shared words are once phrases and the story's own words count for little."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import coincidence, pipeline
from compare.conditional import Piece, Together, quoted_surprises, surprises
from compare.context import NO_PARTNER, contexts, margins
from compare.languages.related import related
from compare.model import Article, Document, DocumentId
from compare.options import Options
from compare.windows import windows
from compare.words import stem

OTHERS = "\n\n".join(
    f"Harbour Minister Ada Quint said {verb} the port dues on Friday."
    for verb in ("she would raise", "he must lower", "nobody may dodge", "ships will pay")
)


def read(*texts: str) -> tuple[Article, ...]:
    documents = [
        Document(DocumentId(f"d{n}"), f"{n}.txt", text, language="en")
        for n, text in enumerate(texts)
    ]
    return pipeline.divide(documents)


def vocabulary(found: tuple[Article, ...]) -> coincidence.Vocabulary:
    return coincidence.vocabulary(found, windows(found, Options()))


def piece(found: tuple[Article, ...], article: int, passage: int) -> Piece:
    return Piece(article, passage, found[article].passages[passage].span)


def score(a: str, b: str) -> float:
    """The surprise of the first passages of two documents that both go on with OTHERS."""
    found = read(f"{a}\n\n{OTHERS}", f"{b}\n\n{OTHERS}")
    known = vocabulary(found)
    return surprise(known, piece(found, 0, 0), piece(found, 1, 0))


def surprise(known: coincidence.Vocabulary, one: Piece, two: Piece) -> float:
    first, second = np.array([0]), np.array([1])
    return float(surprises(known, Together(known), [one, two], first, second)[0])


def test_nothing_has_no_surprise() -> None:
    known = coincidence.vocabulary((), ())
    none = np.zeros(0, np.int64)
    assert len(surprises(known, Together(known), [], none, none)) == 0
    assert len(quoted_surprises(Together(known), [], [])) == 0
    assert len(margins([], [])) == 0


def test_words_of_the_whole_story_say_less_than_one_word_of_two_passages() -> None:
    story = score(
        "Harbour Minister Ada Quint spoke of the port dues.",
        "The port dues were told by Harbour Minister Ada Quint.",
    )
    apart = score(
        "Harbour Minister Ada Quint spoke of a walrus and a cathedral.",
        "A walrus, a cathedral: Harbour Minister Ada Quint had words.",
    )
    assert apart > story


def test_a_phrase_is_no_more_surprising_than_its_words_are_likely_together() -> None:
    """Where minister always follows harbour, to share both is little more than to share one."""
    both = score("The harbour minister left the quay.", "A harbour minister ate an orange.")
    one = score("The harbour left the quay.", "A harbour ate an orange.")
    fresh = score("The harbour walrus left the quay.", "A harbour walrus ate an orange.")
    assert fresh - one > 2 * (both - one)


def test_another_word_of_the_family_counts_but_less_than_the_word_itself() -> None:
    said = "The envoys broke off the negotiations at dawn."
    same = score(said, "At noon the negotiations were dead.")
    family = score(said, "At noon the talks were dead.")
    other = score(said, "At noon the oranges were dead.")
    assert same > family > other


@pytest.mark.parametrize(
    ("one", "two"),
    [("talks", "negotiations"), ("rejected", "refusal"), ("slain", "killed"), ("mislead", "muddy")],
)
def test_families_bring_together_what_reports_exchange(one: str, two: str) -> None:
    families = related("en")
    assert families[stem(one)] == families[stem(two)]


def test_a_word_stands_in_one_family_only() -> None:
    for code in ("en", "ru"):
        assert related(code)
    assert related("xx") == {}


def test_two_words_are_one_idea() -> None:
    called_off = score("The feast was called off by the mayor.", "The mayor halted the feast.")
    other = score("The feast was called in by the mayor.", "The mayor halted the feast.")
    assert called_off > other


def test_a_country_of_two_words_is_counted_once() -> None:
    (found,) = read("The United States and Russia’s envoys met in Washington.")
    known = vocabulary((found,))
    (passage,) = known.passages.values()
    assert len(passage.numbers) == 5  # united-states, russia, envoy, meet, united-states
    assert passage.numbers[0] == passage.numbers[-1]


def test_words_in_both_quotations_are_the_best_evidence() -> None:
    said = "He called it “a walrus in a cathedral” on Monday.\n\n" + OTHERS
    other = "Her word was “cathedral walrus”.\n\n" + OTHERS
    free = "It was a walrus and a cathedral.\n\n" + OTHERS
    found = read(said, other, free)
    known = vocabulary(found)

    def quotations(article: int) -> tuple[Piece, ...]:
        return tuple(Piece(article, 0, q.span) for q in found[article].passages[0].quotations)

    both, one = quoted_surprises(
        Together(known), [quotations(0), quotations(0)], [quotations(1), quotations(2)]
    )
    assert both > 3
    assert one == 0


TEXTS = st.lists(
    st.sampled_from(
        [
            "port",
            "dues",
            "minister",
            "harbour",
            "walrus",
            "talks",
            "negotiations",
            "reject",
            "refuse",
        ]
    ),
    min_size=4,
    max_size=12,
).map(" ".join)


@settings(deadline=None, max_examples=40)
@given(TEXTS, TEXTS)
def test_swapping_changes_nothing(a: str, b: str) -> None:
    found = read(a, b)
    known = vocabulary(found)
    one, two = piece(found, 0, 0), piece(found, 1, 0)
    forth, back = surprise(known, one, two), surprise(known, two, one)
    assert forth == pytest.approx(back)
    assert np.isfinite(forth)


def test_a_hub_stands_out_with_nobody() -> None:
    keys = [(0, 0, 1, j) for j in range(4)] + [(0, 1, 1, 0)]
    found = margins(keys, [5.0, 5.0, 5.0, 5.0, 9.0])
    assert found[4] > found[0]
    assert found[1] == pytest.approx(5 - (5 + (5 + 2 * NO_PARTNER) / 3) / 2)


def test_documents_that_share_more_keep_their_links_company() -> None:
    keys = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 2, 0)]
    found = contexts(keys, [3.0, 3.0, -1.0, -1.0])
    assert found[2].company > 1
    assert found[3].company == 0
    assert contexts([], []) == []
