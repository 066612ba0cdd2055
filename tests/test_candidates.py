"""Windows, chance and the short list of candidates."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import candidates, coincidence, pipeline
from compare.model import Article, Document, DocumentId
from compare.options import Options
from compare.windows import windows


def article(name: str, text: str) -> Article:
    (divided,) = pipeline.divide([Document(DocumentId(name), name, text, language="en")])
    return divided


SHUT = "Minister Ana Kesk shut the harbour of Velt to herring boats on Monday for nine days."
CLOSED = "Velt closes its harbour for nine days, and the herring boats stay out, said Ana Kesk."
BREAD = "The bakers of Orsa want more money for bread because flour has become dear in the hills."
PAIR = (article("a", f"{SHUT}\n\n{BREAD}\n"), article("b", f"{CLOSED}\n"))


def test_a_short_passage_is_one_window_and_its_sentences() -> None:
    one = article("a", "The harbour is shut for days. The herring boats stay in.\n")
    texts = [one.text_of(unit.span) for unit in windows([one], Options())]
    assert texts == [
        "The harbour is shut for days.",
        "The harbour is shut for days. The herring boats stay in.",
        "The herring boats stay in.",
    ]


@pytest.mark.parametrize("head", ["NEW VELT (Norda) - ", "VELT, March 3. /NORDA/. "])
def test_where_a_report_was_filed_is_no_part_of_what_it_says(head: str) -> None:
    one = article("a", f"{head}The harbour is shut for nine days.\n")
    (unit,) = windows([one], Options())
    assert one.text_of(unit.span) == "The harbour is shut for nine days."


def test_what_is_too_short_to_be_recognised_is_no_window() -> None:
    assert windows([article("a", "He said.\n")], Options()) == ()


def test_rare_shared_words_are_more_surprising_than_none() -> None:
    units = windows(PAIR, Options())
    known = coincidence.vocabulary(PAIR, units)
    rows = {PAIR[u.article].text_of(u.span): n for n, u in enumerate(units)}
    scores = coincidence.surprise(known, [rows[SHUT], rows[BREAD]], [rows[CLOSED]])
    assert scores[0, 0] > 0 > scores[1, 0]


def test_a_country_its_people_and_its_capital_are_one_idea() -> None:
    one = (
        article("a", "Washington and the Germans will talk about the northern herring quota.\n"),
        article("b", "The US talks with Germany.\n"),
        article("c", "They told us and others of it all again today.\n"),
    )
    units = windows(one, Options())
    known = coincidence.vocabulary(one, units)
    a, b, c = (
        next(known.rows[n] for n, u in enumerate(units) if u.article == number)
        for number in range(3)
    )
    assert len(a & b) == 3
    assert not b & c


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from([SHUT, CLOSED, BREAD]), min_size=1, max_size=3))
def test_swapping_the_sides_transposes(texts: list[str]) -> None:
    pair = article("a", "\n\n".join(texts)), article("b", f"{CLOSED}\n")
    units = windows(pair, Options())
    known = coincidence.vocabulary(pair, units)
    left = [n for n, u in enumerate(units) if u.article == 0]
    right = [n for n, u in enumerate(units) if u.article == 1]
    forth = coincidence.surprise(known, left, right)
    back = coincidence.surprise(known, right, left)
    assert np.allclose(forth, back.T, atol=1e-4)


def test_the_best_partner_is_always_among_the_candidates() -> None:
    units = windows(PAIR, Options())
    ideas = coincidence.vocabulary(PAIR, units)
    found = candidates.candidates(PAIR, units, Options(), ideas)
    pairs = {
        (
            PAIR[units[a].article].text_of(units[a].span),
            PAIR[units[b].article].text_of(units[b].span),
        )
        for candidate in found
        for a, b in candidate.windows
    }
    assert (SHUT, CLOSED) in pairs


def test_candidates_of_nothing_are_none() -> None:
    assert candidates.candidates((), (), Options(), coincidence.vocabulary((), ())) == ()
    alone = PAIR[:1]
    units = windows(alone, Options())
    ideas = coincidence.vocabulary(alone, units)
    assert candidates.candidates(alone, units, Options(), ideas) == ()
